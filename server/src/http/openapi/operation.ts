// One operation of the document.
import type { TSchema } from 'typebox'
import { type Role, roleOf } from '../../permission.ts'
import type { Endpoint, PublicEndpoint } from '../route.ts'
import { exampleOf } from './example.ts'
import { failuresOf, publicFailures } from './failures.ts'
import { EXAMPLE_SENT_AT, headers } from './headers.ts'
import type { JsonSchema, SchemaBook } from './schemas.ts'

/** What the document says of one endpoint. */
export function operationOf(one: Endpoint, book: SchemaBook): Record<string, unknown> {
  const role = one.permission === 'signed_in' ? null : roleOf(one.permission)
  return {
    operationId: one.operationId,
    tags: [one.tag],
    summary: one.summary,
    description: descriptionOf(one, role),
    'x-required-role': role,
    ...listed('parameters', [...pathParameters(one, book), ...queryParameters(one, book), ...headerParameters(one)]),
    ...(one.body ? { requestBody: requestBody(one, one.body, book) } : {}),
    responses: { ...successes(one, book), ...failuresOf(one, book) },
  }
}

/** What the document says of an endpoint that needs no token. */
export function publicOperationOf(one: PublicEndpoint, book: SchemaBook): Record<string, unknown> {
  return {
    operationId: one.operationId,
    tags: [one.tag],
    security: [],
    summary: one.summary,
    description: one.description,
    responses: {
      200: {
        description: 'Done',
        headers: { 'X-Request-Id': headers.requestId },
        content: { 'application/json': envelope(one, book) },
      },
      ...publicFailures(),
    },
  }
}

function descriptionOf(one: Endpoint, role: Role | null): string {
  const sentences = [
    one.description,
    role === null ? 'For everyone with a valid token.' : `Needs the role \`${role}\` or one above it.`,
    one.secret ? 'The answer shows a secret, this once.' : undefined,
  ]
  return sentences.filter((text) => text !== undefined).join('\n\n')
}

function listed(name: string, list: unknown[]): Record<string, unknown> {
  return list.length > 0 ? { [name]: list } : {}
}

type ObjectSchema = {
  properties?: Record<string, TSchema>
  required?: string[]
  patternProperties?: Record<string, TSchema>
}

function partsOf(schema: TSchema | undefined): ObjectSchema {
  return (schema ?? {}) as ObjectSchema // endpoints give object schemas only
}

function pathParameters(one: Endpoint, book: SchemaBook): unknown[] {
  const { properties = {} } = partsOf(one.params)
  return [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = properties[name]
    if (!schema) throw new Error(`${one.operationId} declares no path parameter ${name}`)
    return { name, in: 'path', required: true, ...described(book.use(schema)) }
  })
}

function queryParameters(one: Endpoint, book: SchemaBook): unknown[] {
  const { properties = {}, required = [], patternProperties = {} } = partsOf(one.query)
  const named = Object.entries(properties).map(([name, schema]) => {
    const { examples: _, ...plain } = book.use(schema) // an optional parameter with one would be sent by readers that try a request
    const list = plain.type === 'array' ? { style: 'form', explode: true } : {}
    return { name, in: 'query', ...(required.includes(name) ? { required: true } : {}), ...described(plain), ...list }
  })
  const open = Object.entries(patternProperties).map(([pattern, schema]) => {
    const prefix = pattern.replace(/^\^/, '').replaceAll('\\', '')
    // An exploded object of style form: its keys are the names of the parameters, so they carry the prefix themselves.
    return {
      name: prefix.replace(/\.$/, ''),
      in: 'query',
      style: 'form',
      explode: true,
      description: `Any number of parameters whose names begin with \`${prefix}\`: each key of this object is one such parameter, prefix included, as in \`?${prefix}isPending=true\`.`,
      schema: { type: 'object', patternProperties: { [pattern]: book.use(schema) }, additionalProperties: false },
    }
  })
  return [...named, ...open]
}

/** A parameter takes its schema's description and example as its own: that is where readers look. */
function described({ description, ...schema }: JsonSchema): Record<string, unknown> {
  return { ...(description === undefined ? {} : { description }), schema }
}

function headerParameters(one: Endpoint): unknown[] {
  const names = [
    one.method === 'POST' ? 'IdempotencyKey' : '',
    one.ifMatch ? 'IfMatch' : '',
    one.method === 'GET' ? '' : 'TocsinVia',
    one.notModified ? 'IfNoneMatch' : '',
    one.otherAnswers?.['text/event-stream'] ? 'LastEventId' : '',
  ]
  return names.filter((name) => name !== '').map((name) => ({ $ref: `#/components/parameters/${name}` }))
}

function requestBody(one: Endpoint, body: TSchema, book: SchemaBook): Record<string, unknown> {
  const schema = book.use(body)
  // What may be left out is shown empty: whoever tries the request sends the example.
  const example = one.bodyExample ?? (one.bodyOptional ? {} : exampleOf(schema, book))
  const media = { schema, ...(example === undefined ? {} : { example }) }
  const types = ['application/json', ...(one.bodyTypes ?? [])]
  return { required: one.bodyOptional !== true, content: Object.fromEntries(types.map((type) => [type, media])) }
}

function successes(one: Endpoint, book: SchemaBook): Record<string, unknown> {
  const status = one.status ?? 200
  const answerHeaders = {
    'X-Request-Id': headers.requestId,
    ...(one.etag ? { ETag: headers.etag } : {}),
    ...(status === 201 ? { Location: headers.location } : {}),
    ...(one.method === 'POST' ? { 'Idempotency-Replayed': headers.replayed } : {}),
    ...(one.otherAnswers?.['text/event-stream'] ? headers.stream : {}),
  }
  const others = Object.entries(one.otherAnswers ?? {}).map(([type, { schema, example }]) => [
    type,
    { schema: book.use(schema), ...(example === undefined ? {} : { example }) },
  ])
  const also = Object.values(one.otherAnswers ?? {}).map(({ description }) => description)
  return {
    [status]: {
      description: [status === 201 ? 'Made; `Location` names it' : 'Done', ...also].join('. '),
      headers: answerHeaders,
      content: { 'application/json': envelope(one, book), ...Object.fromEntries(others) },
    },
    ...(one.notModified
      ? {
          304: {
            description: 'It is still the version named by If-None-Match',
            headers: { 'X-Request-Id': headers.requestId, ETag: headers.etag },
          },
        }
      : {}),
  }
}

/** The success envelope around an endpoint's answer, with examples of both forms where it has pages. */
function envelope(
  one: Pick<Endpoint, 'answer' | 'answerExample' | 'paged'>,
  book: SchemaBook,
): Record<string, unknown> {
  const data = book.use(one.answer)
  const page = { $ref: '#/components/schemas/Page' }
  const schema = {
    type: 'object',
    required: ['data', 'sent_at'],
    properties: {
      data,
      message: { $ref: '#/components/schemas/Message' },
      ...(one.paged ? { page } : {}),
      sent_at: { $ref: '#/components/schemas/SentAt' },
    },
    additionalProperties: false,
  }
  const example = one.answerExample ?? exampleOf(data, book)
  if (example === undefined) return { schema }
  const whole = { data: example, sent_at: EXAMPLE_SENT_AT }
  if (!one.paged) return { schema, example: whole }
  return {
    schema,
    examples: {
      everything: { summary: 'Without page, size or cursor', value: whole },
      page: { summary: 'One page', value: { data: example, page: exampleOf(page, book), sent_at: EXAMPLE_SENT_AT } },
    },
  }
}
