// SQL of presence: rows that expire.
import type { Row } from '../database/batch.ts'
import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import type { Actor } from '../permission.ts'
import { PRESENT_SECONDS, type Present } from './schema.ts'

const columns = sql`p.user_id, p.name, p.session, p.field, ${utc('p.since')} as since`
const inOrder = raw('p.since, p.user_id, p.session')

/** What one question asks for; there are fewer, by the limits of what may be entered. */
const MOST = 10_000

export type Place = { tenantId: string; incidentId: string }

/** A row where the incident is there and not in the bin. */
export function selectIncident({ tenantId, incidentId }: Place): Sql {
  return sql`select 1 as there from incident where tenant_id = ${tenantId} and id = ${incidentId}::uuid and deleted_at is null`
}

/** Who is there now. */
export function selectPresent({ tenantId, incidentId }: Place): Sql {
  return sql`select ${columns} from presence p
    where p.tenant_id = ${tenantId} and p.incident_id = ${incidentId}::uuid and p.expires_at > now() order by ${inOrder}`
}

/** Who is there now in any of these tenants, incident by incident. Needs the scope follower. */
export function selectPresentIn(tenantIds: readonly string[]): Sql {
  return sql`select p.tenant_id, p.incident_id, ${columns} from presence p
    where p.tenant_id = any(${tenantIds}::text[]) and p.expires_at > now() order by p.tenant_id, p.incident_id, ${inOrder} limit ${MOST}`
}

/** How many sessions the incident has, and the actor anywhere in the tenant. */
export function countPresent({ tenantId, incidentId }: Place, actor: Actor): Sql {
  return sql`select count(*) filter (where incident_id = ${incidentId}::uuid) as here, count(*) filter (where user_id = ${actor.userId}) as own
    from presence where tenant_id = ${tenantId} and (incident_id = ${incidentId}::uuid or user_id = ${actor.userId}) and expires_at > now()`
}

export function upsertPresence(
  { tenantId, incidentId }: Place,
  actor: Actor,
  session: string,
  field: string | null,
): Sql {
  return sql`insert into presence as p (tenant_id, incident_id, user_id, session, name, field, since, expires_at)
    values (${tenantId}, ${incidentId}::uuid, ${actor.userId}, ${session}, ${actor.name}, ${field}, now(), now() + make_interval(secs => ${PRESENT_SECONDS}))
    on conflict (tenant_id, incident_id, user_id, session) do update set name = excluded.name, field = excluded.field,
      since = case when p.expires_at > now() then p.since else now() end, expires_at = excluded.expires_at`
}

/** Without a session, all of the actor's there. */
export function deletePresence({ tenantId, incidentId }: Place, actor: Actor, session: string | null): Sql {
  const one = session === null ? sql`` : sql` and session = ${session}`
  return sql`delete from presence where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and user_id = ${actor.userId}${one}`
}

/** Forgets some of those who have been gone for a while, in any tenant. Needs the scope follower. */
export function sweepPresence(): Sql {
  return sql`delete from presence where (tenant_id, incident_id, user_id, session) in (
    select tenant_id, incident_id, user_id, session from presence where expires_at < now() limit 1000 for update skip locked) returning 1`
}

export function shownPresent(rows: readonly Row[]): Present[] {
  return rows as unknown as Present[] // the columns above; answers are held to the schema in tests
}
