import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importJWK, SignJWT } from 'jose'
import pino from 'pino'
import { sql } from '../../database/sql.ts'
import { personWith } from '../../testing/app.ts'
import { SignIn } from '../../testing/browser.ts'
import { testConfig, testDatabase } from '../../testing/database.ts'
import { embeddedApp } from '../../testing/sign-in.ts'
import { createAuthenticator } from '../authenticator.ts'
import { ensureFirstAdministrator } from './first.ts'
import { ensureProviderKeys } from './keys.ts'
import { mintToken } from './mint.ts'

const app = await embeddedApp()
const { database, url } = app
const { id } = app.rosa

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
  const actor = await authenticate(`Bearer ${token}`)
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
