// Keyboard shortcuts, registered by the components on screen.
import { untrack } from 'svelte'
import { actsWhileTyping, chordOf, isTyping, normal } from './match.ts'

/** After so long the first of two keys pressed in turn is forgotten. */
const turnMs = 1200

export type Shortcut = {
  /** `c`, `mod+k`, `g i`; see match.ts. */
  key: string
  /** What it does, for the list of keys. */
  label: string
  run: (event?: KeyboardEvent) => void
  /** Where the list shows it; `page` by default. */
  scope?: 'everywhere' | 'page'
  /** False: does nothing now, as if it were not there. */
  when?: () => boolean
}

/** Keyboard shortcuts: those of the page shown, and those that are always there. */
class Keys {
  #shortcuts: readonly Shortcut[] = $state.raw([])
  #first: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #apple = /Mac|iPhone|iPad/.test(navigator.platform)

  /** All there are now, for the list. */
  get all(): readonly Shortcut[] {
    return this.#shortcuts
  }

  /** Adds shortcuts until the function it gives is called; later ones come before earlier ones. Pages use useKeys(). */
  register(...added: Shortcut[]): () => void {
    this.#shortcuts = [...added, ...untrack(() => this.#shortcuts)]
    return () => {
      this.#shortcuts = untrack(() => this.#shortcuts).filter((one) => !added.includes(one))
    }
  }

  /** Listens to the page; once, by the root. Gives the function that ends it. */
  listen(): () => void {
    const press = (event: KeyboardEvent): void => this.#press(event)
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.repeat) return
    const chord = chordOf(event, this.#apple)
    if (chord === undefined) return
    if (isTyping(event.target) && !actsWhileTyping(chord)) return
    // A dialog has the page behind it asleep; its own keys are its own.
    const modal = document.querySelector(
      'dialog[open], [role="dialog"][data-state="open"], [role="alertdialog"][data-state="open"]',
    )
    if (modal !== null && !actsWhileTyping(chord)) return
    const first = this.#first
    this.#forget()
    const found = (first && this.#find(`${first} ${chord}`)) || this.#find(chord)
    if (found) {
      event.preventDefault()
      found.run(event)
    } else if (this.#shortcuts.some((one) => normal(one.key).startsWith(`${chord} `))) {
      this.#first = chord
      this.#timer = setTimeout(() => this.#forget(), turnMs)
    }
  }

  #find(keys: string): Shortcut | undefined {
    return this.#shortcuts.find((one) => normal(one.key) === keys && (one.when?.() ?? true))
  }

  #forget(): void {
    clearTimeout(this.#timer)
    this.#first = undefined
  }
}

export const keys = new Keys()

/** Has these shortcuts for as long as the component is shown; what the function reads is followed. Call it while the component is made. */
export function useKeys(shortcuts: () => readonly Shortcut[]): void {
  $effect(() => keys.register(...shortcuts()))
}
