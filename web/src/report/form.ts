// The report form: what is typed, what is missing, what is sent.
import { fromAbsolute } from '@internationalized/date'
import type { IncidentInput } from '@tocsin/client'
import { lacksMoment, type PromiseChoice, promisedAt } from '../promise/choice.ts'

/** What is typed into the report, as it stands in the form. */
export type ReportForm = PromiseChoice & {
  name: string
  description: string
  type: string
  severity: string
  status: string
  reported_by: string
  location: string
  /** RFC 3339; null: it is happening now. */
  date: string | null
  /** Values of custom attributes by name, as they are sent. */
  attributes: Record<string, string | number | boolean | null>
}

/** Longest texts, in code points (the contract's limits). */
export const limits = { name: 500, reported_by: 500, location: 500, description: 100_000 } as const

export type Missing = 'blank' | 'too_long' | 'in_future' | 'unchosen'

/** What has to be mended before it can be sent, by field. */
export function problemsOf(form: ReportForm, now: number): Partial<Record<keyof ReportForm, Missing>> {
  const problems: Partial<Record<keyof ReportForm, Missing>> = {}
  for (const field of ['name', 'description', 'reported_by'] as const) {
    if (form[field].trim() === '') problems[field] = 'blank'
  }
  for (const field of ['name', 'description', 'reported_by', 'location'] as const) {
    if (lengthOf(form[field]) > limits[field]) problems[field] = 'too_long'
  }
  for (const field of ['type', 'status'] as const) if (form[field] === '') problems[field] = 'unchosen'
  if (lacksMoment(form)) problems.next_update = 'unchosen'
  if (form.date !== null && Date.parse(form.date) > now) problems.date = 'in_future'
  return problems
}

/**
 * The report as the service takes it. `now` in ms, by the service's clock; `zone` gives the offset that a report of now carries.
 * A report of something earlier is marked as backdated.
 */
export function bodyOf(form: ReportForm, now: number, written: (ms: number) => string): IncidentInput {
  const attributes: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(form.attributes)) {
    if (value !== null && value !== '') attributes[name] = value
  }
  return {
    name: form.name.trim(),
    description: form.description.trim(),
    type: form.type,
    status: form.status,
    severity: form.severity,
    reported_by: form.reported_by.trim(),
    location: form.location.trim(),
    date: form.date ?? written(now),
    backdated: form.date !== null,
    next_update: promisedAt(form, now) ?? 0,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  }
}

/** An instant as RFC 3339 with the offset a zone has then, to the second: `2026-11-21T08:05:00+01:00`. */
export function writtenIn(ms: number, zone: string): string {
  const time = fromAbsolute(Math.trunc(ms / 1000) * 1000, zone)
  const text = time.toString().replace(/\[.*\]$/, '')
  return time.offset === 0 ? text.replace(/[+-]00:00$/, 'Z') : text
}

function lengthOf(text: string): number {
  return [...text].length
}
