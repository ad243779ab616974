import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import pino from 'pino'
import { createApp } from '../../app.ts'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { roles } from '../../permission.ts'
import { newIncident, type Person, personWith, send, testApp } from '../../testing/app.ts'
import { afterTests } from '../../testing/database.ts'
import { until } from '../../testing/until.ts'
import { createAuthenticator } from '../authenticator.ts'

const lines: string[] = []
const sink = new Writable({
  write: (chunk, _encoding, done) => {
    lines.push(String(chunk))
    done()
  },
})
const log = pino({ level: 'debug' }, sink)
const app = await testApp({}, { log })

/** A second process on the same database. */
const replica = await (async () => {
  const { config, database } = app
  const { authenticate, recheck } = createAuthenticator({ config, database, log })
  const other = await createApp({ config, database, log, authenticate, recheck })
  afterTests(() => other.close())
  return await other.server.fastify.listen({ host: '127.0.0.1', port: 0 })
})()

function assertEndsIn(instant: string, days: number): void {
  const off = Date.parse(instant) - Date.now() - days * 86_400_000
  assert.ok(Math.abs(off) < 600_000, `${instant} is not ${days} days from now`)
}

const as = (token: string, url = app.url): Person => personWith(url, '', '', token)

test('an API token is shown once, works at once, and carries its name', async () => {
  const admin = await app.person('admin')
  const made = await admin.call('POST', '/v1/tokens', { name: 'Alarm gateway', role: 'responder' })
  assert.equal(made.status, 201)
  const { token, ...rest } = made.body.data
  assert.match(token, /^tcs_[A-Za-z0-9_-]{43}$/)
  assert.equal(made.headers.get('location'), `/v1/tokens/${rest.id}`)
  assert.deepEqual(
    [rest.name, rest.role, rest.last_used_at, rest.parent_id, rest.created_by_id],
    ['Alarm gateway', 'responder', null, null, admin.user],
  )
  assertEndsIn(rest.expires_at, 365)

  const incident = await as(token).ok('POST', '/v1/incident', newIncident())
  assert.deepEqual([incident.created_by, incident.created_by_id], ['Alarm gateway', `token:${rest.id}`])
  const { events } = await admin.ok('GET', '/v1/incident/events')
  assert.deepEqual(events.at(-1).actor, { id: `token:${rest.id}`, name: 'Alarm gateway', kind: 'token' })
  const me = await as(token).ok('GET', '/v1/me')
  assert.deepEqual(
    [me.kind, me.role, me.tenant.id, me.user.name],
    ['token', 'responder', admin.tenant, 'Alarm gateway'],
  )
  assertEndsIn(me.expires_at, 365)

  const listed = await admin.ok('GET', '/v1/tokens')
  assert.equal(listed.length, 1)
  assert.equal(JSON.stringify(listed).includes(token), false)
  await until(async () => (await admin.ok('GET', '/v1/tokens'))[0].last_used_at !== null)
  assert.deepEqual({ ...(await admin.ok('GET', `/v1/tokens/${rest.id}`)), last_used_at: null }, rest)
})

test('B23 a removed token ends at once on every replica', async () => {
  const admin = await app.person('admin')
  const { token, id } = await admin.ok('POST', '/v1/tokens', { name: 'Gone soon', role: 'viewer' })
  for (const url of [app.url, replica]) assert.equal((await as(token, url).call('GET', '/v1/me')).status, 200)
  const removed = await admin.call('DELETE', `/v1/tokens/${id}`)
  assert.deepEqual([removed.status, removed.body.data.id], [200, id])
  for (const url of [app.url, replica]) {
    const answer = await as(token, url).call('GET', '/v1/me')
    assert.equal(answer.status, 401)
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/)
  }
  assert.equal((await admin.call('DELETE', `/v1/tokens/${id}`)).status, 404)
})

