import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { seqOf, verified, webhookApp } from '../testing/hooked.ts'
import { readLog } from '../testing/log.ts'
import { answering, startReceiver } from '../testing/receiver.ts'
import { until } from '../testing/until.ts'

const { app, admin, hook, create, pass, shown, deliveries } = await webhookApp()

test('events arrive in order, signed, each as the log shows it, and only those asked for', async () => {
  const [person, all, comments] = [await admin(), await startReceiver(), await startReceiver()]
  await create(person)
  const one = await hook(person, all)
  const two = await hook(person, comments, { types: ['comment.*', 'incident.deleted'] })
  const [incident] = await create(person, 3)
  await person.ok('POST', `/v1/incident/${incident?.id}/comments`, { text: 'Pumps are running.' })
  await person.ok('PATCH', `/v1/incident/${incident?.id}`, { severity: 'MAJOR', occ_lock: 0 })
  await person.ok('DELETE', `/v1/incident/${incident?.id}`)
  await until(() => all.received.length === 6 && comments.received.length === 2)
  const log = (await readLog(person)).slice(1)
  for (const [n, received] of all.received.entries()) {
    const { type, timestamp, data } = verified(one.secret, received)
    assert.deepEqual(data, log[n])
    assert.deepEqual([type, timestamp], [log[n]?.type, log[n]?.recorded_at])
    assert.equal(received.headers['content-type'], 'application/json')
    assert.throws(() => verified(two.secret, received))
  }
  assert.deepEqual(
    comments.received.map((one) => JSON.parse(one.body).type),
    ['comment.added', 'incident.deleted'],
  )
  const ids = all.received.map(({ headers }) => String(headers['webhook-id']))
  assert.equal(new Set(ids).size, 6)
  const { epoch } = await person.ok('GET', '/v1/incident/events')
  assert.deepEqual(
    ids.map((id) => id.endsWith(`_${epoch}_${log[ids.indexOf(id)]?.seq}`)),
    ids.map(() => true),
  )
  await until(async () => (await shown(person, two.id)).cursor === 7)
  const [latest, , , , , first] = await deliveries(person, one.id)
  assert.deepEqual(
    [latest.seq, latest.status, latest.succeeded, latest.response, latest.next_try_at],
    [7, 200, true, 'ok', null],
  )
  assert.equal(first.seq, 2)
})

test('a failing receiver is tried again with the same id and the same bytes, and nothing overtakes', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  const made = await hook(person, receiver)
  receiver.answer = answering(500, 'broken')
  await create(person, 3)
  await until(() => receiver.received.length >= 1)
  await until(async () => (await shown(person, made.id)).failures === 1)
  const state = await shown(person, made.id)
  assert.deepEqual([state.cursor, state.last_error, state.enabled], [0, 'The receiver answered 500.', true])
  assert.ok(state.next_try_at && state.failing_since)
  const [attempt] = await deliveries(person, made.id)
  assert.deepEqual([attempt.seq, attempt.status, attempt.succeeded, attempt.response], [1, 500, false, 'broken'])
  const delay = Date.parse(attempt.next_try_at) - Date.parse(attempt.attempted_at) - attempt.duration_ms
  assert.ok(delay > 750 && delay < 1300, `${delay} ms`)
  receiver.answer = (request, response) => answering(receiver.received.length < 3 ? 503 : 204)(request, response)
  await until(() => receiver.received.length >= 5)
  const seqs = receiver.received.map(seqOf)
  assert.deepEqual(seqs, [1, 1, 1, 2, 3])
  const [a, b] = receiver.received
  assert.equal(a?.body, b?.body)
  assert.equal(a?.headers['webhook-id'], b?.headers['webhook-id'])
  await until(async () => (await shown(person, made.id)).cursor === 3)
  assert.deepEqual([(await shown(person, made.id)).failures, (await shown(person, made.id)).last_error], [0, null])
})

