// Toasts: short notices at the edge of the page.

export type Toast = {
  id: number
  kind: 'info' | 'success' | 'warning' | 'danger'
  title: string
  text?: string
  /** One thing to do about it, such as Undo. */
  action?: { label: string; run: () => void }
  /** Seconds until it goes by itself; null stays until dismissed. */
  seconds: number | null
}

const usualSeconds = 6
const withActionSeconds = 15
const mostShown = 4

class Toasts {
  list = $state<Toast[]>([])
  #last = 0

  /** Shows a short note at the edge of the page. Failures stay until dismissed; those with an action stay longer. Returns its id. */
  show(toast: Omit<Toast, 'id' | 'seconds' | 'kind'> & Partial<Pick<Toast, 'kind' | 'seconds'>>): number {
    const kind = toast.kind ?? 'info'
    const usual = kind === 'danger' ? null : toast.action ? withActionSeconds : usualSeconds
    this.#last += 1
    const shown = { ...toast, id: this.#last, kind, seconds: toast.seconds === undefined ? usual : toast.seconds }
    this.list = [...this.list, shown].slice(-mostShown)
    return shown.id
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id)
  }
}

export const toasts = new Toasts()
