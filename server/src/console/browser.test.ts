import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { startChromium, withoutChromium } from '../testing/chromium.ts'
import { afterTests } from '../testing/database.ts'
import { embeddedApp } from '../testing/sign-in.ts'
import { until } from '../testing/until.ts'
import { buildConsole, findBuild, placesOf } from './build.ts'
import type { Console } from './console.ts'
import { loadSite } from './site.ts'

/** Ways to run something that is not the console's, tried in its page: what came of each. */
const INTRUSION = `(async () => {
  const attempt = (work) => {
    try {
      work()
      return 'done'
    } catch (error) {
      return error.name
    }
  }
  const script = document.createElement('script')
  const outcomes = {
    html: attempt(() => Reflect.set(document.createElement('div'), 'inner' + 'HTML', '<img src=x onerror="globalThis.ran = true">')),
    // Later, since what a test itself evaluates may.
    eval: await new Promise((resolve) => setTimeout(() => resolve(attempt(() => globalThis.eval('globalThis.ran = true'))))),
    policy: attempt(() => trustedTypes.createPolicy('mine', {})),
    script: attempt(() => { script.text = 'globalThis.ran = true' }),
    inline: attempt(() => {
      script.append('globalThis.ran = true')
      document.head.append(script)
    }),
    outside: await fetch('http://127.0.0.1:9/').then(() => 'done', (error) => error.name),
  }
  return { ...outcomes, ran: 'ran' in globalThis }
})()`

/** The console of this repository as it would be served. */
async function realConsole(): Promise<Console> {
  const places = placesOf('.tocsin')
  const site = await loadSite((await findBuild(places)) ?? (await buildConsole(places, new AbortController().signal)))
  return { state: () => ({ kind: 'ready', site }), settled: Promise.resolve() }
}

test('in a browser the console runs under its policy, and nothing else does', { skip: withoutChromium }, async () => {
  const app = await embeddedApp({ console: await realConsole() })
  const browser = await startChromium()
  afterTests(() => browser.close())
  const page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(60_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${app.url}/incidents`)
  // It has begun: what the page itself holds is empty, and asks for nothing.
  await page.locator('main, button, h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  assert.deepEqual(complaints, [])

  const tried: Record<string, unknown> = await page.evaluate(INTRUSION) // what INTRUSION gives
  assert.equal(tried['ran'], false, JSON.stringify(tried))
  for (const way of ['html', 'policy', 'outside', 'script']) assert.equal(tried[way], 'TypeError', way)
  assert.notEqual(tried['eval'], 'done')
})

test('G04 a page of another origin can’t frame it', { skip: withoutChromium }, async () => {
  const app = await embeddedApp({ console: await realConsole() })
  const other = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<iframe src="${app.url}/"></iframe>`)
  }).listen(0, '127.0.0.1')
  afterTests(() => new Promise<void>((resolve) => other.close(() => resolve())))
  await until(() => other.listening)
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const browser = await startChromium()
  afterTests(() => browser.close())
  const page = await browser.newPage()
  page.setDefaultTimeout(60_000)
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(`http://127.0.0.1:${port}/`)
  await until(() => complaints.some((text) => /frame-ancestors/.test(text)))
  // A frame that is just becoming the browser's own page of refusal cannot be read.
  let framed: string[] = []
  await until(async () => {
    framed = await Promise.all(page.frames().map((frame) => frame.content())).catch(() => [])
    return framed.length > 0
  })
  assert.ok(!framed.some((text) => text.includes('/_app/')))
})
