import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, choose, counted, fits, focused, holds } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

const idOf = (page: Page): string => new URL(page.url()).pathname.replace('/incident/', '')

test('a report needs a name, a type and what is known, and lands on the incident', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await using visit = await console.signedIn(rosa, '/')
  const { page } = visit
  await page.keyboard.press('c')
  await page.getByRole('heading', { level: 1, name: 'Report an incident' }).waitFor()
  const first = page.locator('[data-first]')
  await focused(first)
  await visit.accessible()
  // From anywhere; the focus then goes to the first field that is not right.
  await page.getByLabel(/What is known/).focus()
  await page.keyboard.press('Control+Enter')
  await counted(page.getByText('This must not be empty.'), 2)
  await page.getByText('Choose a type.').waitFor()
  await focused(first)
  await visit.picture('report-problems')
  await visit.accessible()

  await page.keyboard.type('Smoke in the turbine hall')
  await choose(page, page.getByLabel(/^Type/), 'Facility')
  await choose(page, page.getByLabel(/^Severity/), 'Critical')
  await page.getByLabel(/What is known/).fill('Thick smoke near turbine 2.')
  await counted(page.getByText('This must not be empty.'), 0)
  const before = Date.now()
  await page.getByRole('main').getByRole('button', { name: 'Report' }).click()
  await page.getByRole('heading', { level: 1, name: 'Smoke in the turbine hall' }).waitFor()
  const saved = await api.ok('GET', `/v1/incident/${idOf(page)}`)
  assert.deepEqual(
    [saved.type, saved.severity, saved.description, saved.reported_by, saved.backdated, saved.next_update],
    ['FACILITY', 'CRITICAL', 'Thick smoke near turbine 2.', 'Rosa Lind', false, 0],
  )
  assert.match(saved.date, /\+0[12]:00$/, 'with the offset of where it was reported')
  const reported = Date.parse(saved.date)
  assert.ok(reported >= before - 60_000 && reported <= Date.now() + 10_000, saved.date)
})

test('what happened earlier is backdated, and a promise counts from the report', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await using visit = await console.signedIn(rosa, '/report')
  const { page } = visit
  await page
    .getByLabel(/What happened/)
    .first()
    .fill('Leak found on the morning round')
  await choose(page, page.getByLabel(/^Type/), 'Facility')
  await page.getByLabel(/What is known/).fill('A joint drips.')
  await page.getByText('Time, status, next update, attributes').click()
  await page.getByRole('radio', { name: 'Earlier' }).click()
  await page.locator('input[type="datetime-local"]').fill('2024-01-05T06:30')
  await choose(page, page.getByLabel(/^Next update/), 'in 30m')
  await visit.picture('report-full')
  await visit.accessible()
  await page.setViewportSize({ width: 390, height: 844 })
  await visit.picture('report-phone')
  await fits(page)
  const before = Math.floor(Date.now() / 1000)
  await page.getByRole('main').getByRole('button', { name: 'Report' }).click()
  await page.getByRole('heading', { level: 1, name: /Leak found/ }).waitFor()
  const after = Math.ceil(Date.now() / 1000)
  const saved = await api.ok('GET', `/v1/incident/${idOf(page)}`)
  assert.equal(Date.parse(saved.date), Date.parse('2024-01-05T06:30:00+01:00'))
  assert.equal(saved.backdated, true)
  const promised = saved.next_update - 30 * 60
  assert.ok(promised >= before - 10 && promised <= after + 10, `${promised} is not between ${before} and ${after}`)
})

test('what was typed survives a reload, and is gone once it is sent', options, async () => {
  const rosa = await console.account()
  await using visit = await console.signedIn(rosa, '/report')
  const { page } = visit
  const name = page.getByLabel(/What happened/).first()
  await name.fill('Half a sent')
  await becomes('what is kept', () => visit.kept(), /Half a sent/)
  await page.reload()
  await page.getByText('This is what you had typed before.').waitFor()
  await holds(name, 'Half a sent')
  await visit.accessible()
  await page.getByRole('button', { name: 'Start over' }).click()
  await holds(name, '')
  await name.fill('A whole sentence')
  await choose(page, page.getByLabel(/^Type/), 'Facility')
  await page.getByLabel(/What is known/).fill('Enough.')
  await page.getByRole('main').getByRole('button', { name: 'Report' }).click()
  await page.getByRole('heading', { level: 1, name: 'A whole sentence' }).waitFor()
  await becomes(
    'what is kept',
    () => visit.kept(),
    (kept) => !kept.includes('A whole sentence'),
  )
})

test('open incidents with such a name are offered while it is typed', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const { reference } = await api.ok('POST', '/v1/incident', newIncident({ name: 'Compressor 4 lost its oil' }))
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Compressor 9 was mended', status: 'RESOLVED' }))
  await using visit = await console.signedIn(rosa, '/report')
  const { page } = visit
  await page
    .getByLabel(/What happened/)
    .first()
    .pressSequentially('Compressor')
  await page.getByText('An open incident may be the same').waitFor()
  await page.getByRole('link', { name: reference }).waitFor()
  assert.equal(await page.getByText('Compressor 9').count(), 0, 'it is done with')
  await visit.accessible()
  await visit.picture('report-similar')
})

test('a report that is refused keeps all that was typed and says why', options, async () => {
  const rosa = await console.account()
  await using visit = await console.signedIn(rosa, '/report')
  const { page } = visit
  visit.allow(/status of 500/)
  await page
    .getByLabel(/What happened/)
    .first()
    .fill('Rack 14 smells of smoke')
  await choose(page, page.getByLabel(/^Type/), 'Facility')
  await page.getByLabel(/What is known/).fill('Only near the fan.')
  await visit.context.route('**/v1/incident', (route) =>
    route.fulfill({ status: 500, headers: { 'x-request-id': 'request-7' } }),
  )
  await page.getByRole('main').getByRole('button', { name: 'Report' }).click()
  await page.getByRole('alert').getByText('The report was not sent').waitFor()
  await page.getByText(/request-7/).waitFor()
  await holds(page.getByLabel(/What is known/), 'Only near the fan.')
  await visit.accessible()
  await visit.context.unroute('**/v1/incident')
  await page.getByRole('main').getByRole('button', { name: 'Report' }).click()
  await page.getByRole('heading', { level: 1, name: /Rack 14/ }).waitFor()
})

test('who may only read is told so before typing', options, async () => {
  const rosa = await console.account('viewer')
  await using visit = await console.signedIn(rosa, '/report')
  await visit.page.getByText('Read-only', { exact: true }).waitFor()
  await visit.accessible()
})
