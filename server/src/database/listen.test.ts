import assert from 'node:assert/strict'
import { test } from 'node:test'
import type pg from 'pg'
import { afterTests, testConfig, testDatabase } from '../testing/database.ts'
import { faultProxy } from '../testing/fault-proxy.ts'
import { until } from '../testing/until.ts'
import { type Database, openDatabase } from './database.ts'
import { type Hints, openHints } from './listen.ts'

const config = await testConfig()
const database = await testDatabase(config)

/** A process that listens; gives what it hears. */
function listener(on: Database, options: { heartbeatMs?: number; silenceMs?: number } = {}) {
  const heard: (string | null)[] = []
  const changes: { listening: boolean; details: Record<string, unknown> }[] = []
  const hints = openHints(on, {
    ...options,
    onHint: (tenantId) => heard.push(tenantId),
    onChange: (listening, details) => changes.push({ listening, details }),
  })
  afterTests(() => hints.close())
  return { hints, heard, changes }
}

const listening = (hints: Hints) => until(() => hints.listening())

/** Waits until what was told before has come through, by telling something after it. */
async function flush(from: Hints, heard: (string | null)[]): Promise<void> {
  const mark = `mark-${Math.random()}`
  from.tell(mark)
  await until(() => heard.includes(mark))
  heard.splice(heard.indexOf(mark), 1)
}

test('a process hears of the tenants the others tell of, each once however often they are told, and nothing of its own', async () => {
  const [one, two] = [listener(database), listener(database)]
  await Promise.all([listening(one.hints), listening(two.hints)])
  // Whoever begins to listen does not know what it missed.
  assert.deepEqual([one.heard.splice(0), two.heard.splice(0)], [[null], [null]])
  for (let i = 0; i < 1000; i++) one.hints.tell(i % 2 ? 'tenant "ü" \\' : 'other')
  await flush(one.hints, two.heard)
  assert.deepEqual(two.heard.splice(0).sort(), ['other', 'tenant "ü" \\'])
  assert.deepEqual(one.heard, [])
  one.hints.tell(null)
  await until(() => two.heard.includes(null))
  assert.deepEqual(one.heard, [])
})

test('more tenants than a notification holds are told as all of them', async () => {
  const [one, two] = [listener(database), listener(database)]
  await Promise.all([listening(one.hints), listening(two.hints)])
  two.heard.splice(0)
  for (let i = 0; i < 100; i++) one.hints.tell('ü'.repeat(200) + i)
  await until(() => two.heard.length > 0)
  assert.deepEqual(two.heard, [null])
})

test('hints of one schema are not heard in another', async () => {
  const [one, same, other] = [listener(database), listener(database), listener({ ...database, schema: 'another' })]
  await Promise.all([listening(one.hints), listening(same.hints), listening(other.hints)])
  other.heard.splice(0)
  one.hints.tell('tenant')
  await until(() => same.heard.includes('tenant'))
  await flush(one.hints, same.heard)
  assert.deepEqual(other.heard, [])
})

test('a listening connection that nothing comes through any more is noticed and replaced', async () => {
  assert.ok(config.database)
  const proxy = await faultProxy(config.database)
  const through = openDatabase({
    ...config,
    target: { ...config.database, host: '127.0.0.1', port: proxy.port },
    serviceRole: database.serviceRole,
    maxIdleConnections: 0,
  })
  afterTests(() => through.close())
  const far = listener(through, { heartbeatMs: 100, silenceMs: 1000 })
  const near = listener(database)
  await Promise.all([listening(far.hints), listening(near.hints)])
  proxy.blackHole()
  await until(() => !far.hints.listening())
  assert.equal(far.changes.at(-1)?.listening, false)
  proxy.heal()
  await listening(far.hints)
  await flush(near.hints, far.heard)
  proxy.cut()
  await until(() => !far.hints.listening())
  await listening(far.hints)
  await flush(near.hints, far.heard)
  proxy.refuse()
  await until(() => !far.hints.listening())
  proxy.heal()
  await listening(far.hints)
  assert.ok(
    far.heard.filter((tenantId) => tenantId === null).length >= 4,
    'each time it begins anew, anything may have been missed',
  )
})

test('a pooler in transaction mode, which gives back the session that listens now and then, is known for one', async () => {
  const pooled: Database = {
    ...database,
    connect: async () => {
      const client = await database.connect()
      let asking = 0
      const query = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<unknown>
      client.query = (async (text: string, values?: unknown[]) => {
        asking++
        try {
          return await query(text, values)
        } finally {
          asking--
        }
      }) as unknown as typeof client.query // the one form that is used
      const on = client.on.bind(client)
      // Between two statements of its own nobody is at the other end.
      client.on = ((event: string, listener: (...args: unknown[]) => void) =>
        on(event as 'end', (...args: unknown[]) => {
          if (event !== 'notification' || asking > 0) listener(...args)
        })) as typeof client.on
      return client as pg.Client
    },
  }
  const { hints, changes } = listener(pooled, { silenceMs: 200 })
  await until(() => changes.length > 0)
  assert.deepEqual(changes[0], { listening: false, details: { pooler: true } })
  assert.equal(hints.listening(), false)
})

test('where notifications do not come through, as behind a pooler, it says so and does not count as listening', async () => {
  const pooled: Database = {
    ...database,
    connect: async () => {
      const client = await database.connect()
      const on = client.on.bind(client)
      client.on = ((event: string, listener: (...args: unknown[]) => void) =>
        event === 'notification' ? client : on(event as 'end', listener)) as typeof client.on // swallows one kind
      return client as pg.Client
    },
  }
  const { hints, changes } = listener(pooled, { silenceMs: 200 })
  await until(() => changes.length > 0)
  assert.deepEqual(changes[0], { listening: false, details: { pooler: true } })
  assert.equal(hints.listening(), false)
})
