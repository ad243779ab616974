// Restores a backup: migrations, rows, a new epoch, in one transaction.
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError, type DatabaseTarget } from '../../config.ts'
import { AppError } from '../../errors.ts'
import { applicationName } from '../application-name.ts'
import { clientConfig } from '../client-config.ts'
import { examineTenants, type TenantReport } from '../examine.ts'
import {
  applyMigrations,
  MIGRATION_LOCK,
  type Migration,
  migrations,
  requireServerVersion,
  setPrivileges,
} from '../migrate.ts'
import { pauseOutbound } from '../outbound.ts'
import { badFile, type Header } from './format.ts'
import { clearFreshSchema } from './fresh.ts'
import { load, unguard } from './load.ts'
import type { Contents } from './read.ts'
import { quote, TEXT_SETTINGS } from './tables.ts'

export type RestoreOptions = {
  target: DatabaseTarget
  schema: string
  path: string
  /** What checkBackup() found in the file. */
  contents: Contents
  /** Whether API tokens stay as they were; otherwise they end. */
  keepTokens?: boolean
  signal?: AbortSignal
  /** Told what is being done: `load` with the bytes so far, then what follows. */
  onProgress?: (step: 'load' | 'index' | 'migrate' | 'verify', table: string, bytes: number) => void
}

export type RestoreSummary = {
  header: Header
  /** The new life's. */
  epoch: string
  /** API tokens that ended, of the whole instance. */
  endedTokens: number
  /** Names of the migrations that ran after the rows were loaded. */
  migrated: string[]
  tenants: TenantReport[]
  rows: number
}

/**
 * Loads a checked backup into a schema that is new, empty or as migrations leave it, in one transaction: all of it or nothing. The tables
 * are made by the migrations of the backup's version, loaded, then brought to this version; a new epoch begins, sessions, signing keys and,
 * unless they are kept, API tokens end. Throws ConfigError, AppError (the file does not fit, the schema holds data or is in use, the log is not whole).
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const { target, path, contents, signal } = options
  const ran = migrationsOf(path, contents.header)
  signal?.throwIfAborted()
  const client = new pg.Client({
    ...clientConfig(target),
    application_name: 'tocsin restore',
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {}) // what was running rejects with it
  await client.connect()
  const abort = (): void => {
    client.connection.stream.destroy()
  }
  signal?.addEventListener('abort', abort)
  try {
    await requireServerVersion(client)
    await client.query('begin')
    const summary = await restoreBy(client, options, ran)
    signal?.throwIfAborted()
    await client.query('commit')
    return summary
  } catch (error) {
    signal?.throwIfAborted()
    await client.query('rollback').catch(() => {})
    throw explain(error, options)
  } finally {
    signal?.removeEventListener('abort', abort)
    await client.end().catch(() => {})
  }
}

async function restoreBy(
  client: pg.Client,
  options: RestoreOptions,
  ran: readonly Migration[],
): Promise<RestoreSummary> {
  const { schema, path, signal, onProgress } = options
  await client.query(TEXT_SETTINGS)
  await client.query(`set local lock_timeout = '10s'`)
  await client.query(`set local maintenance_work_mem = '256MB'`)
  // A service that starts meanwhile waits for its migrations, and then finds everything there.
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
  await refuseInUse(client, schema)
  await clearFreshSchema(client, schema)
  await applyMigrations(client, schema, true, ran)
  await client.query(`select set_config('app.scope', 'operations', true)`)

  const guards = await unguard(client, schema)
  const { header, rows } = await load(client, schema, path, {
    signal,
    onProgress: (table, bytes) => onProgress?.('load', table, bytes),
  })
  onProgress?.('index', '', 0)
  for (const statement of guards) await client.query(statement)
  onProgress?.('migrate', '', 0)
  const migrated = await applyMigrations(client, schema, true)
  const { epoch, endedTokens } = await beginLife(client, options.keepTokens ?? false)
  await setPrivileges(client, schema, true)
  onProgress?.('verify', '', 0)
  // Without statistics the first searches would be slow.
  await client.query(`analyze ${header.tables.map(({ name }) => `${quote(schema)}.${quote(name)}`).join(', ')}`)
  const tenants = await examineTenants(client)
  const broken = tenants.find(({ problems }) => problems.length > 0)
  if (broken)
    throw badFile(path, `holds a log that is not whole: tenant ${broken.tenant_id}: ${broken.problems.join('; ')}`)
  return {
    header,
    epoch,
    endedTokens,
    migrated,
    tenants,
    rows: [...rows.values()].reduce((sum, count) => sum + count, 0),
  }
}

/** The migrations that made what the backup holds. Throws AppError when this version does not have just those. */
function migrationsOf(path: string, header: Header): Migration[] {
  const known = migrations()
  header.migrations.forEach(({ version, name, checksum }, at) => {
    const ours = known[at]
    if (ours?.version === version && ours.checksum === checksum) return
    const which = ours === undefined ? 'a newer' : 'another'
    throw badFile(
      path,
      `was made by ${which} version of Tocsin (${header.tocsin}, ${name}): restore it with that version`,
    )
  })
  return known.slice(0, header.migrations.length)
}

