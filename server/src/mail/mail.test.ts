import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { raw, sql } from '../database/sql.ts'
import { newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { startMailServer, type Taken } from '../testing/mail-server.ts'
import { until } from '../testing/until.ts'

const server = await startMailServer()
const app = await testApp({
  SMTP_URL: server.url,
  MAIL_FROM: 'Tocsin <tocsin@mail.example>',
  PUBLIC_URL: 'https://tocsin.example/ops',
})

type Reader = Person & { email: string }

/** Someone whose token vouches for their address. */
async function reader(role = 'viewer', tenant = `tenant-${randomBytes(5).toString('hex')}`): Promise<Reader> {
  const user = `user-${randomBytes(4).toString('hex')}`
  const email = `${user}@people.example`
  const token = await app.issuer.token({
    sub: user,
    name: `Person ${user}`,
    email,
    email_verified: true,
    active_tenant: { tenant_id: tenant, tenant_name: tenant, roles: [role] },
  })
  return { ...personWith(app.url, tenant, user, token), email }
}

const incident = (
  person: Person,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; reference: string; occ_lock: number }> =>
  person.ok('POST', '/v1/incident', newIncident(fields))
const lettersTo = (address: string): Taken[] => server.taken.filter(({ to }) => to.includes(address))
const header = (letter: Taken | undefined, name: string): string => letter?.headers.get(name) ?? ''

test('who follows an incident gets its updates, comments and resolution: readable, in one thread, each once', async () => {
  const person = await reader('responder')
  const one = await incident(person, { name: 'Water <b>& fire</b>' })
  const made = await person.ok('POST', '/v1/subscriptions', { incident_id: one.id })
  assert.deepEqual([made.email, made.confirmed, made.incident_id, made.filter], [person.email, true, one.id, null])
  await incident(person, { name: 'Another' })
  await person.ok('POST', `/v1/incident/${one.id}/comments`, { text: 'Pumps are <running>.' })
  await person.ok('PATCH', `/v1/incident/${one.id}`, { severity: 'MAJOR', occ_lock: 0 })
  await person.ok('POST', `/v1/incident/${one.id}/updates`, { text: 'Dry again.', status: 'RESOLVED' })
  await until(() => lettersTo(person.email).length === 3)
  const [comment, change, resolved] = lettersTo(person.email)
  assert.match(comment?.text ?? '', /commented at \d{4}-\d\d-\d\d \d\d:\d\d UTC\./)
  assert.match(comment?.text ?? '', /Pumps are <running>\./)
  assert.match(comment?.html ?? '', /Pumps are &lt;running&gt;\./)
  assert.match(comment?.html ?? '', /Water &lt;b&gt;&amp; fire/)
  assert.match(change?.text ?? '', /Severity: not assessed → Major/)
  assert.match(resolved?.text ?? '', /resolved it at/)
  assert.match(resolved?.text ?? '', /Dry again\./)
  assert.match(resolved?.text ?? '', /Status: New → Resolved/)
  for (const letter of [comment, change, resolved]) {
    assert.equal(header(letter, 'subject'), `[${one.reference}] Water <b>& fire</b>`)
    assert.equal(header(letter, 'references'), `<incident.${one.id}@mail.example>`)
    assert.equal(header(letter, 'in-reply-to'), header(letter, 'references'))
    assert.ok(letter?.text.includes(`https://tocsin.example/ops/incident/${one.id}`))
    assert.match(header(letter, 'from'), /Tocsin.*<tocsin@mail\.example>/)
  }
  assert.equal(new Set(lettersTo(person.email).map((letter) => header(letter, 'message-id'))).size, 3)
  // The log goes on, and nothing more is sent.
  await until(async () => {
    const [row] = await app.database.read(
      person.tenant,
      sql`select f.cursor = t.seq as there from follower f join tenant t using (tenant_id) where f.id = ${made.id}::uuid`,
    )
    return row?.['there'] === true
  })
  assert.equal(lettersTo(person.email).length, 3)
  const [left] = await app.database.read(
    person.tenant,
    sql`select count(*) as n from mail_sent where tenant_id = ${person.tenant}`,
  )
  assert.equal(left?.['n'], 0)
})

test('a filter brings new incidents too, and only those it finds; promised updates are told of', async () => {
  const person = await reader('responder')
  await person.ok('POST', '/v1/subscriptions', { filter: { severity: ['CRITICAL'], q: 'boiler' } })
  await incident(person, { name: 'Boiler room cold', severity: 'LOW' })
  const one = await incident(person, {
    name: 'Boiler burst',
    severity: 'CRITICAL',
    next_update: Math.floor(Date.now() / 1000) + 2,
  })
  await until(() => lettersTo(person.email).length >= 3)
  const texts = lettersTo(person.email).map(({ text }) => text)
  assert.match(texts[0] ?? '', /reported it at .*\n\nThe raised floor is wet/s)
  assert.match(texts[1] ?? '', /The promised update is due soon\./)
  assert.match(texts[2] ?? '', /The update promised for .* has not come\./)
  assert.ok(texts.every((text) => text.includes(one.id)))
  const wrong = await person.call('POST', '/v1/subscriptions', { filter: { severity: ['NOTHING'] } })
  assert.deepEqual(
    [wrong.status, wrong.body.errors[0].code, wrong.body.errors[0].field],
    [400, 'UNKNOWN_CODE', 'filter.severity'],
  )
})

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

test('a mail server that is down loses nothing, and what it took is not sent again', async () => {
  const person = await reader('responder')
  const one = await incident(person)
  const { id } = await person.ok('POST', '/v1/subscriptions', { incident_id: one.id })
  await server.stop()
  for (let n = 0; n < 5; n++) await person.ok('POST', `/v1/incident/${one.id}/comments`, { text: `Comment ${n}.` })
  const standing = async (): Promise<Record<string, unknown>> =>
    (
      await app.database.read(
        person.tenant,
        sql`select failures, cursor, last_error from follower where id = ${id}::uuid`,
      )
    )[0] ?? {}
  await until(async () => Number((await standing())['failures']) >= 1)
  assert.equal((await standing())['last_error'], 'The mail server could not be reached.')
  await server.start()
  await app.database.read(
    person.tenant,
    sql`update follower set next_try_at = ${raw(`'-infinity'`)} where tenant_id = ${person.tenant}`,
  )
  await until(() => lettersTo(person.email).length === 5)
  assert.deepEqual(
    lettersTo(person.email).map(({ text }) => /Comment \d/.exec(text)?.[0]),
    [0, 1, 2, 3, 4].map((n) => `Comment ${n}`),
  )
  // As if a process had died after the server took the third and before the cursor moved: the rows that say so are still there.
  await until(async () => standing().then(({ cursor }) => cursor === 6))
  await app.database.read(
    person.tenant,
    sql`insert into mail_sent (tenant_id, subscription_id, seq) select ${person.tenant}, ${id}::uuid, n from generate_series(4, 6) n`,
  )
  await app.database.read(person.tenant, sql`update follower set cursor = 3 where tenant_id = ${person.tenant}`)
  await person.ok('POST', `/v1/incident/${one.id}/comments`, { text: 'Comment 5.' })
  await until(() => lettersTo(person.email).length >= 6)
  assert.equal(lettersTo(person.email).length, 6)
  const ids = lettersTo(person.email).map((letter) => header(letter, 'message-id'))
  assert.equal(new Set(ids).size, 6)
})

test('an address the mail server refuses ends its own subscription, with a reason, and holds up nobody else', async () => {
  const [person, other] = [await reader('responder'), await reader('viewer')]
  const beside = { ...(await reader('viewer', person.tenant)) }
  const one = await incident(person)
  server.onAddress = (address) =>
    address === person.email ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null
  const { id } = await person.ok('POST', '/v1/subscriptions', { incident_id: one.id })
  await beside.ok('POST', '/v1/subscriptions', { incident_id: one.id })
  await person.ok('POST', `/v1/incident/${one.id}/comments`, { text: 'Hello.' })
  await until(async () => (await person.ok('GET', `/v1/subscriptions/${id}`)).ended_reason !== null)
  assert.equal(
    (await person.ok('GET', `/v1/subscriptions/${id}`)).ended_reason,
    'The mail server refuses this address (550).',
  )
  await until(() => lettersTo(beside.email).length === 1)
  assert.equal(lettersTo(other.email).length, 0)
  server.onAddress = () => null
})

test('nothing in an incident or an address makes another header, or another receiver', async () => {
  const person = await reader('responder')
  const one = await incident(person, { name: 'Fire\r\nBcc: thief@evil.example\r\n\r\nbody' })
  for (const email of [
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example,c@d.example',
    'A <a@b.example>',
    'a@b.example c@d.example',
    '"a b"@c.example',
    'a@b@c.example',
    'a@',
    '@b',
    'a@-b.example',
    'a@b..example',
    `${'x'.repeat(250)}@b.example`,
    '',
  ])
    assert.equal((await person.call('POST', '/v1/subscriptions', { incident_id: one.id, email })).status, 400, email)
  await person.ok('POST', '/v1/subscriptions', { incident_id: one.id })
  await person.ok('POST', `/v1/incident/${one.id}/comments`, {
    text: '.\r\nRSET\r\n.\r\nMAIL FROM:<thief@evil.example>',
  })
  await until(() => lettersTo(person.email).length === 1)
  const [letter] = lettersTo(person.email)
  assert.equal(header(letter, 'subject'), `[${one.reference}] Fire Bcc: thief@evil.example body`)
  assert.ok(!letter?.headers.has('bcc'))
  assert.deepEqual(letter?.to, [person.email])
  assert.equal(server.taken.filter(({ to }) => to.some((address) => address.includes('evil'))).length, 0)
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
