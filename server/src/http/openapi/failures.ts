// The failures an operation documents.
import { type ErrorCode, invalid, refusal, unavailable } from '../../errors.ts'
import { authorize, roleOf, roles } from '../../permission.ts'
import { failureOf, statusOf } from '../failure.ts'
import type { Endpoint } from '../route.ts'
import { checker, queryReader } from '../validate.ts'
import { EXAMPLE_SENT_AT, headers } from './headers.ts'
import type { JsonSchema, SchemaBook } from './schemas.ts'

type Envelope = { errors: { code: string }[]; timestamp: string; sent_at: string }
/** Of the W3C Trace Context's own example. */
const EXAMPLE_TRACE_ID = '0af7651916cd43dd8448eb211c80319c'
type Example = { value: Envelope }

/** What a failure of each kind means to a caller, in the document's words. */
const meaning: Record<ErrorCode, string> = {
  invalid: 'Something in the request has to be mended; every such thing is named.',
  unauthenticated: 'The access token is missing, malformed, expired or not one of this service.',
  forbidden: 'The token is good, but it names no tenant or its role does not reach.',
  not_found: 'There is no such thing, or not for this tenant: the two answer alike.',
  method_not_allowed: 'The path exists, the method does not; `Allow` names those that do.',
  not_acceptable: 'The answer exists in none of the media types of `Accept`.',
  timeout: 'The request took too long to arrive.',
  conflict: 'The record, or another request, is in the way.',
  precondition_failed: 'The version in `If-Match` is not the current one; nothing was changed.',
  too_large: 'The body is larger than 1 MiB.',
  unsupported_media_type: 'The body is not JSON in UTF-8, or is compressed.',
  idempotency_mismatch: 'The `Idempotency-Key` came before, with another body.',
  header_too_large: 'The headers are larger than 16 KiB.',
  rate_limited: 'More requests in a minute than this instance allows a user; only where a limit is set.',
  unavailable: 'Too busy, stopping, or a dependency is away; try again after `Retry-After` seconds.',
  internal: 'A defect of the service; the request id finds it in its log. No input should lead here.',
}

/** What others say in the same words: the tests compare these with what the service answers. */
const everywhere = {
  unauthenticated: refusal(
    'unauthenticated',
    'TOKEN_MISSING',
    'An access token is needed: send Authorization: Bearer <token>.',
  ),
  noTenant: refusal('forbidden', 'NO_TENANT', 'The token names no tenant.'),
  noVersion: refusal(
    'invalid',
    'MISSING',
    '"occ_lock" is required: the version you have read (or send If-Match).',
    'occ_lock',
  ),
  inFlight: refusal(
    'conflict',
    'IDEMPOTENCY_KEY_IN_FLIGHT',
    'A request with this Idempotency-Key is still being worked on; try again in a moment.',
    'Idempotency-Key',
  ),
  mismatch: refusal(
    'idempotency_mismatch',
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for a request with another body.',
    'Idempotency-Key',
  ),
  rateLimited: refusal('rate_limited', 'RATE_LIMITED', 'More than 600 requests in a minute; try again in 12 s.'),
  unavailable: unavailable('The service has more requests than it can answer in time; try again in a moment.', 1),
  tooLarge: Object.assign(new Error(), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' }),
  mediaType: Object.assign(new Error(), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }),
  defect: new Error(),
}

/** Failures that read the same at every endpoint: components of the document, by name. */
export const sharedFailures: Record<string, unknown> = {
  Unauthenticated: response('unauthenticated', [example(everywhere.unauthenticated)], {
    'WWW-Authenticate': headers.challenge,
  }),
  TooLarge: response('too_large', [example(everywhere.tooLarge)]),
  UnsupportedMediaType: response('unsupported_media_type', [example(everywhere.mediaType)]),
  IdempotencyMismatch: response('idempotency_mismatch', [example(everywhere.mismatch)]),
  RateLimited: response('rate_limited', [example(everywhere.rateLimited)], {
    'Retry-After': headers.retryAfter,
    ...headers.rateLimit,
  }),
  Internal: response('internal', [example(everywhere.defect)]),
  Unavailable: response('unavailable', [example(everywhere.unavailable)], { 'Retry-After': headers.retryAfter }),
}

const shared = (name: keyof typeof sharedFailures) => ({ $ref: `#/components/responses/${name}` })

