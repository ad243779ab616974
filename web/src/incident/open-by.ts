// Opens an editor by a click on its text.
import type { Attachment } from 'svelte/attachments'

/** A press on the text itself opens its editor, as its button does; selecting the text, or following a link in it, does not. */
export function opensBy(open: (() => void) | undefined): Attachment<HTMLElement> {
  return (element) => {
    if (open === undefined) return
    const press = (event: MouseEvent): void => {
      const inside = event.target instanceof Element ? event.target.closest('button, a') : null
      if (inside === null && getSelection()?.isCollapsed !== false) open()
    }
    element.addEventListener('click', press)
    return () => element.removeEventListener('click', press)
  }
}
