// Asks a PostgreSQL server about itself: version, settings, whether the schema is fresh.
import pg from 'pg'
import { ConfigError, type DatabaseTarget } from '../config.ts'
import { clientConfig } from './client-config.ts'

/** What a PostgreSQL server says about itself, as seen by the role that connects. */
export type ServerReport = {
  /** As server_version_num has it: 180004. */
  version: number
  versionText: string
  settings: Record<(typeof DURABLE)[number], string>
  maxConnections: number
  /** Clock of the server minus ours, in ms; as exact as half a round trip. */
  clockMs: number
}

/** Without these three, what was acknowledged may be gone after a crash. */
const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const
/** Versions below lose or reorder data, or let row security be evaded: the fixes of November 2024 (CVE-2024-10976 and others). */
const LEAST_MINOR: Record<number, number> = { 15: 9, 16: 5, 17: 1 }

/** Connects once and asks. Throws ConfigError where the server refuses the role, password or database; pg's error while it is away. */
export async function inspectServer(target: DatabaseTarget): Promise<ServerReport> {
  const client = new pg.Client({
    ...clientConfig(target),
    application_name: 'tocsin',
    connectionTimeoutMillis: 5000,
    query_timeout: 5000,
  })
  client.on('error', () => {}) // what was running rejects with it
  try {
    await client.connect()
    const before = Date.now()
    const { rows } = await client.query<Record<string, string>>(
      `select current_setting('server_version_num') as version, current_setting('server_version') as version_text,
              current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
              current_setting('synchronous_commit') as synchronous_commit, current_setting('max_connections') as max_connections,
              extract(epoch from clock_timestamp()) * 1000 as clock`,
    )
    const after = Date.now()
    const [row] = rows
    if (!row) throw new Error('a select without a table gave no row')
    return {
      version: Number(row['version']),
      versionText: row['version_text'] ?? '',
      settings: {
        fsync: row['fsync'] ?? '',
        full_page_writes: row['full_page_writes'] ?? '',
        synchronous_commit: row['synchronous_commit'] ?? '',
      },
      maxConnections: Number(row['max_connections']),
      clockMs: Math.round(Number(row['clock']) - (before + after) / 2),
    }
  } catch (error) {
    throw explainRefusal(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** True when Tocsin has no tables in the schema yet. Throws pg's errors. */
export async function isFresh(target: DatabaseTarget, schema: string): Promise<boolean> {
  const client = new pg.Client({
    ...clientConfig(target),
    application_name: 'tocsin',
    connectionTimeoutMillis: 5000,
    query_timeout: 5000,
  })
  client.on('error', () => {}) // what was running rejects with it
  try {
    await client.connect()
    const { rowCount } = await client.query(
      `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = 'migration'`,
      [schema],
    )
    return rowCount === 0
  } finally {
    await client.end().catch(() => {})
  }
}

/** What of a server's settings puts data at risk, in words; empty when all is well. */
export function settingsAtRisk(report: ServerReport): string[] {
  const risks: string[] = []
  for (const name of DURABLE) {
    const value = report.settings[name]
    // remote_apply and remote_write wait for more than `on` does locally, or for a standby as well.
    const safe = name === 'synchronous_commit' ? value !== 'off' : value === 'on'
    if (!safe) risks.push(`${name} is ${value}: what was acknowledged may be lost in a crash; set it to on`)
  }
  const major = Math.floor(report.version / 10_000)
  const least = LEAST_MINOR[major]
  if (least !== undefined && report.version % 10_000 < least) {
    risks.push(`PostgreSQL ${report.versionText} lacks fixes that matter: update to ${major}.${least} or later`)
  }
  return risks
}

/** A refusal that waiting won't mend becomes a ConfigError; everything else is given back. */
export function explainRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  // 28: role or password, 3D000: no such database. 42501 at connect: no CONNECT privilege.
  if (!/^(28|3D)/.test(error.code) && !(error.code === '42501' && 'severity' in error && error.severity === 'FATAL'))
    return error
  return new ConfigError(
    `PostgreSQL refuses the connection (${error.message}): check DATABASE_URL or SQL_USER, SQL_PASSWORD and SQL_DATABASE_NAME`,
  )
}
