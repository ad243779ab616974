import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { newIncident, type Person, testApp } from '../../server/src/testing/app.ts'
import { faultProxy } from '../../server/src/testing/fault-proxy.ts'
import { until } from '../../server/src/testing/until.ts'
import { createTocsin, type StreamItem, type StreamOptions, type Tocsin, TocsinError } from '../src/index.ts'
import { faultyFetch, refusal } from './faults.ts'

const service = await testApp()
const { port } = new URL(service.url)

/** A service behind a network that can be broken, and a client of someone new that reaches it so. */
async function behindProxy() {
  const person = await service.person('responder')
  const proxy = await faultProxy({ host: '127.0.0.1', port: Number(port) })
  const tocsin = createTocsin({ url: `http://127.0.0.1:${proxy.port}`, token: () => person.token })
  return { person, proxy, tocsin }
}

/** What ends the streams of tests that failed. */
const unended = new Set<AbortController>()
after(() => {
  for (const controller of unended) controller.abort()
})

/** Follows a stream until it is ended. */
function follow(tocsin: Tocsin, options: StreamOptions = {}) {
  const controller = new AbortController()
  unended.add(controller)
  const items: StreamItem[] = []
  const over = (async () => {
    for await (const item of tocsin.event.stream({ signal: controller.signal, ...options })) items.push(item)
  })()
  return {
    items,
    seqs: () => items.flatMap((item) => (item.kind === 'event' ? [item.event.seq] : [])),
    count: (kind: StreamItem['kind']) => items.filter((item) => item.kind === kind).length,
    end: () => {
      controller.abort()
      return over
    },
    over,
  }
}

