/** What one request to the provider knows besides what oidc-provider keeps: its cookies, whose credentials it has proven, what it has read. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { seal, unseal } from './seal.ts'

/** Longest cookie that every browser keeps, name and attributes included, with some room (RFC 6265 asks for 4,096 bytes). */
const LONGEST_COOKIE = 4000

export class Flow {
  /** The credential version each account had when this request checked its password or read its state. */
  readonly proven = new Map<string, number>()
  /** Rows of provider_state that this request has read or written. */
  readonly rows = new Set<string>()
  /** The browser’s session was ended by another request while this one was under way. */
  sessionEnded = false
  readonly #cookies: Map<string, string>
  readonly #response: ServerResponse
  readonly #keys: readonly string[]
  readonly #secure: boolean

  constructor(request: IncomingMessage, response: ServerResponse, keys: readonly string[], secure: boolean) {
    this.#cookies = cookiesOf(request.headers.cookie ?? '')
    this.#response = response
    this.#keys = keys
    this.#secure = secure
  }

  /** What a cookie holds that this service has sealed for this purpose; null when there is none. */
  read(name: string, purpose: string): string | null {
    const value = this.#cookies.get(name)
    if (value === undefined) return null
    const sealed = Buffer.from(value, 'base64url')
    for (const key of this.#keys) {
      try {
        return unseal(key, `tocsin cookie ${purpose}`, sealed)
      } catch {
        // Sealed with another key, for another purpose, or by somebody else.
      }
    }
    return null
  }

  /** Sets a sealed cookie at each path. False, and nothing is set, when it is longer than browsers keep. */
  write(name: string, purpose: string, text: string, paths: readonly string[], maxAgeSeconds: number): boolean {
    const [key] = this.#keys
    if (key === undefined) throw new Error('the embedded provider has no cookie key')
    const value = seal(key, `tocsin cookie ${purpose}`, text).toString('base64url')
    const lines = paths.map((path) => this.#line(name, value, path, `Max-Age=${maxAgeSeconds}`))
    if (lines.some((line) => line.length > LONGEST_COOKIE)) return false
    this.#cookies.set(name, value)
    for (const line of lines) this.#response.appendHeader('set-cookie', line)
    return true
  }

  /** Takes a cookie away from each path. */
  clear(name: string, paths: readonly string[]): void {
    this.#cookies.delete(name)
    for (const path of paths) {
      this.#response.appendHeader('set-cookie', this.#line(name, '', path, 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'))
    }
  }

  #line(name: string, value: string, path: string, until: string): string {
    const secure = this.#secure ? '; Secure' : ''
    return `${name}=${value}; Path=${path}; ${until}; HttpOnly; SameSite=Lax${secure}`
  }
}

/** The cookies of a request, the first of each name. */
function cookiesOf(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of header.split(';')) {
    const [name = '', ...value] = pair.trim().split('=')
    if (name !== '' && !cookies.has(name)) cookies.set(name, value.join('='))
  }
  return cookies
}

const flows = new AsyncLocalStorage<Flow>()

/** Runs the work of one request. (oidc-provider looks some things up outside its own request store, so there is one of ours.) */
export function inFlow<T>(flow: Flow, work: () => T): T {
  return flows.run(flow, work)
}

/** The request under way; null outside of one. */
export function currentFlow(): Flow | null {
  return flows.getStore() ?? null
}
