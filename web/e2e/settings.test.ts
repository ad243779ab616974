import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { afterTests } from '../../server/src/testing/database.ts'
import { attributed, becomes, choose, fits, holds, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import type { Visit } from './testing/visit.ts'

const options = { skip: withoutChromium }
const console = await consoleApp({ WEBHOOK_ALLOW_PRIVATE: 'true' })

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const dialog = (page: Page) => page.getByRole('dialog')
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

/** As Visit.accessible(), with the pointer out of the way: what it says of a button lies over the page, outside its regions. */
async function accessible(visit: Visit): Promise<void> {
  await visit.page.mouse.move(0, 0)
  await visit.page.getByRole('tooltip').first().waitFor({ state: 'hidden' })
  await visit.accessible()
}

/** Pictures of a page, wide and as on a phone, in both themes. */
async function look(visit: Visit, name: string): Promise<void> {
  const { page } = visit
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const theme of ['light', 'dark'] as const) {
      await visit.theme(theme)
      await visit.picture(`settings-${name}-${width}-${theme}`)
    }
    await fits(page)
  }
  await page.setViewportSize({ width: 1280, height: 720 })
}

test('a deployer defines an attribute of each type, and removes one that incidents use', options, async () => {
  const dora = await console.account('deployer', { name: 'Dora Reef' })
  const api = await console.api(dora)
  await using visit = await console.signedIn(dora, '/settings/attributes')
  visit.allow(/409/)
  const { page } = visit
  await heading(page, 'Custom attributes').waitFor()
  const types = ['Text', 'Number', 'Yes or no', 'Date', 'Date and time', 'Choice']
  for (const [n, type] of types.entries()) {
    await button(page, 'Define attribute').click()
    await dialog(page).getByLabel('Name').fill(`set_${n}`)
    await dialog(page).getByLabel('Type').click()
    await page.getByRole('option', { name: type, exact: true }).click()
    if (type === 'Choice') await dialog(page).getByLabel('Options').fill('north\nsouth')
    await dialog(page).getByRole('button', { name: 'Define attribute' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: new RegExp(`set_${n} ${type}`) }).waitFor()
  }
  const defined = (await api.ok('GET', '/v1/incident/attributes')) as { name: string; type: string }[]
  assert.deepEqual(
    defined.filter(({ name }) => name.startsWith('set_')).map(({ type }) => type),
    ['STRING', 'NUMBER', 'BOOLEAN', 'DATE', 'DATETIME', 'ENUM'],
  )
  await api.ok('POST', '/v1/incident', newIncident({ attributes: { set_1: 5 } }))
  await look(visit, 'attributes')
  await accessible(visit)
  await button(page, 'Remove set_1').click()
  await button(page, 'Remove attribute').click()
  await page.getByText('1 incident has a value for it').waitFor()
  await accessible(visit)
  await dialog(page).getByLabel('Type set_1 to confirm').fill('set_1')
  await button(page, 'Remove all the same').click()
  await page.getByRole('row', { name: /set_1/ }).waitFor({ state: 'detached' })
})

test('a deployer adds a status, moves it, and retires one that is in use instead of deleting it', options, async () => {
  const dora = await console.account('deployer', { name: 'Dora Reef' })
  const api = await console.api(dora)
  await using visit = await console.signedIn(dora, '/settings/statuses')
  visit.allow(/409/)
  const { page } = visit
  await button(page, 'Add status').click()
  await dialog(page).getByLabel('Label').fill('On hold')
  await dialog(page).getByLabel('Code').fill('on hold')
  await choose(page, page.getByLabel('Means').first(), 'Being worked on')
  await accessible(visit)
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await dialog(page).waitFor({ state: 'detached' })
  const codes = () =>
    page.locator('tr[data-code]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-code')))
  await becomes('codes', codes, (seen) => seen.at(-1) === 'ON_HOLD')
  await button(page, 'Move On hold up').click()
  const order = await becomes('codes', codes, (seen) => seen.at(-2) === 'ON_HOLD')
  const kept = async () =>
    ((await api.ok('GET', '/v1/incident/statuses')) as { code: string }[]).map(({ code }) => code)
  await becomes('order kept', kept, order.map(String))
  await look(visit, 'statuses')
  await accessible(visit)
  await api.ok('POST', '/v1/incident', newIncident({ status: 'ON_HOLD' }))
  await button(page, 'Actions for On hold').click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await dialog(page).getByRole('button', { name: 'Delete' }).click()
  await dialog(page).getByRole('heading', { name: 'Retire On hold instead?' }).waitFor()
  await dialog(page).getByRole('button', { name: 'Retire' }).click()
  await page.locator('tr[data-code=ON_HOLD]').getByText('Retired').waitFor()
})

