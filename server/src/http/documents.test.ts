import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { apiDocument } from '../api.ts'
import { testApp } from '../testing/app.ts'
import { startChromium, withoutChromium } from '../testing/chromium.ts'
import { pathsOf } from '../testing/routes.ts'

const app = await testApp()
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.url + path, { headers: { 'accept-encoding': 'identity', ...headers } })

test('the document is public, that of this service, and kept by caches that ask', async () => {
  const response = await get('/openapi.json')
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.equal(response.headers.get('cache-control'), 'no-cache')
  assert.deepEqual(await response.json(), apiDocument(app.app.endpoints, app.app.publicEndpoints))

  const etag = response.headers.get('etag') ?? ''
  assert.match(etag, /^"[\w-]{22}"$/)
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const again = await get('/openapi.json', { 'if-none-match': tag })
    assert.equal(again.status, 304)
    assert.equal(again.headers.get('etag'), etag)
    assert.equal(await again.text(), '')
  }
  assert.equal((await get('/openapi.json', { 'if-none-match': '"other"' })).status, 200)
})

test('what is served packed is what is served plain', async () => {
  for (const path of ['/openapi.json', '/docs', '/docs/start.js', '/docs/reference.js']) {
    const plain = Buffer.from(await (await get(path)).arrayBuffer())
    const packed = await app.app.server.fastify.inject({ url: path, headers: { 'accept-encoding': 'gzip' } })
    assert.equal(packed.headers['content-encoding'], 'gzip')
    assert.equal(packed.headers.vary, 'Accept-Encoding')
    assert.ok(gunzipSync(packed.rawPayload).equals(plain), path)
    const head = await fetch(app.url + path, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })
    assert.equal(head.headers.get('content-length'), String(plain.length))
  }
})

test('every route of the router under /v1 is in the document, and the other way round', () => {
  const { paths } = apiDocument(app.app.endpoints, app.app.publicEndpoints)
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const routed = pathsOf(app.app.server.fastify)
  const isApi = (line: string) => line.includes(' /v1')
  assert.deepEqual(routed.filter(isApi).sort(), described.filter(isApi).sort())
  for (const line of described) assert.ok(routed.includes(line), line)
})

test('the address with a slash leads to the page', async () => {
  const response = await fetch(`${app.url}/docs/`, { redirect: 'manual' })
  assert.equal(response.status, 308)
  assert.equal(response.headers.get('location'), '/docs')
})

test('the page may run only scripts of this service, and send only to it', async () => {
  const response = await get('/docs')
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
  const html = await response.text()
  assert.doesNotMatch(html, /https?:|\/\/(?!\w*>)/)
  assert.doesNotMatch(html, /<script(?![^>]* src="docs\/)|<style|\son\w+=/)
  const policy = new Map(
    (response.headers.get('content-security-policy') ?? '').split('; ').map((one) => [one.split(' ')[0], one]),
  )
  assert.equal(policy.get('default-src'), "default-src 'none'")
  assert.equal(policy.get('script-src'), "script-src 'self'")
  assert.equal(policy.get('connect-src'), "connect-src 'self'")
  assert.equal(policy.get('img-src'), 'img-src data:')
  assert.equal(policy.get('frame-ancestors'), "frame-ancestors 'none'")
})

test('a browser shows the reference and tries a call with a token, asking nobody outside', {
  skip: withoutChromium,
}, async () => {
  await using browser = await startChromium()
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  page.setDefaultTimeout(60_000)
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().startsWith('blocked: ')) complaints.push(message.text())
  })
  await page.addInitScript({
    content:
      "addEventListener('securitypolicyviolation', (event) => console.log('blocked: ' + event.violatedDirective + ' ' + event.blockedURI))",
  })
  const person = await app.person('viewer')

  await page.goto(`${app.url}/docs#tag/identity/GET/v1/me`)
  await page.getByRole('heading', { name: 'Who you are here, and what you may do' }).waitFor()
  await page.getByRole('button', { name: /Test Request.*\/v1\/me/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Bearer Token' }).fill(person.token)
  const [answer] = await Promise.all([
    page.waitForResponse(`${app.url}/v1/me`),
    dialog.getByRole('button', { name: /^Send get request/ }).click(),
  ])
  assert.equal(answer.status(), 200)
  assert.equal((await answer.json()).data.user.id, person.user)
  await dialog.getByText(person.user).first().waitFor()

  assert.deepEqual(complaints, [])
  const outside = asked.filter((url) => !url.startsWith(`${app.url}/`) && !/^(data|blob):/.test(url))
  assert.deepEqual(outside, [])
})

test('without a console the address of the service leads to the reference', async () => {
  const answer = await fetch(`${app.url}/`, { redirect: 'manual' })
  assert.equal(answer.status, 302)
  assert.equal(answer.headers.get('location'), '/docs')
})
