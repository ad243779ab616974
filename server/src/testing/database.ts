// The PostgreSQL of a test run, and work that is done after tests.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { type Config, readConfig } from '../config.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { startEmbedded } from '../database/embedded.ts'
import { migrate } from '../database/migrate.ts'

/** A PostgreSQL for tests: the one of TEST_DATABASE_URL, or an embedded one in a folder of its own. */
export async function startTestDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin test '))
  // Several files at a time, some of them with five services.
  const embedded = await startEmbedded({ dataDir, maxConnections: 200 })
  const { host, port, user, password, database } = embedded.connection
  const url = `postgres://${user}:${encodeURIComponent(password ?? '')}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
  return {
    url,
    stop: async () => {
      await embedded.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

let shared: Promise<{ url: string; stop(): Promise<void> }> | undefined
/** What to undo after this file's tests, last first: node:test runs its own hooks first in, first out. */
const undo: (() => Promise<void>)[] = []

/** Does something after this file's tests, or after the test that is the first to ask for it, before what was set up earlier is taken down. */
export function afterTests(work: () => Promise<void>): void {
  if (undo.length === 0) {
    after(async () => {
      for (const one of undo.splice(0).reverse()) await one()
    })
  }
  undo.push(work)
}

/** The test run's PostgreSQL, started at first use and stopped after this file's tests. */
export async function testDatabaseUrl(): Promise<string> {
  if (!shared) {
    const started = startTestDatabase()
    shared = started
    afterTests(async () => {
      shared = undefined
      await (await started).stop()
    })
  }
  return (await shared).url
}

/** A configuration for tests: the given database, a schema of its own, nothing from the environment. */
export async function testConfig(overrides: NodeJS.ProcessEnv = {}): Promise<Config> {
  return readConfig({
    DATABASE_URL: await testDatabaseUrl(),
    SQL_SCHEMA: `test_${randomBytes(6).toString('hex')}`,
    APP_PORT: '0',
    LOG_LEVEL: 'silent',
    ...overrides,
  })
}

/** A migrated database in a schema of its own, closed and dropped after this file's tests. */
export async function testDatabase(config: Config): Promise<Database> {
  if (!config.database) throw new Error('a test configuration names its database')
  const { serviceRole } = await migrate(config.database, config.schema, { apply: true })
  const database = openDatabase({ ...config, target: config.database, serviceRole })
  afterTests(async () => {
    const client = await database.connect()
    await client.query('reset role')
    await client.query(`set client_min_messages to warning`)
    await client.query(`drop schema "${config.schema}" cascade`)
    if (serviceRole !== null)
      await client.query(`drop owned by "${serviceRole}"`).then(() => client.query(`drop role "${serviceRole}"`))
    await client.end()
    await database.close()
  })
  return database
}
