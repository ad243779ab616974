// The call that reads what happened to an incident, newest first.
import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
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
      permission: 'incident.read',
      params: IncidentId,
      query: record({
        page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Page, from 1' })),
        size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'Records on a page' })),
        cursor: Type.Optional(
          Type.String({ maxLength: 10_000, description: 'next_cursor of the page before; not with page' }),
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
        const context = JSON.stringify([actor.tenantId, params.id, types ?? null, query.deleted === true])
        const after = query.cursor === undefined ? null : (await cursors.read(context, query.cursor))[0]
        const found = ofIncident(actor.tenantId, params.id, types)
        const offset = after === null ? (number - 1) * size : 0
        const [live, counted, page] = await database.reads(actor.tenantId, [
          sql`select 1 as one from incident i where i.tenant_id = ${actor.tenantId} and i.id = ${params.id}::uuid and i.deleted_at is ${raw(query.deleted === true ? 'not null' : 'null')}`,
          sql`select count(*) as total ${found}`,
          // Sizes before contents: a thousand of the largest events there can be would be hundreds of megabytes.
          sql`with wanted as materialized (select e.seq, 600 + coalesce(octet_length(b.data::text) + octet_length(b.changes::text), 0) as size
                ${found}${after === null ? sql`` : sql` and e.seq < ${after ?? '0'}::bigint`} order by e.seq desc limit ${size + 1} offset ${offset}),
              sized as (select w.seq, w.size, lead(true) over so_far as more, sum(w.size) over so_far as bytes
                from wanted w window so_far as (order by w.seq desc rows unbounded preceding))
              select s.more, ${eventColumns(may(actor, 'history.read_removed'))}
              from sized s join event e on e.tenant_id = ${actor.tenantId} and e.seq = s.seq left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq
              where s.bytes = s.size or s.bytes <= ${MOST_RECORD_BYTES} order by e.seq desc`,
        ])
        if (!live?.rows[0]) throw notFound('incident')
        const rows = (page?.rows ?? []) as { seq: number; more: boolean | null; event: string }[] // the columns asked for
        const first = rows.slice(0, size)
        const shown = first.slice(0, fitting(first.map((row) => row.event)))
        const last = shown.at(-1)
        const more = shown.length < rows.length || last?.more === true
        if (more && shown.length < size && query.page !== undefined) throw pageTooLarge()
        const next = more && last ? await cursors.write(context, JSON.stringify([String(last.seq)])) : null
        const total = Number(counted?.rows[0]?.total ?? 0)
        return {
          data: new RawJson(`{"entries":[${shown.map((row) => row.event).join(',')}],"total":${total}}`),
          page: {
            number: query.cursor === undefined ? number : null,
            size,
            total_records: total,
            count: shown.length,
            sort: ['seq,DESC'],
            next_cursor: next,
          },
        }
      },
    }),
  ]
}
