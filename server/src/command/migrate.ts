// `tocsin migrate`: brings the schema to this version.
import { migrate } from '../database/migrate.ts'
import { defineCommand } from './command.ts'
import { withTarget } from './connect.ts'

export const command = defineCommand({
  usage: '[--env-file FILE]',
  options: {},
  details: () =>
    'Runs under a lock, so any number of processes may call it at once. Also with MIGRATE=false, which is about serve.',
  run: async ({ config: readConfig }) => {
    const config = readConfig()
    const { applied } = await withTarget(config, 'migrate', (target) => migrate(target, config.schema, { apply: true }))
    for (const name of applied) process.stdout.write(`applied ${name}\n`)
    process.stdout.write(applied.length === 0 ? 'the tables are up to date\n' : `${applied.length} applied\n`)
    return 0
  },
})