test('a viewer sees definitions with a reason why not to change them, and no page of admins', options, async () => {
  await using visit = await console.signedIn(await console.account('viewer'), '/settings')
  const { page } = visit
  await heading(page, 'Appearance and language').waitFor()
  const nav = page.getByRole('navigation', { name: 'Settings' })
  const pages = [
    'Appearance and language',
    'Notifications',
    'Password',
    'Custom attributes',
    'Types',
    'Statuses',
    'Severities',
  ]
  await becomes('pages', () => nav.getByRole('link').allInnerTexts(), pages)
  for (const [path, title, action] of [
    ['attributes', 'Custom attributes', 'Define attribute'],
    ['types', 'Types', 'Add type'],
    ['statuses', 'Statuses', 'Add status'],
    ['severities', 'Severities', 'Add severity'],
  ] as const) {
    await nav.getByRole('link', { name: title }).click()
    await heading(page, title).waitFor()
    await page.getByText('You can look, but not change anything').waitFor()
    const off = button(page, action)
    await attributed(off, 'aria-disabled', 'true')
    const reason = await off.getAttribute('aria-describedby')
    await reads(page.locator(`[id="${reason}"]`), /Only a deployer/)
    // Pressed all the same: it is only told to be off, so that it keeps the focus and its reason.
    await off.click({ force: true })
    assert.equal(await dialog(page).count(), 0)
    await accessible(visit)
    if (path !== 'statuses' && path !== 'attributes') await look(visit, path)
  }
  for (const path of ['webhooks', 'tokens', 'accounts', 'webhooks/none']) {
    await visit.goto(`/settings/${path}`)
    await page.getByRole('heading', { name: 'Only for admins' }).waitFor()
    await accessible(visit)
  }
  await look(visit, 'refused')
})

