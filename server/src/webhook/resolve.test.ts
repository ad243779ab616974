import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { FairShare } from '../admission/share.ts'
import { afterTests } from '../testing/database.ts'
import { createResolver } from './resolve.ts'

/** A name server: `slow` names get no answer, `good` ones an address, others none. */
const asked: string[] = []
const server = createSocket('udp4')
server.on('message', (query, from) => {
  const end = query.indexOf(0, 12) + 5
  const name = query.subarray(12, end - 5).toString('latin1')
  asked.push(name)
  if (name.includes('slow')) return
  const found = name.includes('good') && query.readUInt16BE(end - 4) === 1
  const head = Buffer.from(query.subarray(0, end))
  head.writeUInt16BE(name.includes('good') ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(found ? 1 : 0, 6)
  head.writeUInt32BE(0, 8)
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7])
  server.send(found ? Buffer.concat([head, answer]) : head, from.port, from.address)
})
await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve))
const servers = [`127.0.0.1:${server.address().port}`]
afterTests(async () => void server.close())

const open = (): AbortSignal => new AbortController().signal
const lookups = (): FairShare =>
  new FairShare({ what: 'name look-ups', most: 8, mostOfTenant: 2, waiting: 4, waitMs: 60_000 })

test('names whose servers never answer keep only their own tenant waiting', async () => {
  const resolve = createResolver({ lookups: lookups(), allowPrivate: false, servers })
  const stop = new AbortController()
  const slow = Array.from({ length: 6 }, (_, n) => resolve(`slow-${n}.example`, 'greedy', stop.signal))
  const ended = Promise.allSettled(slow)
  assert.deepEqual(await resolve('good.example', 'other', open()), ['192.0.2.7'])
  await assert.rejects(resolve('slow-7.example', 'greedy', open()), { code: 'rate_limited' })
  stop.abort()
  for (const one of await ended) assert.equal(one.status, 'rejected')
})

test('a look-up ends when nobody waits for it any more, and leaves its place', async () => {
  const share = lookups()
  const resolve = createResolver({ lookups: share, allowPrivate: false, servers })
  const stop = new AbortController()
  const slow = resolve('slow.example', 'a', stop.signal)
  await wait(1)
  assert.equal(share.all().used, 1)
  stop.abort()
  await assert.rejects(slow)
  assert.equal(share.all().used, 0)
})

test('an answer is kept as long as it says, and a name without one is asked for again', async () => {
  const resolve = createResolver({ lookups: lookups(), allowPrivate: false, servers })
  asked.length = 0
  for (let n = 0; n < 3; n++) assert.deepEqual(await resolve('good.kept.example', 'a', open()), ['192.0.2.7'])
  assert.equal(asked.length, 2)
  for (let n = 0; n < 2; n++) await assert.rejects(resolve('none.example', 'a', open()), /no address/)
  assert.ok(asked.filter((name) => name.includes('none')).length >= 4)
})
