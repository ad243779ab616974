import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, testApp } from '../testing/app.ts'

const app = await testApp()
const path = '/v1/incident/attributes'

test('a definition has a label in any script, labels by language, help and a place; all of it can be changed, in every tenant at once', async () => {
  const deployer = await app.person('deployer')
  const made = await deployer.ok('POST', path, { name: 'building', type: 'STRING', label: 'Gebäude Nr.' })
  assert.equal(made.label, 'Gebäude Nr.')
  assert.deepEqual([made.labels, made.help, made.active, made.options], [{}, '', true, null])
  assert.equal((await deployer.ok('POST', path, { name: 'plain', type: 'STRING' })).label, 'plain')
  const wanted = {
    label: '建物番号',
    labels: { de: 'Gebäude', ar: 'مبنى' },
    help: 'As on the door',
    placement: { types: ['FACILITY'], group: 'Place', rank: 3 },
  }
  const changed = await deployer.ok('PATCH', `${path}/building`, wanted)
  for (const [field, value] of Object.entries(wanted)) assert.deepEqual(changed[field], value, field)
  const back = await deployer.ok('PUT', `${path}/building`, changed)
  assert.deepEqual(back, changed)
  assert.deepEqual(await deployer.ok('PATCH', `${path}/building`, { placement: { rank: 4 } }), {
    ...changed,
    placement: { ...wanted.placement, rank: 4 },
  })
  const other = await app.person()
  const listed = await other.ok('GET', path)
  assert.equal(listed.find((one: { name: string }) => one.name === 'building').placement.rank, 4)
  assert.equal((await other.call('PATCH', `${path}/building`, { label: 'x' })).status, 403)
  assert.equal((await deployer.call('PATCH', `${path}/nothing`, { label: 'x' })).status, 404)
})

test('type and name stay; what is no language, a blank label and a reserved name are refused', async () => {
  const deployer = await app.person('deployer')
  await deployer.ok('POST', path, { name: 'fixed', type: 'INT' })
  const refused: [string, string, object, string][] = [
    ['PATCH', `${path}/fixed`, { type: 'STRING' }, 'type'],
    ['PUT', `${path}/fixed`, { name: 'other' }, 'name'],
    ['PATCH', `${path}/fixed`, { options: ['a'] }, 'options'],
    ['PATCH', `${path}/fixed`, { labels: { 'no language': 'x' } }, 'labels.no language'],
    ['PATCH', `${path}/fixed`, { label: '\u200b' }, 'label'],
    ['POST', path, { name: 'occ_lock', type: 'STRING' }, 'name'],
    ['POST', path, { name: 'Value', type: 'STRING' }, 'name'],
    ['POST', path, { name: 'twins', type: 'ENUM', options: ['\u00e9', 'e\u0301'] }, 'options'],
  ]
  for (const [method, where, body, field] of refused) {
    const answer = await deployer.call(method, where, body)
    assert.equal(answer.status, 400, `${JSON.stringify(body)}: ${answer.text}`)
    assert.deepEqual(
      answer.body.errors.map((one: { field: string }) => one.field),
      [field],
    )
  }
  const same = await deployer.ok('PATCH', `${path}/fixed`, { type: 'int', name: 'fixed' })
  assert.equal(same.type, 'INTEGER')
})

test('an INTEGER takes whole numbers only, also as text', async () => {
  const deployer = await app.person('deployer')
  await deployer.ok('POST', path, { name: 'seats', type: 'int' })
  for (const [value, kept] of [
    [5, 5],
    ['5', 5],
    [-3, -3],
    [5.0, 5],
    ['1e3', 1000],
  ] as const)
    assert.equal(
      (await deployer.ok('POST', '/v1/incident', newIncident({ attributes: { seats: value } }))).attributes.seats,
      kept,
    )
  for (const value of [5.5, '5.5', 'five', '', true, 1e300])
    assert.equal(
      (await deployer.call('POST', '/v1/incident', newIncident({ attributes: { seats: value } }))).status,
      400,
      String(value),
    )
})

test('options can be added, ordered and labelled; one that goes while an incident has it is retired: kept there, taken by no other', async () => {
  const deployer = await app.person('deployer')
  await deployer.ok('POST', path, {
    name: 'wing',
    type: 'ENUM',
    options: ['A', { value: 'B', label: 'Wing B' }, 'Caf\u00e9'],
  })
  const { id } = await deployer.ok('POST', '/v1/incident', newIncident({ attributes: { wing: 'A' } }))
  const changed = await deployer.ok('PUT', `${path}/wing`, { options: ['C', 'B'] })
  assert.deepEqual(changed.options, ['C', 'B'])
  assert.deepEqual(changed.choices, [
    { value: 'C', label: 'C', active: true, rank: 0 },
    { value: 'B', label: 'Wing B', active: true, rank: 1 },
    { value: 'A', label: 'A', active: false, rank: 2 },
  ])
  const incident = await deployer.ok('GET', `/v1/incident/${id}`)
  assert.equal(incident.attributes.wing, 'A')
  await deployer.ok('PUT', `/v1/incident/${id}`, { ...incident, location: 'elsewhere' })
  const refused = await deployer.call('POST', '/v1/incident', newIncident({ attributes: { wing: 'A' } }))
  assert.deepEqual(
    refused.body.errors.map((one: { code: string; field: string }) => [one.code, one.field]),
    [['RETIRED_OPTION', 'attributes.wing']],
  )
  await deployer.ok('PUT', `/v1/incident/${id}/attributes`, { wing: 'C' })
  assert.equal((await deployer.call('PUT', `/v1/incident/${id}/attributes`, { name: 'wing', value: 'A' })).status, 400)
  const again = await deployer.ok('PATCH', `${path}/wing`, { options: ['A', 'B', 'C', 'Caf\u00e9'] })
  assert.deepEqual(again.options, ['A', 'B', 'C', 'Caf\u00e9'])
  const other = await deployer.ok('POST', '/v1/incident', newIncident({ attributes: { wing: 'Cafe\u0301' } }))
  assert.equal(other.attributes.wing, 'Caf\u00e9')
})

test('a change of a definition is an event with what changed, and none when nothing does', async () => {
  const deployer = await app.person('deployer')
  await deployer.ok('POST', path, { name: 'told', type: 'STRING' })
  await deployer.ok('PATCH', `${path}/told`, { label: 'Told' })
  await deployer.ok('PATCH', `${path}/told`, { label: 'Told' })
  const { events } = await deployer.ok('GET', '/v1/incident/events?limit=1000&type=attribute.defined')
  const own = events.filter((one: { data: { definition: { name: string } } }) => one.data.definition.name === 'told')
  assert.deepEqual(
    own.map((one: { changes: object[] }) => one.changes),
    [[], [{ field: 'told.label', from: 'told', to: 'Told' }]],
  )
})
