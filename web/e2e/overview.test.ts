import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { addressed, becomes, counted, fits, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

const tile = (page: Page, name: RegExp) => page.getByRole('link', { name })

test('a tenant without incidents is told how to begin', options, async () => {
  const rosa = await console.account()
  await using visit = await console.signedIn(rosa, '/')
  await visit.page.getByText('No incidents yet').waitFor()
  await visit.page.getByText(`npx tocsin demo --tenant ${rosa.tenant}`).waitFor()
  await visit.accessible()
  await visit.picture('overview-empty')
  await visit.page.getByRole('main').getByRole('link', { name: 'Report' }).last().click()
  await visit.page.getByRole('heading', { level: 1, name: 'Report an incident' }).waitFor()
})

test('a promise that passes is overdue on the page by itself, and its number leads to the list', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const critical = await api.ok(
    'POST',
    '/v1/incident',
    newIncident({ name: 'Pumps stand still', severity: 'CRITICAL' }),
  )
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Gate does not open', severity: 'MINOR' }))
  await using visit = await console.signedIn(rosa, '/')
  const { page } = visit
  await tile(page, /Missed updates 0/).waitFor()
  await tile(page, /Critical incidents open 1/).waitFor()
  await page.getByText('Pumps stand still').waitFor()
  assert.equal(await page.getByText('Gate does not open').count(), 0, 'minor and assessed: it presses nobody')
  const soon = Math.floor(Date.now() / 1000) + 2
  await api.ok('PATCH', `/v1/incident/${critical.id}`, { occ_lock: critical.occ_lock, next_update: soon })
  await tile(page, /Missed updates 1/).waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Pumps stand still' })
    .getByText(/ late$/)
    .waitFor()
  for (const theme of ['light', 'dark'] as const) {
    await visit.theme(theme)
    await visit.picture(`overview-${theme}`)
  }
  await visit.accessible()

  await page.setViewportSize({ width: 390, height: 844 })
  await visit.picture('overview-phone')
  await fits(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  await tile(page, /Missed updates 1/).click()
  await page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor()
  await page.getByRole('link', { name: 'Pumps stand still' }).waitFor()
  assert.equal(await page.getByText('Gate does not open').count(), 0)
})

test('each number is the length of the list behind it', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident', newIncident({ severity: 'CRITICAL' }))
  for (const severity of ['MINOR', 'MINOR', '']) await api.ok('POST', '/v1/incident', newIncident({ severity }))
  await api.ok('POST', '/v1/incident', newIncident({ severity: 'CRITICAL', status: 'RESOLVED' }))
  await using visit = await console.signedIn(rosa, '/')
  const { page } = visit
  for (const [name, count] of [
    [/^Critical incidents open/, 1],
    [/^No severity/, 1],
    [/^Active 4/, 4],
    [/^Minor 2/, 2],
    [/^Resolved 1/, 1],
  ] as const) {
    await visit.goto('/')
    await visit.atPage()
    await tile(page, name).first().click()
    await page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor()
    await counted(page.locator('main tbody tr'), count)
  }
})

test('the period of the chart is in the address, and its days can be read as a table', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident', newIncident({ date: new Date().toISOString() }))
  await using visit = await console.signedIn(rosa, '/')
  const { page } = visit
  await page.getByRole('radio', { name: '7 days' }).click()
  await addressed(page, '?days=7')
  await page.getByText('As a table').click()
  const rows = page.locator('details tbody tr')
  await counted(rows, 7)
  await reads(rows.last(), /1\s*0$/)
  // No letter is smaller on a phone, none is cut off.
  await page.setViewportSize({ width: 390, height: 844 })
  const excess = () => page.locator('figure svg').evaluate((svg) => svg.getBoundingClientRect().right - innerWidth)
  await becomes('pixels of the chart beside the window', excess, (pixels) => pixels <= 0)
})

test('when figures cannot be read the page says so with the id of the request, and tries again', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident', newIncident())
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  visit.allow(/status of 500/)
  const request = '01890000-0000-7000-8000-00000000abcd'
  const away = '**/v1/incident/summary*'
  await visit.context.route(away, (route) => route.fulfill({ status: 500, headers: { 'x-request-id': request } }))
  await page
    .getByRole('link', { name: /^Overview/ })
    .first()
    .click()
  await page.getByText(request).waitFor()
  await visit.picture('overview-failed')
  await visit.accessible()
  await visit.context.unroute(away)
  await page.getByRole('button', { name: /again/i }).click()
  await tile(page, /^Active 1/).waitFor()
})
