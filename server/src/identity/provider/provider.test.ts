import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose'
import pino from 'pino'
import { createApp } from '../../app.ts'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { unavailable } from '../../errors.ts'
import { personWith, send, testApp } from '../../testing/app.ts'
import { Browser, SignIn } from '../../testing/browser.ts'
import { afterTests, testConfig, testDatabase } from '../../testing/database.ts'
import { createAccount, createTenant, resumeTenant, suspendTenant } from '../administer.ts'
import { createAuthenticator } from '../authenticator.ts'
import { sweepState } from './adapter.ts'
import { ensureFirstAdministrator } from './first.ts'
import { ensureProviderKeys } from './keys.ts'
import { mintToken } from './mint.ts'
import { createProvider } from './provider.ts'

const app = await testApp({ OIDC_ISSUER: '' })
const { config, database, url } = app
await createTenant(database, { id: 'harbour', name: 'Harbour' })
const password = 'correct horse battery'
const { email, id } = await createAccount(database, {
  tenant: 'harbour',
  email: 'rosa@example.org',
  name: 'Rosa Lind',
  role: 'admin',
  password,
})

/** Another process on the same database; serves under `publicUrl` when one is given. */
async function process(publicUrl?: string, database: Database = app.database) {
  const log = pino({ level: 'silent' })
  const mine = { ...config, publicUrl: publicUrl ?? null }
  const provider = await createProvider({ config: mine, database, log })
  const { authenticate, recheck } = createAuthenticator({ config: mine, database, log })
  const other = await createApp({ config: mine, database, log, authenticate, recheck, provider })
  afterTests(async () => {
    await other.close()
    provider.close()
  })
  return await other.server.fastify.listen({ host: '127.0.0.1', port: 0 })
}

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

test('the pages load nothing from elsewhere, run no script, can’t be framed, and escape what is typed', async () => {
  const flow = new SignIn(url)
  const { url: at, response } = await flow.open({ login_hint: '"><script>alert(1)</script>' })
  assert.ok(response)
  const policy = response.headers.get('content-security-policy') ?? ''
  for (const part of [
    "default-src 'none'",
    "style-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ])
    assert.ok(policy.includes(part), part)
  assert.equal(/unsafe|script-src/.test(policy), false)
  assert.deepEqual(
    [response.headers.get('cache-control'), response.headers.get('x-content-type-options')],
    ['no-store', 'nosniff'],
  )
  assert.equal((await response.text()).includes('<script'), false)
  const again = await flow.browser.submit(at, { email: '"><img src=x onerror=alert(1)>', password: 'x' })
  assert.equal(again.status, 401)
  const html = await again.text()
  assert.equal(html.includes('<img'), false)
  assert.match(html, /role="alert">The e-mail address or the password is not right\./)
  for (const line of response.headers.getSetCookie()) assert.match(line, /samesite=lax; httponly/i)
})

test('a sign-in page belongs to the browser it was opened in', async () => {
  const [mine, theirs] = [new SignIn(url), new SignIn(url)]
  const page = await mine.open()
  await theirs.open()
  for (const browser of [theirs.browser, new Browser()]) {
    assert.equal((await browser.send(page.url)).status, 400)
    const submitted = await browser.submit(page.url, { email, password })
    assert.deepEqual([submitted.status, submitted.headers.get('location')], [400, null])
  }
  const cookie = `tocsin-sign-in=${theirs.browser.cookie('tocsin-sign-in')}; tocsin-sign-in.sig=${theirs.browser.cookie('tocsin-sign-in.sig')}`
  assert.equal((await theirs.browser.submit(page.url, { email, password }, { cookie })).status, 400)
  const cross = await mine.browser.submit(page.url, { email, password }, { 'sec-fetch-site': 'cross-site' })
  assert.equal(cross.status, 403)
  assert.equal((await mine.browser.submit(page.url, { email, password }, { 'content-type': 'text/plain' })).status, 400)
  assert.equal((await mine.browser.submit(page.url, { email, password: 'x'.repeat(20_000) })).status, 400)
  assert.equal((await mine.browser.submit(page.url, { email, password: '' })).status, 400)
  assert.equal((await mine.browser.submit(page.url, { email, password })).status, 303)
})

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
  const behindProxy = await process('https://tocsin.example.org/ops')
  assert.equal(await issuer(behindProxy, 'evil.example'), 'https://tocsin.example.org/ops/oidc')
})

