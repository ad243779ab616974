import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, testApp } from '../testing/app.ts'
import { sweepKeys } from './idempotency.ts'
import { sql } from './sql.ts'
import { keepSweeping } from './sweep.ts'

const app = await testApp()
const silent = { warn: () => {}, error: () => {} }

test('idempotency keys go when their day is over, never before', async () => {
  const person = await app.person()
  const post = (key: string) => person.call('POST', '/v1/incident', newIncident(), { 'idempotency-key': key })
  const keys = Array.from({ length: 7 }, (_, i) => `key-${i}`)
  const first = new Map<string, string>()
  for (const key of keys) first.set(key, (await post(key)).body.data.id)
  const count = async (): Promise<number> =>
    (await app.database.read(person.tenant, sql`select 1 from idempotency_key where tenant_id = ${person.tenant}`))
      .length
  await app.database.read(
    person.tenant,
    sql`update idempotency_key set expires_at = expires_at - interval '24 hours' where tenant_id = ${person.tenant}
        and (tenant_id, user_id, path, key_hash) in (select tenant_id, user_id, path, key_hash from idempotency_key where tenant_id = ${person.tenant} order by key_hash limit 5)`,
  )
  const gone = await Promise.all([sweepKeys(app.database, 2), sweepKeys(app.database, 2)])
  assert.ok(gone.every((number) => number <= 2))
  while ((await sweepKeys(app.database, 2)) > 0);
  assert.equal(await count(), 2)
  let replayed = 0
  for (const key of keys) if ((await post(key)).body.data.id === first.get(key)) replayed++
  assert.equal(replayed, 2)
})

test('a sweep goes on while there is more, outlives failures, and ends with the service', async () => {
  const end = new AbortController()
  const left = [true, true, new Error('away'), true, false]
  let calls = 0
  const sweeping = keepSweeping(
    {
      name: 'test',
      everyMs: 1,
      batch: async () => {
        const next = left[calls++]
        if (next instanceof Error) throw next
        if (calls >= left.length) end.abort()
        return next === true
      },
    },
    silent,
    end.signal,
  )
  await sweeping
  assert.equal(calls, left.length)
})
