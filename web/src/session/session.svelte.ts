// The session: who is signed in, how they came in, and the client in their name.
import { createTocsin, type Me, type Permission, TocsinError } from '@tocsin/client'
import { removeDrafts } from '../draft/store.ts'
import { clock } from '../time/clock.svelte.ts'
import { type Configuration, loadConfiguration } from './configuration.ts'
import { TokenKeeper } from './keeper.ts'
import { watchPage } from './page.ts'
import { isSame } from './person.ts'
import type { Phase, SignInProblem } from './phase.ts'
import { placeWithin } from './place.ts'
import { answerIn, EndedError, Provider, type Tokens } from './provider.ts'
import { here, show } from './shown.ts'
import { SignInWindow } from './sign-in-window.svelte.ts'
import { openTabs, signedInHint, type Word } from './tabs.ts'

const retryMs = [1000, 2000, 4000, 8000]

/** Who is using this page, and the way to the service in their name. */
class Session {
  #phase: Phase = $state('starting')
  #me: Me | undefined = $state.raw()
  #configuration: Configuration | undefined = $state.raw()
  #problem: SignInProblem | undefined = $state.raw()
  #provider: Provider | undefined
  #keeper: TokenKeeper | undefined
  readonly #window = new SignInWindow()
  #returnTo = '/'
  #tries = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  readonly #tabs = openTabs((word) => this.#hear(word))

  /** The service, in the name of the person signed in. */
  readonly tocsin = createTocsin({
    url: location.origin,
    token: () => this.#token(),
    onUnauthorized: () => this.#unauthorized(),
    via: 'console',
  })

  get phase(): Phase {
    return this.#phase
  }

  /** Who is signed in. Throws before that: pages are shown only once someone is. */
  get me(): Me {
    if (this.#me === undefined) throw new Error('nobody is signed in')
    return this.#me
  }

  /** What the service tells about itself. Throws before it has. */
  get configuration(): Configuration {
    if (this.#configuration === undefined) throw new Error('the service has not answered yet')
    return this.#configuration
  }

  /** Where people sign in. */
  get issuer(): string {
    return this.#configuration?.issuer ?? ''
  }

  get problem(): SignInProblem | undefined {
    return this.#problem
  }

  /** Whether the browser refused to open a window for signing in again. */
  get windowBlocked(): boolean {
    return this.#window.blocked
  }

  /** Whether the person may do this here. What they may not is hidden, or shown disabled with a reason. */
  may(permission: Permission): boolean {
    return this.#me?.permissions.includes(permission) ?? false
  }

  /** Finds out who is there. Called once, when the page has started. */
  start(): void {
    if (globalThis.crypto?.subtle === undefined) {
      this.#phase = 'unsupported'
      return
    }
    watchPage({ back: () => this.#keeper?.check() })
    void this.#begin()
  }

  /** Tries again at once what is tried again by itself. */
  retry(): void {
    clearTimeout(this.#retry)
    this.#phase = 'starting'
    void this.#begin()
  }

  /** Leads to the provider and back here. Drafts are kept. */
  async signIn(): Promise<void> {
    const from = this.#phase === 'signed_out' || this.#phase === 'refused' ? this.#returnTo : here()
    await this.#leaveFor({ returnTo: from, quiet: false })
  }

  /** Signs in again in a window of its own, while this page stays as it is. Sets windowBlocked where the browser opens none. */
  async signInAgain(): Promise<void> {
    await this.#window.open(this.#provider)
  }

  /** Signs out here, in the other tabs and at the provider; leaves nothing behind. */
  async signOut(): Promise<void> {
    const tokens = this.#keeper?.tokens
    this.#forget()
    this.#tabs.say({ kind: 'signed_out' })
    this.#phase = 'starting'
    try {
      await this.#provider?.leave(tokens)
    } catch {
      location.replace('/')
    }
  }

  /**
   * Removes something while the page goes away: sent at once, by the token at hand, and not waited for. Whether it worked nobody is told.
   * `path` is that of the API.
   */
  removeLeaving(path: string): void {
    const tokens = this.#keeper?.tokens
    if (tokens === undefined) return
    const headers = { authorization: `Bearer ${tokens.access}` }
    fetch(path, { method: 'DELETE', headers, keepalive: true, credentials: 'omit' }).catch(() => undefined)
  }

  async #begin(): Promise<void> {
    try {
      const { configuration, clockBehindMs } = await loadConfiguration()
      this.#configuration = configuration
      clock.behindMs = clockBehindMs
      const { issuer } = configuration
      if (issuer === null) {
        this.#phase = 'no_sign_in'
        return
      }
      this.#provider ??= new Provider({ ...configuration, issuer })
      this.#keeper ??= new TokenKeeper(this.#provider, {
        ended: () => this.#end(),
        renewed: () => void this.#renewed(),
      })
      if (this.#keeper.tokens !== undefined) await this.#enter(this.#returnTo)
      else if (location.pathname === configuration.redirect_path) await this.#return()
      else if (signedInHint.get()) await this.#leaveFor({ returnTo: here(), quiet: true })
      else this.#ask(here())
      this.#tries = 0
    } catch {
      this.#phase = 'unreachable'
      const wait = retryMs[this.#tries++] ?? 15_000
      this.#retry = setTimeout(() => void this.#begin(), wait)
    }
  }

  /** Back from the provider. */
  async #return(): Promise<void> {
    const url = location.href
    if (answerIn(url)?.forOpener) {
      this.#tabs.say({ kind: 'answer', url })
      this.#phase = 'handed_over'
      close()
      return
    }
    const outcome = await this.#provider?.complete(url)
    if (outcome === undefined) return
    if (outcome.kind === 'tokens') {
      this.#keeper?.adopt(outcome.tokens)
      this.#returnTo = placeWithin(outcome.returnTo, location.origin)
      await this.#enter(this.#returnTo)
      return
    }
    if (outcome.kind !== 'interaction') this.#problem = outcome
    const back = placeWithin('returnTo' in outcome ? outcome.returnTo : '/', location.origin)
    await show(back)
    this.#ask(back)
  }

  /** Asks who the person is to the service, then shows `place`. Throws when the service is away. */
  async #enter(place: string): Promise<void> {
    try {
      this.#me = await this.tocsin.me()
    } catch (error) {
      const refused = error instanceof TocsinError && (error.status === 403 || error.status === 401)
      if (!refused && !(error instanceof EndedError)) throw error
      await show('/')
      if (refused) this.#phase = 'refused'
      else this.#ask('/')
      return
    }
    const { user, tenant } = this.#me
    removeDrafts(sessionStorage, { tenant: tenant.id, user: user.id })
    signedInHint.set()
    this.#problem = undefined
    if (place !== here()) await show(place)
    this.#phase = 'signed_in'
  }

  /** Nobody is signed in, and someone has to say so themselves. */
  #ask(returnTo: string): void {
    signedInHint.clear()
    this.#returnTo = placeWithin(returnTo, location.origin)
    this.#phase = 'signed_out'
  }

  async #leaveFor({ returnTo, quiet }: { returnTo: string; quiet: boolean }): Promise<void> {
    this.#phase = 'starting'
    try {
      const address = await this.#provider?.address({ returnTo: placeWithin(returnTo, location.origin), quiet })
      if (address === undefined) throw new Error('the service has not answered yet')
      // Asked quietly, the way there and back leaves no step in the history.
      if (quiet) location.replace(address)
      else location.assign(address)
    } catch (error) {
      if (quiet) throw error
      this.#returnTo = returnTo
      this.#phase = 'unreachable'
      this.#retry = setTimeout(() => void this.#begin(), retryMs[0])
    }
  }