/** Every failure an endpoint can answer with, by status. */
export function failuresOf(one: Endpoint, book: SchemaBook): Record<string, unknown> {
  const post = one.method === 'POST'
  const writes = one.method !== 'GET'
  const declared = new Set<ErrorCode>([...(one.failures ?? []), ...(one.failureExamples ?? []).map(({ code }) => code)])
  if (post) declared.add('conflict')
  const answers = new Map<ErrorCode, unknown>()
  for (const kind of declared) {
    const examples = (one.failureExamples ?? []).filter(({ code }) => code === kind).map((error) => example(error))
    if (kind === 'conflict' && post) examples.push(example(everywhere.inFlight))
    const data =
      one.conflict && (kind === 'conflict' || kind === 'precondition_failed') ? book.use(one.conflict) : undefined
    answers.set(
      kind,
      response(kind, examples, kind === 'conflict' && post ? { 'Retry-After': headers.retryAfter } : {}, data),
    )
  }
  const refused = (one.failureExamples ?? []).filter(({ code }) => code === 'invalid').map((error) => example(error))
  answers.set('invalid', response('invalid', [...badRequests(one), ...refused]))
  answers.set('unauthenticated', shared('Unauthenticated'))
  answers.set('forbidden', forbidden(one, declared.has('forbidden')))
  if (writes) answers.set('too_large', shared('TooLarge'))
  if (writes) answers.set('unsupported_media_type', shared('UnsupportedMediaType'))
  if (post) answers.set('idempotency_mismatch', shared('IdempotencyMismatch'))
  answers.set('rate_limited', shared('RateLimited'))
  answers.set('internal', shared('Internal'))
  answers.set('unavailable', shared('Unavailable'))
  return Object.fromEntries([...answers].map(([kind, answer]) => [String(statusOf[kind]), answer]))
}

/** Failures of an endpoint that needs no token and takes nothing. */
export function publicFailures(): Record<string, unknown> {
  const { problems } = queryReader({ type: 'object', additionalProperties: false })('colour=red')
  return {
    [statusOf.invalid]: response('invalid', [example(invalid(problems))]),
    [statusOf.internal]: shared('Internal'),
  }
}

/** A failure response: the envelope, with the schema of its `data` where that is known. */
export function response(
  kind: ErrorCode,
  examples: Example[],
  more: Record<string, unknown> = {},
  data?: JsonSchema,
): Record<string, unknown> {
  const envelope = { $ref: '#/components/schemas/Failure' }
  // A refusal by If-Match always says what stands there now; other conflicts may have nothing to add.
  const needed = kind === 'precondition_failed' ? { required: ['data'] } : {}
  const schema =
    data === undefined ? envelope : { allOf: [envelope, { type: 'object', properties: { data }, ...needed }] }
  return {
    description: meaning[kind],
    headers: { 'X-Request-Id': headers.requestId, ...more },
    content: { 'application/json': { schema, ...named(examples) } },
  }
}

/** Examples as a media type has them, by the code of the first problem. */
function named(examples: Example[]): Record<string, unknown> {
  if (examples.length === 0) return {}
  const table: Record<string, Example> = {}
  for (const one of examples) {
    const { code } = one.value.errors[0] ?? { code: 'FAILURE' }
    const again = Object.keys(table).filter((name) => name.replace(/_\d+$/, '') === code).length
    table[again === 0 ? code : `${code}_${again + 1}`] = one
  }
  return { examples: table }
}

/** What the service answers to an error: the very envelope, at a fixed moment. */
function example(error: unknown): Example {
  return {
    value: {
      ...(JSON.parse(failureOf(error, EXAMPLE_TRACE_ID).body) as Envelope),
      timestamp: EXAMPLE_SENT_AT,
      sent_at: EXAMPLE_SENT_AT,
    },
  } // failureOf writes the envelope
}

/** Requests this endpoint's own checks refuse: an empty body or one with an unknown field, an unknown parameter. */
function badRequests(one: Endpoint): Example[] {
  const examples: Example[] = []
  if (one.body) {
    const check = checker(one.body)
    const empty = one.bodyOptional ? [] : [...check({}), ...(one.needsVersion ? everywhere.noVersion.problems : [])]
    examples.push(example(invalid(empty.length > 0 ? empty : check({ colour: 'red' }))))
  }
  const { problems } = queryReader(one.query ?? { type: 'object', additionalProperties: false })('colour=red')
  examples.push(example(invalid(problems)))
  return examples
}

function forbidden(one: Endpoint, declared: boolean): Record<string, unknown> {
  const examples = (one.failureExamples ?? [])
    .filter(({ code }) => declared && code === 'forbidden')
    .map((error) => example(error))
  if (one.permission !== 'signed_in') {
    const below = roles[roles.indexOf(roleOf(one.permission)) - 1]
    if (below) {
      try {
        authorize({ role: below }, one.permission)
      } catch (error) {
        examples.push(example(error))
      }
    }
  }
  return response('forbidden', [...examples, example(everywhere.noTenant)])
}
