// Data that a page reads, with its loading and failed states.
import { untrack } from 'svelte'
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'
import { beginReading } from './opening.ts'

/** What takes less than this shows no sign of waiting: a skeleton that flashes by is worse than none. */
const patienceMs = 150

/** Data that a page reads: what is there, what is on its way, what went wrong. */
export type Resource<T> = {
  /** What was read last; it stays while it is read anew. undefined before the first answer, or after another key. */
  readonly data: T | undefined
  /** Why the last reading failed; data from before stays beside it. */
  readonly failure: Failure | undefined
  /** Something is on its way, with or without data to show meanwhile. */
  readonly loading: boolean
  /** There is nothing to show yet and it takes long enough to show a skeleton. */
  readonly waiting: boolean
  /** Reads again; what is there stays until the answer comes. Never throws. */
  refresh(): Promise<void>
  /** Puts what is known better in its place: the answer to a change, an event. A reading under way is given up. */
  set(data: T): void
}

/**
 * Reads data whenever what `key` gives changes, for as long as the component is shown. Call it while the component is made.
 *
 *   const incident = resource(() => page.params.id, (id, { signal }) => session.tocsin.incident.get(id, {}, { signal }))
 *
 * A key of undefined reads nothing. With `keep`, the data of the key before stays until the new one's has come: for a list whose
 * filter changes, not for a page about something else.
 */
export function resource<K, T>(
  key: () => K | undefined,
  read: (key: K, options: { signal: AbortSignal }) => Promise<T>,
  { keep = false }: { keep?: boolean } = {},
): Resource<T> {
  let data: T | undefined = $state.raw()
  let failure: Failure | undefined = $state.raw()
  let loading = $state(true)
  let slow = $state(false)
  let controller: AbortController | undefined
  // Compared by content: a key may be made anew each time.
  const wanted = $derived(JSON.stringify(key()))
  let shown: string | undefined

  async function load(): Promise<void> {
    controller?.abort()
    const current = new AbortController()
    controller = current
    const now = untrack(key)
    if (now === undefined) {
      loading = false
      return
    }
    loading = true
    const endReading = beginReading()
    const timer = setTimeout(() => {
      if (controller === current) slow = true
    }, patienceMs)
    try {
      const found = await read(now, { signal: current.signal })
      if (controller !== current) return
      data = found
      failure = undefined
    } catch (error) {
      if (controller !== current || isAborted(error)) return
      failure = failureOf(error)
    } finally {
      clearTimeout(timer)
      if (controller === current) {
        loading = false
        slow = false
      }
      endReading()
    }
  }

  $effect(() => {
    const to = wanted
    untrack(() => {
      if (shown !== to && !keep) {
        data = undefined
        failure = undefined
      }
      shown = to
      void load()
    })
  })
  $effect(() => () => controller?.abort())

  return {
    get data() {
      return data
    },
    get failure() {
      return failure
    },
    get loading() {
      return loading
    },
    get waiting() {
      return slow && data === undefined
    },
    refresh: load,
    set(better) {
      controller?.abort()
      controller = undefined
      loading = false
      slow = false
      failure = undefined
      data = better
    },
  }
}
