import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook as Verifier } from 'standardwebhooks'
import { raw, sql } from '../database/sql.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { readLog } from '../testing/log.ts'
import { answering, type Received, type Receiver, startReceiver } from '../testing/receiver.ts'
import { until } from '../testing/until.ts'

const app = await testApp({ WEBHOOK_ALLOW_PRIVATE: 'true' }, { webhookTimeoutMs: 3000 })

type Made = { id: string; url: string; secret: string; cursor: number }

async function admin(): Promise<Person> {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  return person
}

async function hook(person: Person, receiver: Receiver, fields: Record<string, unknown> = {}): Promise<Made> {
  return await person.ok('POST', '/v1/webhooks', { url: receiver.url, ...fields })
}

async function create(person: Person, count = 1): Promise<{ id: string; occ_lock: number }[]> {
  const made: { id: string; occ_lock: number }[] = []
  for (let n = 0; n < count; n++)
    made.push(await person.ok('POST', '/v1/incident', newIncident({ name: `Number ${n}` })))
  return made
}

const seqOf = ({ body }: Received): number => JSON.parse(body).data.seq

function verified(
  secret: string,
  { body, headers }: Received,
): { type: string; timestamp: string; data: { seq: number } } {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  return new Verifier(secret).verify(body, plain) as { type: string; timestamp: string; data: { seq: number } } // as events.md has it
}

/** Moves a webhook's clocks, as if so many seconds had passed. */
async function pass(person: Person, id: string, seconds: number): Promise<void> {
  const by = raw(`interval '${seconds} seconds'`)
  await app.database.read(
    person.tenant,
    sql`update follower set next_try_at = next_try_at - ${by}, failing_since = failing_since - ${by} where tenant_id = ${person.tenant} and id = ${id}::uuid`,
  )
  // A change wakes those who look for what is due.
  await person.ok('PUT', `/v1/webhooks/${id}`, {})
}

const shown = (person: Person, id: string) => person.ok('GET', `/v1/webhooks/${id}`)
const deliveries = async (person: Person, id: string) =>
  (await person.ok('GET', `/v1/webhooks/${id}/deliveries`)).deliveries

test('a webhook is made, read, changed and removed; its secret is shown once', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  await create(person)
  const made = await person.call('POST', '/v1/webhooks', {
    url: receiver.url,
    types: ['incident.*'],
    description: 'Pager',
  })
  assert.equal(made.status, 201)
  const { secret, ...rest } = made.body.data
  assert.equal(made.headers.get('location'), `/v1/webhooks/${rest.id}`)
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.deepEqual(
    [rest.url, rest.types, rest.description, rest.enabled, rest.disabled_reason, rest.cursor],
    [receiver.url, ['incident.*'], 'Pager', true, null, 1],
  )
  assert.deepEqual(await person.ok('GET', '/v1/webhooks'), [rest])
  assert.deepEqual(await shown(person, rest.id), rest)
  const changed = await person.ok('PUT', `/v1/webhooks/${rest.id}`, {
    url: `${receiver.url}/2`,
    types: ['*'],
    enabled: false,
  })
  assert.deepEqual(
    [changed.url, changed.types, changed.description, changed.enabled],
    [`${receiver.url}/2`, ['*'], 'Pager', false],
  )
  assert.match(changed.disabled_reason, /^Switched off by Person/)
  const again = await person.ok('PUT', `/v1/webhooks/${rest.id}`, { enabled: true, description: '' })
  assert.deepEqual([again.enabled, again.disabled_reason, again.description], [true, null, ''])
  const everything = JSON.stringify([await person.ok('GET', '/v1/webhooks'), await deliveries(person, rest.id)])
  assert.ok(!everything.includes(secret.slice(6)))
  const [stored] = await app.database.read(
    person.tenant,
    sql`select secret from webhook where tenant_id = ${person.tenant}`,
  )
  const sealed = stored?.['secret']
  assert.ok(Buffer.isBuffer(sealed) && !sealed.includes(Buffer.from(secret.slice(6), 'base64')))
  assert.ok(!sealed.includes(secret.slice(6)))
  await person.ok('DELETE', `/v1/webhooks/${rest.id}`)
  for (const path of ['', '/deliveries'])
    assert.equal((await person.call('GET', `/v1/webhooks/${rest.id}${path}`)).status, 404)
  const [left] = await app.database.read(
    person.tenant,
    sql`select count(*) as n from follower where tenant_id = ${person.tenant}`,
  )
  assert.equal(left?.['n'], 0)
})

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

