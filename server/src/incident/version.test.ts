import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, newIncident, type Person, testApp } from '../testing/app.ts'
import { readLog } from '../testing/log.ts'

/*
 * C04: every call that names a version, with a stale one, one ahead of the record, none and two that disagree, by occ_lock and by
 * If-Match. Whatever is refused changes nothing.
 */
const app = await testApp()
const deployer = await app.person('deployer')
await deployer.ok('POST', '/v1/incident/attributes', { name: 'room', type: 'STRING' })
await deployer.ok('POST', '/v1/incident/attributes', { name: 'floor', type: 'NUMBER' })

type Subject = {
  incident: string
  comment: string
  /** Version of what the call is about; the version before it is the stale one. */
  version: number
}

type Operation = {
  name: string
  call(person: Person, subject: Subject, version: number | undefined, headers?: Record<string, string>): Promise<Answer>
  required: boolean
  of: 'incident' | 'comment' | 'binned'
}

function operation(of: Operation['of'], required: boolean, name: string, body?: Record<string, unknown>): Operation {
  const [method = '', pattern = ''] = name.split(' ')
  return {
    name,
    of,
    required,
    call: (person, subject, version, headers) => {
      const path = pattern.replace('{id}', subject.incident).replace('{commentId}', subject.comment)
      const named = version === undefined ? {} : { occ_lock: version }
      if (body !== undefined) return person.call(method, path, { ...body, ...named }, headers)
      const query = version === undefined ? '' : `${path.includes('?') ? '&' : '?'}occ_lock=${version}`
      return person.call(method, path + query, undefined, headers)
    },
  }
}

const operations = [
  operation('incident', true, 'PUT /v1/incident/{id}', newIncident({ name: 'Mine' })),
  operation('incident', true, 'PATCH /v1/incident/{id}', { name: 'Mine' }),
  operation('incident', false, 'POST /v1/incident/{id}/updates', { text: 'Mine', severity: 'LOW' }),
  operation('incident', false, 'DELETE /v1/incident/{id}'),
  operation('incident', false, 'DELETE /v1/incident/{id}?purge=true'),
  operation('binned', false, 'POST /v1/incident/{id}/restore', {}),
  operation('incident', false, 'POST /v1/incident/{id}/attributes', { name: 'floor', value: 2 }),
  operation('incident', false, 'PUT /v1/incident/{id}/attributes', { name: 'room', value: 'mine' }),
  operation('incident', false, 'DELETE /v1/incident/{id}/attributes/room'),
  operation('comment', true, 'PUT /v1/incident/{id}/comments/{commentId}', { text: 'Mine' }),
  operation('comment', false, 'DELETE /v1/incident/{id}/comments/{commentId}'),
  operation('comment', false, 'DELETE /v1/incident/{id}/comments?id={commentId}'),
]

/** An incident with a value and a comment, both changed since their first version. */
async function subjectFor(person: Person, of: Operation['of']): Promise<Subject> {
  const incident = await person.ok(
    'POST',
    '/v1/incident',
    newIncident({ severity: 'MINOR', attributes: { room: 'a' } }),
  )
  const path = `/v1/incident/${incident.id}`
  const comment = await person.ok('POST', `${path}/comments`, { text: 'first' })
  await person.ok('PUT', `${path}/comments/${comment.id}`, { text: 'second', occ_lock: 0 })
  await person.ok('PATCH', path, { name: 'Theirs', severity: 'MAJOR', attributes: { room: 'b' }, occ_lock: 0 })
  if (of === 'binned') await person.ok('DELETE', path)
  return { incident: incident.id, comment: comment.id, version: of === 'binned' ? 2 : 1 }
}

for (const { name, call, required, of } of operations) {
  test(`C04 ${name} refuses every version but the current one and changes nothing`, async () => {
    const person = await app.person('admin')
    const subject = await subjectFor(person, of)
    const { version } = subject
    const noun = of === 'comment' ? `/comments/${subject.comment}` : of === 'binned' ? '?deleted=true' : ''
    const current = await person.ok('GET', `/v1/incident/${subject.incident}${noun}`)
    const log = await readLog(person)

    const refused: [string, Answer, number][] = [
      ['stale occ_lock', await call(person, subject, version - 1), 409],
      ['occ_lock ahead', await call(person, subject, version + 1), 409],
      ['occ_lock far ahead', await call(person, subject, 2_147_483_647), 409],
      ['stale If-Match', await call(person, subject, undefined, { 'if-match': `"${version - 1}"` }), 412],
      ['If-Match ahead', await call(person, subject, undefined, { 'if-match': `"${version + 1}"` }), 412],
    ]
    for (const [how, answer, status] of refused) {
      assert.equal(answer.status, status, `${how}: ${answer.text}`)
      assert.equal(answer.body.errors[0].code, 'STALE_OCC_LOCK', how)
      assert.deepEqual(answer.body.data.current, current, how)
    }
    const disagreeing = await call(person, subject, version, { 'if-match': `"${version - 1}"` })
    assert.equal(disagreeing.status, 400, disagreeing.text)
    for (const ifMatch of ['W/"1"', '1', '"x"', '""', '"-1"', '"99999999999"', '"1", "2"']) {
      const answer = await call(person, subject, version, { 'if-match': ifMatch })
      assert.equal(answer.status, 400, `${ifMatch}: ${answer.text}`)
    }
    if (required) {
      const none = await call(person, subject, undefined)
      assert.equal(none.status, 400, none.text)
      assert.ok(none.body.errors.some((error: { field: string }) => error.field === 'occ_lock'))
    }
    assert.deepEqual(await person.ok('GET', `/v1/incident/${subject.incident}${noun}`), current)
    assert.deepEqual(await readLog(person), log)

    const agreed = await call(person, subject, version, { 'if-match': `"${version}"` })
    assert.ok([200, 201].includes(agreed.status), agreed.text)
  })
}

