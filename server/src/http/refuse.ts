// Refuses request targets and headers that Node lets through.
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/** Request target and headers together, without the token. */
const MOST_HEADER_BYTES = 16_384
/** Lines of headers. Node leaves out those after the 2,000th in silence. */
const MOST_HEADERS = 200
/** Headers that may be given once only, apart from those Node itself refuses. */
const SINGLE_HEADERS = new Set([
  'host',
  'authorization',
  'content-type',
  'content-length',
  'idempotency-key',
  'if-match',
])

/** The router takes `*` for the root. It means the server as a whole, and only OPTIONS may ask about that (RFC 9112, 3.2.4). */
export function refuseTarget(request: FastifyRequest): void {
  if (request.originalUrl !== '*' || request.method === 'OPTIONS') return
  const message = 'A path begins with a slash.'
  throw new AppError('invalid', message, { problems: [{ code: 'BAD_PATH', message }] })
}

/** Headers that Node lets through. Of two that may be given once, it keeps the first in silence; a proxy in front may go by the second. */
export function refuseHeaders(request: FastifyRequest): void {
  const { rawHeaders, httpVersion } = request.raw
  if (rawHeaders.length > 2 * MOST_HEADERS) {
    const message = `A request may have at most ${MOST_HEADERS} headers.`
    throw new AppError('header_too_large', message, { problems: [{ code: 'HEADERS_TOO_LARGE', message }] })
  }
  let bytes = request.url.length - (request.headers.authorization?.length ?? 0)
  for (const text of rawHeaders) bytes += text.length
  if (bytes > MOST_HEADER_BYTES) {
    const message = `A request may have at most ${MOST_HEADER_BYTES / 1024} KiB of headers, its address among them.`
    throw new AppError('header_too_large', message, { problems: [{ code: 'HEADERS_TOO_LARGE', message }] })
  }
  if (httpVersion === '1.1' && request.headers.host === undefined) {
    const message = 'The header host is missing.'
    throw new AppError('invalid', message, { problems: [{ code: 'MISSING_HEADER', message, field: 'host' }] })
  }
  const seen: string[] = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? ''
    if (!SINGLE_HEADERS.has(name)) continue
    if (seen.includes(name)) {
      const message = `The header ${name} may be given once only.`
      throw new AppError('invalid', message, { problems: [{ code: 'REPEATED_HEADER', message, field: name }] })
    }
    seen.push(name)
  }
}
