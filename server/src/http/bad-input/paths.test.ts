import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, newIncident } from '../../testing/app.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { type PlainRequest, plain } from '../../testing/raw.ts'
import { watchedApp } from '../../testing/watched.ts'
import type { Endpoint } from '../route.ts'

const service = await watchedApp()
const { endpoints, person, writes, valid, requests, stored, unchanged } = await walk(service)
const bearer = { authorization: `Bearer ${person.token}` }

/** A request that reaches the service as it is written here. */
async function exact(request: PlainRequest): Promise<Answer> {
  return service.saw(await plain(service.url, { ...request, headers: { ...bearer, ...request.headers } }), [
    person.token,
  ])
}

/** An id of the right form that was never given. */
const unknown = '019a0000-0000-7000-8000-000000000000'

const noIds = [
  'x', '0', '-1', '1', 'null', 'undefined', 'NaN', '*', '%25', '%00', '%0a', '%0d%0aX-Injected:%20yes', '%20', '%c3%a9', '%f0%9f%98%80', '%2e', '%2e%2e', '%2e%2e%2fme', '..%2f..%2fme', '%2f', '%5c', '%3f', '%23',
  '%3Bx', ';x', `${unknown};x`, `${unknown};v=1`, `%7b${unknown}%7d`, `{${unknown}}`, `urn:uuid:${unknown}`, unknown.replaceAll('-', ''), `${unknown}0`, unknown.slice(1), `%20${unknown}`, `${unknown}%20`,
  `${unknown}%0a`, `${unknown}%00`, `'${unknown}'`, `"${unknown}"`, `${unknown}'--`, "'%20or%20'1'='1", '%27;select%20sleep(1);--', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'INC-999999', 'inc-000001', 'INC-0', '__proto__', 'constructor', 'toString', 'x'.repeat(301), 'x'.repeat(10_000), '%f0%9f%98%80'.repeat(200), '$ne', '[object%20Object]', '(', '%ff', '%', '%zz', '%c0%af', '%u0041',
] // biome-ignore format: a list of forms

test('A16 what is no id answers on every route as an id never given does, and nothing is stored', async () => {
  const all = (await requests(endpoints)).filter(({ one }) => one.path.includes('{'))
  const before = await stored()
  for (const { one, path, body } of all) {
    const pattern = one.path.split('/')
    const given = path.split('/')
    for (const [place, part] of pattern.entries()) {
      if (!part.startsWith('{')) continue
      const at = (id: string) => given.map((segment, i) => (i === place ? id : segment)).join('/')
      const send = (id: string) => exact({ method: one.method, path: at(id), ...jsonOf(body) })
      const never = await send(unknown)
      assert.equal(never.status, 404, `${one.operationId}: ${never.text}`)
      await each([...noIds, (given[place] ?? '').toUpperCase().replace(/^[A-Z_0-9]+$/, 'x')], async (id) => {
        const answer = await send(id)
        const about = `${one.method} ${at(id).slice(0, 300)}: ${answer.status} ${answer.text}`
        assert.ok([400, 404].includes(answer.status), about)
        // Names and codes are repeated in the refusal; ids are not.
        if (answer.status === 404 && /^\{(id|commentId)\}$/.test(part))
          assert.deepEqual(bare(answer), bare(never), about)
      })
    }
  }
  await unchanged(before)
  for (const { one, path, body } of all) {
    const answer = await person.call(one.method, path, body)
    assert.ok(answer.status < 300, `${one.operationId} takes its own id: ${answer.text}`)
  }
})

function bare(answer: Answer): unknown {
  const { sent_at: _, timestamp: _again, trace_id: _other, ...rest } = answer.body
  return rest
}

