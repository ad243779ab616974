import type { Database } from '../database/database.ts'
import { AppError } from '../errors.ts'
import { insertTenant } from '../identity/standing.ts'
import { listTenants, setSuspended } from '../identity/tenant.ts'
import { defineCommand, defineGroup, UsageError } from './command.ts'
import { withDatabase } from './connect.ts'
import { columns } from './print.ts'

const list = defineCommand({
  usage: '',
  options: {},
  run: async ({ config }) => {
    const tenants = await withDatabase(config(), 'tenant list', listTenants)
    const rows = tenants.map(({ tenant_id, name, incidents, created_at, suspended_at }) => [
      tenant_id,
      name,
      String(incidents),
      created_at.slice(0, 10),
      suspended_at === null ? 'active' : `suspended since ${suspended_at.slice(0, 10)}`,
    ])
    process.stdout.write(columns(['ID', 'NAME', 'INCIDENTS', 'CREATED', 'STATE'], rows))
    return 0
  },
})

const add = defineCommand({
  usage: 'ID [--name NAME]',
  words: ['ID'],
  options: { name: { type: 'string', value: 'NAME', text: 'what people read; default its id' } },
  details: () => 'With an outside provider a tenant makes itself: it exists from its first valid token on.',
  run: async ({ words: [id], values, config }) => {
    const name = values.name ?? id
    requireText('ID', id)
    requireText('--name', name)
    const made = await withDatabase(config(), 'tenant add', (database) => insertTenant(database, id, name))
    if (!made) throw conflict(`There is a tenant ${JSON.stringify(id)} already.`)
    process.stdout.write(`added ${id}\n`)
    return 0
  },
})

function standing(suspended: boolean) {
  const [name, done] = suspended ? ['suspend', 'suspended'] : ['resume', 'resumed']
  return defineCommand({
    usage: 'ID',
    words: ['ID'],
    options: {},
    run: async ({ words: [id], config }) => {
      const work = (database: Database): Promise<boolean> => setSuspended(database, id, suspended)
      if (!(await withDatabase(config(), `tenant ${name}`, work))) throw missing(id)
      process.stdout.write(`${done} ${id}\n`)
      return 0
    },
  })
}

function requireText(what: string, text: string): void {
  const length = [...text].length
  if (text.trim() !== '' && length <= 255 && text.isWellFormed() && !text.includes('\0')) return
  throw new UsageError(`${what} must have 1 to 255 characters`)
}

function conflict(message: string): AppError {
  return new AppError('conflict', message)
}

function missing(id: string): AppError {
  return new AppError('not_found', `There is no tenant ${JSON.stringify(id)}.`)
}

export const command = defineGroup({
  list: { summary: 'Lists every tenant.', command: list },
  add: { summary: 'Adds a tenant.', command: add },
  suspend: { summary: 'Refuses the tokens of a tenant from now on; nothing of it is lost.', command: standing(true) },
  resume: { summary: 'Lets a suspended tenant go on.', command: standing(false) },
})
