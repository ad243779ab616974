/** Making, changing and removing accounts of the embedded provider. */
import type { Database } from '../../database/database.ts'
import { AppError, notFound, refusal } from '../../errors.ts'
import { isUuid, uuid } from '../../id.ts'
import { type Actor, roleReaches } from '../../permission.ts'
import { takeGuess } from '../provider/guess.ts'
import { requireReach } from '../reach.ts'
import { generatePassword, hashPassword, verifyPassword } from './password.ts'
import type { Account, AccountInput, AccountUpdate, NewAccount, PasswordChange } from './schema.ts'
import {
  type AccountRow,
  deleteAccount,
  emailKey,
  endSessions,
  findByEmail,
  insertAccount,
  lockWithAdmins,
  replacePassword,
  updateAccount,
} from './store.ts'

export const wrongPassword = refusal('invalid', 'WRONG_PASSWORD', '"current" is not your password.', 'current')

/** Makes an account in the actor's tenant. Throws forbidden (role above the actor's), conflict DUPLICATE_EMAIL. */
export async function addAccount(database: Database, actor: Actor, input: AccountInput): Promise<NewAccount> {
  const { email, name, role, active = true } = input
  requireReach(actor, role, 'Nobody may give a higher role than their own')
  const generated = input.password === undefined ? generatePassword() : null
  // Outside the transaction: it takes a fifth of a second, and no connection should wait for it.
  const passwordHash = await hashPassword(input.password ?? generated ?? '')
  return await database.transaction(actor, async (tx) => {
    const made = await insertAccount(tx, tx.tenantId, {
      id: uuid(),
      email,
      name,
      role,
      active,
      passwordHash,
      createdBy: actor.name,
    })
    return generated === null ? made : { ...made, password: generated }
  })
}

/**
 * Changes an account; what is left out stays. A new password, address, a lower role or `active: false` signs it out
 * everywhere. Throws not_found, forbidden (a role above the actor's, the tenant's last admin), conflict DUPLICATE_EMAIL.
 */
export async function changeAccount(
  database: Database,
  actor: Actor,
  id: string,
  input: AccountUpdate,
): Promise<Account> {
  if (!isUuid(id)) throw notFound('account')
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password)
  return await database.scopedTransaction(
    'identity',
    async (tx) => {
      const rows = await lockWithAdmins(tx, id)
      const before = targetOf(rows)
      const { email = before.email, name = before.name, role = before.role, active = before.active } = input
      requireReach(actor, before.role, 'This account has a higher role than yours')
      requireReach(actor, role, 'Nobody may give a higher role than their own')
      if (!active || !roleReaches(role, 'admin')) requireAnotherAdmin(rows)
      const lowered = !roleReaches(role, before.role)
      const endsTokens = passwordHash !== null || email !== before.email || lowered || !active
      const after = await updateAccount(tx, id, { email, name, role, active, passwordHash, endsTokens })
      if (endsTokens) await endSessions(tx, id)
      return after
    },
    actor,
  )
}

/**
 * Changes the actor's own password, and signs them out everywhere. `address` is where they ask from: guessing is slowed as at the sign-in. Throws
 * not_found (no account stands behind the token), invalid WRONG_PASSWORD, rate_limited.
 */
export async function changeOwnPassword(
  database: Database,
  actor: Actor,
  address: string,
  { current, new: next }: PasswordChange,
): Promise<Account> {
  if (actor.kind !== 'user' || actor.email === null) throw notFound('account')
  const guess = await takeGuess(database, emailKey(actor.email), address)
  const account = await findByEmail(database, actor.email)
  if (account?.id !== actor.userId) throw notFound('account')
  if (!(await verifyPassword(current, account.passwordHash))) throw wrongPassword
  await guess.succeeded()
  const hash = await hashPassword(next)
  return await database.scopedTransaction(
    'identity',
    async (tx) => {
      const changed = await replacePassword(tx, account.id, account.passwordHash, hash)
      // Somebody else has changed it meanwhile.
      if (changed === null) throw wrongPassword
      await endSessions(tx, account.id)
      return changed
    },
    actor,
  )
}

/** Removes an account, its sessions and its API tokens. Throws not_found, forbidden (a higher role, the tenant's last admin). */
export async function removeAccount(database: Database, actor: Actor, id: string): Promise<Account> {
  if (!isUuid(id)) throw notFound('account')
  return await database.scopedTransaction(
    'identity',
    async (tx) => {
      const rows = await lockWithAdmins(tx, id)
      const { is_target: _, ...account } = targetOf(rows)
      requireReach(actor, account.role, 'This account has a higher role than yours')
      requireAnotherAdmin(rows)
      await endSessions(tx, id)
      await deleteAccount(tx, id)
      return account
    },
    actor,
  )
}

function targetOf(rows: AccountRow[]): AccountRow {
  const target = rows.find((row) => row.is_target)
  if (!target) throw notFound('account')
  return target
}

/** Throws forbidden when the target is the only active admin its tenant has. */
function requireAnotherAdmin(rows: AccountRow[]): void {
  const isAdmin = (row: AccountRow) => row.active && roleReaches(row.role, 'admin')
  const target = rows.find((row) => row.is_target)
  if (!target || !isAdmin(target) || rows.some((row) => !row.is_target && isAdmin(row))) return
  const message = 'This is the last admin of the tenant: make another one first.'
  throw new AppError('forbidden', message, { problems: [{ code: 'LAST_ADMIN', message }] })
}