function jsonOf(body: unknown): { headers?: Record<string, string>; body?: string } {
  return body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

test('A16 a path spelled in another way is authenticated as any other', async () => {
  const { id } = await incidentOf(person, { name: 'Reached by another spelling' })
  const host = service.url
  const spellings = [
    `/%761/incident/${id}`,
    `/v%31/incident/${id}`,
    `/v1/%69ncident/${id}`,
    `${host}/v1/incident/${id}`,
    `HTTP://other.example/v1/incident/${id}`,
    `/v1/incident/${id}#fragment`,
    `/v1/incident/${id}?`,
    `/v1/incident/${id}?#`,
    `/v1/incident/${id}/`,
    `/v1/incident/${id}/?`,
  ]
  const never = [
    `//v1/incident/${id}`,
    `/v1//incident/${id}`,
    `/v1/incident/${id}//`,
    `/V1/incident/${id}`,
    `/v1/INCIDENT/${id}`,
    `/./v1/incident/${id}`,
    `/x/../v1/incident/${id}`,
    `/v1/../v1/incident/${id}`,
    `/v1%2fincident%2f${id}`,
    `/v1\\incident\\${id}`,
    `/v1;x/incident/${id}`,
    '*',
    `/ v1/incident/${id}`.replace(' ', '%20'),
  ]
  for (const path of [...spellings, ...never]) {
    const anonymous = service.saw(await plain(service.url, { method: 'GET', path }))
    assert.ok([400, 401, 404].includes(anonymous.status), `${path}: ${anonymous.status} ${anonymous.text}`)
    assert.ok(!anonymous.text.includes('Reached by'), path)
    const forged = service.saw(
      await plain(service.url, { method: 'DELETE', path, headers: { authorization: 'Bearer x.y.z' } }),
    )
    assert.ok([400, 401, 404].includes(forged.status), `${path}: ${forged.status} ${forged.text}`)
    const known = await exact({ method: 'GET', path })
    const expected = spellings.includes(path) ? [200] : [400, 404]
    assert.ok(expected.includes(known.status), `${path}: ${known.status} ${known.text}`)
  }
  assert.equal((await person.call('GET', `/v1/incident/${id}`)).status, 200)
})

test('A16 what is not there under /v1 is 401 without a token and 404 with one', async () => {
  for (const path of [
    '/v1',
    '/v1/',
    '/v1/nope',
    '/v1/incidents',
    `/v1/incident/${unknown}/nope`,
    '/v1?x=1',
    '/%761/nope',
    '/v1/me/x',
  ]) {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      const anonymous = service.saw(await plain(service.url, { method, path }))
      assert.equal(anonymous.status, 401, `${method} ${path}: ${anonymous.text}`)
      assert.match(anonymous.headers.get('www-authenticate') ?? '', /^Bearer/)
      assert.equal((await exact({ method, path })).status, 404, `${method} ${path}`)
    }
  }
})

const publicPaths = ['/livez', '/readyz']
// biome-ignore format: a line for each would be pages
const methods = [
  'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'MKCOL', 'PURGE', 'LOCK', 'REPORT',
  'SEARCH', 'QUERY', 'M-SEARCH', 'LINK',
]

test('A19 a method that a path does not have is 405 on every path, with Allow naming those it has, and nothing is stored', async () => {
  const byPath = Map.groupBy(endpoints, (one) => one.path)
  const paths = new Map<string, { path: string; allowed: Set<string> }>()
  for (const [pattern, [first]] of byPath) {
    if (!first) continue
    const own = byPath.get(pattern) ?? []
    const { path } = await valid(own.find((one) => one.method === 'GET') ?? first)
    paths.set(pattern, { path, allowed: allowedOf(own) })
  }
  for (const path of publicPaths) paths.set(path, { path, allowed: new Set(['GET', 'HEAD']) })
  const before = await stored()
  for (const [pattern, { path, allowed }] of paths) {
    await each(
      methods.filter((method) => !allowed.has(method)),
      async (method) => {
        for (const request of [{}, jsonOf(newIncident())]) {
          const answer = await exact({ method, path, ...request })
          assert.equal(answer.status, 405, `${method} ${pattern}: ${answer.status} ${answer.text}`)
          const named = (answer.headers.get('allow') ?? '').split(', ')
          assert.deepEqual(named.toSorted(), [...allowed].sort(), `Allow of ${pattern}`)
        }
      },
    )
  }
  await unchanged(before)
})

function allowedOf(own: readonly Endpoint[]): Set<string> {
  const allowed = new Set<string>()
  for (const one of own) {
    allowed.add(one.method)
    if (one.method === 'GET') allowed.add('HEAD')
  }
  return allowed
}

test('A19 no header or parameter turns a method into another', async () => {
  const { id } = await incidentOf(person)
  const before = await stored()
  for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method', '_method']) {
    for (const method of ['DELETE', 'PUT', 'PATCH', 'POST']) {
      assert.equal(
        (await exact({ method: 'GET', path: `/v1/incident/${id}`, headers: { [name]: method } })).status,
        200,
      )
      assert.equal(
        (await exact({ method: 'POST', path: `/v1/incident/${id}`, headers: { [name]: method } })).status,
        405,
      )
    }
  }
  for (const path of [`/v1/incident/${id}?_method=DELETE`, `/v1/incident?_method=POST`])
    assert.equal((await exact({ method: 'GET', path })).status, 400)
  await unchanged(before)
})

