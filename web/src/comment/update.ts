import type { IncidentUpdate } from '@tocsin/client'

/** What is typed into the composer of an update. '' leaves a thing as it is. */
export type UpdateForm = {
  text: string
  status: string
  /** A code; 'none' for not assessed. */
  severity: string
  /** Minutes from now, as text; 'none' takes the promise back; 'at' for the moment in next_update. */
  promise: string
  next_update: string | null
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
  return {
    text: form.text.trim(),
    ...(form.status === '' ? {} : { status: form.status }),
    ...(form.severity === '' ? {} : { severity: form.severity === 'none' ? '' : form.severity }),
    ...(form.promise === '' ? {} : { next_update: momentOf(form, now) }),
    ...(form.occurred_at === null ? {} : { occurred_at: form.occurred_at }),
  }
}

function momentOf({ promise, next_update }: UpdateForm, now: number): number {
  if (promise === 'none') return 0
  if (promise === 'at') return Math.round(Date.parse(next_update ?? '') / 1000)
  return Math.round(now / 1000) + Number(promise) * 60
}

/** What keeps it from being posted; undefined when nothing does. */
export function problemOf(
  form: UpdateForm,
  now: number,
  limit: number,
): 'blank' | 'too_long' | 'no_moment' | 'in_future' | undefined {
  if (form.text.trim() === '') return 'blank'
  if ([...form.text.trim()].length > limit) return 'too_long'
  if (form.promise === 'at' && Number.isNaN(Date.parse(form.next_update ?? ''))) return 'no_moment'
  if (form.occurred_at !== null && Date.parse(form.occurred_at) > now) return 'in_future'
  return undefined
}
