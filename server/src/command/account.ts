import { createInterface } from 'node:readline'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { AppError, invalid } from '../errors.ts'
import { checker } from '../http/validate.ts'
import { uuid } from '../id.ts'
import { addAccount, changeAccount, removeAccount } from '../identity/account/commands.ts'
import { generatePassword } from '../identity/account/password.ts'
import { type Account, AccountInput, AccountUpdate } from '../identity/account/schema.ts'
import { findByEmail, selectAccounts } from '../identity/account/store.ts'
import { insertTenant } from '../identity/standing.ts'
import { listTenants } from '../identity/tenant.ts'
import { type Actor, roles } from '../permission.ts'
import { defineCommand, defineGroup, oneOf, UsageError } from './command.ts'
import { requireEmbeddedProvider, withDatabase } from './connect.ts'
import { columns } from './print.ts'

const DEFAULT_TENANT = 'default'
const stdinOption = {
  type: 'boolean',
  text: 'reads the password from the first line of stdin instead of generating one',
} as const

/** Whoever can start this command can reach the database: it may do what the highest role may. */
function operator(tenantId: string): Actor {
  return {
    tenantId,
    tenantName: tenantId,
    userId: 'cli:operator',
    name: 'operator',
    email: null,
    emailVerified: false,
    kind: 'system',
    role: 'deployer',
    requestId: uuid(),
    expiresAt: null,
  }
}

const checkInput = checker(AccountInput)
const checkUpdate = checker(AccountUpdate)

const list = defineCommand({
  usage: '[--tenant T]',
  options: { tenant: { type: 'string', value: 'T', text: 'only those of one tenant' } },
  run: async ({ values, config }) => {
    const rows = await withAccounts(config(), 'account list', async (database) => {
      const tenants =
        values.tenant === undefined ? (await listTenants(database)).map((one) => one.tenant_id) : [values.tenant]
      const found: string[][] = []
      for (const tenant of tenants) {
        const accounts = (await database.read(tenant, selectAccounts(tenant))) as Account[] // its columns are those of the schema
        for (const { email, name, role, active, last_sign_in_at } of accounts) {
          found.push([
            email,
            name,
            role,
            tenant,
            active ? 'active' : 'closed',
            last_sign_in_at?.slice(0, 10) ?? 'never',
          ])
        }
      }
      return found
    })
    process.stdout.write(columns(['EMAIL', 'NAME', 'ROLE', 'TENANT', 'STATE', 'LAST SIGN-IN'], rows))
    return 0
  },
})

const add = defineCommand({
  usage: 'EMAIL --name NAME --role R [--tenant T] [--stdin]',
  words: ['EMAIL'],
  options: {
    name: { type: 'string', value: 'NAME', required: true, text: 'display name' },
    role: { type: 'string', value: 'R', required: true, text: roles.join(', ') },
    tenant: {
      type: 'string',
      value: 'T',
      text: `id of the tenant, made when it is missing; default ${DEFAULT_TENANT}`,
    },
    stdin: stdinOption,
  },
  details: () => 'A generated password is the last line of stdout; it is shown this once.',
  run: async ({ words: [email], values, config }) => {
    const tenant = values.tenant ?? DEFAULT_TENANT
    const password = values.stdin ? { password: await firstLine() } : {}
    const input = { email, name: values.name, role: oneOf('role', values.role, roles), ...password }
    const problems = checkInput(input)
    if (problems.length > 0) throw invalid(problems)
    const made = await withAccounts(config(), 'account add', async (database) => {
      await insertTenant(database, tenant, tenant)
      return await addAccount(database, operator(tenant), input)
    })
    process.stdout.write(`added ${made.email}\n${made.password === undefined ? '' : `${made.password}\n`}`)
    return 0
  },
})

const password = defineCommand({
  usage: 'EMAIL [--stdin]',
  words: ['EMAIL'],
  options: { stdin: stdinOption },
  details: () =>
    'Ends every session of the account. A generated password is the last line of stdout; it is shown this once.',
  run: async ({ words: [email], values, config }) => {
    const generated = values.stdin ? null : generatePassword()
    await change(config(), 'account password', email, { password: generated ?? (await firstLine()) })
    process.stdout.write(`set the password of ${email}\n${generated === null ? '' : `${generated}\n`}`)
    return 0
  },
})

const role = defineCommand({
  usage: 'EMAIL ROLE',
  words: ['EMAIL', 'ROLE'],
  options: {},
  run: async ({ words: [email, given], config }) => {
    const account = await change(config(), 'account role', email, { role: oneOf('role', given, roles) })
    process.stdout.write(`${account.email} is ${account.role} now\n`)
    return 0
  },
})

const remove = defineCommand({
  usage: 'EMAIL',
  words: ['EMAIL'],
  options: {},
  details: () => 'Its sessions and API tokens end with it. What it did stays in the record.',
  run: async ({ words: [email], config }) => {
    await withAccounts(config(), 'account remove', async (database) => {
      const { id, tenantId } = await find(database, email)
      await removeAccount(database, operator(tenantId), id)
    })
    process.stdout.write(`removed ${email}\n`)
    return 0
  },
})

async function change(config: Config, name: string, email: string, update: AccountUpdate): Promise<Account> {
  const problems = checkUpdate(update)
  if (problems.length > 0) throw invalid(problems)
  return await withAccounts(config, name, async (database) => {
    const { id, tenantId } = await find(database, email)
    return await changeAccount(database, operator(tenantId), id, update)
  })
}

async function find(database: Database, email: string): Promise<{ id: string; tenantId: string }> {
  const account = await findByEmail(database, email)
  if (account) return account
  throw new AppError('not_found', `There is no account with the e-mail address ${JSON.stringify(email)}.`)
}

async function withAccounts<T>(config: Config, name: string, work: (database: Database) => Promise<T>): Promise<T> {
  requireEmbeddedProvider(config, 'account')
  return await withDatabase(config, name, work)
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line
  throw new UsageError('--stdin was given, and stdin holds no line')
}

export const command = defineGroup({
  list: { summary: 'Lists accounts.', command: list },
  add: { summary: 'Adds an account.', command: add },
  password: { summary: 'Sets a new password.', command: password },
  role: { summary: 'Gives an account another role.', command: role },
  remove: { summary: 'Removes an account.', command: remove },
})
