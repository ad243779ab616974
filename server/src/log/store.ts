// SQL of the event log: what a reader may see, filters, positions.
import { recordingClock } from '../database/commit.ts'
import type { Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import { type EventType, nouns } from '../nouns.ts'
import type { Context } from '../permission.ts'
import type { Change } from './schema.ts'

/**
 * One row of the log as a JSON object; `e` is the event, `b` its body. What the reader may not see is withheld, while its seq stays: the
 * log has no gap for anyone. Words that were changed or removed are for those who read what was removed.
 */
export function eventColumns(readsRemoved: boolean): Sql {
  const changes = readsRemoved ? raw('b.changes') : withoutChanges
  const data = readsRemoved ? raw('b.data') : withoutWords
  const event = sql`row_to_json((select r from (select e.seq, e.id, e.type,
      ${utc('e.occurred_at')} as occurred_at, ${utc('e.recorded_at')} as recorded_at,
      e.tenant_id, e.incident_id, 'INC-' || lpad(e.number::text, greatest(6, length(e.number::text)), '0') as reference, e.incident_n,
      case when s.kind = 'incident' then s.lock end as occ_lock,
      json_build_object('kind', s.kind, 'id', s.id, 'occ_lock', s.lock) as subject,
      coalesce((select json_agg(json_build_object('kind', a.kind, 'id', a.id, 'occ_lock', a.lock) order by a.place) from event_subject a
        where a.tenant_id = e.tenant_id and a.seq = e.seq and a.place > 0), '[]'::json) as also,
      json_build_object('id', e.actor_id, 'name', e.actor_name, 'kind', e.actor_kind) as actor, e.request_id, e.reason, e.visibility, e.via,
      b.tenant_id is null as purged, coalesce(${changes}, '[]'::json) as changes, ${data} as data
    from event_subject s where s.tenant_id = e.tenant_id and s.seq = e.seq and s.place = 0) r))::text`
  if (readsRemoved) return sql`e.seq, e.type, ${event} as event`
  return sql`e.seq, case when e.visibility = 'admin' then 'withheld' else e.type end as type,
    case when e.visibility = 'admin' then ${withheld} else ${event} end as event`
}

const withheld = sql`json_build_object('seq', e.seq, 'id', e.id, 'type', 'withheld', 'recorded_at', ${utc('e.recorded_at')})::text`

const wordy = nouns.flatMap(({ kinds: [kind], table, words: fields }) =>
  table && fields ? [{ kind, table, fields }] : [],
)
const withoutChanges = raw(
  `case when s.kind in (${wordy.map(({ kind }) => `'${kind}'`).join(', ')}) then '[]'::json else b.changes end`,
)
const withoutWords = raw(
  `case ${wordy
    .map(({ kind, table, fields }) => {
      const stand = `exists (select 1 from ${table} w where w.tenant_id = e.tenant_id and w.id = s.id::uuid and w.occ_lock = s.lock)`
      const blank = JSON.stringify(Object.fromEntries(fields.map((field) => [field, null])))
      return `when s.kind = '${kind}' and b.data is not null and not ${stand} then json_build_object('${kind}', (b.data -> '${kind}')::jsonb || '${blank}'::jsonb)`
    })
    .join(' ')} else b.data end`,
)

export type EventFilter = { types?: readonly string[]; incidentId?: string }

export function cursorAhead(after: number, head: number): AppError {
  const message = `The log ends at ${head}; there is no position ${after} in it.`
  return new AppError('invalid', message, { problems: [{ code: 'CURSOR_AHEAD', message, field: 'after' }] })
}

export function typeCondition(type: string): Sql {
  if (type === '*') return raw('true')
  return type.endsWith('.*') ? sql`e.type like ${`${type.slice(0, -1)}%`}` : sql`e.type = ${type}`
}

/**
 * Writes one event about the instance's definitions into the log of every tenant and moves them to the new version of the
 * definitions. To be called last in a transaction of scope `instance` that holds the row of `instance`; tenants other than the actor's see
 * the system as the actor, and nothing of the request.
 */
export async function logInEveryTenant(
  tx: Tx,
  context: Context,
  version: number,
  event: { type: EventType; subject: { kind: string; id: string }; changes: readonly Change[]; data: unknown },
): Promise<void> {
  const { type, subject, changes, data } = event
  const { actor, requestId, via = 'api' } = context
  tx.wake(null)
  await tx.queries([
    // Instance and tenants move together: a change that turns out to change nothing moves neither.
    sql`update instance set definitions_version = ${version}`,
    // In one order, so that two such transactions can't wait for each other.
    sql`select tenant_id from tenant order by tenant_id for no key update`,
    sql`with ticket as (
        update tenant set seq = seq + 1, definitions_version = ${version},
          recorded_at = greatest(case when tenant_id = ${actor.tenantId} then ${recordingClock} else clock_timestamp() end, recorded_at + interval '1 microsecond')
        returning tenant_id, seq, recorded_at),
      written as (
        insert into event (tenant_id, seq, id, type, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id, via)
        select tenant_id, seq, gen_random_uuid(), ${type}, recorded_at, recorded_at,
          case when tenant_id = ${actor.tenantId} then ${actor.userId} else 'system' end,
          case when tenant_id = ${actor.tenantId} then ${actor.name} else 'deployer' end,
          case when tenant_id = ${actor.tenantId} then ${actor.kind} else 'system' end,
          case when tenant_id = ${actor.tenantId} then ${requestId} else gen_random_uuid()::text end,
          case when tenant_id = ${actor.tenantId} then ${via} else 'api' end
        from ticket),
      subject as (
        insert into event_subject (tenant_id, seq, place, kind, id) select tenant_id, seq, 0, ${subject.kind}, ${subject.id} from ticket)
      insert into event_body (tenant_id, seq, changes, data)
      select tenant_id, seq, ${JSON.stringify(changes)}::json, ${JSON.stringify(data)}::json from ticket`,
  ])
}

/**
 * Begins a change of the instance's definitions: locks the row of `instance`, then every tenant's, in the order in which all writers
 * take them, and gives the version that logInEveryTenant() moves to. Tenants come before the code rows because an incident's foreign keys are checked after it took its
 * tenant's row: the other way round the two would wait for each other.
 */
export async function lockDefinitions(tx: Tx): Promise<number> {
  const [row] = await tx.query(sql`select definitions_version + 1 as definitions_version from instance for update`)
  await tx.query(sql`select count(*) from (select 1 from tenant order by tenant_id for no key update) t`)
  return Number(row?.definitions_version)
}
