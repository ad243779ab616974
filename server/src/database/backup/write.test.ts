import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { before, describe, it } from 'node:test'
import pg from 'pg'
import { type TestApp, testApp } from '../../testing/app.ts'
import { ask, backUp, backupFolder, closeLastTable, newPlace, placeOf, restore } from '../../testing/backup.ts'
import { clientConfig } from '../client-config.ts'
import { applyMigrations, migrations } from '../migrate.ts'
import { madeBy, readTables } from './tables.ts'

let app: TestApp
const file = backupFolder()

before(async () => {
  app = await testApp()
})

describe('the file of a backup', () => {
  it('is readable by its owner only, and replaces nothing unless told to', async () => {
    const path = file('private')
    await backUp(placeOf(app.config), path)
    assert.equal(statSync(path).mode & 0o777, 0o600)
    const bytes = readFileSync(path)
    await assert.rejects(backUp(placeOf(app.config), path), /exists already/)
    assert.deepEqual(readFileSync(path), bytes)
    assert.deepEqual(
      readdirSync(dirname(path)).filter((name) => name.includes('partial')),
      [],
    )
  })

  it('is not there when the backup breaks off', async () => {
    const path = file('broken off')
    let ended = false
    const breakOff = (): void => {
      if (ended) return
      ended = true
      // The generator is stopped by this: what throws in it ends it.
      throw new Error('the disk has gone')
    }
    await assert.rejects(backUp(placeOf(app.config), path, breakOff), /the disk has gone/)
    assert.ok(!existsSync(path))
    assert.deepEqual(
      readdirSync(dirname(path)).filter((name) => name.includes('partial')),
      [],
    )
  })

  it('is not there when the database ends the connection midway', async () => {
    const path = file('cut off')
    await using gate = await closeLastTable(placeOf(app.config))
    const refused = assert.rejects(backUp(placeOf(app.config), path))
    await gate.reached()
    await gate.cut()
    await refused
    assert.ok(!existsSync(path))
    assert.deepEqual(
      readdirSync(dirname(path)).filter((name) => name.includes('partial')),
      [],
    )
  })

  it('names a table that it could not see every row of, and is not written', async () => {
    const place = newPlace(placeOf(app.config).target)
    const client = new pg.Client(clientConfig(place.target))
    await client.connect()
    await client.query('begin')
    await applyMigrations(client, place.schema, true)
    await client.query('drop policy operations on comment; commit')
    await client.end()
    await assert.rejects(backUp(place, file('blind')), /not see every row of comment/)
    assert.ok(!existsSync(file('blind')))
  })

  it('leaves out tables that Tocsin did not make, and says so', async () => {
    const { target, schema } = placeOf(app.config)
    await ask(target, `create table "${schema}".theirs as select 1 as one`)
    try {
      const summary = await backUp({ target, schema }, file('foreign'))
      assert.deepEqual(summary.leftOut, ['theirs'])
      await restore(newPlace(target), file('foreign'))
    } finally {
      await ask(target, `drop table "${schema}".theirs`)
    }
  })

  it('holds every table that the migrations make', async () => {
    const { target, schema } = placeOf(app.config)
    const client = new pg.Client(clientConfig(target))
    await client.connect()
    const found = await readTables(client, schema)
    const functions = await client.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = $1::regnamespace order by 1`,
      [`"${schema}"`],
    )
    await client.end()
    const made = madeBy(migrations())
    assert.deepEqual(made.tables.sort(), [...found.keys()].sort())
    assert.deepEqual(
      made.functions.sort(),
      functions.rows.map(({ name }) => name),
    )
    const { header } = await backUp(placeOf(app.config), file('tables'))
    assert.deepEqual(header.tables.map(({ name }) => name).sort(), made.tables)
    const order = new Map(header.tables.map(({ name }, at) => [name, at]))
    for (const [name, { refersTo }] of found) {
      for (const other of refersTo)
        assert.ok((order.get(other) ?? 0) < (order.get(name) ?? 0), `${other} comes before ${name}`)
    }
  })
})
