// Plans the calls of the client from the operations of the document: noun, name, parameters.
import type { OpenApiDocument } from '../server/src/http/openapi.ts'
import { type Exception, exceptions, places, uncalled, verbs } from './client-names.ts'

type Schema = { $ref?: string; type?: string | string[]; properties?: Record<string, Schema> }
type Content = Record<string, { schema: Schema }>
type Parameter = { $ref?: string; name: string; in: string; required?: boolean }

/** What is read of an operation of the document. */
export type Operation = {
  operationId: string
  tags: readonly string[]
  summary: string
  description?: string
  parameters?: readonly Parameter[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { $ref?: string; content?: Content }>
}

/** One call of the client. */
export type Call = {
  operation: Operation
  /** Such as `PUT` and `/v1/views/{id}`. */
  method: string
  path: string
  /** Where it stands in the client: `catalog.types`, and `''` for the client itself. */
  place: string
  name: string
  /** The arguments for the parameters of the path, in their order. */
  ids: readonly { parameter: string; argument: string }[]
  /** Whether there are a body and a query; a request to delete has its `occ_lock` in the query. */
  body: 'required' | 'optional' | undefined
  query: 'required' | 'optional' | undefined
  /** Fields of the body, or else of the query, that are arguments of their own, and whether there are others. */
  fields: readonly string[]
  others: boolean
  /** Whether the body names the version that it changes. */
  versioned: boolean
  /** Whether it may be answered in another media type than JSON, which is not asked for. */
  mixed: boolean
  /** Whether a page comes beside the data. */
  paged: boolean
  /** The call that reads all pages: its name, the field of the answer that holds the records, and whether it takes a query. */
  all: { name: string; field: string; query: boolean } | undefined
}

/** The calls of the client: one for each operation under /v1; what is not under it is for browsers, probes and scrapers. */
export function planCalls(document: OpenApiDocument): Call[] {
  const operations = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, item]) =>
      // Path items of our making hold operations only.
      Object.entries(item).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation: operation as Operation,
      })),
    )
    .filter(({ operation }) => !(operation.operationId in uncalled))
  const nouns = nounsOf(operations.map(({ operation }) => operation.operationId))
  const calls = operations.map((one) => callOf(document, nouns, one))
  refuseTwins(calls)
  return calls
}

/** The nouns: what can be listed or read. */
function nounsOf(ids: readonly string[]): string[] {
  return ids.flatMap((id) => /^(?:list|get)([A-Z]\w*)$/.exec(id)?.[1] ?? []).map(singular)
}

function callOf(
  document: OpenApiDocument,
  nouns: readonly string[],
  { operation, method, path }: Pick<Call, 'operation' | 'method' | 'path'>,
): Call {
  const exception = exceptions[operation.operationId] ?? {}
  const known = exception.call ?? derivedCall(operation.operationId, nouns)
  const [, place = '', name = ''] = /^(?:(.*)\.)?(\w+)$/.exec(known) ?? []
  const parameters = operation.parameters ?? []
  const queries = parameters.filter((one) => one.in === 'query')
  const body = method === 'DELETE' ? undefined : operation.requestBody
  const { fields = [] } = exception
  const spread = body
    ? Object.keys(resolved(document, jsonOf(body.content)).properties ?? {})
    : queries.map((one) => one.name)
  const answer = answerOf(document, operation)
  const versioned = parameters.some(({ $ref }) => $ref === '#/components/parameters/IfMatch')
  return {
    operation,
    method,
    path,
    place,
    name,
    ids: idsOf(path, place),
    body: body && (body.required ? 'required' : 'optional'),
    query: queries.length === 0 ? undefined : queries.some(({ required }) => required) ? 'required' : 'optional',
    fields,
    others: spread.some((field) => !fields.includes(field)),
    versioned: versioned && (method === 'PUT' || method === 'PATCH') && fields.length === 0,
    mixed: Object.keys(successOf(operation)).length > 1,
    paged: 'page' in answer,
    all: 'page' in answer && queries.some((one) => one.name === 'cursor') ? allOf(name, answer, exception) : undefined,
  }
}

function allOf(name: string, answer: Record<string, Schema>, { all, allWithoutQuery }: Exception): Call['all'] {
  const lists = Object.entries(answer['data']?.properties ?? {}).filter(([, { type }]) => type === 'array')
  const [field] = lists[0] ?? []
  if (field === undefined || lists.length > 1) throw new Error(`the answer to ${name} does not hold one list`)
  return { name: all ?? (name === 'list' ? 'all' : `all${capital(name)}`), field, query: allWithoutQuery !== true }
}

/** `addTask` is task.create, `rotateWebhookSecret` is webhook.rotateSecret. */
function derivedCall(operationId: string, nouns: readonly string[]): string {
  const [, verb = '', rest] = /^([a-z]+)([A-Z]\w*)?$/.exec(operationId) ?? []
  if (rest === undefined) throw new Error(`${operationId} names no noun: give it a name in scripts/client-names.ts`)
  const noun =
    nouns.find((one) => one === singular(rest)) ??
    nouns.filter((one) => new RegExp(`^${one}[A-Z]`).test(rest)).sort((a, b) => b.length - a.length)[0] ??
    rest
  const more = noun === singular(rest) ? '' : rest.slice(noun.length)
  return `${places[small(noun)] ?? small(noun)}.${verbs[verb] ?? verb}${more}`
}

/** The parameters of a path; `{id}` of another noun's path is called by that noun: `incidentId`. */
function idsOf(path: string, place: string): Call['ids'] {
  return [...path.matchAll(/([\w-]+)\/\{(\w+)\}/g)].map(([, segment = '', parameter = '']) => {
    const owner = singular(segment)
    return { parameter, argument: parameter === 'id' && owner !== place ? `${owner}Id` : parameter }
  })
}

/** The fields of an operation's success. */
function answerOf(document: OpenApiDocument, operation: Operation): Record<string, Schema> {
  const { properties } = resolved(document, jsonOf(successOf(operation)))
  if (!properties || !('data' in properties)) throw new Error(`the answer to ${operation.operationId} has no data`)
  return properties
}

function successOf({ responses }: Operation): Content {
  return (responses['200'] ?? responses['201'])?.content ?? {}
}

function jsonOf(content: Content): Schema {
  return content['application/json']?.schema ?? {}
}

function resolved(document: OpenApiDocument, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (document.components.schemas[name] as Schema) // the document's references are to these
}

/** Two operations may not meet in one call: one of them would be lost. */
function refuseTwins(calls: readonly Call[]): void {
  const names = calls.flatMap(({ place, name, all }) =>
    [name, ...(all ? [all.name] : [])].map((one) => `${place}.${one}`),
  )
  const twin = names.find((one, index) => names.indexOf(one) !== index)
  if (twin !== undefined)
    throw new Error(`two operations are the call ${twin}: name one of them in scripts/client-names.ts`)
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(us|x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2)
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word
}

function small(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
