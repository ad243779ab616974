import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { newIncident, testApp } from '../testing/app.ts'
import { assertWhole, type LoggedEvent, readLog } from '../testing/log.ts'
import { each } from '../testing/pool.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { until } from '../testing/until.ts'

const UPDATE_WARNING = '3'
const app = await testApp({ UPDATE_WARNING })

test('D18 1,000 promises due in the same minute on two replicas, one killed on the way: each is told of twice, never more', async () => {
  const first = await spawnService(app, { UPDATE_WARNING })
  const people = await Promise.all(Array.from({ length: 4 }, () => app.person()))
  const next_update = Math.floor(Date.now() / 1000) + 3600
  await each(
    Array.from({ length: 1000 }, (_, i) => i),
    async (i) => {
      await people[i % 4]?.ok('POST', '/v1/incident', newIncident({ name: `Promise ${i}`, next_update }))
    },
  )
  // The hour passes: they fall due one after the other within the next seconds.
  for (const { tenant } of people) {
    await app.database.read(
      tenant,
      sql`update promise set due_at = clock_timestamp() + make_interval(secs => 3 + 8 * random()) where tenant_id = ${tenant}`,
    )
  }
  const told = async (): Promise<LoggedEvent[]> =>
    (
      await Promise.all(
        people.map((person) => readLog(person, '&type=incident.update_due&type=incident.update_overdue')),
      )
    ).flat()
  await until(async () => (await told()).length > 300)
  await first.kill()
  assert.ok((await told()).length < 2000, 'it was killed on the way')
  await until(async () => (await told()).length > 1000)
  // One that is stopped as it should be, and one that begins, make no difference either.
  const second = await spawnService(app, { UPDATE_WARNING })
  await second.stop()
  await until(async () => (await told()).length >= 2000, 60_000)
  const events = await told()
  const of = (type: string) => events.filter((event) => event.type === type).map((event) => event.incident_id)
  assert.equal(events.length, 2000)
  assert.equal(new Set(of('incident.update_due')).size, 1000)
  assert.equal(new Set(of('incident.update_overdue')).size, 1000)
  for (const person of people) {
    const log = await readLog(person)
    assertWhole(log, person.tenant)
    const { made, missed, open } = await person.ok('GET', '/v1/incident/promises')
    assert.deepEqual([made, missed, open], [250, 250, 0])
  }
  // Told when they were due, not when they were found; and found soon.
  for (const event of events) {
    const lateMs = Date.parse(event.recorded_at) - Date.parse(event.occurred_at)
    assert.ok(lateMs >= 0)
  }
})

test('what fell due while no service was there is told of by the next one, with its true time', async () => {
  const person = await app.person()
  const { id } = await person.ok(
    'POST',
    '/v1/incident',
    newIncident({ next_update: Math.floor(Date.now() / 1000) + 7200 }),
  )
  const due = '2026-01-01 00:00:00+00'
  // Made and passed long ago, and nobody told.
  await app.database.read(
    person.tenant,
    sql`update promise set made_at = ${due}::timestamptz - interval '1 hour', due_at = ${due}::timestamptz where tenant_id = ${person.tenant}`,
  )
  await until(async () => (await readLog(person, `&incident_id=${id}`)).length === 3)
  const [, warned, passed] = await readLog(person, `&incident_id=${id}`)
  assert.deepEqual(
    [warned, passed].map((event) => [event?.type, event?.occurred_at]),
    [
      ['incident.update_due', '2025-12-31T23:59:57.000000Z'],
      ['incident.update_overdue', '2026-01-01T00:00:00.000000Z'],
    ],
  )
})
