// What tests of the demo need: a database that takes imports, its options, an admin.
import type { Config } from '../config.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import type { DemoOptions } from '../demo/demo.ts'
import { type Person, personWith, type TestApp } from './app.ts'
import { afterTests } from './database.ts'

/** The database of a test, opened as commands that import do. */
export async function importingDatabase(config: Config): Promise<Database> {
  const { database: target, schema } = config
  if (!target) throw new Error('a test configuration names its database')
  const { serviceRole } = await migrate(target, schema, { apply: false })
  const database = openDatabase({ ...config, target, serviceRole, imports: true })
  afterTests(() => database.close())
  return database
}

/** What a test's demo is told to do. */
export function demoOptions(tenantId: string, more: Partial<DemoOptions> = {}): DemoOptions {
  return { tenantId, tenantName: tenantId, incidents: 120, months: 6, seed: 1, force: false, ...more }
}

/** Somebody who may see everything of a tenant. */
export async function demoAdmin(app: TestApp, tenant: string): Promise<Person> {
  const person = await app.person('admin', tenant)
  return personWith(app.url, tenant, person.user, person.token)
}
