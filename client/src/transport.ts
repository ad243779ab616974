import { UnreachableError } from './errors.ts'

export type Fetch = (input: string, init: RequestInit) => Promise<Response>

export type TransportOptions = {
  /** Gives the access token or API token of each request; asked again for each try. */
  token: () => string | Promise<string>
  fetch?: Fetch | undefined
}

/** Sends one request, as often as it takes. Throws UnreachableError when no answer comes. */
export type Send = (request: Request) => Promise<Response>

/** The way of every request to the service. */
export function createTransport({ token, fetch = globalThis.fetch }: TransportOptions): Send {
  return async (request) => {
    const headers = new Headers(request.headers)
    headers.set('authorization', `Bearer ${await token()}`)
    const body = request.body === null ? null : await request.arrayBuffer()
    try {
      return await fetch(request.url, {
        method: request.method,
        headers,
        body,
        signal: request.signal,
        credentials: 'omit',
      })
    } catch (error) {
      request.signal.throwIfAborted()
      throw new UnreachableError('The service cannot be reached.', { cause: error })
    }
  }
}
