// The client: the generated calls by noun, with those written by hand.
import createClient from 'openapi-fetch'
import type { Fetch } from './attempt.ts'
import { dataOf, init, type Raw } from './call.ts'
import { callsOf } from './calls.ts'
import { createDownload, type Download } from './download.ts'
import { queryString } from './query.ts'
import type { paths } from './schema.d.ts'
import { openStream, type StreamItem, type StreamOptions } from './stream.ts'
import { createTransport, type Via } from './transport.ts'
import type { BodyOf, CallOptions, DataOf, QueryOf } from './types.ts'

export type TocsinOptions = {
  /** Address of the service, such as `https://tocsin.example.org`; in a browser `''` is where the page came from. */
  url: string
  /** Gives the access token or API token; asked again for every try. What it throws, the call throws. */
  token: () => string | Promise<string>
  /** Instead of the global one. */
  fetch?: Fetch | undefined
  /** How often a call is tried again after a failure that may pass; default 4, which takes some 4 s. */
  retries?: number | undefined
  /** Told that the token is no longer good; true when there is a new one, and the call is tried again with it. */
  onUnauthorized?: (() => Promise<boolean>) | undefined
  /** What the log says of how its changes were recorded; without it that a program did. */
  via?: Via | undefined
}

/** A client of the service: every call of the API by its noun. */
export type Tocsin = ReturnType<typeof callsOf> & {
  incident: ReturnType<typeof exportCalls> & ReturnType<typeof attributeCalls>
  event: ReturnType<typeof streamCalls>
  /** The client of openapi-fetch underneath, for what has no call here: same token, same tries, answers read whole. */
  raw: Raw
}

/** Makes a client. It holds no connection and needs no closing. */
export function createTocsin({ url, ...options }: TocsinOptions): Tocsin {
  const base = url.replace(/\/+$/, '')
  const send = createTransport(options)
  const raw: Raw = createClient<paths>({
    baseUrl: base,
    fetch: (request) => send(request),
    querySerializer: queryString,
  })
  const download = createDownload(base, send)
  const calls = callsOf(raw)
  return {
    ...calls,
    incident: { ...calls.incident, ...attributeCalls(raw), ...exportCalls(download) },
    event: { ...calls.event, ...streamCalls(download) },
    raw,
  }
}

function attributeCalls(raw: Raw) {
  return {
    /** Sets several custom values by name, all or none; null removes one. `occ_lock` guards them. */
    setAttributes: (
      id: string,
      values: Record<string, string | number | boolean | null>,
      guard: { occ_lock?: number } = {},
      options?: CallOptions,
    ): Promise<DataOf<'setAttributeValue'>> =>
      dataOf(
        raw.PUT('/v1/incident/{id}/attributes', {
          params: { path: { id } },
          // The words of the other form are no names of attributes, which is more than the type of a map can say.
          body: { ...values, ...guard } as BodyOf<'setAttributeValue'>,
          ...init(options),
        }),
      ),
  }
}

function exportCalls(download: Download) {
  return {
    /** Where `export` reads. The address alone does not do: it wants the token in a header. */
    exportUrl: (query: QueryOf<'exportIncidents'> = {}): string => download.url('/v1/incident/export', query),

    /** The incidents that match as CSV or JSON, as they come: the answer's body is not held in memory. */
    export: (query: QueryOf<'exportIncidents'> = {}, options?: CallOptions): Promise<Response> =>
      download.open('/v1/incident/export', query, options),
  }
}

function streamCalls(download: Download) {
  return {
    /** The live stream, without a gap or a repeat over lost connections, until the loop is left or `signal` says so. */
    stream: (options: StreamOptions = {}): AsyncIterable<StreamItem> => openStream(download, options),
  }
}
