// The errors that the client throws.
import { fieldsOf } from './json.ts'
import type { Comment, Incident, IncidentConflict, Problem } from './schema.d.ts'

/** What is known of a refusal beside its words. */
export type Refusal = {
  /** Status of the answer. */
  status: number
  /** One entry for each thing wrong; may be empty where something between the service and here answered. */
  errors: Problem[]
  /** `x-request-id` of the answer: finds it in the service's log. */
  request_id: string | null
  /** Seconds to wait before trying again, where the answer says so. */
  retry_after?: number | undefined
}

/** The service refused a call, or could not do it. */
export class TocsinError extends Error {
  readonly status: number
  /** Code of the first thing wrong, such as `NOT_FOUND`; `HTTP_502` and the like where the answer names none. */
  readonly code: string
  readonly errors: Problem[]
  readonly request_id: string | null
  readonly retry_after: number | undefined

  constructor(message: string, refusal: Refusal) {
    super(message)
    this.name = 'TocsinError'
    this.status = refusal.status
    this.errors = refusal.errors
    this.code = refusal.errors[0]?.code ?? `HTTP_${refusal.status}`
    this.request_id = refusal.request_id
    this.retry_after = refusal.retry_after
  }
}

/** An incident was changed by someone else meanwhile (409, or 412 by `If-Match`); nothing was changed by this call. */
export class ConflictError extends TocsinError {
  /** The incident as it stands. */
  readonly current: Incident
  /** Each field changed since the caller's version. */
  readonly changes: IncidentConflict['changes']
  /** Names of the fields both sides changed. */
  readonly conflicts: string[]

  constructor(message: string, refusal: Refusal, conflict: IncidentConflict) {
    super(message, refusal)
    this.name = 'ConflictError'
    this.current = conflict.current
    this.changes = conflict.changes
    this.conflicts = conflict.conflicts
  }
}

/** A record of an incident as it stands, and what changed where its fields merge. */
export type RecordConflict<Shown> = { current: Shown; changes?: IncidentConflict['changes']; conflicts?: string[] }

/** A record of an incident was changed by someone else meanwhile (409, or 412 by `If-Match`); nothing was changed by this call. */
export class RecordConflictError<Shown extends { incident_id: string } = { incident_id: string }> extends TocsinError {
  /** The record as it stands. */
  readonly current: Shown
  /** Each field changed since the caller's version; empty for records that are replaced as a whole. */
  readonly changes: IncidentConflict['changes']
  /** Names of the fields both sides changed; empty for records that are replaced as a whole. */
  readonly conflicts: string[]

  constructor(message: string, refusal: Refusal, { current, changes = [], conflicts = [] }: RecordConflict<Shown>) {
    super(message, refusal)
    this.name = 'RecordConflictError'
    this.current = current
    this.changes = changes
    this.conflicts = conflicts
  }
}

/** A comment was changed by someone else meanwhile; nothing was changed by this call. */
export class CommentConflictError extends RecordConflictError<Comment> {
  constructor(message: string, refusal: Refusal, conflict: RecordConflict<Comment>) {
    super(message, refusal, conflict)
    this.name = 'CommentConflictError'
  }
}

/** No answer came: the network, or the service, is away. Whether a change was made is then not known. */
export class UnreachableError extends Error {
  constructor(message: string, options: { cause: unknown }) {
    super(message, options)
    this.name = 'UnreachableError'
  }
}

/** The error for an answer that is no success; `body` is its parsed JSON, or its text where it is none. */
export function errorOf(response: Response, body: unknown): TocsinError {
  const failure = fieldsOf(body) ?? {}
  const message = typeof failure['message'] === 'string' ? failure['message'] : `The answer was ${response.status}.`
  const refusal: Refusal = {
    status: response.status,
    errors: Array.isArray(failure['errors']) ? (failure['errors'] as Problem[]) : [], // as the API's document has it
    request_id: response.headers.get('x-request-id'),
    retry_after: retryAfterOf(response.headers),
  }
  const data = fieldsOf(failure['data'])
  const current = fieldsOf(data?.['current'])
  // By its shape: answers forget where they came from.
  if (current && 'incident_id' in current) {
    return 'text' in current && 'user_id' in current
      ? new CommentConflictError(message, refusal, data as RecordConflict<Comment>)
      : new RecordConflictError(message, refusal, data as RecordConflict<{ incident_id: string }>)
  }
  if (current && Array.isArray(data?.['changes'])) {
    return new ConflictError(message, refusal, data as unknown as IncidentConflict)
  }
  return new TocsinError(message, refusal)
}

/** Seconds of `Retry-After`, given in seconds or as a date; undefined without a good one. */
export function retryAfterOf(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  if (/^\d+$/.test(value)) return Number(value)
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000))
}
