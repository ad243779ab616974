import createClient from 'openapi-fetch'
import type { Fetch } from './attempt.ts'
import { dataOf, init, type Raw } from './call.ts'
import { createDownload } from './download.ts'
import { queryString } from './query.ts'
import { attributeCalls, catalogCalls } from './resource/catalog.ts'
import { commentCalls } from './resource/comment.ts'
import { eventCalls } from './resource/event.ts'
import { incidentCalls } from './resource/incident.ts'
import { accountCalls, subscriptionCalls, tokenCalls } from './resource/tenant.ts'
import { presenceCalls, viewCalls } from './resource/view.ts'
import { webhookCalls } from './resource/webhook.ts'
import type { paths } from './schema.d.ts'
import { createTransport } from './transport.ts'
import type { CallOptions, Me } from './types.ts'

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
}

/** A client of the service: every call of the API by its noun. */
export type Tocsin = {
  /** Who the token belongs to, and what it may do. */
  me: (options?: CallOptions) => Promise<Me>
  incident: ReturnType<typeof incidentCalls>
  comment: ReturnType<typeof commentCalls>
  catalog: ReturnType<typeof catalogCalls>
  attribute: ReturnType<typeof attributeCalls>
  event: ReturnType<typeof eventCalls>
  webhook: ReturnType<typeof webhookCalls>
  token: ReturnType<typeof tokenCalls>
  account: ReturnType<typeof accountCalls>
  subscription: ReturnType<typeof subscriptionCalls>
  view: ReturnType<typeof viewCalls>
  presence: ReturnType<typeof presenceCalls>
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
  return {
    me: (options) => dataOf(raw.GET('/v1/me', init(options))),
    incident: incidentCalls(raw, download),
    comment: commentCalls(raw),
    catalog: catalogCalls(raw),
    attribute: attributeCalls(raw),
    event: eventCalls(raw, download),
    webhook: webhookCalls(raw),
    token: tokenCalls(raw),
    account: accountCalls(raw),
    subscription: subscriptionCalls(raw),
    view: viewCalls(raw),
    presence: presenceCalls(raw),
    raw,
  }
}
