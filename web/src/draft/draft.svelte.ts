// Drafts of forms, kept through reloads until saved or discarded.
import { session } from '../session/session.svelte.ts'
import { readDraft, removeDraft, writeDraft } from './store.ts'

/** What is being typed into a form, kept until it is saved or thrown away. */
export type Draft<T> = {
  /** Bind the form's fields to it: `bind:value={draft.value.name}`. */
  value: T
  /** Whether it holds something typed that is not saved. */
  readonly dirty: boolean
  /** Whether it was found from before, so that the form can say so. */
  readonly restored: boolean
  /** Begins anew, after saving or throwing away. */
  clear(): void
}

/**
 * A draft under a name that tells forms apart (`report`, `comment.<incident id>`): kept in this tab through reloads and signing in
 * again, for this person in this tenant only, and gone after signing out. `isFit` refuses a draft of an older shape. Call it while
 * the component is made.
 */
export function useDraft<T extends object>(
  name: string,
  initial: () => T,
  isFit: (kept: unknown) => kept is T = (kept): kept is T => sameShape(initial(), kept),
): Draft<T> {
  const owner = { tenant: session.me.tenant.id, user: session.me.user.id }
  const kept = readDraft(sessionStorage, owner, name)
  const found = isFit(kept)
  let value: T = $state(found ? kept : initial())
  let start: string = $state(JSON.stringify(initial()))
  let restored = $state(found)
  const now = $derived(JSON.stringify(value))
  const dirty = $derived(now !== start)

  $effect(() => {
    // An emptied form needs no draft.
    if (dirty) writeDraft(sessionStorage, owner, name, $state.snapshot(value))
    else removeDraft(sessionStorage, owner, name)
  })

  return {
    get value() {
      return value
    },
    set value(next) {
      value = next
    },
    get dirty() {
      return dirty
    },
    get restored() {
      return restored
    },
    clear() {
      value = initial()
      start = JSON.stringify(value)
      restored = false
    },
  }
}

/** Whether what was kept has the fields of the form, and of the same kinds. */
function sameShape(initial: object, kept: unknown): boolean {
  if (typeof kept !== 'object' || kept === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...kept }
  return Object.entries(initial).every(([name, value]) => name in fields && kindOf(fields[name]) === kindOf(value))
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  // A field that may be empty may be null.
  return value === null || typeof value === 'string' ? 'text' : typeof value
}
