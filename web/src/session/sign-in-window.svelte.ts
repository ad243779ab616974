// Signing in again in a window of its own, while the page that someone works on stays as it is.
import { answerIn, type Provider } from './provider.ts'

/** The window that someone signs in in, as long as its answer is awaited. */
export class SignInWindow {
  #blocked = $state(false)
  /** State of the sign-in that runs there. */
  #awaited: string | undefined

  /** Whether the browser refused to open it. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** Opens it and leads it to the provider. Called in the click itself: browsers open windows only then. */
  async open(provider: Provider | undefined): Promise<void> {
    const opened = open('about:blank', 'tocsin-sign-in', 'popup,width=480,height=720')
    this.#blocked = opened === null
    if (opened === null || provider === undefined) return
    try {
      const address = await provider.address({ returnTo: '/', window: true })
      this.#awaited = answerIn(address)?.state
      opened.location.href = address
    } catch {
      opened.close()
      this.#blocked = true
    }
  }

  /** Whether the provider's answer, the address that a window came back with, is the awaited one. It is taken once. */
  takes(url: string): boolean {
    if (this.#awaited === undefined || answerIn(url)?.state !== this.#awaited) return false
    this.#awaited = undefined
    return true
  }

  /** Someone has signed in: whether a window was refused matters no more. */
  done(): void {
    this.#blocked = false
  }
}