async function write(person: Person, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await person.ok('POST', '/v1/incident', newIncident())
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

test('every event comes once and in order, over connections that are cut again and again', async () => {
  const { person, proxy, tocsin } = await behindProxy()
  await write(person, 3)
  const reader = follow(tocsin, { after: 1 })
  for (let cuts = 0; cuts < 3; cuts++) {
    await until(() => reader.count('open') > cuts)
    await write(person, 2)
    if (cuts === 1) await until(() => reader.seqs().at(-1) === 8)
    proxy.cut()
    await write(person, 1)
    await until(() => reader.count('lost') > cuts)
  }
  await until(() => reader.seqs().length >= 11)
  assert.deepEqual(reader.seqs(), range(2, 12))
  const [first] = reader.items
  assert.ok(first?.kind === 'open' && first.position === 1 && first.epoch)
  await reader.end()
})

test('a stream that starts now misses nothing of what happens while its first connection is lost', async () => {
  const { person, proxy, tocsin } = await behindProxy()
  await write(person, 2)
  const reader = follow(tocsin)
  await until(() => reader.count('open') === 1)
  proxy.refuse()
  await write(person, 2)
  await until(() => reader.count('lost') > 1)
  proxy.heal()
  await until(() => reader.seqs().length > 0)
  await write(person, 1)
  await until(() => reader.seqs().length >= 3)
  assert.deepEqual(reader.seqs(), [3, 4, 5])
  await reader.end()
})

test('a connection on which nothing comes any more is made anew', async () => {
  const { person, proxy, tocsin } = await behindProxy()
  const reader = follow(tocsin, { after: 0, silence_ms: 200 })
  await write(person, 1)
  await until(() => reader.seqs().length === 1)
  proxy.blackHole()
  await write(person, 1)
  await until(() => reader.count('lost') > 0)
  const lost = reader.items.find((item) => item.kind === 'lost')
  assert.ok(lost?.error instanceof Error && /0\.2 s/.test(String(lost.error.cause)))
  assert.equal(lost.held_back, false)
  proxy.heal()
  await until(() => reader.seqs().length >= 2)
  assert.deepEqual(reader.seqs(), [1, 2])
  await reader.end()
})

test('a stream that something on the way keeps back is told from one that breaks', async () => {
  const person = await service.person('viewer')
  const buffered: typeof fetch = async () => new Response(new ReadableStream())
  const token = () => person.token
  const reader = follow(createTocsin({ url: service.url, token, fetch: buffered }), { silence_ms: 50 })
  await until(() => reader.count('lost') > 0)
  assert.equal(reader.items.find((item) => item.kind === 'lost')?.held_back, true)
  await reader.end()
})

test('heartbeats keep a connection on which nothing happens', async () => {
  const quick = await testApp({ SQL_MAX_CONNS: '5' }, { streamLimits: { tickMs: 5 } })
  const person = await quick.person('viewer')
  let pieces = 0
  const counted = new TransformStream({
    transform: (piece, controller) => {
      pieces++
      controller.enqueue(piece)
    },
  })
  const tocsin = createTocsin({
    url: quick.url,
    token: () => person.token,
    fetch: async (input, init) => {
      const { body, headers } = await fetch(input, init)
      return new Response(body?.pipeThrough(counted), { headers })
    },
  })
  // A heartbeat comes every 15 ticks, some 75 ms: fifty of them take twice as long as silence may.
  const reader = follow(tocsin, { after: 0, silence_ms: 1500 })
  await until(() => pieces > 50)
  assert.equal(reader.count('open'), 1)
  assert.equal(reader.count('lost'), 0)
  await reader.end()
})

test('filters, types and presence are as asked for', async () => {
  const person = await service.person('responder')
  const tocsin = createTocsin({ url: service.url, token: () => person.token })
  const incident = await person.ok('POST', '/v1/incident', newIncident())
  const reader = follow(tocsin, { after: 0, type: ['comment.*'], presence: true })
  await until(() => reader.count('open') === 1)
  await tocsin.comment.create(incident.id, { text: 'Pumps are on their way.' })
  await tocsin.presence.enter(incident.id, { session: 'page1', field: 'description' })
  await until(() => reader.count('presence') > 0 && reader.seqs().length === 1)
  const event = reader.items.find((item) => item.kind === 'event')
  assert.equal(event?.event.type, 'comment.added')
  const presence = reader.items.find((item) => item.kind === 'presence')
  assert.equal(presence?.incident_id, incident.id)
  assert.deepEqual(
    presence?.present.map(({ user_id, field }) => [user_id, field]),
    [[person.user, 'description']],
  )
  await tocsin.presence.leave(incident.id, 'page1')
  await until(() => reader.items.some((item) => item.kind === 'presence' && item.present.length === 0))
  await reader.end()
})

for (const after_reset of ['beginning', 'head'] as const) {
  test(`a log that begins another life is told, and read from its ${after_reset}`, async () => {
    const own = await testApp({ SQL_MAX_CONNS: '5' })
    const person = await own.person('responder')
    const tocsin = createTocsin({ url: own.url, token: () => person.token })
    await write(person, 3)
    const reader = follow(tocsin, { after: 2, after_reset })
    await until(() => reader.seqs().length === 1)
    const epoch = '11111111-1111-4111-8111-111111111111'
    const client = await own.database.connect()
    await client.query('update instance set epoch = $1', [epoch])
    await client.end()
    await write(person, 1)
    await until(() => reader.count('reset') === 1)
    await write(person, 1)
    await until(() => reader.items.at(-1)?.kind === 'event' && reader.seqs().at(-1) === 5)
    const reset = reader.items.find((item) => item.kind === 'reset')
    assert.equal(reset?.epoch, epoch)
    // The new life may have been noticed before or after the fourth event.
    assert.ok(reset?.head === 3 || reset?.head === 4)
    const next = after_reset === 'head' ? reset.head + 1 : 1
    assert.deepEqual(reader.seqs(), [3, ...range(next, 5)])
    await reader.end()
  })
}

test('a restore while the connection is away is noticed, although the position is still within the log', async () => {
  const own = await testApp({ SQL_MAX_CONNS: '5' })
  const person = await own.person('responder')
  const proxy = await faultProxy({ host: '127.0.0.1', port: Number(new URL(own.url).port) })
  const tocsin = createTocsin({ url: `http://127.0.0.1:${proxy.port}`, token: () => person.token })
  await write(person, 2)
  const reader = follow(tocsin)
  await until(() => reader.count('open') === 1)
  proxy.refuse()
  const client = await own.database.connect()
  await client.query('update instance set epoch = $1', ['11111111-1111-4111-8111-111111111111'])
  await client.end()
  await write(person, 1)
  await until(() => reader.count('lost') > 0)
  proxy.heal()
  await until(() => reader.seqs().length >= 3)
  assert.equal(reader.count('reset'), 1)
  assert.deepEqual(reader.seqs(), [1, 2, 3])
  await reader.end()
})

test('the token of each connection is asked for, and a refused one is renewed', async () => {
  const person = await service.person('viewer')
  let [token, renewals] = ['stale', 0]
  const tocsin = createTocsin({
    url: service.url,
    token: () => token,
    onUnauthorized: async () => {
      renewals++
      token = person.token
      return true
    },
  })
  const reader = follow(tocsin, { after: 0 })
  await until(() => reader.count('open') === 1)
  assert.equal(renewals, 1)
  assert.equal(reader.count('lost'), 0)
  await reader.end()
})

test('a refusal that would come again ends the stream with it', async () => {
  const person = await service.person('viewer')
  const stale = createTocsin({ url: service.url, token: () => 'stale' })
  await assert.rejects(follow(stale).over, (error) => error instanceof TocsinError && error.status === 401)
  const wrong = createTocsin({ url: service.url, token: () => person.token })
  await assert.rejects(
    follow(wrong, { type: ['no.such'] }).over,
    (error) => error instanceof TocsinError && error.status === 400 && error.errors[0]?.field === 'type',
  )
  const signedOut = createTocsin({
    url: service.url,
    token: () => {
      throw new RangeError('signed out')
    },
  })
  await assert.rejects(follow(signedOut).over, RangeError)
})

test('a full service is asked again no sooner than it says', async () => {
  const person = await service.person('viewer')
  const { fetch } = faultyFetch((_, number) =>
    number === 0 ? refusal(503, 'UNAVAILABLE', { 'retry-after': '2' }) : undefined,
  )
  const tocsin = createTocsin({ url: service.url, token: () => person.token, fetch })
  const reader = follow(tocsin)
  await until(() => reader.count('lost') === 1)
  const lost = reader.items.find((item) => item.kind === 'lost')
  assert.ok(lost && lost.retry_ms >= 2000 && lost.retry_ms < 3000, String(lost?.retry_ms))
  await until(() => reader.count('open') === 1)
  await reader.end()
})

test('leaving the loop, or a signal, ends the connection', async () => {
  const { proxy, tocsin } = await behindProxy()
  for await (const item of tocsin.event.stream({ after: 0 })) {
    assert.equal(item.kind, 'open')
    assert.equal(proxy.connections(), 1)
    break
  }
  await until(() => proxy.connections() === 0)
  const reader = follow(tocsin)
  await until(() => reader.count('open') === 1)
  await reader.end()
  await until(() => proxy.connections() === 0)
  assert.equal(reader.count('lost'), 0)
})

test('a signal ends a connection and a call under way, also after what nobody holds was collected', async () => {
  const { proxy, tocsin } = await behindProxy()
  const reader = follow(tocsin)
  await until(() => reader.count('open') === 1)
  const controller = new AbortController()
  const waiting = tocsin.event.read({ after: 0, wait: 30 }, { signal: controller.signal })
  await until(() => proxy.connections() === 2)
  for (let round = 0; round < 5; round++) await collectGarbage()
  controller.abort()
  await assert.rejects(waiting, { name: 'AbortError' })
  let over = false
  void reader.end().then(() => {
    over = true
  })
  await until(() => over && proxy.connections() === 0)
})

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  collect()
  await new Promise((wake) => setImmediate(wake))
}
