import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { sql } from '../../database/sql.ts'
import { personWith } from '../../testing/app.ts'
import { Browser, SignIn } from '../../testing/browser.ts'
import { embeddedApp } from '../../testing/sign-in.ts'
import { sweepState } from './sweep.ts'

const app = await embeddedApp()
const { database, url } = app
const { email, id, password } = app.rosa

test('signing in gives the console tokens with the claims of the contract', async () => {
  const { access_token, id_token, expires_in } = await new SignIn(url).complete(email, password)
  assert.equal(expires_in, 600)
  const header = decodeProtectedHeader(access_token)
  assert.deepEqual([header.alg, header.typ], ['RS256', 'at+jwt'])
  const { iss, aud, sub, name, email: address, email_verified, active_tenant, exp, iat } = decodeJwt(access_token)
  assert.deepEqual(
    { iss, aud, sub, name, address, email_verified, active_tenant },
    {
      iss: `${url}/oidc`,
      aud: 'tocsin',
      sub: id,
      name: 'Rosa Lind',
      address: email,
      email_verified: true,
      active_tenant: { tenant_id: 'harbour', tenant_name: 'Harbour', roles: ['admin'] },
    },
  )
  assert.equal((exp ?? 0) - (iat ?? 0), 600)
  assert.equal(decodeJwt(id_token).name, 'Rosa Lind')
  const me = personWith(url, 'harbour', id, access_token)
  assert.equal((await me.ok('GET', '/v1/me')).role, 'admin')
  for (const wrong of [id_token, `${access_token}x`])
    assert.equal((await personWith(url, '', '', wrong).call('GET', '/v1/me')).status, 401)
})

test('a browser that is signed in gets a new token without a page; prompt=none never shows one', async () => {
  const first = new SignIn(url)
  await first.complete(email, password)
  const second = new SignIn(url, { browser: first.browser })
  const silent = await second.open({ prompt: 'none' })
  const code = new URL(silent.url).searchParams.get('code')
  assert.ok(code)
  assert.equal((await second.redeem(code)).status, 200)
  const stranger = new SignIn(url)
  const refused = new URL((await stranger.open({ prompt: 'none' })).url)
  assert.deepEqual(
    [refused.searchParams.get('error'), refused.searchParams.get('state'), refused.pathname],
    ['login_required', stranger.state, '/signed-in'],
  )
})

test('only the registered ways lead in: PKCE, the console’s own addresses, codes', async () => {
  const flow = new SignIn(url)
  const asked = async (change: (query: URLSearchParams) => void) => {
    const address = new URL(flow.authorizationUrl())
    change(address.searchParams)
    return await new Browser().follow(address.href, flow.redirectUri)
  }
  assert.match((await asked((query) => query.delete('code_challenge'))).url, /error=invalid_request/)
  assert.match((await asked((query) => query.set('code_challenge_method', 'plain'))).url, /error=invalid_request/)
  assert.match(
    (await asked((query) => query.set('response_type', 'token'))).url,
    /error=(invalid_request|unsupported_response_type)/,
  )
  for (const place of [
    'https://evil.example/',
    `${url}/other`,
    `${url}/signed-in/../x`,
    `${url}.evil.example/`,
    url.replace('127.0.0.1', 'localhost.evil.example'),
  ]) {
    const { response, url: at } = await asked((query) => query.set('redirect_uri', place))
    assert.ok(response && at.startsWith(`${url}/oidc/`), place)
    assert.equal(response.status, 400)
    assert.match(await response.text(), /Wrong return address/)
  }
  const unknown = await asked((query) => query.set('client_id', '<b>nobody</b>'))
  assert.match((await unknown.response?.text()) ?? '', /Unknown application/)
})

