// Writes the generated files of the client: its types and its calls.
import openapiTS, { astToString } from 'openapi-typescript'
import { inertDocument } from '../server/src/testing/document.ts'
import { type Call, planCalls } from './client-plan.ts'

const head = '/* Made from openapi.json by `npm run generate`; not to be changed by hand. */\n\n'

/** The types of every operation and schema of the API, for the client: what openapi-typescript makes of the document. */
export async function clientTypesText(): Promise<string> {
  const document = inertDocument()
  // A field with a default may be left out of what is sent; what answers hold is `required` where it always comes.
  const ast = await openapiTS(structuredClone(document) as unknown as Parameters<typeof openapiTS>[0], {
    defaultNonNullable: false,
    silent: true,
  }) // the document is plain JSON of the shape that the tool's own type asks for
  const names = Object.entries(document.components.schemas).map(
    ([name, { description }]) =>
      `${comment(description as string | undefined, '')}export type ${name} = components['schemas']['${name}'];\n`, // a text, where there is one
  )
  return `${head}${astToString(ast)}${names.join('')}`
}

const imports = `import { type Answer, dataOf, everyOne, given, init, PAGE_SIZE, pageOf, type Raw } from './call.ts'
import type { BodyOf, CallOptions, DataOf, Paged, QueryOf } from './types.ts'
`

/** The calls of the client, by noun, one for each operation: scripts/client-names.ts has the exceptions. */
export async function clientCallsText(document = inertDocument()): Promise<string> {
  const calls = planCalls(document)
  const about = new Map(document.tags.map(({ name, description }) => [name, description]))
  return `${head}${imports}
/** Every call of the API, by noun. */
export function callsOf(raw: Raw) {
  return ${groupText('', calls, about, '  ')}
}

/** Every type of event, as the log, streams and webhooks name them. */
export const eventTypes = ${JSON.stringify(eventTypesOf(document))} as const
`
}

/** The types of events, from the schema of an event. */
function eventTypesOf(document: ReturnType<typeof inertDocument>): string[] {
  const { properties } = document.components.schemas['Event'] as { properties: { type: { enum: string[] } } } // log/schema.ts
  return properties.type.enum
}

/** The calls at a place, and the places below it. A tag is described at the first place that its operations have. */
function groupText(place: string, calls: readonly Call[], about: Map<string, string>, indent: string): string {
  const inside = `${indent}  `
  const own = calls.filter((call) => call.place === place).map((call) => callText(call, inside))
  const below = new Set(calls.flatMap((call) => placeBelow(place, call.place) ?? []))
  const groups = [...below].map((name) => {
    const at = place === '' ? name : `${place}.${name}`
    const members = calls.filter((call) => call.place === at || call.place.startsWith(`${at}.`))
    const tag = members[0]?.operation.tags[0] ?? ''
    const description = about.get(tag)
    about.delete(tag)
    return `${comment(description, inside)}${inside}${name}: ${groupText(at, members, about, inside)},\n`
  })
  return `{\n${[...own, ...groups].join('')}${indent}}`
}

/** The next part of the way from one place to a place in it. */
function placeBelow(place: string, other: string): string | undefined {
  if (other === place || !(place === '' || other.startsWith(`${place}.`))) return undefined
  return other.slice(place === '' ? 0 : place.length + 1).split('.')[0]
}

function callText(call: Call, indent: string): string {
  const { operation, name, paged, mixed } = call
  const answer = `DataOf<'${operation.operationId}'>`
  const result = paged ? `${answer} & Paged` : answer
  const sent = requestText(call, queryText(call))
  // Only JSON is asked for.
  const request = mixed ? `${sent} as Promise<Answer<{ data: ${answer} }>>` : sent
  const one = `${comment(aboutText(call), indent)}${indent}${name}: (${argumentsText(call)}): Promise<${result}> =>
${indent}  ${paged ? 'pageOf' : 'dataOf'}(${request}),
`
  return call.all ? one + allText(call, call.all, indent) : one
}

function allText(call: Call, { name, field, query }: NonNullable<Call['all']>, indent: string): string {
  const queried = query ? `query: Omit<QueryOf<'${call.operation.operationId}'>, 'page' | 'cursor'> = {}` : ''
  const args = [...idArguments(call), ...(query ? [queried] : []), options].join(', ')
  const record = `DataOf<'${call.operation.operationId}'>['${field}'][number]`
  const request = requestText(call, `{ size: PAGE_SIZE, ${query ? '...query, ' : ''}...place }`)
  return `${comment('All of them, read page after page while you go on.', indent)}${indent}${name}: (${args}): AsyncIterable<${record}> =>
${indent}  everyOne('${field}', (place) =>
${indent}    pageOf(${request})),
`
}

const options = 'options?: CallOptions'

function argumentsText(call: Call): string {
  const { operation, body, query, fields, others, versioned } = call
  const type = body ? `BodyOf<'${operation.operationId}'>` : `QueryOf<'${operation.operationId}'>`
  const spread = fields.map((field) => `${field}: NonNullable<${type}['${field}']>`)
  const rest = `Omit<${type}, ${fields.map((field) => `'${field}'`).join(' | ')}>`
  const given = fields.length > 0 ? [...spread, ...(others ? [`others: ${rest} = {}`] : [])] : []
  const bodies = body
    ? [`body: ${type}${versioned ? ' & { occ_lock: number }' : ''}${body === 'optional' ? ' = {}' : ''}`]
    : []
  const queries = query ? [`query: QueryOf<'${operation.operationId}'>${query === 'optional' ? ' = {}' : ''}`] : []
  const sent = fields.length === 0 ? [...bodies, ...queries] : [...given, ...(body ? queries : [])]
  return [...idArguments(call), ...sent, options].join(', ')
}

function idArguments({ ids }: Call): string[] {
  return ids.map(({ argument }) => `${argument}: string`)
}

/** What is sent as the query; undefined without one. */
function queryText({ body, query, fields, others }: Call): string | undefined {
  if (!query) return undefined
  return fields.length > 0 && !body ? objectText(fields, others) : 'query'
}

function requestText({ method, path, ids, body, fields, others }: Call, query: string | undefined): string {
  const named = ids.map(({ parameter, argument }) => (parameter === argument ? parameter : `${parameter}: ${argument}`))
  const parameters = [
    ...(ids.length > 0 ? [`path: { ${named.join(', ')} }`] : []),
    ...(query === undefined ? [] : [`query: given(${query})`]),
  ]
  const parts = [
    ...(parameters.length > 0 ? [`params: { ${parameters.join(', ')} }`] : []),
    ...(body ? [fields.length > 0 ? `body: ${objectText(fields, others)}` : 'body'] : []),
  ]
  const init = parts.length > 0 ? `{ ${parts.join(', ')}, ...init(options) }` : 'init(options)'
  return `raw.${method}('${path}', ${init})`
}

function objectText(fields: readonly string[], others: boolean): string {
  return `{ ${[...fields, ...(others ? ['...others'] : [])].join(', ')} }`
}

function aboutText({ operation: { summary, description } }: Call): string {
  return description === undefined ? `${summary}.` : `${summary}.\n\n${description}`
}

function comment(text: string | undefined, indent: string): string {
  if (text === undefined) return ''
  const lines = text.replaceAll('*/', '*\\/').split('\n')
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}
