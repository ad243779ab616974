import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, newIncident } from '../../testing/app.ts'
import { incidentOf } from '../../testing/endpoints.ts'
import { plain, rawExchange } from '../../testing/raw.ts'
import { parsed, watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const limited = await watchedApp({ RATE_LIMIT: '3' })
const person = await service.person('admin')
const bearer = { authorization: `Bearer ${person.token}` }

async function get(path: string, headers: Record<string, string | string[]> = {}): Promise<Answer> {
  return service.saw(await plain(service.url, { method: 'GET', path, headers: { ...bearer, ...headers } }), [
    person.token,
  ])
}

async function raw(lines: readonly string[], path = '/v1/me'): Promise<Answer> {
  const [answer, ...more] = await rawExchange(
    service.url,
    `GET ${path} HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join('')}Connection: close\r\n\r\n`,
  )
  assert.ok(answer && more.length === 0)
  return service.saw(answer, [person.token])
}
const usual = ['Host: x', `Authorization: Bearer ${person.token}`]

test('A20 headers beyond 16 kB or 200 lines are 431, fewer are fine', async () => {
  for (const lines of [
    [`X-Long: ${'x'.repeat(20_000)}`],
    [`X-Long: ${'x'.repeat(1_000_000)}`],
    [`${'X'.repeat(20_000)}: x`],
    [`Cookie: ${'a=b; '.repeat(4000)}`],
    Array.from({ length: 2000 }, (_, n) => `X-Header-${n}: value`),
    Array.from({ length: 2000 }, () => 'a:b'),
    Array.from({ length: 201 }, (_, n) => `x${n}:`),
  ]) {
    const answer = await raw([...usual, ...lines])
    assert.equal(answer.status, 431, answer.text)
    assert.equal(answer.body.errors[0].code, 'HEADERS_TOO_LARGE')
  }
  const long = await raw(usual, `/v1/incident?q=${'x'.repeat(20_000)}`)
  assert.equal(long.status, 431)
  assert.equal((await raw([...usual, ...Array.from({ length: 190 }, (_, n) => `x${n}:`)])).status, 200)
  assert.equal((await raw([...usual, `X-Long: ${'x'.repeat(10_000)}`])).status, 200)
})

test('B09 a token of any length is one that is no good: 401, up to the bound of all headers', async () => {
  for (const length of [10_000, 16_384, 20_000, 100_000]) {
    for (const token of ['x'.repeat(length), `${person.token}.${'x'.repeat(length)}`, `tcs_${'x'.repeat(length)}`]) {
      const answer = await raw(['Host: x', `Authorization: Bearer ${token}`])
      assert.equal(answer.status, 401, `${length}: ${answer.text}`)
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/)
    }
  }
  assert.equal((await raw(['Host: x', `Authorization: Bearer ${'x'.repeat(1_000_000)}`])).status, 431)
  // A long token makes no room for anything else.
  const both = await raw(['Host: x', `Authorization: Bearer ${'x'.repeat(90_000)}`, `X-Long: ${'x'.repeat(17_000)}`])
  assert.equal(both.status, 431)
})

test('A20 a header that decides is refused when it is missing or given twice, in whatever order and letters', async () => {
  const token = `Bearer ${person.token}`
  for (const [name, values] of [
    ['Host', ['x', 'x']],
    ['Host', ['x', 'other.example']],
    ['Authorization', [token, token]],
    ['Authorization', [token, 'Bearer x.y.z']],
    ['Authorization', ['Bearer x.y.z', token]],
    ['Authorization', ['', token]],
    ['If-Match', ['"0"', '"1"']],
    ['Idempotency-Key', ['a', 'b']],
    ['Content-Type', ['application/json', 'text/plain']],
  ] as const) {
    const others = usual.filter((line) => !line.startsWith(name))
    for (const second of [name, name.toLowerCase(), name.toUpperCase()]) {
      const answer = await raw([`${name}: ${values[0]}`, ...others, `${second}: ${values[1]}`])
      assert.equal(answer.status, 400, `${name}: ${answer.status} ${answer.text}`)
      assert.equal(answer.body.errors[0].field, name.toLowerCase())
    }
  }
  const noHost = await raw(usual.slice(1))
  assert.equal(noHost.status, 400)
  assert.equal(noHost.body.errors[0].field, 'host')
  assert.equal((await raw(usual)).status, 200)
})

test('A20 nothing sent comes back as a header of its own', async () => {
  const evil = [
    '%0d%0aX-Injected:%20yes',
    '%0aX-Injected:yes',
    '%0d%0a%0d%0aX',
    '%e5%98%8a%e5%98%8dX-Injected:yes',
    '%c2%8d%c2%8aX-Injected:yes',
  ]
  for (const text of evil) {
    for (const path of [
      `/v1/incident/${text}`,
      `/v1/${text}`,
      `/${text}`,
      `/v1/incident?q=${text}`,
      `/v1/incident?${text}=1`,
      `/v1/incident?sort=${text}`,
      `/v1/incident/types/${text}`,
    ]) {
      const answer = await get(path)
      assert.equal(answer.headers.get('x-injected'), null)
      assert.ok(answer.status < 500)
    }
  }
  for (const value of ['x\r\n', 'a\tb', '\u00ff', 'a'.repeat(300)]) {
    const answer = await get('/v1/me', {
      'x-request-id': value.replace(/\r\n/, ''),
      'x-correlation-id': 'x',
      traceparent: 'x',
    })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  }
})

