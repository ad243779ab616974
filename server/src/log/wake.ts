/** Who waits for news of a tenant, in this process. A wake-up is only a hint: whoever waits reads the log, and looks again every second. */
export class Wake {
  readonly #waiting = new Map<string, Set<() => void>>()

  /** Calls those who wait for the tenant. */
  wake(tenantId: string): void {
    const waiting = this.#waiting.get(tenantId)
    if (!waiting) return
    this.#waiting.delete(tenantId)
    for (const go of waiting) go()
  }

  /** Resolves at the next wake-up, after `ms`, or when the signal aborts: whichever comes first. */
  wait(tenantId: string, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', go)
        const waiting = this.#waiting.get(tenantId)
        waiting?.delete(go)
        if (waiting?.size === 0) this.#waiting.delete(tenantId)
        resolve()
      }
      const timer = setTimeout(go, ms)
      signal.addEventListener('abort', go, { once: true })
      const waiting = this.#waiting.get(tenantId) ?? new Set()
      this.#waiting.set(tenantId, waiting)
      waiting.add(go)
    })
  }
}
