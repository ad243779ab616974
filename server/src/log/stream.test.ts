import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../app.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { afterTests } from '../testing/database.ts'
import { type LoggedEvent, readLog } from '../testing/log.ts'
import { openStream, type Reader, type ReadOptions } from '../testing/stream.ts'
import { until } from '../testing/until.ts'

// The clock of heartbeats and checks goes fifty times as fast.
const app = await testApp({ SQL_MAX_CONNS: '4' }, { streamLimits: { tickMs: 20 } })

function open(person: Person, query = '', options: ReadOptions = {}): Promise<Reader> {
  return openStream(app.url, person.token, { query, ...options })
}

async function write(person: Person, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await person.ok('POST', '/v1/incident', newIncident({ name: `Incident ${i}\r\n ü` }))
}

async function streamsOpen(): Promise<number> {
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  return Number(/^tocsin_streams_open (\d+)$/m.exec(metrics)?.[1])
}

const seqs = (events: readonly LoggedEvent[]): number[] => events.map(({ seq }) => seq)
const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i)

test('the stream tells every event from the beginning, each exactly as the JSON read shows it, then every new one', async () => {
  const person = await app.person('admin')
  await write(person, 3)
  const reader = await open(person, '?after=0')
  assert.equal(reader.status, 200)
  assert.equal(reader.headers['content-type'], 'text/event-stream; charset=utf-8')
  assert.match(String(reader.headers['cache-control']), /no-store/)
  assert.equal(reader.headers['x-accel-buffering'], 'no')
  assert.equal(reader.headers['content-encoding'], undefined)
  await reader.has(3)
  await write(person, 4)
  await reader.has(7)
  assert.deepEqual(reader.events(), await readLog(person))
  assert.deepEqual(
    reader.blocks.map(({ id, event }) => [id, event]),
    upTo(7).map((seq) => [String(seq), 'incident.created']),
  )
  const [retry = 0] = reader.retries
  assert.ok(retry >= 1000 && retry <= 4000)
  reader.cut()
})

test('the position is Last-Event-ID, else after, else now', async () => {
  const person = await app.person('responder')
  await write(person, 4)
  const resumed = await open(person, '?after=0', { lastEventId: '2' })
  const given = await open(person, '?after=3')
  const whole = await open(person, '?after=3', { lastEventId: '0' })
  const fresh = await open(person)
  assert.equal(fresh.headers['tocsin-position'], '4')
  const [page] = [await person.ok('GET', '/v1/incident/events')]
  assert.equal(fresh.headers['tocsin-epoch'], page.epoch)
  await write(person, 1)
  for (const [reader, first] of [
    [resumed, 3],
    [given, 4],
    [whole, 1],
    [fresh, 5],
  ] as const) {
    await until(() => seqs(reader.events()).at(-1) === 5)
    assert.deepEqual(seqs(reader.events()), upTo(5, first))
    reader.cut()
  }
})

test('a list and the stream from its position meet without a seam, while others write', async () => {
  const person = await app.person('responder')
  await write(person, 20)
  const writing = write(person, 60)
  const page = await person.ok('GET', '/v1/incident/events?limit=1000')
  const reader = await open(person, `?after=${page.next_after}`)
  await writing
  const rest = 80 - page.events.length
  await reader.has(rest)
  assert.deepEqual([...seqs(page.events), ...seqs(reader.events())], upTo(80))
  reader.cut()
})

test('filters are those of the JSON read, for what was there and for what comes', async () => {
  const person = await app.person('responder')
  const make = async (): Promise<string> => (await person.ok('POST', '/v1/incident', newIncident())).id
  const one = await make()
  let occ_lock = 0
  const act = async (): Promise<void> => {
    await person.ok('POST', `/v1/incident/${one}/comments`, { text: 'Said.' })
    await person.ok('DELETE', `/v1/incident/${await make()}`)
    await person.ok('PATCH', `/v1/incident/${one}`, { location: `Room ${occ_lock}`, occ_lock: occ_lock++ })
  }
  await act()
  const queries = [
    'type=comment.*',
    'type=incident.created&type=incident.deleted',
    `incident_id=${one}`,
    `incident_id=${one}&type=incident.*`,
  ]
  const readers = await Promise.all(queries.map((query) => open(person, `?after=0&${query}`)))
  await act()
  await act()
  for (const [i, reader] of readers.entries()) {
    const { events } = await person.ok('GET', `/v1/incident/events?limit=1000&${queries[i]}`)
    assert.ok(events.length > 1)
    await until(() => reader.blocks.length >= events.length)
    assert.deepEqual(reader.events(), events)
    reader.cut()
  }
})

