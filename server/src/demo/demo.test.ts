import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from '../database/sql.ts'
import { newIncident, testApp } from '../testing/app.ts'
import { demoAdmin, demoOptions, importingDatabase } from '../testing/demo.ts'
import { assertWhole, readLog, replay } from '../testing/log.ts'
import { each } from '../testing/pool.ts'
import { attributes } from './attributes.ts'
import { fillTenant } from './demo.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const app = await testApp()
const database = await importingDatabase(app.config)

describe('the demo', () => {
  it('fills a tenant through the commands, months of it, and the log tells the same as the record', async () => {
    const summary = await fillTenant(database, demoOptions('demo'))
    assert.equal(summary.incidents, 120)
    assert.equal(summary.lived, true)
    assert.deepEqual(summary.defined, Object.keys(attributes))
    const person = await demoAdmin(app, 'demo')
    const events = await readLog(person)
    assertWhole(events, 'demo')
    // Besides, the service has found promises that are due, perhaps before the last step was told.
    const imported = events.filter(({ actor }) => actor.kind === 'import')
    assert.equal(imported.at(-1)?.seq, summary.events)
    assert.ok(events.every(({ actor, type }) => actor.kind === 'import' || type.startsWith('incident.update_')))
    // None of those that have long passed: the months would end where it tells of one.
    const others = events.filter(({ actor }) => actor.kind !== 'import')
    assert.ok(others.every((event) => Date.parse(event.occurred_at) > Date.now() - HOUR))
    const { incidents } = await person.ok('GET', '/v1/incident')
    const told = [...replay(events)].filter(([, { deleted }]) => !deleted)
    assert.deepEqual(
      new Map(incidents.map((one: { id: string }) => [one.id, one])),
      new Map(told.map(([id, { incident }]) => [id, incident])),
    )
    const now = new Date().toISOString()
    await each(incidents, async (incident: { id: string }) => {
      assert.deepEqual(await person.ok('GET', `/v1/incident/${incident.id}?as_of=${now}`), incident)
    })
  })

  it('looks like months of work: every kind of attribute, status and severity, promises kept, late, due and overdue', async () => {
    const person = await demoAdmin(app, 'demo')
    const { incidents } = await person.ok('GET', '/v1/incident')
    const values = new Set(incidents.flatMap((one: { attributes: object | null }) => Object.keys(one.attributes ?? {})))
    assert.deepEqual([...values].sort(), Object.keys(attributes).sort())
    const distinct = (field: string) => new Set(incidents.map((one: Record<string, unknown>) => one[field]))
    assert.ok(distinct('status').size >= 4 && distinct('severity').size >= 5 && distinct('type').size >= 6)
    assert.ok(distinct('reported_by').size > 30 && distinct('created_by').size > 40)
    assert.match(incidents.map((one: { name: string }) => one.name).join(), /[\p{Script=Han}].*/u)
    assert.ok(incidents.some((one: { backdated: boolean }) => one.backdated))
    const age = (one: { created_at: string }) => Date.now() - Date.parse(one.created_at)
    const ages: number[] = incidents.map(age)
    assert.ok(Math.max(...ages) > 165 * DAY && Math.min(...ages) < DAY)
    assert.ok(ages.filter((one) => one > 60 * DAY && one < 120 * DAY).length > 20)
    const summary = await person.ok('GET', '/v1/incident/summary')
    assert.ok(summary.overdue >= 2, JSON.stringify(summary))
    const deleted = await person.ok('GET', '/v1/incident?deleted=true')
    assert.ok(deleted.total >= 1)
    const kept = await database.read(
      'demo',
      sql`select count(*) filter (where news_at <= due_at) as kept, count(*) filter (where news_at > due_at) as late,
      count(*) filter (where ended_at is null and due_at > now()) as due from promise where tenant_id = 'demo'`,
    )
    assert.ok(
      Number(kept[0]?.['kept']) > 20 && Number(kept[0]?.['late']) > 3 && Number(kept[0]?.['due']) > 1,
      JSON.stringify(kept),
    )
  })

  it('holds nothing that the API would not take', async () => {
    const person = await demoAdmin(app, 'demo')
    const { incidents } = await person.ok('GET', '/v1/incident')
    await each(incidents, async (incident: { id: string; occ_lock: number }) => {
      const again = await person.ok('PUT', `/v1/incident/${incident.id}`, incident)
      assert.equal(again.occ_lock, incident.occ_lock)
    })
  })

  it('is refused to a tenant that has incidents, and then changes nothing', async () => {
    const [before] = await database.read(
      'demo',
      sql`select last_reference, incident_total from tenant where tenant_id = 'demo'`,
    )
    await assert.rejects(fillTenant(database, demoOptions('demo')), /tenant "demo" has incidents already/)
    const [after] = await database.read(
      'demo',
      sql`select last_reference, incident_total from tenant where tenant_id = 'demo'`,
    )
    assert.deepEqual(after, before)
  })

  it('records as told today what comes into a log that has begun', async () => {
    for (const incidents of [10, 2001]) {
      const person = await app.person('admin')
      await person.ok('POST', '/v1/incident', newIncident())
      const begun = (await readLog(person)).length
      const started = new Date().toISOString()
      const summary = await fillTenant(database, demoOptions(person.tenant, { incidents, force: true }))
      assert.equal(summary.lived, false)
      // The service tells of promises that have come due as soon as it sees them, perhaps before the last incident is there.
      const log = (await readLog(person)).slice(begun, begun + summary.events)
      assert.equal(log.length, summary.events)
      const events = log.filter(({ type }) => !type.startsWith('incident.update_'))
      assert.ok(events.length > summary.events / 2)
      assert.ok(events.every((event) => event.recorded_at >= started && event.actor.kind === 'import'))
      assert.ok(
        events.some(
          (event) => event.type === 'incident.updated' && Date.parse(event.occurred_at) < Date.now() - 30 * DAY,
        ),
      )
      const page = await person.ok('GET', '/v1/incident?size=10')
      assert.ok(page.incidents.every((one: { backdated: boolean }) => one.backdated))
    }
  })

  it('defines its attributes once, today in the logs of other tenants', async () => {
    const other = await testApp()
    const watcher = await other.person('viewer')
    await watcher.ok('GET', '/v1/incident')
    const started = new Date().toISOString()
    const importing = await importingDatabase(other.config)
    assert.equal(
      (await fillTenant(importing, demoOptions('one', { incidents: 3 }))).defined.length,
      Object.keys(attributes).length,
    )
    assert.equal((await fillTenant(importing, demoOptions('two', { incidents: 3 }))).defined.length, 0)
    const events = await readLog(watcher)
    assert.equal(events.length, Object.keys(attributes).length)
    assert.ok(events.every((event) => event.type === 'attribute.defined' && event.recorded_at >= started))
  })
})
