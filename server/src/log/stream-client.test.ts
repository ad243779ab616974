import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../app.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { newIncident } from '../testing/app.ts'
import { afterTests } from '../testing/database.ts'
import { readLog } from '../testing/log.ts'
import { openStream } from '../testing/stream.ts'
import { seqs, streamApp, upTo } from '../testing/streamed.ts'
import { until } from '../testing/until.ts'

const { app, open, write } = await streamApp()

async function streamsOpen(): Promise<number> {
  const metrics = await (await fetch(`${app.url}/metrics`)).text()
  return Number(/^tocsin_streams_open (\d+)$/m.exec(metrics)?.[1])
}

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
