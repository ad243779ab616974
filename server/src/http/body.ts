// Reads request bodies: JSON in UTF-8 by the strict parser, nothing compressed, nothing else.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Budgets, LARGE_BODY } from '../admission/budgets.ts'
import { SLICE_MS } from '../admission/loop.ts'
import { AppError, type Problem } from '../errors.ts'
import { isUtf8Json } from './content-type.ts'
import { JsonError, JsonParser, type JsonValue, parseJson } from './json.ts'
import { hold } from './request.ts'

const MERGE_PATCH = 'application/merge-patch+json'

/** Values of a large body that are parsed between two looks at the clock. */
const VALUES_AT_A_TIME = 200

/** Makes JSON the only content type; keeps the bytes as they came in `rawBody`. Large bodies take a place before they are read. */
export function acceptJsonOnly(fastify: FastifyInstance, budgets: Pick<Budgets, 'bodies' | 'loop'>): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (!request.actor || !mayBeLarge(request)) return done(null, payload)
    budgets.bodies.take(request.actor.tenantId).then(
      (leave) => {
        hold(request, leave)
        done(null, payload)
      },
      (refusal) => done(refusal),
    )
  })
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser(['application/json', MERGE_PATCH], { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requireKnownType(request)
      const bytes = body as Buffer // parseAs: 'buffer'
      request.rawBody = bytes
      if (bytes.length > LARGE_BODY) {
        const tenantId = request.actor?.tenantId ?? ''
        parseInSlices(bytes, (step) => budgets.loop.run(tenantId, step)).then(
          (value) => done(null, value),
          (error) => done(told(error)),
        )
      } else done(null, bytes.length === 0 ? undefined : parseJson(bytes))
    } catch (error) {
      done(told(error))
    }
  })
}

/** Whether a body is large, or does not say. */
function mayBeLarge({ headers }: FastifyRequest): boolean {
  const length = headers['content-length']
  return length === undefined ? headers['transfer-encoding'] !== undefined : Number(length) > LARGE_BODY
}

/** Parses a body while others have their turns. */
async function parseInSlices(bytes: Buffer, run: (step: () => boolean) => Promise<void>): Promise<JsonValue> {
  let parser: JsonParser | undefined
  await run(() => {
    const end = performance.now() + SLICE_MS
    parser ??= new JsonParser(bytes)
    do if (parser.readOn(VALUES_AT_A_TIME)) return true
    while (performance.now() < end)
    return false
  })
  return parser?.value ?? null
}

function told(error: unknown): Error {
  return error instanceof JsonError ? malformed(error) : (error as Error) // the parser and requireKnownType throw Errors only
}

/** Throws unsupported_media_type for a compressed body. */
export function refuseEncodings(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding']
  if (encoding === undefined || encoding === 'identity') return
  const message = 'A compressed body is not accepted: send it as it is.'
  throw new AppError('unsupported_media_type', message, {
    problems: [{ code: 'UNSUPPORTED_ENCODING', message, field: 'Content-Encoding' }],
  })
}

/** Whether a value is an object without fields: what some clients send where no body is expected. */
export function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}

function requireKnownType(request: FastifyRequest): void {
  const given = request.headers['content-type'] ?? ''
  if (!isUtf8Json(given)) throw unsupported('JSON is UTF-8 here: send Content-Type: application/json')
  if (given.toLowerCase().startsWith(MERGE_PATCH) && !request.endpoint?.bodyTypes?.includes(MERGE_PATCH))
    throw unsupported(`${MERGE_PATCH} belongs to PATCH; send application/json.`)
}

function unsupported(message: string): AppError {
  return new AppError('unsupported_media_type', message, { problems: [{ code: 'UNSUPPORTED_MEDIA_TYPE', message }] })
}

function malformed(error: JsonError): AppError {
  const problem: Problem = { code: 'MALFORMED_JSON', message: error.message }
  if (error.field !== '') problem.field = error.field
  return new AppError('invalid', error.message, { problems: [problem] })
}
