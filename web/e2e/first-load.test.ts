import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, focused } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp({ WEBHOOK_ALLOW_PRIVATE: 'true' })

/** The most that the scripts of a page may come to when it is opened, in bytes. */
const most = 150_000

type Opened = { early: { name: string; size: number }[]; late: string[] }

/**
 * Opens a page and waits until it shows `text` in an element that matches. `early` are the scripts that were asked for before the frame
 * in which it stood there, each with its compressed size as from an empty cache; `late` are those that are fetched ahead of need
 * afterwards, which keep nobody waiting.
 */
async function open(page: Page, url: string, [selector, text = '']: readonly [string, string?]): Promise<Opened> {
  await page.evaluate((wanted) => sessionStorage.setItem('wanted', JSON.stringify(wanted)), [selector, text])
  await page.goto(url)
  const read = () =>
    page.evaluate(() => {
      const shownAt = performance.getEntriesByName('shown')[0]?.startTime ?? Number.POSITIVE_INFINITY
      const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[] // by its type
      const scripts = all.filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      return {
        early: scripts
          .filter(({ startTime }) => startTime <= shownAt)
          .map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize })),
        late: scripts.filter(({ startTime }) => startTime > shownAt).map(({ name }) => name),
      }
    })
  // What was asked for early has come when something later has.
  return await becomes(`${url} shows its content and fetches the rest`, read, ({ late }) => late.length > 0)
}

/** Marks the first frame with what is looked for; without script of the test's in the page it would be known too late. */
function markShown(): void {
  const [selector, text] = JSON.parse(sessionStorage.getItem('wanted') ?? '["main#main",""]') as [string, string]
  const look = (): void => {
    const found = [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text))
    if (found) performance.mark('shown')
    else requestAnimationFrame(look)
  }
  look()
}

// With German, English is loaded too: what German lacks is said in English.
for (const language of ['en', 'de']) {
  test(`no page asks for more script than it may before it is there, in ${language}`, options, async (t) => {
    const dora = await console.account('deployer', { name: 'Dora Reef' })
    const api = await console.api(dora)
    const name = 'Pumps stand still'
    const { id } = await api.ok('POST', '/v1/incident', newIncident({ name, severity: 'CRITICAL' }))
    await api.ok('POST', `/v1/incident/${id}/comments`, { text: 'Divers are on their way' })
    const binned = await api.ok('POST', '/v1/incident', newIncident({ name: 'Gate does not open' }))
    await api.ok('DELETE', `/v1/incident/${binned.id}`)
    const webhook = await api.ok('POST', '/v1/webhooks', { url: 'http://127.0.0.1:40404/', enabled: false })
    await api.ok('POST', '/v1/tokens', { name: 'Radar', role: 'viewer' })
    await api.ok('POST', '/v1/incident/attributes', { name: `depth_${language}`, type: 'NUMBER' })
    await api.ok('POST', '/v1/subscriptions', { filter: { q: 'pump' } })
    await using visit = await console.visit({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } })
    await visit.context.addInitScript(markShown)
    await visit.signIn(dora)
    await visit.page.evaluate((own) => localStorage.setItem('tocsin.preference', JSON.stringify(own)), { language })
    const settings = ['types', 'statuses', 'severities'].map((one) => [`/settings/${one}`, ['main tbody tr']] as const)
    const pages: readonly (readonly [string, readonly [string, string?]])[] = [
      ['/', ['main', name]],
      ['/incidents', ['main tbody', name]],
      ['/board', ['main', name]],
      [`/incident/${id}`, ['main', 'Divers are on their way']],
      ['/report', ['main form input']],
      ['/bin', ['main', 'Gate does not open']],
      ['/settings', ['main a']],
      ['/settings/appearance', ['main [role="combobox"]']],
      ['/settings/notifications', ['main', 'pump']],
      ['/settings/password', ['main input[type="password"]']],
      ['/settings/attributes', ['main tbody', 'depth_']],
      ...settings,
      ['/settings/webhooks', ['main', '127.0.0.1']],
      [`/settings/webhooks/${webhook.id}`, ['main', '127.0.0.1']],
      ['/settings/tokens', ['main', 'Radar']],
      ['/settings/accounts', ['main', 'Dora Reef']],
    ]
    for (const [path, content] of pages) {
      const { early, late } = await open(visit.page, `${visit.url}${path}`, content)
      assert.equal(await visit.page.getAttribute('html', 'lang'), language)
      const sum = early.reduce((bytes, { size }) => bytes + size, 0)
      t.diagnostic(`${path}: ${sum} bytes in ${early.length} scripts, then ${late.length} more`)
      assert.ok(early.length > 5 && early.every(({ size }) => size > 0), 'scripts were counted')
      assert.ok(sum <= most, `${path}: ${sum} bytes in ${early.length} scripts`)
    }
  })
}

test(
  'what opens over a page and is not there yet opens once it is; where it cannot be had the page says so',
  options,
  async () => {
    const rosa = await console.account()
    await using visit = await console.signedIn(rosa, '/report')
    visit.allow(/Failed to load resource/)
    const { page } = visit
    // The service as it is renewed, and no longer has what the page was made of.
    let parts: 'held' | 'gone' | 'there' = 'gone'
    const held: (() => void)[] = []
    await visit.context.route('**/_app/immutable/**/*.js', async (route) => {
      const response = await route.fetch()
      if ((await response.text()).includes('dropdown-menu')) {
        if (parts === 'gone') return await route.fulfill({ status: 404 })
        if (parts === 'held') await new Promise<void>((go) => held.push(go))
      }
      await route.fulfill({ response })
    })
    await visit.goto('/report')
    await visit.atPage()
    const person = page.getByRole('button', { name: /Rosa Lind/ })
    const missing = page.getByText('This part of the console could not be loaded')
    await person.click()
    await missing.waitFor()
    assert.equal(await page.getByRole('button', { name: 'Reload' }).count(), 1)
    await visit.picture('part-missing')
    assert.equal(await page.getByRole('menu').count(), 0)

    // Pressed again, by keyboard, while it is on its way.
    parts = 'held'
    await person.focus()
    await page.keyboard.press('Enter')
    await becomes(
      'parts that are on their way',
      () => held.length,
      (count) => count > 0,
    )
    assert.equal(await page.getByRole('menu').count(), 0)
    parts = 'there'
    for (const go of held) go()
    await page.getByRole('menu').waitFor()
    await missing.waitFor({ state: 'detached' })
    await focused(page.getByRole('menu'))
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await focused(person)
    await page.getByLabel('Severity').click()
    await page.getByRole('option', { name: 'Critical' }).click()
    await page.getByLabel('Severity').getByText('Critical').waitFor()
  },
)
