import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { verified, webhookApp } from '../testing/hooked.ts'
import { answering, startReceiver } from '../testing/receiver.ts'
import { until } from '../testing/until.ts'

const { app, admin, hook, create, shown, deliveries } = await webhookApp()

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
