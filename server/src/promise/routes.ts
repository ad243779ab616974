// The call that lists promised updates and how they were kept.
import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import { invalid } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { Instant, nullable, record, Timestamp, Uuid } from '../http/schema.ts'
import { parseInstant } from '../instant.ts'

const count = (description: string) => Type.Integer({ minimum: 0, description })

const counts = {
  made: count('Promises in all'),
  kept: count('News came in time: an update posted, another next_update, or the resolution'),
  late: count('News came after the time'),
  missed: count('The time has passed without news so far'),
  cancelled: count('Withdrawn, or the incident deleted, before the time'),
  open: count('The time is still ahead'),
  late_seconds: nullable(
    record(
      {
        median: Type.Number({ description: 'Half of the late ones were less late' }),
        p90: Type.Number({ description: 'Nine in ten of the late ones were less late' }),
        most: Type.Number(),
      },
      { description: 'By how much the late ones were late, seconds; null without one' },
    ),
  ),
}

const outcomes = ['kept', 'late', 'missed', 'cancelled', 'open'] as const

const Promised = record({
  next_update: Type.Integer({ description: 'Unix seconds: when news was promised for' }),
  made_at: Timestamp,
  made_by: Type.String({ description: 'Display name' }),
  outcome: Type.Enum([...outcomes]),
  news_at: nullable(Timestamp),
  late_seconds: nullable(Type.Number({ description: 'How much later than promised the news came; null unless late' })),
  ended_at: nullable(Timestamp),
  ended_by: nullable(
    Type.String({ description: 'Why it is no longer owed: replaced, withdrawn, resolved or deleted' }),
  ),
  due_seq: nullable(Type.Integer({ description: 'The event incident.update_due of it' })),
  overdue_seq: nullable(Type.Integer({ description: 'The event incident.update_overdue of it' })),
})

const Ledger = record({
  ...counts,
  periods: Type.Array(record({ start: Type.String({ format: 'date', examples: ['2026-05-01'] }), ...counts }), {
    description:
      'The same per period, newest first, at most 1000: first day (UTC) of those in which something was promised for',
  }),
  incidents: Type.Array(
    record({ incident_id: Uuid, reference: Type.String({ examples: ['INC-000042'] }), ...counts }),
    {
      description: 'The same per incident, the one with the latest promise first; paged',
    },
  ),
  promises: Type.Array(Promised, {
    description: 'With incident_id: each promise of that incident, latest first, at most 1000; else empty',
  }),
  total: count('Incidents on all pages'),
})

const exampleCounts = {
  made: 12,
  kept: 8,
  late: 2,
  missed: 1,
  cancelled: 0,
  open: 1,
  late_seconds: { median: 240, p90: 600, most: 660 },
}

