import { Type } from 'typebox'
import { raw, sql } from '../database/sql.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { nullable, record } from '../http/schema.ts'
import { attributePattern, conditionOf, type Filters, filterParameters } from './filter.ts'
import { type Lists, withOf } from './list.ts'

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
      description: 'The last days up to today (UTC), by date and resolved_date',
    },
  ),
  time_to_resolve: record({
    count,
    median_seconds: nullable(Type.Number({ description: 'From date to resolved_date' })),
    p90_seconds: nullable(Type.Number()),
  }),
})

/** What an overview needs, in one call. */
export function summaryEndpoints(lists: Lists): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/summary',
      operationId: 'summarizeIncidents',
      tag: 'Incidents',
      summary: 'Counts, days and times to resolve, with the filters of the list',
      permission: 'incident.read',
      query: Type.Object(
        {
          ...filterParameters,
          days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 30, description: 'Days of per_day' })),
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
        const { days = 30, ...filters } = query
        const definitions = await lists.definitions.refresh()
        const condition = conditionOf(actor.tenantId, filters as Filters, definitions)
        const over = [...definitions.statuses.values()]
          .filter((one) => one.category === 'resolved' || one.category === 'closed')
          .map((one) => one.code)
        const by = (column: string, table: string) =>
          raw(`(select coalesce(json_agg(json_build_object('code', g.code, 'count', g.count) order by c.rank nulls last, g.code), '[]')
            from (select coalesce(${column}, '') as code, count(*)::int as count from i group by 1) g left join ${table} c on c.code = g.code)`)
        const ctes = condition.ctes.length === 0 ? sql`with ` : sql`${withOf(condition)}, `
        const [row] = await lists.database.read(
          actor.tenantId,
          sql`${ctes} i as materialized (select i.status, i.severity, i.type, i.next_update, i.date_epoch, i.resolved_epoch, i.status = any(${over}::text[]) as over
              from incident i where ${condition.where}),
            clock as (select extract(epoch from now())::bigint as now, (now() at time zone 'UTC')::date as today),
            days as (select d::date as day, extract(epoch from d)::numeric as start from clock, generate_series(today - ${days - 1}::int, today, interval '1 day') d),
            reported as (select floor(date_epoch / 86400) as day, count(*)::int as count from i where date_epoch >= (select min(start) from days) group by 1),
            resolved as (select floor(resolved_epoch / 86400) as day, count(*)::int as count from i where resolved_epoch >= (select min(start) from days) group by 1)
          select json_build_object(
            'total', (select count(*)::int from i),
            'open', (select count(*)::int from i where not over),
            'unassessed', (select count(*)::int from i where not over and severity is null),
            'overdue', (select count(*)::int from i, clock where not over and next_update > 0 and next_update <= now),
            'due', (select count(*)::int from i, clock where not over and next_update > now and next_update <= now + 3600),
            'by_status', ${by('status', 'incident_status')},
            'by_severity', ${by('severity', 'incident_severity')},
            'by_type', ${by('type', 'incident_type')},
            'open_by_severity', ${raw(by('severity', 'incident_severity').text.replace('from i group by', 'from i where not over group by'))},
            'per_day', (select json_agg(json_build_object('day', d.day, 'reported', coalesce(p.count, 0), 'resolved', coalesce(r.count, 0)) order by d.day)
              from days d left join reported p on p.day = d.start / 86400 left join resolved r on r.day = d.start / 86400),
            'time_to_resolve', (select json_build_object('count', count(*)::int,
                'median_seconds', percentile_cont(0.5) within group (order by (resolved_epoch - date_epoch)::float8),
                'p90_seconds', percentile_cont(0.9) within group (order by (resolved_epoch - date_epoch)::float8))
              from i where resolved_epoch is not null and resolved_epoch >= date_epoch)) as summary`,
        )
        return { data: row?.summary }
      },
    }),
  ]
}
