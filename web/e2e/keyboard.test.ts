import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, counted, focused, holds } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

/** Goes on by Tab until the focus is there. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let steps = 0; steps < 80; steps++) {
    if (await wanted.evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`no Tab leads to ${wanted}`)
}

/** Opens the list with the focus, types until its entry is marked, and takes it. */
async function choose(page: Page, list: Locator, name: string): Promise<void> {
  await tabTo(page, list)
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name }).first().waitFor()
  await page.keyboard.type(name)
  await page.locator('[role=option][data-highlighted]').getByText(name).waitFor()
  await page.keyboard.press('Enter')
  await counted(page.getByRole('option'), 0)
  await focused(list)
}

test('from signing in to a resolved incident and back to the list, by keyboard alone', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await using visit = await console.visit()
  const { page } = visit
  await visit.goto('/')
  await tabTo(page, page.getByRole('button', { name: 'Sign in' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel(/e-?mail/i))
  await page.keyboard.type(rosa.email)
  await tabTo(page, page.getByLabel(/^password/i))
  await page.keyboard.type(rosa.password)
  await page.keyboard.press('Enter')
  await visit.atPage()
  await page.getByText('No incidents yet').waitFor()

  await page.keyboard.press('c')
  await page.getByRole('heading', { level: 1, name: 'Report an incident' }).waitFor()
  await focused(page.locator('[data-first]'))
  await page.keyboard.type('Smoke in hall 4')
  const field = (name: RegExp): Locator => page.getByRole('main').getByRole('combobox', { name })
  await choose(page, field(/^Type/), 'Safety')
  await choose(page, field(/^Severity/), 'Major')
  const known = page.getByLabel(/What is known/)
  await tabTo(page, known)
  await page.keyboard.type('Thick smoke.')
  await holds(known, 'Thick smoke.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: 'Smoke in hall 4' }).waitFor()

  await page.keyboard.press('e')
  await focused(page.getByRole('textbox', { name: 'Name' }))
  await page.keyboard.press('End')
  await page.keyboard.type(', east end')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: 'Smoke in hall 4, east end' }).waitFor()
  await counted(page.getByRole('textbox', { name: 'Name' }), 0)

  await page.keyboard.press('m')
  const composer = page.getByRole('textbox', { name: 'What is new' })
  await focused(composer)
  await page.keyboard.type('Fans are on.')
  await choose(page, page.getByRole('combobox', { name: /^Next update/ }), 'in 30m')
  await tabTo(page, page.getByRole('button', { name: 'Post', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByRole('listitem').filter({ hasText: 'Fans are on.' }).first().waitFor()
  await holds(composer, '')

  await choose(page, page.getByRole('combobox', { name: /^Status: / }), 'Resolved')
  const [only] = (await api.ok('GET', '/v1/incident')).incidents
  await becomes('status', async () => (await api.ok('GET', `/v1/incident/${only.id}`)).status, 'RESOLVED')

  await tabTo(page, page.getByRole('link', { name: 'Incidents' }).first())
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor()
  await page.getByRole('link', { name: 'Smoke in hall 4, east end' }).first().waitFor()
  const { incidents } = await api.ok('GET', '/v1/incident')
  assert.equal(incidents.length, 1)
  const [{ name, type, severity, status, next_update: promised }] = incidents
  assert.deepEqual([name, type, severity, status], ['Smoke in hall 4, east end', 'SAFETY', 'MAJOR', 'RESOLVED'])
  assert.ok(promised > Date.now() / 1000)
})
