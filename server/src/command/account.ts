// `tocsin account`: accounts of the embedded provider, from the command line.
import { createInterface } from 'node:readline'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import {
  createAccount,
  listAccounts,
  listTenants,
  removeAccount,
  setPassword,
  setRole,
} from '../identity/administer.ts'
import { roles } from '../permission.ts'
import { defineCommand, defineGroup, oneOf, UsageError } from './command.ts'
import { requireEmbeddedProvider, withDatabase } from './connect.ts'
import { columns } from './print.ts'

const DEFAULT_TENANT = 'default'
const stdinOption = {
  type: 'boolean',
  text: 'reads the password from the first line of stdin instead of generating one',
} as const

const list = defineCommand({
  usage: '[--tenant T]',
  options: { tenant: { type: 'string', value: 'T', text: 'only those of one tenant' } },
  run: async ({ values, config }) => {
    const rows = await withAccounts(config(), 'account list', async (database) => {
      const ids = values.tenant === undefined ? (await listTenants(database)).map((one) => one.id) : [values.tenant]
      const found: string[][] = []
      for (const tenant of ids) {
        for (const { email, name, role, active, last_sign_in_at } of await listAccounts(database, tenant)) {
          const signedIn = last_sign_in_at?.slice(0, 10) ?? 'never'
          found.push([email, name, role, tenant, active ? 'active' : 'closed', signedIn])
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
    tenant: { type: 'string', value: 'T', text: 'id of the tenant; default "default"' },
    stdin: stdinOption,
  },
  details: () => 'A generated password is the last line of stdout; it is shown this once.',
  run: async ({ words: [email], values, config }) => {
    const role = oneOf('role', values.role, roles)
    const password = values.stdin ? { password: await firstLine() } : {}
    const account = { tenant: values.tenant ?? DEFAULT_TENANT, email, name: values.name, role, ...password }
    const made = await withAccounts(config(), 'account add', (database) => createAccount(database, account))
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
    const given = values.stdin ? await firstLine() : undefined
    const set = await withAccounts(config(), 'account password', (database) => setPassword(database, email, given))
    process.stdout.write(`set the password of ${email}\n${set.password === null ? '' : `${set.password}\n`}`)
    return 0
  },
})

const role = defineCommand({
  usage: 'EMAIL ROLE',
  words: ['EMAIL', 'ROLE'],
  options: {},
  details: () => `Roles: ${roles.join(', ')}; each includes those before it.`,
  run: async ({ words: [email, given], config }) => {
    const wanted = oneOf('ROLE', given, roles)
    const account = await withAccounts(config(), 'account role', (database) => setRole(database, email, wanted))
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
    await withAccounts(config(), 'account remove', (database) => removeAccount(database, email))
    process.stdout.write(`removed ${email}\n`)
    return 0
  },
})

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
