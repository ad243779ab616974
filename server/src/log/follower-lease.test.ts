import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from '../database/sql.ts'
import { afterTests, testDatabaseUrl } from '../testing/database.ts'
import { followerApp, type Handler } from '../testing/followed.ts'
import { readLog } from '../testing/log.ts'
import { until } from '../testing/until.ts'
import { type FollowerKey, followerDueNow, recordStep, takeFollowers } from './follower-store.ts'

const { app, someone, worker, run, follow, standing, pass, write } = await followerApp()

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
