/** Making, changing and removing accounts of the embedded provider. */
import type { Database } from '../../database/database.ts'
import { AppError, notFound, refusal } from '../../errors.ts'
import { isUuid, uuid } from '../../id.ts'
import { type Actor, type Context, roleReaches } from '../../permission.ts'
import { deleteTokensOf } from '../apitoken/store.ts'
import { withinLimits } from '../provider/guess.ts'
import { requireReach } from '../reach.ts'
import { generatePassword, hashPassword, verifyPassword } from './password.ts'
import type { Account, AccountInput, AccountUpdate, NewAccount, PasswordChange } from './schema.ts'
import {
  type AccountRow,
  deleteAccount,
  emailIsTaken,
  emailKey,
  endSessions,
  findByEmail,
  insertAccount,
  lockWithAdmins,
  replacePassword,
  selectAccount,
  updateAccount,
} from './store.ts'

export const wrongPassword = refusal('invalid', 'WRONG_PASSWORD', '"current" is not your password.', 'current')

/** Makes an account in the actor's tenant. Throws forbidden (role above the actor's), conflict DUPLICATE_EMAIL. */
export async function addAccount(database: Database, context: Context, input: AccountInput): Promise<NewAccount> {
  const { actor } = context
  const { email, name, role, active = true } = input
  requireReach(actor, role, 'Nobody may give a higher role than their own')
  if ((await findByEmail(database, email)) !== null) throw emailIsTaken()
  const generated = input.password === undefined ? generatePassword() : null
  // Outside the transaction: it takes a fifth of a second, and no connection should wait for it.
  const passwordHash = await hashPassword(input.password ?? generated ?? '', shareOfTenant(actor))
  return await database.transaction(context, async (tx) => {
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
  context: Context,
  id: string,
  input: AccountUpdate,
): Promise<Account> {
  const { actor } = context
  if (!isUuid(id)) throw notFound('account')
  const passwordHash = input.password === undefined ? null : await hashForChange(database, actor, id, input.password)
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
      if (input.end_tokens === true) await deleteTokensOf(tx, id)
      return after
    },
    context,
  )
}

/**
 * Changes the actor's own password, and signs them out everywhere. `address` is where they ask from: guessing is slowed as at the sign-in. Throws
 * not_found (no account stands behind the token), invalid WRONG_PASSWORD, rate_limited.
 */
export async function changeOwnPassword(
  database: Database,
  context: Context,
  address: string,
  { current, new: next, end_tokens: endsTokens = false }: PasswordChange,
): Promise<Account> {
  const { actor } = context
  if (actor.kind !== 'user' || actor.email === null) throw notFound('account')
  const account = await findByEmail(database, actor.email)
  if (account?.id !== actor.userId) throw notFound('account')
  // Signed in already: what others try at the sign-in page keeps nobody from changing their password.
  const guesser = { account: emailKey(actor.email), address, device: `signed in ${account.id}` }
  const share = `account ${account.id}`
  const right = await withinLimits(database, guesser, () => verifyPassword(current, account.passwordHash, share))
  if (!right) throw wrongPassword
  const hash = await hashPassword(next, share)
  return await database.scopedTransaction(
    'identity',
    async (tx) => {
      const changed = await replacePassword(tx, account.id, account.passwordHash, hash)
      // Somebody else has changed it meanwhile.
      if (changed === null) throw wrongPassword
      await endSessions(tx, account.id)
      if (endsTokens) await deleteTokensOf(tx, account.id)
      return changed
    },
    context,
  )
}

/** Removes an account, its sessions and its API tokens. Throws not_found, forbidden (a higher role, the tenant's last admin). */
export async function removeAccount(database: Database, context: Context, id: string): Promise<Account> {
  const { actor } = context
  if (!isUuid(id)) throw notFound('account')
  return await database.scopedTransaction(
    'identity',
    async (tx) => {
      const rows = await lockWithAdmins(tx, id)
      const { is_target: _, ...account } = targetOf(rows)
      requireReach(actor, account.role, 'This account has a higher role than yours')
      requireAnotherAdmin(rows)
      await endSessions(tx, id)
      await deleteTokensOf(tx, id)
      await deleteAccount(tx, id)
      return account
    },
    context,
  )
}

function shareOfTenant({ tenantId }: Actor): string {
  return `tenant ${tenantId}`
}

/** Hashes a new password only for an account that is there and in the actor's reach; changeAccount() looks again under the lock. */
async function hashForChange(database: Database, actor: Actor, id: string, password: string): Promise<string> {
  const [found] = await database.read(actor.tenantId, selectAccount(actor.tenantId, id))
  if (!found) throw notFound('account')
  requireReach(actor, (found as Account).role, 'This account has a higher role than yours') // the columns of selectAccount()
  return await hashPassword(password, shareOfTenant(actor))
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
