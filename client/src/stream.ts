// The live stream of events, continued over any number of connections.
import type { Download } from './download.ts'
import { TocsinError, UnreachableError } from './errors.ts'
import { pause } from './retry.ts'
import type { Event, Presence } from './schema.d.ts'
import { type Block, readBlocks } from './stream-blocks.ts'
import type { QueryOf } from './types.ts'

/** A comment line comes every 15 s: a connection that has been silent for so long is dead, whatever it says. */
const SILENCE_MS = 40_000
/** Before the service has said how long to wait. */
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 15_000

export type StreamOptions = Pick<QueryOf<'listEvents'>, 'type' | 'incident_id' | 'presence'> & {
  /** Position after which to read: the last `seq` seen, 0 for the beginning; without it, from now on. */
  after?: number | undefined
  /** Epoch of the database that `after` belongs to, as it was given beside it. */
  epoch?: string | undefined
  /**
   * Where to go on when the log is no longer the one that `after` belongs to: from its first event (`beginning`, the default),
   * or with what comes next (`head`), for those who then read the present state anew.
   */
  after_reset?: 'beginning' | 'head' | undefined
  /** A connection on which nothing comes for so long is made anew; default 40,000. */
  silence_ms?: number | undefined
  /** Ends the stream without an error. */
  signal?: AbortSignal | undefined
}

export type StreamItem =
  /** A connection is there, the first or a new one. Events after `position` follow. */
  | { kind: 'open'; position: number | undefined; epoch: string | undefined }
  /**
   * The connection is gone, or none could be made; the next try follows by itself after so long. `held_back`: it was there, but
   * nothing came on it, not even what the service sends first, as where something on the way keeps answers until they are whole.
   */
  | { kind: 'lost'; error: unknown; retry_ms: number; held_back: boolean }
  | { kind: 'event'; event: Event }
  /** The log is not the one that the position belongs to, as after a restore from a backup: forget what you know. */
  | { kind: 'reset'; epoch: string; head: number }
  /** Who is looking at an incident: all of them, whenever that changes. */
  | ({ kind: 'presence' } & Presence)

/** Where a reader stands in the log. */
type Place = { position: number | undefined; epoch: string | undefined }

/**
 * The live stream: every event after the position once and in order, over any number of connections. Throws TocsinError when
 * the service refuses it for good, and what the client's `token` throws.
 */
export async function* openStream(download: Download, options: StreamOptions): AsyncGenerator<StreamItem, void, void> {
  const { signal, silence_ms = SILENCE_MS } = options
  const place: Place = { position: options.after, epoch: options.epoch }
  let retryMs = FIRST_PAUSE_MS
  for (let failures = 0; !signal?.aborted; failures++) {
    const controller = new AbortController()
    const stop = (): void => controller.abort()
    signal?.addEventListener('abort', stop)
    let error: unknown
    let again = false
    let heldBack = false
    try {
      const response = await connect(download, options, place, controller.signal)
      yield { kind: 'open', ...place }
      heldBack = true
      for await (const block of readBlocks(response, silence_ms, controller.signal)) {
        failures = 0
        heldBack = false
        if (block.retry !== undefined) retryMs = block.retry
        const item = itemOf(block, place)
        if (!item) continue
        yield item
        again = item.kind === 'reset' && options.after_reset === 'head'
        if (again && item.kind === 'reset') {
          place.position = item.head
          break
        }
      }
    } catch (thrown) {
      if (signal?.aborted) return
      if (!mayPass(thrown)) throw thrown
      error = thrown
    } finally {
      signal?.removeEventListener('abort', stop)
      stop()
    }
    if (again) continue
    if (signal?.aborted) return
    const retry_ms = pauseAfter(failures, retryMs, error)
    yield { kind: 'lost', error, retry_ms, held_back: heldBack }
    await pauseOnline(retry_ms, signal)
  }
}

/** One connection. The first tells where it begins, where the reader did not say: later ones go on from there. */
async function connect(
  download: Download,
  { type, incident_id, presence }: StreamOptions,
  place: Place,
  signal: AbortSignal,
): Promise<Response> {
  const query = { type, incident_id, presence, epoch: place.epoch }
  const headers = {
    accept: 'text/event-stream',
    ...(place.position === undefined ? {} : { 'last-event-id': String(place.position) }),
  }
  const response = await download.open('/v1/incident/events', query, { headers, signal, retries: 0 })
  const position = response.headers.get('tocsin-position')
  if (place.position === undefined && position !== null) place.position = Number(position)
  place.epoch ??= response.headers.get('tocsin-epoch') ?? undefined
  return response
}

/** What a block says, the reader's place moved on; undefined for what it has seen, or what is not known here. */
function itemOf({ id, event, data }: Block, place: Place): StreamItem | undefined {
  if (data === undefined) return undefined
  const content = JSON.parse(data)
  if (event === 'reset') {
    place.position = 0
    place.epoch = content.epoch
    return { kind: 'reset', epoch: content.epoch, head: content.head }
  }
  if (event === 'presence') return { kind: 'presence', ...content }
  if (id === undefined) return undefined
  const seq = Number(id)
  if (place.position !== undefined && seq <= place.position) return undefined
  place.position = seq
  return { kind: 'event', event: content }
}

/** Whether it is worth trying again: everything but a refusal that would come again, or an error of the caller's own. */
function mayPass(error: unknown): boolean {
  if (error instanceof TocsinError) return error.status >= 500 || error.status === 408 || error.status === 429
  return error instanceof UnreachableError
}

/** Milliseconds until the next try: as the service wants it, then doubling; with jitter. */
function pauseAfter(failures: number, retryMs: number, error: unknown): number {
  const asked = (error instanceof TocsinError && error.retry_after) || 0
  const ms = Math.min(LONGEST_PAUSE_MS, retryMs * 2 ** failures) * (0.5 + Math.random() / 2)
  return Math.round(Math.max(ms, asked * 1000 + Math.random() * 250))
}

/** Waits, but no longer than until the browser says that the network is back. */
async function pauseOnline(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const controller = new AbortController()
  const end = (): void => controller.abort()
  // Node has no such events, and its global object does not take listeners.
  const window = globalThis as Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>>
  window.addEventListener?.('online', end)
  signal?.addEventListener('abort', end)
  if (signal?.aborted) end()
  await pause(ms, controller.signal)
  window.removeEventListener?.('online', end)
  signal?.removeEventListener('abort', end)
}
