/** The first tenant and administrator of a fresh database. */
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { uuid } from '../../id.ts'
import { generatePassword, hashPassword } from '../account/password.ts'
import { insertAccount } from '../account/store.ts'
import { insertTenant } from '../tenant.ts'

const FIRST_TENANT = { id: 'default', name: 'Default' }
const FIRST_EMAIL = 'admin@tocsin.local'

/**
 * On a database without accounts makes the tenant `default` and an administrator with the role deployer, once however many
 * processes start. Gives null when there were accounts; `password` is null when it came from ADMIN_PASSWORD.
 */
export async function ensureFirstAdministrator(
  database: Database,
  config: Pick<Config, 'adminPassword'>,
): Promise<{ email: string; password: string | null } | null> {
  const someone = sql`select 1 as found from account limit 1`
  if ((await database.scoped('identity', someone)).length > 0) return null
  const generated = config.adminPassword === null ? generatePassword() : null
  const passwordHash = await hashPassword(config.adminPassword ?? generated ?? '', 'first administrator')
  await insertTenant(database, FIRST_TENANT.id, FIRST_TENANT.name)
  return await database.scopedTransaction('identity', async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(7236741003)`)
    if ((await tx.query(someone)).length > 0) return null
    await insertAccount(tx, FIRST_TENANT.id, {
      id: uuid(),
      email: FIRST_EMAIL,
      name: 'Administrator',
      role: 'deployer',
      active: true,
      passwordHash,
      createdBy: 'Tocsin',
    })
    return { email: FIRST_EMAIL, password: generated }
  })
}