test('delays double up to an hour, and after 75 hours of failures the webhook is switched off; switched on it goes on where it stood', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  receiver.answer = answering(500)
  const made = await hook(person, receiver)
  await create(person, 2)
  const delays: number[] = []
  for (let n = 1; n <= 14; n++) {
    await until(async () => (await shown(person, made.id)).failures === n)
    const [{ next_try_at, attempted_at, duration_ms }] = await deliveries(person, made.id)
    delays.push((Date.parse(next_try_at) - Date.parse(attempted_at) - duration_ms) / 1000)
    await pass(person, made.id, 3600 * 2)
  }
  for (const [n, delay] of delays.entries()) {
    const plain = Math.min(3600, 2 ** n)
    assert.ok(delay > plain * 0.79 && delay < plain * 1.21 + 0.5, `try ${n}: ${delay} s`)
  }
  await until(async () => (await shown(person, made.id)).failures === 15)
  await pass(person, made.id, 75 * 3600)
  await until(async () => !(await shown(person, made.id)).enabled)
  const off = await shown(person, made.id)
  assert.equal(off.disabled_reason, 'Every try failed for 75 hours. The last one: The receiver answered 500.')
  assert.deepEqual([off.cursor, off.next_try_at], [0, null])
  const before = receiver.received.length
  receiver.answer = answering(200)
  await create(person)
  await person.ok('PUT', `/v1/webhooks/${made.id}`, { enabled: true })
  await until(async () => (await shown(person, made.id)).cursor === 3)
  assert.deepEqual(receiver.received.slice(before).map(seqOf), [1, 2, 3])
})

test('410 switches a webhook off at once; Retry-After is waited for, within a day', async () => {
  const [person, gone, busy] = [await admin(), await startReceiver(), await startReceiver()]
  gone.answer = answering(410, 'moved on')
  busy.answer = answering(429, '', { 'retry-after': '9999999' })
  const [one, two] = [await hook(person, gone), await hook(person, busy)]
  await create(person)
  await until(async () => !(await shown(person, one.id)).enabled && (await shown(person, two.id)).failures === 1)
  assert.equal((await shown(person, one.id)).disabled_reason, 'The receiver answered 410: it wants no more.')
  const [late] = await deliveries(person, two.id)
  const wait = (Date.parse(late.next_try_at) - Date.parse(late.attempted_at)) / 1000
  assert.ok(wait > 86_399 && wait < 86_405, `${wait} s`)
  // Somebody asks for the next try now.
  busy.answer = answering(200)
  await person.ok('PUT', `/v1/webhooks/${two.id}`, { enabled: true })
  await until(async () => (await shown(person, two.id)).cursor === 1)
})

test('a redirect is a failure and nobody goes where it leads', async () => {
  const [person, receiver, other] = [await admin(), await startReceiver(), await startReceiver()]
  receiver.answer = answering(307, '', { location: other.url })
  const made = await hook(person, receiver)
  await create(person)
  await until(async () => (await shown(person, made.id)).failures >= 1)
  assert.equal((await deliveries(person, made.id))[0].status, 307)
  assert.equal(other.connections(), 0)
})

test('a stretch is sent again in order, under the ids it had, beside what is new', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  const made = await hook(person, receiver, { types: ['incident.*'] })
  const [first] = await create(person, 4)
  await person.ok('POST', `/v1/incident/${first?.id}/comments`, { text: 'Not asked for.' })
  await until(() => receiver.received.length === 4)
  const ids = new Map(receiver.received.map((one) => [seqOf(one), one.headers['webhook-id']]))
  const replay = await person.ok('POST', `/v1/webhooks/${made.id}/replay`, { from_seq: 2, to_seq: 5 })
  assert.deepEqual([replay.from_seq, replay.to_seq, replay.webhook_id], [2, 5, made.id])
  await until(() => receiver.received.length === 7)
  const again = receiver.received.slice(4)
  assert.deepEqual(again.map(seqOf), [2, 3, 4])
  for (const one of again) {
    assert.equal(one.headers['webhook-id'], ids.get(seqOf(one)))
    verified(made.secret, one)
  }
  const left = async (): Promise<unknown> =>
    (
      await app.database.read(
        person.tenant,
        sql`select (select count(*) from webhook_replay) as replays, (select count(*) from follower) as followers`,
      )
    )[0]
  await until(async () => JSON.stringify(await left()) === '{"replays":0,"followers":1}')
  assert.equal((await deliveries(person, made.id)).filter(({ kind }: { kind: string }) => kind === 'replay').length, 3)
  const refused = async (body: unknown, status: number, code: string): Promise<void> => {
    const answer = await person.call('POST', `/v1/webhooks/${made.id}/replay`, body)
    assert.deepEqual([answer.status, answer.body.errors[0].code], [status, code])
  }
  await refused({ from_seq: 3, to_seq: 2 }, 400, 'OUT_OF_RANGE')
  await refused({ from_seq: 1, to_seq: 6 }, 400, 'CURSOR_AHEAD')
  await refused({ from_seq: 0, to_seq: 2 }, 400, 'OUT_OF_RANGE')
  await person.ok('PUT', `/v1/webhooks/${made.id}`, { enabled: false })
  await refused({ from_seq: 1, to_seq: 2 }, 409, 'WEBHOOK_OFF')
})
