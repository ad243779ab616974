import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, holds } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import { startLine } from './testing/line.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

/** Streams of the service that are open now, by the page that reads them. */
function openStreams(context: BrowserContext): Map<Request, Page> {
  const open = new Map<Request, Page>()
  context.on('request', (request) => {
    if (request.headers()['accept']?.includes('text/event-stream')) open.set(request, request.frame().page())
  })
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
  return open
}

/** What a cut line makes a browser say. */
const cutOff = /net::ERR_|Failed to load resource|Failed to fetch|status of 40[01]/

test('a lost connection is told within 5 s; back again, the page catches up without a reload', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still' }))
  const line = await startLine()
  await using visit = await console.visit(line.options)
  const { page } = visit
  const connected = page.waitForResponse(
    (answer) => answer.headers()['content-type']?.includes('text/event-stream') ?? false,
  )
  await visit.signIn(rosa, '/board')
  await connected
  visit.allow(cutOff)
  await page.getByText('Pumps stand still').waitFor()
  const notice = page.getByText(/Connection lost/)
  await notice.waitFor({ state: 'detached' })
  // Counted in turns of the page: while a busy machine lets it do nothing, it cannot tell either.
  await page.evaluate(() => {
    const { dataset } = document.body
    dataset['mark'] = 'same page'
    let turns = 0
    const timer = setInterval(() => {
      turns++
      if (!document.body.textContent?.includes('Connection lost')) return
      clearInterval(timer)
      dataset['turns'] = String(turns)
    }, 100)
  })
  line.cut()
  // The service goes on: what happens meanwhile is missed here.
  const { id, occ_lock } = await api.ok('POST', '/v1/incident', newIncident({ name: 'Gate does not open' }))
  await api.ok('PATCH', `/v1/incident/${id}`, { occ_lock, status: 'OPEN' })
  await notice.waitFor()
  const turns = Number(
    await becomes('turns until it was told', () => page.evaluate(() => document.body.dataset['turns']), /./),
  )
  assert.ok(turns <= 50, `it was told after ${turns / 10} s`)
  assert.equal(await page.getByText('Gate does not open').count(), 0)
  await page.getByText('Pumps stand still').waitFor()
  await visit.picture('live-lost')
  await visit.accessible()
  line.mend()
  await page.getByRole('region', { name: 'Open', exact: true }).getByText('Gate does not open').waitFor()
  await notice.waitFor({ state: 'detached' })
  assert.equal(await page.evaluate(() => document.body.dataset['mark']), 'same page')
})

test('when the tab that holds the stream closes, another goes on and misses nothing', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await using visit = await console.visit()
  const streams = openStreams(visit.context)
  await visit.signIn(rosa, '/board')
  await becomes('streams', () => streams.size, 1)
  const follower = await visit.context.newPage()
  await visit.goto('/board', follower)
  await visit.atPage(follower)
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still' }))
  await follower.getByText('Pumps stand still').waitFor()
  await becomes('streams for both', () => streams.size, 1)
  await visit.page.close()
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Gate does not open' }))
  await follower.getByText('Gate does not open').waitFor()
  await becomes('streams of the other', () => [...streams.values()].filter((page) => page === follower).length, 1)
})

test(
  'a session that ends while someone types keeps what was typed, and it is sent after signing in again',
  options,
  async () => {
    const rosa = await console.account()
    const chief = await console.api(await console.account('admin', { tenant: rosa.tenant, name: 'Chief' }))
    await using visit = await console.signedIn(rosa, '/report')
    const { page } = visit
    visit.allow(/status of 40[01]/)
    await page
      .getByLabel(/What happened/)
      .first()
      .fill('Rack 14 smells of smoke')
    await page.getByLabel(/^Type/).click()
    await page.getByRole('option', { name: 'Facility' }).click()
    await page.getByLabel(/What is known/).fill('Only near the fan.')
    const password = 'another battery staple'
    const { email, name, role } = rosa
    await chief.ok('PUT', `/v1/accounts/${rosa.id}`, { email, name, role, password })
    const told = page.getByRole('dialog').getByText('Your session has ended')
    // The service may take a moment to take an old token no more; what is typed makes the page look for similar incidents.
    let letters = ''
    const ended = async () => {
      letters += '.'
      await page
        .getByLabel(/What happened/)
        .first()
        .fill(`Rack 14 smells of smoke${letters}`)
        .catch(() => undefined)
      return await told.waitFor({ timeout: 700 }).then(
        () => true,
        () => false,
      )
    }
    await becomes('whether the session has ended', ended, true)
    const [opened] = await Promise.all([
      visit.context.waitForEvent('page'),
      page.getByRole('dialog').getByRole('button', { name: 'Sign in again' }).click(),
    ])
    await visit.fillForm({ email, password }, opened)
    await told.waitFor({ state: 'detached' })
    await holds(page.getByLabel(/What is known/), 'Only near the fan.')
    await page.getByRole('main').getByRole('button', { name: 'Report' }).click()
    await page.getByRole('heading', { level: 1, name: /^Rack 14 smells of smoke/ }).waitFor()
  },
)
