import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '../database/sql.ts'
import { startFollowers } from '../log/follower.ts'
import { Wake } from '../log/wake.ts'
import { newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { answering, type Received, startReceiver } from '../testing/receiver.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { until } from '../testing/until.ts'
import { webhookKinds } from './deliver.ts'
import { createSecretBox } from './secret.ts'
import { createTarget } from './target.ts'

const app = await testApp({ WEBHOOK_ALLOW_PRIVATE: 'true' })
const seqOf = ({ body }: Received): number => JSON.parse(body).data.seq

test('D19 of 50 webhooks one is dead for six hours: the others get everything at once, it catches up completely and in order', async () => {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  const [healthy, dead] = [await startReceiver(), await startReceiver()]
  dead.answer = (_request, response) => void response.socket?.destroy()
  const ids: string[] = []
  for (let n = 0; n < 49; n++) ids.push((await person.ok('POST', '/v1/webhooks', { url: `${healthy.url}/${n}` })).id)
  const lame = await person.ok('POST', '/v1/webhooks', { url: dead.url })
  const by = raw(`interval '1 hour'`)
  let written = 0
  for (let hour = 0; hour < 6; hour++) {
    for (let n = 0; n < 5; n++) {
      await person.ok('POST', '/v1/incident', newIncident({ name: `Hour ${hour}` }))
      written++
    }
    await until(() => healthy.received.length === 49 * written)
    const failures = (await person.ok('GET', `/v1/webhooks/${lame.id}`)).failures
    await app.database.read(
      person.tenant,
      sql`update follower set next_try_at = next_try_at - ${by}, failing_since = failing_since - ${by}
          where tenant_id = ${person.tenant} and id = ${lame.id}::uuid`,
    )
    await until(async () => (await person.ok('GET', `/v1/webhooks/${lame.id}`)).failures > failures)
  }
  const state = await person.ok('GET', `/v1/webhooks/${lame.id}`)
  assert.deepEqual([state.enabled, state.cursor], [true, 0])
  assert.ok(Date.now() - Date.parse(state.failing_since) > 4 * 3_600_000, 'hours have passed')
  for (let n = 0; n < 49; n++) {
    const own = healthy.received.filter(({ path }) => path === `/hook/${n}`).map(seqOf)
    assert.deepEqual(
      own,
      Array.from({ length: 30 }, (_, i) => i + 1),
      `webhook ${n}`,
    )
  }
  const tries = dead.received.map(({ headers }) => headers['webhook-id'])
  assert.equal(new Set(tries).size, 1, 'it was the one event that was tried')
  dead.answer = answering(200)
  await person.ok('PUT', `/v1/webhooks/${lame.id}`, { enabled: true })
  await until(() => dead.received.length === tries.length + 30)
  const caught = dead.received.slice(tries.length)
  assert.deepEqual(
    caught.map(seqOf),
    Array.from({ length: 30 }, (_, i) => i + 1),
  )
  assert.equal(caught[0]?.headers['webhook-id'], tries[0])
})

test('a process that is taken over in the middle of a delivery changes nothing: the next one sends it again', async () => {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  const receiver = await startReceiver()
  const parts = {
    database: app.database,
    target: createTarget({ allowPrivate: true, resolve: async (host) => [host] }),
    secretBox: createSecretBox(app.database),
  }
  const { id } = await person.ok('POST', '/v1/webhooks', { url: receiver.url })
  const held = Promise.withResolvers<void>()
  receiver.answer = (_request, response) => {
    if (receiver.received.length === 1) void held.promise.then(() => response.end('late'))
    else response.end('ok')
  }
  await person.ok('POST', '/v1/incident', newIncident())
  await until(() => receiver.received.length === 1)
  // Its lease is over, and another process looks for work.
  await app.database.read(
    person.tenant,
    sql`update follower set lease_until = now() - interval '1 second' where tenant_id = ${person.tenant}`,
  )
  const other = startFollowers({
    database: app.database,
    wake: new Wake(),
    kinds: webhookKinds(parts),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    pollMs: 50,
  })
  try {
    await until(async () => (await person.ok('GET', `/v1/webhooks/${id}`)).cursor === 1)
    held.resolve()
    await person.ok('POST', '/v1/incident', newIncident())
    await until(async () => (await person.ok('GET', `/v1/webhooks/${id}`)).cursor === 2)
    assert.deepEqual(receiver.received.map(seqOf).slice(0, 3), [1, 1, 2])
  } finally {
    await other.stop()
  }
})

test('D21 a process killed after the receiver’s answer loses nothing, repeats at most one event, under its id, and another takes over', async () => {
  // The process of this test does no work from here on: those that are killed do.
  await app.app.close()
  const one = await app.person('admin')
  const start = async (): Promise<{ person: Person; kill(): Promise<void> }> => {
    const { url, kill } = await spawnService(app, { WEBHOOK_ALLOW_PRIVATE: 'true' })
    return { person: personWith(url, one.tenant, one.user, one.token), kill }
  }
  const receiver = await startReceiver()
  const events = 60
  const kills = 3
  let goal = 10
  let reached = Promise.withResolvers<void>()
  receiver.answer = (_request, response) => {
    // It has what it was sent; whoever sent it dies before it hears so.
    if (receiver.received.length === goal) reached.resolve()
    else response.end('ok')
  }
  let service = await start()
  const { id } = await service.person.ok('POST', '/v1/webhooks', { url: receiver.url })
  for (let n = 0; n < events; n++) await service.person.ok('POST', '/v1/incident', newIncident())
  for (let kill = 0; kill < kills; kill++) {
    await reached.promise
    await service.kill()
    goal = kill === kills - 1 ? 0 : goal + 12
    reached = Promise.withResolvers()
    // Half a minute later.
    await app.database.read(
      one.tenant,
      sql`update follower set lease_until = lease_until - interval '30 seconds' where tenant_id = ${one.tenant}`,
    )
    service = await start()
  }
  const { person } = service
  await until(async () => (await person.ok('GET', `/v1/webhooks/${id}`)).cursor === events, 60_000)
  const seqs = receiver.received.map(seqOf)
  assert.deepEqual(
    [...new Set(seqs)],
    Array.from({ length: events }, (_, i) => i + 1),
    'nothing is lost, and first arrivals are in order',
  )
  assert.equal(seqs.length, events + kills, 'each kill repeats the one event that was under way')
  const ids = new Map<number, Set<unknown>>()
  for (const each of receiver.received)
    ids.set(seqOf(each), (ids.get(seqOf(each)) ?? new Set()).add(each.headers['webhook-id']))
  for (const [seq, own] of ids) assert.equal(own.size, 1, `event ${seq} had several ids`)
})