test('a code is good once, for the browser that has its verifier', async () => {
  const flow = new SignIn(url)
  const page = await flow.open()
  const code = await flow.codeFrom(await flow.browser.submit(page.url, { email, password }), page.url)
  assert.equal((await new SignIn(url).redeem(code)).status, 400)
  const answers = await Promise.all(Array.from({ length: 8 }, () => flow.redeem(code)))
  assert.ok(answers.filter((one) => one.status === 200).length <= 1)
  assert.equal((await flow.redeem(code)).status, 400)
})

test('refresh tokens rotate, and showing a used one ends them all', async () => {
  const flow = new SignIn(url)
  const { refresh_token } = await flow.complete(email, password)
  const next = await flow.token({ grant_type: 'refresh_token', refresh_token })
  assert.equal(next.status, 200)
  const renewed = (await next.json()) as { refresh_token: string; access_token: string } // the token endpoint's answer
  assert.notEqual(renewed.refresh_token, refresh_token)
  assert.equal((await personWith(url, '', '', renewed.access_token).call('GET', '/v1/me')).status, 200)
  assert.equal((await flow.token({ grant_type: 'refresh_token', refresh_token })).status, 400)
  assert.equal((await flow.token({ grant_type: 'refresh_token', refresh_token: renewed.refresh_token })).status, 400)
  assert.equal((await personWith(url, '', '', refresh_token).call('GET', '/v1/me')).status, 401)
})

test('signing out ends the session and its refresh tokens, asks only whom the console did not send, and returns', async () => {
  const flow = new SignIn(url)
  const { id_token, refresh_token } = await flow.complete(email, password)
  const { browser } = flow
  const asks = await (await browser.send(`${url}/oidc/session/end`)).text()
  assert.equal(asks.includes('<script'), false)
  const page = await browser.send(
    `${url}/oidc/session/end?id_token_hint=${id_token}&post_logout_redirect_uri=${encodeURIComponent(`${url}/`)}`,
  )
  const html = await page.text()
  assert.ok(html.includes('/oidc/sign-out.js'))
  const xsrf = /name="xsrf" value="(\w+)"/.exec(html)?.[1] ?? ''
  const forged = await browser.submit(`${url}/oidc/session/end/confirm`, { xsrf: 'made-up', logout: 'yes' })
  assert.equal(forged.status, 400)
  const out = await browser.submit(`${url}/oidc/session/end/confirm`, { xsrf, logout: 'yes' })
  assert.deepEqual([out.status, out.headers.get('location')], [303, `${url}/`])
  assert.equal((await flow.token({ grant_type: 'refresh_token', refresh_token })).status, 400)
  assert.match((await new SignIn(url, { browser }).open({ prompt: 'none' })).url, /error=login_required/)
  const nowhere = await browser.send(
    `${url}/oidc/session/end?client_id=tocsin-console&post_logout_redirect_uri=https://evil.example/`,
  )
  assert.equal(nowhere.status, 400)
})

test('a dump of the database opens no session: ids are hashed, and what belongs to them is sealed', async () => {
  const flow = new SignIn(url)
  const { refresh_token } = await flow.complete(email, password)
  const session = flow.browser.cookie('tocsin-session') ?? ''
  assert.ok(session.length > 20)
  const rows = await database.scoped('identity', sql`select model, provider_state::text as whole from provider_state`)
  assert.ok(rows.some((row) => row['model'] === 'Session') && rows.some((row) => row['model'] === 'RefreshToken'))
  for (const row of rows) {
    const text = String(row['whole'])
    for (const secret of [refresh_token, session])
      assert.equal(text.includes(secret) || text.includes(Buffer.from(secret).toString('hex')), false)
  }
})

test('what has expired is swept', async () => {
  await new SignIn(url).open()
  await database.scoped(
    'identity',
    sql`update provider_state set expires_at = now() - interval '1 second' where model = 'Interaction'`,
  )
  await sweepState(database)
  const left = await database.scoped(
    'identity',
    sql`select count(*)::int as count from provider_state where model = 'Interaction'`,
  )
  assert.deepEqual(left, [{ count: 0 }])
})