  async #token(): Promise<string> {
    if (this.#keeper === undefined) throw new EndedError('nobody is signed in')
    return await this.#keeper.access()
  }

  /** The service no longer takes the token: a new one may help. */
  async #unauthorized(): Promise<boolean> {
    try {
      await this.#keeper?.renew()
      return this.#keeper?.tokens !== undefined
    } catch {
      return false
    }
  }

  #end(): void {
    if (this.#phase === 'signed_in') this.#phase = 'ended'
  }

  async #renewed(): Promise<void> {
    const before = this.#me
    if (before === undefined) return
    try {
      const me = await this.tocsin.me()
      if (isSame(before, me)) this.#me = me
      else this.#restart()
    } catch {
      // Whatever keeps the service from answering shows in the next call, too.
    }
  }

  /** In a window of its own someone signed in again. */
  async #signedInAgain(url: string): Promise<void> {
    try {
      const outcome = await this.#provider?.complete(url)
      if (outcome?.kind !== 'tokens') return
      await this.#adoptAgain(outcome.tokens)
    } catch {
      // Still ended: the person can try again.
    }
  }

  async #adoptAgain(tokens: Tokens): Promise<void> {
    const before = this.#me
    this.#keeper?.adopt(tokens)
    const me = await this.tocsin.me()
    if (before !== undefined && !isSame(before, me)) return this.#restart()
    this.#me = me
    signedInHint.set()
    this.#window.done()
    this.#phase = 'signed_in'
  }

  #hear(word: Word): void {
    if (word.kind === 'signed_out') {
      if (this.#phase === 'signed_out' || this.#phase === 'unsupported') return
      this.#forget()
      this.#phase = 'starting'
      location.replace('/')
    } else if (this.#window.takes(word.url)) {
      void this.#signedInAgain(word.url)
    }
  }

  #forget(): void {
    this.#keeper?.drop()
    this.#me = undefined
    signedInHint.clear()
    removeDrafts(sessionStorage)
  }

  /** Another person, or another tenant: nothing of the one before may stay on this page. */
  #restart(): void {
    this.#phase = 'starting'
    removeDrafts(sessionStorage)
    location.replace('/')
  }
}

export const session = new Session()
