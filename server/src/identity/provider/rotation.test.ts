import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeProtectedHeader } from 'jose'
import pino from 'pino'
import { sql } from '../../database/sql.ts'
import { personWith } from '../../testing/app.ts'
import { SignIn } from '../../testing/browser.ts'
import { testConfig, testDatabase } from '../../testing/database.ts'
import { embeddedApp } from '../../testing/sign-in.ts'
import { until } from '../../testing/until.ts'
import { createAuthenticator } from '../authenticator.ts'
import { ensureProviderKeys, listSigningKeys, rotateSigningKey, sweepKeys } from './keys.ts'
import { mintToken } from './mint.ts'
import { createProvider, renewKeys } from './provider.ts'

const log = pino({ level: 'silent' })
const app = await embeddedApp()
const { database, url } = app
const { email, password } = app.rosa

const status = async (token: string): Promise<number> =>
  (await personWith(url, '', '', token).call('GET', '/v1/me')).status
const keyOf = (token: string): string | undefined => decodeProtectedHeader(token).kid
const signingKey = async (): Promise<string | undefined> => (await ensureProviderKeys(database)).signing[0]?.kid
const published = async (base: string): Promise<string[]> => {
  const answer = await fetch(`${base}/oidc/jwks`)
  return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid) // the provider's JWKS
}

/** Moves when the keys that no longer sign retired, and when their last token ends. */
async function age(hours: number): Promise<void> {
  const by = sql`make_interval(hours => ${hours}::int)`
  await database.scoped(
    'identity',
    sql`update provider_key set retired_at = retired_at - ${by}, tokens_until = tokens_until - ${by}`,
  )
}

test('B30 a new signing key signs at once, and the old one’s tokens stay good until they end', async () => {
  const before = await new SignIn(url).complete(email, password)
  const command = await mintToken(database, { tenant: 'harbour', role: 'viewer', name: 'x', expiresSeconds: 7200 })
  const old = await signingKey()
  assert.deepEqual([keyOf(before.access_token), keyOf(command)], [old, old])
  const made = await rotateSigningKey(database)
  assert.notEqual(made, old)
  assert.equal(await signingKey(), made)
  // A process that comes up now, and one that was there before, know both.
  const other = await app.process()
  const after = await new SignIn(other).complete(email, password)
  const minted = await mintToken(database, { tenant: 'harbour', role: 'viewer', name: 'x' })
  assert.deepEqual([keyOf(after.access_token), keyOf(minted)], [made, made])
  assert.deepEqual((await published(other)).sort(), [String(made), String(old)].sort())
  // A process asks for a key it has not seen at most once a second.
  for (const token of [before.access_token, command, after.access_token, minted])
    await until(async () => (await status(token)) === 200)
  // The hour after it retired is over, the token of the command is not.
  await age(1)
  await sweepKeys(database)
  assert.deepEqual(
    (await listSigningKeys(database)).map(({ id }) => id),
    [made, old],
  )
  await age(1)
  assert.deepEqual(
    (await listSigningKeys(database)).map(({ id }) => id),
    [made],
  )
  await sweepKeys(database)
  assert.equal((await database.scoped('identity', sql`select 1 from provider_key where id = ${old ?? ''}`)).length, 0)
})

test('B30 a process takes up a key that another one made within seconds, also in the middle of a sign-in', async () => {
  let time = Date.now()
  const provider = await createProvider({ config: app.config, database, log, now: () => time })
  const endpoint = await provider.endpoint('http://localhost:1')
  assert.equal(await provider.endpoint('http://localhost:1'), endpoint)
  const flow = new SignIn(url)
  const page = await flow.open()
  await rotateSigningKey(database)
  assert.equal(await provider.endpoint('http://localhost:1'), endpoint, 'not at every request')
  time += 11_000
  assert.notEqual(await provider.endpoint('http://localhost:1'), endpoint)
  provider.close()
  assert.equal((await flow.browser.submit(page.url, { email, password })).status, 303)
})

test('while the database is away a process signs with the keys it has', async () => {
  let [time, away] = [Date.now(), false]
  const broken: typeof database = {
    ...database,
    scoped: (scope, statement) => (away ? Promise.reject(new Error('away')) : database.scoped(scope, statement)),
  }
  const provider = await createProvider({ config: app.config, database: broken, log, now: () => time })
  const endpoint = await provider.endpoint('http://localhost:1')
  away = true
  time += 60_000
  assert.equal(await provider.endpoint('http://localhost:1'), endpoint)
  provider.close()
})

test('B30 a key that is withdrawn ends its tokens everywhere within three minutes; API tokens go on', async () => {
  let time = Date.now()
  const { authenticate } = createAuthenticator({ config: app.config, database, log, now: () => time })
  const good = async (token: string): Promise<boolean> =>
    authenticate(`Bearer ${token}`).then(
      () => true,
      () => false,
    )
  const old = await mintToken(database, { tenant: 'harbour', role: 'admin', name: 'x', expiresSeconds: 86_400 })
  await until(async () => (await status(old)) === 200)
  const { token } = await personWith(url, 'harbour', '', old).ok('POST', '/v1/tokens', {
    name: 'Robot',
    role: 'viewer',
  })
  assert.deepEqual([await good(old), await good(token)], [true, true])
  const made = await rotateSigningKey(database, { withdraw: true })
  assert.deepEqual(
    (await ensureProviderKeys(database)).signing.map(({ kid }) => kid),
    [made],
  )
  time += 180_000
  assert.deepEqual([await good(old), await good(token)], [false, true])
  assert.equal(await good(await mintToken(database, { tenant: 'harbour', role: 'viewer', name: 'x' })), true)
})

test('a key is replaced by itself when it is 90 days old, by one of all processes', async () => {
  const config = await testConfig({ OIDC_ISSUER: '' })
  const fresh = await testDatabase(config)
  const [first] = (await ensureProviderKeys(fresh)).signing
  const ids = async (): Promise<string[]> => (await listSigningKeys(fresh)).map(({ id }) => id)
  const older = (days: number) =>
    fresh.scoped('identity', sql`update provider_key set created_at = created_at - make_interval(days => ${days}::int)`)
  await older(89)
  await renewKeys(fresh, log)
  assert.deepEqual(await ids(), [first?.kid])
  await older(2)
  await Promise.all(Array.from({ length: 4 }, () => renewKeys(fresh, log)))
  const now = await ids()
  assert.equal(now.length, 2)
  assert.equal(now[1], first?.kid)
  await renewKeys(fresh, log)
  assert.deepEqual(await ids(), now)
  const [state] = await listSigningKeys(fresh)
  assert.equal(state?.published_until, null)
})
