import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, counted } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

/** What a page asked the browser for: tones, and notes on the desktop. */
type Called = { tones: number; notes: string[] }

/** Has the page count what it plays and shows instead of doing it. */
function listen(): void {
  const called: Called = { tones: 0, notes: [] }
  Object.assign(globalThis, { called })
  class Note {
    static permission = 'granted'
    static requestPermission = async () => 'granted'
    onclick: (() => void) | null = null
    constructor(title: string) {
      called.notes.push(title)
    }
  }
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (when?: number) {
    called.tones++
    return start.call(this, when)
  }
  Object.assign(globalThis, { Notification: Note })
}

test('a new critical incident and a missed update raise an alarm; the own doing does not', options, async () => {
  const rosa = await console.account()
  const own = await console.api(rosa)
  const other = await console.api(await console.account('responder', { tenant: rosa.tenant, name: 'Omar Haddad' }))
  await using visit = await console.visit()
  const { page } = visit
  await visit.context.addInitScript(listen)
  await visit.signIn(rosa, '/settings/notifications')
  const called = () => page.evaluate(() => (globalThis as unknown as { called: Called }).called)
  await page.getByRole('switch', { name: /Sound/ }).click()
  await becomes('tones of the trial', async () => (await called()).tones, 3)
  await page.getByRole('switch', { name: /Desktop notification/ }).click()
  await visit.accessible()
  await visit.picture('alarm-settings')

  await own.ok('POST', '/v1/incident', newIncident({ name: 'Mine', severity: 'CRITICAL' }))
  await other.ok('POST', '/v1/incident', newIncident({ name: 'Minor', severity: 'MINOR' }))
  const fire = await other.ok('POST', '/v1/incident', newIncident({ name: 'Fire', severity: 'CRITICAL' }))
  const bar = page.getByRole('alert').filter({ hasText: fire.reference })
  await bar.getByRole('link', { name: `Critical: ${fire.reference}` }).waitFor()
  await counted(page.getByRole('alert').getByRole('link'), 1)
  await becomes('title', () => page.title(), /^\(1\) /)
  await becomes('icon', () => page.locator('link[rel="icon"]').getAttribute('href'), /^data:image\/png/)
  await becomes('notes', async () => (await called()).notes, [`Critical: ${fire.reference}`])
  await becomes('tones', async () => (await called()).tones, 6)
  await visit.accessible()
  await visit.picture('alarm-bar')

  const soon = Math.floor(Date.now() / 1000) + 2
  const late = await own.ok('POST', '/v1/incident', newIncident({ name: 'Late', next_update: soon }))
  await page.getByRole('link', { name: `Missed update: ${late.reference}` }).waitFor()
  // Someone posts the next promise: the alarm of the missed one ends by itself, for everyone.
  await other.ok('PATCH', `/v1/incident/${late.id}`, { occ_lock: late.occ_lock, next_update: soon + 3600 })
  await page.getByRole('link', { name: `Missed update: ${late.reference}` }).waitFor({ state: 'detached' })

  // Whoever looks at the incident has seen it.
  await page.getByRole('link', { name: `Critical: ${fire.reference}` }).click()
  await page.getByRole('heading', { level: 1, name: 'Fire' }).waitFor()
  await bar.waitFor({ state: 'detached' })
  await becomes('title', () => page.title(), /^INC-/)
  await becomes('icon', () => page.locator('link[rel="icon"]').getAttribute('href'), '/icon.svg')
})

test('one tab sounds for all, and an alarm seen in one is seen in each', options, async () => {
  const rosa = await console.account()
  const other = await console.api(await console.account('responder', { tenant: rosa.tenant, name: 'Omar Haddad' }))
  await using visit = await console.visit()
  await visit.context.addInitScript(listen)
  await visit.context.addInitScript(() => {
    // The empty page that a tab begins with has no storage.
    if (location.protocol.startsWith('http')) {
      localStorage.setItem('tocsin.alarm', '{"sound":true,"notification":true}')
    }
  })
  await other.ok('POST', '/v1/incident', newIncident({ name: 'Leak', severity: 'MINOR' }))
  await visit.signIn(rosa, '/board')
  const second = await visit.context.newPage()
  await visit.goto('/board', second)
  await visit.atPage(second)
  const pages = [visit.page, second]
  // What comes after a page was read reaches it only once it hears of changes.
  for (const name of ['Leak', 'Smoke']) {
    if (name === 'Smoke') await other.ok('POST', '/v1/incident', newIncident({ name, severity: 'MINOR' }))
    for (const page of pages) await page.getByRole('main').getByRole('link', { name }).first().waitFor()
  }
  const { reference } = await other.ok('POST', '/v1/incident', newIncident({ name: 'Fire', severity: 'CRITICAL' }))
  for (const page of pages) await page.getByRole('link', { name: `Critical: ${reference}` }).waitFor()
  const notes = async () => {
    const each = await Promise.all(
      pages.map((page) => page.evaluate(() => (globalThis as unknown as { called: Called }).called.notes.length)),
    )
    return each.reduce((sum, one) => sum + one, 0)
  }
  await becomes('notes of both tabs', notes, 1)
  await second.getByRole('button', { name: 'Dismiss' }).click()
  for (const page of pages)
    await page.getByRole('link', { name: `Critical: ${reference}` }).waitFor({ state: 'detached' })
  assert.equal(await notes(), 1)
})
