import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { Download } from './download.ts'
import { TocsinError } from './errors.ts'
import type { Event } from './types.ts'

export type StreamOptions = {
  /** Position after which to read: the last `seq` seen, 0 for the beginning; without it, from now on. */
  after?: number | undefined
  /** Life of the database that `after` belongs to, as it was given beside it. */
  epoch?: string | undefined
  /** Types wanted, such as `incident.updated` or `comment.*`. */
  type?: string[] | undefined
  /** Events of this incident only. */
  incident_id?: string | undefined
  /** Tells besides who is looking at which incident. */
  presence?: boolean | undefined
  /** Ends the stream without an error. */
  signal?: AbortSignal | undefined
}

export type StreamItem =
  /** A connection is there, the first or a new one. */
  | { kind: 'open' }
  /** The connection is gone; another try follows by itself. */
  | { kind: 'lost'; error: unknown }
  | { kind: 'event'; event: Event }
  /** The log is not the one that the position belongs to: forget what you know. Its events follow from the first on. */
  | { kind: 'reset'; epoch: string; head: number }
  | { kind: 'presence'; presence: unknown }

/** The live stream. Throws TocsinError when the service refuses it for good. */
export async function* openStream(download: Download, options: StreamOptions): AsyncGenerator<StreamItem, void, void> {
  const { signal, after, ...query } = options
  let position = after
  for (let tries = 0; !signal?.aborted; tries++) {
    if (tries > 0) await pause(Math.random() * Math.min(30_000, 500 * 2 ** tries), signal)
    if (signal?.aborted) return
    try {
      const headers = {
        accept: 'text/event-stream',
        ...(position === undefined ? {} : { 'last-event-id': `${position}` }),
      }
      const response = await download.open('/v1/incident/events', query, { headers, signal })
      yield { kind: 'open' }
      tries = 0
      const blocks = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
      for await (const { id, event, data } of blocks ?? []) {
        const content = JSON.parse(data)
        if (event === 'reset') {
          position = 0
          yield { kind: 'reset', ...content }
        } else if (event === 'presence') yield { kind: 'presence', presence: content }
        else if (id !== undefined) {
          position = Number(id)
          yield { kind: 'event', event: content }
        }
      }
      yield { kind: 'lost', error: undefined }
    } catch (error) {
      if (signal?.aborted) return
      if (error instanceof TocsinError && error.status < 500 && error.status !== 429) throw error
      yield { kind: 'lost', error }
    }
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