test('A19 HEAD answers as GET does, without a body, on every path', async () => {
  const all = (await requests(endpoints)).filter(({ one }) => one.method === 'GET')
  for (const { one, path } of [...all, ...publicPaths.map((path) => ({ one: { operationId: path }, path }))]) {
    const got = await exact({ method: 'GET', path })
    const headed = await exact({ method: 'HEAD', path })
    assert.equal(headed.status, got.status, one.operationId)
    assert.equal(headed.text, '', one.operationId)
    for (const name of ['content-type', 'etag', 'cache-control', 'content-disposition', 'x-content-type-options']) {
      assert.equal(headed.headers.get(name), got.headers.get(name), `${one.operationId} ${name}`)
    }
  }
  assert.equal((await exact({ method: 'HEAD', path: `/v1/incident/${unknown}` })).status, 404)
  assert.equal((await exact({ method: 'HEAD', path: '/v1/incident?page=0' })).status, 400)
  assert.equal((await plain(service.url, { method: 'HEAD', path: '/v1/incident' })).status, 401)
  assert.equal((await exact({ method: 'HEAD', path: '/v1/incident/attributes/x' })).status, 405)
})

test('A19 a body on GET changes nothing', async () => {
  const { id } = await incidentOf(person)
  const before = await stored()
  for (const path of ['/v1/incident', `/v1/incident/${id}`, '/v1/incident/events']) {
    for (const body of ['{"name":"x"}', 'not json', '{'.repeat(2000)]) {
      const answer = await exact({ method: 'GET', path, headers: { 'content-type': 'application/json' }, body })
      assert.ok([200, 400].includes(answer.status), `${path}: ${answer.text}`)
    }
  }
  await unchanged(before)
})

test('A18 a body that is not said to be JSON is 415 for every write, and nothing is stored', async () => {
  const all = (await requests(writes)).filter(({ one }) => one.body)
  const before = await stored()
  const types: (string | undefined)[] = [
    undefined, '', ' ', 'text/plain', 'text/json', 'text/plain; application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream', 'application/xml', 'application/javascript',
    'application/jsonx', 'application/json5', 'application/json-patch+json', 'application/vnd.api+json', 'application/ld+json', 'application', '/json', 'application/', 'json', '*/*', 'application/*', 'application/json, text/plain', 'application/json;charset=utf-16',
    'application/json; charset=utf-16', 'application/json; charset=UTF-16LE', 'application/json; charset=iso-8859-1', 'application/json; charset="utf-8', 'application/json; charset=utf-8; charset=utf-16', 'application/json\t;x', 'application/json;;=', 'application /json',
  ] // biome-ignore format: a list of types
  for (const { one, path, body } of all) {
    await each(types, async (type) => {
      const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
      const answer = await exact({ method: one.method, path, headers, body: JSON.stringify(body) })
      assert.equal(answer.status, 415, `${one.operationId} ${type}: ${answer.status} ${answer.text}`)
    })
    const merge = await exact({
      method: one.method,
      path,
      headers: { 'content-type': 'application/merge-patch+json; charset=latin1' },
      body: JSON.stringify(body),
    })
    assert.equal(merge.status, 415, `${one.operationId} merge patch in latin1`)
    if (one.bodyTypes?.includes('application/merge-patch+json')) continue
    const patch = await exact({
      method: one.method,
      path,
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify(body),
    })
    assert.equal(patch.status, 415, `${one.operationId} as a merge patch: ${patch.text}`)
  }
  // A doubled header is refused as such.
  for (const types of [
    ['application/json', 'application/json'],
    ['application/json', 'text/plain'],
    ['text/plain', 'application/json'],
  ]) {
    const answer = await exact({
      method: 'POST',
      path: '/v1/incident',
      headers: { 'content-type': types },
      body: JSON.stringify(newIncident()),
    })
    assert.equal(answer.status, 400, answer.text)
    assert.equal(answer.body.errors[0].field, 'content-type')
  }
  await unchanged(before)
  const good = [
    'application/json',
    'APPLICATION/JSON',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json ; charset="utf-8"',
    'application/json;',
    'application/json; charset=utf8',
    "application/json; charset='utf-8'",
    'application/json; odata.metadata=minimal; x=y',
  ]
  for (const type of good) {
    const answer = await exact({
      method: 'POST',
      path: '/v1/incident',
      headers: { 'content-type': type },
      body: JSON.stringify(newIncident()),
    })
    assert.equal(answer.status, 201, `${type}: ${answer.text}`)
  }
  const { id } = await incidentOf(person)
  const patch = await exact({
    method: 'PATCH',
    path: `/v1/incident/${id}`,
    headers: { 'content-type': 'application/merge-patch+json' },
    body: '{"location":"Roof","occ_lock":0}',
  })
  assert.equal(patch.status, 200, patch.text)
})