test('B23 a token ends when it says, and with its tenant’s suspension', async () => {
  const admin = await app.person('admin')
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  const { token, id, expires_at } = await admin.ok('POST', '/v1/tokens', {
    name: 'A day',
    role: 'viewer',
    expires_at: soon,
  })
  assert.equal(Date.parse(expires_at), Date.parse(soon))
  assert.equal(Date.parse((await as(token).ok('GET', '/v1/me')).expires_at), Date.parse(soon))
  await app.database.scoped('identity', sql`update tenant set suspended_at = now() where tenant_id = ${admin.tenant}`)
  assert.equal((await as(token).call('GET', '/v1/me')).status, 401)
  await app.database.scoped('identity', sql`update tenant set suspended_at = null where tenant_id = ${admin.tenant}`)
  assert.equal((await as(token).call('GET', '/v1/me')).status, 200)
  await app.database.scoped('identity', sql`update api_token set expires_at = now() where id = ${id}`)
  assert.equal((await as(token).call('GET', '/v1/me')).status, 401)
})

test('B22 nobody makes a token that reaches further than they do', async () => {
  for (const [i, mine] of roles.entries()) {
    const person = await app.person(mine)
    for (const [j, wanted] of roles.entries()) {
      const answer = await person.call('POST', '/v1/tokens', { name: 'x', role: wanted })
      const allowed = i >= roles.indexOf('admin') && j <= i
      assert.equal(answer.status, allowed ? 201 : 403, `${mine} makes ${wanted}`)
      if (!allowed) assert.equal(answer.body.errors[0].code, 'ROLE_TOO_LOW')
    }
    const visible = await person.call('GET', '/v1/tokens')
    assert.equal(visible.status, i >= roles.indexOf('admin') ? 200 : 403)
  }
  const admin = await app.person('admin')
  const first = await admin.ok('POST', '/v1/tokens', { name: 'admin by token', role: 'admin' })
  assert.equal((await as(first.token).call('POST', '/v1/tokens', { name: 'up', role: 'deployer' })).status, 403)
  assert.equal((await as(first.token).call('POST', '/v1/tokens', { name: 'same', role: 'admin' })).status, 201)
})

test('B23 only a hash is stored, and no log line holds a token', async () => {
  const admin = await app.person('admin')
  const { token } = await admin.ok(
    'POST',
    '/v1/tokens',
    { name: 'Secret', role: 'viewer' },
    { 'idempotency-key': 'make-one' },
  )
  const again = await admin.call(
    'POST',
    '/v1/tokens',
    { name: 'Secret', role: 'viewer' },
    { 'idempotency-key': 'make-one' },
  )
  assert.deepEqual(
    [again.status, again.body.data.token, again.headers.get('idempotency-replayed')],
    [201, token, 'true'],
  )
  assert.equal((await admin.ok('GET', '/v1/tokens')).length, 1)
  await as(token).call('GET', '/v1/nothing')
  await as(`${token}x`).call('GET', '/v1/me')
  const secret = token.slice(4)
  const client = await app.database.connect()
  try {
    const { rows: tables } = await client.query(
      `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and relkind = 'r'`,
      [app.config.schema],
    )
    assert.ok(tables.length > 10)
    await client.query('begin')
    await client.query(`select set_config('app.scope', 'operations', true)`)
    for (const { relname } of tables) {
      const { rows } = await client.query(`select t::text as text from "${relname}" t`)
      if (relname === 'api_token') assert.ok(rows.length > 0)
      for (const { text } of rows) {
        assert.equal(text.includes(secret) || text.includes(Buffer.from(secret).toString('hex')), false, relname)
      }
    }
    await client.query('rollback')
  } finally {
    await client.end()
  }
  assert.ok(lines.length > 0)
  assert.equal(
    lines.some((line) => line.includes(secret)),
    false,
  )
})

test('another tenant’s tokens are not there', async () => {
  const [mine, theirs] = [await app.person('admin'), await app.person('admin')]
  const { id, token } = await theirs.ok('POST', '/v1/tokens', { name: 'Theirs', role: 'viewer' })
  for (const path of [
    `/v1/tokens/${id}`,
    '/v1/tokens/01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
    '/v1/tokens/x',
    `/v1/tokens/${id.toUpperCase()}`,
  ]) {
    for (const method of ['GET', 'DELETE']) {
      const answer = await mine.call(method, path)
      assert.deepEqual([answer.status, answer.body.message], [404, 'There is no API token with this id.'])
    }
  }
  assert.deepEqual(await mine.ok('GET', '/v1/tokens'), [])
  assert.equal((await as(token).call('GET', '/v1/me')).status, 200)
})

