import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident, type Person } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { attributed, becomes, counted, fits, focused, holds, patienceMs, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import type { Visit } from './testing/visit.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

type Record_ = { id: string; reference: string; occ_lock: number; [field: string]: unknown }

/** Someone signed in on the page of a new incident. */
async function opened(
  fields: Record<string, unknown> = {},
  { role = 'responder', viewport }: { role?: 'viewer' | 'responder' | 'admin'; viewport?: [number, number] } = {},
): Promise<{ visit: Visit; page: Page; api: Person; incident: Record_; now: () => Promise<Record_> }> {
  const author = await console.account('admin')
  const account = role === 'admin' ? author : await console.account(role, { tenant: author.tenant })
  const api = await console.api(author)
  const incident: Record_ = await api.ok('POST', '/v1/incident', newIncident(fields))
  const size = viewport ? { viewport: { width: viewport[0], height: viewport[1] } } : {}
  const visit = await console.signedIn(account, `/incident/${incident.id}`, size)
  await visit.page.locator('article h1').waitFor()
  return { visit, page: visit.page, api, incident, now: () => api.ok('GET', `/v1/incident/${incident.id}`) }
}

const fact = (page: Page, field: string) => page.locator(`.fact[data-field="${field}"]`)
/** What this tab keeps for the case of a reload. */
const drafts = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify({ ...sessionStorage }))

test(
  'a name is edited in place by keyboard: e, Ctrl+Enter saves, Escape gives back what was typed',
  options,
  async () => {
    const { visit, page, now } = await opened()
    await using _ = visit
    await page.keyboard.press('e')
    const name = page.getByRole('textbox', { name: 'Name' })
    await focused(name)
    await page.keyboard.press('End')
    await page.keyboard.type(', pumps running')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { level: 1, name: /pumps running/ }).waitFor()
    await name.waitFor({ state: 'detached' })
    const saved = await now()
    assert.deepEqual([saved['name'], saved.occ_lock], ['Water on the floor of server room 2, pumps running', 1])

    await page.keyboard.press('e')
    await name.fill('Something else')
    await page.keyboard.press('Escape')
    await name.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Bring it back' }).click()
    await holds(name, 'Something else')
    await focused(name)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Something else' }).waitFor()
    assert.equal((await now())['name'], 'Something else')
  },
)

test('a blank or too long text is refused beside the field and stays', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.keyboard.press('e')
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('  ')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('It must not be empty.').waitFor()
  await name.fill('🔥'.repeat(502))
  await page.keyboard.press('Enter')
  await page.getByText('2 characters too long.').waitFor()
  assert.equal(await name.inputValue(), '🔥'.repeat(502))
  await name.fill('🔥'.repeat(500))
  await page.keyboard.press('Enter')
  await name.waitFor({ state: 'detached' })
  assert.equal((await now())['name'], '🔥'.repeat(500))
})

test('the status is changed by s and the arrow keys, and saved at once; resolving it sets when', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.keyboard.press('s')
  await page.getByRole('option', { name: 'Resolved' }).waitFor()
  await page.keyboard.type('Res')
  await page.locator('[role=option][data-highlighted]').getByText('Resolved').waitFor()
  await page.keyboard.press('Enter')
  await becomes('status', async () => (await now())['status'], 'RESOLVED')
  await page.getByRole('combobox', { name: 'Status: Resolved' }).waitFor()
  await fact(page, 'resolved_date').getByText('just now').waitFor()
})

test('severity and type are chosen from their tables', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.getByRole('combobox', { name: 'Severity: No severity' }).click()
  await page.getByRole('option', { name: 'Major' }).click()
  await page.getByRole('combobox', { name: 'Severity: Major' }).waitFor()
  await page.getByRole('combobox', { name: /^Type/ }).click()
  await page.getByRole('option', { name: 'Safety' }).click()
  const chosen = async () => {
    const { severity, type } = await now()
    return [severity, type]
  }
  await becomes('severity and type', chosen, ['MAJOR', 'SAFETY'])
})

