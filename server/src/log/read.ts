// Reads ranges of a tenant's log in order.
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

export type StretchOptions = {
  /** Most events. */
  limit: number
  /** Most bytes of what events say; a single larger one is given all the same. */
  bytes: number
  filter?: EventFilter
  readsRemoved: boolean
}

/** Looking for rare types goes so far at a time: 10 million events would take longer than a statement may. */
const MOST_LOOKED_AT = 100_000

/** Some events of a tenant after a position, in order, without a gap. A position beyond the head gives none. */
export async function readStretch(
  database: Database,
  tenantId: string,
  after: number,
  { limit, bytes, filter = {}, readsRemoved }: StretchOptions,
): Promise<Stretch> {
  const { types, incidentId } = filter
  const ofTypes = types === undefined ? sql`` : sql` and (${join(types.map(typeCondition), ' or ')})`
  const ofIncident = incidentId === undefined ? sql`` : sql` and e.incident_id = ${incidentId}::uuid`
  const end = types !== undefined && incidentId === undefined ? after + MOST_LOOKED_AT : Number.MAX_SAFE_INTEGER
  const [place, found] = await database.reads(tenantId, [
    // The head is read first: what is committed after it is not looked at, so the position never skips.
    sql`select t.seq as head, i.epoch::text as epoch from instance i left join tenant t on t.tenant_id = ${tenantId}`,
    // Sizes before contents: a page of the largest incidents there can be would be a hundred megabytes.
    sql`with wanted as materialized (select e.seq from event e where e.tenant_id = ${tenantId} and e.seq > ${after} and e.seq <= ${end}${ofTypes}${ofIncident} order by e.seq limit ${limit}),
      sized as materialized (select w.seq, row_number() over (order by w.seq) as place, count(*) over () as wanted,
          sum(700 + coalesce(octet_length(b.data::text) + octet_length(b.changes::text), 0)) over (order by w.seq) as bytes
        from wanted w left join event_body b on b.tenant_id = ${tenantId} and b.seq = w.seq)
      select s.wanted, e.incident_id, ${eventColumns(readsRemoved)}
      from sized s join event e on e.tenant_id = ${tenantId} and e.seq = s.seq left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq
      where s.place = 1 or s.bytes <= ${bytes} order by e.seq`,
  ])
  const head = Number(place?.rows[0]?.['head'] ?? 0)
  const rows = found?.rows ?? []
  const events = rows.map((row) => ({
    seq: Number(row['seq']),
    type: row['type'] as string, // text not null
    incidentId: row['incident_id'] as string | null, // uuid
    text: inOneLine(row['event'] as string), // eventColumns()
  }))
  const wanted = Number(rows[0]?.['wanted'] ?? 0)
  const last = events.at(-1)?.seq ?? after
  const cut = wanted === limit || events.length < wanted
  const position = cut ? last : Math.max(Math.min(head, end), last)
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
