import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { type Sql, sql } from '../database/sql.ts'
import { followerApp } from '../testing/followed.ts'
import { readLog } from '../testing/log.ts'
import { until } from '../testing/until.ts'
import { type FollowerKey, followerDueNow, startFollower, stopFollower } from './follower-store.ts'

const { app, someone, worker, run, follow, standing, pass, write } = await followerApp()

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
