import assert from 'node:assert/strict'
import { hash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pino from 'pino'
import { sql } from '../database/sql.ts'
import type { Actor } from '../permission.ts'
import { testConfig, testDatabase } from '../testing/database.ts'
import { CONSOLE_CLIENT, startOutside } from '../testing/outside.ts'
import { until } from '../testing/until.ts'
import { createAuthenticator } from './authenticator.ts'

const refused = { code: 'unauthenticated' }
const outside = await startOutside()
const database = await testDatabase(await testConfig())
outside.people.set('rosa', {
  name: 'Rosa Lind',
  email: 'rosa@example.org',
  email_verified: true,
  active_tenant: { tenant_id: 'harbour', tenant_name: 'Harbour', roles: ['tenant-admin'] },
})
const tenant = { active_tenant: { tenant_id: 'harbour', roles: ['viewer'] } }
const good = { sub: 'rosa', ...tenant }

/** A service process of its own, with a clock that the test sets. */
async function service(environment: NodeJS.ProcessEnv = {}) {
  const config = await testConfig({ OIDC_ISSUER: outside.issuer, ...environment })
  const clock = { at: Date.now() }
  const authenticator = createAuthenticator({ config, database, log: pino({ level: 'silent' }), now: () => clock.at })
  return {
    clock,
    authenticate: (token: string): Promise<Actor> => authenticator.authenticate(`Bearer ${token}`),
    recheck: authenticator.recheck,
  }
}

const { authenticate } = await service()

test('a token from the provider’s own sign-in makes an actor', async () => {
  const { access_token } = await outside.signIn('rosa', 'jwt')
  const { expiresAt, ...actor } = await authenticate(access_token)
  assert.deepEqual(actor, {
    tenantId: 'harbour',
    tenantName: 'Harbour',
    userId: 'rosa',
    person: 'rosa',
    name: 'Rosa Lind',
    email: 'rosa@example.org',
    emailVerified: true,
    kind: 'user',
    role: 'admin',
  })
  assert.ok(expiresAt !== null && expiresAt > Date.now() / 1000)
})

test('B07 its ID token and refresh token are refused', async () => {
  const { id_token, refresh_token } = await outside.signIn('rosa', 'jwt')
  await assert.rejects(authenticate(id_token), refused)
  await assert.rejects(authenticate(refresh_token), refused)
})

test('B06 the issuer is compared as text, exactly', async () => {
  assert.equal((await authenticate(await outside.sign(good))).userId, 'rosa')
  const second = await startOutside()
  const { issuer } = outside
  for (const iss of [
    second.issuer,
    `${issuer}/`,
    issuer.toUpperCase(),
    issuer.replace('http:', 'https:'),
    issuer.replace('127.0.0.1', 'localhost'),
    [issuer],
    `${issuer} `,
    '',
    null,
    5,
  ]) {
    await assert.rejects(authenticate(await outside.sign({ ...good, iss })), refused, String(iss))
  }
  // Its own keys behind our issuer's name.
  await assert.rejects(authenticate(await second.sign({ ...good, iss: issuer })), refused)
})

test('B07 with OIDC_AUDIENCE the token must name it', async () => {
  const strict = await service({ OIDC_AUDIENCE: 'incidents' })
  await strict.authenticate(await outside.sign({ ...good, aud: 'incidents' }))
  await strict.authenticate(await outside.sign({ ...good, aud: ['x', 'incidents'] }))
  for (const aud of [undefined, 'x', ['x'], CONSOLE_CLIENT]) {
    await assert.rejects(strict.authenticate(await outside.sign({ ...good, aud })), refused, String(aud))
  }
  const { id_token } = await outside.signIn('rosa', 'jwt')
  await assert.rejects(strict.authenticate(id_token), refused)
})

test('B08 expired, not yet valid, or without an end: refused; a token ends when it says', async () => {
  const { clock, ...mine } = await service()
  const now = Math.floor(clock.at / 1000)
  for (const claims of [
    { exp: now - 1 },
    { exp: undefined },
    { exp: String(now + 60) },
    { exp: 1e20 },
    { nbf: now + 90 },
    { iat: now + 90 },
  ]) {
    await assert.rejects(mine.authenticate(await outside.sign({ ...good, ...claims })), refused, JSON.stringify(claims))
  }
  const token = await outside.sign({ ...good, exp: now + 20 })
  const actor = await mine.authenticate(token)
  assert.equal(actor.expiresAt, now + 20)
  assert.equal(await mine.recheck(actor), true)
  clock.at = (now + 20) * 1000
  await assert.rejects(mine.authenticate(token), refused)
  assert.equal(await mine.recheck(actor), false)
})

test('B09 no bit of a valid token can be changed, also once it is known, short or long', async () => {
  for (const note of ['', 'x'.repeat(4000)]) {
    const token = await outside.sign({ ...good, note })
    assert.equal((await authenticate(token)).tenantId, 'harbour')
    for (let count = 0; count < 500; count++) {
      const bytes = Buffer.from(token)
      const at = Math.floor(Math.random() * bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8))
      await assert.rejects(authenticate(bytes.toString('latin1')), refused, `byte ${at}`)
    }
    const other = await outside.sign({ ...good, note, active_tenant: { tenant_id: 'airport', roles: ['viewer'] } })
    assert.equal((await authenticate(other)).tenantId, 'airport')
    assert.equal((await authenticate(token)).tenantId, 'harbour')
    // What a long one is remembered by is no token.
    for (const encoding of ['base64', 'hex'] as const)
      await assert.rejects(authenticate(hash('sha256', token, encoding)), refused)
  }
})

