import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { ConfigError } from '../config.ts'
import { afterTests, testConfig, testDatabaseUrl } from '../testing/database.ts'
import { migrate } from './migrate.ts'

test('a database that can’t keep every text is refused at the start, and nothing is made in it', async (context) => {
  const name = `latin_${randomBytes(6).toString('hex')}`
  const url = await testDatabaseUrl()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    'select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user',
  )
  if (!rows[0].may) {
    await client.end()
    context.skip('the role of this PostgreSQL may not create a database')
    return
  }
  afterTests(async () => {
    await client.query(`drop database if exists ${name}`)
    await client.end()
  })
  await client.query(`create database ${name} template template0 encoding 'LATIN1' locale 'C'`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const { database, schema } = await testConfig({ DATABASE_URL: own.href })
  assert.ok(database)
  await assert.rejects(
    migrate(database, schema, { apply: true }),
    (error) => error instanceof ConfigError && /encoding LATIN1.*--encoding=UTF8/.test(error.message),
  )
  const inside = new pg.Client({ connectionString: own.href })
  await inside.connect()
  const { rowCount } = await inside.query('select 1 from pg_namespace where nspname = $1', [schema])
  await inside.end()
  assert.equal(rowCount, 0)
})
