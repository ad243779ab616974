import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** How large both halves of the young generation become together, bytes: when little goes on, and at most. */
const YOUNG_AT_REST = 8 * 2 ** 20
const YOUNG_AT_MOST = 32 * 2 ** 20
/** So many requests at a time keep more alive than fits into the smaller one. */
const MANY_REQUESTS = 4

/**
 * Keeps V8's heap near what is in use while the modules of the service are loaded, and the old generation from then on. By itself V8 lets
 * the young generation grow to 64 MB with what modules leave, all of it touched by the first long list, and the old one to four times of
 * what lives. That is collected here when it has doubled. With 30 % instead a page of 50 took up to three times its processor time: what
 * sockets have read counts as grown, and one full collection followed the other (docs/decisions/0016).
 */
export function keepHeapSmall(): void {
  // V8 reads these flags whenever it collects or sizes a generation, so they can be set in a running process.
  setFlagsFromString('--heap-growing-percent=100')
  setFlagsFromString('--no-parallel-scavenge')
  growYoung(false)
}

/**
 * From when there can be requests: lets the young generation grow as far as requests need it. Many at a time need all of it: with 8 MB a page
 * of 50 took twice its processor time. One that streams 100,000 incidents needs little; with all of it the memory grew by 50 MB rather than 25
 * (bench/list-all.ts). Looked at between two turns of the event loop, so it may come to twice of either.
 */
export function growHeapWith(requests: () => number): void {
  new PerformanceObserver(() => {
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0
    growYoung(young < (requests() < MANY_REQUESTS ? YOUNG_AT_REST : YOUNG_AT_MOST))
  }).observe({ entryTypes: ['gc'] })
}

function growYoung(on: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${on ? 2 : 1}`)
}
