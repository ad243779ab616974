// The call that summarises incidents: counts, days, times to resolve.
import { Type } from 'typebox'
import { raw, type Sql, sql } from '../database/sql.ts'
import { invalid } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { nullable, record } from '../http/schema.ts'
import {
  attributePattern,
  type Condition,
  conditionOf,
  DUE_SECONDS,
  type Filters,
  filterParameters,
  withOf,
} from './filter.ts'
import type { Lists } from './list.ts'

const count = Type.Integer({ minimum: 0 })
const byCode = (what: string) =>
  Type.Array(record({ code: Type.String(), count }), {
    description: `Incidents by ${what}, in its order; codes nobody carries are left out`,
  })

const Summary = record({
  total: count,
  open: Type.Integer({ minimum: 0, description: 'Not of category resolved or closed' }),
  unassessed: Type.Integer({ minimum: 0, description: 'Open, without a severity' }),
  overdue: Type.Integer({ minimum: 0, description: 'Promised update is past, not resolved' }),
  due: Type.Integer({ minimum: 0, description: 'Promised update within the next hour, not resolved' }),
  by_status: byCode('status'),
  by_severity: byCode('severity'),
  by_type: byCode('type'),
  open_by_severity: byCode('severity'),
  per_day: Type.Array(
    record({ day: Type.String({ format: 'date', examples: ['2026-05-01'] }), reported: count, resolved: count }),
    {
      description: 'The last days up to today, by date and resolved_date; days of UTC, or of `time_zone`',
    },
  ),
  time_to_resolve: record({
    count,
    median_seconds: nullable(
      Type.Number({ description: 'From date to resolved_date; of more than 20,000, those resolved last' }),
    ),
    p90_seconds: nullable(Type.Number()),
  }),
})

/** So many times to resolve are put in order: those resolved last. */
const MOST_SORTED = 20_000

/** Incidents by status, severity and type, and how many of each were resolved; the groups are few. Kept, where filters are about codes alone. */
function groups(condition: Condition, over: readonly string[]): Sql {
  if (condition.counted)
    return sql`g as materialized (select c.status, c.severity, c.type, c.status = any(${over}::text[]) as over, c.incidents::int as count, c.timed::int as timed
      from incident_count c where ${condition.counted} and c.incidents > 0)`
  return sql`g as materialized (select i.status, coalesce(i.severity, '') as severity, i.type, i.status = any(${over}::text[]) as over, count(*)::int as count,
      count(*) filter (where i.resolved_epoch >= i.date_epoch)::int as timed
    from ${condition.from} where ${condition.where} group by 1, 2, 3)`
}

/** Counts of the groups `g` by one of their columns, in the order of its code table. */
function by(column: 'status' | 'severity' | 'type', where: '' | 'where not over' = ''): Sql {
  return raw(`(select coalesce(json_agg(json_build_object('code', one.code, 'count', one.count) order by c.rank nulls last, one.code), '[]')
    from (select ${column} as code, sum(count)::int as count from g ${where} group by 1) one left join incident_${column} c on c.code = one.code)`)
}

/** Throws invalid for what is no zone of IANA's: PostgreSQL knows others, offsets among them, with their signs reversed. */
function requireZone(name: string): void {
  try {
    if (/^[A-Za-z]/.test(name)) new Intl.DateTimeFormat('en', { timeZone: name })
    else throw new RangeError()
  } catch {
    const message = `"${name}" is not the name of a time zone, like Europe/Berlin.`
    throw invalid([{ code: 'BAD_TIME_ZONE', message, field: 'time_zone' }])
  }
}

