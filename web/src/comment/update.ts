// The form of an update: what is typed, what is sent, what is missing.
import type { IncidentUpdate } from '@tocsin/client'
import { lacksMoment, type PromiseChoice, promisedAt } from '../promise/choice.ts'

/** What is typed into the composer of an update. '' leaves a thing as it is. */
export type UpdateForm = PromiseChoice & {
  text: string
  status: string
  /** A code; 'none' for not assessed. */
  severity: string
  /** RFC 3339; null: it is true as of now. */
  occurred_at: string | null
}

export const emptyUpdate = (): UpdateForm => ({
  text: '',
  status: '',
  severity: '',
  promise: '',
  next_update: null,
  occurred_at: null,
})

/** The update as the service takes it; `now` in ms. Only what is to change is sent, so that what others changed meanwhile stays. */
export function updateOf(form: UpdateForm, now: number): IncidentUpdate {
  const next_update = promisedAt(form, now)
  return {
    text: form.text.trim(),
    ...(form.status === '' ? {} : { status: form.status }),
    ...(form.severity === '' ? {} : { severity: form.severity === 'none' ? '' : form.severity }),
    ...(next_update === undefined ? {} : { next_update }),
    ...(form.occurred_at === null ? {} : { occurred_at: form.occurred_at }),
  }
}

/** What keeps it from being posted; undefined when nothing does. */
export function problemOf(
  form: UpdateForm,
  now: number,
  limit: number,
): 'blank' | 'too_long' | 'no_moment' | 'in_future' | undefined {
  if (form.text.trim() === '') return 'blank'
  if ([...form.text.trim()].length > limit) return 'too_long'
  if (lacksMoment(form)) return 'no_moment'
  if (form.occurred_at !== null && Date.parse(form.occurred_at) > now) return 'in_future'
  return undefined
}
