import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident, type Person } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { addressed, attributed, becomes, fits, focused } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()
const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }

type Made = { id: string; reference: string }
/** Reports and deletes incidents one after the other, so that the last was deleted last. */
async function binned(api: Person, ...names: string[]): Promise<Made[]> {
  const made: Made[] = []
  for (const name of names) {
    const one = (await api.ok('POST', '/v1/incident', newIncident({ name }))) as Made // what the service answers
    await api.ok('DELETE', `/v1/incident/${one.id}`)
    made.push(one)
  }
  return made
}

const shows = (page: Page, ...wanted: string[]): Promise<string[]> =>
  becomes('rows', () => page.getByRole('rowheader').allInnerTexts(), wanted)

test('what is restored leaves the bin and is there again', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const [first] = await binned(api, 'First', 'Second')
  assert.ok(first)
  await using visit = await console.signedIn(rosa, '/bin')
  const { page } = visit
  await shows(page, 'Second', 'First')
  await visit.accessible()
  await visit.picture('bin')
  await page.getByRole('button', { name: `Restore ${first.reference}` }).click()
  await page.getByText(`${first.reference} is back.`).waitFor()
  await shows(page, 'Second')
  assert.equal((await api.ok('GET', `/v1/incident/${first.id}`))['name'], 'First')
  // A responder restores; to purge takes more.
  assert.equal(await page.getByRole('button', { name: /^Purge/ }).count(), 0)
  assert.equal((await api.call('DELETE', `/v1/incident/${first.id}?purge=true`)).status, 403)
})

test('a purge wants the reference typed, and leaves nothing', options, async () => {
  const ada = await console.account('admin')
  const api = await console.api(ada)
  const [first] = await binned(api, 'First', 'Second')
  assert.ok(first)
  await using visit = await console.signedIn(ada, '/bin')
  const { page } = visit
  await shows(page, 'Second', 'First')
  await page.getByRole('button', { name: `Purge ${first.reference}` }).click()
  const dialog = page.getByRole('dialog', { name: `Purge ${first.reference} permanently?` })
  const confirm = dialog.getByRole('button', { name: 'Purge permanently' })
  await attributed(confirm, 'aria-disabled', 'true')
  await focused(dialog.getByRole('textbox'))
  await page.keyboard.type('INC-999999')
  await page.keyboard.press('Enter')
  await visit.accessible()
  await attributed(confirm, 'aria-disabled', 'true')
  await dialog.getByRole('textbox').fill(first.reference)
  await page.keyboard.press('Enter')
  await page.getByText(`${first.reference} was purged permanently.`).waitFor()
  await shows(page, 'Second')
  assert.equal((await api.call('GET', `/v1/incident/${first.id}?deleted=true`)).status, 404)
})

test('an empty bin says what it is for, a search that finds nothing how to go on', options, async () => {
  const rosa = await console.account()
  await using visit = await console.signedIn(rosa, '/bin')
  const { page } = visit
  await page.getByRole('heading', { name: 'The bin is empty' }).waitFor()
  await visit.accessible()
  // What is deleted meanwhile shows by itself where nothing can move.
  await binned(await console.api(rosa), 'Pump 4', 'Door')
  await shows(page, 'Door', 'Pump 4')
  await page.keyboard.press('/')
  await focused(page.getByRole('searchbox'))
  await page.keyboard.type('pump')
  await shows(page, 'Pump 4')
  await addressed(page, '?q=pump')
  await page.reload()
  await visit.atPage()
  await shows(page, 'Pump 4')
  await page.getByRole('searchbox').fill('nonsense')
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await shows(page, 'Door', 'Pump 4')
})

test('what others delete waits until it is asked for', options, async () => {
  const rosa = await console.account()
  const omar = await console.api(await console.account('responder', { tenant: rosa.tenant, name: 'Omar Haddad' }))
  await binned(omar, 'First')
  await using visit = await console.signedIn(rosa, '/bin')
  const { page } = visit
  await shows(page, 'First')
  await binned(omar, 'Second')
  const pill = page.getByRole('button', { name: 'The bin has changed: show it' })
  await pill.waitFor()
  await shows(page, 'First')
  await visit.accessible()
  await pill.click()
  await shows(page, 'Second', 'First')
})

test('a bin that cannot be read says so and is there after another try; a viewer may look', options, async () => {
  const rosa = await console.account()
  await binned(await console.api(rosa), 'First')
  const vera = await console.account('viewer', { tenant: rosa.tenant, name: 'Vera Holm' })
  await using visit = await console.signedIn(vera, '/board')
  const { page } = visit
  visit.allow(/status of 500/)
  await page.route('**/v1/incident?*', (route) =>
    route.fulfill({ status: 500, headers: { 'x-request-id': 'find-me-in-the-log' }, body: '' }),
  )
  await page.getByRole('link', { name: 'Bin' }).click()
  await page.getByRole('heading', { name: 'The bin could not be loaded' }).waitFor()
  await page.getByText('find-me-in-the-log').waitFor()
  await page.unroute('**/v1/incident?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await shows(page, 'First')
  const restore = page.getByRole('button', { name: /^Restore/ })
  await attributed(restore, 'aria-disabled', 'true')
})

test('on a phone the bin has cards, and nothing is wider than the screen', options, async () => {
  const ada = await console.account('admin')
  const [first] = await binned(await console.api(ada), 'Wasserrohrbruchüberwachungsanlagenstörungsmeldung Nord')
  assert.ok(first)
  await using visit = await console.signedIn(ada, '/bin', phone)
  const { page } = visit
  await page.getByRole('button', { name: `Restore ${first.reference}` }).waitFor()
  await fits(page)
  await visit.accessible()
  await visit.picture('bin-phone')
  await page.getByRole('button', { name: `Restore ${first.reference}` }).click()
  await page.getByRole('heading', { name: 'The bin is empty' }).waitFor()
})
