import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, testApp } from '../testing/app.ts'

const app = await testApp()

test('a change of a code that changes nothing leaves everyone able to write', async () => {
  const deployer = await app.person('deployer')
  const types = await deployer.ok('GET', '/v1/incident/types')
  const { code, ...fields } = types[0]
  const head = (await deployer.ok('GET', '/v1/incident/events?limit=1000')).next_after
  assert.deepEqual(await deployer.ok('PUT', `/v1/incident/types/${code}`, fields), types[0])
  assert.equal((await deployer.ok('GET', '/v1/incident/events?limit=1000')).next_after, head, 'it is no event')
  for (const person of [deployer, await app.person('responder')]) {
    const incident = await person.ok('POST', '/v1/incident', newIncident())
    const changed = await person.ok('PATCH', `/v1/incident/${incident.id}`, { name: 'Drying', occ_lock: 0 })
    assert.equal(changed.occ_lock, 1)
  }
})
