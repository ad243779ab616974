// How endpoints are declared, and what they answer with.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { AppError, ErrorCode, Problem } from '../errors.ts'
import type { Actor, Context, Permission } from '../permission.ts'
import type { Page } from './schema.ts'

/** JSON text that is sent on as it is: what PostgreSQL built need not be parsed and built again. */
export class RawJson {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** What a handler answers with; the envelope is put around it. */
export type Answer = {
  data: unknown
  status?: 200 | 201
  headers?: Record<string, string>
  page?: Page
  message?: string
  /** The incident the answer is about: a purge removes kept answers with it. */
  incidentId?: string
}

/** An answer that is not an envelope: streamed text, or no body at all. */
export type StreamAnswer = {
  status?: 200 | 304
  headers: Record<string, string>
  stream: AsyncIterable<string> | null
}

type StaticOf<T> = T extends TSchema ? Static<T> : undefined

export type Call<P, Q, B> = {
  actor: Actor
  /** What commands take: who acts, by which request. */
  context: Context
  params: StaticOf<P>
  query: StaticOf<Q>
  body: StaticOf<B>
  /** Version named by If-Match, or null; '*' reads as null. */
  ifMatch: number | null
  ifNoneMatch: string | null
  /** Makes a signal that is aborted when the answer's connection closes. */
  signal: () => AbortSignal
  /** For the live stream, which writes by itself. */
  raw: { request: FastifyRequest; reply: FastifyReply }
}

export type Endpoint<
  P extends TSchema | undefined = TSchema | undefined,
  Q extends TSchema | undefined = TSchema | undefined,
  B extends TSchema | undefined = TSchema | undefined,
  R = unknown,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As OpenAPI writes it: /v1/incident/{id} */
  path: string
  operationId: string
  tag: string
  summary: string
  description?: string
  /** What the caller's role must allow; 'signed_in' for everyone with a valid token. */
  permission: Permission | 'signed_in'
  params?: P
  query?: Q
  body?: B
  /** Whether the body may be left out. */
  bodyOptional?: boolean
  /** Media types besides application/json. */
  bodyTypes?: string[]
  bodyExample?: unknown
  /** The `data` of the success envelope. */
  answer: TSchema
  answerExample?: unknown
  status?: 200 | 201
  paged?: boolean
  /** A way to answer besides the envelope, by media type (text/csv, text/event-stream). */
  otherAnswers?: Record<string, { description: string; schema: TSchema; example?: unknown }>
  /** Failures besides those every endpoint can have. */
  failures?: ErrorCode[]
  /** Those failures as the handler words them, for readers of the document. */
  failureExamples?: AppError[]
  /** Schema of `data` in a 409 or 412. */
  conflict?: TSchema
  /** Whether If-Match is understood here. */
  ifMatch?: boolean
  /** Whether the version the caller has seen must be given, as occ_lock or by If-Match. */
  needsVersion?: boolean
  /** Whether the answer carries an ETag. */
  etag?: boolean
  /** Whether If-None-Match is understood here, and answered with 304. */
  notModified?: boolean
  /** The answer shows a secret. */
  secret?: boolean
  /** Costs the database much (lists, search, summaries, exports): waits for its tenant's fair share of such requests. */
  costly?: boolean
  /** Not limited by requestTimeout: long polls and streams. */
  long?: boolean
  /** What a schema can't say (codes, attributes): called also when the schema found something, so that all is named at once. */
  check?: (body: unknown, call: { actor: Actor; params: Record<string, string> }) => Promise<Problem[]>
  handler: (call: Call<P, Q, B>) => Promise<R>
  /**
   * Makes the answer of what the handler gave; not needed when that is an answer already. Behind an Idempotency-Key it is called
   * inside the transaction, with what the transaction's work returned: such a handler returns just that.
   */
  respond?: (result: R) => Answer | StreamAnswer
}

/** Declares an endpoint: the only way to add one. The router, the permission matrix, the OpenAPI document and the tests read it. */
export function endpoint<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R = Answer | StreamAnswer,
>(declaration: Endpoint<P, Q, B, R>): Endpoint {
  return declaration as unknown as Endpoint // the server checks the parts against the schemas before it calls the handler
}

/** What answers GET without a token: it reads nothing but the request itself, and knows no tenant. */
export type PublicEndpoint<A extends TSchema = TSchema> = {
  path: string
  operationId: string
  tag: string
  summary: string
  description: string
  /** The `data` of the success envelope. */
  answer: A
  answerExample?: Static<A>
  handler: (request: FastifyRequest) => Static<A>
}

/** Declares such an endpoint: the router, the OpenAPI document and the tests read it. */
export function publicEndpoint<A extends TSchema>(declaration: PublicEndpoint<A>): PublicEndpoint {
  return declaration as unknown as PublicEndpoint // its parts fit one another; what the schema is does not matter from here on
}