test('what an edited or deleted comment said is shown to admins only, however it is read', async () => {
  const author = await app.person('responder')
  const admin = await app.person('admin', author.tenant)
  const live = await open(author, '?after=0')
  const { id } = await author.ok('POST', '/v1/incident', newIncident())
  const { id: comment } = await author.ok('POST', `/v1/incident/${id}/comments`, { text: 'secret one' })
  await until(() => live.raw().includes('secret one'))
  await author.ok('PUT', `/v1/incident/${id}/comments/${comment}`, { text: 'secret two', occ_lock: 0 })
  await until(() => live.blocks.length === 3)
  // By what the feed has kept, and by a read.
  for (const after of [0, 1]) {
    const reader = await open(author, `?after=${after}`)
    await until(() => seqs(reader.events()).at(-1) === 3)
    assert.ok(!reader.raw().includes('secret one'))
    assert.ok(reader.raw().includes('secret two'))
    const { events } = await author.ok('GET', `/v1/incident/events?after=${after}`)
    assert.deepEqual(reader.events(), events)
    reader.cut()
  }
  const full = await open(admin, '?after=0')
  await full.has(3)
  assert.ok(full.raw().includes('secret one'))
  assert.deepEqual(full.events(), await readLog(admin))
  full.cut()
  live.cut()
})

test('B18 nothing of another tenant reaches a stream, whatever position it names', async () => {
  const mine = await app.person('viewer')
  const other = await app.person('responder')
  await write(await app.person('responder', mine.tenant), 2)
  const reader = await open(mine, '?after=0')
  await write(other, 120)
  const resumed = await open(mine, '', { lastEventId: '120' })
  await write(await app.person('responder', mine.tenant), 1)
  for (const one of [reader, resumed]) {
    await until(() => one.events().length >= 3)
    assert.deepEqual(
      one.events().map(({ tenant_id, seq }) => [tenant_id, seq]),
      upTo(3).map((seq) => [mine.tenant, seq]),
    )
    one.cut()
  }
})

test('D14 only events have an id; a comment line keeps an idle stream open', async () => {
  const person = await app.person('viewer')
  const reader = await open(person)
  await until(() => reader.comments.length >= 3)
  assert.deepEqual(reader.blocks, [])
  assert.doesNotMatch(reader.raw(), /^(id|event|data)/m)
  reader.cut()
})

test('D15 a position beyond the end, or of another epoch, is answered with a reset, and the log from its beginning', async () => {
  const person = await app.person('responder')
  await write(person, 3)
  const { epoch } = await person.ok('GET', '/v1/incident/events')
  const other = '00000000-0000-4000-8000-000000000000'
  for (const reader of [
    await open(person, '?after=4'),
    await open(person, '', { lastEventId: '9007199254740991' }),
    await open(person, `?after=2&epoch=${other}`),
  ]) {
    await reader.has(4)
    assert.deepEqual(reader.blocks[0], { id: null, event: 'reset', data: JSON.stringify({ epoch, head: 3 }) })
    assert.deepEqual(seqs(reader.events()), [1, 2, 3])
    reader.cut()
  }
  const same = await open(person, `?after=2&epoch=${epoch}`)
  await same.has(1)
  assert.deepEqual(seqs(same.events()), [3])
  same.cut()
  const refused = await person.call('GET', `/v1/incident/events?after=2&epoch=${other}`)
  assert.equal(refused.status, 400)
  assert.equal(refused.body.errors[0].code, 'OTHER_EPOCH')
  assert.equal((await person.call('GET', `/v1/incident/events?after=2&epoch=${epoch}`)).status, 200)
})

