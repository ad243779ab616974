import { type Sql, sql } from '../database/sql.ts'
import { uuid } from '../id.ts'
import type { Actor } from '../permission.ts'
import type { EventType } from './schema.ts'

/** One of many events written by one statement. */
export type RowEvent = {
  type: EventType
  incidentId: string
  number: number
  /** RFC 3339 */
  occurredAt: string
  reason: string
  data: Readonly<Record<string, unknown>>
}

/**
 * The parts of a WITH that write many events, the first with the lowest seq; they read a `ticket` of as many. `written` gives
 * `place` (from 1, in the order of the events) and `seq`.
 */
export function loggedRows(actor: Actor, events: readonly RowEvent[]): Sql {
  const column = <T>(pick: (event: RowEvent) => T): T[] => events.map(pick)
  return sql`row as (
      select ticket.seq - ${events.length}::int + r.place as seq, ticket.recorded_at, r.*
      from ticket, unnest(${column(() => uuid())}::uuid[], ${column((event) => event.type)}::text[], ${column((event) => event.incidentId)}::uuid[],
        ${column((event) => event.number)}::bigint[], ${column((event) => event.occurredAt)}::timestamptz[], ${column((event) => event.reason)}::text[],
        ${column((event) => JSON.stringify(event.data))}::json[])
        with ordinality as r (id, type, incident_id, number, occurred_at, reason, data, place)),
    written as (
      insert into event (tenant_id, seq, id, type, incident_id, number, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id, reason)
      select ${actor.tenantId}, seq, id, type, incident_id, number, least(occurred_at, recorded_at), recorded_at,
        ${actor.userId}, ${actor.name}, ${actor.kind}, ${actor.requestId}, reason
      from row),
    written_body as (
      insert into event_body (tenant_id, seq, changes, data) select ${actor.tenantId}, seq, '[]'::json, data from row)`
}
