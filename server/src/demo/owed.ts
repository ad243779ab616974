// How a story that is not over yet stands now: with the promise of an update that it owes, or with one that is kept up.
import { MINUTE } from './instant.ts'
import type { Setting } from './setting.ts'
import type { Person } from './site.ts'
import { fitting, type Step } from './step.ts'

/** Who posts the last update, and what it says. */
type Last = { by: Person; text: () => string }

/** A promise that is later than this is renewed. */
const LAPSED = 12 * 60 * MINUTE

/** The steps up to now, in order; a story of today ends with what it owes. */
export function upToNow(told: readonly Step[], setting: Setting, last: Last): Step[] {
  const { random, now, owes } = setting
  const steps = told.toSorted((one, other) => one.at - other.at)
  if (owes === null || owes === 'nothing') return keptUp(fitting(steps, now), setting, last)
  const ago = owes === 'overdue' ? random.between(50, 120) : random.between(2, 25)
  const at = Math.max(Math.floor(now - ago * MINUTE), setting.at + MINUTE)
  const promise = owes === 'overdue' ? random.between(at, now) : now + random.between(4, 110) * MINUTE
  const text = last.text()
  const update: Step = { at, by: last.by, do: 'update', text, fields: { next_update: Math.floor(promise / 1000) } }
  return [...fitting(steps, at), update]
}

/** Nobody lets a promise lapse for a day: the last of an incident that is still open is renewed before that. */
function keptUp(steps: Step[], { random, now }: Setting, { by, text }: Last): Step[] {
  const promise = steps.reduce((last, step) => ('fields' in step ? (step.fields.next_update ?? last) : last), 0) * 1000
  const last = steps.at(-1)
  if (promise === 0 || promise > now - LAPSED || !last || last.do === 'delete') return steps
  const at = Math.max(last.at + MINUTE, Math.floor(now - random.between(5, 90) * MINUTE))
  if (at > now) return steps
  const words = text()
  const next_update = Math.floor((now + random.between(30, 240) * MINUTE) / 1000)
  return [...steps, { at, by, do: 'update', text: words, fields: { next_update } }]
}