/** What an overview needs, in one call. */
export function summaryEndpoints(lists: Lists): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/summary',
      operationId: 'summarizeIncidents',
      costly: true,
      tag: 'Incidents',
      summary: 'Counts, days and times to resolve, with the filters of the list',
      permission: 'incident.read',
      query: Type.Object(
        {
          ...filterParameters,
          days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30, description: 'Days of per_day' })),
          time_zone: Type.Optional(
            Type.String({
              maxLength: 64,
              default: 'UTC',
              description: 'IANA name of the zone whose days are meant',
              examples: ['Europe/Berlin'],
            }),
          ),
        },
        { additionalProperties: false, patternProperties: attributePattern },
      ),
      answer: Summary,
      answerExample: {
        total: 42,
        open: 7,
        unassessed: 1,
        overdue: 1,
        due: 2,
        by_status: [
          { code: 'OPEN', count: 7 },
          { code: 'CLOSED', count: 35 },
        ],
        by_severity: [
          { code: 'MAJOR', count: 41 },
          { code: '', count: 1 },
        ],
        by_type: [{ code: 'FACILITY', count: 42 }],
        open_by_severity: [
          { code: 'MAJOR', count: 6 },
          { code: '', count: 1 },
        ],
        per_day: [{ day: '2026-05-01', reported: 3, resolved: 2 }],
        time_to_resolve: { count: 35, median_seconds: 5400, p90_seconds: 86400 },
      },
      handler: async ({ actor, query }) => {
        const { days = 30, time_zone = 'UTC', ...filters } = query
        requireZone(time_zone)
        const definitions = await lists.definitions.refresh()
        const condition = conditionOf(actor.tenantId, filters as Filters, definitions)
        const over = [...definitions.statuses.values()]
          .filter((one) => one.category === 'resolved' || one.category === 'closed')
          .map((one) => one.code)
        const matching = sql`${condition.from} where ${condition.where}`
        const [, found] = await lists.database.reads(actor.tenantId, [
          // Durations of a million incidents are put in order without a detour over the disk.
          sql`select set_config('work_mem', '64MB', true)`,
          sql`${withOf(condition, [
            sql`clock as materialized (select extract(epoch from now())::bigint as now, (now() at time zone ${time_zone})::date as today)`,
            // A day of a zone has 23 to 25 hours where the clocks change, so each has a beginning and an end.
            sql`days as materialized (select d::date as day, (extract(epoch from d::timestamp at time zone ${time_zone}) * 1000000)::bigint as start,
                (extract(epoch from (d + interval '1 day')::timestamp at time zone ${time_zone}) * 1000000)::bigint as after
              from clock, generate_series((today - ${days - 1}::int)::timestamp, today::timestamp, interval '1 day') d)`,
            sql`starts as materialized (select array_agg(start order by start) || max(after) as at from days)`,
            groups(condition, over),
            sql`owed as materialized (select i.next_update from ${matching} and i.next_update > 0 and i.next_update <= (select now + ${DUE_SECONDS}::int from clock)
              and i.resolved_date is null and i.status <> all(${over}::text[]))`,
            sql`reported as (select width_bucket(i.date_us, (select at from starts)) as day, count(*)::int as count from ${matching} and i.date_us >= (select at[1] from starts) group by 1)`,
            sql`resolved as (select width_bucket(i.resolved_us, (select at from starts)) as day, count(*)::int as count from ${matching} and i.resolved_us >= (select at[1] from starts) group by 1)`,
          ])}select json_build_object(
            'total', (select coalesce(sum(count), 0) from g),
            'open', (select coalesce(sum(count), 0) from g where not over),
            'unassessed', (select coalesce(sum(count), 0) from g where not over and severity = ''),
            'overdue', (select count(*)::int from owed, clock where next_update <= now),
            'due', (select count(*)::int from owed, clock where next_update > now),
            'by_status', ${by('status')},
            'by_severity', ${by('severity')},
            'by_type', ${by('type')},
            'open_by_severity', ${by('severity', 'where not over')},
            'per_day', (select json_agg(json_build_object('day', d.day, 'reported', coalesce(p.count, 0), 'resolved', coalesce(r.count, 0)) order by d.day)
              from (select day, row_number() over (order by start) as n from days) d left join reported p on p.day = d.n left join resolved r on r.day = d.n),
            'time_to_resolve', (select json_build_object('count', (select coalesce(sum(timed), 0) from g), 'median_seconds', parts[1], 'p90_seconds', parts[2])
              from (select percentile_cont(array[0.5, 0.9]) within group (order by seconds) as parts
                from (select (i.resolved_epoch - i.date_epoch)::float8 as seconds from ${matching} and i.resolved_us is not null and i.resolved_epoch >= i.date_epoch
                  order by i.resolved_us desc limit ${MOST_SORTED}::int) r) t)) as summary`,
        ])
        const row = found?.rows[0]
        return { data: row?.summary }
      },
    }),
  ]
}
