/** Remembers for two seconds how tenants and accounts stand in the database, so that not every request has to ask. */
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { type Role, roles } from '../permission.ts'
import { ExpiringMap, SingleFlight } from './cache.ts'
import { ensureTenant, type TenantStatus } from './tenant.ts'

export type AccountStatus = {
  name: string
  email: string
  emailVerified: boolean
  role: Role
  active: boolean
  /** Access tokens that carry another number are void. */
  credentialVersion: number
  tenant: TenantStatus
}

/** The status of tenants and accounts, read from the database and at most two seconds old. */
export type AccountStatusCache = {
  /** A tenant exists from its first valid token on: this makes it. `name` null: the token gives none. */
  tenant(tenantId: string, name: string | null): Promise<TenantStatus>
  /** null: there is no such account in that tenant. */
  account(tenantId: string, accountId: string): Promise<AccountStatus | null>
}

const KEPT_MS = 2000
const MOST = 10_000

export function createAccountStatusCache(database: Database, now: () => number): AccountStatusCache {
  const tenants = new ExpiringMap<TenantStatus>(MOST)
  const tenantFlights = new SingleFlight<TenantStatus>()
  const accounts = new ExpiringMap<AccountStatus | null>(MOST)
  const accountFlights = new SingleFlight<AccountStatus | null>()
  return {
    tenant: async (tenantId, name) => {
      const known = tenants.get(tenantId, now())
      if (known) return known
      return await tenantFlights.run(tenantId, async () => {
        const status = await ensureTenant(database, tenantId, name)
        tenants.set(tenantId, status, now() + KEPT_MS)
        return status
      })
    },
    account: async (tenantId, accountId) => {
      const key = `${accountId} ${tenantId}`
      const known = accounts.get(key, now())
      if (known !== undefined) return known
      return await accountFlights.run(key, async () => {
        const status = await readAccount(database, tenantId, accountId)
        accounts.set(key, status, now() + KEPT_MS)
        return status
      })
    },
  }
}

async function readAccount(database: Database, tenantId: string, accountId: string): Promise<AccountStatus | null> {
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
    emailVerified: true,
    role,
    active: row['active'] as boolean,
    credentialVersion: row['credential_version'] as number,
    tenant: { name: row['tenant_name'] as string, suspended: row['suspended'] as boolean },
  }
}
