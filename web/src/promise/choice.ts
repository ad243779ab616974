// The choice of the next promised update in a form.

/** How a promise of news is chosen in a form: see PromiseSelect. */
export type PromiseChoice = {
  /** Minutes from now, as text; '' leaves it as it is; 'none' takes it back; 'at' is the moment in next_update. */
  promise: string
  /** RFC 3339. */
  next_update: string | null
}

/** Minutes from now that are offered. */
export const offeredMinutes: readonly number[] = [15, 30, 60, 120, 240]

/** Whether it says to choose a moment and none has been chosen. */
export function lacksMoment({ promise, next_update }: PromiseChoice): boolean {
  return promise === 'at' && Number.isNaN(Date.parse(next_update ?? ''))
}

/** The promise as whole Unix seconds, 0 for none; undefined to leave it as it is. `now` in ms. */
export function promisedAt({ promise, next_update }: PromiseChoice, now: number): number | undefined {
  if (promise === '') return undefined
  if (promise === 'none') return 0
  if (promise === 'at') return Math.round(Date.parse(next_update ?? '') / 1000)
  return Math.round(now / 1000) + Number(promise) * 60
}
