/** What strangers do before they sign in leaves nothing behind. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../database/sql.ts'
import { Browser, SignIn } from '../../testing/browser.ts'
import { embeddedApp } from '../../testing/sign-in.ts'
import { sweepState } from './sweep.ts'

const app = await embeddedApp()
const { database, url } = app
const { email, password } = app.rosa

const rows = async (): Promise<number> => {
  const [row] = await database.scoped('identity', sql`select count(*)::int as count from provider_state`)
  return Number(row?.['count'])
}

test('nobody’s requests write a row: begun sign-ins, reopened pages, sign-outs, whatever they carry', async () => {
  const before = await rows()
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const flow = new SignIn(url)
      const page = await flow.open({ nonce: 'n'.repeat(i * 10) })
      assert.equal(page.response?.status, 200)
      await flow.browser.send(page.url)
      await flow.browser.send(page.url.replace('/sign-in/', '/auth/'))
      await flow.browser.send(`${url}/oidc/session/end?state=${i}`)
      await flow.browser.submit(`${url}/oidc/session/end/confirm`, { xsrf: 'x', logout: 'yes' })
      await flow.browser.submit(
        flow.authorizationUrl(),
        Object.fromEntries(new URL(flow.authorizationUrl()).searchParams),
      )
    }),
  )
  assert.equal(await rows(), before)
})

test('state and nonce have up to 512 characters, everything together fits a cookie; more is 400', async () => {
  const status = async (extra: Record<string, string>) => {
    const response = await new Browser().send(new SignIn(url).authorizationUrl(extra))
    for (const line of response.headers.getSetCookie()) assert.ok(line.length <= 4096, String(line.length))
    return response.status
  }
  const awkward = '"'.repeat(512)
  assert.equal(await status({ state: 's'.repeat(512), nonce: 'n'.repeat(512) }), 303)
  assert.equal(await status({ state: awkward }), 303)
  for (const name of ['state', 'nonce']) assert.equal(await status({ [name]: 'x'.repeat(513) }), 400)
  assert.equal(await status({ login_hint: 'x'.repeat(6000) }), 400)
})

test('a begun sign-in is another browser’s business neither by its address nor with changed cookies', async () => {
  const flow = new SignIn(url)
  const page = await flow.open()
  assert.equal((await new Browser().submit(page.url, { email, password })).status, 400)
  const other = new SignIn(url)
  const theirs = await other.open()
  const mine = flow.browser.cookie('tocsin-pending') ?? ''
  const cookie = `tocsin-pending=${mine.slice(0, 40)}${mine[40] === 'A' ? 'B' : 'A'}${mine.slice(41)}`
  const changed = await fetch(theirs.url, { headers: { cookie }, redirect: 'manual' })
  assert.equal(changed.status, 400)
})

test('a sign-in that is done is done once: its address and its cookies lead no further', async () => {
  const flow = new SignIn(url)
  const page = await flow.open()
  const submitted = await flow.browser.submit(page.url, { email, password })
  const resume = new URL(submitted.headers.get('location') ?? '', url).href
  const answers = await Promise.all(Array.from({ length: 5 }, () => flow.browser.send(resume)))
  assert.equal(answers.filter((one) => one.headers.get('location')?.includes('code=')).length, 1)
  assert.equal((await flow.browser.send(resume)).headers.get('location')?.includes('code=') ?? false, false)
})

test('what has expired is swept faster than it comes', async () => {
  await database.scoped(
    'identity',
    sql`insert into provider_state (model, id_hash, payload, account_id, expires_at)
        select 'Session', sha256(int4send(n)), ''::bytea, gen_random_uuid()::text, now() - interval '1 second' from generate_series(1, 12500) n`,
  )
  const intake = { on: true, made: 0 }
  const pouring = (async () => {
    while (intake.on) {
      intake.made += 50
      await database.scoped(
        'identity',
        sql`insert into provider_state (model, id_hash, payload, account_id, expires_at)
            select 'Session', sha256(int4send(n + ${20_000 + intake.made}::int)), ''::bytea, 'x', now() - interval '1 second' from generate_series(1, 50) n`,
      )
    }
  })()
  await sweepState(database)
  intake.on = false
  await pouring
  const [left] = await database.scoped(
    'identity',
    sql`select count(*)::int as count from provider_state where expires_at < now()`,
  )
  assert.ok(Number(left?.['count']) < 1100, `${left?.['count']} left, ${intake.made} made meanwhile`)
})
