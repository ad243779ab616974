// Parts of the console that are loaded on demand.
import { labels } from './labels.svelte.ts'
import { toasts } from './toasts.svelte.ts'

/** A part of the console that is not loaded with the page, but after it or when someone reaches for it. */
export type Later<T> = {
  /** The part, once it is there; undefined until then. */
  readonly now: T | undefined
  /** Loads it for someone who waits: says on the page when it can't be had, and gives undefined then. The next call tries again. */
  want(): Promise<T | undefined>
  /** Loads it ahead of need: what fails is not worth a word yet. */
  preload(): Promise<void>
}

/** `later(() => import('./Palette.svelte'))`, at the top of a module or component. */
export function later<T>(load: () => Promise<T>): Later<T> {
  let now: T | undefined = $state.raw()
  let loading: Promise<T> | undefined
  let said: number | undefined

  const unsay = (): void => {
    if (said !== undefined) toasts.dismiss(said)
    said = undefined
  }
  const get = (): Promise<T> => {
    loading ??= load().then(
      (part) => {
        now = part
        unsay()
        return part
      },
      (error: unknown) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }
  return {
    get now() {
      return now
    },
    async want() {
      try {
        return await get()
      } catch {
        unsay()
        said = sayItIsMissing()
        return undefined
      }
    },
    preload: () => get().then(nothing, nothing),
  }
}

const nothing = (): void => undefined

/** Either there is no way to the service, or it has been renewed and no longer has what this page was made of. */
function sayItIsMissing(): number {
  return toasts.show({
    kind: 'danger',
    title: labels.notLoaded,
    text: labels.notLoadedHint,
    action: { label: labels.reload, run: () => location.reload() },
  })
}
