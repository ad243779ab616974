import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { personWith, testApp } from '../testing/app.ts'
import { header, mailApp } from '../testing/mailed.ts'
import { until } from '../testing/until.ts'

const { server, app, reader, incident, lettersTo } = await mailApp()

test('an address that is not the token’s is asked first, and gets nothing until it agrees', async () => {
  const person = await reader('responder')
  const email = `other-${randomBytes(4).toString('hex')}@elsewhere.example`
  const one = await incident(person)
  const made = await person.ok('POST', '/v1/subscriptions', { incident_id: one.id, email })
  assert.equal(made.confirmed, false)
  await person.ok('POST', `/v1/incident/${one.id}/comments`, { text: 'Not for you yet.' })
  await until(() => lettersTo(email).length === 1)
  const [question] = lettersTo(email)
  const path = /https:\/\/tocsin\.example\/ops(\/mail\/confirm\/\S+)/.exec(question?.text ?? '')?.[1] ?? ''
  const asked = await fetch(app.url + path)
  assert.equal(asked.status, 200)
  assert.match(await asked.text(), /<form method="post">/)
  assert.equal((await person.ok('GET', `/v1/subscriptions/${made.id}`)).confirmed, false, 'a GET only asks')
  for (let n = 0; n < 2; n++) assert.equal((await fetch(app.url + path, { method: 'POST' })).status, 200)
  assert.equal((await person.ok('GET', `/v1/subscriptions/${made.id}`)).confirmed, true)
  await person.ok('POST', `/v1/incident/${one.id}/comments`, { text: 'For you.' })
  await until(() => lettersTo(email).length === 2)
  assert.match(lettersTo(email)[1]?.text ?? '', /For you\./)
  for (const bad of [
    `${path}x`,
    path.replace('/confirm/', '/unsubscribe/'),
    '/mail/confirm/x',
    '/mail/confirm/e30.AAAA',
    '/mail/unsubscribe/.',
  ])
    for (const method of ['GET', 'POST']) assert.equal((await fetch(app.url + bad, { method })).status, 404, bad)
})

test('one click unsubscribes without signing in, as RFC 8058 has it; looking at the link does not', async () => {
  const person = await reader('responder')
  const one = await incident(person)
  const { id } = await person.ok('POST', '/v1/subscriptions', { incident_id: one.id })
  await person.ok('POST', `/v1/incident/${one.id}/comments`, { text: 'First.' })
  await until(() => lettersTo(person.email).length === 1)
  const [letter] = lettersTo(person.email)
  assert.equal(header(letter, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  const path =
    /^<https:\/\/tocsin\.example\/ops(\/mail\/unsubscribe\/\S+)>$/.exec(header(letter, 'list-unsubscribe'))?.[1] ?? ''
  assert.equal((await fetch(app.url + path)).status, 200)
  assert.equal((await person.call('GET', `/v1/subscriptions/${id}`)).status, 200)
  for (let n = 0; n < 2; n++) {
    const answer = await fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    assert.equal(answer.status, 200)
  }
  assert.equal((await person.call('GET', `/v1/subscriptions/${id}`)).status, 404)
  const [left] = await app.database.read(
    person.tenant,
    sql`select count(*) as n from follower where tenant_id = ${person.tenant}`,
  )
  assert.equal(left?.['n'], 0)
})

test('everybody sees and ends their own; admins those of their tenant; nobody those of another', async () => {
  const mine = await reader('viewer')
  const [beside, boss, stranger] = [
    await reader('responder', mine.tenant),
    await reader('tenant-admin', mine.tenant),
    await reader('tenant-admin'),
  ]
  const { id } = await mine.ok('POST', '/v1/subscriptions', { filter: {} })
  assert.deepEqual(
    (await mine.ok('GET', '/v1/subscriptions')).map((one: { id: string }) => one.id),
    [id],
  )
  assert.deepEqual(
    (await boss.ok('GET', '/v1/subscriptions')).map((one: { id: string }) => one.id),
    [id],
  )
  for (const one of [beside, stranger]) {
    assert.deepEqual(await one.ok('GET', '/v1/subscriptions'), [])
    for (const method of ['GET', 'DELETE'])
      assert.equal((await one.call(method, `/v1/subscriptions/${id}`)).status, 404)
  }
  const foreign = await incident(await reader('responder'))
  const refused = await mine.call('POST', '/v1/subscriptions', { incident_id: foreign.id })
  assert.deepEqual([refused.status, refused.body.errors[0].code], [400, 'UNKNOWN_INCIDENT'])
  for (const body of [{}, { incident_id: foreign.id, filter: {} }])
    assert.equal((await mine.call('POST', '/v1/subscriptions', body)).status, 400)
  await boss.ok('DELETE', `/v1/subscriptions/${id}`)
  assert.equal((await mine.call('GET', `/v1/subscriptions/${id}`)).status, 404)
})

test('a subscription ends with the API token it was made by, and with its incident', async () => {
  const boss = await reader('tenant-admin')
  const [one, two] = [await incident(boss), await incident(boss)]
  const token = await boss.ok('POST', '/v1/tokens', { name: 'Gateway', role: 'viewer' })
  const program = personWith(app.url, boss.tenant, '', token.token)
  const { id } = await program.ok('POST', '/v1/subscriptions', { incident_id: one.id, email: boss.email })
  // As if it had agreed.
  await app.database.read(
    boss.tenant,
    sql`update mail_subscription set confirmed_at = now(), ask_at = null where id = ${id}::uuid and tenant_id = ${boss.tenant}`,
  )
  await app.database.read(
    boss.tenant,
    sql`insert into follower (tenant_id, kind, id, cursor) select tenant_id, 'mail', ${id}::uuid, seq from tenant where tenant_id = ${boss.tenant}`,
  )
  const own = await boss.ok('POST', '/v1/subscriptions', { incident_id: two.id })
  await boss.ok('DELETE', `/v1/tokens/${token.id}`)
  await boss.ok('POST', `/v1/incident/${one.id}/comments`, { text: 'Nobody hears this.' })
  await until(async () => (await boss.call('GET', `/v1/subscriptions/${id}`)).status === 404)
  await boss.ok('DELETE', `/v1/incident/${two.id}?purge=true`)
  assert.equal((await boss.call('GET', `/v1/subscriptions/${own.id}`)).status, 404)
  assert.equal(server.taken.filter(({ text }) => text.includes('Nobody hears this.')).length, 0)
})

test('without a mail server nobody can subscribe, and is told why', async () => {
  const silent = await testApp({ SMTP_URL: '', MAIL_FROM: '' })
  const person = await silent.person('viewer')
  const answer = await person.call('POST', '/v1/subscriptions', { filter: {}, email: 'a@b.example' })
  assert.deepEqual([answer.status, answer.body.errors[0].code], [409, 'MAIL_OFF'])
  assert.deepEqual(await person.ok('GET', '/v1/subscriptions'), [])
})
