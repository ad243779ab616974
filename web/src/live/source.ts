// Reads the log from the service, by stream or by long polls.
import { type Event, type Tocsin, TocsinError, UnreachableError } from '@tocsin/client'
import type { LiveItem, Place } from './item.ts'

/** After this many streams that brought nothing the log is asked instead. */
const streamsBeforePolling = 3
/** How long the service holds a call that waits for news. */
const waitSeconds = 25
/** A stream is tried again after so long. */
const pollingMs = 5 * 60_000
const longestPauseMs = 10_000
/** Whoever missed more than this reads the present state instead. */
export const mostToCatchUp = 1000

export type SourceEvents = {
  /** Connected, at this place; what follows comes as items. */
  open(place: Place): void
  lost(): void
  item(item: LiveItem): void
}

/**
 * Reads the log from `place` on until `signal`: by the stream, or by calls that wait where no stream comes through. Throws only
 * what makes reading impossible: the session ended, or may not read.
 */
export async function readLog(tocsin: Tocsin, place: Place, on: SourceEvents, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if ((await readStream(tocsin, place, on, signal)) === 'polling') await poll(tocsin, place, on, signal)
  }
}

async function readStream(
  tocsin: Tocsin,
  place: Place,
  on: SourceEvents,
  signal: AbortSignal,
): Promise<'polling' | 'again'> {
  let fruitless = 0
  const options = { after: place.seq, epoch: place.epoch, presence: true, after_reset: 'head', signal } as const
  try {
    for await (const item of tocsin.event.stream(options)) {
      if (item.kind === 'lost') {
        on.lost()
        // The service itself is there, yet its stream does not come through.
        const isAway = item.error instanceof UnreachableError && !item.held_back
        if (++fruitless >= streamsBeforePolling && !isAway) return 'polling'
        continue
      }
      if (item.kind === 'open') {
        place.seq = item.position ?? place.seq
        place.epoch = item.epoch ?? place.epoch
        on.open({ ...place })
        continue
      }
      fruitless = 0
      if (item.kind === 'reset') {
        place.seq = item.head
        place.epoch = item.epoch
        on.item({ kind: 'reset' })
      } else {
        if (item.kind === 'event') place.seq = item.event.seq
        on.item(item)
      }
    }
    return 'again'
  } catch (error) {
    on.lost()
    if (signal.aborted) return 'again'
    if (error instanceof TocsinError && error.status !== 401 && error.status !== 403) return 'polling'
    throw error
  }
}

/** Asks the log, for some minutes. */
async function poll(tocsin: Tocsin, place: Place, on: SourceEvents, signal: AbortSignal): Promise<void> {
  const until = Date.now() + pollingMs
  let failures = 0
  let connected = false
  while (!signal.aborted && Date.now() < until) {
    try {
      place.seq ??= await findHead(tocsin, signal)
      if (!connected) on.open({ ...place })
      connected = true
      const page = await tocsin.event.read({ after: place.seq, epoch: place.epoch, wait: waitSeconds }, { signal })
      place.seq = page.next_after
      place.epoch = page.epoch
      for (const event of page.events) on.item({ kind: 'event', event })
      failures = 0
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof TocsinError && error.status === 400) {
        // The log is another one than it was.
        place.seq = undefined
        place.epoch = undefined
        on.item({ kind: 'reset' })
        continue
      }
      connected = false
      on.lost()
      if (!(error instanceof UnreachableError || error instanceof TocsinError)) throw error
      await pause(Math.min(longestPauseMs, 500 * 2 ** failures++), signal)
    }
  }
}

/** The last position of the log: none beyond it is taken. */
async function findHead(tocsin: Tocsin, signal: AbortSignal): Promise<number> {
  const reaches = async (after: number): Promise<boolean> => {
    try {
      await tocsin.event.read({ after, limit: 1 }, { signal })
      return true
    } catch (error) {
      if (error instanceof TocsinError && error.status === 400) return false
      throw error
    }
  }
  let low = 0
  let high = 1024
  while (await reaches(high)) {
    low = high
    high *= 8
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (await reaches(middle)) low = middle
    else high = middle
  }
  return low
}

/** The events after a place, where they are few; undefined where they are many, or the log is another one. */
export async function catchUp(tocsin: Tocsin, { seq, epoch }: Place): Promise<Event[] | undefined> {
  try {
    const page = await tocsin.event.read({ after: seq, epoch, limit: mostToCatchUp })
    return page.events.length < mostToCatchUp ? page.events : undefined
  } catch (error) {
    if (error instanceof TocsinError && error.status === 400) return undefined
    throw error
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
    signal.addEventListener('abort', end)
  })
}
