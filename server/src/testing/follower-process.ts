/*
 * A process that follows: `follower-process.ts KIND`, with the database in DATABASE_URL and SQL_SCHEMA. Says each event it begins on a
 * line, and never ends one: whoever started it kills it on the way.
 */
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { startFollowers } from '../log/follower.ts'
import { Wake } from '../log/wake.ts'

const [kind = ''] = process.argv.slice(2)
const config = readConfig(process.env)
if (!config.database) throw new Error('DATABASE_URL is not set')
const database = openDatabase({ ...config, target: config.database, serviceRole: process.env['SERVICE_ROLE'] || null })
startFollowers({
  database,
  wake: new Wake(),
  log: { info: () => {}, warn: () => {}, error: () => {} },
  leaseSeconds: Number(process.env['LEASE_SECONDS']),
  kinds: [
    {
      kind,
      timeoutMs: 600_000,
      readsRemoved: true,
      handle: async ({ event }) => {
        process.stdout.write(`${event.seq}\n`)
        return await new Promise(() => {})
      },
    },
  ],
})
