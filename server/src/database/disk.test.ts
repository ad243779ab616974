/** A disk that fills refuses writes, not reads, and writing comes back by itself. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testConfig, testDatabase } from '../testing/database.ts'
import { until } from '../testing/until.ts'
import { refuseWritesWhenLow, watchDisk } from './disk.ts'
import { sql } from './sql.ts'

const refused = { code: 'unavailable', headers: { 'retry-after': '5' } }

test('below the reserve nothing is written, reads and deletions go on, and writing comes back with room', async () => {
  const free = { bytes: 1000 }
  const told: boolean[] = []
  const disk = await watchDisk({
    folder: '/',
    reserveBytes: 500,
    free: async () => free.bytes,
    everyMs: 5,
    onChange: (low) => told.push(low),
  })
  const database = refuseWritesWhenLow(await testDatabase(await testConfig()), disk)
  const note = (key: string) =>
    database.scoped(
      'identity',
      sql`insert into sign_in_guess (key, level, measured_at, dry_at) values (convert_to(${key}, 'UTF8'), 1, now(), now())`,
    )
  const count = async () =>
    (await database.scoped('identity', sql`select count(*)::int as count from sign_in_guess`))[0]?.['count']
  await note('one')
  free.bytes = 499
  await until(() => disk.low())
  await assert.rejects(note('two'), refused)
  await assert.rejects(
    database.scopedTransaction('identity', async (tx) => await tx.query(sql`select 1 as one`)),
    refused,
  )
  assert.equal(await count(), 1)
  await database.scoped('identity', sql`delete from sign_in_guess`)
  assert.equal(await count(), 0)
  free.bytes = 500
  await until(() => !disk.low())
  await note('three')
  assert.equal(await count(), 1)
  assert.deepEqual(told, [true, false])
  disk.stop()
})

test('the room of a real folder is found out', async () => {
  const disk = await watchDisk({ folder: process.cwd(), reserveBytes: Number.MAX_SAFE_INTEGER })
  assert.equal(disk.low(), true)
  disk.stop()
})