/** How long connections of a service that has just ended may take to go. */
const GOING_MS = 3000
const AGAIN_MS = 100

async function refuseInUse(client: pg.Client, schema: string): Promise<void> {
  const end = performance.now() + GOING_MS
  for (;;) {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()`,
      [applicationName(schema)],
    )
    if (!rowCount) return
    if (performance.now() > end) {
      const connections = rowCount === 1 ? '1 connection' : `${rowCount} connections`
      throw new AppError(
        'conflict',
        `a Tocsin service works on the schema ${quote(schema)} (${connections}): stop it first`,
      )
    }
    // Within a transaction the statistics are read once.
    await client.query('select pg_stat_clear_snapshot()')
    await delay(AGAIN_MS)
  }
}

/**
 * What is different in a restored database. The epoch is new, so that readers of the log notice that their positions are void. Nothing lets
 * anybody in: what was withdrawn since the backup must not come back, and the service makes new keys when it starts. Webhooks and mail are
 * paused.
 */
async function beginLife(client: pg.Client, keepTokens: boolean): Promise<{ epoch: string; endedTokens: number }> {
  const { rows } = await client.query<{ epoch: string }>(
    'update instance set epoch = gen_random_uuid() returning epoch::text',
  )
  const [row] = rows
  if (!row || rows.length > 1) throw new ConfigError('the backup does not hold one row of the table instance')
  await client.query('delete from provider_state')
  await client.query('delete from provider_key')
  const ended = keepTokens ? null : await client.query('delete from api_token')
  // The original may still be there and sending: a copy must not tell anybody twice.
  await pauseOutbound(client, 'restore')
  return { epoch: row.epoch, endedTokens: ended?.rowCount ?? 0 }
}

/** In a line what is not a defect of ours. */
function explain(error: unknown, { schema, path }: RestoreOptions): unknown {
  if (!(error instanceof Error) || error instanceof AppError || error instanceof ConfigError) return error
  const code = 'code' in error && 'severity' in error ? String(error.code) : ''
  if (code === '55P03') {
    return new AppError('unavailable', `another process migrates or restores the schema ${quote(schema)}`, {
      cause: error,
    })
  }
  if (code === '42501') {
    return new ConfigError(`the database role may not restore into the schema ${quote(schema)}: ${error.message}`)
  }
  if (/^53/.test(code))
    return new AppError('unavailable', `PostgreSQL has no room for it: ${error.message}`, { cause: error })
  if (/^2[23]/.test(code)) return badFile(path, `can't be loaded: ${error.message}`, error)
  if (code === '' || /^(08|57P)/.test(code)) {
    return new AppError(
      'unavailable',
      `the connection to PostgreSQL was lost (${error.message}); nothing was restored`,
      {
        cause: error,
      },
    )
  }
  return error
}
