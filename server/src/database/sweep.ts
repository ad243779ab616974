// Runs housekeeping now and then.
import { AppError } from '../errors.ts'
import { pause } from '../pause.ts'

export type Sweep = {
  /** What it removes, for the service's log. */
  name: string
  /** How often it comes by; default once an hour. */
  everyMs?: number
  /** Removes a small batch; true when there may be more. Has to be safe on any number of processes at once. */
  batch(): Promise<boolean>
}

const HOUR_MS = 3_600_000
/** Between two batches, so that a backlog is worn down without anybody waiting for it. */
const BREATH_MS = 100
const RETRY_MS = 30_000

/** Sweeps now and then until the signal: housekeeping without a queue of jobs. Never rejects. */
export async function keepSweeping(
  { name, everyMs = HOUR_MS, batch }: Sweep,
  log: Record<'warn' | 'error', (details: Record<string, unknown>, message: string) => void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    // Not all processes at the same moment.
    let wait = everyMs * (0.9 + 0.2 * Math.random())
    try {
      while (!signal.aborted && (await batch())) await pause(BREATH_MS, signal)
    } catch (error) {
      log[error instanceof AppError ? 'warn' : 'error'](
        { err: error, sweep: name },
        'housekeeping failed; it comes by again',
      )
      wait = Math.min(wait, RETRY_MS)
    }
    await pause(wait, signal)
  }
}
