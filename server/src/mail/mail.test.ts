import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '../database/sql.ts'
import { header, mailApp } from '../testing/mailed.ts'
import { until } from '../testing/until.ts'

const { server, app, reader, incident, lettersTo } = await mailApp()

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