test('a date keeps the offset it was reported with, to the letter until it is changed', options, async () => {
  const date = '2024-11-11T10:57:27.123456789+05:30'
  const { visit, page, now } = await opened({ date })
  await using _ = visit
  await fact(page, 'date').getByText('11 Nov 2024, 10:57 (UTC+5:30)').waitFor()
  await page.getByRole('button', { name: 'Edit Happened' }).click()
  const input = page.getByLabel('Happened', { exact: true })
  await holds(input, '2024-11-11T10:57')
  await page.getByRole('button', { name: 'Save' }).click()
  await input.waitFor({ state: 'detached' })
  assert.deepEqual([(await now())['date'], (await now()).occ_lock], [date, 0])

  await page.getByRole('button', { name: 'Edit Happened' }).click()
  await input.fill('2024-11-12T08:00')
  await page.getByRole('button', { name: 'Save' }).click()
  await input.waitFor({ state: 'detached' })
  assert.equal((await now())['date'], '2024-11-12T08:00:00+05:30')

  await page.getByRole('button', { name: 'Edit Happened' }).click()
  await page.getByRole('radio', { name: 'Here (UTC+1)' }).check()
  await holds(input, '2024-11-12T03:30')
  await page.keyboard.press('Escape')
})

test('location, reporter and description are edited by keyboard alone, and the focus comes back', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  const editor = (name: string) => page.getByRole('textbox', { name, exact: true })
  await page.getByRole('button', { name: 'Set Location' }).focus()
  await page.keyboard.press('Enter')
  await focused(editor('Location'))
  await page.keyboard.type('Building C')
  await page.keyboard.press('Enter')
  await fact(page, 'location').getByText('Building C').waitFor()
  await focused(page.getByRole('button', { name: 'Edit Location' }))
  // e edits the fact that has the focus.
  await page.keyboard.press('e')
  await focused(editor('Location'))
  await page.keyboard.type('Building D')
  await page.keyboard.press('Control+Enter')
  await fact(page, 'location').getByText('Building D').waitFor()
  await page.getByRole('button', { name: 'Edit Description' }).focus()
  await page.keyboard.press('Enter')
  await focused(editor('Description'))
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Pumps are on their way.')
  await page.keyboard.press('Control+Enter')
  await editor('Description').waitFor({ state: 'detached' })
  const { location, description } = await now()
  assert.deepEqual(
    [location, description],
    ['Building D', 'The raised floor is wet near rack 14.\nPumps are on their way.'],
  )
})

