import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logTo } from '../command/log.ts'
import { sql } from '../database/sql.ts'
import { newIncident, type Person } from '../testing/app.ts'
import { mailApp } from '../testing/mailed.ts'
import { until } from '../testing/until.ts'

const lines: { level: string; msg: string }[] = []
const log = logTo('info', { write: (line) => void lines.push(JSON.parse(line)) })
const { server, app, reader } = await mailApp({ log })
/** An admin whose token vouches for their address. */
const admin = () => reader('tenant-admin')

const shown = (person: Person, id: string) => person.ok('GET', `/v1/subscriptions/${id}`)

/** Makes each next try due at once until the condition holds. */
async function hurry(person: Person, id: string, condition: () => Promise<boolean>): Promise<void> {
  await until(async () => {
    await app.database.read(
      person.tenant,
      sql`update follower set next_try_at = '-infinity' where tenant_id = ${person.tenant} and id = ${id}::uuid and failures > 0`,
    )
    return await condition()
  }, 60_000)
}

test('a message that the mail server refuses for its content is set aside, and the next one is sent', async () => {
  const person = await admin()
  const { id } = await person.ok('POST', '/v1/subscriptions', { filter: {} })
  server.onLetter = ({ raw }) =>
    raw.includes('sample-of-malware') ? Object.assign(new Error('content rejected'), { responseCode: 554 }) : null
  await person.ok('POST', '/v1/incident', newIncident({ name: 'refused', description: 'sample-of-malware' }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'urgent' }))
  await hurry(person, id, async () =>
    server.taken.some(({ to, text }) => to.includes(person.email) && text.includes('urgent')),
  )
  await until(async () => (await shown(person, id)).failures === 0)
  const subscription = await shown(person, id)
  assert.deepEqual([subscription.set_aside, subscription.last_error, subscription.ended_reason], [1, null, null])
  assert.equal(subscription.last_set_aside.seq, 1)
  assert.equal(subscription.last_set_aside.error, 'The mail server refuses this message (554).')
  server.onLetter = () => null
})

test('while the mail server is away the subscription, the log and /metrics say so, and one line says that it is over', async () => {
  const [person, other] = [await admin(), await admin()]
  const { id } = await person.ok('POST', '/v1/subscriptions', { filter: {} })
  await other.ok('POST', '/v1/subscriptions', { filter: {} })
  lines.length = 0
  await server.stop()
  for (const one of [person, other]) await one.ok('POST', '/v1/incident', newIncident())
  await until(async () => (await shown(person, id)).failures > 1)
  const failing = await shown(person, id)
  assert.equal(failing.last_error, 'The mail server could not be reached.')
  assert.match(failing.next_try_at, /^\d{4}-/)
  assert.match(await (await fetch(`${app.url}/metrics`)).text(), /tocsin_mail_total\{outcome="failed"\} [1-9]/)
  await server.start()
  await hurry(person, id, async () => server.taken.some(({ to }) => to.includes(person.email)))
  await until(() => lines.some(({ msg }) => msg === 'mail can be sent again'))
  assert.deepEqual(
    lines.map(({ msg }) => msg).filter((msg) => msg.includes('mail')),
    ['mail cannot be sent; retrying', 'mail can be sent again'],
  )
  await until(async () => (await shown(person, id)).failures === 0)
  const after = await shown(person, id)
  assert.deepEqual([after.failures, after.last_error, after.next_try_at], [0, null, null])
})

test('a question that cannot be sent shows on the subscription; a message that fails can be skipped', async () => {
  const person = await admin()
  server.onAddress = () => Object.assign(new Error('try later'), { responseCode: 451 })
  const asked = await person.ok('POST', '/v1/subscriptions', { filter: {}, email: 'someone@elsewhere.example' })
  await until(async () => (await shown(person, asked.id)).last_error !== null)
  const waiting = await shown(person, asked.id)
  assert.deepEqual([waiting.failures, waiting.last_error], [1, 'The mail server answered 451.'])
  assert.match(waiting.next_try_at, /^\d{4}-/)
  const { id } = await person.ok('POST', '/v1/subscriptions', { filter: {} })
  await person.ok('POST', '/v1/incident', newIncident())
  await until(async () => (await shown(person, id)).failures > 0)
  assert.equal((await person.call('POST', `/v1/subscriptions/${id}/skip`, { seq: 2 })).status, 409)
  const skipped = await person.ok('POST', `/v1/subscriptions/${id}/skip`, { seq: 1 })
  assert.deepEqual([skipped.failures, skipped.set_aside], [0, 1])
  const stranger = await admin()
  assert.equal((await stranger.call('POST', `/v1/subscriptions/${id}/skip`, { seq: 1 })).status, 404)
  server.onAddress = () => null
})
