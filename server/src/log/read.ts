import type { Database } from '../database/database.ts'
import { join, sql } from '../database/sql.ts'
import { type EventFilter, eventColumns, typeCondition } from './store.ts'

/** An event as read: what it is filtered by, and its JSON in one line. */
export type ReadEvent = { seq: number; type: string; incidentId: string | null; text: string }

export type Stretch = {
  events: ReadEvent[]
  /** Position up to which the log was looked at: with a filter it may be beyond the last event given. */
  position: number
  /** Last position of the log, read before the events: one of them may be beyond it. */
  head: number
  epoch: string
}

/** At most `limit` events of a tenant after a position, in order, without a gap. A position beyond the head gives none. */
export async function readStretch(
  database: Database,
  tenantId: string,
  after: number,
  limit: number,
  options: { filter?: EventFilter; readsRemoved: boolean },
): Promise<Stretch> {
  const { types, incidentId } = options.filter ?? {}
  const ofTypes = types === undefined ? sql`` : sql` and (${join(types.map(typeCondition), ' or ')})`
  const ofIncident = incidentId === undefined ? sql`` : sql` and e.incident_id = ${incidentId}::uuid`
  const [place, found] = await database.reads(tenantId, [
    // The head is read first: what is committed after it is not looked at, so the position never skips.
    sql`select t.seq as head, i.epoch::text as epoch from instance i left join tenant t on t.tenant_id = ${tenantId}`,
    sql`select e.incident_id, ${eventColumns(options.readsRemoved)} from event e left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq
        where e.tenant_id = ${tenantId} and e.seq > ${after}${ofTypes}${ofIncident} order by e.seq limit ${limit}`,
  ])
  const head = Number(place?.rows[0]?.['head'] ?? 0)
  const events = (found?.rows ?? []).map((row) => ({
    seq: Number(row['seq']),
    type: row['type'] as string, // text not null
    incidentId: row['incident_id'] as string | null, // uuid
    text: inOneLine(row['event'] as string), // eventColumns()
  }))
  const last = events.at(-1)?.seq ?? after
  const position = events.length === limit ? last : Math.max(head, last)
  return { events, position: Math.max(position, after), head, epoch: String(place?.rows[0]?.['epoch']) }
}

/** The last position of a tenant's log, and the epoch it belongs to. */
export async function readHead(database: Database, tenantId: string): Promise<{ head: number; epoch: string }> {
  const [row] = await database.read(
    tenantId,
    sql`select t.seq as head, i.epoch::text as epoch from instance i left join tenant t on t.tenant_id = ${tenantId}`,
  )
  return { head: Number(row?.['head'] ?? 0), epoch: String(row?.['epoch']) }
}

// Within JSON's strings line ends are escaped: one in its text is white space.
function inOneLine(json: string): string {
  return /[\r\n]/.test(json) ? json.replace(/[\r\n]+/g, ' ') : json
}
