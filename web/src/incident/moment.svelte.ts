// The moment of its history at which an incident is shown.
import { text } from '../address/fields.ts'
import { useView } from '../address/view.svelte.ts'
import type { Moment } from './past.svelte.ts'

/** The moment of its history that an incident is looked at, as the address has it. Call it while the component is made. */
export function momentView() {
  const view = useView({ as_of: text('', 64), as_of_lock: text('', 10) })
  const moment: Moment | undefined = $derived.by(() => {
    const { as_of, as_of_lock } = view.state
    if (as_of !== '') return { as_of }
    return /^\d+$/.test(as_of_lock) ? { as_of_lock: Number(as_of_lock) } : undefined
  })
  return {
    /** undefined for now. */
    get moment() {
      return moment
    },
    /** Looks at another moment, or, for undefined, at now: a step of the history. */
    to(next: Moment | undefined): void {
      const none = { as_of: '', as_of_lock: '' }
      if (next === undefined) view.set(none, { push: true })
      else if ('as_of' in next) view.set({ ...none, as_of: next.as_of }, { push: true })
      else view.set({ ...none, as_of_lock: String(next.as_of_lock) }, { push: true })
    },
  }
}
