/** What `tocsin account` and `tocsin tenant` do, by the same rules as the API. */
import type { Database } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { sql } from '../database/sql.ts'
import { AppError, invalid } from '../errors.ts'
import { uuid } from '../id.ts'
import type { Actor, Context, Role } from '../permission.ts'
import { addAccount, changeAccount, removeAccount as remove } from './account/commands.ts'
import { generatePassword } from './account/password.ts'
import type { Account, NewAccount } from './account/schema.ts'
import { findByEmail, selectAccounts } from './account/store.ts'
import { insertTenant } from './tenant.ts'

// Whoever can run the command owns the database, so they act with the highest role.

export type NewAccountOptions = { tenant: string; email: string; name: string; role: Role; password?: string }

/** Makes an account; `password` is in the answer when it was generated. Throws not_found (tenant), invalid, conflict DUPLICATE_EMAIL. */
export async function createAccount(database: Database, options: NewAccountOptions): Promise<NewAccount> {
  const { tenant, email, name, role, password } = options
  requireText('email', email, 254)
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw wrong('email', 'The e-mail address is not one.')
  requireText('name', name, 500)
  if (password !== undefined) requirePassword(password)
  await requireTenant(database, tenant)
  return await addAccount(database, commandContext(tenant), {
    email,
    name,
    role,
    ...(password === undefined ? {} : { password }),
  })
}

/** Accounts of a tenant, by name. Throws not_found (tenant). */
export async function listAccounts(database: Database, tenant: string): Promise<Account[]> {
  await requireTenant(database, tenant)
  return (await database.read(tenant, selectAccounts(tenant))) as Account[] // the columns of selectAccounts()
}

/** Gives an account a new password and signs it out everywhere; generates one when none is given, and gives it back then. Throws not_found, invalid. */
export async function setPassword(
  database: Database,
  email: string,
  password?: string,
): Promise<{ password: string | null }> {
  if (password !== undefined) requirePassword(password)
  const generated = password === undefined ? generatePassword() : null
  const { id, tenantId } = await requireAccount(database, email)
  await changeAccount(database, commandContext(tenantId), id, { password: password ?? generated ?? '' })
  return { password: generated }
}

/** Gives an account another role; a lower one signs it out everywhere. Throws not_found, forbidden LAST_ADMIN. */
export async function setRole(database: Database, email: string, role: Role): Promise<Account> {
  const { id, tenantId } = await requireAccount(database, email)
  return await changeAccount(database, commandContext(tenantId), id, { role })
}

/** Removes an account, its sessions and its API tokens. Throws not_found, forbidden LAST_ADMIN. */
export async function removeAccount(database: Database, email: string): Promise<Account> {
  const { id, tenantId } = await requireAccount(database, email)
  return await remove(database, commandContext(tenantId), id)
}

export type TenantSummary = {
  id: string
  name: string
  created_at: string
  /** null: it is not suspended. */
  suspended_at: string | null
  accounts: number
  incidents: number
}

/** Makes a tenant. Throws invalid, conflict DUPLICATE_TENANT. */
export async function createTenant(database: Database, tenant: { id: string; name?: string }): Promise<void> {
  const { id, name = tenant.id } = tenant
  requireText('tenant', id, 255)
  requireText('name', name, 500)
  if (await insertTenant(database, id, name)) return
  const message = `There is a tenant ${id} already.`
  throw new AppError('conflict', message, { problems: [{ code: 'DUPLICATE_TENANT', message, field: 'tenant' }] })
}

/** All tenants, by id. */
export async function listTenants(database: Database): Promise<TenantSummary[]> {
  const rows = await database.scoped(
    'identity',
    sql`select tenant_id as id, name, ${utc('created_at')} as created_at, ${utc('suspended_at')} as suspended_at,
          (select count(*)::int from account where account.tenant_id = tenant.tenant_id) as accounts, incident_total as incidents
        from tenant order by tenant_id`,
  )
  return rows as unknown as TenantSummary[] // the columns above
}

/** Refuses every token of a tenant within seconds, until it is resumed; nothing is removed. Throws not_found. */
export async function suspendTenant(database: Database, id: string): Promise<void> {
  const rows = await database.scoped(
    'identity',
    sql`update tenant set suspended_at = coalesce(suspended_at, now()) where tenant_id = ${id} returning tenant_id`,
  )
  if (rows.length === 0) throw noTenant(id)
}

/** Lets a suspended tenant in again. Throws not_found. */
export async function resumeTenant(database: Database, id: string): Promise<void> {
  const rows = await database.scoped(
    'identity',
    sql`update tenant set suspended_at = null where tenant_id = ${id} returning tenant_id`,
  )
  if (rows.length === 0) throw noTenant(id)
}

function commandContext(tenantId: string): Context {
  const actor: Actor = {
    tenantId,
    tenantName: tenantId,
    userId: 'cli',
    name: 'Tocsin',
    email: null,
    emailVerified: false,
    kind: 'system',
    role: 'deployer',
    expiresAt: null,
  }
  return { actor, requestId: uuid(), via: 'cli' }
}

async function requireTenant(database: Database, id: string): Promise<void> {
  const rows = await database.scoped('identity', sql`select 1 as found from tenant where tenant_id = ${id}`)
  if (rows.length === 0) throw noTenant(id)
}

async function requireAccount(database: Database, email: string): Promise<{ id: string; tenantId: string }> {
  const found = await findByEmail(database, email)
  if (found) return found
  const message = `There is no account with the e-mail address ${email}.`
  throw new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
}

function noTenant(id: string): AppError {
  const message = `There is no tenant ${id}.`
  return new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
}

function requirePassword(password: string): void {
  const length = [...password].length
  if (length < 8 || length > 256) throw wrong('password', 'A password has 8 to 256 characters.')
}

function requireText(field: string, value: string, most: number): void {
  const length = [...value].length
  if (value.trim() === '' || length > most || !value.isWellFormed() || value.includes('\0')) {
    throw wrong(field, `The ${field} must have 1 to ${most} characters and not be blank.`)
  }
}

function wrong(field: string, message: string): AppError {
  return invalid([{ code: 'BAD_VALUE', message, field }])
}
