/*
 * One tab of the browser sounds and notifies for all of them: several at once would be noise.
 */

let holds = false

/** Has this tab tell of alarms unless another one does; until the signal. */
export function becomeTeller(signal: AbortSignal): void {
  navigator.locks
    .request('tocsin.alarm', { signal }, async () => {
      holds = true
      await new Promise<void>((ended) => signal.addEventListener('abort', () => ended()))
      holds = false
    })
    .catch(() => undefined)
}

/** Whether this tab is the one that tells. */
export function isTeller(): boolean {
  return holds
}
