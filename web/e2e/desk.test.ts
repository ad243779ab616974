import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, counted, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import { startLine } from './testing/line.ts'

/* What a duty officer meets on a shift, each once found wrong. */

const options = { skip: withoutChromium }
const console = await consoleApp()
const cutOff = /net::ERR_|Failed to load resource|Failed to fetch|Load failed/
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const now = () => Math.floor(Date.now() / 1000)

test(
  'a new critical stands above whatever is less severe and long late, and all of them can be shown',
  options,
  async () => {
    const rosa = await console.account()
    const api = await console.api(rosa)
    for (let n = 1; n <= 11; n++) {
      const late = { severity: 'LOW', name: `Graffiti ${n}`, next_update: now() - n * 86_400 }
      await api.ok('POST', '/v1/incident', newIncident(late))
    }
    await api.ok('POST', '/v1/incident', newIncident({ severity: 'CRITICAL', name: 'Pumps stand still' }))
    await using visit = await console.signedIn(rosa, '/')
    const { page } = visit
    const rows = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: /Graffiti|Pumps/ }) })
    await counted(rows, 10)
    await reads(rows.first(), /Pumps stand still/)
    await page.getByRole('button', { name: 'Show all 12' }).click()
    await counted(rows, 12)
    await reads(rows.last(), /Graffiti/)
    await visit.picture('desk-attention')
  },
)

test('a tile opens exactly what it counts', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const owing = (name: string, seconds: number) => newIncident({ name, next_update: now() + seconds })
  await api.ok('POST', '/v1/incident', owing('Soon', 1800))
  await api.ok('POST', '/v1/incident', owing('Later', 7200))
  await api.ok('POST', '/v1/incident', owing('Late', -600))
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Nothing owed' }))
  await using visit = await console.signedIn(rosa, '/')
  const { page } = visit
  for (const [tile, name] of [
    [/^Due within the hour 1/, 'Soon'],
    [/^Missed updates 1/, 'Late'],
  ] as const) {
    await page.getByRole('link', { name: tile }).click()
    await page.getByRole('link', { name, exact: true }).waitFor()
    await counted(page.locator('main tbody tr'), 1)
    await page.goBack()
  }
})

