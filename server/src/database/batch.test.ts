import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { testConfig, testDatabase } from '../testing/database.ts'
import { sql } from './sql.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as (options?: { type: 'minor' | 'major' }) => void // as V8 defines it

test('rows that are done with are gone after young collections, without a full one', async () => {
  const database = await testDatabase(await testConfig())
  const kilobyte = 1024
  const page = sql`select repeat('x', ${kilobyte}) as text from generate_series(1, 100)`
  const read = async (): Promise<void> => {
    assert.equal((await database.read('', page)).length, 100)
  }
  for (let i = 0; i < 200; i++) await read()
  collect()
  const before = oldGeneration()
  const rounds = 20
  for (let i = 0; i < rounds; i++) {
    await read()
    await new Promise((wake) => setTimeout(wake, 1))
    for (let young = 0; young < 3; young++) collect({ type: 'minor' })
  }
  const kept = (oldGeneration() - before) / rounds / kilobyte
  assert.ok(kept < 30, `of each page of 100 KiB ${kept.toFixed(1)} KiB stayed`)
})

function oldGeneration(): number {
  const old = getHeapSpaceStatistics().filter((one) => /^(old|large_object)_space$/.test(one.space_name))
  return old.reduce((sum, one) => sum + one.space_used_size, 0)
}
