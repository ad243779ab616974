// The call that reads what happened to an incident, newest first.
import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { join, raw, type Sql, sql } from '../database/sql.ts'
import { invalid, notFound } from '../errors.ts'
import { fitting, MOST_RECORD_BYTES, pageTooLarge } from '../http/answer-size.ts'
import type { Cursors } from '../http/cursor.ts'
import { type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { eventColumns, typeCondition } from '../log/store.ts'
import { EVENT_TYPE_PATTERN } from '../nouns.ts'
import { may } from '../permission.ts'
import { noIncident } from './examples.ts'
import { IncidentId } from './schema.ts'

/**
 * Events of an incident `e`, and those removals of a definition that hid a value it had: a removed definition's values stay stored
 * under its id, so what is stored and no longer defined tells which removals these are.
 */
function ofIncident(tenantId: string, id: string, types: readonly string[] | undefined): Sql {
  const wanted =
    types === undefined || types.length === 0 ? sql`` : sql` and (${join(types.map(typeCondition), ' or ')})`
  // Two ways that each have their index: joined by OR they had none, and one incident's timeline read the tenant's whole log.
  return sql`from (
      select own.* from event own where own.tenant_id = ${tenantId} and own.incident_id = ${id}::uuid
      union all
      select r.* from event r where r.tenant_id = ${tenantId} and r.type = 'attribute.removed' and r.incident_id is null and exists (
        select 1 from event_body rb join incident i on i.tenant_id = rb.tenant_id and i.id = ${id}::uuid
        where rb.tenant_id = r.tenant_id and rb.seq = r.seq and i.attributes ? (rb.data -> 'definition' ->> 'id'))
    ) e left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq
    where e.tenant_id = ${tenantId}${wanted}`
}

type Order = { field: 'seq' | 'recorded_at' | 'occurred_at'; direction: 'ASC' | 'DESC' }

function orderOf(sort: readonly string[] | undefined): Order {
  const [field = 'seq', direction = 'DESC'] = sort?.[0]?.split(',') ?? []
  return { field: field as Order['field'], direction: direction.toUpperCase() as Order['direction'] } // by its pattern
}

/** The place of an event `e` in the order, as `moment` and seq: recorded_at never falls as seq rises, so seq alone orders by it. */
function placeOf({ field }: Order, readsRemoved: boolean): Sql {
  if (field !== 'occurred_at') return raw('null::timestamptz')
  // When an event happened that the reader may not see shows nowhere, in its place neither.
  return readsRemoved
    ? raw('e.occurred_at')
    : raw("case when e.visibility = 'admin' then e.recorded_at else e.occurred_at end")
}

/** Events after the one a cursor names. */
function behind(order: Order, place: Sql, key: readonly (string | null)[] | null): Sql {
  if (key === null) return sql``
  const sign = raw(order.direction === 'ASC' ? '>' : '<')
  if (order.field !== 'occurred_at') return sql` and e.seq ${sign} ${key[0] ?? '0'}::bigint`
  return sql` and (${place}, e.seq) ${sign} (${key[1] ?? null}::timestamptz, ${key[0] ?? '0'}::bigint)`
}

/** What happened to an incident, newest first. */
export function timelineEndpoints(database: Database, cursors: Cursors): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/{id}/timeline',
      operationId: 'getTimeline',
      costly: true,
      tag: 'Events',
      summary: 'Every change, comment, deletion and restore of an incident, newest first',
      description:
        'In the order in which things were recorded, or with `sort=occurred_at` in which they happened: a late entry then stands where it belongs.',
      permission: 'incident.read',
      params: IncidentId,
      query: record({
        page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Page, from 1' })),
        size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'Records on a page' })),
        cursor: Type.Optional(
          Type.String({ maxLength: 10_000, description: 'next_cursor of the page before; not with page' }),
        ),
        sort: Type.Optional(
          Type.Array(Type.String({ pattern: '^(seq|recorded_at|occurred_at)(,([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc]))?$' }), {
            maxItems: 1,
            description:
              'seq (as recorded; also spelt recorded_at) or occurred_at (when it happened), with ,ASC or ,DESC (the default direction)',
            examples: [['occurred_at,ASC']],
          }),
        ),
        types: Type.Optional(
          Type.Array(Type.String({ maxLength: 500 }), {
            maxItems: 50,
            description: 'Types wanted, such as incident.updated or comment.*; repeatable or separated by commas',
          }),
        ),
        deleted: Type.Optional(Type.Boolean({ description: 'true: of one in the bin' })),
      }),
      answer: record({ entries: Type.Array(Type.Ref('Event')), total: Type.Integer({ minimum: 0, examples: [1] }) }),
      paged: true,
      failures: ['not_found'],
      failureExamples: [noIncident],
      handler: async ({ actor, params, query }) => {
        if (!isUuid(params.id)) throw notFound('incident')
        if (query.cursor !== undefined && query.page !== undefined) {
          throw invalid([{ code: 'BAD_CURSOR', message: '"cursor" and "page" exclude each other.', field: 'cursor' }])
        }
        const types = query.types?.flatMap((one) => one.split(','))
        const wrong = types?.filter((type) => !new RegExp(EVENT_TYPE_PATTERN).test(type)) ?? []
        if (wrong.length > 0) {
          throw invalid(
            wrong.map((type) => ({
              code: 'BAD_VALUE',
              message: `"${type.slice(0, 64)}" is not a type of event.`,
              field: 'types',
            })),
          )
        }
        const size = query.size ?? 50
        const number = query.page ?? 1
        const order = orderOf(query.sort)
        const readsRemoved = may(actor, 'history.read_removed')
        const place = placeOf(order, readsRemoved)
        const by = (moment: string, seq: string): Sql =>
          raw(`${order.field === 'occurred_at' ? `${moment} ${order.direction}, ` : ''}${seq} ${order.direction}`)
        const context = JSON.stringify([actor.tenantId, params.id, types ?? null, query.deleted === true, order])
        const after = query.cursor === undefined ? null : await cursors.read(context, query.cursor)
        const found = ofIncident(actor.tenantId, params.id, types)
        const offset = after === null ? (number - 1) * size : 0
        const [live, counted, page] = await database.reads(actor.tenantId, [
          sql`select 1 as one from incident i where i.tenant_id = ${actor.tenantId} and i.id = ${params.id}::uuid and i.deleted_at is ${raw(query.deleted === true ? 'not null' : 'null')}`,
          sql`select count(*) as total ${found}`,
          // Sizes before contents: a thousand of the largest events there can be would be hundreds of megabytes.
          sql`with wanted as materialized (select e.seq, ${place} as moment, 600 + coalesce(octet_length(b.data::text) + octet_length(b.changes::text), 0) as size
                ${found}${behind(order, place, after)} order by ${by('moment', 'e.seq')} limit ${size + 1} offset ${offset}),
              sized as (select w.seq, w.moment, w.size, lead(true) over so_far as more, sum(w.size) over so_far as bytes
                from wanted w window so_far as (order by ${by('w.moment', 'w.seq')} rows unbounded preceding))
              select s.more, ${utc('s.moment')} as moment, ${eventColumns(readsRemoved)}
              from sized s join event e on e.tenant_id = ${actor.tenantId} and e.seq = s.seq left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq
              where s.bytes = s.size or s.bytes <= ${MOST_RECORD_BYTES} order by ${by('s.moment', 's.seq')}`,
        ])
        if (!live?.rows[0]) throw notFound('incident')
        const rows = (page?.rows ?? []) as { seq: number; moment: string | null; more: boolean | null; event: string }[] // the columns asked for
        const first = rows.slice(0, size)
        const shown = first.slice(0, fitting(first.map((row) => row.event)))
        const last = shown.at(-1)
        const more = shown.length < rows.length || last?.more === true
        if (more && shown.length < size && query.page !== undefined) throw pageTooLarge()
        const next = more && last ? await cursors.write(context, JSON.stringify([String(last.seq), last.moment])) : null
        const total = Number(counted?.rows[0]?.total ?? 0)
        return {
          data: new RawJson(`{"entries":[${shown.map((row) => row.event).join(',')}],"total":${total}}`),
          page: {
            number: query.cursor === undefined ? number : null,
            size,
            total_records: total,
            count: shown.length,
            sort: [`${order.field},${order.direction}`],
            next_cursor: next,
          },
        }
      },
    }),
  ]
}
