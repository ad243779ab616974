// Types that UI parts share.
import type { Component, Snippet } from 'svelte'

/** An icon of @lucide/svelte, or any component that draws an SVG of the given size. */
export type Icon = Component<{ size?: number | string; 'aria-hidden'?: 'true' }>

export type Tone = 'neutral' | 'accent' | 'danger' | 'warning' | 'success' | 'info'

/** What a control inside a Field takes over: spread it onto the control. */
export type FieldControl = {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: 'true'
  'aria-required'?: 'true'
}

export type Option = {
  value: string
  label: string
  /** A second, quieter line. */
  hint?: string
  icon?: Icon
  disabled?: boolean
}

export type MenuItem =
  | {
      label: string
      icon?: Icon
      run?: () => void
      href?: string
      danger?: boolean
      /** Ticked, as one of a choice. */
      checked?: boolean
      /** Why it can't be chosen now; it stays in the list and says so. */
      disabledReason?: string | undefined
      /** Shown at the right, such as 'mod+k'. */
      keys?: string
    }
  | { heading: string }
  | 'separator'

/** What the control that something opens from has to take: attributes, handlers, attachments. */
export type TriggerProps = Record<string | symbol, unknown>

export type DialogProps = {
  open?: boolean
  title: string
  description?: string | undefined
  size?: 'sm' | 'md' | 'lg' | 'xl'
  /** Slides in from the right over the full height, or up from below: a drawer. */
  side?: 'right' | 'bottom'
  hideTitle?: boolean
  /** Asked before Escape or a press beside it closes it; false keeps it (something typed would be lost). */
  mayClose?: () => boolean
  onclose?: () => void
  /** CSS selector of what takes the focus first; default the first control. */
  initialFocus?: string
  children: Snippet
  /** Its buttons; the main one last. */
  footer?: Snippet
}
