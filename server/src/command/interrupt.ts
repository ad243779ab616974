// Ctrl+C during a command: it undoes what it has begun.

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** Why a command ended before its work was done. */
export class Interrupted extends Error {
  /** As a shell has it: 128 and the number of the signal. */
  readonly exitCode: number

  constructor(signal: keyof typeof SIGNALS) {
    super('interrupted')
    this.exitCode = 128 + SIGNALS[signal]
  }
}

/**
 * Runs `work` with a signal that Ctrl+C aborts, so that it can undo what it has begun; a second one ends the process at once. Gives what
 * `work` gives, or the exit code, with a line that says `left` of what is there now.
 */
export async function interruptible(work: (signal: AbortSignal) => Promise<number>, left: string): Promise<number> {
  const stop = new AbortController()
  const listeners = (Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]).map((name) => {
    const listener = (): void => stop.abort(new Interrupted(name))
    process.once(name, listener)
    return { name, listener }
  })
  try {
    return await work(stop.signal)
  } catch (error) {
    if (!(stop.signal.reason instanceof Interrupted)) throw error
    process.stderr.write(`tocsin: interrupted: ${left}\n`)
    return stop.signal.reason.exitCode
  } finally {
    for (const { name, listener } of listeners) process.removeListener(name, listener)
  }
}
