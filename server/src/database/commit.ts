/** What a command commits, as statements of one batch. */
import { uuid } from '../id.ts'
import type { Context } from '../permission.ts'
import { raw, Sql, sql } from './sql.ts'
import type { Commit, NewEvent } from './transaction.ts'

/** SQLSTATE of take_ticket() when the definitions have moved on. */
export const DEFINITIONS_MOVED = 'TC001'

/** When this transaction is recorded; in statements of a commit only. */
export const recordedAt = raw('recorded_at()')
/** The number of the incident that this transaction creates. */
export const newReference = raw('new_reference()')
/** The seq of the first event of this transaction. */
export const nextSeq = raw(`current_setting('app.seq')::bigint`)
/** The clock by which a change will be recorded, before its ticket is taken. */
export const recordingClock = raw('recording_clock()')

/** Settings for the begin of a transaction: who acts, for its events. `imports`: whether an import may say when it was recorded. */
export function actingAs(context: Context, imports = false): Sql {
  const { actor, requestId, via = 'api', recordedAt: at } = context
  const importedAt =
    imports && actor.kind === 'import' && at !== undefined ? sql`, set_config('app.imported_at', ${at}, true)` : sql``
  return sql`, set_config('app.actor_id', ${actor.userId}, true), set_config('app.actor_name', ${actor.name}, true), set_config('app.actor_kind', ${actor.kind}, true),
    set_config('app.request_id', ${requestId}, true), set_config('app.via', ${actor.kind === 'import' ? 'import' : via}, true)${importedAt}`
}

/** The statements of a commit, in their order; the writes begin at the second. */
export function commitStatements({ ticket = {}, writes, events }: Commit): Sql[] {
  return [
    sql`select take_ticket(${events.length}, ${ticket.references ?? 0}, ${ticket.total ?? 0}, ${ticket.definitions?.version ?? null})`,
    ...writes,
    ...events.map(appendEvent),
  ]
}

function appendEvent(event: NewEvent): Sql {
  const { type, subject, also, incidentId = null, number = null, occurredAt = null, reason = null } = event
  const data = event.data instanceof Sql ? event.data : jsonOf(event.data)
  const more =
    event.visibility === undefined && also === undefined
      ? sql``
      : sql`, ${event.visibility ?? 'all'}, ${also === undefined ? null : JSON.stringify(also)}::json`
  return sql`select append_event(${uuid()}::uuid, ${type}, ${subject.kind}, ${subject.id}, ${subject.lock}, ${incidentId}::uuid, ${number}, ${occurredAt}::timestamptz,
    ${reason}, ${event.changes === undefined ? null : JSON.stringify(event.changes)}::json, ${data}${more})`
}

function jsonOf(value: object | undefined): Sql {
  return sql`${value === undefined ? null : JSON.stringify(value)}::json`
}
