import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { type Answer, newIncident, type Person, personWith } from '../testing/app.ts'
import { walk } from '../testing/endpoints.ts'
import { readLog } from '../testing/log.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { watchedApp } from '../testing/watched.ts'

/*
 * C08 to C10: a POST with an Idempotency-Key happens once, over two processes on one database. IDEMPOTENCY_KEYS is how many keys
 * are sent 50 times at once: 6 unless set, 1000 in the full form.
 */
const keys = Number(process.env['IDEMPOTENCY_KEYS'] ?? 6)

const app = await watchedApp()
const { url: other } = await spawnService(app)

function elsewhere(person: Person): Person {
  return personWith(other, person.tenant, person.user, person.token)
}

function withKey(key: string): Record<string, string> {
  return { 'idempotency-key': key }
}

/** The answer is the kept one: the same bytes, marked as a replay. */
function assertReplay(answer: Answer, first: Answer): void {
  assert.equal(answer.status, first.status, answer.text)
  assert.equal(answer.text, first.text)
  assert.equal(answer.headers.get('idempotency-replayed'), 'true')
  for (const name of ['location', 'etag', 'content-type'])
    assert.equal(answer.headers.get(name), first.headers.get(name))
}

test('C08 of 50 parallel requests with one key one is executed, and all are answered alike', async () => {
  const person = await app.person()
  const there = elsewhere(person)
  for (let i = 0; i < keys; i++) {
    const body = newIncident({ name: `key ${i}` })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        (n % 2 === 0 ? person : there).call('POST', '/v1/incident', body, withKey(`key-${i}`)),
      ),
    )
    const executed = answers.filter((answer) => answer.status === 201 && !answer.headers.has('idempotency-replayed'))
    assert.equal(executed.length, 1)
    const [first] = executed
    assert.ok(first)
    for (const answer of answers) {
      if (answer === first) continue
      if (answer.status === 201) assertReplay(answer, first)
      else {
        assert.equal(answer.status, 409, answer.text)
        assert.equal(answer.body.errors[0].code, 'IDEMPOTENCY_KEY_IN_FLIGHT')
        assert.ok(Number(answer.headers.get('retry-after')) > 0)
      }
    }
    for (const at of [person, there])
      assertReplay(await at.call('POST', '/v1/incident', body, withKey(`key-${i}`)), first)
  }
  assert.equal((await person.ok('GET', '/v1/incident?size=1')).total, keys)
  assert.equal((await readLog(person)).length, keys)
})

test('C08 every POST of the API with one key happens once', async () => {
  const { endpoints, person, valid } = await walk(app)
  for (const one of endpoints.filter((endpoint) => endpoint.method === 'POST')) {
    const { path, body } = await valid(one)
    const before = (await readLog(person)).length
    const answers = await Promise.all(
      [person, elsewhere(person), person, elsewhere(person)].map((at) =>
        at.call('POST', path, body, withKey(one.operationId)),
      ),
    )
    const executed = answers.filter((answer) => !answer.headers.has('idempotency-replayed'))
    assert.equal(executed.length, 1, one.operationId)
    const [first] = executed
    assert.ok(first && first.status < 300, `${one.operationId}: ${first?.text}`)
    for (const answer of answers) if (answer !== first) assertReplay(answer, first)
    // An update posted is a comment and a change.
    const events = (await readLog(person)).length - before
    assert.ok(events <= (one.operationId === 'postUpdate' ? 2 : 1), `${one.operationId} wrote ${events} events`)
  }
})

test('C09 a key reused with another body is refused', async () => {
  const person = await app.person()
  const first = await person.call('POST', '/v1/incident', newIncident({ name: 'one' }), withKey('k'))
  assert.equal(first.status, 201)
  const second = await person.call('POST', '/v1/incident', newIncident({ name: 'two' }), withKey('k'))
  assert.equal(second.status, 422)
  assert.equal(second.body.errors[0].code, 'IDEMPOTENCY_KEY_REUSED')
  assert.equal((await person.ok('GET', '/v1/incident?size=1')).total, 1)
  assertReplay(await person.call('POST', '/v1/incident', newIncident({ name: 'one' }), withKey('k')), first)
})