test('behind a proxy with TLS everything is said in terms of PUBLIC_URL, and cookies are secure', async () => {
  const base = await process('https://tocsin.example.org')
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
  const [one, two] = [await process(publicUrl), await process(publicUrl)]
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

test('while the database is away, signing in says so, as a page', async () => {
  let away = false
  const base = await process(undefined, {
    ...database,
    scoped: (scope, statement) => (away ? Promise.reject(unavailable('away', 1)) : database.scoped(scope, statement)),
  })
  const flow = new SignIn(base)
  const page = await flow.open()
  away = true
  for (const answer of [
    await flow.browser.send(flow.authorizationUrl()),
    await flow.browser.send(page.url),
    await flow.browser.submit(page.url, { email, password }),
  ]) {
    assert.deepEqual([answer.status, answer.headers.get('content-type')?.split(';')[0]], [503, 'text/html'])
    assert.match(await answer.text(), /Something went wrong/)
  }
  assert.equal((await flow.token({ grant_type: 'refresh_token', refresh_token: 'x' })).status, 503)
  away = false
  assert.equal((await flow.browser.submit(page.url, { email, password })).status, 303)
})

test('a suspended tenant and a switched-off account are told so, once the password was right', async () => {
  const late = await createAccount(database, {
    tenant: 'harbour',
    email: 'late@example.org',
    name: 'Late',
    role: 'viewer',
    password,
  })
  const attempt = async (secret: string) => {
    const flow = new SignIn(url)
    const page = await flow.open()
    const answer = await flow.browser.submit(page.url, { email: late.email, password: secret })
    return [answer.status, /role="alert">([^<]+)</.exec(await answer.text())?.[1]]
  }
  await suspendTenant(database, 'harbour')
  assert.deepEqual(await attempt(password), [403, 'Your team is suspended here. Ask whoever runs this service.'])
  assert.equal((await attempt('wrong'))[0], 401)
  await resumeTenant(database, 'harbour')
  await database.scoped('identity', sql`update account set active = false where id = ${late.id}`)
  assert.deepEqual(await attempt(password), [403, 'This account is switched off. Ask an administrator of your team.'])
  assert.equal((await attempt('wrong'))[0], 401)
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

test('many processes starting at once on an empty database agree on keys and make one administrator', async () => {
  const fresh = await testConfig({ ADMIN_PASSWORD: 'given by hand' })
  const empty = await testDatabase(fresh)
  const keys = await Promise.all(Array.from({ length: 5 }, () => ensureProviderKeys(empty)))
  for (const one of keys) assert.deepEqual(one, keys[0])
  assert.deepEqual([keys[0]?.signing.length, keys[0]?.cookie.length], [1, 1])
  const first = (await Promise.all(Array.from({ length: 3 }, () => ensureFirstAdministrator(empty, fresh)))).filter(
    (one) => one !== null,
  )
  assert.deepEqual(first, [{ email: 'admin@tocsin.local', password: null }])
  assert.equal(await ensureFirstAdministrator(empty, fresh), null)
  const rows = await empty.scoped('identity', sql`select tenant_id, email, role from account`)
  assert.deepEqual(rows, [{ tenant_id: 'default', email: 'admin@tocsin.local', role: 'deployer' }])
})

test('B06, B07 what the provider’s own key signed is good only from its issuers, for the API, as an access token', async () => {
  const [key] = (await ensureProviderKeys(database)).signing
  assert.ok(key)
  const privateKey = await importJWK(key, 'RS256')
  const exp = Math.floor(Date.now() / 1000) + 600
  const claims = {
    iss: `${url}/oidc`,
    aud: 'tocsin',
    sub: 'cli:x',
    name: 'x',
    active_tenant: { tenant_id: 'harbour', roles: ['viewer'] },
    exp,
  }
  const status = async (change: Record<string, unknown>, header: Record<string, unknown> = {}) => {
    const token = await new SignJWT({ ...claims, ...change })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid, ...header })
      .sign(privateKey)
    return (await personWith(url, '', '', token).call('GET', '/v1/me')).status
  }
  await new SignIn(url).open()
  assert.equal(await status({}), 200)
  for (const iss of ['https://elsewhere.example/oidc', `${url}/oidc/`, url, [`${url}/oidc`], undefined])
    assert.equal(await status({ iss }), 401, String(iss))
  for (const aud of ['tocsin-console', ['other'], undefined]) assert.equal(await status({ aud }), 401, String(aud))
  for (const typ of ['JWT', 'id+jwt', undefined]) assert.equal(await status({}, { typ }), 401, String(typ))
  for (const change of [
    { sub: id },
    { sub: id, credential_version: 7 },
    { sub: 'nobody' },
    { sub: undefined },
    { active_tenant: { tenant_id: 'harbour', roles: ['boss'] } },
    { active_tenant: { roles: ['viewer'] } },
  ]) {
    assert.equal(await status(change), 401, JSON.stringify(change))
  }
  // An account is one of its own tenant only.
  const other = { active_tenant: { tenant_id: 'default', roles: ['admin'] } }
  assert.deepEqual(
    [await status({ sub: id, credential_version: 0, ...other }), await status({ sub: id, credential_version: 0 })],
    [401, 200],
  )
})

test('a token of the command works before and beside a service, and only as what it says', async () => {
  const fresh = await testConfig()
  const empty = await testDatabase(fresh)
  const token = await mintToken(empty, {
    tenant: 'new tenant',
    role: 'responder',
    name: 'deploy script',
    expiresSeconds: 60,
  })
  const { authenticate } = createAuthenticator({ config: fresh, database: empty, log: pino({ level: 'silent' }) })
  const actor = await authenticate(`Bearer ${token}`, 'r')
  assert.deepEqual(
    [actor.userId, actor.name, actor.tenantId, actor.role, actor.kind],
    ['cli:deploy script', 'deploy script', 'new tenant', 'responder', 'user'],
  )
  assert.ok(Math.abs((actor.expiresAt ?? 0) - Date.now() / 1000 - 60) < 30)
  // The keys of another database sign nothing here.
  assert.equal((await personWith(url, '', '', token).call('GET', '/v1/me')).status, 401)
  for (const wrong of [
    { tenant: '' },
    { tenant: 'x'.repeat(256) },
    { name: '' },
    { name: 'x'.repeat(252) },
    { name: 'a\0b' },
  ]) {
    await assert.rejects(mintToken(empty, { tenant: 't', role: 'viewer', name: 'n', ...wrong }), { code: 'invalid' })
  }
})
