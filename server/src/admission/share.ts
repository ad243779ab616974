// Places that tenants share fairly: whoever had least goes first, none has more than its part, nobody waits for ever.
import { AppError, unavailable } from '../errors.ts'

export type ShareLimits = {
  /** What is shared, in the words of a refusal: "large bodies". */
  what: string
  /** Places of this process. */
  most: number
  /** Places of one tenant at a time. */
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
  waiting: (() => void)[]
}

const RETRY_SECONDS = 1

/** A number of places, shared between tenants by the time they hold them. */
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
   * Waits for a place; gives the function that leaves it, which may be called more than once. Throws rate_limited when as many of this
   * tenant wait as may, unavailable when no place came free in time.
   */
  async take(tenantId: string): Promise<() => void> {
    const { most, mostOfTenant, waiting } = this.#limits
    const line = this.#lineOf(tenantId)
    if (this.#running < most && line.running < mostOfTenant) this.#enter(line)
    else if (line.waiting.length < waiting) await this.#wait(tenantId, line)
    else throw this.#refuse(ownShareTaken(this.#limits.what))
    return this.#leaver(tenantId, line)
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

  #enter(line: Line): void {
    this.#running++
    line.running++
    this.#level = Math.max(this.#level, line.had)
  }

  #leaver(tenantId: string, line: Line): () => void {
    const since = performance.now()
    let left = false
    return () => {
      if (left) return
      left = true
      this.#running--
      line.running--
      line.had += performance.now() - since
      this.#forget(tenantId, line)
      this.#next()
    }
  }

  #wait(tenantId: string, line: Line): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        clearTimeout(timer)
        this.#enter(line)
        resolve()
      }
      const timer = setTimeout(() => {
        line.waiting.splice(line.waiting.indexOf(go), 1)
        this.#forget(tenantId, line)
        reject(this.#refuse(unavailable(`The service is busy with ${this.#limits.what}; try again.`, RETRY_SECONDS)))
      }, this.#limits.waitMs)
      line.waiting.push(go)
    })
  }

  /** Gives free places to those who had least. */
  #next(): void {
    while (this.#running < this.#limits.most) {
      let least: Line | null = null
      for (const line of this.#lines.values()) {
        const eligible = line.waiting.length > 0 && line.running < this.#limits.mostOfTenant
        if (eligible && (least === null || line.had < least.had)) least = line
      }
      const go = least?.waiting.shift()
      if (!go) return
      go()
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

/** The refusal of what goes beyond a tenant's own part. */
export function ownShareTaken(what: string): AppError {
  const message = `This tenant already has its fair share of ${what} under way; try again in ${RETRY_SECONDS} s.`
  return new AppError('rate_limited', message, {
    problems: [{ code: 'FAIR_SHARE', message }],
    headers: { 'retry-after': String(RETRY_SECONDS) },
  })
}
