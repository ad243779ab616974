import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident, type Person } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { attributed, becomes, fits, goBack } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

/* Working in the list: selecting and doing something to several, exporting, what happens meanwhile, keyboard, phone, failures. */

const options = { skip: withoutChromium }
const console = await consoleApp()
const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }

type Made = { id: string; reference: string; occ_lock: number }
/** Reports one incident after the other, so that the last is the newest. */
async function report(api: Person, ...incidents: Record<string, unknown>[]): Promise<Made[]> {
  const made: unknown[] = []
  for (const one of incidents) made.push(await api.ok('POST', '/v1/incident', newIncident(one)))
  return made as Made[] // what the service answers
}

const names = (page: Page): Promise<string[]> => page.locator('[data-id] [data-open]').allInnerTexts()
const shows = (page: Page, ...wanted: string[]): Promise<string[]> => becomes('rows', () => names(page), wanted)
const row = (page: Page, name: string) => page.locator('[data-id]').filter({ has: page.getByRole('link', { name }) })
const bar = (page: Page) => page.getByRole('group', { name: 'Do with those selected' })

test('several are selected by mouse, shift and keyboard, changed at once, and changed back', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const made = await report(api, ...['D', 'C', 'B', 'A'].map((name) => ({ name })))
  const statuses = () => Promise.all(made.map(async ({ id }) => (await api.ok('GET', `/v1/incident/${id}`))['status']))
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  await shows(page, 'A', 'B', 'C', 'D')
  await row(page, 'A').getByRole('checkbox').click()
  await row(page, 'C')
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] })
  await bar(page).getByText('3 selected').waitFor()
  await page.keyboard.press('Escape')
  await bar(page).waitFor({ state: 'detached' })
  // The focus is on C: down to D, and up from there to B.
  for (const key of ['j', 'x', 'k', 'k', 'Shift+X']) await page.keyboard.press(key)
  await bar(page).getByText('3 selected').waitFor()
  await visit.accessible()
  await visit.picture('list-selected')
  await page.keyboard.press('s')
  await page.getByRole('menuitem', { name: 'Investigating' }).click()
  const note = await visit.note('3 incidents changed.')
  assert.deepEqual(await statuses(), ['INVESTIGATING', 'INVESTIGATING', 'INVESTIGATING', 'NEW'])
  await row(page, 'D').getByText('Investigating').waitFor()
  await note.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone.').waitFor()
  assert.deepEqual(await statuses(), ['NEW', 'NEW', 'NEW', 'NEW'])
})

test(
  'what someone else changed meanwhile stays, is named, and is tried again from how it stands',
  options,
  async () => {
    const rosa = await console.account()
    const omar = await console.api(await console.account('responder', { tenant: rosa.tenant, name: 'Omar Haddad' }))
    const api = await console.api(rosa)
    const [first, second] = await report(api, { name: 'First' }, { name: 'Second' })
    assert.ok(first && second)
    await using visit = await console.signedIn(rosa, '/incidents')
    const { page } = visit
    visit.allow(/status of 409/)
    await shows(page, 'Second', 'First')
    await page.getByRole('checkbox', { name: 'Select all on this page' }).click()
    // Between the press and the call: the version on screen is no longer the present one.
    let meanwhile: Promise<unknown> | undefined
    await page.route(`**/v1/incident/${first.id}`, async (route) => {
      if (route.request().method() === 'PATCH') {
        meanwhile ??= omar.ok('PATCH', `/v1/incident/${first.id}`, { status: 'CLOSED', occ_lock: 0 })
        await meanwhile
      }
      await route.continue()
    })
    await bar(page).getByRole('button', { name: 'Status' }).click()
    await page.getByRole('menuitem', { name: 'Open', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '1 incident stayed as it was' })
    await dialog.getByText('Omar Haddad has changed this meanwhile.').waitFor()
    await dialog.getByRole('link', { name: first.reference }).waitFor()
    await visit.accessible()
    assert.equal((await api.ok('GET', `/v1/incident/${first.id}`))['status'], 'CLOSED')
    assert.equal((await api.ok('GET', `/v1/incident/${second.id}`))['status'], 'OPEN')
    await dialog.getByRole('button', { name: 'Try these again' }).click()
    await dialog.waitFor({ state: 'detached' })
    await becomes('status', async () => (await api.ok('GET', `/v1/incident/${first.id}`))['status'], 'OPEN')
  },
)

