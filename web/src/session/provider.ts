// The sign-in at the OpenID provider: leaving, returning, renewing.
import { ErrorResponse, ErrorTimeout, OidcClient, type SigninResponse, WebStorageStateStore } from 'oidc-client-ts'
import type { Configuration } from './configuration.ts'

/*
 * The OpenID Connect code flow with PKCE, as a public client. Tokens live in the variables of this page and nowhere else; only
 * the flow's own state (verifier, nonce, where to go back to) lies in the session storage while the browser is away signing in.
 */

export type Tokens = {
  access: string
  refresh: string | undefined
  id: string | undefined
  /** When the access token ends, in milliseconds of this device's clock. */
  expiresAt: number
  /** How long it was given for. */
  lifeMs: number
  /** Who signed in, at the provider. */
  subject: string
  response: SigninResponse
}

/** What came of a return from the provider. */
export type Outcome =
  | { kind: 'tokens'; tokens: Tokens; returnTo: unknown }
  /** The provider wants to see the person before it goes on. */
  | { kind: 'interaction'; returnTo: unknown }
  /** No such sign-in was begun in this tab, or too long ago. */
  | { kind: 'stale' }
  | { kind: 'failed'; reason: string; returnTo: unknown }

/** Marks in `state` that the answer belongs to the window that opened this one. */
const windowMark = 'window'

/** Errors of a sign-in that was not to show anything (OpenID Connect Core 3.1.2.6). */
const wantsPerson = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required']

type Kept = { return_to: string }

export class Provider {
  readonly #client: OidcClient

  constructor(configuration: Configuration & { issuer: string }) {
    this.#client = new OidcClient({
      authority: configuration.issuer,
      client_id: configuration.client_id,
      scope: configuration.scopes,
      redirect_uri: `${location.origin}${configuration.redirect_path}`,
      post_logout_redirect_uri: `${location.origin}/`,
      response_type: 'code',
      stateStore: new WebStorageStateStore({ prefix: 'tocsin.sign_in.', store: sessionStorage }),
      requestTimeoutInSeconds: 15,
    })
  }

  /** The address that signs in. `quiet` shows nothing; `window` is for a window of its own. Throws when the provider is away. */
  async address(options: { returnTo: string; quiet?: boolean; window?: boolean }): Promise<string> {
    await this.#client.clearStaleState()
    const kept: Kept = { return_to: options.returnTo }
    const request = await this.#client.createSigninRequest({
      state: kept,
      nonce: crypto.randomUUID(),
      ...(options.quiet ? { prompt: 'none' } : {}),
      ...(options.window ? { url_state: windowMark } : {}),
    })
    return request.url
  }

  /** Takes the answer the browser came back with. Throws when the provider is away. */
  async complete(url: string): Promise<Outcome> {
    let returnTo: unknown
    try {
      const { state } = await this.#client.readSigninResponseState(url)
      returnTo = keptOf(state.data)?.return_to
    } catch {
      return { kind: 'stale' }
    }
    try {
      // It compares state, nonce and issuer, and sends the verifier along.
      const response = await this.#client.processSigninResponse(url)
      return { kind: 'tokens', tokens: tokensOf(response), returnTo }
    } catch (error) {
      if (isAway(error)) throw error
      if (error instanceof ErrorResponse && wantsPerson.includes(error.error ?? '')) {
        return { kind: 'interaction', returnTo }
      }
      return { kind: 'failed', reason: reasonOf(error), returnTo }
    }
  }

  /** New tokens for old. Throws EndedError when the provider refuses, anything else when it is away. */
  async renew(tokens: Tokens): Promise<Tokens> {
    const { response, refresh } = tokens
    if (refresh === undefined) throw new EndedError('there is no refresh token')
    // What the library calls a RefreshState; its class is not among its exports.
    const state = {
      refresh_token: refresh,
      ...(response.id_token === undefined ? {} : { id_token: response.id_token }),
      session_state: response.session_state,
      ...(response.scope === undefined ? {} : { scope: response.scope }),
      profile: response.profile,
    }
    try {
      const renewed = await this.#client.useRefreshToken({ state, timeoutInSeconds: 15 })
      renewed.refresh_token ??= refresh
      renewed.profile ??= response.profile
      return tokensOf(renewed)
    } catch (error) {
      if (isAway(error)) throw error
      throw new EndedError(reasonOf(error))
    }
  }

  /** Ends the tokens and leads the browser to the provider's sign-out. An ID token does not belong into an address: it goes by a form. */
  async leave(tokens: Tokens | undefined): Promise<void> {
    // Whatever becomes of the session there, what was given to this page is void.
    if (tokens?.refresh !== undefined)
      await this.#client.revokeToken(tokens.refresh, 'refresh_token').catch(() => undefined)
    const place = await this.#client.metadataService.getEndSessionEndpoint()
    if (place === undefined) {
      location.replace('/')
      return
    }
    const { client_id, post_logout_redirect_uri = '/' } = this.#client.settings
    if (new URL(place).origin === location.origin) {
      // The service's own provider takes no form here; without the ID token it asks whether it is meant.
      location.replace(`${place}?${new URLSearchParams({ client_id, post_logout_redirect_uri })}`)
    } else submit(place, { client_id, post_logout_redirect_uri, id_token_hint: tokens?.id })
  }
}

/** The provider goes no further with this session. */
export class EndedError extends Error {
  override readonly name = 'EndedError'
}

/** Whether an answer of the provider belongs to the window that opened this one; and the `state` it carries. */
export function answerIn(url: string): { state: string; forOpener: boolean } | undefined {
  const state = new URL(url).searchParams.get('state')
  return state === null ? undefined : { state, forOpener: state.endsWith(`;${windowMark}`) }
}

function tokensOf(response: SigninResponse): Tokens {
  const lifeMs = (response.expires_in ?? 300) * 1000
  return {
    access: response.access_token,
    refresh: response.refresh_token,
    id: response.id_token,
    expiresAt: Date.now() + lifeMs,
    lifeMs,
    subject: response.profile.sub,
    response,
  }
}

function keptOf(value: unknown): Kept | undefined {
  if (typeof value !== 'object' || value === null || !('return_to' in value)) return undefined
  return typeof value.return_to === 'string' ? { return_to: value.return_to } : undefined
}

/** Whether the provider could not be asked, rather than said no. */
function isAway(error: unknown): boolean {
  if (error instanceof ErrorResponse) return ['server_error', 'temporarily_unavailable'].includes(error.error ?? '')
  if (error instanceof TypeError || error instanceof ErrorTimeout || error instanceof DOMException) return true
  // The library puts the status of an answer that is no OAuth error into its words.
  return error instanceof Error && /\((429|5\d\d)\)|Content-Type/.test(error.message)
}

function reasonOf(error: unknown): string {
  if (error instanceof ErrorResponse) return error.error_description ?? error.error ?? error.message
  return error instanceof Error ? error.message : String(error)
}

function submit(action: string, fields: Readonly<Record<string, string | undefined>>): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
}
