import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident, type Person } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { attributed, focused, holds, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import type { Visit } from './testing/visit.ts'

/*
 * Two people at one incident, each in a browser of their own.
 */

const options = { skip: withoutChromium }
const console = await consoleApp()

type Found = { id: string; occ_lock: number; [field: string]: unknown }

type Two = AsyncDisposable & {
  /** Rosa, and what she sees. */
  rosa: Page
  /** Ben, likewise. */
  ben: Page
  visits: readonly Visit[]
  /** Ben by the API. */
  api: Person
  incident: Found
  now(): Promise<Found>
}

async function two(fields: Record<string, unknown> = {}, role: 'responder' | 'admin' = 'responder'): Promise<Two> {
  const rosa = await console.account('responder', { name: 'Rosa Lind' })
  const ben = await console.account(role, { name: 'Ben Okafor', tenant: rosa.tenant })
  const api = await console.api(ben)
  const incident: Found = await api.ok('POST', '/v1/incident', newIncident(fields))
  const path = `/incident/${incident.id}`
  const visits = [await console.signedIn(rosa, path), await console.signedIn(ben, path)] as const
  const [first, second] = visits
  for (const { page } of visits) await page.locator('article h1').waitFor()
  return {
    rosa: first.page,
    ben: second.page,
    visits,
    api,
    incident,
    now: () => api.ok('GET', path.replace('/incident', '/v1/incident')),
    async [Symbol.asyncDispose]() {
      for (const visit of visits) await visit[Symbol.asyncDispose]()
    },
  }
}

const fact = (page: Page, field: string) => page.locator(`.fact[data-field="${field}"]`)
const location = (page: Page) => page.getByRole('textbox', { name: 'Location', exact: true })

async function type(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: /^(Set|Edit) Location$/ }).click()
  await location(page).fill(text)
}

async function save(page: Page, text: string): Promise<void> {
  await type(page, text)
  await location(page).press('Enter')
  await location(page).waitFor({ state: 'detached' })
}

test('edits of different fields merge by themselves, and each is told what the other changed', options, async () => {
  await using both = await two()
  const { rosa, ben, now } = both
  await type(rosa, 'Dock 7')
  await ben.getByRole('combobox', { name: /^Severity:/ }).click()
  await ben.getByRole('option', { name: 'Major' }).click()
  await rosa.getByText('Ben Okafor changed Severity: No severity → Major').waitFor()
  assert.equal(await location(rosa).inputValue(), 'Dock 7')
  assert.ok(await location(rosa).evaluate((one) => one === document.activeElement), 'the focus went away')
  await rosa.keyboard.press('Enter')
  await fact(ben, 'location').getByText('Dock 7').waitFor()
  const { severity, location: place, occ_lock } = await now()
  assert.deepEqual([severity, place, occ_lock], ['MAJOR', 'Dock 7', 2])
  await rosa.getByRole('button', { name: 'Dismiss' }).first().click()
  await rosa.getByText('Ben Okafor changed Severity').waitFor({ state: 'detached' })
})

test('a field under edit is not typed over; before, theirs and yours stand beside one another', options, async () => {
  await using both = await two({ location: 'Dock 1' })
  const { rosa, ben, now } = both
  await type(rosa, 'Dock 7')
  await rosa.keyboard.press('Home')
  await rosa.keyboard.press('ArrowRight')
  await save(ben, 'Dock 9')
  await rosa.getByText('Ben Okafor changed Location while you edited it').waitFor()
  // The caret stands where it stood, so that typing goes on.
  await rosa.keyboard.type('?')
  await holds(location(rosa), 'D?ock 7')
  const sides = ['Before', 'Dock 1', 'Ben Okafor', 'Dock 9', 'Yours']
  await reads(fact(rosa, 'location'), (told) => sides.every((text) => told.includes(text)))
  await both.visits[0]?.accessible()
  await both.visits[0]?.picture('conflict')
  assert.equal((await now())['location'], 'Dock 9')

  // Enter, pressed by someone who may not have looked, saves nothing yet.
  await location(rosa).fill('Docks 7 and 9')
  await rosa.keyboard.press('Enter')
  await focused(rosa.getByRole('button', { name: 'Save yours' }))
  assert.equal((await now())['location'], 'Dock 9')
  await rosa.getByRole('button', { name: 'Save yours' }).click()
  await fact(ben, 'location').getByText('Docks 7 and 9').waitFor()
  assert.equal((await now())['location'], 'Docks 7 and 9')
})

test('theirs can be taken, and what was typed brought back after all', options, async () => {
  await using both = await two()
  const { rosa, ben, now } = both
  await type(rosa, 'Dock 7')
  await save(ben, 'Dock 9')
  await rosa.getByRole('button', { name: 'Take theirs' }).click()
  await fact(rosa, 'location').getByText('Dock 9').waitFor()
  await rosa.getByRole('button', { name: 'Bring it back' }).click()
  await holds(location(rosa), 'Dock 7')
  await location(rosa).press('Enter')
  await location(rosa).waitFor({ state: 'detached' })
  assert.equal((await now())['location'], 'Dock 7')
})