test('a custom attribute of each type is set, changed and removed by an editor of its own', options, async () => {
  const deployer = await console.api(await console.account('deployer'))
  const types = {
    note: { type: 'STRING' },
    count: { type: 'NUMBER' },
    pending: { type: 'BOOLEAN' },
    due: { type: 'DATE' },
    restored: { type: 'DATETIME' },
    cause: { type: 'ENUM', options: ['Human error', 'Wear'] },
  }
  for (const [name, one] of Object.entries(types))
    await deployer.ok('POST', '/v1/incident/attributes', { name, ...one })
  const { visit, page, now } = await opened()
  await using _ = visit
  const attributes = async () => (await now())['attributes']
  const set = async (name: string, fill: () => Promise<void>, value: unknown, key = 'Control+Enter') => {
    await page.getByRole('button', { name: new RegExp(`^(Set|Edit) ${name}$`) }).click()
    const focus = fact(page, `attributes.${name}`).locator('form :focus')
    await focus.waitFor()
    await fill()
    // Back from a list of options, it is in the editor again.
    await page.getByRole('option').first().waitFor({ state: 'detached' })
    await focus.waitFor()
    await page.keyboard.press(key)
    await fact(page, `attributes.${name}`)
      .getByRole('button', { name: `Edit ${name}` })
      .waitFor({ state: 'attached' })
    const values: Record<string, unknown> = Object(await attributes())
    assert.deepEqual(values[name], value, name)
  }
  const choose = (name: string, option: string) => async () => {
    await page.getByLabel(name, { exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  const type = (text: string) => () => page.keyboard.type(text)
  await set('note', type('see rack 14'), 'see rack 14')
  await set('count', type('2.50'), 2.5, 'Enter')
  await set('pending', choose('pending', 'No'), false)
  await set('due', () => page.getByLabel('due', { exact: true }).fill('2026-12-24'), '2026-12-24')
  await set(
    'restored',
    () => page.getByLabel('restored', { exact: true }).fill('2026-05-01T16:05'),
    '2026-05-01T16:05:00+02:00',
  )
  await set('cause', choose('cause', 'Wear'), 'Wear')
  await set('count', () => page.getByLabel('count', { exact: true }).fill('7'), 7)
  await set('pending', choose('pending', 'Yes'), true)
  await visit.picture('incident-attributes')

  await page.getByRole('button', { name: 'Edit count' }).click()
  await page.getByLabel('count', { exact: true }).fill('many')
  await page.keyboard.press('Enter')
  await page.getByText('A number is wanted').waitFor()
  await holds(page.getByLabel('count', { exact: true }), 'many')
  await page.keyboard.press('Escape')

  for (const name of Object.keys(types)) {
    await page.getByRole('button', { name: `Edit ${name}` }).click()
    await page.getByRole('button', { name: `Remove ${name}` }).click()
    await page.getByRole('button', { name: `Set ${name}` }).waitFor({ state: 'attached' })
  }
  assert.equal(await attributes(), null)
})

test('a viewer reads all of it, changes nothing and is told why', options, async () => {
  const { visit, page, now } = await opened({ location: 'Building C' }, { role: 'viewer' })
  await using _ = visit
  await page.getByText('Read only: with the role viewer you may not change incidents.').waitFor()
  await page.keyboard.press('e')
  await page.keyboard.press('s')
  assert.equal(await page.getByRole('button', { name: /^(Edit|Set) / }).count(), 0)
  assert.equal(await page.getByRole('combobox', { name: /^(Status|Severity|Type):/ }).count(), 0)
  assert.equal(await page.getByRole('article').getByRole('textbox').count(), 0)
  await visit.accessible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Move to the bin' }).getByText('Read only').waitFor()
  assert.equal(await page.getByRole('menuitem', { name: 'Purge' }).count(), 0)
  await page.keyboard.press('Escape')
  assert.equal((await now()).occ_lock, 0)
})

test('a promise counts down and turns overdue by sign and word while one looks', options, async () => {
  const { visit, page, api, incident } = await opened()
  await using _ = visit
  const bar = page.locator('[data-promise]')
  await bar.getByText('No update scheduled').waitFor()
  await page.getByRole('button', { name: 'Set update time' }).click()
  await page.getByRole('button', { name: 'in 30m' }).click()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Save' }).click()
  await bar.getByText(/in (30m|2\dm( \d+s)?)/).waitFor()
  await attributed(bar, 'data-promise', 'later')
  // From here on time passes on the page when it is told to.
  await page.clock.install()
  const begin = Math.floor(Date.now() / 1000) + patienceMs / 1000
  await api.ok('PATCH', `/v1/incident/${incident.id}`, { next_update: begin + 40, occ_lock: 1 })
  await reads(bar, (text) => !/in (30m|2\dm)/.test(text)) // before time stands still: what comes in may wait for a timer
  await page.clock.pauseAt(begin * 1000)
  await bar.getByText('Update due').waitFor()
  const left = async () => Number(/in (\d+)s/.exec((await bar.textContent()) ?? '')?.[1])
  const before = await becomes('seconds left', left, (seconds) => seconds > 20)
  await page.clock.runFor(10_000)
  await becomes('seconds left', left, before - 10)
  await page.clock.runFor(50_000)
  await bar.getByText('Update overdue').waitFor()
  await bar.getByText(/by \d+s/).waitFor()
  await page.clock.resume()
  await visit.accessible()
  await page.getByRole('button', { name: 'Change update time' }).click()
  await page.getByRole('button', { name: 'No next update' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await bar.getByText('No update scheduled').waitFor()
})

test('what was typed survives a reload', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.getByRole('button', { name: 'Set Location' }).click()
  await focused(page.getByRole('textbox', { name: 'Location' }))
  await page.keyboard.type('half a pla')
  await becomes('drafts', () => drafts(page), /half a pla/)
  await page.reload()
  await page.getByText('An unsaved change from before was kept').waitFor()
  await holds(page.getByRole('textbox', { name: 'Location' }), 'half a pla')
  await page.getByRole('textbox', { name: 'Location' }).press('Enter')
  await fact(page, 'location').getByText('half a pla').waitFor()
  assert.equal((await now())['location'], 'half a pla')
  await becomes(
    'drafts',
    () => drafts(page),
    (kept) => !kept.includes('half a pla'),
  )
})

test('deleting leads to the bin and back; purging takes the content away for good', options, async () => {
  const { visit, page, api, incident, now } = await opened({}, { role: 'admin' })
  await using _ = visit
  visit.allow(/status of 4\d\d/)
  const more = async (name: string) => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await more('Move to the bin')
  await page.getByText('Deleted just now by Rosa Lind.').waitFor()
  assert.equal((await api.call('GET', `/v1/incident/${incident.id}`)).status, 404)
  assert.equal(await page.getByRole('button', { name: /^Edit / }).count(), 0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Edit Description' }).waitFor()
  assert.equal((await now()).occ_lock, 2)

  await more('Move to the bin')
  await page.getByText('Deleted just now').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('button', { name: 'Edit Description' }).waitFor()

  await more('Purge permanently')
  const purge = page.getByRole('dialog').getByRole('button', { name: 'Purge permanently' })
  await page.getByRole('dialog').getByRole('textbox').fill('INC-999999')
  await attributed(purge, 'aria-disabled', 'true')
  await page.getByRole('dialog').getByRole('textbox').fill(incident.reference)
  await purge.click()
  await page.getByText('Its content was removed for good just now by Rosa Lind.').waitFor()
  await page.reload()
  await page.getByText('Its content was removed for good').waitFor()
  await visit.accessible()
})

test('an incident that is not there, or is another organisation’s, is the same to see', options, async () => {
  const { visit, page } = await opened()
  await using _ = visit
  visit.allow(/status of 4\d\d/)
  const other = await opened()
  await using __ = other.visit
  for (const id of [other.incident.id, '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10', 'nonsense']) {
    await visit.goto(`/incident/${id}`)
    await page.getByText('There is no such incident').waitFor()
  }
  await visit.accessible()
})

test('a service that fails is told with the request’s id, and trying again shows the incident', options, async () => {
  const { visit, page, incident } = await opened()
  await using _ = visit
  visit.allow(/status of 500/)
  const path = `**/v1/incident/${incident.id}`
  const failure = { message: 'x', errors: [{ code: 'INTERNAL', message: 'x' }], sent_at: '2026-05-01T00:00:00Z' }
  await page.route(path, (route) =>
    route.fulfill({ status: 500, json: failure, headers: { 'x-request-id': 'req-77' } }),
  )
  await page.reload()
  await page.getByText('The incident could not be loaded').waitFor()
  await page.getByText('req-77').first().waitFor()
  await page.unroute(path)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'Water on the floor' }).waitFor()
})

test('one follows an incident by mail and no longer', options, async () => {
  const { visit, page, api, incident } = await opened({}, { role: 'admin' })
  await using _ = visit
  const mine = async () => (await api.ok('GET', '/v1/subscriptions')) as unknown as { incident_id: string }[] // the service's answer
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  await page.getByRole('button', { name: 'Following', pressed: true }).waitFor()
  assert.deepEqual(
    (await mine()).map((one) => one.incident_id),
    [incident.id],
  )
  await page.getByRole('button', { name: 'Following' }).click()
  await page.getByRole('button', { name: 'Follow', exact: true, pressed: false }).waitFor()
  assert.deepEqual(await mine(), [])
})

test('on paper it reads as a report: every fact, nothing to press', options, async () => {
  const { visit, page, incident } = await opened({
    location: 'Building C',
    description: 'A line.\n'.repeat(60),
    severity: 'MAJOR',
  })
  await using _ = visit
  await page.getByText('reported', { exact: true }).waitFor()
  await page.emulateMedia({ media: 'print' })
  for (const text of [
    `Incident report · ${incident.reference}`,
    'Building C',
    'Night watch',
    'Major',
    'New',
    'Facility',
  ]) {
    await page.getByText(text).filter({ visible: true }).first().waitFor()
  }
  await counted(page.getByRole('button').filter({ visible: true }), 0)
  const cutOff = () =>
    page
      .locator('article')
      .getByText('A line.')
      .evaluate((one) => one.scrollHeight - one.clientHeight)
  await becomes('pixels that are cut off a long description', cutOff, (pixels) => pixels <= 1)
})

const payloads = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"><svg/onload=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '</textarea><iframe src=javascript:alert(1)>',
]

test('content that is script, long, right-to-left or emoji is text and nothing else', options, async () => {
  const deployer = await console.api(await console.account('deployer'))
  await deployer.ok('POST', '/v1/incident/attributes', { name: 'hostile', type: 'STRING', description: payloads[0] })
  for (const [n, payload] of payloads.entries()) {
    const text = `${payload} انقطاع \u202eabc 👩‍🚒`
    const fields = {
      name: `${text} ${'x'.repeat(300)}`,
      description: `${text}\n${'very long '.repeat(2000)}`,
      reported_by: text,
      location: `${text} ${'y'.repeat(400)}`,
      attributes: { hostile: `${payload} ${'z'.repeat(300)}` },
    }
    const { visit, page, api, incident, now } = await opened(fields, { viewport: n % 2 ? [360, 740] : [1440, 900] })
    await using _ = visit
    page.on('dialog', (dialog) => {
      visit.complaints.push(`a dialog opened: ${dialog.message()}`)
      void dialog.dismiss()
    })
    await reads(page.getByRole('heading', { level: 1 }), fields.name)
    await reads(fact(page, 'location').locator('.held'), fields.location)
    assert.equal(
      await page
        .locator('article :is(iframe, script, img, [onerror], a[href^="javascript:" i], a[href^="data:" i])')
        .count(),
      0,
    )
    await fits(page)
    // In an editor, as news, in a conflict, in a toast.
    await page.getByRole('button', { name: 'Edit Location' }).click()
    await page.getByRole('textbox', { name: 'Location' }).fill(`mine ${payload}`)
    const { occ_lock } = await now()
    await api.ok('PATCH', `/v1/incident/${incident.id}`, {
      location: `theirs ${payload}`,
      reported_by: `news ${payload}`,
      occ_lock,
    })
    await page.getByText(`theirs ${payload}`).first().waitFor()
    await page.getByText('changed Reported by').first().waitFor()
    if (n === 1) await visit.accessible()
    await page.getByRole('button', { name: 'Take theirs' }).click()
    await page.getByRole('button', { name: 'Bring it back' }).waitFor()
  }
})

test('the page is accessible and no wider than a phone, with editors open and without', options, async () => {
  const { visit, page } = await opened({ location: 'Building C', severity: 'MAJOR' }, { viewport: [360, 740] })
  await using _ = visit
  await visit.accessible()
  for (const name of ['Edit Location', 'Edit Happened', 'Edit Description', 'Set update time']) {
    await page.getByRole('button', { name, exact: true }).click()
  }
  await visit.accessible()
  await fits(page)
  await visit.picture('incident-phone')
})
