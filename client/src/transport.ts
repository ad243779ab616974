// The way of every request to the service: token, idempotency key, retries.
import { attempt, type Fetch, type Outgoing } from './attempt.ts'
import { retryAfterOf, UnreachableError } from './errors.ts'
import { parsed } from './json.ts'
import { isDoubtful, pause, pauseBefore, repeatable, worthAnother } from './retry.ts'
import { settledBy } from './settle.ts'

/** An attempt that nothing arrives of for so long is given up; a read that waits for news takes 30 s. */
const SILENCE_MS = 60_000
const DEFAULT_RETRIES = 4

export type TransportOptions = {
  token: () => string | Promise<string>
  fetch?: Fetch | undefined
  retries?: number | undefined
  onUnauthorized?: (() => Promise<boolean>) | undefined
  via?: Via | undefined
}

/** How what a client writes is recorded, where it is not by a program. */
export type Via = 'console' | 'cli' | 'paper'

export type SendOptions = {
  /** Whether the answer is read to its end before it is handed on, and asked for again where it breaks off; default true. */
  whole?: boolean
  /** Instead of those of the client. */
  retries?: number
}

/**
 * Sends one request as often as it takes, and gives the last answer, whatever its status. Throws UnreachableError when none
 * comes, what `token` throws, and the reason of the request's signal when that is aborted.
 */
export type Send = (request: Request, options?: SendOptions) => Promise<Response>

/** The way of every request to the service: token, idempotency key, tries. */
export function createTransport(options: TransportOptions): Send {
  const { token, via, retries = DEFAULT_RETRIES, fetch = (input, init) => globalThis.fetch(input, init) } = options
  const renew = renewal(options)

  return async (request, { whole = true, retries: most = retries } = {}) => {
    const outgoing = await outgoingOf(request)
    const kind = repeatable(outgoing.method, new URL(outgoing.url).pathname)
    let renewed = false
    let inDoubt = false
    for (let tries = 0; ; ) {
      const used = await token()
      outgoing.headers.set('authorization', `Bearer ${used}`)
      if (via !== undefined && outgoing.method !== 'GET') outgoing.headers.set('tocsin-via', via)
      let response: Response | undefined
      try {
        response = await attempt(outgoing, { fetch, whole, silenceMs: SILENCE_MS })
      } catch (error) {
        if (!(error instanceof UnreachableError) || kind === 'when refused' || tries >= most) throw error
        inDoubt = true
      }
      if (response?.status === 401 && !renewed) {
        renewed = true
        if (!(await renew(used))) return response
        await response.body?.cancel()
        continue
      }
      if (response && (tries >= most || !worthAnother(response, kind))) {
        return inDoubt && response.status === 409 ? settled(outgoing, response) : response
      }
      if (response && isDoubtful(response)) inDoubt = true
      await response?.body?.cancel()
      await pause(pauseBefore(tries, response), outgoing.signal)
      tries++
    }
  }
}

/** Gets a new token when one was refused: many calls that are refused at once ask for it once. */
function renewal({ token, onUnauthorized }: TransportOptions): (used: string) => Promise<boolean> {
  let asking: Promise<boolean> | undefined
  return async (used) => {
    if (!onUnauthorized) return false
    // Another call has got a new one meanwhile.
    if (!asking && (await token()) !== used) return true
    asking ??= onUnauthorized().finally(() => {
      asking = undefined
    })
    return asking
  }
}

async function outgoingOf(request: Request): Promise<Outgoing> {
  const headers = new Headers(request.headers)
  const { pathname } = new URL(request.url)
  // To be present is no change: said twice it is the same, and keys of it would only be kept for nothing.
  if (request.method === 'POST' && !pathname.endsWith('/presence') && !headers.has('idempotency-key')) {
    headers.set('idempotency-key', randomKey())
  }
  // Not by request.body, which Firefox does not have.
  const body = await request.arrayBuffer()
  return {
    url: request.url,
    method: request.method,
    headers,
    body: body.byteLength > 0 ? body : null,
    signal: request.signal,
  }
}

/** 128 random bits. Not by randomUUID(), which browsers have only where the page came by https or from this machine. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The answer to a change that met only itself is the success that was lost. */
async function settled({ url, body }: Outgoing, response: Response): Promise<Response> {
  if (body === null || retryAfterOf(response.headers) !== undefined) return response
  const text = await response.text()
  const { status, headers } = response
  const lost = settledBy(new URL(url).pathname, parsed(new TextDecoder().decode(body)), parsed(text))
  return lost ? new Response(JSON.stringify(lost), { headers }) : new Response(text, { status, headers })
}
