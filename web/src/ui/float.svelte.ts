// Menus, dialogs and lists that open over the page, loaded after it.
import { createAttachmentKey } from 'svelte/attachments'
import { later } from './later.svelte.ts'
import type { TriggerProps } from './types.ts'

/** What bits-ui makes, in one piece: a page is shown without it. */
export const floats = later(() => import('./float/parts.ts'))

const openingKeys = ['Enter', ' ', 'ArrowDown', 'ArrowUp']

/**
 * What opens from a control and is loaded after the page. The control is there from the beginning and stays the same element; what
 * bits-ui wants to do with it is handed over (`give`) when someone first reaches for it. A press that comes before the part has been
 * loaded opens it as soon as it has.
 */
export type Float = {
  /** To be spread onto the control. */
  readonly trigger: TriggerProps
  /** What to draw beside the control, once there is something to draw. */
  readonly parts: typeof floats.now
  /** For the part: opened only when the control is in its hands, for it is placed by it. */
  open: boolean
  readonly give: (props: TriggerProps) => void
}

/** Call it while the component is made. `presses`: a press on the control opens it, as on a button; a text field does so itself. */
export function useFloat(
  kind: 'menu' | 'dialog' | 'listbox',
  isOpen: () => boolean,
  setOpen: (open: boolean) => void,
  { presses = true }: { presses?: boolean } = {},
): Float {
  let wanted = $state(false)
  let given: TriggerProps | undefined = $state.raw()

  async function want(): Promise<void> {
    wanted = true
    if (floats.now === undefined && (await floats.want()) === undefined) setOpen(false)
  }
  const reach = () => {
    wanted = true
    void floats.preload()
  }

  // Opened by a key of the page, for instance.
  $effect(() => {
    if (isOpen()) void want()
  })

  const attachment = {
    [createAttachmentKey()]: (control: HTMLElement) => {
      const off = new AbortController()
      const on = <K extends keyof HTMLElementEventMap>(
        type: K,
        hear: (event: HTMLElementEventMap[K]) => void,
        capture = false,
      ) => control.addEventListener(type, hear, { signal: off.signal, capture })
      on('pointerenter', reach)
      on('focusin', reach)
      if (presses) {
        // A press that began too soon for bits-ui is not half its own.
        let early = false
        on('pointerdown', () => (early = given === undefined), true)
        on(
          'click',
          (event) => {
            if (!early && given !== undefined) return
            early = false
            if (control.ariaDisabled === 'true') return
            event.stopPropagation()
            setOpen(true)
          },
          true,
        )
        on('keydown', (event) => {
          if (given !== undefined || event.ctrlKey || event.metaKey || control.ariaDisabled === 'true') return
          if (!openingKeys.includes(event.key)) return
          event.preventDefault()
          setOpen(true)
        })
      }
      return () => off.abort()
    },
  }

  return {
    get trigger() {
      return { 'aria-haspopup': kind, 'aria-expanded': 'false', ...attachment, ...given }
    },
    get parts() {
      return wanted ? floats.now : undefined
    },
    get open() {
      return isOpen() && given !== undefined
    },
    set open(next) {
      setOpen(next)
    },
    give: (props) => {
      given = props
    },
  }
}
