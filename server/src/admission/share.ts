// Places that tenants share fairly: whoever had least goes first, none has more than its part, nobody waits for ever.
import { AppError, unavailable } from '../errors.ts'

export type ShareLimits = {
  /** What is shared, in the words of a refusal: "large bodies". */
  what: string
  /** Who has a share, at the begin of a refusal; default "This tenant". */
  whose?: string
  /** Places of this process, or bytes. */
  most: number
  /** Those of one tenant at a time. */
  mostOfTenant: number
  /** So many of one tenant may wait for a place; more are refused at once. */
  waiting: number
  /** How long one waits at most, in ms. */
  waitMs: number
}

/** A share as it stands, for metrics and for the usage of a tenant. */
export type Use = { used: number; waiting: number; limit: number }

type Line = {
  running: number
  /** Milliseconds of place it has had, counted from where the others stood when it came. */
  had: number
  waiting: { size: number; go: () => void }[]
}

const RETRY_SECONDS = 1

/** A number of places, or of bytes, shared between tenants by how much of it they hold for how long. */
export class FairShare {
  readonly #limits: ShareLimits
  readonly #lines = new Map<string, Line>()
  #running = 0
  /** What the line had that got the last place: who comes new begins there. */
  #level = 0
  #refused = 0

  constructor(limits: ShareLimits) {
    this.#limits = limits
  }

  /**
   * Waits for a place (or `size` of them; more than a tenant may have counts as that many); gives the function that leaves it, which may be
   * called more than once. Throws rate_limited when as many of this tenant wait as may, unavailable when no place came free in time.
   */
  async take(tenantId: string, wanted = 1): Promise<() => void> {
    const size = Math.min(wanted, this.#limits.mostOfTenant)
    const line = this.#lineOf(tenantId)
    if (line.waiting.length === 0 && this.#fits(line, size)) this.#enter(line, size)
    else if (line.waiting.length < this.#limits.waiting) await this.#wait(tenantId, line, size)
    else throw this.#turnAway(tenantId, line, size)
    return this.#leaver(tenantId, line, size)
  }

  /** Takes a place that is free, without waiting. Throws rate_limited when the tenant has its part, unavailable when all are taken. */
  enter(tenantId: string): () => void {
    const line = this.#lineOf(tenantId)
    if (line.waiting.length > 0 || !this.#fits(line, 1)) throw this.#turnAway(tenantId, line, 1)
    this.#enter(line, 1)
    return this.#leaver(tenantId, line, 1)
  }

  /** What one tenant uses of its part. */
  of(tenantId: string): Use {
    const line = this.#lines.get(tenantId)
    return { used: line?.running ?? 0, waiting: line?.waiting.length ?? 0, limit: this.#limits.mostOfTenant }
  }

  /** What all use. */
  all(): Use & { refused: number } {
    let waiting = 0
    for (const line of this.#lines.values()) waiting += line.waiting.length
    return { used: this.#running, waiting, limit: this.#limits.most, refused: this.#refused }
  }

  #lineOf(tenantId: string): Line {
    const known = this.#lines.get(tenantId)
    if (known) return known
    const line: Line = { running: 0, had: this.#level, waiting: [] }
    this.#lines.set(tenantId, line)
    return line
  }

  #turnAway(tenantId: string, line: Line, size: number): AppError {
    const own = line.running + size > this.#limits.mostOfTenant || line.waiting.length > 0
    this.#forget(tenantId, line)
    return this.#refuse(own ? ownShareTaken(this.#limits.what, this.#limits.whose) : busy(this.#limits.what))
  }

  #fits(line: Line, size: number): boolean {
    return this.#running + size <= this.#limits.most && line.running + size <= this.#limits.mostOfTenant
  }

  #enter(line: Line, size: number): void {
    this.#running += size
    line.running += size
    this.#level = Math.max(this.#level, line.had)
  }

  #leaver(tenantId: string, line: Line, size: number): () => void {
    const since = performance.now()
    let left = false
    return () => {
      if (left) return
      left = true
      this.#running -= size
      line.running -= size
      line.had += (performance.now() - since) * size
      this.#forget(tenantId, line)
      this.#next()
    }
  }

  #wait(tenantId: string, line: Line, size: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const one = {
        size,
        go: (): void => {
          clearTimeout(timer)
          this.#enter(line, size)
          resolve()
        },
      }
      const timer = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(one), 1)
        this.#forget(tenantId, line)
        // Whoever waited behind it may fit.
        this.#next()
        reject(this.#refuse(busy(this.#limits.what)))
      }, this.#limits.waitMs)
      line.waiting.push(one)
    })
  }

  /** Gives free places to those who had least. */
  #next(): void {
    for (;;) {
      let least: Line | null = null
      for (const line of this.#lines.values()) {
        const first = line.waiting[0]
        if (first && this.#fits(line, first.size) && (least === null || line.had < least.had)) least = line
      }
      const first = least?.waiting.shift()
      if (!first) return
      first.go()
    }
  }

  #forget(tenantId: string, line: Line): void {
    if (line.running === 0 && line.waiting.length === 0 && this.#lines.get(tenantId) === line)
      this.#lines.delete(tenantId)
  }

  #refuse(error: AppError): AppError {
    this.#refused++
    return error
  }
}

function busy(what: string): AppError {
  return unavailable(`The service is busy with ${what}; try again in ${RETRY_SECONDS} s.`, RETRY_SECONDS)
}

/** The refusal of what goes beyond a tenant's own part. */
export function ownShareTaken(what: string, whose = 'This tenant'): AppError {
  const message = `${whose} already has its fair share of ${what} under way; try again in ${RETRY_SECONDS} s.`
  return new AppError('rate_limited', message, {
    problems: [{ code: 'FAIR_SHARE', message }],
    headers: { 'retry-after': String(RETRY_SECONDS) },
  })
}