test('a token is shown once, works, and is refused after it is revoked', options, async () => {
  await using visit = await console.signedIn(await console.account('admin'), '/settings/tokens')
  const { page } = visit
  await page.getByRole('heading', { name: 'No API tokens' }).waitFor()
  await accessible(visit)
  await button(page, 'Create token').first().click()
  await dialog(page).getByLabel('Name').fill('Alarm gateway')
  await accessible(visit)
  await visit.picture('settings-token-dialog')
  await dialog(page).getByRole('button', { name: 'Create token' }).click()
  const token = await holds(dialog(page).getByLabel('Token', { exact: true }), /^tcs_/)
  await visit.picture('settings-token-secret')
  await accessible(visit)
  const asked = () => fetch(`${console.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  const me = (await (await asked()).json()) as { data: { kind: string; role: string } }
  assert.deepEqual([me.data.kind, me.data.role], ['token', 'responder'])
  await button(page, 'Done').click()
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /Alarm gateway/ }).waitFor()
  assert.ok(!(await page.content()).includes(token), 'the token is still on the page')
  assert.ok(!(await visit.kept()).includes(token), 'the token is kept')
  await look(visit, 'tokens')
  await button(page, 'Revoke Alarm gateway').click()
  await dialog(page).getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('heading', { name: 'No API tokens' }).waitFor()
  await becomes('answer to the token', async () => (await asked()).status, 401)
})

test(
  'a webhook is made, tried out, replayed, switched off and deleted, and its deliveries are seen',
  options,
  async () => {
    const received: string[] = []
    const receiver = createServer((request, response) => {
      received.push(String(request.headers['webhook-id']))
      request.resume().on('end', () => response.end('thank you'))
    })
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
    afterTests(() => new Promise((closed) => receiver.close(() => closed())))
    const { port } = receiver.address() as AddressInfo // of TCP, since it listens on a port
    const admin = await console.account('admin')
    await using visit = await console.signedIn(admin, '/settings/webhooks')
    const { page } = visit
    await page.getByRole('heading', { name: 'No webhooks' }).waitFor()
    await accessible(visit)
    await button(page, 'Add webhook').click()
    await dialog(page).getByLabel('Address').fill(`http://127.0.0.1:${port}/tocsin`)
    await dialog(page).getByLabel('Description').fill('On-call pager')
    await accessible(visit)
    await dialog(page).getByRole('button', { name: 'Add webhook' }).click()
    await holds(dialog(page).getByLabel('Secret', { exact: true }), /^whsec_/)
    await look(visit, 'webhook-secret')
    await button(page, 'Done').click()
    await page.getByRole('heading', { name: 'Nothing has been sent yet' }).waitFor()
    await button(page, 'Send a trial').click()
    await page.getByText(/The trial arrived: answered 200/).waitFor()
    await page.getByRole('row', { name: /trial/ }).waitFor()
    await (await console.api(admin)).ok('POST', '/v1/incident', newIncident())
    await becomes('deliveries', () => received.length, 2)
    const listed = async () => {
      await button(page, 'Refresh').click()
      return await page.getByRole('row', { name: /incident\.created/ }).count()
    }
    await becomes('deliveries of what was created', listed, 1)
    await page
      .getByRole('button', { name: /What was answered/ })
      .first()
      .click()
    await page.locator('pre').getByText('thank you').waitFor()
    await look(visit, 'webhook')
    await accessible(visit)
    await button(page, 'Send again').click()
    await dialog(page).getByLabel('To event').fill('1')
    await dialog(page).getByRole('button', { name: 'Send again' }).click()
    await becomes('deliveries', () => received.length, 3)
    assert.equal(received[2], received[1])
    await button(page, /^Actions for/).click()
    await page.getByRole('menuitem', { name: 'Switch off' }).click()
    await page.getByText('Off', { exact: true }).waitFor()
    await button(page, /^Actions for/).click()
    await page.getByRole('menuitem', { name: 'New secret' }).click()
    await dialog(page).getByRole('button', { name: 'New secret' }).click()
    await holds(dialog(page).getByLabel('Secret', { exact: true }), /^whsec_/)
    await button(page, 'Done').click()
    await page.getByRole('link', { name: 'Webhooks' }).last().click()
    await page.getByRole('row', { name: /On-call pager/ }).waitFor()
    await look(visit, 'webhooks')
    await accessible(visit)
    await page.getByRole('link', { name: new RegExp(String(port)) }).click()
    await button(page, /^Actions for/).click()
    await page.getByRole('menuitem', { name: 'Delete webhook' }).click()
    await dialog(page).getByRole('button', { name: 'Delete webhook' }).click()
    await page.getByRole('heading', { name: 'No webhooks' }).waitFor()
  },
)

test(
  'an account is made with a password shown once, which signs in; it is deactivated and deleted',
  options,
  async () => {
    const admin = await console.account('admin')
    await using visit = await console.signedIn(admin, '/settings/accounts')
    const { page } = visit
    await button(page, 'Add account').click()
    await dialog(page).getByLabel('Name').fill('Mika Storm')
    const email = `mika.${admin.tenant}@example.org`
    await dialog(page).getByLabel('E-mail address').fill(email)
    await accessible(visit)
    await dialog(page).getByRole('button', { name: 'Add account' }).click()
    const password = await holds(dialog(page).getByLabel('Temporary password', { exact: true }), /./)
    await button(page, 'Done').click()
    await page.getByRole('row', { name: /Mika Storm/ }).waitFor()
    await look(visit, 'accounts')
    await accessible(visit)
    {
      await using other = await console.visit()
      await other.signIn({ email, password }, '/settings/password')
      await heading(other.page, 'Password').waitFor()
      await look(other, 'password')
      await accessible(other)
      other.allow(/400/)
      await other.page.getByLabel('Current password').fill('not this one')
      await other.page.getByLabel('New password', { exact: false }).first().fill('another good one')
      await other.page.getByLabel('New password again').fill('another good one')
      await button(other.page, 'Change password').click()
      await other.page.getByText('This is not your password.').waitFor()
      await other.page.getByLabel('Current password').fill(password)
      other.allow(/401|400/)
      await button(other.page, 'Change password').click()
      await other.page.getByText('Your password is changed').waitFor()
      await accessible(other)
      await button(other.page, 'Sign in with it').click()
      await other.page.getByRole('heading', { name: 'Sign in to Tocsin' }).waitFor()
      await other.signIn({ email, password: 'another good one' }, '/settings')
    }
    await button(page, 'Actions for Mika Storm').click()
    await page.getByRole('menuitem', { name: 'Deactivate' }).click()
    await dialog(page).getByRole('button', { name: 'Deactivate' }).click()
    await page.getByRole('row', { name: /Mika Storm.*Deactivated/ }).waitFor()
    await button(page, 'Actions for Mika Storm').click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await dialog(page).getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('row', { name: /Mika Storm/ }).waitFor({ state: 'detached' })
  },
)

test('theme, density, language and zone are chosen and stay; phones have a list of the settings', options, async () => {
  await using visit = await console.signedIn(await console.account('viewer'), '/settings/appearance')
  const { page } = visit
  await heading(page, 'Appearance and language').waitFor()
  await look(visit, 'appearance')
  await accessible(visit)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('radio', { name: 'Compact' }).check()
  await page.getByRole('combobox', { name: /^Language/ }).click()
  await page.getByRole('option', { name: 'Deutsch' }).click()
  await heading(page, 'Darstellung und Sprache').waitFor()
  await page.getByRole('combobox', { name: /^Zeitzone/ }).fill('Singapore')
  await page.getByRole('option', { name: 'Asia/Singapore' }).click()
  await page.reload()
  await heading(page, 'Darstellung und Sprache').waitFor()
  const chosen = () =>
    page.evaluate(() => {
      const { dataset, lang } = document.documentElement
      return [dataset['theme'], dataset['density'], lang]
    })
  await becomes('theme, density and language', chosen, ['dark', 'compact', 'de'])
  await holds(page.getByRole('combobox', { name: /^Zeitzone/ }), /Singapore/)
  await page.setViewportSize({ width: 390, height: 844 })
  await visit.goto('/settings')
  await heading(page, 'Einstellungen').waitFor()
  await visit.picture('settings-index-390-de')
  await accessible(visit)
  await page
    .getByRole('main')
    .getByRole('link', { name: /Schweregrade/ })
    .click()
  await heading(page, 'Schweregrade').waitFor()
  await page.getByRole('link', { name: 'Alle Einstellungen' }).click()
  await heading(page, 'Einstellungen').waitFor()
})

test('one subscribes to incidents by what they are about, and ends it', options, async () => {
  await using visit = await console.signedIn(await console.account('viewer'), '/settings/notifications')
  const { page } = visit
  await page.getByRole('heading', { name: 'No subscriptions' }).waitFor()
  await accessible(visit)
  await button(page, 'Subscribe').click()
  await dialog(page).getByLabel('Severity').click()
  await page.getByRole('option', { name: 'Critical' }).click()
  await page.keyboard.press('Escape')
  await dialog(page).getByLabel('Words').fill('pump')
  await accessible(visit)
  await visit.picture('settings-subscription-dialog')
  await dialog(page).getByRole('button', { name: 'Subscribe' }).click()
  const row = page.getByRole('row', { name: /“pump” · Severity: Critical/ })
  await row.waitFor()
  await look(visit, 'notifications')
  await accessible(visit)
  await row.getByRole('button', { name: /End the subscription/ }).click()
  await dialog(page).getByRole('button', { name: 'End' }).click()
  await page.getByRole('heading', { name: 'No subscriptions' }).waitFor()
})

test('a service without mail and with another provider says so in place of what it lacks', options, async () => {
  await using visit = await console.signedIn(await console.account('admin'))
  const { page } = visit
  await page.route('**/console/configuration', async (route) => {
    const answer = await route.fetch()
    const { data } = (await answer.json()) as { data: object }
    await route.fulfill({ response: answer, json: { data: { ...data, mail: false, accounts: false } } })
  })
  await visit.goto('/settings/notifications')
  await page.getByRole('heading', { name: 'This service sends no mail' }).waitFor()
  assert.equal(await page.getByRole('navigation', { name: 'Settings' }).getByText('Notifications').count(), 0)
  await accessible(visit)
  await visit.goto('/settings/accounts')
  await page.getByRole('heading', { name: 'Accounts are managed elsewhere' }).waitFor()
  await accessible(visit)
})