test('a ping tells what came of it; answered 2xx, what waits is due at once', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  receiver.answer = answering(503, 'down', { 'retry-after': '3600' })
  const made = await hook(person, receiver)
  await create(person)
  await until(async () => (await shown(person, made.id)).failures === 1)
  const bad = await person.ok('POST', `/v1/webhooks/${made.id}/ping`)
  assert.deepEqual([bad.kind, bad.seq, bad.status, bad.succeeded, bad.response], ['ping', null, 503, false, 'down'])
  assert.ok((await shown(person, made.id)).next_try_at)
  receiver.answer = answering(200, 'here')
  const good = await person.ok('POST', `/v1/webhooks/${made.id}/ping`)
  assert.deepEqual([good.status, good.succeeded, good.response], [200, true, 'here'])
  const ping = receiver.received.find((one) => one.headers['webhook-id'] === good.message_id)
  assert.ok(ping)
  assert.equal(verified(made.secret, ping).type, 'webhook.ping')
  await until(async () => (await shown(person, made.id)).cursor === 1)
  const key = { 'idempotency-key': 'ping-1' }
  const first = await person.call('POST', `/v1/webhooks/${made.id}/ping`, undefined, key)
  const second = await person.call('POST', `/v1/webhooks/${made.id}/ping`, undefined, key)
  assert.equal(second.text, first.text)
  const same = receiver.received.filter((one) => one.headers['webhook-id'] === first.body.data.message_id)
  assert.ok(same.length >= 1, 'what is sent again carries the id of the first')
})

test('while a secret rotates there are two signatures; after a day there is one', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  const made = await hook(person, receiver)
  const { secret, previous_secret_until } = await person.ok('POST', `/v1/webhooks/${made.id}/rotate-secret`)
  assert.notEqual(secret, made.secret)
  const hours = (Date.parse(previous_secret_until) - Date.now()) / 3_600_000
  assert.ok(hours > 23.9 && hours < 24.1, `${hours} h`)
  await create(person)
  await until(() => receiver.received.length === 1)
  const [both] = receiver.received
  assert.ok(both)
  assert.equal(String(both.headers['webhook-signature']).split(' ').length, 2)
  assert.equal(verified(secret, both).data.seq, 1)
  assert.equal(verified(made.secret, both).data.seq, 1)
  await app.database.read(
    person.tenant,
    sql`update webhook set previous_until = now() where tenant_id = ${person.tenant}`,
  )
  await create(person)
  await until(() => receiver.received.length === 2)
  const [, one] = receiver.received
  assert.ok(one)
  assert.equal(verified(secret, one).data.seq, 2)
  assert.throws(() => verified(made.secret, one))
  assert.equal((await shown(person, made.id)).previous_secret_until, null)
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

test('B19 another tenant’s webhook is not there, whatever is asked of it; other roles may not', async () => {
  const [mine, theirs, receiver] = [await admin(), await admin(), await startReceiver()]
  const { id } = await hook(mine, receiver)
  await create(mine)
  await until(async () => (await deliveries(mine, id)).length === 1)
  const calls = [
    ['GET', '', undefined],
    ['PUT', '', { enabled: false }],
    ['DELETE', '', undefined],
    ['POST', '/ping', undefined],
    ['POST', '/rotate-secret', undefined],
    ['POST', '/replay', { from_seq: 1, to_seq: 1 }],
    ['GET', '/deliveries', undefined],
  ] as const
  const before = [await shown(mine, id), receiver.connections()]
  const viewer = await app.person('responder', mine.tenant)
  for (const [method, path, body] of calls) {
    const answer = await theirs.call(method, `/v1/webhooks/${id}${path}`, body)
    const never = await theirs.call(method, `/v1/webhooks/01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10${path}`, body)
    assert.deepEqual([answer.status, answer.body.errors], [404, never.body.errors], `${method} ${path}`)
    assert.equal((await viewer.call(method, `/v1/webhooks/${id}${path}`, body)).status, 403)
  }
  assert.deepEqual(await theirs.ok('GET', '/v1/webhooks'), [])
  assert.deepEqual([await shown(mine, id), receiver.connections()], before)
})

test('a purge removes what receivers answered about the incident, and nothing else', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  receiver.answer = (request, response) => void response.end(request.body)
  const made = await hook(person, receiver)
  const [one] = await create(person, 2)
  await until(async () => (await deliveries(person, made.id)).length === 2)
  receiver.answer = answering(200, 'late')
  await person.ok('DELETE', `/v1/incident/${one?.id}?purge=true`)
  await until(async () => (await deliveries(person, made.id)).length === 3)
  const [purged, second, first] = await deliveries(person, made.id)
  assert.deepEqual([first.seq, first.response, first.status], [1, null, 200])
  assert.match(second.response, /Number 1/)
  assert.deepEqual([purged.event_type, purged.response], ['incident.purged', null])
})

test('H06 what is no field is refused: headers cannot be given, nor a body', async () => {
  const [person, receiver] = [await admin(), await startReceiver()]
  for (const extra of [
    { headers: { host: 'x' } },
    { method: 'GET' },
    { 'webhook-signature': 'v1,x' },
    { body: 'x' },
    { types: ['incident.nothing'] },
    { types: [] },
    { url: 5 },
    { enabled: 'true' },
  ])
    assert.equal(
      (await person.call('POST', '/v1/webhooks', { url: receiver.url, ...extra })).status,
      400,
      JSON.stringify(extra),
    )
  assert.deepEqual(await person.ok('GET', '/v1/webhooks'), [])
})
