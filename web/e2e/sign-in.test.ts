import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident, type Person } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, goBack } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

const signedOut = 'Sign in to Tocsin'

/** Fails where a page shows anything to someone who is not signed in; asked once, but not while the page is another one. */
async function showsNothing(page: Page): Promise<void> {
  const shown = await becomes(
    'pages of the console shown',
    () => page.locator('main#main').count(),
    () => true,
  )
  assert.equal(shown, 0)
}

test('someone signs in by the form, and a reload leaves them signed in where they were', options, async () => {
  const rosa = await console.account()
  await using visit = await console.signedIn(rosa, '/incidents?status=OPEN')
  const { page } = visit
  await becomes('address', () => page.url(), `${console.url}/incidents?status=OPEN`)
  await page.reload()
  await visit.atPage()
  await becomes('address', () => page.url(), `${console.url}/incidents?status=OPEN`)
  // Asked quietly: the way there left no step in the history.
  await visit.accessible()
})

test('a wrong password signs nobody in', options, async () => {
  const rosa = await console.account()
  await using visit = await console.visit()
  visit.allow(/status of 4\d\d/)
  await visit.goto('/')
  await visit.page.getByRole('button', { name: 'Sign in' }).click()
  await visit.fillForm({ email: rosa.email, password: 'not the password' })
  await visit.page.getByRole('alert').first().waitFor()
  await becomes('address', () => visit.page.url(), /\/oidc\/sign-in\//)
})

test('no token lies in storage, address, history or cookies that scripts read', options, async () => {
  const rosa = await console.account()
  await using visit = await console.visit()
  const { page } = visit
  const tokens = new Set<string>()
  const addresses: string[] = []
  const referrers: string[] = []
  visit.context.on('request', (request) => {
    addresses.push(request.url())
    referrers.push(request.headers()['referer'] ?? '')
  })
  visit.context.on('response', async (response) => {
    if (!response.url().endsWith('/oidc/token')) return
    const body: Record<string, unknown> = await response.json()
    for (const name of ['access_token', 'refresh_token', 'id_token']) {
      const token = body[name]
      if (typeof token === 'string') tokens.add(token)
    }
  })
  await visit.signIn(rosa, '/incidents')
  // Read before the reload: the browser keeps no answer for longer than its page.
  await becomes('tokens', () => tokens.size, 3)
  await page.reload()
  await visit.atPage()
  await becomes('tokens', () => tokens.size, 6)
  const kept = await visit.kept()
  const everywhere = [
    kept,
    ...addresses,
    ...referrers,
    ...(await visit.context.cookies()).map(({ value }) => value),
  ].join('\n')
  for (const token of tokens) assert.ok(!everywhere.includes(token), 'a token was found')
  assert.doesNotMatch(kept, /eyJ[\w-]+\./, 'something like a token was found')
  // Nor what the sign-in needed on its way.
  assert.doesNotMatch(kept, /code_verifier/)
  assert.doesNotMatch(kept, /[?&]code=/)
})

test('signing out ends every tab, and the back button shows nothing', options, async () => {
  const rosa = await console.account()
  // By the form: the way back leads through it.
  await using visit = await console.visit()
  await visit.signIn(rosa, '/incidents')
  const { page } = visit
  const other = await visit.context.newPage()
  await visit.goto('/board', other)
  await visit.atPage(other)
  await page
    .getByRole('button', { name: /Rosa Lind/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await other.getByText(signedOut).waitFor()
  await page.getByRole('button', { name: /sign out/i }).click()
  await page.getByText(signedOut).waitFor()
  await showsNothing(other)
  // Back through the provider's own pages to where the person was.
  visit.allow(/status of 40[04]/)
  for (let steps = 0; steps < 10 && new URL(page.url()).pathname !== '/incidents'; steps++) {
    await goBack(page)
    await page.waitForLoadState()
    await showsNothing(page)
  }
  await becomes(
    'page shown',
    async () => `${page.url()}\n${await page.locator('body').innerText()}`,
    (shown) => shown.includes(signedOut),
  )
  await showsNothing(page)
  // At the provider, too: signing in asks for the password again.
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel(/^password/i).waitFor()
})

test('whatever the address, signing in leads back into this console', options, async () => {
  const rosa = await console.account()
  const spellings = ['//evil/x', '/%2f%2fevil', '/%5cevil', '/.//evil', '/incidents?to=//evil.example']
  for (const spelling of spellings) {
    await using visit = await console.visit()
    visit.allow(/status of 404/)
    await visit.goto(spelling)
    await visit.page.getByRole('button', { name: 'Sign in' }).click()
    await visit.fillForm(rosa)
    await visit.atPage()
    await becomes(`origin after ${spelling}`, () => new URL(visit.page.url()).origin, console.url)
  }
})

test('an answer nobody here asked for is refused', options, async () => {
  const rosa = await console.account()
  await using visit = await console.visit()
  for (const query of ['code=stolen&state=made-up', 'error=access_denied&state=made-up', '']) {
    await visit.goto(`/signed-in?${query}`)
    await visit.page.getByText(signedOut).waitFor()
    await becomes('path', () => new URL(visit.page.url()).pathname, '/')
  }
  // A verifier that was changed on the way: the provider gives nothing for the code.
  await visit.page.getByRole('button', { name: 'Sign in' }).click()
  await visit.page.getByLabel(/^password/i).waitFor()
  await visit.context.addInitScript(() => {
    for (const name of Object.keys(sessionStorage)) {
      const text = sessionStorage.getItem(name) ?? ''
      if (name.startsWith('tocsin.sign_in.')) {
        sessionStorage.setItem(name, text.replace(/"code_verifier":"../, '"code_verifier":"xx'))
      }
    }
  })
  visit.allow(/status of 400/)
  await visit.fillForm(rosa)
  await visit.page.getByText('Signing in did not work').waitFor()
  await showsNothing(visit.page)
})

test('a session that ends leaves the page as it is, and signing in again in a window goes on', options, async () => {
  const rosa = await console.account()
  const chief = await console.api(await console.account('admin', { tenant: rosa.tenant, name: 'Chief' }))
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  visit.allow(/status of 40[01]/)
  await page.evaluate(() => {
    document.body.dataset['mark'] = 'same page'
  })
  // Another password ends every token and every session of an account at once.
  const password = 'another battery staple'
  const { email, name, role } = rosa
  await chief.ok('PUT', `/v1/accounts/${rosa.id}`, { email, name, role, password })
  await sessionEnds(page, chief)
  const [opened] = await Promise.all([
    visit.context.waitForEvent('page'),
    page.getByRole('dialog').getByRole('button', { name: 'Sign in again' }).click(),
  ])
  await visit.fillForm({ email, password }, opened)
  await page.getByText('Your session has ended').first().waitFor({ state: 'detached' })
  assert.equal(await page.evaluate(() => document.body.dataset['mark']), 'same page')
  await becomes('whether the window has closed', () => opened.isClosed(), true)
})

test('another person who signs in again finds nothing of the one before', options, async () => {
  const rosa = await console.account()
  const eve = await console.account('responder', { name: 'Eve Other' })
  const chief = await console.api(await console.account('admin', { tenant: rosa.tenant, name: 'Chief' }))
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  visit.allow(/status of 40[01]/)
  await page.evaluate(() => {
    document.body.dataset['mark'] = 'same page'
    sessionStorage.setItem('tocsin.draft.x.y.report', '{"name":"canary"}')
  })
  const { email, name, role } = rosa
  await chief.ok('PUT', `/v1/accounts/${rosa.id}`, { email, name, role, password: 'another battery staple' })
  await sessionEnds(page, chief)
  const [opened] = await Promise.all([
    visit.context.waitForEvent('page'),
    page.getByRole('dialog').getByRole('button', { name: 'Sign in again' }).click(),
  ])
  await visit.fillForm(eve, opened)
  await page
    .getByRole('button', { name: /Eve Other/ })
    .first()
    .waitFor()
  assert.equal(await page.evaluate(() => document.body.dataset['mark']), undefined)
  assert.doesNotMatch(await visit.kept(), /canary/)
})

/** News make the page read; the service may take a moment to take an old token no more. */
async function sessionEnds(page: Page, someone: Person): Promise<void> {
  const told = page.getByRole('dialog').getByText('Your session has ended')
  const ended = async () => {
    await someone.ok('POST', '/v1/incident', newIncident())
    return await told.waitFor({ timeout: 500 }).then(
      () => true,
      () => false,
    )
  }
  await becomes('whether the session has ended', ended, true)
}
