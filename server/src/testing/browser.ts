// A browser without a window, as far as signing in needs one.
import { createHash, randomBytes } from 'node:crypto'

/** As much of a browser as signing in needs: cookies by path, redirects one at a time. */
export class Browser {
  /** By name and path. */
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>()

  /** Sends one request and keeps the cookies of the answer; redirects are not followed. */
  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url)
    const cookie = [...this.#cookies.values()]
      .filter(({ path }) => path === '/' || pathname === path || pathname.startsWith(`${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
    const headers = {
      accept: 'text/html',
      ...(cookie === '' ? {} : { cookie }),
      ...(init.headers as Record<string, string>),
    } // given as such here
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      const path = attributes.find((one) => one.toLowerCase().startsWith('path='))?.slice(5) ?? '/'
      const ended = attributes.some((one) => /^expires=Thu, 01 Jan 1970/i.test(one))
      const key = `${name} ${path}`
      if (ended) this.#cookies.delete(key)
      else this.#cookies.set(key, { name, value: pair.slice(name.length + 1), path })
    }
    return response
  }

  /** Follows redirects as long as they lead to the same service and not to `stopAt`. Gives the last answer and its address. */
  async follow(url: string, stopAt: string): Promise<{ url: string; response: Response | null }> {
    let at = url
    for (let count = 0; count < 10; count++) {
      if (at.startsWith(stopAt)) return { url: at, response: null }
      const response = await this.send(at)
      const next = response.headers.get('location')
      if (next === null) return { url: at, response }
      at = new URL(next, at).href
    }
    throw new Error(`redirected in circles at ${at}`)
  }

  submit(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const body = new URLSearchParams(fields).toString()
    return this.send(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  }

  cookie(name: string): string | undefined {
    return [...this.#cookies.values()].findLast((one) => one.name === name)?.value
  }

  cookies(): { name: string; value: string; path: string }[] {
    return [...this.#cookies.values()]
  }

  cookieNames(): string[] {
    return [...new Set([...this.#cookies.values()].map(({ name }) => name))]
  }
}

export type Tokens = { access_token: string; id_token: string; refresh_token: string; expires_in: number }

/** The console's part of the OIDC code flow, as a public client with PKCE. */
export class SignIn {
  readonly browser: Browser
  readonly #base: string
  readonly #client: string
  readonly #verifier = randomBytes(32).toString('base64url')
  readonly state = randomBytes(8).toString('hex')

  constructor(base: string, options: { client?: string; browser?: Browser } = {}) {
    this.#base = base
    this.#client = options.client ?? 'tocsin-console'
    this.browser = options.browser ?? new Browser()
  }

  get redirectUri(): string {
    return `${this.#base}/signed-in`
  }

  /** Address that the console sends the browser to. */
  authorizationUrl(extra: Record<string, string> = {}): string {
    const challenge = createHash('sha256').update(this.#verifier).digest('base64url')
    const query = new URLSearchParams({
      client_id: this.#client,
      response_type: 'code',
      redirect_uri: this.redirectUri,
      scope: 'openid profile email',
      state: this.state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...extra,
    })
    return `${this.#base}/oidc/auth?${query}`
  }

  /** Opens the sign-in page; gives its address. */
  async open(extra: Record<string, string> = {}): Promise<{ url: string; response: Response | null }> {
    return await this.browser.follow(this.authorizationUrl(extra), this.redirectUri)
  }

  /** Goes on from a submitted sign-in page to the code. */
  async codeFrom(submitted: Response, from: string): Promise<string> {
    const next = submitted.headers.get('location')
    if (next === null) throw new Error(`the sign-in page answered ${submitted.status}: ${await submitted.text()}`)
    const { url, response } = await this.browser.follow(new URL(next, from).href, this.redirectUri)
    const code = new URL(url).searchParams.get('code')
    if (code === null) throw new Error(`no code at ${url}: ${await response?.text()}`)
    return code
  }

  token(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const body = new URLSearchParams({ client_id: this.#client, ...fields }).toString()
    return fetch(`${this.#base}/oidc/token`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  }

  /** What is sent to the token endpoint for a code. */
  redemption(code: string): URLSearchParams {
    return new URLSearchParams({
      client_id: this.#client,
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.redirectUri,
      code_verifier: this.#verifier,
    })
  }

  redeem(code: string): Promise<Response> {
    return fetch(`${this.#base}/oidc/token`, { method: 'POST', body: this.redemption(code) })
  }

  /** All of it: page, password, code, tokens. Throws when any step does not go on. */
  async complete(email: string, password: string): Promise<Tokens> {
    const page = await this.open()
    const submitted = await this.browser.submit(page.url, { email, password })
    const response = await this.redeem(await this.codeFrom(submitted, page.url))
    if (!response.ok) throw new Error(`no tokens: ${response.status} ${await response.text()}`)
    return (await response.json()) as Tokens // the token endpoint's answer
  }
}