test('D15 when the database begins another life under open streams, they start over', async () => {
  const service = await testApp()
  const person = await service.person('responder')
  for (let i = 0; i < 3; i++) await person.ok('POST', '/v1/incident', newIncident())
  const reader = await openStream(service.url, person.token, { query: '?after=2' })
  await reader.has(1)
  const epoch = '11111111-1111-4111-8111-111111111111'
  const client = await service.database.connect()
  await client.query('update instance set epoch = $1', [epoch])
  await client.end()
  await person.ok('POST', '/v1/incident', newIncident())
  await reader.has(6)
  assert.deepEqual(
    reader.blocks.map(({ id, event }) => id ?? event),
    ['3', 'reset', '1', '2', '3', '4'],
  )
  assert.equal(JSON.parse(reader.blocks[1]?.data ?? '').epoch, epoch)
  reader.cut()
})

test('the answer is of the type the caller accepts, or 406; HEAD tells the headers of either', async () => {
  const person = await app.person('viewer')
  for (const [accept, type] of [
    ['application/json', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json; charset=utf-8'],
    ['application/json, text/event-stream', 'application/json; charset=utf-8'],
    ['text/event-stream;q=0, */*', 'application/json; charset=utf-8'],
    ['text/event-stream', 'text/event-stream; charset=utf-8'],
    ['Text/Event-Stream, application/json;q=0.9', 'text/event-stream; charset=utf-8'],
    ['text/*', 'text/event-stream; charset=utf-8'],
    ['text/event-stream, */*', 'text/event-stream; charset=utf-8'],
  ] as const) {
    for (const method of ['GET', 'HEAD']) {
      const reader = await open(person, '', { accept, method })
      assert.equal(reader.headers['content-type'], type, `${method} ${accept}`)
      if (method === 'HEAD') await until(() => reader.over)
      reader.cut()
    }
  }
  for (const accept of ['text/html', 'application/json;q=0', 'image/*']) {
    const refused = await person.call('GET', '/v1/incident/events', undefined, { accept })
    assert.equal(refused.status, 406)
  }
})

test('a bad Last-Event-ID is refused; a request without a token gets no stream', async () => {
  const person = await app.person('viewer')
  for (const lastEventId of ['x', '-1', '1.5', '1e3', '99999999999999999999']) {
    const refused = await person.call('GET', '/v1/incident/events', undefined, {
      accept: 'text/event-stream',
      'last-event-id': lastEventId,
    })
    assert.equal(refused.status, 400)
    assert.equal(refused.body.errors[0].field, 'Last-Event-ID')
  }
  const stranger = await openStream(app.url, 'nonsense')
  assert.equal(stranger.status, 401)
})

test('a stream ends when its token does', async () => {
  const person = await app.person('viewer')
  const claims = { sub: person.user, name: 'n', active_tenant: { tenant_id: person.tenant, roles: ['viewer'] } }
  const token = await app.issuer.token({ ...claims, exp: Math.floor(Date.now() / 1000) + 3 })
  const reader = await openStream(app.url, token)
  assert.equal(reader.status, 200)
  await until(() => reader.over)
  assert.ok(reader.endedWell)
})

test('B24 a stream ends when its credential is taken away', async () => {
  const admin = await app.person('admin')
  const { id, token } = await admin.ok('POST', '/v1/tokens', { name: 'reader', role: 'viewer' })
  const [reader, other] = [await openStream(app.url, token), await open(admin)]
  await admin.ok('DELETE', `/v1/tokens/${id}`)
  await until(() => reader.over)
  assert.ok(reader.endedWell)
  assert.equal(other.over, false)
  other.cut()
})

test('many streams hold no connection to the database, and one commit reaches them all', async () => {
  const person = await app.person('responder')
  await write(person, 1)
  const readers = await Promise.all(upTo(60).map((i) => open(person, i % 2 ? '' : '?after=0')))
  await until(() => app.database.pool().idle === app.database.pool().total)
  assert.ok(app.database.pool().total <= 4)
  await write(person, 1)
  for (const [i, reader] of readers.entries()) {
    await until(() => seqs(reader.events()).at(-1) === 2)
    assert.deepEqual(seqs(reader.events()), i % 2 ? [1, 2] : [2])
  }
  for (const reader of readers) reader.cut()
  await until(async () => (await fetch(`${app.url}/livez`)).ok)
})

test('D17 a client that reads nothing is dropped at its bound, others get everything', async () => {
  const person = await app.person('responder')
  await write(person, 1)
  const before = await streamsOpen()
  const deaf = await Promise.all(upTo(5).map(() => open(person, '', { deaf: true })))
  const well = await open(person)
  const description = 'x'.repeat(100_000)
  let written = 1
  // A client that does not read does not even notice that it was dropped: the service says so.
  while ((await streamsOpen()) > before + 1) {
    assert.ok(written < 500, 'a client that reads nothing is never dropped')
    await Promise.all(upTo(5).map(() => person.ok('POST', '/v1/incident', newIncident({ description }))))
    written += 5
  }
  await until(() => well.events().length === written - 1)
  assert.deepEqual(seqs(well.events()), upTo(written, 2))
  for (const reader of [...deaf, well]) reader.cut()
})

test('a stream catches up on events of any size, a bounded number of bytes at a time', async () => {
  const person = await app.person('responder')
  const description = 'ü'.repeat(100_000) // 200 kB as created
  const { id } = await person.ok('POST', '/v1/incident', newIncident({ description }))
  for (let occ_lock = 0; occ_lock < 12; occ_lock++) {
    await person.ok('PATCH', `/v1/incident/${id}`, {
      description: `${description.slice(0, 99_000)}${occ_lock}`,
      occ_lock,
    })
    await write(person, 3)
  }
  const reader = await open(person, '?after=0')
  await until(() => reader.events().length === 49)
  assert.deepEqual(reader.events(), await readLog(person))
  reader.cut()
  const filtered = await open(person, '?after=0&type=incident.updated')
  await until(() => filtered.events().length === 12)
  assert.deepEqual(
    filtered.events(),
    reader.events().filter(({ type }) => type === 'incident.updated'),
  )
  filtered.cut()
})

test('a client that stops reading for a while gets what it missed, in order', async () => {
  const person = await app.person('responder')
  await write(person, 1)
  const reader = await open(person, '?after=0')
  await reader.has(1)
  reader.pause()
  const description = 'y'.repeat(50_000)
  for (let i = 0; i < 60; i++) await person.ok('POST', '/v1/incident', newIncident({ description }))
  reader.resume()
  await reader.has(61)
  if (!reader.over) assert.deepEqual(seqs(reader.events()), upTo(61))
  reader.cut()
})

test('a process that drains ends its streams well and takes no new one; one that is full says so', async () => {
  const { config, database, issuer } = app
  const { log } = app.app.server.fastify
  const { authenticate, recheck } = createAuthenticator({ config, database, log })
  const other = await createApp({
    config,
    database,
    log,
    authenticate,
    recheck,
    streamLimits: { mostOfTenant: 2, most: 3 },
  })
  const url = await other.server.fastify.listen({ host: '127.0.0.1', port: 0 })
  afterTests(() => other.close())
  const [one, two] = [await app.person('viewer'), await app.person('viewer')]
  const readers = [await openStream(url, one.token), await openStream(url, one.token)]
  const third = await openStream(url, one.token)
  assert.deepEqual([third.status, third.headers['retry-after']], [503, '10'])
  readers.push(await openStream(url, two.token))
  assert.equal((await openStream(url, two.token)).status, 503)
  readers[0]?.cut()
  await until(async () => {
    const again = await openStream(url, two.token)
    if (again.status !== 200) return false
    readers.push(again)
    return true
  })
  other.drain()
  await until(() => readers.every((reader) => reader.over))
  assert.ok(readers.slice(1).every((reader) => reader.endedWell))
  const late = await openStream(url, two.token)
  assert.deepEqual([late.status, late.headers['retry-after']], [503, '1'])
  assert.ok(issuer.url)
})
