import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import pino from 'pino'
import type { Actor } from '../permission.ts'
import { afterTests, testConfig, testDatabase } from '../testing/database.ts'
import { startOutside } from '../testing/outside.ts'
import { createAuthenticator } from './authenticator.ts'

const refused = { code: 'unauthenticated' }
const away = { code: 'unavailable' }
const outside = await startOutside()
const database = await testDatabase(await testConfig())
const tenant = { tenant_id: 'harbour', tenant_name: 'Harbour', roles: ['tenant-admin'] }
outside.people.set('rosa', {
  name: 'Rosa Lind',
  email: 'rosa@example.org',
  email_verified: true,
  active_tenant: tenant,
})
outside.people.set('nils', { name: 'Nils' })

async function service(environment: NodeJS.ProcessEnv = {}) {
  const config = await testConfig({ IAM_URL: outside.userinfo, ...environment })
  const clock = { at: Date.now() }
  const authenticator = createAuthenticator({ config, database, log: pino({ level: 'silent' }), now: () => clock.at })
  return {
    clock,
    authenticate: (token: string): Promise<Actor> => authenticator.authenticate(`Bearer ${token}`),
    recheck: authenticator.recheck,
  }
}

/** A userinfo endpoint that says what the test wants. */
async function startUserinfo() {
  const said = { status: 200, body: '{}' as string, asked: [] as string[], stop: false }
  const server = createServer((request, response) => {
    said.asked.push(request.headers.authorization ?? '')
    if (said.stop) request.socket.destroy()
    else response.writeHead(said.status, { 'content-type': 'application/json', location: '/elsewhere' }).end(said.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterTests(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  const iam = await service({ IAM_URL: `http://127.0.0.1:${address.port}/userinfo` })
  const says = (claims: unknown) => {
    said.body = JSON.stringify(claims)
  }
  return { said, says, iam, url: `http://127.0.0.1:${address.port}/userinfo` }
}

let count = 0
const opaque = () => `opaque-${++count}`

test('IAM_URL: an opaque token of a real sign-in is checked online', async () => {
  const { authenticate } = await service()
  const { access_token } = await outside.signIn('rosa', 'opaque')
  assert.ok(!access_token.includes('.'))
  const actor = await authenticate(access_token)
  assert.deepEqual(
    [
      actor.userId,
      actor.name,
      actor.tenantId,
      actor.tenantName,
      actor.role,
      actor.email,
      actor.emailVerified,
      actor.expiresAt,
    ],
    ['rosa', 'Rosa Lind', 'harbour', 'Harbour', 'admin', 'rosa@example.org', true, null],
  )
  await assert.rejects(authenticate('made-up'), refused)
  await assert.rejects(authenticate((await outside.signIn('nils', 'opaque')).access_token), { code: 'forbidden' })
})

test('IAM_URL: the provider is asked once a minute for a token, however often and at once it is shown', async () => {
  const { said, says, iam } = await startUserinfo()
  says({ sub: 'u', active_tenant: tenant })
  const token = opaque()
  await Promise.all(Array.from({ length: 50 }, () => iam.authenticate(token)))
  iam.clock.at += 59_000
  const actor = await iam.authenticate(token)
  assert.deepEqual(said.asked, [`Bearer ${token}`])
  said.status = 401
  iam.clock.at += 1001
  await assert.rejects(iam.authenticate(token), refused)
  assert.equal(await iam.recheck(actor), false)
  assert.equal(said.asked.length, 2)
})

test('B24 IAM_URL: a recheck does not go by what was said more than ten seconds ago, so a stream ends within a minute', async () => {
  const { said, says, iam } = await startUserinfo()
  says({ sub: 'u', active_tenant: tenant })
  const token = opaque()
  const actor = await iam.authenticate(token)
  says({ sub: 'u', active_tenant: { ...tenant, roles: ['viewer'] } })
  iam.clock.at += 9000
  assert.equal(await iam.recheck(actor), true)
  assert.equal(said.asked.length, 1)
  iam.clock.at += 1001
  assert.equal(await iam.recheck(actor), false)
})

test('B24 IAM_URL: a role taken away is gone within a minute', async () => {
  const { says, iam } = await startUserinfo()
  says({ sub: 'u', active_tenant: tenant })
  const token = opaque()
  const actor = await iam.authenticate(token)
  assert.equal(actor.role, 'admin')
  says({ sub: 'u', active_tenant: { ...tenant, roles: ['viewer'] } })
  iam.clock.at += 60_001
  assert.equal((await iam.authenticate(token)).role, 'viewer')
  assert.equal(await iam.recheck(actor), false)
  says({ sub: 'u' })
  iam.clock.at += 60_001
  await assert.rejects(iam.authenticate(token), { code: 'forbidden' })
})

test('IAM_URL: a provider that is away, fails, redirects or talks nonsense is 503, and does not count as a refusal', async () => {
  const { said, says, iam } = await startUserinfo()
  says({ sub: 'u', active_tenant: tenant })
  const token = opaque()
  const known = await iam.authenticate(token)
  for (const [status, body] of [
    [500, ''],
    [502, 'bad gateway'],
    [429, ''],
    [404, ''],
    [302, ''],
    [204, ''],
    [200, 'not json'],
    [200, '[]'],
    [200, '"text"'],
    [200, '{"sub":"a","sub":"b"}'],
    [200, ''],
  ] as const) {
    said.status = status
    said.body = body
    await assert.rejects(iam.authenticate(opaque()), away, `${status} ${body}`)
  }
  said.stop = true
  const failure = (await iam.authenticate(opaque()).catch((error: unknown) => error)) as {
    code: string
    headers: Record<string, string>
  }
  assert.equal(failure.code, 'unavailable')
  assert.match(failure.headers['retry-after'] ?? '', /^\d+$/)
  assert.equal((await iam.authenticate(token)).userId, 'u')
  assert.equal(await iam.recheck(known), true)
})

test('IAM_URL: an answer without end is not read', async () => {
  const { said, iam } = await startUserinfo()
  said.body = `{"sub":"${'x'.repeat(2_000_000)}"}`
  await assert.rejects(iam.authenticate(opaque()), away)
})

test('IAM_URL: claims that the answer lacks are taken from the token, whose exp then holds', async () => {
  const { said, says, iam } = await startUserinfo()
  says({ sub: 'rosa', name: 'Rosa' })
  const exp = Math.floor(iam.clock.at / 1000) + 30
  const token = await outside.sign({ sub: 'rosa', name: 'Other', active_tenant: tenant, exp })
  const actor = await iam.authenticate(token)
  assert.deepEqual([actor.name, actor.tenantId, actor.role, actor.expiresAt], ['Rosa', 'harbour', 'admin', exp])
  iam.clock.at += 30_000
  await assert.rejects(iam.authenticate(token), refused)
  const asked = said.asked.length
  for (const claims of [{ exp: 5 }, { exp: undefined }, { exp: 'x' }, { nbf: exp + 3600 }]) {
    await assert.rejects(
      iam.authenticate(await outside.sign({ sub: 'rosa', active_tenant: tenant, ...claims })),
      refused,
    )
  }
  assert.equal(said.asked.length, asked)
})

test('IAM_URL: an answer about someone else is refused, and so is a token that is not for access', async () => {
  const { says, iam } = await startUserinfo()
  says({ sub: 'nils', active_tenant: tenant })
  await assert.rejects(iam.authenticate(await outside.sign({ sub: 'rosa' })), refused)
  await assert.rejects(iam.authenticate(await outside.sign({ sub: 'nils', typ: 'ID' })), refused)
  await assert.rejects(iam.authenticate(await outside.sign({ sub: 'nils' }, { typ: 'logout+jwt' })), refused)
  assert.equal((await iam.authenticate(await outside.sign({ sub: 'nils' }))).userId, 'nils')
})

test('IAM_URL: OIDC_AUDIENCE holds for a JWT', async () => {
  const { says, url } = await startUserinfo()
  const iam = await service({ IAM_URL: url, OIDC_AUDIENCE: 'incidents' })
  says({ sub: 'rosa', active_tenant: tenant })
  await iam.authenticate(await outside.sign({ sub: 'rosa', aud: 'incidents' }))
  await assert.rejects(iam.authenticate(await outside.sign({ sub: 'rosa', aud: 'other' })), refused)
  await assert.rejects(iam.authenticate(await outside.sign({ sub: 'rosa' })), refused)
})

test('both: OIDC_ISSUER verifies, IAM_URL fills in what the token lacks and nothing else', async () => {
  const { said, says, url } = await startUserinfo()
  const both = await service({ IAM_URL: url, OIDC_ISSUER: outside.issuer })
  says({ sub: 'rosa', name: 'From userinfo', email: 'rosa@example.org', active_tenant: tenant })
  const actor = await both.authenticate(await outside.sign({ sub: 'rosa', name: 'From the token' }))
  assert.deepEqual(
    [actor.name, actor.tenantId, actor.role, actor.email],
    ['From the token', 'harbour', 'admin', 'rosa@example.org'],
  )
  const other = await both.authenticate(
    await outside.sign({ sub: 'rosa', active_tenant: { id: 'docks', roles: ['viewer'] } }),
  )
  assert.deepEqual([other.tenantId, other.role], ['docks', 'viewer'])
  const asked = said.asked.length
  await both.authenticate(await outside.sign({ sub: 'rosa', name: 'Rosa', email: 'a@b.c', active_tenant: tenant }))
  assert.equal(said.asked.length, asked)
  await assert.rejects(both.authenticate(opaque()), refused)
  await assert.rejects(both.authenticate(await outside.sign({ sub: 'rosa', iss: 'x' })), refused)
  assert.equal(said.asked.length, asked)
})

test('both: while IAM_URL is away, a token that says who may do what is enough', async () => {
  const { said, url } = await startUserinfo()
  const both = await service({ IAM_URL: url, OIDC_ISSUER: outside.issuer })
  said.stop = true
  assert.equal((await both.authenticate(await outside.sign({ sub: 'rosa', active_tenant: tenant }))).role, 'admin')
  await assert.rejects(both.authenticate(await outside.sign({ sub: 'rosa', active_tenant: { id: 'harbour' } })), away)
  await assert.rejects(both.authenticate(await outside.sign({ sub: 'rosa', name: 'Rosa' })), away)
  said.stop = false
  said.status = 403
  assert.equal(
    (await both.authenticate(await outside.sign({ sub: 'rosa', active_tenant: { id: 'harbour' }, jti: '1' }))).role,
    'responder',
  )
  said.status = 401
  await assert.rejects(
    both.authenticate(await outside.sign({ sub: 'rosa', active_tenant: { id: 'harbour' }, jti: '2' })),
    refused,
  )
})
