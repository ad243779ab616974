// When a request is sent again, and after how long.
import { retryAfterOf } from './errors.ts'

/** A service that asks for more patience than this gets its refusal handed on instead. */
const MOST_PATIENCE_SECONDS = 60
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 8000

/** What may be done again when it is not known whether it was done. */
export type Repeatable =
  /** Always: it reads, it carries an idempotency key, or it says what shall be so. */
  | 'always'
  /** Only where the service says that it did nothing: done twice, the second answer would be another. */
  | 'when refused'

/** Whether a request may be sent again. POSTs carry an idempotency key by then. */
export function repeatable(method: string, path: string): Repeatable {
  // The password until now is another one the second time, and guesses are counted.
  if (path.endsWith('/me/password')) return 'when refused'
  // The second of two deletions answers that there is nothing: true, but not what happened.
  return method === 'DELETE' ? 'when refused' : 'always'
}

/**
 * Whether an answer is worth another try: the service is overloaded, stopping, or without its database (503), wants fewer
 * requests (429), is still busy with the same idempotency key (409 with Retry-After), or did not get the whole request (408);
 * or what stands before it got no answer (502, 504).
 */
export function worthAnother(response: Response, kind: Repeatable): boolean {
  const { status, headers } = response
  if ((retryAfterOf(headers) ?? 0) > MOST_PATIENCE_SECONDS) return false
  if (status === 429 || status === 503 || status === 408) return true
  if (status === 409) return headers.has('retry-after')
  return (status === 502 || status === 504) && kind === 'always'
}

/** Whether the request may have been carried out all the same: its connection to the database, or to us, broke. */
export function isDoubtful(response: Response): boolean {
  return response.status >= 502
}

/** Milliseconds before the next try: as the answer asks for, else doubling; with jitter, so that many do not come back at once. */
export function pauseBefore(tries: number, response?: Response): number {
  const asked = response && retryAfterOf(response.headers)
  if (asked !== undefined) return asked * 1000 + Math.random() * 250
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) * (0.5 + Math.random() / 2)
}

/** Waits; ends early, without an error, when the signal is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', end)
  })
}
