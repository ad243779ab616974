// The export of a filtered list, as CSV or JSON.
import { Type } from 'typebox'
import type { Definitions } from '../attribute/definitions.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { attributePattern, type Filters, filterParameters } from './filter.ts'
import { type Lists, listAll } from './list.ts'
import { IncidentList, listEnvelope, sortParameter } from './list-routes.ts'
import { Incident } from './schema.ts'

/** Columns of a CSV export before the custom values; the order of the schema, with the label of a code beside it. */
const columns = Object.keys(Incident.properties)
  .filter((name) => name !== 'attributes')
  .flatMap((name) =>
    isCoded(name) ? [name, `${name}_label`] : name === 'next_update' ? [name, 'next_update_at'] : [name],
  )

/** The most UTF-16 units a cell of a spreadsheet can hold. */
const CELL_MAX = 32_767
const BYTE_ORDER_MARK = '\ufeff'

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
        'CSV is RFC 4180 in UTF-8 with a header line, and begins with a byte order mark, by which spreadsheets know that it is UTF-8 (`bom=false` leaves it out). A cell that a spreadsheet would run as a formula gets an apostrophe in front; one longer than 32,767 characters, the most they hold, ends in …. JSON has the shape of the list. A failure midway breaks the connection.',
      permission: 'incident.read',
      query: Type.Object(
        {
          ...filterParameters,
          sort: sortParameter,
          format: Type.Optional(Type.Enum(['csv', 'json'], { default: 'csv' })),
          bom: Type.Optional(
            Type.Boolean({ default: true, description: 'false: CSV without a byte order mark, for programs' }),
          ),
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
        const { format, sort, bom = true, ...filters } = query
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
        const definitions = await lists.definitions.refresh()
        return {
          headers: {
            'content-type': 'text/csv; charset=utf-8; header=present',
            'content-disposition': `attachment; filename="incidents-${day}.csv"`,
          },
          stream: csv(definitions, bom ? BYTE_ORDER_MARK : '', first, parts),
        }
      },
    }),
  ]
}

async function* csv(
  definitions: Definitions,
  before: string,
  first: IteratorResult<string[]>,
  rest: AsyncGenerator<string[]>,
): AsyncGenerator<string> {
  const names = [...definitions.attributesById.values()].map(({ name }) => name)
  yield before + line([...columns, ...names.map((name) => `attributes.${name}`)])
  for (let part = first; !part.done; part = await rest.next()) {
    let text = ''
    for (const one of part.value) {
      const incident = JSON.parse(one) as Exported // of listAll()
      const values = columns.map((column) => shownIn(definitions, incident, column))
      text += line([...values, ...names.map((name) => incident.attributes?.[name])])
    }
    yield text
  }
}

type Exported = Record<string, unknown> & { next_update: number; attributes: Record<string, unknown> | null }

function isCoded(name: string): name is 'status' | 'type' | 'severity' {
  return name === 'status' || name === 'type' || name === 'severity'
}

/** What a column shows of an incident. */
function shownIn(definitions: Definitions, incident: Exported, column: string): unknown {
  if (column === 'next_update_at')
    return incident.next_update === 0 ? null : new Date(incident.next_update * 1000).toISOString().replace('.000', '')
  const coded = column.replace(/_label$/, '')
  if (coded === column || !isCoded(coded)) return incident[column]
  const table = { status: definitions.statuses, type: definitions.types, severity: definitions.severities }[coded]
  return table.get(String(incident[coded]))?.label ?? null
}

function line(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** What Excel, LibreOffice and the like run: `=`, a tab or a return before it, or a sign or @ and what calls something. */
const formula = /^(?:[=\t\r\uff1d]|[+\-@\uff0b\uff0d\uff20][\s\S]*[(|!])/

/**
 * A CSV cell (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP "CSV injection"), a phone
 * number or a temperature none; one longer than a cell can be is cut.
 */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  let text = String(value)
  if (typeof value === 'string' && formula.test(text)) text = `'${text}`
  if (text.length > CELL_MAX) text = `${text.slice(0, CELL_MAX - 1).replace(/[\ud800-\udbff]$/, '')}…`
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
