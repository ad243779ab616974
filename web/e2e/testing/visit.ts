import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Role } from '../../../server/src/permission.ts'
import { colourRules, violations } from './axe.ts'
import { patienceMs } from './becomes.ts'

/** Someone who can sign in at the embedded provider. */
export type Account = { id: string; name: string; email: string; password: string; role: Role; tenant: string }

/** One browser with its own cookies and storage, and what went wrong in its pages. */
export class Visit implements AsyncDisposable {
  readonly context: BrowserContext
  readonly page: Page
  readonly url: string
  /** Violations of the content security policy, uncaught errors, errors on the console. A test fails when any are left. */
  readonly complaints: string[] = []
  readonly #allowed: RegExp[] = []

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.context = context
    this.page = page
    this.url = url
  }

  static async begin(context: BrowserContext, url: string): Promise<Visit> {
    context.setDefaultTimeout(patienceMs)
    await context.addInitScript(() => {
      document.addEventListener(
        'securitypolicyviolation',
        ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
          console.error(`refused by the policy: ${violatedDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`),
      )
    })
    const visit = new Visit(context, await context.newPage(), url)
    const complain = (text: string): void => {
      if (!visit.#allowed.some((one) => one.test(text))) visit.complaints.push(text)
    }
    context.on('weberror', (error) => complain(`uncaught: ${error.error().message}`))
    context.on('console', (message) => {
      if (message.type() === 'error') complain(message.text())
    })
    return visit
  }

  /** Errors that belong to what a test does: a connection it cuts, a page that is not there. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns)
  }

  /** Opens a path of the console. */
  async goto(path: string, page: Page = this.page): Promise<void> {
    await page.goto(`${this.url}${path}`)
  }

  /** Signs in by the provider's form, from `path`, and waits for the page to be there. */
  async signIn(account: Pick<Account, 'email' | 'password'>, path = '/'): Promise<void> {
    await this.goto(path)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.fillForm(account)
    await this.atPage()
  }

  /** Fills and sends the provider's form. */
  async fillForm({ email, password }: Pick<Account, 'email' | 'password'>, page: Page = this.page): Promise<void> {
    await page.getByLabel(/e-?mail/i).fill(email)
    await page.getByLabel(/^password/i).fill(password)
    await page.getByRole('button', { name: /sign in/i }).click()
  }

  /** Waits until a page of the console is shown to someone signed in. */
  async atPage(page: Page = this.page): Promise<void> {
    await page.locator('main#main').waitFor()
  }

  /** Fails where axe finds something on the page, in both themes. The themes differ in colours alone. */
  async accessible(page: Page = this.page): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await this.theme(theme, page)
      const found = await violations(page, theme === 'light' ? {} : { runOnly: colourRules })
      assert.deepEqual(found, [], `${theme}: ${found.join('\n')}`)
    }
  }

  /** Takes the pointer off the page: what it says of a button lies over the page, outside its regions. */
  async pointAside(page: Page = this.page): Promise<void> {
    await page.mouse.move(0, 0)
    await page.getByRole('tooltip').first().waitFor({ state: 'hidden' })
  }

  /** As if the system had this theme. Colours then stand still. */
  async theme(theme: 'light' | 'dark', page: Page = this.page): Promise<void> {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))))
  }

  /** The note that says this, kept from going by itself: for what it offers to do. */
  async note(text: string | RegExp, page: Page = this.page): Promise<Locator> {
    const note = page
      .getByRole('status')
      .filter({ hasText: text })
      .filter({ has: page.getByRole('button') })
    await note.hover()
    return note
  }

  /** Keeps a picture to look at, where SCREENSHOTS names a folder. */
  async picture(name: string, page: Page = this.page): Promise<void> {
    const folder = process.env['SCREENSHOTS']
    if (!folder) return
    await mkdir(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }

  /** Everything a page keeps where others could find it later: both storages, cookies it can read, address, history state. */
  async kept(page: Page = this.page): Promise<string> {
    return await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What still asks for something that a test answers itself is no failure of the test.
    for (const page of this.context.pages()) await page.unrouteAll({ behavior: 'ignoreErrors' })
    await this.context.unrouteAll({ behavior: 'ignoreErrors' })
    await this.context.close()
    assert.deepEqual(this.complaints, [], `the pages complained: ${this.complaints.join('\n')}`)
  }
}
