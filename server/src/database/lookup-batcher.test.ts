import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { testConfig, testDatabase } from '../testing/database.ts'
import { openDatabase } from './database.ts'
import { sql } from './sql.ts'

const config = await testConfig()
const database = await testDatabase(config)

test('lookups of many tenants at once share transactions, and each sees its own tenant only', async () => {
  const asked = Array.from({ length: 200 }, (_, i) => ({ tenant: `tenant-${i % 7}`, number: i }))
  const found = await Promise.all(
    asked.map(async ({ tenant, number }) => {
      // The time is the transaction's.
      const [row] = await database.lookup(
        tenant,
        sql`select current_setting('app.tenant_id') as tenant, current_setting('app.scope') as scope, ${number}::int as number, now()::text as began`,
      )
      return row
    }),
  )
  for (const [i, { tenant, number }] of asked.entries()) {
    const { began: _, ...row } = found[i] ?? {}
    assert.deepEqual(row, { tenant, scope: '', number })
  }
  const transactions = new Set(found.map((row) => row?.['began'])).size
  assert.ok(transactions < 60, `${asked.length} lookups took ${transactions} transactions`)
})

test('of lookups that go together only the one that fails is told so', async () => {
  const settled = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) => database.lookup('a', sql`select 100 / ${i % 10 === 3 ? 0 : 1}::int as part`)),
  )
  for (const [i, one] of settled.entries()) {
    if (i % 10 === 3) assert.ok(one.status === 'rejected' && /division by zero/.test(String(one.reason)), `${i}`)
    else assert.deepEqual(one, { status: 'fulfilled', value: [{ part: 100 }] }, `${i}`)
  }
})

test('while the database is away every lookup is told so', async () => {
  assert.ok(config.database)
  const away = openDatabase({
    ...config,
    target: { ...config.database, host: '127.0.0.1', port: 1 },
    serviceRole: null,
  })
  const settled = await Promise.allSettled(Array.from({ length: 20 }, () => away.lookup('a', sql`select 1 as one`)))
  for (const one of settled)
    assert.ok(one.status === 'rejected' && one.reason instanceof AppError && one.reason.code === 'unavailable')
  await away.close()
})
