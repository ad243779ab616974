// Requests of the shapes the IMS documents show, and what docs/ims-compatibility.md promises to answer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../testing/app.ts'

const app = await testApp()

const reported = {
  name: 'Customer data seen by a stranger',
  status: 'NEW',
  type: 'OTHERS',
  date: '2024-11-11T10:57:27+08:00',
  description: 'Access to customer data through a forged mail.',
  reported_by: 'John Doe',
  location: '',
  severity: '',
  next_update: 0,
  resolved_date: null,
  backdated: false,
}

test('an incident is created as their example sends it, and comes back whole', async () => {
  const person = await app.person()
  const answer = await person.call('POST', '/v1/incident', reported)
  assert.equal(answer.status, 201)
  const { data, sent_at } = answer.body
  assert.match(sent_at, /^\d{4}-\d\d-\d\dT/)
  for (const [field, value] of Object.entries(reported)) assert.deepEqual(data[field], value, field)
  assert.equal(data.attributes, null)
  assert.equal(data.occ_lock, 0)
  assert.equal(data.tenant_id, person.tenant)
  assert.match(data.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  assert.equal(data.created_by, `Person ${person.user}`)
  assert.equal(data.updated_at, data.created_at)
  const list = await person.call('GET', '/v1/incident')
  assert.equal(list.status, 200)
  assert.deepEqual(list.body.data, { incidents: [data], total: 1 })
  assert.deepEqual((await person.call('GET', `/v1/incident/${data.id}`)).body.data, data)
})

test('a PUT with the occ_lock that was read replaces the record and raises it by one; a second with the same is 409', async () => {
  const person = await app.person()
  const { id } = await person.ok('POST', '/v1/incident', reported)
  const body = {
    name: 'Outage in data centre A',
    status: 'OPEN',
    type: 'SYSTEM_FAILURE',
    date: '2024-11-22T15:30:00+08:00',
    description: 'Several servers lost power at once.',
    reported_by: 'System Monitor',
    location: 'Data centre A',
    severity: 'MAJOR',
    next_update: 1674521800,
    resolved_date: null,
    backdated: false,
    occ_lock: 0,
  }
  const updated = await person.ok('PUT', `/v1/incident/${id}`, body)
  for (const [field, value] of Object.entries({ ...body, occ_lock: 1 })) assert.deepEqual(updated[field], value, field)
  const stale = await person.call('PUT', `/v1/incident/${id}`, { ...body, location: 'elsewhere' })
  assert.equal(stale.status, 409)
  assert.deepEqual(stale.body.data.current, updated)
  assert.equal((await person.ok('GET', `/v1/incident/${id}`)).location, 'Data centre A')
})

test('a record that was read can be sent back as it is', async () => {
  const person = await app.person()
  const incident = await person.ok('POST', '/v1/incident', reported)
  const answer = await person.call('PUT', `/v1/incident/${incident.id}`, {
    ...incident,
    tenant_id: 'another',
    created_by: 'another',
  })
  assert.equal(answer.status, 200)
  assert.deepEqual(answer.body.data, incident)
})

test('attributes are defined by a deployer, in any letter case, and set by name and value', async () => {
  const deployer = await app.person('deployer')
  const person = await app.person('responder', deployer.tenant)
  assert.equal(
    (await person.call('POST', '/v1/incident/attributes', { name: 'isPending', type: 'BOOLEAN' })).status,
    403,
  )
  for (const [name, type] of [
    ['isPending', 'BOOLEAN'],
    ['workflowId', 'string'],
    ['count', 'Number'],
  ] as const) {
    assert.equal((await deployer.call('POST', '/v1/incident/attributes', { name, type })).status, 201)
  }
  const defined = await person.ok('GET', '/v1/incident/attributes')
  assert.deepEqual(
    defined.map(({ name, type }: { name: string; type: string }) => [name, type]),
    [
      ['isPending', 'BOOLEAN'],
      ['workflowId', 'STRING'],
      ['count', 'NUMBER'],
    ],
  )
  const { id } = await person.ok('POST', '/v1/incident', reported)
  const path = `/v1/incident/${id}/attributes`
  const added = await person.call('POST', path, { name: 'workflowId', value: '9fdad2ec-5323-41a2-888d-91591d35a3bb' })
  assert.equal(added.status, 200)
  assert.deepEqual(added.body.data.attributes, { workflowId: '9fdad2ec-5323-41a2-888d-91591d35a3bb' })
  assert.equal((await person.call('POST', path, { name: 'workflowId', value: 'again' })).status, 409)
  const set = await person.call('PUT', path, { name: 'count', value: '5' })
  assert.equal(set.status, 200)
  assert.equal(set.body.data.attributes.count, 5)
  assert.equal(set.body.data.occ_lock, 2)
  const removed = await person.call('DELETE', `${path}/workflowId`)
  assert.equal(removed.status, 200)
  assert.deepEqual(removed.body.data.attributes, { count: 5 })
  assert.equal((await deployer.call('DELETE', '/v1/incident/attributes/count')).status, 409)
  assert.equal((await deployer.call('DELETE', '/v1/incident/attributes/isPending')).status, 200)
  assert.equal((await deployer.call('DELETE', '/v1/incident/attributes/count?force=true')).status, 200)
  const hidden = await person.ok('GET', `/v1/incident/${id}`)
  assert.equal(hidden.attributes, null)
  assert.equal(hidden.occ_lock, 3)
})

test('a comment is added, listed, and deleted by ?id=, by body or by path; 400 when none is named', async () => {
  const person = await app.person()
  const { id } = await person.ok('POST', '/v1/incident', reported)
  const path = `/v1/incident/${id}/comments`
  const comments: { id: string; created_by: string }[] = []
  for (const text of ['one', 'two', 'three']) {
    const answer = await person.call('POST', path, { text })
    assert.equal(answer.status, 201)
    comments.push(answer.body.data)
  }
  const [first, second, third] = comments as [(typeof comments)[0], (typeof comments)[0], (typeof comments)[0]] // three were added
  assert.deepEqual(Object.keys(first).sort(), [
    'created_at',
    'created_by',
    'id',
    'incident_id',
    'name',
    'occ_lock',
    'occurred_at',
    'tenant_id',
    'text',
    'updated_at',
    'updated_by',
    'user_id',
  ])
  assert.equal(first.created_by, person.user)
  assert.deepEqual(await person.ok('GET', path), { comments, total: 3 })
  assert.equal((await person.call('DELETE', path)).status, 400)
  assert.equal((await person.call('DELETE', `${path}?id=${first.id}`)).status, 200)
  assert.equal((await person.call('DELETE', path, { id: second.id })).status, 200)
  assert.equal((await person.call('DELETE', `${path}/${third.id}`)).status, 200)
  assert.deepEqual(await person.ok('GET', path), { comments: [], total: 0 })
  assert.equal((await person.ok('GET', `/v1/incident/${id}`)).occ_lock, 0)
})

test('a deleted incident is gone from every call, and answers JSON when it goes', async () => {
  const person = await app.person()
  const { id } = await person.ok('POST', '/v1/incident', reported)
  const answer = await person.call('DELETE', `/v1/incident/${id}`)
  assert.equal(answer.status, 200)
  assert.equal(answer.body.data.id, id)
  assert.equal((await person.call('GET', `/v1/incident/${id}`)).status, 404)
  assert.deepEqual(await person.ok('GET', '/v1/incident'), { incidents: [], total: 0 })
})

test('a record of the first version: values as a map, read as a list, by reference too', async () => {
  const deployer = await app.person('deployer')
  for (const [name, type] of [
    ['workflow_id', 'STRING'],
    ['pumps', 'INT'],
  ])
    await deployer.call('POST', '/v1/incident/attributes', { name, type })
  const incident = await deployer.ok('POST', '/v1/incident', reported)
  const path = `/v1/incident/${incident.reference}/attributes`
  assert.deepEqual(await deployer.ok('GET', path), [])
  const set = await deployer.call('PUT', path, { workflow_id: '9fda', pumps: '5' })
  assert.equal(set.status, 200)
  assert.deepEqual(set.body.data.attributes, { workflow_id: '9fda', pumps: 5 })
  assert.equal(set.body.data.occ_lock, 1)
  const listed = await deployer.ok('GET', path)
  assert.deepEqual(listed, [
    { name: 'workflow_id', type: 'STRING', value: '9fda' },
    { name: 'pumps', type: 'INTEGER', value: 5 },
  ])
  assert.equal((await deployer.call('PUT', path, { workflow_id: 'x', occ_lock: 0 })).status, 409)
  const refused = await deployer.call('PUT', path, { workflow_id: 'kept?', pumps: 'five', nothing: 1 })
  assert.deepEqual(
    refused.body.errors.map((one: { field: string }) => one.field),
    ['pumps', 'nothing'],
  )
  assert.equal((await deployer.ok('GET', path))[0].value, '9fda', 'all or none')
  const removed = await deployer.ok('PUT', path, { workflow_id: null, occ_lock: 1 })
  assert.deepEqual(removed.attributes, { pumps: 5 })
  assert.equal((await deployer.call('PUT', path, {})).status, 400)
})

test('null for no promise and "" for no resolution are read as such, in POST and PUT', async () => {
  const person = await app.person()
  const made = await person.ok('POST', '/v1/incident', { ...reported, next_update: null, resolved_date: '' })
  assert.deepEqual([made.next_update, made.resolved_date], [0, null])
  const put = { ...reported, next_update: null, resolved_date: '', occ_lock: 0 }
  const same = await person.call('PUT', `/v1/incident/${made.id}`, put)
  assert.equal(same.status, 200)
  assert.equal(same.body.data.occ_lock, 0)
  const promised = await person.ok('PUT', `/v1/incident/${made.id}`, { ...put, next_update: 1777641000 })
  assert.equal(promised.next_update, 1777641000)
  const cleared = await person.ok('PUT', `/v1/incident/${made.id}`, { ...put, occ_lock: 1 })
  assert.equal(cleared.next_update, 0)
  assert.equal(
    (await person.call('POST', '/v1/incident', { ...reported, resolved_date: 'yesterday' })).body.errors[0].code,
    'BAD_DATE',
  )
})

test('an incident is deleted with the record that was read, or its version, as the body; a stale one is 409', async () => {
  const person = await app.person()
  const first = await person.ok('POST', '/v1/incident', reported)
  await person.ok('PATCH', `/v1/incident/${first.id}`, { location: 'Roof', occ_lock: 0 })
  assert.equal((await person.call('DELETE', `/v1/incident/${first.id}`, first)).status, 409)
  assert.equal((await person.call('DELETE', `/v1/incident/${first.id}`, { occ_lock: 0 })).status, 409)
  const current = await person.ok('GET', `/v1/incident/${first.reference}`)
  assert.equal((await person.call('DELETE', `/v1/incident/${first.id}`, current)).status, 200)
  const second = await person.ok('POST', '/v1/incident', reported)
  assert.equal((await person.call('DELETE', `/v1/incident/${second.reference}`, { occ_lock: 0 })).status, 200)
})

test('a reference names its incident on every path, and another tenant none', async () => {
  const person = await app.person()
  const { id, reference } = await person.ok('POST', '/v1/incident', reported)
  const number = Number(reference.slice(4))
  for (const name of [reference, `INC-${number}`]) {
    assert.equal((await person.ok('GET', `/v1/incident/${name}`)).id, id)
    assert.ok((await person.ok('GET', `/v1/incident/${name}/timeline`)).total >= 1)
    const comment = await person.ok('POST', `/v1/incident/${name}/comments`, { text: 'by reference' })
    assert.equal(comment.incident_id, id)
    assert.equal(
      (await person.call('PATCH', `/v1/incident/${name}`, { location: name, occ_lock: name === reference ? 0 : 1 }))
        .status,
      200,
    )
  }
  const stranger = await app.person()
  for (const name of [reference, `inc-${number}`, 'INC-0', 'INC-', `INC-${number}x`, 'INC-999999999999999'])
    assert.equal((await stranger.call('GET', `/v1/incident/${name}`)).status, 404, name)
})