test('only what was entered later is said to be', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const live = await api.ok('POST', '/v1/incident', newIncident({ date: new Date().toISOString() }))
  const old = new Date(Date.now() - 5 * 86_400_000).toISOString()
  const later = await api.ok('POST', '/v1/incident', newIncident({ date: old }))
  await using visit = await console.signedIn(rosa, `/incident/${later.id}`)
  const { page } = visit
  await page.getByText('Entered 5d later').waitFor()
  await visit.goto(`/incident/${live.id}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await page.getByText(/Recorded as it happened|Entered/).count(), 0)
})

test('an incident is found by its number alone', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident', newIncident({ name: 'First' }))
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Second' }))
  await using visit = await console.signedIn(rosa, '/board')
  const { page } = visit
  for (const typed of ['2', '#2', 'inc-2']) {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /Search incidents/ }).fill(typed)
    await page.getByRole('option', { name: /INC-000002 Second/ }).waitFor()
    await page.keyboard.press('Escape')
  }
})

test(
  'without a line nothing is shown as saved that was not, and the palette says what it cannot do',
  options,
  async () => {
    const rosa = await console.account()
    const api = await console.api(rosa)
    const { id } = await api.ok('POST', '/v1/incident', newIncident({ severity: 'MINOR' }))
    const line = await startLine()
    await using visit = await console.visit(line.options)
    const { page } = visit
    await visit.signIn(rosa, `/incident/${id}`)
    const severity = page.locator('[data-field="severity"]').first()
    await severity.getByRole('combobox').click()
    await page.getByRole('option', { name: 'Critical' }).waitFor()
    visit.allow(cutOff)
    line.cut()
    await page.getByRole('option', { name: 'Critical' }).click()
    // The editor says that it is not saved, and offers to try again; the header goes on saying what is.
    await page
      .getByRole('form', { name: /Severity/ })
      .getByRole('alert')
      .waitFor()
    await becomes('severity in the header', () => severity.getByRole('combobox').getAttribute('aria-label'), /Minor/)
    await visit.picture('desk-not-saved')
    await page.getByText(/Connection lost/).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /Search incidents/ }).fill('pump')
    await page.getByText(/Not connected: incidents can’t be searched now/).waitFor()
    await page.keyboard.press('Escape')
    line.mend()
    await page
      .getByRole('form', { name: /Severity/ })
      .getByRole('button', { name: 'Save' })
      .click()
    await becomes(
      'severity at the service',
      async () => (await api.ok('GET', `/v1/incident/${id}`))['severity'],
      'CRITICAL',
    )
  },
)

test('an address that there is not says so', options, async () => {
  const rosa = await console.account()
  await using visit = await console.visit()
  visit.allow(/status of 404/)
  await visit.signIn(rosa, '/nowhere/at-all?x=1')
  const { page } = visit
  await page.getByRole('heading', { name: 'Page not found' }).waitFor()
  await page.getByText('/nowhere/at-all').waitFor()
  assert.equal(new URL(page.url()).pathname, '/nowhere/at-all')
  await visit.accessible()
  await visit.picture('desk-not-found')
})

test('nobody meets the ghost of the page they have just reloaded', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const { id } = await api.ok('POST', '/v1/incident', newIncident({ location: 'Berth 4' }))
  await using visit = await console.signedIn(rosa, `/incident/${id}`)
  const { page } = visit
  const entered = page.waitForResponse(
    (answer) => answer.url().includes('/presence') && answer.request().method() !== 'DELETE',
  )
  await page.getByRole('button', { name: 'Edit Location' }).click()
  await entered
  await becomes('pages here', async () => (await api.ok('GET', `/v1/incident/${id}/presence`))['present'].length, 1)
  // As when the line is cut while the page goes: the service never hears that it left.
  await page.route('**/presence*', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  )
  visit.allow(cutOff)
  const again = page.waitForResponse((answer) => answer.url().includes('/presence'))
  await page.reload()
  await visit.atPage()
  await again
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await page.getByText(/edits|editing/).count(), 0)
})

test('how late an update is stands there whole, in English and German', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Old', next_update: now() - 69 * 86_400 - 20 * 3600 }))
  await api.ok('POST', '/v1/incident', newIncident({ name: 'Hours', next_update: now() - 23 * 3600 - 59 * 60 }))
  for (const [locale, late] of [
    ['en-GB', '69d late'],
    ['de-DE', 'seit 69 T'],
  ] as const) {
    await using visit = await console.visit({ locale })
    await visit.goto('/incidents')
    await visit.page.getByRole('button', { name: /Sign in|Anmelden/ }).click()
    await visit.fillForm(rosa)
    await visit.atPage()
    const { page } = visit
    const told = page.locator('main tbody time.overdue span')
    await counted(told, 2)
    await page.getByText(late).waitFor()
    const cut = await told.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length)
    assert.equal(cut, 0, locale)
  }
})

test('on a phone the way back in time is large enough for a finger, and nobody is told of keys', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const { id } = await api.ok('POST', '/v1/incident', newIncident())
  await using visit = await console.signedIn(rosa, `/incident/${id}`, phone)
  const { page } = visit
  const link = page.getByRole('link', { name: /as it stood then/ }).first()
  await link.waitFor()
  const box = await link.boundingBox()
  assert.ok(box && box.width >= 40 && box.height >= 40, JSON.stringify(box))
  await visit.goto('/board')
  await page.getByText('Change a status by the menu of its card.').waitFor()
  assert.equal(await page.getByText(/Shift/).count(), 0)
})

test(
  'a report that lacks something names it, and a filter that filters nothing says its name once',
  options,
  async () => {
    const rosa = await console.account()
    const api = await console.api(rosa)
    await api.ok('POST', '/v1/incident', newIncident())
    await using visit = await console.signedIn(rosa, '/report')
    const { page } = visit
    await page.getByRole('main').getByRole('button', { name: 'Report' }).click()
    await page.getByText('Choose a type.').waitFor()
    await visit.goto('/incidents')
    await page.getByRole('combobox', { name: 'Status', exact: true }).waitFor()
  },
)

test('a note never covers what leads to the next page', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  for (let n = 0; n < 51; n++) await api.ok('POST', '/v1/incident', newIncident({ name: `Number ${n}` }))
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  await page
    .getByRole('checkbox', { name: /^Select INC/ })
    .first()
    .check()
  await page.keyboard.press('s')
  await page
    .getByRole('menuitem', { name: 'Monitoring' })
    .or(page.getByRole('option', { name: 'Monitoring' }))
    .first()
    .click()
  const note = page.getByRole('status').filter({ hasText: '1 incident changed.' })
  await note.waitFor()
  const pager = page.getByRole('link', { name: 'Next page' })
  await visit.picture('desk-note')
  const [above, below] = await Promise.all([note.boundingBox(), pager.boundingBox()])
  assert.ok(above && below && above.y + above.height <= below.y, JSON.stringify([above, below]))
  await pager.click()
  await page.getByText('51–51 of 51').waitFor()
})
