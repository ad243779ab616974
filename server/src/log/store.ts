import type { Database, Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { join, raw, type Sql, sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import { uuid } from '../id.ts'
import type { Actor } from '../permission.ts'
import type { Change, EventType } from './schema.ts'

/** An event to be written; seq and recorded_at come from the tenant's row in the same statement. */
export type NewEvent = {
  type: EventType
  incidentId?: string
  /** SQL for the incident's number: a value, or a column of a CTE. */
  number?: Sql
  commentId?: string
  commentLock?: number
  occLock?: number
  /** RFC 3339; when it became true, where that is earlier than now. */
  occurredAt?: string | null
  reason?: string | null
  changes?: readonly Change[]
  /** SQL for the json of `data`. */
  data?: Sql
}

/** Columns the tenant's row moves by besides its seq. */
export type Ticket = {
  /** Version of the definitions the change was checked against; a newer one makes the ticket empty, and the whole statement do nothing. */
  definitionsVersion?: number
  references?: 0 | 1
  total?: -1 | 0 | 1
}

/**
 * When what is being written is recorded: by the database's clock, the only one. An import brings the time along that it was recorded at where
 * it comes from (Actor.importedAt); that is never later than the clock. (least() passes over null.)
 */
export const recordingClock = raw(
  "least(nullif(current_setting('app.imported_at', true), '')::timestamptz, clock_timestamp())",
)

/**
 * The part `ticket` of a WITH: takes the next numbers of the tenant's log. It locks the tenant's row until the commit, so it
 * belongs into the last statement of a transaction. recorded_at grows by at least a microsecond, whatever the clock does.
 */
export function ticket(tenantId: string, events: number, options: Ticket = {}): Sql {
  const guard =
    options.definitionsVersion === undefined ? sql`` : sql` and definitions_version = ${options.definitionsVersion}`
  return sql`ticket as (
    update tenant set seq = seq + ${events}::int, last_reference = last_reference + ${options.references ?? 0}::int,
      incident_total = incident_total + ${options.total ?? 0}::int,
      recorded_at = greatest(${recordingClock}, recorded_at + interval '1 microsecond')
    where tenant_id = ${tenantId}${guard}
    returning seq, last_reference, recorded_at)`
}

/** The parts of a WITH that write events; they read `ticket`, and whatever CTEs their own SQL names. */
export function logged(actor: Actor, events: readonly NewEvent[], from: Sql = sql``): Sql {
  return join(
    events.map((event, i) => {
      const back = events.length - 1 - i
      const occurred = event.occurredAt
        ? sql`least(${event.occurredAt}::timestamptz, ticket.recorded_at)`
        : raw('ticket.recorded_at')
      const name = raw(`event_${i}`)
      return sql`${name} as (
        insert into event (tenant_id, seq, id, type, incident_id, number, comment_id, comment_lock, occ_lock, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id, reason)
        select ${actor.tenantId}, ticket.seq - ${back}::int, ${uuid()}::uuid, ${event.type}, ${event.incidentId ?? null}::uuid, (${event.number ?? sql`null`})::bigint,
          ${event.commentId ?? null}::uuid, ${event.commentLock ?? null}::int, ${event.occLock ?? null}::int, ${occurred}, ticket.recorded_at,
          ${actor.userId}, ${actor.name}, ${actor.kind}, ${actor.requestId}, ${event.reason ?? null}
        from ticket${from}),
      ${name}_body as (
        insert into event_body (tenant_id, seq, changes, data)
        select ${actor.tenantId}, ticket.seq - ${back}::int, ${JSON.stringify(event.changes ?? [])}::json, ${event.data ?? sql`null::json`}
        from ticket${from})`
    }),
    ', ',
  )
}

/** One row of the log as a JSON object; `e` is the event, `b` its body. The comment's words, once edited or deleted, are for admins. */
export function eventColumns(canReadRemoved: boolean): Sql {
  const superseded = canReadRemoved
    ? raw('false')
    : raw(
        `(e.comment_id is not null and not exists (select 1 from comment c where c.tenant_id = e.tenant_id and c.id = e.comment_id and c.occ_lock = e.comment_lock))`,
      )
  const withheldChanges = canReadRemoved
    ? raw('b.changes')
    : raw(`case when e.comment_id is not null then '[]'::json else b.changes end`)
  return sql`e.seq, e.type, row_to_json((select r from (select e.seq, e.id, e.type,
    ${utc('e.occurred_at')} as occurred_at,
    ${utc('e.recorded_at')} as recorded_at,
    e.tenant_id, e.incident_id, 'INC-' || lpad(e.number::text, greatest(6, length(e.number::text)), '0') as reference, e.occ_lock,
    json_build_object('id', e.actor_id, 'name', e.actor_name, 'kind', e.actor_kind) as actor, e.request_id, e.reason,
    b.tenant_id is null as purged, coalesce(${withheldChanges}, '[]'::json) as changes,
    case when ${superseded} and b.data is not null
      then json_build_object('comment', (b.data -> 'comment')::jsonb || '{"text": null}'::jsonb) else b.data end as data) r))::text as event`
}

export type EventFilter = { types?: readonly string[]; incidentId?: string }

export type EventRow = { seq: number; type: string; event: string }

/**
 * Events of a tenant after a position, in order. `nextAfter` is the position looked at: with filters it may be beyond the last
 * event given. Throws invalid CURSOR_AHEAD when `after` is beyond the head.
 */
export async function readEvents(
  database: Database,
  tenantId: string,
  after: number,
  limit: number,
  filter: EventFilter,
  canReadRemoved: boolean,
): Promise<{ events: EventRow[]; nextAfter: number; head: number; epoch: string }> {
  const types = filter.types === undefined ? sql`` : sql` and (${join(filter.types.map(typeCondition), ' or ')})`
  const incident = filter.incidentId === undefined ? sql`` : sql` and e.incident_id = ${filter.incidentId}::uuid`
  const [position, found] = await database.reads(tenantId, [
    // The head is read first: what is committed after it is not looked at, so next_after never skips.
    sql`select t.seq as head, i.epoch::text as epoch from instance i left join tenant t on t.tenant_id = ${tenantId}`,
    sql`select ${eventColumns(canReadRemoved)} from event e left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq
        where e.tenant_id = ${tenantId} and e.seq > ${after}${types}${incident} order by e.seq limit ${limit}`,
  ])
  const head = Number(position?.rows[0]?.head ?? 0)
  const epoch = String(position?.rows[0]?.epoch)
  const events = (found?.rows ?? []) as EventRow[] // the columns of eventColumns()
  const last = events.at(-1)?.seq
  // The two statements may see different moments: an event beyond the head that was read is still in order and complete.
  if (last === undefined && after > head) throw cursorAhead(after, head)
  const nextAfter = events.length === limit && last !== undefined ? last : Math.max(head, last ?? 0)
  return { events, nextAfter: Math.max(nextAfter, after), head, epoch }
}

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
  actor: Actor,
  version: number,
  type: EventType,
  changes: readonly Change[],
  data: unknown,
): Promise<void> {
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
        insert into event (tenant_id, seq, id, type, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id)
        select tenant_id, seq, gen_random_uuid(), ${type}, recorded_at, recorded_at,
          case when tenant_id = ${actor.tenantId} then ${actor.userId} else 'system' end,
          case when tenant_id = ${actor.tenantId} then ${actor.name} else 'deployer' end,
          case when tenant_id = ${actor.tenantId} then ${actor.kind} else 'system' end,
          case when tenant_id = ${actor.tenantId} then ${actor.requestId} else gen_random_uuid()::text end
        from ticket)
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
