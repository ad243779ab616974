// Wakes those in this process who wait for news of a tenant.

type Waiter = { seen: number; go: () => void }

/**
 * Who waits for news of a tenant, in this process. A wake-up is only a hint: whoever is woken reads the log. That none is missed is
 * seen to by watch.ts, which compares the heads of the logs waited for with what their waiters have seen.
 */
export class Wake {
  readonly #waiting = new Map<string, Set<Waiter>>()
  readonly #listeners = new Set<(tenantId: string | null) => void>()

  /** There may be news in a tenant's log: calls those who wait for it. */
  wake(tenantId: string): void {
    this.#call(tenantId, () => true)
    for (const listen of this.#listeners) listen(tenantId)
  }

  /** There may be news in any log. */
  wakeAll(): void {
    for (const tenantId of [...this.#waiting.keys()]) this.#call(tenantId, () => true)
    for (const listen of this.#listeners) listen(null)
  }

  /** A tenant's log was seen to end here: calls those who have not seen all of it. */
  reached(tenantId: string, head: number): void {
    this.#call(tenantId, (waiter) => waiter.seen < head)
  }

  /** Hears of every wake-up, null meaning any tenant; gives the function that ends it. */
  listen(listener: (tenantId: string | null) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The tenants somebody waits for. */
  waitedFor(): string[] {
    return [...this.#waiting.keys()]
  }

  /** Resolves when there may be events after `seen`, after `ms`, or when the signal aborts: whichever comes first. */
  wait(tenantId: string, seen: number, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const waiter: Waiter = {
        seen,
        go: () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', waiter.go)
          const waiting = this.#waiting.get(tenantId)
          waiting?.delete(waiter)
          if (waiting?.size === 0) this.#waiting.delete(tenantId)
          resolve()
        },
      }
      const timer = setTimeout(waiter.go, ms)
      signal.addEventListener('abort', waiter.go, { once: true })
      const waiting = this.#waiting.get(tenantId) ?? new Set()
      this.#waiting.set(tenantId, waiting)
      waiting.add(waiter)
    })
  }

  #call(tenantId: string, which: (waiter: Waiter) => boolean): void {
    for (const waiter of [...(this.#waiting.get(tenantId) ?? [])]) if (which(waiter)) waiter.go()
  }
}