test('C09 tenants, users and paths do not share keys', async () => {
  const one = await app.person()
  const colleague = await app.person('responder', one.tenant)
  const foreign = await app.person()
  const body = newIncident()
  const made = new Set<string>()
  for (const person of [one, colleague, foreign, elsewhere(foreign)]) {
    made.add((await person.ok('POST', '/v1/incident', body, withKey('shared'))).id)
  }
  assert.equal(made.size, 3)
  const [first, second] = [await one.ok('POST', '/v1/incident', body), await one.ok('POST', '/v1/incident', body)]
  for (const { id } of [first, second]) {
    const comment = await one.call('POST', `/v1/incident/${id}/comments`, { text: 'same' }, withKey('shared'))
    assert.equal(comment.status, 201)
    assert.equal(comment.body.data.incident_id, id)
    assert.ok(!comment.headers.has('idempotency-replayed'))
  }
})

test('C09 a key has 1 to 255 visible ASCII characters', async () => {
  const person = await app.person()
  for (const key of ['k', '!~', 'k'.repeat(255)]) {
    const [first, again] = [
      await person.call('POST', '/v1/incident', newIncident(), withKey(key)),
      await person.call('POST', '/v1/incident', newIncident(), withKey(key)),
    ]
    assert.equal(first.status, 201)
    assertReplay(again, first)
  }
  for (const key of ['', 'k'.repeat(256), 'a b', 'a\tb', 'kä']) {
    const answer = await person.call('POST', '/v1/incident', newIncident(), withKey(key))
    assert.equal(answer.status, 400, key)
    assert.equal(answer.body.errors[0].field, 'Idempotency-Key')
  }
  assert.equal((await person.ok('GET', '/v1/incident?size=1')).total, 3)
})

test('C09 after 24 hours a key is free again', async () => {
  const person = await app.person()
  const first = await person.call('POST', '/v1/incident', newIncident({ name: 'one' }), withKey('k'))
  const [row] = await app.database.read(
    person.tenant,
    sql`select extract(epoch from expires_at - now()) / 3600 as hours from idempotency_key where tenant_id = ${person.tenant}`,
  )
  assert.ok(Math.abs(Number(row?.['hours']) - 24) < 0.5)
  await app.database.read(
    person.tenant,
    sql`update idempotency_key set expires_at = now() - interval '1 second' where tenant_id = ${person.tenant}`,
  )
  const second = await person.call('POST', '/v1/incident', newIncident({ name: 'two' }), withKey('k'))
  assert.equal(second.status, 201)
  assert.ok(!second.headers.has('idempotency-replayed'))
  assert.notEqual(second.body.data.id, first.body.data.id)
  assertReplay(await person.call('POST', '/v1/incident', newIncident({ name: 'two' }), withKey('k')), second)
})

test('refusals are not kept: the mended request with the same key is executed', async () => {
  const person = await app.person()
  const viewer = await app.person('viewer', person.tenant)
  assert.equal((await viewer.call('POST', '/v1/incident', newIncident(), withKey('k'))).status, 403)
  assert.equal((await person.call('POST', '/v1/incident', newIncident({ status: 'NONE' }), withKey('k'))).status, 400)
  assert.equal((await person.call('POST', '/v1/incident', '{', withKey('k'))).status, 400)
  const { id } = await person.ok('POST', '/v1/incident', newIncident(), withKey('k'))
  const restore = `/v1/incident/${id}/restore`
  assert.equal((await person.call('POST', restore, {}, withKey('r'))).status, 404)
  await person.ok('DELETE', `/v1/incident/${id}`)
  assert.equal((await person.call('POST', restore, { occ_lock: 0 }, withKey('r'))).status, 409)
  const restored = await person.call('POST', restore, {}, withKey('r'))
  assert.equal(restored.status, 200)
  assertReplay(await person.call('POST', restore, {}, withKey('r')), restored)
  assert.equal((await person.ok('GET', `/v1/incident/${id}`)).occ_lock, 2)
})

