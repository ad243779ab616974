import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../app.ts'
import { actingAs, commitStatements } from '../database/commit.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { startEmbedded } from '../database/embedded.ts'
import { sql } from '../database/sql.ts'
import { unavailable } from '../errors.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { isRunning, postmasterPid } from '../testing/clusters.ts'
import { temporaryFolder } from '../testing/data-dir-process.ts'
import { afterTests } from '../testing/database.ts'
import { faultProxy } from '../testing/fault-proxy.ts'
import { assertWhole, type LoggedEvent, readLog } from '../testing/log.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { openStream, type Reader } from '../testing/stream.ts'
import { until } from '../testing/until.ts'
import { systemContext } from './system.ts'

// A PostgreSQL of its own, since it is killed.
const folder = temporaryFolder()
afterTests(async () => folder.remove())
const dataDir = `${folder.path}/data`
const postgres = await startEmbedded({ dataDir })
afterTests(() => postgres.stop())
const { host, port, user, password, database: name } = postgres.connection
const DATABASE_URL = `postgres://${user}:${encodeURIComponent(password ?? '')}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
const app = await testApp({ DATABASE_URL })

/** The same person, calling another replica. */
const at = (url: string, { tenant, user: who, token }: Person): Person => personWith(url, tenant, who, token)

/** Eight writers that write to the replicas in turn until stopped. What is answered is 201, or 503 where `mayFail`. */
function writers(person: Person, urls: () => string[], mayFail = false) {
  let stopped = false
  const statuses = new Map<number, number>()
  const work = async (number: number): Promise<void> => {
    for (let i = number; !stopped; i++) {
      const all = urls()
      const url = all[i % all.length] ?? ''
      try {
        const { status } = await at(url, person).call(
          'POST',
          '/v1/incident',
          newIncident({ name: `Writer ${number}, ${i}` }),
        )
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        assert.ok(status === 201 || (mayFail && status === 503), `a write was answered ${status}`)
      } catch (error) {
        // A replica that was killed.
        if (!mayFail || error instanceof assert.AssertionError) throw error
      }
    }
  }
  const working = Promise.all(Array.from({ length: 8 }, (_, i) => work(i)))
  return {
    written: () => statuses.get(201) ?? 0,
    stop: async () => {
      stopped = true
      await working
    },
  }
}

/** A reader that goes on from the last event it has seen, wherever it is sent. */
function follower(person: Person) {
  const events: LoggedEvent[] = []
  let reader: Reader | null = null
  const collect = (): void => {
    events.push(...(reader?.events() ?? []))
    reader?.cut()
    reader = null
  }
  return {
    all: () => [...events, ...(reader?.events() ?? [])],
    open: async (url: string): Promise<Reader> => {
      collect()
      reader = await openStream(url, person.token, { query: '?after=0', lastEventId: String(events.at(-1)?.seq ?? 0) })
      return reader
    },
    cut: collect,
  }
}

async function assertFollowed(person: Person, events: () => LoggedEvent[]): Promise<void> {
  const log = await readLog(person)
  await until(() => (events().at(-1)?.seq ?? 0) >= log.length)
  assert.deepEqual(
    events().map(({ seq }) => seq),
    log.map(({ seq }) => seq),
  )
  assert.deepEqual(events(), log)
  assertWhole(events(), person.tenant)
}

test('D13 a reader cut 200 times at random and sent to and fro between two replicas gets every event once, in order', async () => {
  const person = await app.person()
  const replica = await spawnService(app, { DATABASE_URL })
  const urls = [app.url, replica.url]
  const writing = writers(person, () => urls)
  const reading = follower(person)
  for (let cuts = 0; cuts < 200; cuts++) {
    const reader = await reading.open(urls[Math.floor(Math.random() * 2)] ?? '')
    const wanted = Math.floor(Math.random() * 12)
    // Cut after so many blocks, wherever in the next one that is.
    await reader.has(wanted)
    reading.cut()
  }
  await writing.stop()
  assert.ok(writing.written() > 200)
  await reading.open(app.url)
  await assertFollowed(person, reading.all)
  reading.cut()
})

test('D13 the same through kill -9 of a replica and kill -9 of PostgreSQL', async () => {
  const person = await app.person()
  await person.ok('GET', '/v1/me')
  let replica = await spawnService(app, { DATABASE_URL })
  const writing = writers(person, () => [app.url, replica.url], true)
  const reading = follower(person)
  const more = async (count: number): Promise<void> => {
    const before = reading.all().length
    await until(() => reading.all().length >= before + count, 60_000)
  }
  for (let kills = 0; kills < 2; kills++) {
    const reader = await reading.open(replica.url)
    await more(20)
    await replica.kill()
    await until(() => reader.over)
    assert.equal(reader.endedWell, false)
    await reading.open(app.url)
    await more(20)
    replica = await spawnService(app, { DATABASE_URL })
  }
  const held = await reading.open(app.url)
  await more(20)
  const pid = postmasterPid(dataDir)
  assert.ok(pid)
  process.kill(pid, 'SIGKILL')
  await until(() => !isRunning(pid))
  // Started again by what looks after it; the stream stays open all the while.
  await until(() => postmasterPid(dataDir) !== pid && postmasterPid(dataDir) !== null, 60_000)
  await more(40)
  assert.equal(held.over, false)
  await writing.stop()
  await assertFollowed(person, reading.all)
  reading.cut()
})

test('D16 a transaction held open before its last statement while 1,000 commit around it: its event comes in its place', async () => {
  const [person, other] = [await app.person(), await app.person()]
  for (const one of [person, other]) await one.ok('GET', '/v1/me')
  const reading = follower(person)
  await reading.open(app.url)
  const client = await app.database.connect()
  await client.query('begin')
  await client.query(`select set_config('app.tenant_id', $1, true)`, [person.tenant])
  const write = (one: Person) => one.ok('POST', '/v1/incident', newIncident())
  for (let i = 0; i < 25; i++) await Promise.all(Array.from({ length: 40 }, (_, j) => write(j % 4 ? person : other)))
  await until(() => reading.all().length === 750)
  const context = systemContext(person.tenant)
  const subject = { kind: 'status', id: 'HELD', lock: null }
  const held = commitStatements({ writes: [], events: [{ type: 'catalog.changed', subject, reason: 'held' }] })
  for (const { text, values } of [sql`select 1${actingAs(context)}`, ...held]) await client.query(text, [...values])
  await client.query('commit')
  await client.end()
  await write(person)
  await assertFollowed(person, reading.all)
  assert.equal(
    reading.all().findIndex((event) => event.reason === 'held'),
    750,
  )
  reading.cut()
})

test('D16 while a tenant’s row is held, its own writers wait or are refused, and other tenants never wait', async () => {
  const [person, other] = [await app.person(), await app.person()]
  await Promise.all([person, other].map((one) => one.ok('POST', '/v1/incident', newIncident())))
  const reading = follower(person)
  await reading.open(app.url)
  await until(() => reading.all().length === 1)
  const client = await app.database.connect()
  await client.query('begin')
  await client.query(`select set_config('app.tenant_id', $1, true)`, [person.tenant])
  const { rowCount } = await client.query('update tenant set seq = seq + 1 where tenant_id = $1', [person.tenant])
  assert.equal(rowCount, 1)
  const waiting = person.call('POST', '/v1/incident', newIncident())
  for (let i = 0; i < 100; i++) await other.ok('POST', '/v1/incident', newIncident())
  assert.equal(reading.all().length, 1)
  await client.query('rollback')
  await client.end()
  const { status } = await waiting
  assert.ok(status === 201 || status === 503)
  await person.ok('POST', '/v1/incident', newIncident())
  await assertFollowed(person, reading.all)
  reading.cut()
})

/** A second replica in this process, on a database of its own making. */
async function replicaOn(database: Database): Promise<string> {
  const { log } = app.app.server.fastify
  const { authenticate, recheck } = createAuthenticator({ config: app.config, database, log })
  const other = await createApp({ config: app.config, database, log, authenticate, recheck })
  afterTests(() => other.close())
  return await other.server.fastify.listen({ host: '127.0.0.1', port: 0 })
}

test('R14 without any notification the stream and the long poll of another replica still hear of everything', async () => {
  const person = await app.person()
  const url = await replicaOn({
    ...app.database,
    connect: async () => {
      throw unavailable('LISTEN does not work here.', 1)
    },
  })
  const reading = follower(person)
  await reading.open(url)
  for (let i = 1; i <= 3; i++) {
    const polling = at(url, person).ok('GET', `/v1/incident/events?after=${i - 1}&wait=30`)
    await person.ok('POST', '/v1/incident', newIncident())
    assert.equal((await polling).events.length, 1)
    await until(() => reading.all().length === i)
  }
  await assertFollowed(person, reading.all)
  reading.cut()
})

test('a replica whose connections to the database are cut goes on with its streams where they stood', async () => {
  const person = await app.person()
  const proxy = await faultProxy(postgres.connection)
  const through = openDatabase({
    ...app.config,
    target: { ...postgres.connection, host: '127.0.0.1', port: proxy.port },
    serviceRole: app.database.serviceRole,
  })
  afterTests(() => through.close())
  const url = await replicaOn(through)
  const reading = follower(person)
  const reader = await reading.open(url)
  for (let cuts = 0; cuts < 5; cuts++) {
    for (let i = 0; i < 10; i++) await person.ok('POST', '/v1/incident', newIncident())
    if (cuts === 2) proxy.delay(50)
    proxy.cut()
    for (let i = 0; i < 10; i++) await person.ok('POST', '/v1/incident', newIncident())
  }
  await assertFollowed(person, reading.all)
  assert.equal(reader.over, false)
  reading.cut()
})
