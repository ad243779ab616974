// Turns whatever was thrown into a status and the failure envelope.
import { AppError, type ErrorCode, type Problem, type ProblemCode } from '../errors.ts'

/** The only place that knows status numbers of failures. */
export const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  timeout: 408,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  idempotency_mismatch: 422,
  rate_limited: 429,
  header_too_large: 431,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>

export type FailureAnswer = { status: number; headers: Record<string, string>; body: string }

/**
 * The failure envelope of anything thrown, of the request with this trace. What is not an AppError is a defect: it answers 500 without
 * a word of what it was.
 */
export function failureOf(error: unknown, traceId: string): FailureAnswer {
  const known = asAppError(error)
  const problems: Problem[] =
    known.problems.length > 0
      ? known.problems
      : [{ code: known.code.toUpperCase() as Uppercase<ErrorCode>, message: known.message }]
  const body = failureBody(known.message.toWellFormed(), problems.map(tidied), traceId, known.data)
  return { status: statusOf[known.code], headers: known.headers, body: JSON.stringify(body) }
}

/** What a failure says, as the pages of IMS before 2026 have it and, in the keys from `timestamp` to `details`, those since. */
export function failureBody(message: string, errors: readonly Problem[], traceId: string, data?: unknown): object {
  const sent_at = new Date().toISOString()
  return {
    message,
    errors,
    ...(data === undefined ? {} : { data }),
    timestamp: sent_at,
    trace_id: traceId,
    errorCode: errors[0]?.code,
    errorMessage: message,
    details: errors.map((problem) => ({ field: problem.field ?? '', message: problem.message })),
    sent_at,
  }
}

/** A name of a mebibyte stays short, and one that was cut for a message does not end in half a character. */
function tidied(problem: Problem): Problem {
  const message = problem.message.toWellFormed()
  const { field } = problem
  if (field === undefined) return { ...problem, message }
  return { ...problem, message, field: field.length > 300 ? `${field.slice(0, 300).toWellFormed()}…` : field }
}

/** True when the error is a defect or an outage that belongs into the log with all its detail. */
export function isDefect(error: unknown): boolean {
  return asAppError(error).code === 'internal'
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return one('too_large', 'TOO_LARGE', 'The body is larger than 1 MiB.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_TYPE':
      return one('unsupported_media_type', 'UNSUPPORTED_MEDIA_TYPE', 'Send JSON: Content-Type: application/json')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return one('invalid', 'BAD_CONTENT_LENGTH', 'The body is not as long as Content-Length says.')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return one('invalid', 'MALFORMED_JSON', 'The body is empty; a JSON object is needed.')
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_ASYNC_CONSTRAINT':
      return one('invalid', 'BAD_PATH', 'The path is not validly percent-encoded UTF-8.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return one('not_found', 'NOT_FOUND', 'There is nothing at this path.')
  }
  // Node's word for a connection that ended in the middle of the body.
  if (code === 'ECONNRESET' && (error as Error).message === 'aborted') {
    return one('invalid', 'ABORTED', 'The connection ended before the request did.')
  }
  // What else the library refuses is the request's fault, and its words are about the library.
  if (code.startsWith('FST_ERR_') && (error as { statusCode?: number }).statusCode === 400) {
    return one('invalid', 'BAD_REQUEST', 'This request cannot be read.')
  }
  return one('internal', 'INTERNAL', 'Something went wrong on our side; the request id finds it in the log.')
}

function one(kind: ErrorCode, code: ProblemCode, message: string): AppError {
  return new AppError(kind, message, { problems: [{ code, message }] })
}