test('those deleted go from the list, and undo brings them back', options, async () => {
  const rosa = await console.account()
  await report(await console.api(rosa), { name: 'C' }, { name: 'B' }, { name: 'A' })
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  await shows(page, 'A', 'B', 'C')
  await row(page, 'A').getByRole('checkbox').click()
  await row(page, 'B').getByRole('checkbox').click()
  await bar(page).getByRole('button', { name: 'Delete' }).click()
  const note = await visit.note('2 incidents are in the bin.')
  await shows(page, 'C')
  await note.getByRole('button', { name: 'Undo' }).click()
  await shows(page, 'A', 'B', 'C')
})

test('who may only read selects, and is told why nothing more', options, async () => {
  const rosa = await console.account()
  await report(await console.api(rosa), { name: 'One' })
  const vera = await console.account('viewer', { tenant: rosa.tenant, name: 'Vera Holm' })
  await using visit = await console.signedIn(vera, '/incidents')
  const { page } = visit
  await shows(page, 'One')
  await row(page, 'One').getByRole('checkbox').click()
  const remove = bar(page).getByRole('button', { name: 'Delete' })
  await attributed(remove, 'aria-disabled', 'true')
  await visit.accessible()
  await remove.hover()
  await page.getByRole('tooltip', { name: 'Your role may read incidents, but not change them' }).waitFor()
})

test('an export holds what the filters let through, as CSV and as JSON', options, async () => {
  const rosa = await console.account()
  await report(await console.api(rosa), { name: 'In it', severity: 'MAJOR' }, { name: 'Not in it' })
  await using visit = await console.signedIn(rosa, '/incidents?severity=MAJOR')
  const { page } = visit
  await shows(page, 'In it')
  for (const [format, item] of [
    ['csv', 'CSV, for spreadsheets'],
    ['json', 'JSON, for programs'],
  ] as const) {
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    const download = await coming
    assert.match(download.suggestedFilename(), new RegExp(`^incidents-[\\d-]+\\.${format}$`))
    const text = await readFile(await download.path(), 'utf8')
    if (format === 'csv') assert.match(text, /^\ufeffid,reference,external_id,name,[^\n]*\r\n[^\n]*,In it,[^\n]*\r\n$/)
    else
      assert.deepEqual(
        JSON.parse(text).data.incidents.map(({ name }: { name: string }) => name),
        ['In it'],
      )
  }
})

test('rows change in place, and what is new waits until it is asked for', options, async () => {
  const rosa = await console.account()
  const omar = await console.api(await console.account('responder', { tenant: rosa.tenant, name: 'Omar Haddad' }))
  const [first] = await report(omar, { name: 'First' }, { name: 'Second' })
  assert.ok(first)
  await using visit = await console.signedIn(rosa, '/incidents?status=NEW')
  const { page } = visit
  await shows(page, 'Second', 'First')
  await omar.ok('PATCH', `/v1/incident/${first.id}`, { name: 'First, renamed', severity: 'MAJOR', occ_lock: 0 })
  await shows(page, 'Second', 'First, renamed')
  await row(page, 'First, renamed').getByText('Major').waitFor()
  const place = () => row(page, 'Second').boundingBox()
  await page.evaluate(() => document.fonts.ready)
  const before = await place()
  await report(omar, { name: 'Third' }, { name: 'Other', status: 'OPEN' })
  const pill = page.getByRole('button', { name: '1 new' })
  await pill.waitFor()
  assert.deepEqual(await names(page), ['Second', 'First, renamed'])
  assert.deepEqual(await place(), before)
  await visit.accessible()
  await visit.picture('list-news')
  await page.keyboard.press('.')
  await shows(page, 'Third', 'Second', 'First, renamed')
  // One that no longer matches, and one that is deleted, keep their places until then.
  await omar.ok('PATCH', `/v1/incident/${first.id}`, { status: 'OPEN', occ_lock: 1 })
  await page.getByRole('button', { name: '1 no longer matches' }).waitFor()
  await shows(page, 'Third', 'Second', 'First, renamed')
  await page.getByRole('button', { name: '1 no longer matches' }).click()
  await shows(page, 'Third', 'Second')
  const [deleted] = (await omar.ok('GET', '/v1/incident?status=NEW'))['incidents'] as Made[] // a list of incidents
  await omar.ok('DELETE', `/v1/incident/${deleted?.id}`)
  await row(page, 'Third').getByText('deleted').waitFor()
})

