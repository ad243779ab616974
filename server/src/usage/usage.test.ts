import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { quotas } from '../admission/quotas.ts'
import { sql } from '../database/sql.ts'
import { newIncident, type Person, send } from '../testing/app.ts'
import { openStream } from '../testing/stream.ts'
import { until } from '../testing/until.ts'
import { watchedApp } from '../testing/watched.ts'

const app = await watchedApp()
let admin: Person
let stranger: Person

before(async () => {
  admin = await app.person('admin')
  stranger = await app.person('admin')
})

type Shown = Record<string, { used: number; limit: number }>

async function usageOf(person: Person): Promise<Shown> {
  const { shares, quotas } = await person.ok('GET', '/v1/usage')
  const named = [...shares, ...quotas].map(({ name, used, limit }) => [name, { used, limit }] as const)
  return Object.fromEntries(named)
}

test('the usage shows what a tenant keeps, and nothing of another one', async () => {
  const before = await usageOf(stranger)
  await admin.ok('POST', '/v1/tokens', { name: 'gateway', role: 'viewer' })
  await admin.ok('POST', '/v1/webhooks', { url: 'https://1.1.1.1/x', enabled: false })
  await admin.ok('POST', '/v1/views', { name: 'mine', page: 'board', state: '' })
  await admin.ok('POST', '/v1/views', { name: 'ours', page: 'board', state: '', shared: true })
  await admin.ok('POST', '/v1/subscriptions', { filter: {}, email: 'harbour@example.org' })
  const answer = await admin.call('POST', '/v1/incident', newIncident(), { 'idempotency-key': 'once' })
  const kept = Buffer.byteLength(answer.text) + 512
  const usage = await usageOf(admin)
  for (const name of ['api_tokens', 'webhooks', 'shared_views', 'subscriptions'])
    assert.equal(usage[name]?.used, 1, name)
  assert.equal(usage['views']?.used, 2)
  assert.equal(usage['kept_answer_bytes']?.used, kept)
  for (const [name, limit] of Object.entries(quotas)) assert.equal(usage[name]?.limit, limit, name)
  assert.deepEqual(await usageOf(stranger), before)
})

test('the usage shows what a tenant has under way, and the metrics show it without its name', async () => {
  const streams = await Promise.all([1, 2].map(() => openStream(app.url, admin.token)))
  const polls = [1, 2, 3].map(() => admin.call('GET', '/v1/incident/events?after=1000000&wait=30'))
  const { next_after } = await admin.ok('GET', '/v1/incident/events?limit=1000')
  const held = [1, 2, 3].map(() => admin.call('GET', `/v1/incident/events?after=${next_after}&wait=30`))
  await until(async () => (await usageOf(admin))['held_calls']?.used === 3)
  const usage = await usageOf(admin)
  assert.equal(usage['streams']?.used, 2)
  assert.equal(usage['requests']?.used, 1, 'the one that asks')
  assert.equal((await usageOf(stranger))['held_calls']?.used, 0)
  const { text } = await send(app.url, 'GET', '/metrics')
  assert.match(text, /^tocsin_share_places\{share="held_calls",state="used"\} 3$/m)
  assert.match(text, /^tocsin_share_places\{share="held_calls",state="limit"\} 4096$/m)
  assert.match(text, /^tocsin_share_refused_total\{share="requests"\} 0$/m)
  assert.doesNotMatch(text, new RegExp(admin.tenant))
  await admin.ok('POST', '/v1/incident', newIncident())
  for (const answer of await Promise.all(held)) assert.equal(answer.status, 200)
  for (const answer of await Promise.all(polls)) assert.equal(answer.status, 400, 'ahead of the log')
  for (const stream of streams) stream.cut()
})

test('a tenant whose kept answers fill its quota is told so before the work; others, and requests without a key, go on', async () => {
  const { database } = app
  const keyed = (person: Person, key: string) =>
    person.call('POST', '/v1/incident', newIncident(), { 'idempotency-key': key })
  const set = (bytes: number) =>
    database.scoped(
      'follower',
      sql`insert into kept_answers (tenant_id, hour, bytes) values (${admin.tenant}, date_trunc('hour', now()) - interval '2 hours', ${bytes}::bigint)
          on conflict (tenant_id, hour) do update set bytes = excluded.bytes`,
    )
  await set(quotas.kept_answer_bytes)
  const before = (await admin.ok('GET', '/v1/incident?size=1')).total
  const refused = await keyed(admin, 'full')
  assert.equal(refused.status, 429)
  assert.equal(refused.body.errors[0].code, 'IDEMPOTENCY_QUOTA')
  assert.equal(refused.headers.get('retry-after'), '3600')
  assert.equal((await keyed(admin, 'once')).headers.get('idempotency-replayed'), 'true', 'what is kept stays good')
  assert.equal((await keyed(stranger, 'full')).status, 201)
  assert.equal((await admin.ok('GET', '/v1/incident?size=1')).total, before)
  await admin.ok('POST', '/v1/incident', newIncident())

  // Those who ask at once don't all find room for the last one.
  // (Of the tenant itself there is one answer.)
  const used = (await usageOf(admin))['kept_answer_bytes']?.used ?? 0
  const others = used - quotas.kept_answer_bytes
  await set(quotas.kept_answer_bytes - others - Math.floor(1.5 * others))
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => keyed(admin, `together-${n}`)))
  const made = answers.filter(({ status }) => status === 201).length
  assert.ok(
    made === 1,
    `${made} of those who asked at once found room for one: ${answers.map(({ status, text }) => `${status} ${text.slice(0, 120)}`)}`,
  )
  assert.ok(answers.every(({ status }) => status === 201 || status === 429))
  assert.ok(((await usageOf(admin))['kept_answer_bytes']?.used ?? 0) <= quotas.kept_answer_bytes)
})
