import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { addressed, becomes, choose, counted, fits, focused, goBack, holds, reads } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

const composer = (page: Page) => page.getByRole('region', { name: 'Post an update' })
const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' })

const field = (page: Page, label: string) => composer(page).getByLabel(label)

test('comment, status and promise are one update, and the draft of it survives a reload', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const { id } = await api.ok('POST', '/v1/incident', newIncident())
  await using visit = await console.signedIn(rosa, `/incident/${id}`)
  const { page } = visit
  await timeline(page).getByText('reported', { exact: true }).waitFor()
  await page.keyboard.press('m')
  const text = composer(page).getByRole('textbox', { name: 'What is new' })
  await focused(text)
  await page.keyboard.type('Pumps are running.')
  await becomes('what is kept', () => visit.kept(), /Pumps are running\./)
  await page.reload()
  await holds(text, 'Pumps are running.')
  // Until it is there, everything below it still moves.
  await timeline(page).getByText('reported', { exact: true }).waitFor()
  await choose(page, field(page, 'Status'), 'Investigating')
  await choose(page, field(page, 'Next update'), 'in 30m')
  await visit.accessible()
  const before = Math.floor(Date.now() / 1000)
  await text.press('Control+Enter')
  await timeline(page).getByText('Pumps are running.').waitFor()
  const entry = timeline(page).getByRole('listitem').filter({ hasText: 'Pumps are running.' })
  await reads(entry, /New.*Investigating/s)
  await holds(text, '')
  const after = Math.ceil(Date.now() / 1000)
  const saved = await api.ok('GET', `/v1/incident/${id}`)
  assert.deepEqual([saved.status, saved.occ_lock], ['INVESTIGATING', 1], 'one version')
  const promised = saved.next_update - 30 * 60
  assert.ok(promised >= before - 10 && promised <= after + 10, `${promised} is not between ${before} and ${after}`)
  for (const theme of ['light', 'dark'] as const) {
    await visit.theme(theme)
    await visit.picture(`update-${theme}`)
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await fits(page)
  await visit.picture('update-phone')
})

test('an update that is refused stays, with the reason', options, async () => {
  const rosa = await console.account()
  const { id } = await (await console.api(rosa)).ok('POST', '/v1/incident', newIncident())
  await using visit = await console.signedIn(rosa, `/incident/${id}`)
  const { page } = visit
  visit.allow(/status of 500/)
  const away = '**/v1/incident/*/updates'
  await visit.context.route(away, (route) => route.fulfill({ status: 500, headers: { 'x-request-id': 'request-8' } }))
  const text = composer(page).getByRole('textbox', { name: 'What is new' })
  await text.fill('Pumps are running.')
  await composer(page).getByRole('button', { name: 'Post' }).click()
  await page.getByRole('alert').getByText('The update was not posted').waitFor()
  await page.getByText(/request-8/).waitFor()
  await holds(text, 'Pumps are running.')
  await visit.accessible()
  await visit.context.unroute(away)
  await composer(page).getByRole('button', { name: 'Post' }).click()
  await timeline(page).getByText('Pumps are running.').waitFor()
})

test('one’s own comment is edited and deleted, another’s is not', options, async () => {
  const rosa = await console.account()
  const bo = await console.account('responder', { tenant: rosa.tenant, name: 'Bo Berg' })
  const theirs = await console.api(bo)
  const { id } = await theirs.ok('POST', '/v1/incident', newIncident())
  await theirs.ok('POST', `/v1/incident/${id}/comments`, { text: 'Door is open.' })
  await using visit = await console.signedIn(rosa, `/incident/${id}`)
  const { page } = visit
  await timeline(page).getByText('Door is open.').waitFor()
  await composer(page).getByRole('textbox', { name: 'What is new' }).fill('Pumps are runing.')
  await page.keyboard.press('Control+Enter')
  await timeline(page).getByText('Pumps are runing.').waitFor()
  await counted(page.getByRole('button', { name: 'Edit comment' }), 1)
  await page.getByRole('button', { name: 'Edit comment' }).click()
  const editor = page.getByRole('textbox', { name: 'Edit comment' })
  await editor.fill('Pumps are running.')
  await editor.press('Control+Enter')
  await timeline(page).getByText('Pumps are running.').first().waitFor()
  await timeline(page).getByText('edited', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Delete comment' }).click()
  await visit.accessible()
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: /^Delete/ })
    .click()
  await timeline(page).getByText('This comment was deleted.').waitFor()
  const { comments } = await theirs.ok('GET', `/v1/incident/${id}/comments`)
  assert.deepEqual(
    comments.map(({ text }: { text: string }) => text),
    ['Door is open.'],
  )
})

