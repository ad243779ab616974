// How commands reach the database, beside a running service or without one.
import { type Config, ConfigError, type DatabaseTarget, usesEmbeddedProvider } from '../config.ts'
import { acquireDataLock, type LockHolder } from '../database/data-lock.ts'
import { type Database, type DatabaseOptions, openDatabase } from '../database/database.ts'
import { findEmbedded, startEmbedded } from '../database/embedded.ts'
import { explainRefusal, isFresh } from '../database/inspect.ts'
import { migrate } from '../database/migrate.ts'
import { AppError } from '../errors.ts'

/** How long a command waits for a service that is starting or draining, or for another command. */
const LOCK_WAIT_MS = 60_000

/**
 * Runs `work` with the address of the database: the outside one, the embedded one of a running service, or the embedded
 * one started for this while. `name` is the command's, for whoever waits for it. With `alone` a running service is a conflict, as
 * far as DATA_DIR tells. Throws ConfigError.
 */
export async function withTarget<T>(
  config: Config,
  name: string,
  work: (target: DatabaseTarget) => Promise<T>,
  options: { alone?: boolean } = {},
): Promise<T> {
  if (config.database !== null) return await work(config.database)
  const end = performance.now() + LOCK_WAIT_MS
  for (;;) {
    const taken = await acquireDataLock(config.dataDir, { kind: 'command', name, waitMs: LOCK_WAIT_MS })
    if (taken.lock) {
      await using _lock = taken.lock
      await using embedded = await startEmbedded({ dataDir: config.dataDir })
      return await work(embedded.connection)
    }
    if (options.alone) throw inUse(config.dataDir, taken.holder)
    const target = await findEmbedded(config.dataDir)
    if (target !== null) return await work(target)
    // The service ended, or its database is being started again, between the two.
    if (performance.now() < end) continue
    const { pid, state } = taken.holder
    throw new ConfigError(
      `DATA_DIR ${config.dataDir} is held by process ${pid} (${state}), and its database cannot be reached`,
    )
  }
}

function inUse(dataDir: string, { pid, name, state }: LockHolder): AppError {
  return new AppError(
    'conflict',
    `process ${pid} (tocsin ${name}, ${state}) works on DATA_DIR ${dataDir}: stop it first`,
  )
}

/**
 * Runs `work` with a database whose schema is this version's: made when there is none yet, but never changed under a service
 * of another version that may be running on it. Throws ConfigError.
 */
export async function withDatabase<T>(
  config: Config,
  name: string,
  work: (database: Database) => Promise<T>,
  options: Pick<DatabaseOptions, 'imports'> = {},
): Promise<T> {
  return await withTarget(config, name, async (target) => {
    const serviceRole = await prepare(config, target)
    const database = openDatabase({ ...config, ...options, target, serviceRole, maxIdleConnections: 0 })
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  })
}

async function prepare(config: Config, target: DatabaseTarget): Promise<string | null> {
  try {
    const apply = config.migrate && (await isFresh(target, config.schema))
    return (await migrate(target, config.schema, { apply })).serviceRole
  } catch (error) {
    const refusal = explainRefusal(error)
    if (refusal instanceof Error && 'syscall' in refusal) {
      throw new ConfigError(`PostgreSQL at ${target.host}:${target.port} cannot be reached (${refusal.message})`)
    }
    throw refusal
  }
}

/** Throws ConfigError where accounts, tenants and tokens are kept by an outside provider. */
export function requireEmbeddedProvider(config: Config, name: string): void {
  if (usesEmbeddedProvider(config)) return
  const variable = config.oidcIssuer === null ? 'IAM_URL' : 'OIDC_ISSUER'
  throw new ConfigError(
    `${variable} names an outside identity provider: tocsin ${name} works with the embedded one only`,
  )
}
