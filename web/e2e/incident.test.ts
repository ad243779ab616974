import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { attributed, becomes, counted, fits, patienceMs, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import { fact, incidentPages } from './testing/incident.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()
const opened = incidentPages(console)

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
  // Editors that open move another button below the pointer.
  await visit.pointAside()
  await visit.accessible()
  await fits(page)
  await visit.picture('incident-phone')
})
