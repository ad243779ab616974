import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { raw, type Sql, sql } from '../database/sql.ts'
import { newIncident, type Person, type TestApp, testApp } from '../testing/app.ts'
import { afterTests, testDatabaseUrl } from '../testing/database.ts'
import { readLog } from '../testing/log.ts'
import { until } from '../testing/until.ts'
import { type Followers, startFollowers } from './follower.ts'
import {
  type FollowerKey,
  followerColumns,
  followerDueNow,
  insertFollower,
  recordStep,
  startFollower,
  stopFollower,
  takeFollowers,
} from './follower-store.ts'
import type { Following, Outcome } from './following.ts'
import { systemActor } from './system.ts'
import { Wake } from './wake.ts'

const app: TestApp = await testApp()

const silent = { info: () => {}, warn: () => {}, error: () => {} }

type Handler = (following: Following) => Promise<Outcome>

/** An admin of a tenant that is there: it begins with its first request. */
async function someone(): Promise<Person> {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  return person
}

/** A process of its own as far as followers go: an owner, leases, a handler for one kind. */
function worker(
  kind: string,
  handle: Handler,
  options: { leaseSeconds?: number; timeoutMs?: number; most?: number } = {},
): Followers {
  const { timeoutMs = 30_000, ...rest } = options
  const followers = startFollowers({
    database: app.database,
    wake: new Wake(),
    log: silent,
    pollMs: 50,
    kinds: [{ kind, handle, timeoutMs, readsRemoved: true }],
    ...rest,
  })
  afterTests(() => followers.stop())
  return followers
}

async function run(person: Person, ...statements: Sql[]): Promise<void> {
  await app.database.transaction(systemActor(person.tenant), async (tx) => {
    await tx.queries(statements)
  })
}

async function follow(
  person: Person,
  kind: string,
  options: { after?: number; until?: number } = {},
): Promise<FollowerKey> {
  const key = { tenantId: person.tenant, kind, id: randomUUID() }
  await run(person, insertFollower(key, options))
  return key
}

async function standing(key: FollowerKey): Promise<Record<string, unknown>> {
  const [row] = await app.database.read(
    key.tenantId,
    sql`select ${followerColumns}, f.lease_owner, f.fence from follower f where f.tenant_id = ${key.tenantId} and f.kind = ${key.kind} and f.id = ${key.id}::uuid`,
  )
  return row ?? {}
}

/** Moves a follower's clocks back, as if so many seconds had passed. */
async function pass(key: FollowerKey, seconds: number): Promise<void> {
  const by = raw(`interval '${seconds} seconds'`)
  await app.database.read(
    key.tenantId,
    sql`update follower set next_try_at = next_try_at - ${by}, failing_since = failing_since - ${by}, lease_until = lease_until - ${by}
        where tenant_id = ${key.tenantId} and id = ${key.id}::uuid`,
  )
}

async function write(person: Person, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await person.ok('POST', '/v1/incident', newIncident({ name: `Incident ${i}` }))
}

test('two processes share the work: every event reaches every follower once, in order, as the log shows it', async () => {
  const person = await someone()
  await write(person, 3)
  const kind = 'shared'
  const keys = [
    await follow(person, kind, { after: 0 }),
    await follow(person, kind, { after: 2 }),
    await follow(person, kind),
  ]
  const got = new Map<string, string[]>(keys.map(({ id }) => [id, []]))
  const handle: Handler = async ({ id, event }) => {
    got.get(id)?.push(event.text)
    return { is: 'done' }
  }
  worker(kind, handle)
  worker(kind, handle)
  await write(person, 70)
  await until(async () => (await Promise.all(keys.map(standing))).every((one) => one['cursor'] === 73))
  const log = await readLog(person)
  const seen = (key: FollowerKey | undefined): unknown[] =>
    (got.get(key?.id ?? '') ?? []).map((text) => JSON.parse(text))
  assert.deepEqual(seen(keys[0]), log)
  assert.deepEqual(seen(keys[1]), log.slice(2))
  assert.deepEqual(seen(keys[2]), log.slice(3))
})

test('a follower that fails holds up only itself, is tried again when its time has come, and then catches up in order', async () => {
  const person = await someone()
  const kind = 'failing'
  const [dead, well] = [await follow(person, kind), await follow(person, kind)]
  let broken = true
  const tries: { seq: number; failures: number; failingSeconds: number }[] = []
  const got: number[] = []
  worker(kind, async ({ id, event, failures, failingSeconds }) => {
    if (id === well.id) return { is: 'done' }
    tries.push({ seq: event.seq, failures, failingSeconds })
    if (broken) return { is: 'retry', afterMs: 3_600_000, error: 'nobody there' }
    got.push(event.seq)
    return { is: 'done' }
  })
  await write(person, 5)
  await until(async () => (await standing(well))['cursor'] === 5)
  await until(async () => (await standing(dead))['failures'] === 1)
  assert.equal((await standing(dead))['last_error'], 'nobody there')
  for (let hour = 1; hour <= 3; hour++) {
    await pass(dead, 3600)
    await until(async () => (await standing(dead))['failures'] === hour + 1)
  }
  assert.deepEqual(
    tries.map(({ seq, failures }) => [seq, failures]),
    [
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
    ],
  )
  assert.ok((tries.at(-1)?.failingSeconds ?? 0) >= 3 * 3600, 'the time it has failed for is told')
  assert.equal((await standing(dead))['cursor'], 0)
  broken = false
  await run(person, followerDueNow(dead))
  await until(async () => (await standing(dead))['cursor'] === 5)
  assert.deepEqual(got, [1, 2, 3, 4, 5])
  const after = await standing(dead)
  assert.deepEqual(
    [after['failures'], after['failing_since'], after['last_error'], after['next_try_at']],
    [0, null, null, null],
  )
})

