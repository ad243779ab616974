import { Type } from 'typebox'
import type { Definition } from '../attribute/schema.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { attributePattern, type Filters, filterParameters } from './filter.ts'
import { type Lists, listAll } from './list.ts'
import { IncidentList, listEnvelope, sortParameter } from './list-routes.ts'
import { Incident } from './schema.ts'

/** Columns of a CSV export before the custom values; the order of the schema. */
const columns = Object.keys(Incident.properties).filter((name) => name !== 'attributes')

/** The filtered list as a file, streamed. */
export function exportEndpoints(lists: Lists): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/export',
      operationId: 'exportIncidents',
      costly: true,
      tag: 'Incidents',
      summary: 'The filtered list as CSV or JSON, streamed',
      description:
        'CSV is RFC 4180 in UTF-8 with a header line; a cell that a spreadsheet would run as a formula gets an apostrophe in front. JSON has the shape of the list. A failure midway breaks the connection.',
      permission: 'incident.read',
      query: Type.Object(
        {
          ...filterParameters,
          sort: sortParameter,
          format: Type.Optional(Type.Enum(['csv', 'json'], { default: 'csv' })),
        },
        { additionalProperties: false, patternProperties: attributePattern },
      ),
      answer: IncidentList,
      otherAnswers: {
        'text/csv': {
          description: 'One line an incident, one column a field and a custom attribute',
          schema: Type.String(),
          example: 'id,reference,name\r\n01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10,INC-000042,Water on the floor\r\n',
        },
      },
      handler: async ({ actor, query }) => {
        const { format, sort, ...filters } = query
        const parts = listAll(lists, actor.tenantId, filters as Filters, sort)
        const first = await parts.next() // what is wrong with a filter is still an answer of its own
        const day = new Date().toISOString().slice(0, 10)
        if (format === 'json') {
          return {
            headers: {
              'content-type': 'application/json; charset=utf-8',
              'content-disposition': `attachment; filename="incidents-${day}.json"`,
            },
            stream: listEnvelope(first, parts),
          }
        }
        const { attributesById } = await lists.definitions.refresh()
        return {
          headers: {
            'content-type': 'text/csv; charset=utf-8; header=present',
            'content-disposition': `attachment; filename="incidents-${day}.csv"`,
          },
          stream: csv([...attributesById.values()], first, parts),
        }
      },
    }),
  ]
}

async function* csv(
  definitions: Definition[],
  first: IteratorResult<string[]>,
  rest: AsyncGenerator<string[]>,
): AsyncGenerator<string> {
  const names = definitions.map((definition) => definition.name)
  yield line([...columns, ...names.map((name) => `attributes.${name}`)])
  for (let part = first; !part.done; part = await rest.next()) {
    let text = ''
    for (const one of part.value) {
      const incident = JSON.parse(one) as Record<string, unknown> & { attributes: Record<string, unknown> | null } // of listAll()
      text += line([...columns.map((column) => incident[column]), ...names.map((name) => incident.attributes?.[name])])
    }
    yield text
  }
}

function line(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/**
 * A CSV cell (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP "CSV injection"); numbers
 * are left as numbers.
 */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  let text = String(value)
  if (typeof value === 'string' && /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text)) text = `'${text}`
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
