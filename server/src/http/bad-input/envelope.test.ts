import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, newIncident } from '../../testing/app.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { plain, rawExchange } from '../../testing/raw.ts'
import { assertRefusal, watchedApp } from '../../testing/watched.ts'

const service = await watchedApp({}, { allow: [503] })
const limited = await watchedApp({ RATE_LIMIT: '1' })
const breaking = await watchedApp({}, { allow: [500] })
const { person } = await walk(service)

test('A24 a refusal of every kind has the envelope, its code, its words, the request id and its standard header', async () => {
  const { id } = await incidentOf(person)
  const responder = await service.person('responder', person.tenant)
  const bearer = { authorization: `Bearer ${person.token}` }
  const kinds: [number, string, () => Promise<Answer | undefined>, string?][] = [
    [400, 'WRONG_TYPE', () => person.call('POST', '/v1/incident', newIncident({ name: 7 }))],
    [400, 'MALFORMED_JSON', () => person.call('POST', '/v1/incident', '{')],
    [400, 'BAD_PATH', () => plain(service.url, { method: 'GET', path: '/v1/%ff', headers: bearer })],
    [400, 'BAD_QUERY', () => plain(service.url, { method: 'GET', path: '/v1/incident?q=%ff', headers: bearer })],
    [400, 'BAD_REQUEST', async () => (await rawExchange(service.url, 'nonsense\r\n\r\n'))[0]],
    [401, 'TOKEN_MISSING', () => plain(service.url, { method: 'GET', path: '/v1/me' }), 'www-authenticate'],
    [
      401,
      'TOKEN_INVALID',
      () => plain(service.url, { method: 'GET', path: '/v1/me', headers: { authorization: 'Bearer x.y.z' } }),
      'www-authenticate',
    ],
    [403, 'ROLE_TOO_LOW', () => responder.call('POST', '/v1/incident/types', { code: 'X', label: 'X' })],
    [404, 'NOT_FOUND', () => person.call('GET', '/v1/incident/nope')],
    [404, 'NOT_FOUND', () => person.call('GET', '/v1/nope')],
    [405, 'METHOD_NOT_ALLOWED', () => person.call('PUT', '/v1/incident', {}), 'allow'],
    [409, 'STALE_OCC_LOCK', () => person.call('PUT', `/v1/incident/${id}`, { ...newIncident(), occ_lock: 7 })],
    [412, 'STALE_OCC_LOCK', () => person.call('PUT', `/v1/incident/${id}`, newIncident(), { 'if-match': '"7"' })],
    [413, 'TOO_LARGE', () => person.call('POST', '/v1/incident', ' '.repeat(1_048_577))],
    [415, 'UNSUPPORTED_MEDIA_TYPE', () => person.call('POST', '/v1/incident', '{}', { 'content-type': 'text/plain' })],
    [
      417,
      'EXPECTATION_FAILED',
      async () => (await rawExchange(service.url, `GET /v1/me HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n`))[0],
    ],
    [422, 'IDEMPOTENCY_KEY_REUSED', () => reused()],
    [429, 'RATE_LIMITED', () => tooMany(), 'retry-after'],
    [
      431,
      'HEADERS_TOO_LARGE',
      async () =>
        (
          await rawExchange(
            service.url,
            `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
          )
        )[0],
    ],
    [503, 'UNAVAILABLE', () => busy(id), 'retry-after'],
  ]
  for (const [status, code, ask, header] of kinds) {
    const answer = await ask()
    if (!answer) assert.fail(`${status}: no answer`)
    assert.equal(answer.status, status, answer.text)
    assertRefusal(answer, [person.token, service.config.schema])
    assert.ok(
      answer.body.errors.some((problem: { code: string }) => problem.code === code),
      `${code}: ${answer.text}`,
    )
    if (header) assert.ok(answer.headers.get(header), `${status} without ${header}`)
  }
})

async function reused(): Promise<Answer> {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  await person.ok('POST', '/v1/incident', newIncident(), headers)
  return await person.call('POST', '/v1/incident', newIncident({ name: 'Another' }), headers)
}

async function tooMany(): Promise<Answer> {
  const one = await limited.person('viewer')
  const headers = { authorization: `Bearer ${one.token}` }
  await plain(limited.url, { method: 'GET', path: '/v1/me', headers })
  return await plain(limited.url, { method: 'GET', path: '/v1/me', headers })
}

/** Somebody else holds the record for longer than a request may wait for it. */
async function busy(id: string): Promise<Answer> {
  const other = await service.database.connect()
  try {
    await other.query('begin')
    await other.query(`select set_config('app.tenant_id', $1, true)`, [person.tenant])
    await other.query('select 1 from incident where id = $1 for update', [id])
    return await person.call('PATCH', `/v1/incident/${id}`, { name: 'Never', occ_lock: 0 })
  } finally {
    await other.query('rollback')
    await other.end()
  }
}

test('A24 a request that fails by a defect is told its id and nothing else, on every route', async () => {
  const { person, requests, endpoints } = await walk(breaking)
  const broken = await requests(endpoints)
  const { schema } = breaking.config
  const admin = await breaking.database.connect()
  await admin.query(`alter schema "${schema}" rename to "${schema}_away"`)
  try {
    for (const { one, path, body } of broken) {
      const answer = await plain(breaking.url, {
        method: one.method,
        path,
        headers: {
          authorization: `Bearer ${person.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (answer.status < 400) continue // needs no database
      assert.ok([500, 503].includes(answer.status), `${one.operationId}: ${answer.status} ${answer.text}`)
      assertRefusal(answer, [person.token, schema])
      assert.ok(breaking.logged.some((line) => line.includes(answer.headers.get('x-request-id') ?? '(none)')))
    }
  } finally {
    await admin.query(`alter schema "${schema}_away" rename to "${schema}"`)
    await admin.end()
  }
  for (const { one, path, body } of broken.filter((request) => request.one.method === 'GET')) {
    assert.equal((await person.call(one.method, path, body)).status, 200, one.operationId)
  }
})