test('a follower whose process was killed is taken over when its lease ends; what the late one does then changes nothing', async () => {
  const person = await someone()
  const key = await follow(person, 'killed')
  await write(person, 2)
  const claim = {
    kinds: ['killed'],
    tenants: null,
    busy: new Map(),
    most: 10,
    mostOfTenant: 10,
    mostFailing: 10,
    leaseSeconds: 30,
  }
  const [late] = await takeFollowers(app.database, { ...claim, owner: randomUUID() })
  assert.ok(late, 'it was due')
  const got: number[] = []
  const other = worker('killed', async ({ event }) => {
    got.push(event.seq)
    return { is: 'done' }
  })
  await run(person, followerDueNow(key))
  other.look(person.tenant)
  assert.deepEqual(
    await takeFollowers(app.database, { ...claim, owner: randomUUID() }),
    [],
    'nobody gets it while the lease lasts',
  )
  await pass(key, 31)
  await until(async () => (await standing(key))['cursor'] === 2)
  assert.deepEqual(got, [1, 2])
  assert.deepEqual(
    await app.database.scoped('follower', recordStep(late, { to: 'moved', cursor: 1, succeeded: true })),
    [],
  )
  assert.deepEqual(
    await app.database.scoped('follower', recordStep(late, { to: 'failed', error: 'late', afterMs: 1 })),
    [],
  )
  assert.equal((await standing(key))['cursor'], 2)
})

