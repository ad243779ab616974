import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { addressed, becomes, fits } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

const lane = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const focusOn = (page: Page, name: string): Promise<string> =>
  becomes('text that has the focus', () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''), name)
const told = (page: Page, text: string): Promise<void> => page.getByText(text).waitFor({ state: 'attached' })

test('arrows go from card to card, Shift with an arrow takes the card along', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const first = await api.ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still', severity: 'CRITICAL' }))
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Gate does not open', severity: 'MINOR' }))
  await using visit = await console.signedIn(rosa, '/board')
  const { page } = visit
  await lane(page, 'New').getByText('Gate does not open').waitFor()
  await page.keyboard.press('j')
  await focusOn(page, 'Pumps stand still')
  await page.keyboard.press('ArrowDown')
  await focusOn(page, 'Gate does not open')
  await page.keyboard.press('ArrowUp')
  await focusOn(page, 'Pumps stand still')
  await page.keyboard.press('Shift+ArrowRight')
  await lane(page, 'Open').getByText('Pumps stand still').waitFor()
  await focusOn(page, 'Pumps stand still')
  await told(page, `${first.reference} moved to Open`)
  assert.equal((await api.ok('GET', `/v1/incident/${first.id}`)).status, 'OPEN')
  await page.keyboard.press('ArrowLeft')
  await focusOn(page, 'Gate does not open')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Gate does not open' }).waitFor()
})

test('a card that goes on before the service has answered goes all the way, by one person alone', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const { id, reference } = await api.ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still' }))
  await using visit = await console.signedIn(rosa, '/board')
  const { page } = visit
  const held: (() => void)[] = []
  await page.route(`**/v1/incident/${id}`, async (route) => {
    await new Promise<void>((release) => held.push(release))
    await route.continue()
  })
  await lane(page, 'New').getByText('Pumps stand still').waitFor()
  await page.keyboard.press('j')
  for (const name of ['Open', 'Investigating']) {
    await focusOn(page, 'Pumps stand still')
    await page.keyboard.press('Shift+ArrowRight')
    await lane(page, name).getByText('Pumps stand still').waitFor()
  }
  await becomes('calls on their way', () => held.length, 1)
  held[0]?.()
  await becomes('calls', () => held.length, 2)
  held[1]?.()
  await told(page, `${reference} moved to Investigating`)
  await focusOn(page, 'Pumps stand still')
  assert.equal((await api.ok('GET', `/v1/incident/${id}`)).status, 'INVESTIGATING')
})

test('a card moves by its menu and by dragging, and others see it at once', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const { id, reference } = await api.ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still' }))
  // So wide that all lanes are there to drag to.
  await using visit = await console.signedIn(rosa, '/board', { viewport: { width: 1720, height: 900 } })
  await using other = await console.signedIn(rosa, '/board')
  const { page } = visit
  await lane(other.page, 'New').getByText('Pumps stand still').waitFor()
  await page.getByRole('button', { name: `Move ${reference}` }).click()
  await page.getByRole('menuitemradio', { name: 'Investigating' }).click()
  await lane(page, 'Investigating').getByText('Pumps stand still').waitFor()
  await told(page, `${reference} moved to Investigating`)
  await lane(other.page, 'Investigating').getByText('Pumps stand still').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Pumps stand still' }).dragTo(lane(page, 'Resolved'), { steps: 8 })
  await lane(page, 'Resolved').getByText('Pumps stand still').waitFor()
  await told(page, `${reference} moved to Resolved`)
  assert.equal((await api.ok('GET', `/v1/incident/${id}`)).status, 'RESOLVED')
  await visit.accessible()
  for (const theme of ['light', 'dark'] as const) {
    await visit.theme(theme)
    await visit.picture(`board-${theme}`)
  }
})

test('on a phone the lanes scroll and the page does not', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const name = 'Averyveryverylongnamewithoutanyspaceinitatall'.repeat(3)
  await api.ok(
    'POST',
    '/v1/incident',
    newIncident({ name, location: 'Building C, floor 3, room 301, behind the rack' }),
  )
  await using visit = await console.signedIn(rosa, '/board', { viewport: { width: 360, height: 740 } })
  await visit.page.getByText(name).waitFor()
  await fits(visit.page)
  await visit.picture('board-phone')
  await visit.accessible()
})

test('who may only read cannot move, and a board without cards says so', options, async () => {
  const rosa = await console.account('viewer')
  const admin = await console.account('admin', { tenant: rosa.tenant })
  await using visit = await console.signedIn(rosa, '/board')
  const { page } = visit
  await page.getByText('Nothing on the board').waitFor()
  await visit.accessible()
  const { id } = await (await console.api(admin)).ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still' }))
  await lane(page, 'New').getByText('Pumps stand still').waitFor()
  await page.keyboard.press('j')
  await focusOn(page, 'Pumps stand still')
  await page.keyboard.press('Shift+ArrowRight')
  assert.equal((await (await console.api(admin)).ok('GET', `/v1/incident/${id}`)).status, 'NEW')
  await lane(page, 'New').getByText('Pumps stand still').waitFor()
})

test('filters are in the address, and the rest of a lane is in the list', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still', severity: 'CRITICAL' }))
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Gate does not open', severity: 'MINOR' }))
  await using visit = await console.signedIn(rosa, '/board?severity=CRITICAL')
  const { page } = visit
  await page.getByText('Pumps stand still').waitFor()
  assert.equal(await page.getByText('Gate does not open').count(), 0)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByText('Gate does not open').waitFor()
  await addressed(page, '')
  await page.getByRole('radio', { name: 'All' }).click()
  await lane(page, 'Closed').waitFor()
  await addressed(page, '?show=all')
})
