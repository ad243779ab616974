// Page state that lives in the address.
import { goto } from '$app/navigation'
import { page } from '$app/state'
import { readView, type Shape, type ViewOf, writeView } from './view.ts'

/** A view whose state is the address. */
export type View<V> = {
  /** As the address has it now; follows back and forward. */
  readonly state: V
  /** The query string, with `?`, that these changes would lead to: for links. */
  link(changes: Partial<V>): string
  /** Changes the address. `push` makes it a step of the history; typing and toggling do not. */
  set(changes: Partial<V>, options?: { push?: boolean }): void
}

/**
 * The state of this page out of its address. Fields by text(), whole(), oneOf(), flag(), several() … of fields.ts.
 *
 *   const view = useView({ q: text(), status: several(), page: whole(1, 1, 1_000_000) })
 *   view.state.q      view.set({ q: 'pump', page: 1 })
 */
export function useView<S extends Shape>(shape: S): View<ViewOf<S>> {
  const state = $derived(readView(shape, page.url.searchParams))
  const link = (changes: Partial<ViewOf<S>>): string => writeView(shape, { ...state, ...changes }, page.url.search)
  const go = (search: string, push = false): void => {
    if (search === page.url.search) return
    const options = { replace: !push, reset: false, state: page.state }
    void goto(`${page.url.pathname}${search}${page.url.hash}`, options)
  }
  return {
    get state() {
      return state
    },
    link,
    set: (changes, options) => go(link(changes), options?.push),
  }
}
