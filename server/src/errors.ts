// Errors with words for callers: AppError and its closed set of codes.

/** One thing wrong with a request, in words that tell the caller what to mend. */
export type Problem = {
  /** UPPER_SNAKE, for programs. */
  code: string
  message: string
  /** Dotted path in the body, or the name of the query parameter, path parameter or header. */
  field?: string
}

/** The closed set of ways a request can fail. http/failure.ts is the only place that turns them into status numbers. */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'timeout'
  | 'conflict'
  | 'precondition_failed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'idempotency_mismatch'
  | 'header_too_large'
  | 'rate_limited'
  | 'unavailable'
  | 'internal'

export type ErrorDetails = {
  problems?: Problem[]
  /** Goes into the failure envelope as `data`: what the caller needs to go on (a conflict's current record). */
  data?: unknown
  headers?: Record<string, string>
  /** For the log only; never reaches the caller. */
  cause?: unknown
}

/** A failure with words for the caller. Everything else that is thrown is a defect and answers 500 with no detail. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly problems: Problem[]
  readonly data: unknown
  readonly headers: Record<string, string>

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.problems = details.problems ?? []
    this.data = details.data
    this.headers = details.headers ?? {}
  }
}

/** Problems that one answer names. Whoever looks for more stops there: a body of 1 MiB could hold half a million. */
export const MOST_PROBLEMS = 100

/** A request whose content is wrong: names each thing, up to MOST_PROBLEMS, and says so when the checking stopped there. */
export function invalid(problems: readonly Problem[]): AppError {
  const [first] = problems
  if (problems.length > MOST_PROBLEMS) {
    const rest = {
      code: 'AND_MORE',
      message: `Checking stopped after ${MOST_PROBLEMS} errors. Correct these first; there may be more.`,
    }
    const message = `The request has more than ${MOST_PROBLEMS} errors.`
    return new AppError('invalid', message, { problems: [...problems.slice(0, MOST_PROBLEMS), rest] })
  }
  const message = problems.length === 1 && first ? first.message : `The request has ${problems.length} errors.`
  return new AppError('invalid', message, { problems: [...problems] })
}

/** Adds found problems to others; true once there are so many that looking for more makes no sense. */
export function collect(problems: Problem[], found: readonly Problem[]): boolean {
  for (const problem of found) {
    if (problems.length > MOST_PROBLEMS) return true
    problems.push(problem)
  }
  return problems.length > MOST_PROBLEMS
}

/** A failure that names one thing. `data` goes into the envelope. */
export function refusal(kind: ErrorCode, code: string, message: string, field?: string, data?: unknown): AppError {
  return new AppError(kind, message, {
    problems: [field === undefined ? { code, message } : { code, message, field }],
    data,
  })
}

/** What is not there, and what the actor may not see: the two answer alike. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `There is no ${what} with this id.`, {
    problems: [{ code: 'NOT_FOUND', message: `There is no ${what} with this id.` }],
  })
}

/** A dependency is away or the service is full; the caller may try again after so many seconds. */
export function unavailable(message: string, retryAfterSeconds: number, cause?: unknown): AppError {
  return new AppError('unavailable', message, {
    problems: [{ code: 'UNAVAILABLE', message }],
    headers: { 'retry-after': String(retryAfterSeconds) },
    cause,
  })
}
