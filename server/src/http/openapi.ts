// Makes the OpenAPI document of the declared endpoints.
import type { TSchema } from 'typebox'
import { sharedFailures } from './openapi/failures.ts'
import { sharedHeaders, sharedParameters } from './openapi/headers.ts'
import { operationOf, publicOperationOf } from './openapi/operation.ts'
import { publicPaths } from './openapi/public.ts'
import { type JsonSchema, type SchemaBook, schemaBook } from './openapi/schemas.ts'
import type { Endpoint, PublicEndpoint } from './route.ts'
import { Failure, Message, Page, Problem, ProblemCodes, SentAt } from './schema.ts'

export type OpenApiInfo = {
  version: string
  /** What a reader needs to know before the first call, in Markdown. */
  description: string
  /** What the endpoints' tags mean, in the order they are shown. */
  tags: { name: string; description: string }[]
  /** Path below which the service is reached; '' for none. */
  basePath: string
  /** What answers without a token, besides health and documents. */
  publicEndpoints?: readonly PublicEndpoint[]
  /** What the service posts to others, by name. */
  webhooks?: readonly Outgoing[]
}

/** A message that the service posts to addresses it was given. */
export type Outgoing = {
  name: string
  operationId: string
  tag: string
  summary: string
  description: string
  headers: { name: string; description: string; schema: TSchema }[]
  body: TSchema
  example: unknown
  responses: Record<string, string>
}

/** An OpenAPI 3.1 document: plain data, the same text whenever it is made from the same declarations. */
export type OpenApiDocument = {
  openapi: '3.1.0'
  info: Record<string, unknown>
  servers: { url: string; description: string }[]
  security: Record<string, string[]>[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, unknown>>
  webhooks?: Record<string, unknown>
  components: {
    schemas: Record<string, JsonSchema>
    responses: Record<string, unknown>
    parameters: Record<string, unknown>
    headers: Record<string, unknown>
    securitySchemes: Record<string, unknown>
  }
}

/**
 * Describes the API: every endpoint with what it takes, what it answers and how it fails, and what is public besides. `components`
 * are the schemas endpoints point at by name (`Type.Ref`), each with its `$id`. Throws when a name leads nowhere or is given twice.
 */
export function openApiDocument(
  endpoints: readonly Endpoint[],
  components: readonly TSchema[],
  info: OpenApiInfo,
): OpenApiDocument {
  const book = schemaBook([Message, SentAt, Page, ProblemCodes, Problem, Failure, ...components])
  // Every name is known before the first example is shortened by what its schema says.
  for (const { answer, body, conflict } of endpoints)
    for (const schema of [answer, body, conflict]) if (schema) book.use(schema)
  const paths: Record<string, Record<string, unknown>> = {}
  for (const one of endpoints) {
    const item = paths[one.path] ?? {}
    paths[one.path] = item
    const method = one.method.toLowerCase()
    if (method in item) throw new Error(`${one.method} ${one.path} is declared twice`)
    item[method] = operationOf(one, book)
  }
  for (const one of info.publicEndpoints ?? []) paths[one.path] = { get: publicOperationOf(one, book) }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Tocsin',
      summary: 'Incident management for teams that need a record they can trust',
      description: info.description,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
      version: info.version,
    },
    servers: [{ url: info.basePath || '/', description: 'The service this document comes from' }],
    security: [{ bearer: [] }],
    tags: info.tags,
    paths: { ...paths, ...publicPaths },
    ...(info.webhooks ? { webhooks: outgoing(info.webhooks, book) } : {}),
    components: {
      schemas: book.all(),
      responses: sharedFailures,
      parameters: sharedParameters,
      headers: sharedHeaders,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of the identity provider, or an API token (`tcs_…`)',
        },
      },
    },
  }
  // Through text and back: what is left is data alone, without anything the schemas' library keeps beside it.
  return JSON.parse(JSON.stringify(document)) as OpenApiDocument // its shape is the literal above
}

function outgoing(messages: readonly Outgoing[], book: SchemaBook): Record<string, unknown> {
  return Object.fromEntries(
    messages.map((one) => [
      one.name,
      {
        post: {
          operationId: one.operationId,
          tags: [one.tag],
          summary: one.summary,
          description: one.description,
          security: [],
          parameters: one.headers.map(({ name, description, schema }) => ({
            name,
            in: 'header',
            required: true,
            description,
            schema: book.use(schema),
          })),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: book.use(one.body), example: one.example } },
          },
          responses: Object.fromEntries(
            Object.entries(one.responses).map(([status, description]) => [status, { description }]),
          ),
        },
      },
    ]),
  )
}