/** How promises of news were kept. What the words mean is said in promise.ts. */
export function promiseEndpoints(database: Database): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/promises',
      operationId: 'listPromises',
      tag: 'Incidents',
      summary: 'Promised updates: made, kept, late and missed',
      description:
        'Each time `next_update` was set to a moment ahead is a promise of news, and counts in the period it was promised for. It is kept by an update posted (`POST …/updates`), another `next_update` or the resolution, recorded at or before its time; late when the first of these came after it; missed while its time has passed and none came. A comment is not news. Withdrawing it (`next_update` 0) or deleting the incident before its time cancels it.',
      permission: 'incident.read',
      query: record({
        from: Type.Optional({ ...Instant, description: 'Promised for this instant or later' }),
        to: Type.Optional({ ...Instant, description: 'Promised for before this instant' }),
        bucket: Type.Optional(
          Type.Enum(['day', 'week', 'month'], {
            default: 'month',
            description: 'Length of a period; weeks begin on Monday',
          }),
        ),
        incident_id: Type.Optional({ ...Uuid, description: 'Promises of this incident only' }),
        page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
        size: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'Incidents on a page' }),
        ),
      }),
      answer: Ledger,
      answerExample: {
        ...exampleCounts,
        periods: [{ start: '2026-05-01', ...exampleCounts }],
        incidents: [{ incident_id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10', reference: 'INC-000042', ...exampleCounts }],
        promises: [],
        total: 1,
      },
      paged: true,
      handler: async ({ actor, query }) => {
        const { page: number = 1, size = 50, bucket = 'month', incident_id: incidentId } = query
        const [from, to] = [epochOf(query.from), epochOf(query.to)]
        if (from !== null && to !== null && Number(from) > Number(to)) {
          throw invalid([{ code: 'OUT_OF_RANGE', message: '"to" must not lie before "from".', field: 'to' }])
        }
        const promises = sql`p as (select p.*, ${outcome} as outcome, extract(epoch from p.news_at - p.due_at)::float8 as after
          from promise p where p.tenant_id = ${actor.tenantId}
            ${from === null ? sql`` : sql`and p.due_at >= to_timestamp(${from}::float8)`} ${to === null ? sql`` : sql`and p.due_at < to_timestamp(${to}::float8)`}
            ${incidentId === undefined ? sql`` : sql`and p.incident_id = ${incidentId}::uuid`})`
        const [row] = await database.read(
          actor.tenantId,
          sql`with ${promises},
              period as (select date_trunc(${bucket}::text, due_at at time zone 'UTC')::date as start, ${counted} from p group by 1 order by 1 desc limit 1000),
              incident as (select incident_id, ${reference} as reference, max(due_at) as latest, ${counted} from p group by incident_id, number
                order by latest desc, incident_id limit ${size} offset ${(number - 1) * size}),
              single as (select * from p where ${incidentId !== undefined}::boolean order by due_at desc, made_lock desc limit 1000)
            select (select json_build_object(${pairs}) from (select ${counted} from p) c) as whole,
              (select coalesce(json_agg(json_build_object('start', start, ${pairs}) order by start desc), '[]') from period) as periods,
              (select coalesce(json_agg(json_build_object('incident_id', incident_id, 'reference', reference, ${pairs}) order by latest desc, incident_id), '[]') from incident) as incidents,
              (select coalesce(json_agg(json_build_object('next_update', extract(epoch from due_at)::bigint, 'made_at', ${utc('made_at')}, 'made_by', made_by,
                'outcome', outcome, 'news_at', ${utc('news_at')}, 'late_seconds', case when outcome = 'late' then after end, 'ended_at', ${utc('ended_at')}, 'ended_by', ended_by,
                'due_seq', nullif(due_seq, 0), 'overdue_seq', nullif(overdue_seq, 0)) order by due_at desc, made_lock desc), '[]') from single) as promises,
              (select count(distinct incident_id) from p) as total`,
        )
        const total = Number(row?.['total'] ?? 0)
        const incidents = row?.['incidents'] as unknown[] // json_agg
        return {
          data: {
            ...(row?.['whole'] as object),
            periods: row?.['periods'],
            incidents,
            promises: row?.['promises'],
            total,
          }, // json_build_object
          page: {
            number,
            size,
            total_records: total,
            count: incidents.length,
            sort: ['due_at,DESC'],
            next_cursor: null,
          },
        }
      },
    }),
  ]
}

const outcome = raw(`case when p.news_at <= p.due_at then 'kept' when p.news_at > p.due_at then 'late'
  when p.ended_at <= p.due_at then 'cancelled' when p.due_at <= statement_timestamp() then 'missed' else 'open' end`)

const counted: Sql = raw(
  `count(*)::int as made, ${outcomes.map((one) => `(count(*) filter (where outcome = '${one}'))::int as ${one}`).join(', ')},
    case when count(*) filter (where outcome = 'late') > 0 then json_build_object(
      'median', percentile_cont(0.5) within group (order by after) filter (where outcome = 'late'),
      'p90', percentile_cont(0.9) within group (order by after) filter (where outcome = 'late'),
      'most', max(after) filter (where outcome = 'late')) end as late_seconds`,
)

const pairs = raw(['made', ...outcomes, 'late_seconds'].map((name) => `'${name}', ${name}`).join(', '))

const reference = raw(`'INC-' || lpad(number::text, greatest(6, length(number::text)), '0')`)

function epochOf(instant: string | undefined): string | null {
  if (instant === undefined) return null
  const parsed = parseInstant(instant)
  if (!parsed.ok) throw new Error('an instant that was validated cannot be read')
  return parsed.epoch
}
