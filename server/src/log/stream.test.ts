import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, testApp } from '../testing/app.ts'
import { readLog } from '../testing/log.ts'
import { openStream } from '../testing/stream.ts'
import { seqs, streamApp, upTo } from '../testing/streamed.ts'
import { until } from '../testing/until.ts'

const { app, open, write } = await streamApp()

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