test('an editor in which nothing was typed yet tells what came, and takes it when asked', options, async () => {
  await using both = await two({ location: 'Dock 1' })
  const { rosa, ben, now } = both
  await rosa.getByRole('button', { name: 'Edit Location' }).click()
  await save(ben, 'Dock 9')
  await rosa.getByText('Ben Okafor changed this to: Dock 9').waitFor()
  assert.equal(await location(rosa).inputValue(), 'Dock 1')
  await rosa.getByRole('button', { name: 'Use it' }).click()
  await holds(location(rosa), 'Dock 9')
  await location(rosa).press('End')
  await rosa.keyboard.type(' north')
  await holds(location(rosa), 'Dock 9 north')
  await rosa.keyboard.press('Enter')
  await location(rosa).waitFor({ state: 'detached' })
  assert.equal((await now())['location'], 'Dock 9 north')
})

test('both wanting the same is no conflict', options, async () => {
  await using both = await two()
  const { rosa, ben, now } = both
  await type(rosa, 'Dock 9')
  await save(ben, 'Dock 9')
  await location(rosa).press('Enter')
  await location(rosa).waitFor({ state: 'detached' })
  assert.deepEqual([(await now())['location'], (await now()).occ_lock], ['Dock 9', 1])
})

test('a menu and a custom attribute meet someone else’s change in the same way', options, async () => {
  const deployer = await console.api(await console.account('deployer'))
  await deployer.ok('POST', '/v1/incident/attributes', { name: 'count', type: 'NUMBER' })
  await using both = await two({ attributes: { count: 1 } })
  const { rosa, api, incident, now } = both
  await rosa.getByRole('button', { name: 'Edit count' }).click()
  await rosa.getByLabel('count', { exact: true }).fill('7')
  await api.ok('PATCH', `/v1/incident/${incident.id}`, { attributes: { count: 5 }, occ_lock: 0 })
  await rosa.getByText('Ben Okafor changed count while you edited it').waitFor()
  await rosa.getByRole('button', { name: 'Save yours' }).click()
  await rosa.getByLabel('count', { exact: true }).waitFor({ state: 'detached' })
  await fact(rosa, 'attributes.count').getByText('7').waitFor()
  assert.deepEqual((await now())['attributes'], { count: 7 })
})

test(
  'without the stream it is the refused save that finds the conflict, and tells of the other changes',
  options,
  async () => {
    await using both = await two({ location: 'Dock 1' })
    const { rosa, api, incident, now } = both
    both.visits[0]?.allow(/Failed to load resource/)
    await rosa.route('**/v1/incident/events*', (route) => route.abort())
    await rosa.reload()
    await type(rosa, 'Dock 7')
    await api.ok('PATCH', `/v1/incident/${incident.id}`, { location: 'Dock 9', severity: 'MAJOR', occ_lock: 0 })
    await location(rosa).press('Enter')
    await rosa.getByText('Ben Okafor changed Location while you edited it').waitFor()
    await rosa.getByText('Ben Okafor changed Severity: No severity → Major').waitFor()
    assert.equal(await location(rosa).inputValue(), 'Dock 7')
    await rosa.getByRole('button', { name: 'Save yours' }).click()
    await location(rosa).waitFor({ state: 'detached' })
    assert.deepEqual([(await now())['location'], (await now())['severity']], ['Dock 7', 'MAJOR'])
  },
)

test('deleted meanwhile, it says so and keeps what was typed; restored, that can be saved', options, async () => {
  await using both = await two()
  const { rosa, ben, now } = both
  for (const visit of both.visits) visit.allow(/status of 404/)
  await type(rosa, 'Dock 7')
  await ben.getByRole('button', { name: 'More actions' }).click()
  await ben.getByRole('menuitem', { name: 'Move to the bin' }).click()
  await rosa.getByText('Deleted just now by Ben Okafor.').waitFor()
  assert.equal(await location(rosa).inputValue(), 'Dock 7')
  await attributed(rosa.getByRole('button', { name: 'Save', exact: true }), 'aria-disabled', 'true')
  await ben.getByRole('button', { name: 'Undo' }).click()
  await rosa.getByText('Deleted just now').waitFor({ state: 'detached' })
  await location(rosa).press('Enter')
  await location(rosa).waitFor({ state: 'detached' })
  assert.equal((await now())['location'], 'Dock 7')
})

test('purged meanwhile, what was typed can still be taken elsewhere', options, async () => {
  await using both = await two({}, 'admin')
  const { rosa, api, incident } = both
  for (const visit of both.visits) visit.allow(/status of 404/)
  await type(rosa, 'Dock 7, all of it')
  await api.ok('DELETE', `/v1/incident/${incident.id}?purge=true`)
  await rosa.getByText('Its content was removed for good just now by Ben Okafor.').waitFor()
  await rosa.getByText('Dock 7, all of it').waitFor()
})