test('D23 kill -9 of a process at work: another takes over when the lease it had runs out, by itself', async () => {
  const person = await someone()
  const kind = 'kill9'
  const key = await follow(person, kind)
  const program = fileURLToPath(new URL('../testing/follower-process.ts', import.meta.url))
  const child = spawn(process.execPath, [program, kind], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: await testDatabaseUrl(),
      SQL_SCHEMA: app.config.schema,
      SERVICE_ROLE: app.database.serviceRole ?? '',
      LEASE_SECONDS: '5',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  afterTests(async () => void child.kill('SIGKILL'))
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await write(person, 2)
  await until(() => said === '1\n', 60_000)
  const got: number[] = []
  worker(kind, async ({ event }) => {
    got.push(event.seq)
    return { is: 'done' }
  })
  child.kill('SIGKILL')
  await until(async () => (await standing(key))['cursor'] === 2)
  assert.deepEqual(got, [1, 2])
  assert.equal(said, '1\n')
})

test('a lease outlives a slow handler, since it is renewed', async () => {
  const person = await someone()
  const key = await follow(person, 'slow')
  let calls = 0
  const leaseEnd = async (): Promise<number> => {
    const [row] = await app.database.read(
      key.tenantId,
      sql`select extract(epoch from lease_until)::float8 as at from follower where tenant_id = ${key.tenantId} and id = ${key.id}::uuid`,
    )
    return Number(row?.['at'])
  }
  const handle: Handler = async ({ signal }) => {
    calls++
    const [first, fence] = [await leaseEnd(), (await standing(key))['fence']]
    await until(async () => (await leaseEnd()) > first + 5)
    assert.equal((await standing(key))['fence'], fence)
    assert.equal(signal.aborted, false)
    return { is: 'done' }
  }
  worker('slow', handle, { leaseSeconds: 9 })
  worker('slow', handle, { leaseSeconds: 9 })
  await write(person, 1)
  await until(async () => (await standing(key))['cursor'] === 1)
  assert.equal(calls, 1)
})

test('what is recorded with an event is recorded with the cursor or not at all', async () => {
  const person = await someone()
  const key = await follow(person, 'recorded')
  const note = (event: number): Sql =>
    sql`insert into follower (tenant_id, kind, id, cursor) values (${person.tenant}, 'note', ${randomUUID()}::uuid, ${event})`
  let bad = true
  worker('recorded', async ({ event }) => ({
    is: 'done',
    also: bad ? [note(event.seq), sql`select 1 / 0`] : [note(event.seq)],
  }))
  const notes = async (): Promise<number> =>
    (
      await app.database.read(
        person.tenant,
        sql`select 1 from follower where tenant_id = ${person.tenant} and kind = 'note'`,
      )
    ).length
  await write(person, 1)
  await until(async () => Number((await standing(key))['failures']) > 0)
  assert.equal((await standing(key))['cursor'], 0)
  assert.equal(await notes(), 0)
  bad = false
  await run(person, followerDueNow(key))
  await until(async () => (await standing(key))['cursor'] === 1)
  assert.equal(await notes(), 1)
})

test('a handler that throws or never ends counts as failed, and others go on', async () => {
  const person = await someone()
  const kind = 'poison'
  const [throws, hangs, well] = [await follow(person, kind), await follow(person, kind), await follow(person, kind)]
  worker(
    kind,
    async ({ id }) => {
      if (id === throws.id) throw new Error('poison')
      if (id === hangs.id) await new Promise(() => {})
      return { is: 'done' }
    },
    { timeoutMs: 100 },
  )
  await write(person, 3)
  await until(async () => (await standing(well))['cursor'] === 3)
  await until(
    async () => Number((await standing(throws))['failures']) > 0 && Number((await standing(hangs))['failures']) > 0,
  )
  assert.match(String((await standing(hangs))['last_error']), /longer than 0\.1 s/)
  assert.doesNotMatch(String((await standing(throws))['last_error']), /poison/, 'nothing of the inside is told')
})

test('a dead follower waits for nobody’s place: half of the places stay with those that work', async () => {
  const person = await someone()
  const kind = 'crowded'
  const dead: FollowerKey[] = []
  for (let i = 0; i < 6; i++) dead.push(await follow(person, kind))
  let hang = false
  const release = Promise.withResolvers<void>()
  let well: FollowerKey | undefined
  worker(
    kind,
    async ({ id }) => {
      if (id === well?.id) return { is: 'done' }
      if (hang) await release.promise
      return { is: 'retry', afterMs: 3_600_000, error: 'dead' }
    },
    { most: 4 },
  )
  await write(person, 1)
  for (const key of dead) await until(async () => (await standing(key))['failures'] === 1)
  hang = true
  for (const key of dead) await run(person, followerDueNow(key))
  well = await follow(person, kind)
  await write(person, 1)
  await until(async () => (await standing(well as FollowerKey))['cursor'] === 2)
  release.resolve()
})

test('a follower that was stopped stays where it is; switched on again it goes on from there', async () => {
  const person = await someone()
  const key = await follow(person, 'stopped')
  const got: number[] = []
  let gone = true
  worker('stopped', async ({ event }) => {
    if (gone) return { is: 'stop', reason: 'The receiver answered 410.' }
    got.push(event.seq)
    return { is: 'done' }
  })
  await write(person, 2)
  await until(async () => (await standing(key))['state'] === 'stopped')
  assert.equal((await standing(key))['stopped_reason'], 'The receiver answered 410.')
  assert.equal((await standing(key))['cursor'], 0)
  gone = false
  await run(person, startFollower(key))
  await until(async () => (await standing(key))['cursor'] === 2)
  await run(person, stopFollower(key, 'An admin switched it off.'))
  await write(person, 2)
  await run(person, startFollower(key))
  await until(async () => (await standing(key))['cursor'] === 4)
  assert.deepEqual(got, [1, 2, 3, 4])
})

test('events of no concern are passed in bulk, and a replay ends where it was told to', async () => {
  const person = await someone()
  await write(person, 120)
  const id = (await readLog(person))[0]?.incident_id
  await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'One.' })
  const kind = 'picky'
  const key = await follow(person, kind, { after: 0 })
  const replay = await follow(person, kind, { after: 3, until: 7 })
  const got: number[] = []
  const replayed: number[] = []
  worker(kind, async ({ id: which, event }) => {
    if (which === replay.id) replayed.push(event.seq)
    else if (event.type !== 'comment.added') return { is: 'skip' }
    else got.push(event.seq)
    return { is: 'done' }
  })
  await until(async () => (await standing(key))['cursor'] === 121 && (await standing(replay))['cursor'] === 7)
  assert.deepEqual(got, [121])
  await write(person, 3)
  await until(async () => (await standing(key))['cursor'] === 124)
  assert.deepEqual(replayed, [4, 5, 6, 7])
})

test('a process that stops ends the event it is at, and gives everything back at once', async () => {
  const person = await someone()
  const kind = 'ending'
  const [patient, stuck] = [await follow(person, kind), await follow(person, kind)]
  const entered = new Set<string>()
  const go = Promise.withResolvers<void>()
  const followers = worker(kind, async ({ id, signal }) => {
    entered.add(id)
    await (id === patient.id ? go.promise : new Promise((_, reject) => signal.addEventListener('abort', reject)))
    return { is: 'done' }
  })
  await write(person, 2)
  await until(() => entered.size === 2)
  const stopped = followers.stop(200)
  go.resolve()
  await stopped
  const [one, other] = [await standing(patient), await standing(stuck)]
  assert.deepEqual([one['cursor'], one['lease_owner'], one['failures']], [1, null, 0])
  assert.deepEqual([other['cursor'], other['lease_owner'], other['failures']], [0, null, 0])
})