test('C10 a request whose answer was lost is answered the same when it is sent again', async () => {
  const person = await app.person()
  const names = Array.from({ length: 40 }, (_, i) => `lost ${i}`)
  await Promise.all(
    names.map(async (name, i) => {
      const lost = new AbortController()
      const body = JSON.stringify(newIncident({ name }))
      const headers = {
        authorization: `Bearer ${person.token}`,
        'content-type': 'application/json',
        ...withKey(name.replace(' ', '-')),
      }
      const sent = fetch(`${app.url}/v1/incident`, { method: 'POST', body, headers, signal: lost.signal })
      // Some are given up before they arrive, some while they are worked on, some after the commit.
      setTimeout(() => lost.abort(), (i * 7) % 60)
      await sent.then((answer) => answer.body?.cancel()).catch(() => {})
      const retried: Answer[] = []
      for (const at of [person, elsewhere(person)])
        retried.push(await at.call('POST', '/v1/incident', body, withKey(name.replace(' ', '-'))))
      assert.deepEqual(
        retried.map((answer) => answer.status),
        [201, 201],
      )
      assert.equal(retried[0]?.text, retried[1]?.text)
    }),
  )
  const { incidents } = await person.ok('GET', '/v1/incident')
  assert.deepEqual(incidents.map((incident: { name: string }) => incident.name).sort(), names.sort())
})

test('an answer that shows a secret is kept sealed, and a repeated request still gets it', async () => {
  const admin = await app.person('admin')
  const body = { name: 'Alarm gateway', role: 'viewer' }
  const first = await admin.call('POST', '/v1/tokens', body, withKey('token-key'))
  assert.equal(first.status, 201, first.text)
  const { token } = first.body.data
  assertReplay(await elsewhere(admin).call('POST', '/v1/tokens', body, withKey('token-key')), first)
  assert.equal((await admin.ok('GET', '/v1/tokens')).length, 1)
  const [kept] = await app.database.read(
    admin.tenant,
    sql`select status, body, headers::text as headers from idempotency_key where tenant_id = ${admin.tenant}`,
  )
  assert.equal(kept?.['status'], 201)
  const stored = `${String(kept?.['body'])}${kept?.['headers']}`
  for (const part of [token, token.slice(4, 24), 'Alarm gateway'])
    assert.ok(!stored.includes(part), 'the kept answer can be read')
})

test('a purge takes the kept answers about the incident with it', async () => {
  const admin = await app.person('admin')
  const { id } = await admin.ok('POST', '/v1/incident', newIncident({ name: 'unmistakable canary' }), withKey('k'))
  await admin.ok('POST', `/v1/incident/${id}/comments`, { text: 'unmistakable canary' }, withKey('k'))
  await admin.ok('DELETE', `/v1/incident/${id}?purge=true`)
  const again = await admin.call('POST', '/v1/incident', newIncident({ name: 'unmistakable canary' }), withKey('k'))
  assert.equal(again.status, 404, again.text)
  const left = await app.database.read(
    admin.tenant,
    sql`select body from idempotency_key where tenant_id = ${admin.tenant}`,
  )
  assert.ok(left.length === 2 && left.every((row) => !String(row['body']).includes('canary')))
})

test('a path with an id of any length is answered as any other that names nothing', async () => {
  const admin = await app.person('admin')
  const path = `/v1/webhooks/${'ab'.repeat(3000)}/replay`
  const headers = { 'idempotency-key': 'a-long-path' }
  for (let n = 0; n < 2; n++) {
    const answer = await admin.call('POST', path, { from_seq: 1, to_seq: 1 }, headers)
    assert.equal(answer.status, 404, answer.text)
  }
})
