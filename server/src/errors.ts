// Errors with words for callers: AppError and its closed set of codes.

/** One thing wrong with a request, in words that tell the caller what to mend. */
export type Problem = {
  /** UPPER_SNAKE, for programs. */
  code: ProblemCode
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
    const rest: Problem = {
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
export function refusal(kind: ErrorCode, code: ProblemCode, message: string, field?: string, data?: unknown): AppError {
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

/** Every code of a problem, and what it means: the closed set that answers name and the document lists. */
export const problemCodes = {
  ABORTED: 'The client went away before its request was whole.',
  AND_MORE: 'Checking stopped after 100 errors; there may be more.',
  ATTRIBUTE_IN_USE: 'Incidents have a value for this attribute.',
  ATTRIBUTE_SET: 'The incident has a value for this attribute already.',
  BAD_CONTENT_LENGTH: 'The body has not the length that Content-Length says.',
  BAD_CURSOR: 'The cursor belongs to another list, sort or filter, or was not given by this service.',
  BAD_DATE: 'A day or a date-time that can’t be read, or does not exist.',
  BAD_FORMAT: 'A text that has not the form asked for.',
  BAD_HEADER: 'A header that can’t be read.',
  BAD_PATH: 'A path that can’t be read.',
  BAD_QUERY: 'A query that can’t be read.',
  BAD_REQUEST: 'This is no HTTP request.',
  BAD_TIME_ZONE: 'No time zone of the IANA database.',
  BAD_URL: 'An address that webhooks may not have.',
  BAD_VALUE: 'A value that is not among those possible.',
  BLANK: 'A text without a character that can be seen.',
  CODE_FIXED: 'The code of an entry can’t change.',
  CODE_IN_USE: 'Incidents have this code: it can be retired, not removed.',
  CONFLICT: 'The request does not fit the state of the record.',
  CURSOR_AHEAD: 'The position lies beyond the end of the log.',
  DUPLICATE: 'The same entry twice in a list.',
  DUPLICATE_CODE: 'There is an entry with this code already.',
  DUPLICATE_EMAIL: 'There is an account with this e-mail address already.',
  DUPLICATE_EXTERNAL_ID: 'There is an incident with this external id already.',
  DUPLICATE_NAME: 'There is an attribute with this name already.',
  DUPLICATE_TENANT: 'There is a tenant with this id already.',
  EXPECTATION_FAILED: 'An Expect header other than 100-continue.',
  FAIR_SHARE: 'The tenant has its fair share of costly work under way: try again after Retry-After.',
  FORBIDDEN: 'The role does not allow this.',
  HEADERS_TOO_LARGE: 'The headers are too long.',
  HEADER_TOO_LARGE: 'The headers are too long.',
  IDEMPOTENCY_KEY_IN_FLIGHT: 'A request with this Idempotency-Key is under way.',
  IDEMPOTENCY_KEY_REUSED: 'This Idempotency-Key was used for another body.',
  IDEMPOTENCY_MISMATCH: 'This Idempotency-Key was used for another body.',
  IDEMPOTENCY_QUOTA:
    'The answers kept for this tenant fill its quota: try again after Retry-After, or without an Idempotency-Key.',
  INTERNAL: 'A defect of the service; its log has the request by trace_id.',
  INVALID: 'The request can’t be taken as it is.',
  IN_FUTURE: 'An instant that lies in the future.',
  LAST_ADMIN: 'The tenant would be left without an admin.',
  LIMIT_REACHED: 'There are as many as there may be.',
  MAIL_OFF: 'This instance sends no mail.',
  MALFORMED_JSON: 'The body is no JSON as RFC 8259 has it.',
  METHOD_NOT_ALLOWED: 'The path takes other methods; Allow names them.',
  MISSING: 'Something required is missing.',
  MISSING_HEADER: 'A required header is missing.',
  NAME_FIXED: 'The name can’t change.',
  NOT_ACCEPTABLE: 'No media type of Accept can be answered with.',
  NOT_AUTHOR: 'Only the author or an admin may change this.',
  NOT_FAILING: 'There is nothing to skip: it is not failing.',
  NOT_FOUND: 'There is nothing of this id or path, or the caller may not see it.',
  NOT_OWNER: 'Only its owner or an admin may change this.',
  NOT_RESOLVED: 'A resolution date with a status that is neither resolved nor closed.',
  NO_ROLE: 'The token’s roles name none that is known here.',
  NO_TENANT: 'The token names no tenant.',
  OTHER_EPOCH: 'The position is from another epoch of the database (restored from a backup): read from the start.',
  OUTBOUND_OFF: 'Calls to the outside are off.',
  OUT_OF_RANGE: 'A number or an instant outside its bounds.',
  PAGE_TOO_LARGE: 'The page would be too large; ask for fewer records, or go by cursor.',
  PRECONDITION_FAILED: 'The record is not at the version that If-Match names.',
  RATE_LIMITED: 'Too many requests: try again after Retry-After.',
  REPEATED_HEADER: 'A header that may stand once stands more often.',
  REPEATED_PARAMETER: 'A parameter that may stand once stands more often.',
  RESERVED_NAME: 'A name that has another meaning.',
  RETIRED_CODE: 'The code is retired: incidents keep it, others can’t take it.',
  RETIRED_OPTION: 'The option is retired: incidents keep it, others can’t take it.',
  ROLE_TOO_LOW: 'The caller’s role is below the one that would be given.',
  STALE_OCC_LOCK: 'The record has changed since the version that was given.',
  TARGET_NOT_ALLOWED: 'Webhooks may not call this address.',
  TENANT_SUSPENDED: 'The tenant is suspended.',
  TIMEOUT: 'The request took too long to arrive.',
  TOKEN_INVALID: 'The access token is expired, revoked or not for this service.',
  TOKEN_MISSING: 'There is no access token.',
  TOO_LARGE: 'The body is too large.',
  TOO_LONG: 'A text or a list that is too long.',
  TOO_MANY: 'There are as many as there may be.',
  TOO_MANY_ATTEMPTS: 'Too many attempts: try again after Retry-After.',
  TOO_SHORT: 'A text or a list that is too short.',
  TYPE_FIXED: 'The type of an attribute can’t change.',
  UNAUTHENTICATED: 'The caller is not known.',
  UNAVAILABLE: 'The service, or something it needs, is away or full: try again after Retry-After.',
  UNDEFINED_ATTRIBUTE: 'No attribute of this name is defined.',
  UNKNOWN_CODE: 'No entry of the code table has this code.',
  UNKNOWN_FIELD: 'A field that does not exist.',
  UNKNOWN_INCIDENT: 'There is no such incident.',
  UNKNOWN_PARAMETER: 'A query parameter that does not exist.',
  UNSUPPORTED_ENCODING: 'A Content-Encoding that is not taken.',
  UNSUPPORTED_MEDIA_TYPE: 'A body of another type than JSON.',
  VERSIONS_DISAGREE: 'occ_lock and If-Match name different versions.',
  WEBHOOK_OFF: 'The webhook is switched off.',
  WRONG_PASSWORD: 'The present password is another one.',
  WRONG_TYPE: 'A value of another type than asked for.',
  WRONG_TOKENS: 'Too many tokens from this address are not known here: try again after Retry-After.',
} as const satisfies Record<string, string>
export type ProblemCode = keyof typeof problemCodes
