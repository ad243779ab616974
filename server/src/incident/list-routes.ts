// The call that lists incidents: all of them streamed, or in pages.
import { Type } from 'typebox'
import { type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { attributePattern, type Filters, filterParameters } from './filter.ts'
import { type Lists, listAll, listPage } from './list.ts'
import { SORT_PATTERN, sortFields } from './order.ts'

export const IncidentList = record({
  incidents: Type.Array(Type.Ref('Incident')),
  total: Type.Integer({
    minimum: 0,
    description: 'Incidents that match; in an answer without pages, those sent',
    examples: [1],
  }),
})

export const sortParameter = Type.Optional(
  Type.Array(Type.String({ pattern: SORT_PATTERN }), {
    maxItems: 10,
    description: `field,ASC or field,DESC (the default direction); repeatable. Fields: ${sortFields.join(', ')}. Default created_at,DESC; with q, how well it matches`,
  }),
)

const ListQuery = Type.Object(
  {
    ...filterParameters,
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Page, from 1' })),
    size: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description: 'Records on a page; 50 where only page or cursor is given',
      }),
    ),
    sort: sortParameter,
    cursor: Type.Optional(
      Type.String({ maxLength: 10_000, description: 'next_cursor of the page before; not with page' }),
    ),
  },
  { additionalProperties: false, patternProperties: attributePattern },
)

/** The list of incidents: all of them streamed, or in pages. */
export function listEndpoints(lists: Lists): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident',
      operationId: 'listIncidents',
      costly: true,
      tag: 'Incidents',
      summary: 'Incidents of the tenant',
      description:
        'Without `page`, `size` or `cursor`: all of them, streamed; `total` is the number sent, and a failure midway breaks the connection rather than ending the JSON. With any of them: one page. Custom values filter by `attributes.<name>=value`.',
      permission: 'incident.read',
      query: ListQuery,
      answer: IncidentList,
      paged: true,
      handler: async ({ actor, query }) => {
        const { page, size, cursor, sort, ...filters } = query
        if (page === undefined && size === undefined && cursor === undefined) {
          const parts = listAll(lists, actor.tenantId, filters as Filters, sort)
          // The first page is read before anything is sent: what is wrong with a filter is still an answer of its own.
          const first = await parts.next()
          return { headers: { 'content-type': 'application/json; charset=utf-8' }, stream: listEnvelope(first, parts) }
        }
        const found = await listPage(lists, actor.tenantId, filters as Filters, {
          ...(page === undefined ? {} : { page }),
          ...(size === undefined ? {} : { size }),
          ...(cursor === undefined ? {} : { cursor }),
          ...(sort === undefined ? {} : { sort }),
        })
        return { data: new RawJson(`{"incidents":${found.text},"total":${found.total}}`), page: found.page }
      },
    }),
  ]
}

/** The envelope of a whole list, written while it is read; ends only when everything was sent. */
export async function* listEnvelope(
  first: IteratorResult<string[]>,
  rest: AsyncGenerator<string[]>,
): AsyncGenerator<string> {
  let total = 0
  yield '{"data":{"incidents":['
  for (let part = first; !part.done; part = await rest.next()) {
    yield `${total === 0 ? '' : ','}${part.value.join(',')}`
    total += part.value.length
  }
  yield `],"total":${total}},"sent_at":"${new Date().toISOString()}"}`
}