test('a stale PUT is told each field changed since, folded, by whom and when, and the fields both sides changed', async () => {
  const one = await app.person()
  const two = await app.person('responder', one.tenant)
  const { id } = await one.ok('POST', '/v1/incident', newIncident({ attributes: { room: 'a', floor: 1 } }))
  const path = `/v1/incident/${id}`
  await two.ok('PATCH', path, { name: 'x', severity: 'LOW', attributes: { room: 'b' }, occ_lock: 0 })
  const second = await one.ok('PATCH', path, { name: 'y', severity: null, attributes: { floor: null }, occ_lock: 1 })
  const { status, body } = await two.call(
    'PUT',
    path,
    newIncident({ name: 'z', attributes: { room: 'b', floor: 3 }, occ_lock: 0 }),
  )
  assert.equal(status, 409)
  assert.deepEqual(body.data.current, second)
  const changes = Object.fromEntries(body.data.changes.map((change: { field: string }) => [change.field, change]))
  // severity went away and came back: against version 0 it has not changed
  assert.deepEqual(Object.keys(changes).sort(), ['attributes.floor', 'attributes.room', 'name'])
  assert.deepEqual(
    [changes.name.from, changes.name.to, changes.name.by],
    [newIncident()['name'], 'y', second.updated_by],
  )
  assert.equal(changes.name.at, second.updated_at)
  assert.deepEqual([changes['attributes.room'].from, changes['attributes.room'].to], ['a', 'b'])
  assert.deepEqual([changes['attributes.floor'].from, changes['attributes.floor'].to], [1, null])
  // both made the room b: that is no conflict
  assert.deepEqual(body.data.conflicts.sort(), ['attributes.floor', 'name'])
})

test('a PATCH from an old version succeeds where the others changed other fields, or to the very same', async () => {
  const person = await app.person()
  const { id } = await person.ok('POST', '/v1/incident', newIncident({ attributes: { room: 'a', floor: 1 } }))
  const path = `/v1/incident/${id}`
  await person.ok('PATCH', path, { name: 'x', attributes: { room: 'b' }, occ_lock: 0 })
  const other = await person.ok('PATCH', path, { location: 'roof', attributes: { floor: 2 }, occ_lock: 0 })
  assert.deepEqual(
    [other.occ_lock, other.name, other.location, other.attributes],
    [2, 'x', 'roof', { room: 'b', floor: 2 }],
  )
  const same = await person.ok('PATCH', path, { name: 'x', occ_lock: 0 })
  assert.equal(same.occ_lock, 2)
  const both = await person.call('PATCH', path, { location: 'cellar', name: 'z', occ_lock: 0 })
  assert.equal(both.status, 409)
  assert.deepEqual(both.body.data.conflicts.sort(), ['location', 'name'])
  assert.deepEqual(both.body.data.current, other)
  const all = await person.call('PATCH', path, { attributes: null, occ_lock: 0 })
  assert.equal(all.status, 409)
  assert.deepEqual(all.body.data.conflicts.sort(), ['attributes.floor', 'attributes.room'])
})

test('a change that changes nothing raises no version and writes no event', async () => {
  const person = await app.person()
  const made = await person.ok('POST', '/v1/incident', newIncident({ attributes: { room: 'a' } }))
  const path = `/v1/incident/${made.id}`
  const same: [string, string, unknown][] = [
    ['PUT', path, made],
    ['PUT', path, newIncident({ occ_lock: 0 })],
    ['PATCH', path, { name: made.name, occ_lock: 0 }],
    ['PATCH', path, { attributes: {}, occ_lock: 0 }],
    ['PATCH', path, { attributes: { floor: null }, occ_lock: 0 }],
    ['PATCH', path, { occ_lock: 0 }],
    ['PUT', `${path}/attributes`, { name: 'room', value: 'a' }],
  ]
  for (const [method, at, body] of same) {
    assert.deepEqual(await person.ok(method, at, body), made, `${method} ${JSON.stringify(body)}`)
  }
  assert.equal((await readLog(person)).length, 1)
})
