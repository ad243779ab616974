import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { send, testApp } from '../testing/app.ts'
import { embeddedApp } from '../testing/sign-in.ts'
import type { Console, ConsoleState } from './console.ts'
import { sourceOf } from './policy.ts'
import { loadSite } from './site.ts'

const inline = "\n  document.documentElement.dataset.theme = 'dark'\n"
const html = `<!doctype html><html lang="en"><head><script>${inline}</script><script src="/_app/immutable/start.js"></script></head></html>`
const style = 'position: absolute; width: 1px'
const script = `const t = \`<div id="svelte-announcer" aria-live="assertive" style="${style}"></div>\``
const files: Record<string, string | Buffer> = {
  'index.html': html,
  'index.html.br': brotliCompressSync(html),
  'index.html.gz': gzipSync(html),
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '_app/immutable/start.js': script,
  '_app/immutable/start.js.br': brotliCompressSync(script),
  '_app/version.json': '{}',
  'tocsin-build.json': '{}',
}

const folder = await mkdtemp(join(tmpdir(), 'tocsin site '))
after(() => rm(folder, { recursive: true }))
for (const [name, content] of Object.entries(files)) {
  await mkdir(dirname(join(folder, name)), { recursive: true })
  await writeFile(join(folder, name), content)
}
const pages = ['/', '/incidents', '/incident/[id]', '/settings/[[part]]', '/signed-in']
const site = await loadSite({ folder, pages })
const console: Console = { state: () => ({ kind: 'ready', site }), settled: Promise.resolve() }
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-encoding': 'identity' }
const app = await testApp({}, { console })

test('every page of the console begins with its one page, whoever asks', async () => {
  const paths = [
    '/',
    '/incidents',
    '/incidents/',
    '/incident/01936f29',
    '/settings',
    '/settings/tokens',
    '/signed-in?code=x',
  ]
  for (const path of paths) {
    for (const headers of [browser, { 'accept-encoding': 'identity' }]) {
      const answer = await send(app.url, 'GET', path, undefined, headers)
      assert.deepEqual([path, answer.status, answer.text], [path, 200, html])
      assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
      assert.equal(answer.headers.get('cache-control'), 'no-cache')
    }
    const head = await send(app.url, 'HEAD', path)
    assert.deepEqual([head.status, head.text], [200, ''])
  }
})

test('G03 the page may load this service’s own files and run what stands in it, and nothing else', async () => {
  const { headers } = await send(app.url, 'GET', '/incidents', undefined, browser)
  const policy = new Map(
    (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )
  assert.deepEqual(Object.fromEntries(policy), {
    'default-src': "'none'",
    'script-src': `'self' ${sourceOf(inline)}`,
    'style-src': "'self'",
    'style-src-attr': `'unsafe-hashes' ${sourceOf(style)}`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'manifest-src': "'self'",
    'worker-src': "'self'",
    'connect-src': `'self' ${app.issuer.url}`,
    'form-action': `'self' ${app.issuer.url}`,
    'object-src': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'svelte-trusted-html tocsin-service-worker',
  })
})

test('G11 every answer of the console carries the headers that keep browsers strict', async () => {
  for (const path of ['/', '/incidents', '/nothing/here', '/_app/immutable/start.js', '/icon.svg', '/_app/none.js']) {
    const { headers } = await send(app.url, 'GET', path, undefined, browser)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path)
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path)
    assert.equal(headers.get('x-frame-options'), 'DENY', path)
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/, path)
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path)
    // Plain http: a browser must not be told to come by https.
    assert.equal(headers.get('strict-transport-security'), null, path)
  }
  const secure = await testApp({ PUBLIC_URL: 'https://tocsin.example.org' }, { console })
  for (const path of ['/', '/nothing/here']) {
    const { headers } = await send(secure.url, 'GET', path, undefined, browser)
    assert.match(headers.get('strict-transport-security') ?? '', /^max-age=31536000/, path)
  }
})

test('files are kept for a year where their name says what is in them, otherwise asked about', async () => {
  const kept = await send(app.url, 'GET', '/_app/immutable/start.js', undefined, { 'accept-encoding': 'identity' })
  assert.deepEqual([kept.status, kept.text], [200, script])
  assert.equal(kept.headers.get('content-type'), 'text/javascript; charset=utf-8')
  assert.equal(kept.headers.get('cache-control'), 'public, max-age=31536000, immutable')
  for (const path of ['/icon.svg', '/_app/version.json'])
    assert.equal((await send(app.url, 'GET', path)).headers.get('cache-control'), 'no-cache')
})

