import { type Answer, dataOf, given, init, type Raw } from '../call.ts'
import type { Download } from '../download.ts'
import { openStream, type StreamItem, type StreamOptions } from '../stream.ts'
import type { CallOptions, EventPage, QueryOf } from '../types.ts'

/** The calls on the event log. */
export function eventCalls(raw: Raw, download: Download) {
  return {
    /** Events after a position, in order; with `wait`, held until something comes. */
    read: (query: QueryOf<'listEvents'> = {}, options?: CallOptions): Promise<EventPage> =>
      dataOf(
        // Only a request that accepts nothing else is answered with the stream.
        raw.GET('/v1/incident/events', { params: { query: given(query) }, ...init(options) }) as Promise<
          Answer<{ data: EventPage }>
        >,
      ),

    /** The live stream, without a gap or a repeat over lost connections, until the loop is left or `signal` says so. */
    stream: (options: StreamOptions = {}): AsyncIterable<StreamItem> => openStream(download, options),
  }
}
