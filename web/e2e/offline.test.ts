import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import { startLine } from './testing/line.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()
const cutOff = /net::ERR_|Failed to load resource|Failed to fetch|Load failed|no answer/

/** Whether the browser has all of the console. */
const isKept = async () => {
  const registration = await navigator.serviceWorker.getRegistration()
  const [name] = await caches.keys()
  return (
    registration?.active?.state === 'activated' &&
    name !== undefined &&
    (await (await caches.open(name)).keys()).length > 20
  )
}

test(
  'without a line every page opens, and a reload says what it waits for until the line is back',
  options,
  async () => {
    const rosa = await console.account()
    const api = await console.api(rosa)
    await api.ok('POST', '/v1/incident', newIncident({ name: 'Pumps stand still' }))
    const line = await startLine()
    // A worker is there on secure addresses and this machine's own.
    await using visit = await console.visit({ ...line.options, serviceWorkers: 'allow' })
    const { page } = visit
    await visit.signIn(rosa, '/')
    await becomes('console kept', () => page.evaluate(isKept), true)
    visit.allow(cutOff)
    line.cut()
    await page.getByText(/Connection lost/).waitFor()
    for (const [link, heading] of [
      ['Board', 'Board'],
      ['Settings', 'Appearance'],
      ['Bin', 'Bin'],
      ['Incidents', 'Incidents'],
    ] as const) {
      await page.getByRole('navigation').first().getByRole('link', { name: link }).click()
      await page.getByRole('heading', { name: heading }).first().waitFor()
      assert.equal(await page.getByText('500').count(), 0, link)
    }
    // Styles are there: what is for screen readers alone is not seen.
    const skip = await page.getByRole('link', { name: 'Skip to the content' }).boundingBox()
    assert.ok(skip === null || skip.y < 0)
    await visit.picture('offline-incidents')
    await page.reload()
    await page.getByRole('heading', { name: 'Tocsin cannot be reached' }).first().waitFor()
    assert.equal(new URL(page.url()).origin, visit.url)
    await visit.picture('offline-reload')
    line.mend()
    await page.getByRole('link', { name: 'Pumps stand still' }).waitFor()
  },
)

test(
  'a part of the console that cannot be fetched says so, and the page comes by itself when the line is back',
  options,
  async () => {
    const rosa = await console.account()
    const line = await startLine()
    // As on an address without a worker.
    await using visit = await console.visit(line.options)
    const { page } = visit
    await visit.signIn(rosa, '/')
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    visit.allow(cutOff, /dynamically imported module|preload/i)
    line.cut()
    await page.getByRole('navigation').first().getByRole('link', { name: 'Board' }).click()
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor()
    await visit.picture('offline-part')
    line.mend()
    await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor()
  },
)
