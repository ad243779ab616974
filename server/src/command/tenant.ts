// `tocsin tenant`: tenants of the embedded provider, from the command line.
import { createTenant, listTenants, resumeTenant, suspendTenant } from '../identity/administer.ts'
import { defineCommand, defineGroup } from './command.ts'
import { withDatabase } from './connect.ts'
import { columns } from './print.ts'

const list = defineCommand({
  usage: '',
  options: {},
  run: async ({ config }) => {
    const tenants = await withDatabase(config(), 'tenant list', listTenants)
    const rows = tenants.map(({ id, name, accounts, incidents, created_at, suspended_at }) => [
      id,
      name,
      String(accounts),
      String(incidents),
      created_at.slice(0, 10),
      suspended_at === null ? 'active' : `suspended since ${suspended_at.slice(0, 10)}`,
    ])
    process.stdout.write(columns(['ID', 'NAME', 'ACCOUNTS', 'INCIDENTS', 'CREATED', 'STATE'], rows))
    return 0
  },
})

const add = defineCommand({
  usage: 'ID [--name NAME]',
  words: ['ID'],
  options: { name: { type: 'string', value: 'NAME', text: 'what people read; default its id' } },
  details: () => 'With an outside provider tenants make themselves: each exists from its first valid token on.',
  run: async ({ words: [id], values: { name }, config }) => {
    const tenant = name === undefined ? { id } : { id, name }
    await withDatabase(config(), 'tenant add', (database) => createTenant(database, tenant))
    process.stdout.write(`added ${id}\n`)
    return 0
  },
})

const suspend = defineCommand({
  usage: 'ID',
  words: ['ID'],
  options: {},
  details: () => 'Its tokens are refused everywhere within seconds. Nothing of it is lost.',
  run: async ({ words: [id], config }) => {
    await withDatabase(config(), 'tenant suspend', (database) => suspendTenant(database, id))
    process.stdout.write(`suspended ${id}\n`)
    return 0
  },
})

const resume = defineCommand({
  usage: 'ID',
  words: ['ID'],
  options: {},
  run: async ({ words: [id], config }) => {
    await withDatabase(config(), 'tenant resume', (database) => resumeTenant(database, id))
    process.stdout.write(`resumed ${id}\n`)
    return 0
  },
})

export const command = defineGroup({
  list: { summary: 'Lists every tenant.', command: list },
  add: { summary: 'Adds a tenant.', command: add },
  suspend: { summary: 'Refuses the tokens of a tenant from now on.', command: suspend },
  resume: { summary: 'Lets a suspended tenant go on.', command: resume },
})
