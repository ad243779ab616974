import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { sql } from '../database/sql.ts'
import { personWith, testApp } from '../testing/app.ts'
import { SignIn } from '../testing/browser.ts'
import { createAccount, createTenant, suspendTenant } from './administer.ts'
import { createAuthenticator } from './authenticator.ts'
import { mintToken } from './provider/mint.ts'

const app = await testApp({ OIDC_ISSUER: '' })
const { config, database, url } = app
const password = 'correct horse battery'
await createTenant(database, { id: 'harbour' })
const boss = personWith(
  url,
  'harbour',
  '',
  await mintToken(database, { tenant: 'harbour', role: 'deployer', name: 'boss' }),
)
await createAccount(database, { tenant: 'harbour', email: 'other@example.org', name: 'Other', role: 'admin', password })

const clock = { at: Date.now() }
const authenticator = createAuthenticator({ config, database, log: pino({ level: 'silent' }), now: () => clock.at })
const authenticate = (token: string) => authenticator.authenticate(`Bearer ${token}`)
/** What a stream does every minute: an answer that is at most that old. */
const aMinuteLater = () => {
  clock.at += 60_000
}

async function someone(name: string, role: 'admin' | 'responder' = 'responder') {
  const { id, email } = await createAccount(database, {
    tenant: 'harbour',
    email: `${name}@example.org`,
    name,
    role,
    password,
  })
  const { access_token } = await new SignIn(url).complete(email, password)
  return { id, actor: await authenticate(access_token), token: access_token }
}

test('B24 a stream of someone whose role falls, or who is removed, ends within a minute; one whose role rises goes on', async () => {
  const { id, actor } = await someone('rosa', 'admin')
  assert.equal(await authenticator.recheck(actor), true)
  await boss.ok('PUT', `/v1/accounts/${id}`, { role: 'deployer' })
  aMinuteLater()
  assert.equal(await authenticator.recheck(actor), true)
  await boss.ok('PUT', `/v1/accounts/${id}`, { role: 'responder' })
  aMinuteLater()
  assert.equal(await authenticator.recheck(actor), false)
  const nils = await someone('nils')
  assert.equal(await authenticator.recheck(nils.actor), true)
  await boss.ok('DELETE', `/v1/accounts/${nils.id}`)
  aMinuteLater()
  assert.equal(await authenticator.recheck(nils.actor), false)
  await assert.rejects(authenticate(nils.token), { code: 'unauthenticated' })
})

test('the account counts as it stands in the database, whatever its token says', async () => {
  const { id, token } = await someone('sven', 'admin')
  await database.scoped('identity', sql`update account set role = 'viewer', name = 'Sven Berg' where id = ${id}`)
  aMinuteLater()
  const actor = await authenticate(token)
  assert.deepEqual([actor.role, actor.name], ['viewer', 'Sven Berg'])
  await database.scoped('identity', sql`update account set active = false where id = ${id}`)
  aMinuteLater()
  await assert.rejects(authenticate(token), { code: 'unauthenticated' })
})

test('B24 a stream opened with an API token ends when the token does', async () => {
  const made = await boss.ok('POST', '/v1/tokens', { name: 'Stream', role: 'viewer' })
  const actor = await authenticate(made.token)
  assert.equal(await authenticator.recheck(actor), true)
  await boss.ok('DELETE', `/v1/tokens/${made.id}`)
  assert.equal(await authenticator.recheck(actor), false)
})

test('B24 a stream ends when its tenant is suspended', async () => {
  const actor = await authenticate(
    await mintToken(database, { tenant: 'docks', role: 'viewer', name: 'x', expiresSeconds: 86_400 }),
  )
  assert.equal(await authenticator.recheck(actor), true)
  await suspendTenant(database, 'docks')
  aMinuteLater()
  assert.equal(await authenticator.recheck(actor), false)
})

test('an actor that no token stands behind goes nowhere', async () => {
  const actor = await authenticate(
    await mintToken(database, { tenant: 'harbour', role: 'viewer', name: 'x', expiresSeconds: 86_400 }),
  )
  assert.equal(await authenticator.recheck({ ...actor }), false)
})
