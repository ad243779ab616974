/** A service whose PUBLIC_URL has a path: what it says of itself, and what it takes, with that path and without. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, personWith } from '../testing/app.ts'
import { SignIn } from '../testing/browser.ts'
import { embeddedApp } from '../testing/sign-in.ts'
import { withoutBase } from './base-path.ts'

const PATH = '/ops/tocsin'
const PUBLIC = `https://tocsin.example.org${PATH}`

const app = await embeddedApp()
const { email, password } = app.rosa
const base = await app.process(PUBLIC)

/** Signs in as a browser does, by way of a proxy that cuts the path off; gives the flow and the code. */
async function signIn(): Promise<{ flow: SignIn; code: string; cookies: string[] }> {
  const flow = new SignIn(PUBLIC)
  const direct = (url: string): string => url.replace(PUBLIC, base)
  const begun = await flow.browser.send(direct(flow.authorizationUrl()))
  const next = begun.headers.get('location') ?? ''
  assert.ok(next.startsWith(`${PATH}/oidc/sign-in/`), next)
  // With the path: a proxy may leave it there.
  const submitted = await flow.browser.submit(base + next, { email, password })
  const resume = submitted.headers.get('location') ?? ''
  assert.ok(resume.startsWith(`${PUBLIC}/oidc/auth/`), resume)
  const done = await flow.browser.send(resume.replace('https://tocsin.example.org', base))
  const back = done.headers.get('location') ?? ''
  assert.ok(back.startsWith(`${PUBLIC}/signed-in?`), back)
  const cookies = [begun, submitted, done].flatMap(({ headers }) => headers.getSetCookie())
  return { flow, code: new URL(back).searchParams.get('code') ?? '', cookies }
}

test('whoever signs in gets a token, and no cookie goes to what else lives on the host', async () => {
  const { flow, code, cookies } = await signIn()
  assert.ok(cookies.some((line) => line.startsWith('__Secure-tocsin-session=')))
  for (const line of cookies) assert.match(line, /; path=\/ops\/tocsin\/oidc/i, line)
  const answer = await fetch(`${base}/oidc/token`, { method: 'POST', body: flow.redemption(code) })
  const { access_token } = (await answer.json()) as { access_token: string } // the token endpoint's answer
  const person = personWith(base, '', '', access_token)
  for (const path of ['/v1/me', `${PATH}/v1/me`]) assert.equal((await person.call('GET', path)).status, 200, path)
  for (const key of [undefined, 'once', 'once']) {
    const made = await person.call('POST', '/v1/incident', newIncident(), key ? { 'idempotency-key': key } : {})
    assert.match(made.headers.get('location') ?? '', /^\/ops\/tocsin\/v1\/incident\/[0-9a-f-]{36}$/)
    assert.equal((await person.call('GET', made.headers.get('location') ?? '')).status, 200)
  }
})

test('documents and redirects stay below the path', async () => {
  const document = (await (await fetch(`${base}/openapi.json`)).json()) as { servers: { url: string }[] }
  assert.deepEqual(
    document.servers.map(({ url }) => url),
    [PATH],
  )
  const html = await (await fetch(`${base}/docs`)).text()
  for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]*)"/g)) {
    assert.doesNotMatch(address, /^\//)
    if (address.startsWith('data:')) continue
    const at = new URL(address, `${PUBLIC}/docs`).href
    assert.equal((await fetch(at.replace('https://tocsin.example.org', base))).status, 200, address)
  }
  const moved = await fetch(`${base}${PATH}/docs/`, { redirect: 'manual' })
  assert.equal(moved.headers.get('location'), `${PATH}/docs`)
  const first = await fetch(`${base}${PATH}`, { redirect: 'manual' })
  assert.equal(first.headers.get('location'), `${PATH}/docs`)
})

test('only whole parts of a path are the base path', () => {
  const cases = [
    ['/ops/tocsin', '/'],
    ['/ops/tocsin?x=1', '/?x=1'],
    ['/ops/tocsin/v1/me?x', '/v1/me?x'],
    ['/ops/tocsins/v1', '/ops/tocsins/v1'],
    ['/v1/me', '/v1/me'],
    ['/', '/'],
  ] as const
  for (const [url, wanted] of cases) assert.equal(withoutBase(url, PATH), wanted)
  for (const [url] of cases) assert.equal(withoutBase(url, ''), url)
})
