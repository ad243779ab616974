import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt } from 'jose'
import { personWith, send } from '../../testing/app.ts'
import { SignIn } from '../../testing/browser.ts'
import { embeddedApp } from '../../testing/sign-in.ts'

const app = await embeddedApp()
const { url } = app
const { email, password } = app.rosa

test('B26 pages of other origins are given no answer, the service’s own are', async () => {
  const body = new URLSearchParams({
    client_id: 'tocsin-console',
    grant_type: 'refresh_token',
    refresh_token: 'x',
  }).toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const origin of ['https://evil.example', 'null', `${url}.evil.example`, 'http://localhost']) {
    for (const [method, path] of [
      ['POST', '/oidc/token'],
      ['GET', '/oidc/.well-known/openid-configuration'],
      ['GET', '/oidc/jwks'],
      ['OPTIONS', '/oidc/token'],
      ['POST', '/oidc/token/revocation'],
    ] as const) {
      const preflight = method === 'OPTIONS' ? { 'access-control-request-method': 'POST' } : {}
      const answer = await send(url, method, path, method === 'POST' ? body : undefined, {
        origin,
        ...preflight,
        ...(method === 'POST' ? type : {}),
      })
      assert.deepEqual(
        [...answer.headers.keys()].filter((name) => name.startsWith('access-control-')),
        [],
        `${origin} ${path}`,
      )
    }
  }
  const own = await send(url, 'POST', '/oidc/token', body, { origin: url, ...type })
  assert.equal(own.headers.get('access-control-allow-origin'), url)
})

test('the issuer is a name of this machine or PUBLIC_URL, never what a request makes up', async () => {
  const { port } = new URL(url)
  const issuer = async (base: string, host: string, extra: Record<string, string> = {}) => {
    const { request } = await import('node:http')
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(
        `${base}/oidc/.well-known/openid-configuration`,
        { headers: { host, ...extra } },
        (answer) => {
          let body = ''
          answer
            .setEncoding('utf8')
            .on('data', (part) => (body += part))
            .on('end', () => resolve(body))
        },
      )
      sent.on('error', reject).end()
    })
    const document = JSON.parse(text)
    assert.ok(document.token_endpoint.startsWith(document.issuer))
    return document.issuer
  }
  assert.equal(await issuer(url, `127.0.0.1:${port}`), `http://127.0.0.1:${port}/oidc`)
  for (const host of [
    `localhost:${port}`,
    'evil.example',
    `evil.example:${port}`,
    `localhost:${port}.evil.example`,
    '127.0.0.1:1',
  ]) {
    assert.equal(await issuer(url, host), `http://localhost:${port}/oidc`, host)
  }
  assert.equal(
    await issuer(url, `localhost:${port}`, { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }),
    `http://localhost:${port}/oidc`,
  )
  const behindProxy = await app.process('https://tocsin.example.org/ops')
  assert.equal(await issuer(behindProxy, 'evil.example'), 'https://tocsin.example.org/ops/oidc')
})

test('behind a proxy with TLS everything is said in terms of PUBLIC_URL, and cookies are secure', async () => {
  const base = await app.process('https://tocsin.example.org')
  const flow = new SignIn('https://tocsin.example.org')
  const begun = await flow.browser.send(flow.authorizationUrl().replace('https://tocsin.example.org', base))
  const next = begun.headers.get('location') ?? ''
  assert.match(next, /^\/oidc\/sign-in\//)
  const cookies = begun.headers.getSetCookie()
  assert.ok(cookies.length > 0 && cookies.every((line) => /; secure/i.test(line)))
  const submitted = await flow.browser.submit(base + next, { email, password })
  const resume = submitted.headers.get('location') ?? ''
  assert.ok(resume.startsWith('https://tocsin.example.org/oidc/auth/'))
  const done = await flow.browser.send(resume.replace('https://tocsin.example.org', base))
  assert.ok(done.headers.get('location')?.startsWith(flow.redirectUri))
  assert.ok(flow.browser.cookieNames().includes('__Host-tocsin-session'))
  const code = new URL(done.headers.get('location') ?? '').searchParams.get('code') ?? ''
  // Tokens of one address are good at every process of the database.
  const answer = await fetch(`${base}/oidc/token`, { method: 'POST', body: flow.redemption(code) })
  const { access_token } = (await answer.json()) as { access_token: string } // the token endpoint's answer
  assert.equal(decodeJwt(access_token).iss, 'https://tocsin.example.org/oidc')
  assert.equal((await personWith(url, '', '', access_token).call('GET', '/v1/me')).status, 200)
})

test('a sign-in begun on one process goes on at another', async () => {
  const publicUrl = 'http://tocsin.test'
  const [one, two] = [await app.process(publicUrl), await app.process(publicUrl)]
  const flow = new SignIn(publicUrl)
  const begun = await flow.browser.send(flow.authorizationUrl().replace(publicUrl, one))
  const submitted = await flow.browser.submit(two + (begun.headers.get('location') ?? ''), { email, password })
  const done = await flow.browser.send((submitted.headers.get('location') ?? '').replace(publicUrl, one))
  const code = new URL(done.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const answers = await Promise.all(
    [one, two].map((base) => fetch(`${base}/oidc/token`, { method: 'POST', body: flow.redemption(code) })),
  )
  assert.ok(answers.filter((answer) => answer.ok).length <= 1)
})
