// Delays between tries of a follower that fails.

/** The usual delay after so many failures in a row: 1 s doubling up to 1 h, ± 20 %. Milliseconds. */
export function backoffMs(failures: number): number {
  const plain = Math.min(3_600_000, 1000 * 2 ** Math.max(0, failures))
  return plain * (0.8 + 0.4 * Math.random())
}
