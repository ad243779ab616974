import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { placesOf } from '../../../server/src/console/build.ts'
import { type Console, startConsole } from '../../../server/src/console/console.ts'
import { createTenant } from '../../../server/src/identity/administer.ts'
import type { Role } from '../../../server/src/permission.ts'
import { type Person, personWith, type TestApp, testApp } from '../../../server/src/testing/app.ts'
import { SignIn } from '../../../server/src/testing/browser.ts'
import { startChromium, withoutChromium } from '../../../server/src/testing/chromium.ts'
import { shared } from '../../../server/src/testing/shared.ts'
import { quickAccount } from '../../../server/src/testing/sign-in.ts'
import { type Account, Visit } from './visit.ts'

/** The real service with its embedded provider and the built console, and a browser to look at it. */
export type ConsoleApp = {
  url: string
  app: TestApp
  browser: Browser
  /** Someone new; in a tenant nobody else uses unless one is named. */
  account(role?: Role, options?: { tenant?: string; name?: string }): Promise<Account>
  /** The API in the name of an account: to lay out what a test looks at. */
  api(account: Account): Promise<Person>
  /** A browser window of its own, with nothing in it. Close it by `await using`: it then throws what the pages complained of. */
  visit(options?: BrowserContextOptions): Promise<Visit>
  /** The same, at `path`, as someone who signed in before: without the provider's form, which the tests of signing in go through. */
  signedIn(account: Account, path?: string, options?: BrowserContextOptions): Promise<Visit>
}

/**
 * Starts all of it, once for a test file and at its top; the service is stopped after its tests. Builds the console when its sources have changed. Where
 * there is no Chromium it gives nothing: every test of the file is skipped then.
 */
export async function consoleApp(environment: NodeJS.ProcessEnv = {}): Promise<ConsoleApp> {
  if (withoutChromium) return undefined as never // no test runs that could look at it
  const console = await shared('console', builtConsole)
  const browser = await shared('browser', async () => {
    const started = await startChromium()
    return { value: started, stop: () => started.close() }
  })
  const app = await testApp({ OIDC_ISSUER: '', ...environment }, { console })
  const { url } = app
  const tenants = new Set<string>()

  const visit = async (options: BrowserContextOptions = {}): Promise<Visit> => {
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      // Tests that answer for the service would be passed by; those of the worker ask for it.
      serviceWorkers: 'block',
      ...options,
    })
    return await Visit.begin(context, url)
  }
  return {
    url,
    app,
    browser,
    account: async (
      role = 'responder',
      { tenant = `t-${randomBytes(4).toString('hex')}`, name = 'Rosa Lind' } = {},
    ) => {
      if (!tenants.has(tenant)) await createTenant(app.database, { id: tenant, name: `Harbour ${tenant}` })
      tenants.add(tenant)
      const email = `${randomBytes(4).toString('hex')}@example.org`
      const password = `correct horse ${randomBytes(4).toString('hex')}`
      const { id } = await quickAccount(app.database, { tenant, email, name, role, password })
      return { id, name, email, password, role, tenant }
    },
    api: async ({ email, password, tenant, id }) => {
      const { access_token } = await new SignIn(url).complete(email, password)
      return personWith(url, tenant, id, access_token)
    },
    visit,
    signedIn: async ({ email, password }, path = '/', options = {}) => {
      const signIn = new SignIn(url)
      await signIn.complete(email, password)
      const opened = await visit({ ...options, storageState: signedInAt(url, signIn.browser) })
      await opened.goto(path)
      await opened.atPage()
      return opened
    },
  }
}

async function builtConsole(): Promise<{ value: Console; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-console-'))
  const abort = new AbortController()
  const stop = async (): Promise<void> => {
    abort.abort()
    await rm(folder, { recursive: true, force: true })
  }
  const console = startConsole(placesOf(folder), pino({ level: 'silent' }), abort.signal)
  await console.settled
  const state = console.state()
  if (state.kind === 'ready') return { value: console, stop }
  await stop()
  throw new Error(state.kind === 'failed' ? state.reason : 'the console is not built')
}

/** What a browser keeps of someone who signed in at the provider before: its cookies, and the console's hint to ask there quietly. */
function signedInAt(url: string, browser: SignIn['browser']): NonNullable<BrowserContextOptions['storageState']> {
  const { hostname, origin } = new URL(url)
  const attributes = { domain: hostname, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const }
  return {
    cookies: browser.cookies().map((cookie) => ({ ...cookie, ...attributes })),
    origins: [{ origin, localStorage: [{ name: 'tocsin.signed_in', value: '1' }] }],
  }
}