test('A20 forged forwarding headers decide nothing: no address, no protocol, no host', async () => {
  const forged = {
    'x-forwarded-for': '203.0.113.7, 10.0.0.1',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-port': '443',
    'x-real-ip': '203.0.113.7',
    'x-client-ip': '203.0.113.7',
    'true-client-ip': '203.0.113.7',
    'cf-connecting-ip': '203.0.113.7',
    forwarded: 'for=203.0.113.7;proto=https;host=evil.example',
    via: '1.1 evil.example',
  }
  const before = service.logged.length
  const answer = await get('/v1/me', forged)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('strict-transport-security'), null)
  const made = service.saw(
    await plain(service.url, {
      method: 'POST',
      path: '/v1/incident',
      headers: { ...bearer, ...forged, host: 'evil.example', 'content-type': 'application/json' },
      body: JSON.stringify(newIncident()),
    }),
  )
  assert.equal(made.status, 201)
  assert.match(made.headers.get('location') ?? '', /^\/v1\/incident\/[0-9a-f-]{36}$/)
  const lines = service.logged
    .slice(before)
    .map(parsed)
    .filter((line) => line.msg === 'answered')
  assert.ok(lines.length >= 2)
  for (const line of lines) assert.equal(line.ip, '127.0.0.1')
  assert.ok(!service.logged.slice(before).join('').includes('203.0.113.7'))
  assert.ok(!service.logged.slice(before).join('').includes('evil.example'))
})

test('A20 forged forwarding headers give no new limit', async () => {
  const one = await limited.person('viewer')
  const ask = async (token: string, address: string) => {
    const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': address, 'x-real-ip': address }
    return limited.saw(await plain(limited.url, { method: 'GET', path: '/v1/me', headers }), [token])
  }
  const answers: Answer[] = []
  for (let n = 0; n < 6; n++) answers.push(await ask(one.token, `203.0.113.${n}`))
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200, 200, 429, 429, 429],
  )
  assert.ok(Number(answers[5]?.headers.get('retry-after')) >= 1)
  const other = await limited.person('viewer')
  assert.equal((await ask(other.token, '203.0.113.5')).status, 200, 'another user has a limit of their own')
})

test('A20 a token counts in the Authorization header and nowhere else', async () => {
  const { token } = person
  const path = `/v1/me?access_token=${token}&token=${token}`
  for (const headers of [
    { cookie: `token=${token}; access_token=${token}` },
    { 'x-authorization': `Bearer ${token}` },
    { 'proxy-authorization': `Bearer ${token}` },
    { 'x-api-key': token },
  ]) {
    assert.equal(service.saw(await plain(service.url, { method: 'GET', path, headers }), [token]).status, 401)
  }
  for (const value of [
    '',
    'Bearer',
    'Bearer ',
    token,
    `Basic ${token}`,
    `Token ${token}`,
    `Bearer ${token} x`,
    `Bearer ${token},x`,
    `Bearer "${token}"`,
    `Bearer  ${token}.`,
    `Bearer\u00a0${token}`,
    `Bearer ${'a'.repeat(15_000)}`,
  ]) {
    const answer = service.saw(
      await plain(service.url, { method: 'GET', path: '/v1/me', headers: { authorization: value } }),
      [token],
    )
    assert.equal(answer.status, 401, `${value.slice(0, 30)}: ${answer.text}`)
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/)
  }
  assert.equal((await get('/v1/me')).status, 200)
})

test('A20 an idempotency key that is none is refused by name, and nothing is stored', async () => {
  const before = (await person.ok('GET', '/v1/incident/events')).next_after
  for (const key of ['', ' ', 'a b', 'a\tb', 'ü', 'x'.repeat(256)]) {
    const answer = service.saw(
      await plain(service.url, {
        method: 'POST',
        path: '/v1/incident',
        headers: { ...bearer, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(newIncident()),
      }),
    )
    assert.equal(answer.status, 400, `${JSON.stringify(key)}: ${answer.text}`)
    assert.equal(answer.body.errors[0].field, 'Idempotency-Key')
  }
  assert.equal((await person.ok('GET', '/v1/incident/events')).next_after, before)
  assert.equal(
    (await person.call('POST', '/v1/incident', newIncident(), { 'idempotency-key': 'x'.repeat(255) })).status,
    201,
  )
})

test('A20 expectations, upgrades and ranges are refused or passed over', async () => {
  const { id } = await incidentOf(person)
  const expected = await raw([...usual, 'Expect: the-impossible'])
  assert.equal(expected.status, 417)
  for (const lines of [
    ['Upgrade: websocket', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13'],
    ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'],
    ['Upgrade: TLS/1.0'],
    ['Range: bytes=0-1'],
    ['TE: trailers'],
    ['Accept-Encoding: gzip;q=x'],
    ['Accept: nothing/really'],
  ]) {
    const answer = await raw([...usual, ...lines])
    assert.ok([200, 400, 406].includes(answer.status), `${lines}: ${answer.status}`)
  }
  const json = JSON.stringify(newIncident())
  const continued = await rawExchange(
    service.url,
    `POST /v1/incident HTTP/1.1\r\n${usual.join('\r\n')}\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\nConnection: close\r\n\r\n${json}`,
  )
  assert.deepEqual(
    continued.map((answer) => answer.status),
    [201],
  )
  for (const tag of ['"0", "1"', 'W/"0"', '*', 'x', '"'.repeat(1000), ',,,']) {
    assert.ok([200, 304].includes((await get(`/v1/incident/${id}`, { 'if-none-match': tag })).status), tag)
  }
  assert.equal(
    (await get(`/v1/incident/${id}`, { origin: 'https://evil.example' })).headers.get('access-control-allow-origin'),
    null,
  )
})
