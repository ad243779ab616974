// Puts errors into words for people.
import { TocsinError, UnreachableError } from '@tocsin/client'
import { m } from '../message/message.ts'

/** A failure as a page shows it. */
export type Failure = {
  /** What to tell the person, in their language where it is one of ours. */
  text: string
  /** Finds it in the service's log. */
  request_id: string | null
  /** Whether trying again may help. */
  retry: boolean
  /** What is wrong with which field of a form: words by field name (`attributes.count`). */
  fields: Readonly<Record<string, string>>
}

/** Puts whatever was thrown into words. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TocsinError) {
    const fields: Record<string, string> = {}
    for (const { field, message } of error.errors) if (field) fields[field] ??= message
    return { text: textOf(error), request_id: error.request_id, retry: mayPass(error.status), fields }
  }
  const text =
    error instanceof UnreachableError
      ? m('error.unreachable')
      : isEnded(error)
        ? m('session.ended')
        : m('error.unknown')
  return { text, request_id: null, retry: true, fields: {} }
}

/** True for an error that only says that its caller no longer wants the answer. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

function textOf({ status, message }: TocsinError): string {
  if (status === 403) return m('error.forbidden')
  if (status === 404) return m('error.not_found')
  if (status === 429) return m('error.too_many')
  if (status === 503) return m('error.unavailable')
  return status >= 500 ? m('error.internal') : message
}

function mayPass(status: number): boolean {
  return status >= 500 || status === 429 || status === 401
}

function isEnded(error: unknown): boolean {
  return error instanceof Error && error.name === 'EndedError'
}