test('a file comes in the smallest form the browser takes, each with a tag of its own', async () => {
  const tags = new Set<string>()
  for (const [accepted, encoding] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
  ] as const) {
    const answer = await send(app.url, 'GET', '/', undefined, { 'accept-encoding': accepted })
    assert.equal(answer.headers.get('content-encoding'), encoding, accepted)
    assert.equal(answer.text, html)
    assert.match(answer.headers.get('vary') ?? '', /Accept-Encoding/)
    const etag = answer.headers.get('etag') ?? ''
    tags.add(etag)
    const again = await send(app.url, 'GET', '/', undefined, {
      'accept-encoding': accepted,
      'if-none-match': `W/${etag}`,
    })
    assert.deepEqual([again.status, again.text], [304, ''])
  }
  assert.equal(tags.size, 3)
  // There is no gzip form of it.
  const script = await send(app.url, 'GET', '/_app/immutable/start.js', undefined, { 'accept-encoding': 'gzip' })
  assert.equal(script.headers.get('content-encoding'), null)
})

test('what no page and no file has is 404: for people the console says so, for programs the envelope', async () => {
  const person = await send(app.url, 'GET', '/nothing/here', undefined, browser)
  assert.deepEqual([person.status, person.text], [404, html])
  const program = await send(app.url, 'GET', '/nothing/here', undefined, { accept: 'application/json' })
  assert.deepEqual([program.status, program.body.errors[0].code], [404, 'NOT_FOUND'])
  const stillNot = [
    '/_app/immutable/other.js',
    '/favicon.ico',
    '/index.html',
    '/index.html.br',
    '/tocsin-build.json',
    '/wp-login.php',
    '/_app/..%2f..%2fpackage.json',
    '/_app/..%5c..%5cpackage.json',
  ]
  for (const path of stillNot) {
    const { status, body } = await send(app.url, 'GET', path, undefined, browser)
    assert.deepEqual([path, status, body?.errors[0].code], [path, 404, 'NOT_FOUND'])
  }
})

test('the API and what is beside it stay as they are', async () => {
  for (const path of ['/v1', '/v1/', '/v1/incidents', '/v1/nothing.js'])
    assert.equal((await send(app.url, 'GET', path, undefined, browser)).status, 401, path)
  const person = await app.person()
  assert.equal((await person.call('GET', '/v1/nothing', undefined, browser)).body.errors[0].code, 'NOT_FOUND')
  for (const path of ['/console', '/console/nothing', '/docs/nothing', '/oidc/nothing', '/mail/nothing', '/livez/x'])
    assert.equal((await send(app.url, 'GET', path, undefined, browser)).body?.errors[0].code, 'NOT_FOUND', path)
  assert.match(await (await fetch(`${app.url}/docs`, { headers: browser })).text(), /Tocsin API/)
  assert.equal((await send(app.url, 'GET', '/livez', undefined, browser)).body.status, 'ok')
  assert.equal((await send(app.url, 'POST', '/', {})).headers.get('allow'), 'GET, HEAD')
  assert.equal((await send(app.url, 'POST', '/incidents', {})).status, 404)
})

test('without the console the address leads to the reference, and its pages are not there', async () => {
  const { url } = await embeddedApp()
  const root = await send(url, 'GET', '/')
  assert.deepEqual([root.status, root.headers.get('location')], [302, '/docs'])
  assert.equal((await send(url, 'GET', '/incidents', undefined, browser)).status, 404)
})

test('while it is being built a page waits for it, and then says how things stand', async () => {
  let state: ConsoleState = { kind: 'building' }
  const done = Promise.withResolvers<void>()
  const { url } = await testApp({}, { console: { state: () => state, settled: done.promise } })
  const waiting = send(url, 'GET', '/incidents', undefined, browser)
  // The API does not wait.
  assert.equal((await send(url, 'GET', '/livez')).status, 200)
  assert.equal((await send(url, 'GET', '/v1/me')).status, 401)
  state = { kind: 'ready', site }
  done.resolve()
  assert.equal((await waiting).text, html)

  state = { kind: 'failed', reason: 'web/src/a.svelte: <b> is not closed' }
  for (const path of ['/', '/incidents']) {
    const failed = await send(url, 'GET', path, undefined, browser)
    assert.equal(failed.status, 503)
    assert.match(failed.text, /web\/src\/a\.svelte: &#60;b&#62; is not closed/)
    assert.match(failed.headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/)
    assert.equal(failed.headers.get('cache-control'), 'no-store')
  }
  assert.equal((await send(url, 'GET', '/_app/x.js')).status, 404)
  assert.equal((await fetch(`${url}/docs`)).status, 200)
})
