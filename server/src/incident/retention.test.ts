import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApp } from '../app.ts'
import { DefinitionCache } from '../attribute/definitions.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { afterTests } from '../testing/database.ts'
import { readLog } from '../testing/log.ts'
import { until } from '../testing/until.ts'
import { purgeBin } from './retention.ts'

const app = await testApp()
const incidents = { database: app.database, definitions: new DefinitionCache(app.database) }

async function binned(person: Person, days: number): Promise<string> {
  const { id } = await person.ok('POST', '/v1/incident', newIncident({ name: 'Canary of the bin' }))
  await person.ok('DELETE', `/v1/incident/${id}`)
  await age(id, days)
  return id
}

/** Moves the deletion of an incident back, past the trigger that lets nothing change without an event. */
async function age(id: string, days: number): Promise<void> {
  const client = await app.database.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.scope', 'operations', true)`)
    await client.query('alter table incident disable trigger recorded')
    await client.query('update incident set deleted_at = deleted_at - make_interval(days => $2) where id = $1', [
      id,
      days,
    ])
    await client.query('alter table incident enable trigger recorded')
    await client.query('commit')
  } finally {
    await client.end()
  }
}

test('what lay in the bin for long enough is purged, by the system and for a reason; what did not, stays', async () => {
  const person = await app.person()
  const [old, young, { id: live }] = [
    await binned(person, 31),
    await binned(person, 29),
    await person.ok('POST', '/v1/incident', newIncident()),
  ]
  await Promise.all([purgeBin(incidents, 30, 50), purgeBin(incidents, 30, 50)])
  const log = await readLog(person)
  const purges = log.filter((event) => event.type === 'incident.purged')
  assert.deepEqual(
    purges.map((event) => [event.incident_id, event.actor.kind, event.reason]),
    [[old, 'system', 'BIN_RETENTION_DAYS: 30 days in the bin']],
  )
  assert.ok(
    log
      .filter((event) => event.incident_id === old && event.type !== 'incident.purged')
      .every((event) => event.purged && event.data === null),
  )
  assert.equal((await person.call('GET', `/v1/incident/${old}?deleted=true`)).status, 404)
  assert.equal((await person.call('GET', `/v1/incident/${young}?deleted=true`)).status, 200)
  assert.equal((await person.call('GET', `/v1/incident/${live}`)).status, 200)
})

test('nothing is purged unless BIN_RETENTION_DAYS is set; where it is, the service does so by itself', async () => {
  const person = await app.person()
  const id = await binned(person, 400)
  const start = async (environment: { binRetentionDays: number | null }): Promise<void> => {
    const { log } = app.app.server.fastify
    const config = { ...app.config, ...environment }
    const { authenticate, recheck } = createAuthenticator({ config, database: app.database, log })
    const other = await createApp({ config, database: app.database, log, authenticate, recheck })
    await other.server.fastify.listen({ host: '127.0.0.1', port: 0 })
    afterTests(() => other.close())
  }
  // The service under test has been running without it all the time.
  await start({ binRetentionDays: null })
  assert.equal((await person.call('GET', `/v1/incident/${id}?deleted=true`)).status, 200)
  await start({ binRetentionDays: 365 })
  await until(async () => (await person.call('GET', `/v1/incident/${id}?deleted=true`)).status === 404)
})
