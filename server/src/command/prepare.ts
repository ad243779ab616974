// Brings up the database that the service stands on, and waits while it is away.
import type { Logger } from 'pino'
import { type Config, ConfigError, type DatabaseTarget, usesEmbeddedProvider } from '../config.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { type DiskWatch, refuseWritesWhenLow, watchDisk } from '../database/disk.ts'
import { startEmbedded } from '../database/embedded.ts'
import { sqlState } from '../database/failure.ts'
import { explainRefusal, inspectServer, settingsAtRisk } from '../database/inspect.ts'
import { type MigrationResult, migrate } from '../database/migrate.ts'
import { outboundPausedAt } from '../database/outbound.ts'
import { ensureFirstAdministrator } from '../identity/provider/first.ts'
import { pause } from '../pause.ts'

export type Prepared = {
  database: Database
  /** Names of the migrations that ran. */
  applied: string[]
  administrator: { email: string; password: string | null } | null
  /** Since when webhooks and mail are paused; null: they are not. */
  outboundPausedAt: string | null
  /** Stops the embedded PostgreSQL, where there is one. The pool has been closed by then. */
  stop(): Promise<void>
}

export type PrepareOptions = {
  config: Config
  log: Logger
  signal: AbortSignal
  /** Called when an outside database turns out to be away. */
  onAway(): void
}

const AGAIN_MS = 500
const TELL_MS = 10_000

/**
 * Brings up what the service stands on: the embedded PostgreSQL or the outside one, waited for while it is away, the
 * tables, the pool and the first administrator. Gives null when the signal is aborted before it is there.
 * Throws ConfigError.
 */
export async function prepareDatabase(options: PrepareOptions): Promise<Prepared | null> {
  const { config, log, signal } = options
  const embedded =
    config.database === null
      ? await startEmbedded({ dataDir: config.dataDir, log: (line) => log.info({ from: 'embedded database' }, line) })
      : null
  if (embedded?.adopted) log.warn('took over the PostgreSQL that a killed service left running')
  const target = embedded?.connection ?? config.database
  if (target === null) throw new Error('there is neither an embedded nor an outside database')
  let database: Database | null = null
  let disk: DiskWatch | null = null
  const stop = async () => {
    disk?.stop()
    await embedded?.stop()
  }
  try {
    const migrated = await whenThere(options, target)
    if (migrated === null || signal.aborted) {
      await embedded?.stop()
      return null
    }
    const opened = openDatabase({
      ...config,
      target,
      serviceRole: migrated.serviceRole,
      onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    })
    database = opened
    if (embedded !== null) {
      disk = await watchDisk({
        folder: config.dataDir,
        reserveBytes: config.diskReserveBytes,
        onChange: (low, freeBytes) =>
          low
            ? log.error({ free_bytes: freeBytes }, 'the disk is nearly full: nothing is written until there is room')
            : log.info({ free_bytes: freeBytes }, 'there is room on the disk again: writing goes on'),
      })
      database = refuseWritesWhenLow(opened, disk)
    }
    const administrator = usesEmbeddedProvider(config) ? await ensureFirstAdministrator(database, config) : null
    const pausedAt = await outboundPausedAt(database)
    if (pausedAt !== null)
      log.warn({ since: pausedAt }, 'webhooks and mail are paused since a restore: tocsin resume lets them go on')
    return { database, applied: migrated.applied, administrator, outboundPausedAt: pausedAt, stop }
  } catch (error) {
    await database?.close()
    await stop()
    throw error
  }
}

/** Looks at the server and migrates; while an outside one is away, again and again. */
async function whenThere(options: PrepareOptions, target: DatabaseTarget): Promise<MigrationResult | null> {
  const { config, log, signal } = options
  let told = Number.NEGATIVE_INFINITY
  for (;;) {
    try {
      const report = await inspectServer(target)
      const result = await migrate(target, config.schema, { apply: config.migrate })
      for (const name of result.applied) log.info({ migration: name }, 'migrated')
      for (const risk of settingsAtRisk(report))
        log.warn({ risk }, 'PostgreSQL is not set up to keep what it acknowledges')
      if (told > 0) log.info('the database is there')
      return result
    } catch (error) {
      const refusal = explainRefusal(error)
      if (refusal instanceof ConfigError || config.database === null || !isAway(error)) throw refusal
      options.onAway()
      if (performance.now() - told > TELL_MS) {
        told = performance.now()
        log.warn({ err: error, host: target.host, port: target.port }, 'the database is away; trying again')
      }
      await pause(AGAIN_MS, signal)
      if (signal.aborted) return null
    }
  }
}

/** True for what passes: no connection, too many of them, a server that starts or stops, a migration elsewhere. */
function isAway(error: unknown): boolean {
  const state =
    sqlState(error) ??
    (error instanceof Error && 'severity' in error && 'code' in error ? String(error.code) : undefined)
  return state === undefined ? isNetworkError(error) : /^(08|53|57P|25006|55P03)/.test(state)
}

function isNetworkError(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isNetworkError)
  return error instanceof Error && ('syscall' in error || /timeout|terminated|ended|closed/i.test(error.message))
}