test('each thing wrong with a new token is named, and nothing is kept', async () => {
  const admin = await app.person('admin')
  const wrong: [unknown, string[]][] = [
    [{}, ['name', 'role']],
    [{ name: ' ', role: 'boss' }, ['name', 'role']],
    [{ name: 'x'.repeat(201), role: 'viewer' }, ['name']],
    [{ name: 5, role: ['viewer'] }, ['name', 'role']],
    [{ name: 'x', role: 'viewer', expires_at: 'tomorrow' }, ['expires_at']],
    [{ name: 'x', role: 'viewer', expires_at: '2020-01-01T00:00:00Z' }, ['expires_at']],
    [{ name: 'x', role: 'viewer', expires_at: '9999-12-31T23:59:59-14:00' }, ['expires_at']],
    [{ name: 'x', role: 'viewer', expires_at: 4_000_000_000 }, ['expires_at']],
    [{ name: 'x', role: 'viewer', hash: 'y', tenant: 'z' }, ['hash', 'tenant']],
  ]
  for (const [body, fields] of wrong) {
    const answer = await admin.call('POST', '/v1/tokens', body)
    assert.equal(answer.status, 400, JSON.stringify(body))
    assert.deepEqual(answer.body.errors.map((one: { field: string }) => one.field).sort(), fields)
  }
  assert.deepEqual(await admin.ok('GET', '/v1/tokens'), [])
  const ignored = { id: 'x', tenant_id: 'other', created_by: 'x', created_at: 'x', last_used_at: 'x' }
  const made = await admin.ok('POST', '/v1/tokens', {
    name: '  spaced  ',
    role: 'viewer',
    expires_at: null,
    ...ignored,
  })
  assert.equal(made.name, '  spaced  ')
  assertEndsIn(made.expires_at, 365)
})

test('B27 wrong prefix, wrong secret and revoked are one answer by one way', async () => {
  const admin = await app.person('admin')
  const { token, id } = await admin.ok('POST', '/v1/tokens', { name: 'Revoked', role: 'viewer' })
  await admin.ok('DELETE', `/v1/tokens/${id}`)
  const statements: string[] = []
  const { config, database } = app
  const watched: Database = {
    ...database,
    scoped: (scope, statement) => {
      statements.push(statement.text)
      return database.scoped(scope, statement)
    },
  }
  const { authenticate } = createAuthenticator({ config, database: watched, log })
  const answers: unknown[] = []
  for (const given of [token, `tcs_${'A'.repeat(43)}`, `xyz_${token.slice(4)}`, 'Q'.repeat(47)]) {
    const failure = (await authenticate(`Bearer ${given}`).catch((error: unknown) => error)) as {
      code: string
      message: string
      headers: unknown
    }
    answers.push([failure.code, failure.message, failure.headers])
  }
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal(statements.length, 4)
  assert.equal(new Set(statements).size, 1)
})

test('the scheme may be written in any case, other schemes and empty tokens are 401 with a challenge', async () => {
  const { token } = await app.person('viewer')
  for (const scheme of ['Bearer', 'bearer', 'BEARER'])
    assert.equal((await send(app.url, 'GET', '/v1/me', undefined, { authorization: `${scheme} ${token}` })).status, 200)
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Basic ${token}`,
    token,
    `Bearer ${token} x`,
    `Bearer "${token}"`,
    `Token ${token}`,
    'Bearer tcs_',
    'Bearer .',
    'Bearer ..',
  ]) {
    const answer = await send(app.url, 'GET', '/v1/me', undefined, authorization === undefined ? {} : { authorization })
    assert.equal(answer.status, 401, authorization)
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer realm="tocsin"/)
    assert.ok(answer.body.errors[0].code.startsWith('TOKEN_'))
  }
})
