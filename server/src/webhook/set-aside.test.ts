import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '../database/sql.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { answering, type Receiver, startReceiver } from '../testing/receiver.ts'
import { until } from '../testing/until.ts'

const lines: { level: string; msg: string; seq?: number }[] = []
const log = await keepingLog()
const app = await testApp({ WEBHOOK_ALLOW_PRIVATE: 'true' }, { webhookTimeoutMs: 3000, log })

async function keepingLog() {
  const { logTo } = await import('../command/log.ts')
  return logTo('info', { write: (line) => void lines.push(JSON.parse(line)) })
}

const resume = () =>
  app.database.scoped(
    'instance',
    sql`update instance set outbound_paused_at = null where outbound_paused_at is not null`,
  )
const shown = (person: Person, id: string) => person.ok('GET', `/v1/webhooks/${id}`)

/** A receiver that answers `status` to whatever has the word in it. */
async function picky(status: number, word: string): Promise<Receiver> {
  const receiver = await startReceiver()
  receiver.answer = (request, response) => answering(request.body.includes(word) ? status : 200)(request, response)
  return receiver
}

/** Makes each next try due at once until the condition holds. */
async function hurry(person: Person, id: string, condition: () => Promise<boolean>): Promise<void> {
  await until(async () => {
    await app.database.read(
      person.tenant,
      sql`update follower set next_try_at = '-infinity' where tenant_id = ${person.tenant} and id = ${id}::uuid and failures > 0`,
    )
    // A change wakes those who look for what is due.
    await person.ok('PUT', `/v1/webhooks/${id}`, {})
    return await condition()
  }, 120_000)
}

for (const status of [413, 415, 422]) {
  test(`an event that is answered ${status} is set aside after four tries; later ones come, and it is told`, async () => {
    const person = await app.person('admin')
    await person.ok('GET', '/v1/me')
    const receiver = await picky(status, 'never-taken')
    const { id } = await person.ok('POST', '/v1/webhooks', { url: receiver.url })
    await person.ok('POST', '/v1/incident', newIncident({ name: 'never-taken' }))
    await person.ok('POST', '/v1/incident', newIncident({ name: 'taken' }))
    await hurry(person, id, async () => (await shown(person, id)).cursor === 2)
    assert.deepEqual(
      receiver.received.map(({ body }) => [JSON.parse(body).data.seq, body.includes('never-taken')]),
      [...Array.from({ length: 4 }, () => [1, true]), [2, false]],
    )
    const webhook = await shown(person, id)
    assert.deepEqual([webhook.enabled, webhook.failures, webhook.last_error, webhook.set_aside], [true, 0, null, 1])
    assert.deepEqual(
      [webhook.last_set_aside.seq, webhook.last_set_aside.error],
      [1, `The receiver answered ${status}.`],
    )
    const { deliveries } = await person.ok('GET', `/v1/webhooks/${id}/deliveries`)
    assert.deepEqual(
      deliveries.map((one: { seq: number; succeeded: boolean }) => [one.seq, one.succeeded]),
      [[2, true], ...Array.from({ length: 4 }, () => [1, false])],
    )
    const told = lines.filter((line) => 'follower_id' in line && line['follower_id'] === id)
    assert.deepEqual(
      told.map(({ level, msg, seq }) => [level, msg, seq]),
      [
        ['warn', 'delivery fails; retrying', 1],
        ['warn', 'an event was set aside: it is refused again and again', 1],
      ],
    )
  })
}

test('a receiver that refuses everything keeps its events: after ten set aside in a row the next one waits', async () => {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  const receiver = await picky(422, '"seq"')
  const { id } = await person.ok('POST', '/v1/webhooks', { url: receiver.url })
  for (let n = 0; n < 12; n++) await person.ok('POST', '/v1/incident', newIncident())
  await hurry(person, id, async () => {
    const { set_aside, failures } = await shown(person, id)
    return set_aside === 10 && failures > 5
  })
  assert.equal((await shown(person, id)).cursor, 10)
  receiver.answer = answering(200)
  await hurry(person, id, async () => (await shown(person, id)).cursor === 12)
  const [row] = await app.database.read(
    person.tenant,
    sql`select set_aside_in_row from follower where tenant_id = ${person.tenant} and id = ${id}::uuid`,
  )
  assert.equal(row?.['set_aside_in_row'], 0)
})

