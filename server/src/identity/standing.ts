import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Role, roles } from '../permission.ts'
import { ExpiringMap, SingleFlight } from './cache.ts'

export type TenantStanding = { name: string; suspended: boolean }

export type AccountStanding = {
  name: string
  email: string
  role: Role
  active: boolean
  /** Access tokens that carry another number are void. */
  credentialVersion: number
  tenant: TenantStanding
}

/** How tenants and accounts stand now, at most two seconds old. */
export type Standings = {
  /** A tenant exists from its first valid token on: this makes it. `name` null: the token gives none. */
  tenant(tenantId: string, name: string | null): Promise<TenantStanding>
  /** null: there is no such account in that tenant. */
  account(tenantId: string, accountId: string): Promise<AccountStanding | null>
}

const KEPT_MS = 2000
const MOST = 10_000

export function createStandings(database: Database, now: () => number): Standings {
  const tenants = new ExpiringMap<TenantStanding>(MOST)
  const tenantFlights = new SingleFlight<TenantStanding>()
  const accounts = new ExpiringMap<AccountStanding | null>(MOST)
  const accountFlights = new SingleFlight<AccountStanding | null>()
  return {
    tenant: async (tenantId, name) => {
      const known = tenants.get(tenantId, now())
      if (known) return known
      return await tenantFlights.run(tenantId, async () => {
        const standing = await readTenant(database, tenantId, name)
        tenants.set(tenantId, standing, now() + KEPT_MS)
        return standing
      })
    },
    account: async (tenantId, accountId) => {
      const key = `${accountId} ${tenantId}`
      const known = accounts.get(key, now())
      if (known !== undefined) return known
      return await accountFlights.run(key, async () => {
        const standing = await readAccount(database, tenantId, accountId)
        accounts.set(key, standing, now() + KEPT_MS)
        return standing
      })
    },
  }
}

async function readTenant(database: Database, tenantId: string, name: string | null): Promise<TenantStanding> {
  const read = sql`select name, suspended_at is not null as suspended from tenant where tenant_id = ${tenantId}`
  let [row] = await database.scoped('identity', read)
  if (!row) {
    await insertTenant(database, tenantId, name ?? tenantId)
    ;[row] = await database.scoped('identity', read)
  }
  if (!row) throw new Error('a tenant was made and is not there')
  const standing = { name: row['name'] as string, suspended: row['suspended'] as boolean } // text not null; a comparison
  if (name === null || name === standing.name) return standing
  await renameTenant(database, tenantId, name)
  return { ...standing, name }
}

/** Makes a tenant unless it is there. True when it was made now. */
export async function insertTenant(database: Database, tenantId: string, name: string): Promise<boolean> {
  // The lock on the instance's row keeps a change of the definitions from missing a tenant that is being made.
  const rows = await database.scoped(
    'identity',
    sql`insert into tenant (tenant_id, name, definitions_version)
        select ${tenantId}::text, ${name}::text, definitions_version from (select definitions_version from instance for share) as instance
        on conflict (tenant_id) do nothing
        returning tenant_id`,
  )
  return rows.length > 0
}

async function renameTenant(database: Database, tenantId: string, name: string): Promise<void> {
  // A writer of the tenant holds this row for a moment at each commit; the name is not worth waiting for.
  await database.scoped(
    'identity',
    sql`update tenant set name = ${name}
        where tenant_id in (select tenant_id from tenant where tenant_id = ${tenantId} and name <> ${name} for update skip locked)`,
  )
}

async function readAccount(database: Database, tenantId: string, accountId: string): Promise<AccountStanding | null> {
  const [row] = await database.scoped(
    'identity',
    sql`select a.name, a.email, a.role, a.active, a.credential_version, t.name as tenant_name, t.suspended_at is not null as suspended
        from account a join tenant t on t.tenant_id = a.tenant_id
        where a.tenant_id = ${tenantId} and a.id = ${accountId}`,
  )
  const role = roles.find((one) => one === row?.['role'])
  if (!row || !role) return null
  return {
    name: row['name'] as string, // text not null, as the other columns
    email: row['email'] as string,
    role,
    active: row['active'] as boolean,
    credentialVersion: row['credential_version'] as number,
    tenant: { name: row['tenant_name'] as string, suspended: row['suspended'] as boolean },
  }
}
