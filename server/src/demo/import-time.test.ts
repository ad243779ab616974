import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DefinitionCache } from '../attribute/definitions.ts'
import { insertTenant } from '../identity/tenant.ts'
import { createIncident } from '../incident/commands.ts'
import { newIncident, testApp } from '../testing/app.ts'
import { importingDatabase } from '../testing/demo.ts'
import { contextOf, type Telling } from './tell.ts'

const DAY = 86_400_000
const app = await testApp()
const database = await importingDatabase(app.config)

describe('the time of an import', () => {
  const past = '2020-02-02T02:02:02.000Z'
  const telling = (tenantId: string): Telling => ({ tenantId, lived: true, requestId: 'import-test' })
  const by = { id: 'somebody', name: 'Somebody' }
  const body = newIncident() as Parameters<typeof createIncident>[2] // what the API takes

  it('is not for the service: its database records by the clock, whoever acts', async () => {
    const person = await app.person('admin')
    await person.ok('GET', '/v1/incident')
    const started = new Date().toISOString()
    const incidents = { database: app.database, definitions: new DefinitionCache(app.database) }
    const made = await createIncident(incidents, contextOf(telling(person.tenant), by, Date.parse(past)), body)
    assert.ok(JSON.parse(made.text).created_at >= started)
    for (const name of ['recorded_at', 'imported_at', 'importedAt']) {
      const refused = await person.call('POST', '/v1/incident', newIncident({ [name]: past }))
      assert.equal(refused.status, 400)
      assert.equal(refused.body.errors[0].field, name)
    }
    const ignored = await person.ok('POST', '/v1/incident', newIncident({ created_at: past, updated_at: past }))
    assert.ok(ignored.created_at >= started)
  })

  it('is for actors of kind import only', async () => {
    await insertTenant(database, 'kinds', 'Kinds')
    const incidents = { database, definitions: new DefinitionCache(database) }
    const started = new Date().toISOString()
    for (const kind of ['user', 'token', 'system'] as const) {
      const context = contextOf(telling('kinds'), by, Date.parse(past))
      const other = { ...context, actor: { ...context.actor, kind } }
      assert.ok(JSON.parse((await createIncident(incidents, other, body)).text).created_at >= started)
    }
  })

  it('never falls and never lies ahead', async () => {
    await insertTenant(database, 'order', 'Order')
    const incidents = { database, definitions: new DefinitionCache(database) }
    const made = async (at: number): Promise<string> =>
      JSON.parse((await createIncident(incidents, contextOf(telling('order'), by, at), body)).text).created_at
    assert.equal(await made(Date.parse(past)), '2020-02-02T02:02:02.000000Z')
    assert.equal(await made(Date.parse(past) - DAY), '2020-02-02T02:02:02.000001Z')
    const ahead = await made(Date.now() + DAY)
    assert.ok(Date.parse(ahead) <= Date.now() + 1000 && Date.parse(ahead) > Date.now() - 60_000)
    assert.ok((await made(Date.parse(past))) > ahead)
  })
})