test('B09 encrypted, endless and shapeless tokens are refused', async () => {
  const token = await outside.sign(good)
  for (const text of [
    '',
    ' ',
    'x',
    `${token}.x.y`,
    token.slice(0, -1),
    `${token}A`,
    'A'.repeat(100_000),
    `${token} ${token}`,
    'ä'.repeat(10),
  ]) {
    await assert.rejects(authenticate(text), refused)
  }
})

test('B05 made-up key ids cost the provider one question in 30 s, and a new key is noticed within them', async () => {
  const { clock, authenticate } = await service()
  await authenticate(await outside.sign(good))
  const before = outside.asked.keys
  const kids = [
    'nope',
    '../../etc/passwd',
    "' or 1=1 --",
    'k'.repeat(255),
    'ключ',
    ...Array.from({ length: 200 }, () => randomBytes(6).toString('hex')),
  ]
  await Promise.all(kids.map(async (kid) => assert.rejects(authenticate(await outside.sign(good, { kid })), refused)))
  assert.equal(outside.asked.keys, before)
  clock.at += 30_000
  await Promise.all(kids.map(async (kid) => assert.rejects(authenticate(await outside.sign(good, { kid })), refused)))
  assert.equal(outside.asked.keys, before + 1)
  await assert.rejects(authenticate(await outside.sign(good, { kid: undefined })), refused)
})

test('B30 a new key is good within 30 s, the old one as long as it is published and no longer than the keys are kept', async () => {
  const { clock, authenticate } = await service()
  await authenticate(await outside.sign(good))
  clock.at += 1000
  const old = await outside.rotate(true)
  await assert.rejects(authenticate(await outside.sign({ ...good, jti: '1' })), refused)
  clock.at += 29_000
  await authenticate(await outside.sign({ ...good, jti: '1' }))
  await authenticate(await old({ ...good, jti: '2' }))
  await outside.rotate(false)
  clock.at += 10 * 60_000 + 1
  await assert.rejects(authenticate(await old({ ...good, jti: '3' })), refused)
  await authenticate(await outside.sign({ ...good, jti: '4' }))
})

test('B30 while the provider is away for a day, valid tokens stay good and bad ones bad', async () => {
  const { clock, authenticate } = await service()
  const exp = Math.floor(Date.now() / 1000) + 100_000
  const token = (jti: string) => outside.sign({ ...good, exp, jti })
  await authenticate(await token('before'))
  try {
    for (const mood of ['gone', 'failing'] as const) {
      outside.mood = mood
      for (let hour = 0; hour < 12; hour++) {
        clock.at += 3_600_000
        assert.equal((await authenticate(await token(`${mood} ${hour}`))).userId, 'rosa')
        await assert.rejects(authenticate(await outside.sign({ ...good, exp, iss: 'x' })), refused)
      }
    }
  } finally {
    outside.mood = 'well'
  }
  const asked = outside.asked.keys
  clock.at += 60_000
  await authenticate(await token('after'))
  await until(() => outside.asked.keys > asked)
})

test('a provider that was never reached is 503, and asked again soon', async () => {
  const { clock, authenticate } = await service()
  const token = await outside.sign(good)
  outside.mood = 'gone'
  try {
    const failure = await authenticate(token).catch((error: unknown) => error)
    assert.equal((failure as { code: string }).code, 'unavailable')
    assert.ok(Number((failure as { headers: Record<string, string> }).headers['retry-after']) > 0)
  } finally {
    outside.mood = 'well'
  }
  clock.at += 1000
  await authenticate(token)
})

test('OIDC_ISSUER that the provider does not call itself is 503: its keys are not used', async () => {
  const { authenticate } = await service({ OIDC_ISSUER: `${outside.issuer}/` })
  await assert.rejects(authenticate(await outside.sign({ ...good, iss: `${outside.issuer}/` })), {
    code: 'unavailable',
  })
})

test('a tenant exists from its first valid token on, takes the name it is given, and no refused token makes one', async () => {
  const id = `t ${randomBytes(6).toString('hex')} ÅÄ`
  const { authenticate } = await service()
  const rows = async () =>
    (await database.scoped('identity', sql`select name from tenant where tenant_id = ${id}`)).map((row) => row['name'])
  await assert.rejects(authenticate(await outside.sign({ sub: 'u', exp: 5, active_tenant: { id } })), refused)
  assert.deepEqual(await rows(), [])
  const { clock, ...mine } = await service()
  const actors = await Promise.all(
    Array.from({ length: 20 }, async () =>
      mine.authenticate(await outside.sign({ sub: 'u', active_tenant: { id }, jti: randomBytes(4).toString('hex') })),
    ),
  )
  assert.ok(actors.every((actor) => actor.tenantId === id && actor.tenantName === id))
  assert.deepEqual(await rows(), [id])
  clock.at += 2001
  assert.equal(
    (await mine.authenticate(await outside.sign({ sub: 'u', active_tenant: { id, name: 'Docks' } }))).tenantName,
    'Docks',
  )
  assert.deepEqual(await rows(), ['Docks'])
})

test('B10 a suspended tenant is refused within seconds, and let in again', async () => {
  const id = `tenant-${randomBytes(6).toString('hex')}`
  const { clock, authenticate, recheck } = await service()
  const token = await outside.sign({ sub: 'u', active_tenant: { id } })
  const actor = await authenticate(token)
  await database.scoped('identity', sql`update tenant set suspended_at = now() where tenant_id = ${id}`)
  clock.at += 2001
  await assert.rejects(authenticate(token), { code: 'forbidden' })
  assert.equal(await recheck(actor), false)
  await database.scoped('identity', sql`update tenant set suspended_at = null where tenant_id = ${id}`)
  clock.at += 2001
  await authenticate(token)
})
