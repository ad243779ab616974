// Compares two versions of the OpenAPI document: what clients made from the old one rely on.
import type { OpenApiDocument } from '../../http/openapi.ts'
import { follow } from '../conform.ts'
import { type Resolve, type Schema, type Side, schemaBreaks } from './schema.ts'

type Content = Record<string, { schema: Schema }>
type Header = { $ref?: string; required?: boolean; schema: Schema }
type Response = { $ref?: string; headers?: Record<string, Header>; content?: Content }
type Parameter = {
  $ref?: string
  name: string
  in: string
  required?: boolean
  schema: Schema
  style?: string
  explode?: boolean
}

/** What is read of an operation. */
export type Operation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Content & Record<string, { example?: unknown }> }
  responses: Record<string, Response>
  security?: unknown
  'x-required-role'?: string | null
}

/** From the least to the most that one may do. */
const roles = [null, 'viewer', 'responder', 'admin', 'deployer']

/** Every operation of a document, with its method and path. */
export function operationsOf(document: OpenApiDocument): { method: string; path: string; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    // Path items of our making hold operations only.
    Object.entries(item).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  )
}

/** What clients made from `old` would meet at a service described by `now`: a sentence each; none when they go on as they are. */
export function documentBreaks(old: OpenApiDocument, now: OpenApiDocument): string[] {
  const operations = operationsOf(old).flatMap(({ method, path, operation }) => {
    const other = now.paths[path]?.[method] as Operation | undefined // of our making
    const name = `${operation.operationId} (${method.toUpperCase()} ${path})`
    if (!other) return [`${name} is gone`]
    return operationBreaks(old, now, operation, other).map((what) => `${name}: ${what}`)
  })
  const messages = Object.entries(old.webhooks ?? {}).flatMap(([type, item]) => {
    const other = now.webhooks?.[type]
    if (!other) return [`the webhook ${type} is gone`]
    // What a webhook is sent is read by its receiver, as an answer is.
    const [was, is] = [item, other].map((one) => (one as { post: Operation }).post.requestBody?.content ?? {})
    return contentBreaks('reader', old, now, was ?? {}, is ?? {}).map((what) => `the webhook ${type}: ${what}`)
  })
  return [...operations, ...messages]
}

function operationBreaks(old: OpenApiDocument, now: OpenApiDocument, was: Operation, is: Operation): string[] {
  const [from, to] = [was['x-required-role'] ?? null, is['x-required-role'] ?? null]
  return [
    ...(was.operationId === is.operationId ? [] : [`is called ${is.operationId} now`]),
    ...(roles.indexOf(to) > roles.indexOf(from) ? [`needs the role ${to}, not ${from}`] : []),
    ...(JSON.stringify(was.security) === JSON.stringify(is.security) ? [] : ['who may call it changed']),
    ...parameterBreaks(old, now, was, is),
    ...bodyBreaks(old, now, was, is),
    ...answerBreaks(old, now, was, is),
  ]
}

function parameterBreaks(old: OpenApiDocument, now: OpenApiDocument, was: Operation, is: Operation): string[] {
  const before = (was.parameters ?? []).map((one) => resolved(old, one))
  const after = (is.parameters ?? []).map((one) => resolved(now, one))
  const same = (one: Parameter, other: Parameter): boolean => one.in === other.in && one.name === other.name
  const kept = before.flatMap((one) => {
    const other = after.find((each) => same(one, each))
    const name = `the ${one.in} parameter ${one.name}`
    if (!other) return [`${name} is gone`]
    const written = one.style === other.style && one.explode === other.explode
    return [
      ...(other.required && !one.required ? [`${name} is required, and was not before`] : []),
      ...(written ? [] : [`${name} is written in another way`]),
      ...breaksOf('writer', old, now, one.schema, other.schema).map((what) => `${name}: ${what}`),
    ]
  })
  const added = after.filter((one) => one.required && !before.some((each) => same(one, each)))
  return [...kept, ...added.map((one) => `the new ${one.in} parameter ${one.name} is required`)]
}

function bodyBreaks(old: OpenApiDocument, now: OpenApiDocument, was: Operation, is: Operation): string[] {
  const required = is.requestBody?.required === true && was.requestBody?.required !== true ? ['a body is required'] : []
  if (!was.requestBody) return required
  const bodies = contentBreaks('writer', old, now, was.requestBody.content, is.requestBody?.content ?? {})
  return [...required, ...bodies.map((what) => `the body, ${what}`)]
}

/** Every answer a client knows; a success it does not know is one it can't read. A failure it does not know is one more failure. */
function answerBreaks(old: OpenApiDocument, now: OpenApiDocument, was: Operation, is: Operation): string[] {
  const known = Object.entries(was.responses).flatMap(([status, one]) => {
    const other = is.responses[status]
    if (!other) return status.startsWith('2') || status === '304' ? [`${status} is not answered any more`] : []
    const [before, after] = [resolved(old, one), resolved(now, other)]
    const headers = Object.entries(before.headers ?? {}).flatMap(([name, header]) => {
      const [promised, kept] = [resolved(old, header), after.headers?.[name]]
      if (!kept) return [`the header ${name} is gone`]
      const found = resolved(now, kept)
      return [
        ...(promised.required && !found.required ? [`the header ${name} may be missing`] : []),
        ...breaksOf('reader', old, now, promised.schema, found.schema).map((what) => `the header ${name}: ${what}`),
      ]
    })
    const bodies = contentBreaks('reader', old, now, before.content ?? {}, after.content ?? {})
    return [...headers, ...bodies].map((what) => `the answer ${status}, ${what}`)
  })
  const successes = Object.keys(is.responses).filter((status) => status.startsWith('2') && !(status in was.responses))
  return [...known, ...successes.map((status) => `answers ${status}, which it did not before`)]
}

function contentBreaks(side: Side, old: OpenApiDocument, now: OpenApiDocument, was: Content, is: Content): string[] {
  return Object.entries(was).flatMap(([type, { schema }]) => {
    const other = is[type]
    if (!other) return [`${type} is gone`]
    return breaksOf(side, old, now, schema, other.schema)
  })
}

function breaksOf(side: Side, old: OpenApiDocument, now: OpenApiDocument, was: Schema, is: Schema): string[] {
  return schemaBreaks(side, was, is, resolveIn(old), resolveIn(now))
}

function resolveIn(document: OpenApiDocument): Resolve {
  return (schema) => {
    const { $ref, ...own } = schema
    if (typeof $ref !== 'string') return schema
    return { ...resolveIn(document)(follow(document, $ref) as Schema), ...own } // pointers of our making lead to schemas
  }
}

function resolved<Part extends { $ref?: string }>(document: OpenApiDocument, part: Part): Part {
  return part.$ref === undefined ? part : (follow(document, part.$ref) as Part) // a pointer to another of its kind
}
