// The keys of an editor: save, cancel.
import type { Attachment } from 'svelte/attachments'

const controls = 'textarea, input:not([type="hidden"]), [role="combobox"]'

/** The keys of an editor: Ctrl or Cmd with Enter saves, Escape cancels; it takes the focus when it appears. */
export function editKeys(options: { save: () => void; cancel: () => void; focus: boolean }): Attachment<HTMLElement> {
  let focused = false
  return (form) => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) options.save()
      else if (event.key === 'Escape') options.cancel()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    form.addEventListener('keydown', press)
    if (options.focus && !focused) {
      focused = true
      const control = form.querySelector<HTMLElement>(controls)
      control?.focus()
      if (control instanceof HTMLInputElement && control.type === 'text') control.select()
      // Long texts are gone on with, not replaced.
      if (control instanceof HTMLTextAreaElement) control.setSelectionRange(control.value.length, control.value.length)
    }
    return () => form.removeEventListener('keydown', press)
  }
}
