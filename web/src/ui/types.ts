import type { Component } from 'svelte'

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
