import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { type DatabaseTarget, readConfig } from '../../config.ts'
import { newIncident, type TestApp, testApp } from '../../testing/app.ts'
import { ask, backUp, backupFolder, newPlace, type Place, placeOf, restore, rowHashes } from '../../testing/backup.ts'
import { afterTests } from '../../testing/database.ts'
import { hasPostgres15, startPostgres15 } from '../../testing/postgres15.ts'
import { openDatabase } from '../database.ts'
import { startEmbedded } from '../embedded.ts'
import { migrate } from '../migrate.ts'
import { sql } from '../sql.ts'

let app: TestApp
let target: DatabaseTarget
/** A good backup, with some of everything in it. */
let good = ''
const file = backupFolder()

before(async () => {
  app = await testApp()
  target = placeOf(app.config).target
  const person = await app.person('deployer')
  await person.ok('POST', '/v1/incident/attributes', { name: 'floor', type: 'NUMBER' })
  for (let number = 0; number < 5; number++) {
    const { id } = await person.ok('POST', '/v1/incident', newIncident({ attributes: { floor: number } }))
    await person.ok('POST', `/v1/incident/${id}/updates`, { text: 'on it', status: 'OPEN' })
  }
  good = file('good')
  await backUp(placeOf(app.config), good)
})

async function isThere({ schema }: Place): Promise<boolean> {
  return (await ask(target, `select 1 from pg_namespace where nspname = '${schema}'`)).length > 0
}

describe('where a backup is restored to', () => {
  it('may be an empty schema, or one as migrations leave it', async () => {
    const empty = newPlace(target)
    await ask(target, `create schema "${empty.schema}"`)
    await restore(empty, good)
    const migrated = newPlace(target)
    await migrate(target, migrated.schema, { apply: true })
    await restore(migrated, good)
    const [one, two] = [await rowHashes(empty), await rowHashes(migrated)]
    for (const table of ['instance', 'migration']) {
      delete one[table]
      delete two[table]
    }
    assert.deepEqual(one, two)
  })

  it('holds no data: anything but what migrations put there refuses it, and stays', async () => {
    const changes: Record<string, string> = {
      tenant: `insert into tenant (tenant_id, name, definitions_version) values ('t', 'T', 1)`,
      incident_type: `insert into incident_type (code, label, rank) values ('FIRE', 'Fire', 8)`,
      incident_status: `update incident_status set label = 'Fresh' where code = 'NEW'`,
      incident_severity: `delete from incident_severity where code = 'LOW'`,
      instance: 'update instance set definitions_version = 2',
      provider_issuer: `insert into provider_issuer (issuer) values ('http://localhost:5001')`,
    }
    for (const [table, change] of Object.entries(changes)) {
      const place = newPlace(target)
      await migrate(target, place.schema, { apply: true })
      await ask(target, `set app.scope to 'operations'; set search_path to "${place.schema}"; ${change}`)
      const before = await rowHashes(place)
      await assert.rejects(restore(place, good), new RegExp(`holds data \\(${table}\\)`))
      assert.deepEqual(await rowHashes(place), before)
    }
    const used = newPlace(target)
    await restore(used, good)
    const before = await rowHashes(used)
    await assert.rejects(
      restore(used, good),
      /holds data \(attribute_definition, comment, event, event_body, event_subject, …\)/,
    )
    assert.deepEqual(await rowHashes(used), before)
  })

  it('may not hold tables that Tocsin did not make', async () => {
    const place = newPlace(target)
    await ask(target, `create schema "${place.schema}"; create table "${place.schema}".theirs (one int)`)
    await assert.rejects(restore(place, good), /tables that Tocsin did not make \(theirs\)/)
    assert.deepEqual(Object.keys(await rowHashes(place)), ['theirs'])
  })

  it('is not one a service works on', async () => {
    const place = newPlace(target)
    const { serviceRole } = await migrate(target, place.schema, { apply: true })
    const service = openDatabase({ ...app.config, target, schema: place.schema, serviceRole })
    await service.read('', sql`select 1`)
    await assert.rejects(
      restore(place, good),
      /a Tocsin service works on the schema .* \(\d+ connections?\): stop it first/,
    )
    await service.close()
    await restore(place, good)
  })

  it('is as it was when the restore is broken off, at whatever step', async () => {
    for (const at of ['load', 'index', 'migrate', 'verify']) {
      const place = newPlace(target)
      const stop = new AbortController()
      const onProgress = (step: string): void => {
        if (step === at) stop.abort(new Error(`stopped at ${at}`))
      }
      await assert.rejects(restore(place, good, { signal: stop.signal, onProgress }), { message: `stopped at ${at}` })
      assert.ok(!(await isThere(place)))
      await restore(place, good)
    }
  })
})

describe('a backup between PostgreSQL 18 and 15, as an ordinary role', {
  skip: hasPostgres15 ? false : 'there is no PostgreSQL 15 on this machine',
}, () => {
  it('brings the same rows there and back', async () => {
    const older = await startPostgres15()
    afterTests(() => older.stop())
    await older.admin(`grant create on database tocsin to ${older.role.name}`)
    const folder = mkdtempSync(join(tmpdir(), 'tocsin 18 '))
    const newer = await startEmbedded({ dataDir: folder })
    afterTests(async () => {
      await newer.stop()
      rmSync(folder, { recursive: true, force: true })
    })
    await ask(
      newer.connection,
      `create role ordinary login password 'only for tests'; grant create on database tocsin to ordinary`,
    )
    const { name, password } = older.role
    const fifteen = {
      target: targetOf(`postgres://${name}:${password}@127.0.0.1:${older.port}/tocsin`),
      schema: 'from newer',
    }
    const eighteen = {
      target: { ...newer.connection, user: 'ordinary', password: 'only for tests' },
      schema: 'back "again"',
    }

    await restore(fifteen, good)
    const { header } = await backUp(fifteen, file('from 15'))
    assert.match(header.postgresql, /^15\./)
    await restore(eighteen, file('from 15'))
    const back = await backUp(eighteen, file('from 18'))
    assert.match(back.header.postgresql, /^18\./)

    const expected = await rowHashes(fifteen)
    const found = await rowHashes(eighteen)
    for (const table of ['instance', 'migration']) {
      delete expected[table]
      delete found[table]
    }
    assert.deepEqual(found, expected)
    assert.match(found['incident'] ?? '', /^5 /)
    // The owner, too, is under row security, and can't rewrite the log.
    assert.deepEqual(await ask(fifteen.target, `select 1 from "from newer".incident`), [])
    await assert.rejects(
      ask(eighteen.target, `set app.scope to 'operations'; update "back ""again""".event set seq = 7`),
      /permission denied/,
    )
  })
})

function targetOf(url: string): DatabaseTarget {
  const { database } = readConfig({ DATABASE_URL: url })
  if (!database) throw new Error('the address names a database')
  return database
}
