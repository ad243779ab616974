import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../database/sql.ts'
import { unavailable } from '../../errors.ts'
import { Browser, SignIn } from '../../testing/browser.ts'
import { embeddedApp } from '../../testing/sign-in.ts'
import { createAccount, resumeTenant, suspendTenant } from '../administer.ts'

const app = await embeddedApp()
const { database, url } = app
const { email, password } = app.rosa

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

test('while the database is away, signing in says so, as a page', async () => {
  let away = false
  const base = await app.process(undefined, {
    ...database,
    scoped: (scope, statement) => (away ? Promise.reject(unavailable('away', 1)) : database.scoped(scope, statement)),
  })
  const signedIn = new SignIn(base)
  await signedIn.complete(email, password)
  const flow = new SignIn(base)
  const page = await flow.open()
  away = true
  const kind = (answer: Response) => [answer.status, answer.headers.get('content-type')?.split(';')[0]]
  // What is begun lies in the browser: the page is there as long as nobody's password has to be looked at.
  assert.equal((await new SignIn(base).open()).response?.status, 200)
  assert.deepEqual(kind(await flow.browser.send(page.url)), [200, 'text/html'])
  const submitted = await flow.browser.submit(page.url, { email, password })
  assert.deepEqual([...kind(submitted), submitted.headers.get('retry-after')], [503, 'text/html', '1'])
  assert.match(await submitted.text(), /role="alert">away/)
  const known = await signedIn.browser.send(signedIn.authorizationUrl())
  assert.deepEqual(kind(known), [503, 'text/html'])
  assert.match(await known.text(), /Something went wrong/)
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
