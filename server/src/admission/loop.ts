// Time of the event loop: work that callers can make long is done in slices, in turn between tenants, beside everything else.

/** A slice of work: does some, for about SLICE_MS; true when there is no more. */
export type Step = () => boolean

/** How long a slice may keep everybody else waiting. */
export const SLICE_MS = 4
/** After each slice the loop belongs to others for so many times as long: long work has a quarter of it at most. */
const REST = 3

type Job = { step: Step; done: () => void; failed: (error: unknown) => void }
type Line = { had: number; jobs: Job[] }

/** Shares a quarter of the event loop between tenants. */
export class LoopTime {
  readonly #lines = new Map<string, Line>()
  #level = 0
  #freeAt = 0
  #timer: NodeJS.Timeout | NodeJS.Immediate | null = null

  /** Runs a job to its end, slice by slice. Rejects with what a slice throws. */
  run(tenantId: string, step: Step): Promise<void> {
    return new Promise((done, failed) => {
      const line = this.#lines.get(tenantId) ?? { had: this.#level, jobs: [] }
      this.#lines.set(tenantId, line)
      line.jobs.push({ step, done, failed })
      // Nearly always nobody else is there, and one slice is enough.
      if (this.#timer === null) this.#goOn()
    })
  }

  /** Jobs under way. */
  get waiting(): number {
    let count = 0
    for (const line of this.#lines.values()) count += line.jobs.length
    return count
  }

  #goOn(): void {
    this.#timer = null
    if (this.#lines.size === 0) return
    const wait = this.#freeAt - performance.now()
    if (wait <= 0) this.#slice()
    if (this.#lines.size === 0) return
    const rest = this.#freeAt - performance.now()
    const again = (): void => this.#goOn()
    this.#timer = rest > 1 ? setTimeout(again, rest) : setImmediate(again)
  }

  #slice(): void {
    const [tenantId, line] = this.#least()
    const [job] = line.jobs
    if (!job) return
    this.#level = line.had
    const start = performance.now()
    let ended = true
    try {
      ended = job.step()
      if (ended) job.done()
    } catch (error) {
      job.failed(error)
    }
    const took = performance.now() - start
    line.had += took
    this.#freeAt = start + took * (1 + REST)
    if (!ended) return
    line.jobs.shift()
    if (line.jobs.length === 0) this.#lines.delete(tenantId)
  }

  #least(): [string, Line] {
    let least: [string, Line] | null = null
    for (const one of this.#lines) if (least === null || one[1].had < least[1].had) least = one
    if (least === null) throw new Error('there is no work to choose from')
    return least
  }
}
