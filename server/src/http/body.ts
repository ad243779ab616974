// Reads request bodies: JSON in UTF-8 by the strict parser, nothing compressed, nothing else.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError, type Problem } from '../errors.ts'
import { isUtf8Json } from './content-type.ts'
import { JsonError, parseJson } from './json.ts'

const MERGE_PATCH = 'application/merge-patch+json'

/** Makes JSON the only content type; keeps the bytes as they came in `rawBody`. */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser(['application/json', MERGE_PATCH], { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requireKnownType(request)
      const bytes = body as Buffer // parseAs: 'buffer'
      request.rawBody = bytes
      done(null, bytes.length === 0 ? undefined : parseJson(bytes))
    } catch (error) {
      done(error instanceof JsonError ? malformed(error) : (error as Error)) // parseJson and requireKnownType throw Errors only
    }
  })
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
