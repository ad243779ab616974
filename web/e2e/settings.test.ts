import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { attributed, becomes, choose, holds, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import { accessible, button, dialog, heading, look } from './testing/settings.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

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