test('the list is used by keyboard alone, and keeps its place on the way back', options, async () => {
  const rosa = await console.account()
  await report(await console.api(rosa), ...['C', 'B', 'A'].map((name) => ({ name })))
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  visit.allow(/status of 404/)
  await shows(page, 'A', 'B', 'C')
  for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/incident\//)
  await page.getByRole('heading', { name: 'B' }).first().waitFor()
  await goBack(page)
  await shows(page, 'A', 'B', 'C')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('Next incident').waitFor()
})

test('on a phone there are cards, filters in a drawer, and nothing is wider than the screen', options, async () => {
  const rosa = await console.account()
  const long = 'Wasserrohrbruchüberwachungsanlagenstörungsmeldung im Umspannwerk Nord'
  await report(await console.api(rosa), { name: long, severity: 'CRITICAL' }, { name: 'Short' })
  await using visit = await console.signedIn(rosa, '/incidents', phone)
  const { page } = visit
  await shows(page, 'Short', long)
  await fits(page)
  await visit.accessible()
  await visit.picture('list-phone')
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: /^Severity/ }).click()
  await page.getByRole('option', { name: 'Critical' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Show 1 incident' }).click()
  await shows(page, long)
  await row(page, long).getByRole('checkbox').click()
  await bar(page).waitFor()
  await fits(page)
  await visit.accessible()
  await visit.picture('list-phone-selected')
})

test(
  'a list that cannot be read says so, with what finds it in the log, and is there after another try',
  options,
  async () => {
    const rosa = await console.account()
    await report(await console.api(rosa), { name: 'One' })
    await using visit = await console.signedIn(rosa, '/board')
    const { page } = visit
    visit.allow(/status of 500/)
    await page.route('**/v1/incident?*', (route) =>
      route.fulfill({
        status: 500,
        headers: { 'content-type': 'application/json', 'x-request-id': 'find-me-in-the-log' },
        body: JSON.stringify({ message: 'internal', errors: [{ code: 'INTERNAL', message: 'internal' }], sent_at: '' }),
      }),
    )
    await page.getByRole('link', { name: 'Incidents' }).first().click()
    await page.getByRole('heading', { name: 'The incidents could not be loaded' }).waitFor()
    await page.getByText('find-me-in-the-log').waitFor()
    await visit.accessible()
    await page.unroute('**/v1/incident?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await shows(page, 'One')
  },
)

test('nothing moves while the list comes', options, async () => {
  const rosa = await console.account()
  await report(await console.api(rosa), ...Array.from({ length: 30 }, (_, n) => ({ name: `Incident ${n}` })))
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  await page.addInitScript(() => {
    Object.assign(window, { moved: [] })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node?: Node }[] } // a layout-shift
        const where = sources.map(({ node }) =>
          node instanceof Element ? `${node.localName}.${node.className}` : String(node),
        )
        ;(window as unknown as { moved: unknown[] }).moved.push([value, where]) // made above
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.route('**/v1/incident?size=50*', async (route) => {
    await page.locator('.waiting').first().waitFor()
    await route.continue()
    await page.unroute('**/v1/incident?size=50*')
  })
  await page.reload()
  await visit.atPage()
  await becomes(
    'rows',
    () => names(page),
    ({ length }) => length === 30,
  )
  const moved = await page.evaluate(() => (window as unknown as { moved: [number, string[]][] }).moved)
  assert.ok(moved.reduce((sum, [value]) => sum + value, 0) < 0.001, moved.map((one) => JSON.stringify(one)).join('\n'))
})
