/** SQL of accounts. */
import type { Database, Tx } from '../../database/database.ts'
import { sqlState } from '../../database/failure.ts'
import { utc } from '../../database/instant.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import type { Role } from '../../permission.ts'
import type { Account } from './schema.ts'

const columns = sql`id, email, name, role, active, ${utc('created_at')} as created_at, created_by,
  ${utc('updated_at')} as updated_at, ${utc('last_sign_in_at')} as last_sign_in_at`

/** How an address is compared. */
export function emailKey(email: string): string {
  return email.normalize('NFC').toLowerCase()
}

/** Accounts of a tenant, by name. */
export function selectAccounts(tenantId: string): Sql {
  return sql`select ${columns} from account where tenant_id = ${tenantId} order by account.name, account.id`
}

export function selectAccount(tenantId: string, id: string): Sql {
  return sql`select ${columns} from account where tenant_id = ${tenantId} and id = ${id}`
}

export type AccountRow = Account & { is_target: boolean }

/** Locks an account together with every active admin of its tenant, in one order, so that the last one can be told. */
export async function lockWithAdmins(tx: Tx, id: string): Promise<AccountRow[]> {
  const rows = await tx.query(
    sql`select ${columns}, id = ${id} as is_target from account
        where tenant_id = ${tx.tenantId} and (id = ${id} or (active and role in ('admin', 'deployer')))
        order by account.id for update`,
  )
  return rows as AccountRow[] // the columns above
}

export type NewAccountRow = {
  id: string
  email: string
  name: string
  role: Role
  active: boolean
  passwordHash: string
  createdBy: string
}

/** Keeps a new account. Throws conflict DUPLICATE_EMAIL. */
export async function insertAccount(tx: Tx, tenantId: string, account: NewAccountRow): Promise<Account> {
  const { id, email, name, role, active, passwordHash, createdBy } = account
  const [row] = await uniqueEmail(() =>
    tx.query(
      sql`insert into account (tenant_id, id, email, email_key, name, role, active, password_hash, created_by)
          values (${tenantId}, ${id}, ${email}, ${emailKey(email)}, ${name}, ${role}, ${active}, ${passwordHash}, ${createdBy})
          returning ${columns}`,
    ),
  )
  if (!row) throw new Error('an insert returned nothing')
  return row as Account // the columns above
}

export type AccountChange = {
  email: string
  name: string
  role: Role
  active: boolean
  /** null: the password stays. */
  passwordHash: string | null
  /** Whether access tokens given out before end. */
  endsTokens: boolean
}

/** Writes a changed account. Throws conflict DUPLICATE_EMAIL. */
export async function updateAccount(tx: Tx, id: string, change: AccountChange): Promise<Account> {
  const { email, name, role, active, passwordHash, endsTokens } = change
  const [row] = await uniqueEmail(() =>
    tx.query(
      sql`update account set email = ${email}, email_key = ${emailKey(email)}, name = ${name}, role = ${role}, active = ${active},
            password_hash = coalesce(${passwordHash}::text, password_hash),
            credential_version = credential_version + ${endsTokens ? 1 : 0}::int, updated_at = now()
          where tenant_id = ${tx.tenantId} and id = ${id}
          returning ${columns}`,
    ),
  )
  if (!row) throw new Error('a locked account was not there')
  return row as Account // the columns above
}

/** Replaces a password that is still the one that was looked at; null when it is not. Tokens given out before end. */
export async function replacePassword(tx: Tx, id: string, before: string, after: string): Promise<Account | null> {
  const [row] = await tx.query(
    sql`update account set password_hash = ${after}, credential_version = credential_version + 1, updated_at = now()
        where tenant_id = ${tx.tenantId} and id = ${id} and password_hash = ${before} returning ${columns}`,
  )
  return row ? (row as Account) : null // the columns above
}

/** Removes an account; the API tokens made for it have to go first. */
export async function deleteAccount(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`delete from account where tenant_id = ${tx.tenantId} and id = ${id}`)
}

/** Ends an account's sessions, codes and refresh tokens. Needs the scope identity. */
export async function endSessions(tx: Tx, accountId: string): Promise<void> {
  await tx.query(sql`delete from provider_state where account_id = ${accountId}`)
}

export type SignIn = {
  id: string
  tenantId: string
  passwordHash: string
  /** What the password is checked against: whoever changes it raises the number. */
  credentialVersion: number
  active: boolean
  suspended: boolean
}

/** The account of an e-mail address, in whichever tenant. */
export async function findByEmail(database: Database, email: string): Promise<SignIn | null> {
  const [row] = await database.scoped(
    'identity',
    sql`select a.id, a.tenant_id, a.password_hash, a.credential_version, a.active, t.suspended_at is not null as suspended
        from account a join tenant t on t.tenant_id = a.tenant_id
        where a.email_key = ${emailKey(email)}`,
  )
  if (!row) return null
  return {
    id: row['id'] as string, // uuid not null; the other columns by their types as well
    tenantId: row['tenant_id'] as string,
    passwordHash: row['password_hash'] as string,
    credentialVersion: row['credential_version'] as number,
    active: row['active'] as boolean,
    suspended: row['suspended'] as boolean,
  }
}

/** What the provider says of an account in its tokens; null when it is gone or switched off, or its tenant suspended. */
export async function findForClaims(database: Database, id: string): Promise<AccountClaims | null> {
  const [row] = await database.scoped(
    'identity',
    sql`select a.email, a.name, a.role, a.credential_version, a.tenant_id, t.name as tenant_name
        from account a join tenant t on t.tenant_id = a.tenant_id
        where a.id = ${id} and a.active and t.suspended_at is null`,
  )
  if (!row) return null
  return row as unknown as AccountClaims // the columns above
}

export type AccountClaims = {
  email: string
  name: string
  role: Role
  credential_version: number
  tenant_id: string
  tenant_name: string
}

export async function noteSignIn(database: Database, id: string): Promise<void> {
  await database.scoped('identity', sql`update account set last_sign_in_at = now() where id = ${id}`)
}

async function uniqueEmail<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw sqlState(error) === '23505' ? emailIsTaken() : error
  }
}

export function emailIsTaken(): AppError {
  const message = 'There is an account with this e-mail address already.'
  return new AppError('conflict', message, { problems: [{ code: 'DUPLICATE_EMAIL', message, field: 'email' }] })
}