test('the timeline shows what is chosen, and follows what others do', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const { id } = await api.ok('POST', '/v1/incident', newIncident())
  await using visit = await console.signedIn(rosa, `/incident/${id}`)
  const { page } = visit
  await timeline(page).getByText('reported', { exact: true }).waitFor()
  await api.ok('POST', `/v1/incident/${id}/comments`, { text: 'Door is open.' })
  await timeline(page).getByText('Door is open.').waitFor()
  await timeline(page)
    .getByRole('button', { name: /What to show/ })
    .or(timeline(page).getByRole('combobox'))
    .first()
    .click()
  await page.getByRole('option', { name: 'Comments and updates' }).click()
  await page.keyboard.press('Escape')
  await timeline(page).getByText('reported', { exact: true }).waitFor({ state: 'detached' })
  await timeline(page).getByText('Door is open.').waitFor()
  await visit.accessible()
})

test('it is shown as it stood, by version and at an instant, and back', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const first = await api.ok('POST', '/v1/incident', newIncident({ name: 'First name' }))
  const second = await api.ok('PATCH', `/v1/incident/${first.id}`, { occ_lock: 0, name: 'Second name' })
  await api.ok('PATCH', `/v1/incident/${first.id}`, { occ_lock: 1, name: 'Third name' })
  await using visit = await console.signedIn(rosa, `/incident/${first.id}`)
  const { page } = visit
  const named = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  await named('Third name')
  await page.getByRole('button', { name: 'History' }).click()
  await page.getByRole('button', { name: 'Previous version' }).click()
  await named('Second name')
  await addressed(page, '?as_of_lock=1')
  await visit.accessible()
  await visit.picture('travel')
  await page.getByRole('button', { name: 'Previous version' }).click()
  await named('First name')
  await page.keyboard.press('Escape')
  // The past takes no updates, nor does its timeline know what came later.
  await timeline(page).getByText('reported', { exact: true }).waitFor()
  await counted(composer(page), 0)
  await counted(timeline(page).getByText('Second name'), 0)
  await page.getByRole('button', { name: 'Back to now' }).first().click()
  await named('Third name')
  // At the instant of the second version, to the letter as the service wrote it.
  await visit.goto(`/incident/${first.id}?as_of=${encodeURIComponent(second.updated_at)}`)
  await named('Second name')
  await goBack(page)
  await named('Third name')
})

test('who else is here is shown, and what they are editing, until they leave', options, async () => {
  const rosa = await console.account()
  const bo = await console.account('responder', { tenant: rosa.tenant, name: 'Bo Berg' })
  const { id } = await (await console.api(rosa)).ok('POST', '/v1/incident', newIncident())
  await using visit = await console.signedIn(rosa, `/incident/${id}`)
  const here = visit.page.getByRole('list', { name: '1 other person is here' })
  await visit.page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await here.count(), 0)
  await using other = await console.signedIn(bo, `/incident/${id}`)
  await here.getByText('Bo Berg').waitFor({ state: 'attached' })
  await other.page.getByRole('heading', { level: 1 }).waitFor()
  await other.page.keyboard.press('e')
  await here.getByText('is editing: Name').waitFor()
  await visit.accessible()
  await other.page.keyboard.press('Escape')
  // A page that is left says so, also by a reload.
  await other.page.reload()
  await becomes(
    'leaves counted',
    () => counts(console.url),
    /route="\/v1\/incident\/:id\/presence",method="DELETE",status="200"/,
  )
  await other.page.getByRole('heading', { level: 1 }).waitFor()
  await here.getByText('Bo Berg').waitFor({ state: 'attached' })
  await other.page
    .getByRole('link', { name: /^Board/ })
    .first()
    .click()
  await here.waitFor({ state: 'detached' })
})

/** The counts of requests. */
async function counts(url: string): Promise<string> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return text
    .split('\n')
    .filter((line) => line.startsWith('tocsin_http_request') && line.includes('_count{'))
    .join('\n')
}