test('the event that fails can be skipped, that one only, and the next one is sent', async () => {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  const receiver = await picky(500, 'stuck')
  const { id } = await person.ok('POST', '/v1/webhooks', { url: receiver.url })
  await person.ok('POST', '/v1/incident', newIncident({ name: 'stuck' }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'behind' }))
  await until(async () => (await shown(person, id)).failures > 0)
  for (const seq of [2, 3]) {
    const refused = await person.call('POST', `/v1/webhooks/${id}/skip`, { seq })
    assert.deepEqual([refused.status, refused.body.errors[0].code], [409, 'NOT_FAILING'])
  }
  const skipped = await person.ok('POST', `/v1/webhooks/${id}/skip`, { seq: 1 })
  assert.deepEqual([skipped.failures, skipped.set_aside, skipped.last_set_aside.seq], [0, 1, 1])
  assert.match(skipped.last_set_aside.error, /^Skipped by Person .*\. The receiver answered 500\.$/)
  await until(async () => (await shown(person, id)).cursor === 2)
  assert.equal(receiver.received.filter(({ body }) => body.includes('behind')).length, 1)
  assert.equal((await person.call('POST', `/v1/webhooks/${id}/skip`, { seq: 1 })).status, 409)
})

test('an outage and its end are one line of the log each, and numbers in /metrics', async () => {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  const receiver = await startReceiver()
  receiver.answer = answering(503)
  const { id } = await person.ok('POST', '/v1/webhooks', { url: receiver.url })
  await person.ok('POST', '/v1/incident', newIncident())
  await hurry(person, id, async () => (await shown(person, id)).failures >= 3)
  const metrics = async () => await (await fetch(`${app.url}/metrics`)).text()
  await until(async () => /tocsin_followers\{kind="webhook",state="failing"\} [1-9]/.test(await metrics()), 20_000)
  const text = await metrics()
  assert.match(text, /tocsin_follower_failing_seconds\{kind="webhook"\} \d/)
  assert.match(text, /tocsin_follower_backlog_events\{kind="webhook"\} [1-9]/)
  assert.match(text, /tocsin_webhook_deliveries_total\{outcome="retry"\} [1-9]/)
  receiver.answer = answering(200)
  await hurry(person, id, async () => (await shown(person, id)).cursor === 1)
  await until(() => lines.some((line) => 'follower_id' in line && line['follower_id'] === id && line.level === 'info'))
  const told = lines.filter((line) => 'follower_id' in line && line['follower_id'] === id)
  assert.deepEqual(
    told.map(({ msg }) => msg),
    ['delivery fails; retrying', 'delivery works again'],
  )
})

test('while outbound is paused nothing is sent; afterwards everything is, in order', async () => {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  const [receiver, witness] = [await startReceiver(), await startReceiver()]
  const { id } = await person.ok('POST', '/v1/webhooks', { url: receiver.url })
  await app.database.scoped('instance', sql`update instance set outbound_paused_at = ${raw('now()')}`)
  for (let n = 0; n < 3; n++) await person.ok('POST', '/v1/incident', newIncident())
  const ping = await person.call('POST', `/v1/webhooks/${id}/ping`)
  assert.deepEqual([ping.status, ping.body.errors[0].code], [409, 'OUTBOUND_OFF'])
  await until(async () => /tocsin_outbound_paused 1/.test(await (await fetch(`${app.url}/metrics`)).text()), 20_000)
  assert.equal(receiver.received.length, 0)
  await resume()
  await until(() => receiver.received.length === 3)
  assert.deepEqual(
    receiver.received.map(({ body }) => JSON.parse(body).data.seq),
    [1, 2, 3],
  )
  assert.equal(witness.received.length, 0)
})

test('OUTBOUND=off sends nothing and says so', async () => {
  const off = await testApp({ WEBHOOK_ALLOW_PRIVATE: 'true', OUTBOUND: 'off' }, { log })
  const person = await off.person('admin')
  await person.ok('GET', '/v1/me')
  const receiver = await startReceiver()
  const { id } = await person.ok('POST', '/v1/webhooks', { url: receiver.url, enabled: true })
  const ping = await person.call('POST', `/v1/webhooks/${id}/ping`)
  assert.deepEqual([ping.status, ping.body.errors[0].code], [409, 'OUTBOUND_OFF'])
  assert.ok(lines.some(({ msg }) => msg === 'OUTBOUND is off: webhooks and mail are kept and not sent'))
  assert.equal(receiver.received.length, 0)
})
