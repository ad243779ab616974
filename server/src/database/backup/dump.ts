// Reads every table in one snapshot, as the bytes of a backup.
import { once } from 'node:events'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { ConfigError, type DatabaseTarget } from '../../config.ts'
import { AppError } from '../../errors.ts'
import { clientConfig } from '../client-config.ts'
import { migrations } from '../migrate.ts'
import {
  type AppliedMigration,
  type End,
  FORMAT,
  FORMAT_VERSION,
  type Header,
  LineSum,
  lineOf,
  ROWS_END,
  RowSum,
  type Sequence,
  type TableSum,
} from './format.ts'
import { copyTarget, inDependencyOrder, madeBy, quote, readTables, TEXT_SETTINGS } from './tables.ts'

export type DumpOptions = {
  target: DatabaseTarget
  schema: string
  /** Version of this Tocsin, for the header. */
  tocsin: string
  /** Ends the dump with an error. */
  signal?: AbortSignal
  /** Told what was written so far: rows of the tables before and of this one. */
  onProgress?: (table: string, rows: number) => void
  /** Told once everything was read. */
  onEnd?: (summary: DumpSummary) => void
}

export type DumpSummary = {
  header: Header
  sums: TableSum[]
  rows: number
  /** Bytes before compression. */
  bytes: number
  /** Tables of the schema that Tocsin did not make: not in the backup. */
  leftOut: string[]
  /** Tenants whose log has not as many events as their number says. */
  brokenLogs: string[]
}

/**
 * Gives the bytes of a backup, uncompressed: every table by COPY, in one snapshot, while others write. Holds one chunk at a
 * time. Throws ConfigError when there is nothing to back up or a newer Tocsin made it, AppError when the snapshot can't see
 * all rows.
 */
export async function* dump(options: DumpOptions): AsyncGenerator<Buffer, void, void> {
  const { target, signal } = options
  signal?.throwIfAborted()
  const client = new pg.Client({
    ...clientConfig(target),
    application_name: 'tocsin backup',
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {}) // what was running rejects with it
  await client.connect()
  const abort = (): void => {
    client.connection.stream.destroy()
  }
  signal?.addEventListener('abort', abort)
  let whole = false
  try {
    yield* dumpBy(client, options)
    signal?.throwIfAborted()
    whole = true
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', abort)
    // A COPY that is broken off would be sent to its end otherwise.
    if (!whole) client.connection.stream.destroy()
    await client.end().catch(() => {})
  }
}

async function* dumpBy(client: pg.Client, options: DumpOptions): AsyncGenerator<Buffer, void, void> {
  const { schema } = options
  await client.query('begin isolation level repeatable read read only')
  await client.query(TEXT_SETTINGS)
  // Rows in the order they lie in, also where others read the table at the same time: a backup of a restored one is the same.
  await client.query('set local synchronize_seqscans = off')
  await client.query(`set local lock_timeout = '60s'`)
  await client.query(`select set_config('search_path', $1, true), set_config('app.scope', 'operations', true)`, [
    quote(schema),
  ])
  const { header, leftOut } = await describe(client, options)
  const lines = new LineSum()
  yield lines.add(lineOf(header))
  const sums: TableSum[] = []
  let rows = 0
  let bytes = 0
  for (const table of header.tables) {
    yield lines.add(lineOf({ table: table.name }))
    const sum = new RowSum()
    // The stream ends a moment before the connection takes the next statement.
    const idle = once(client, 'drain')
    idle.catch(() => {}) // the stream fails as well
    const stream = client.query(copyTo(`copy ${copyTarget(schema, table)} to stdout`))
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum.add(chunk)
      bytes += chunk.length
      options.onProgress?.(table.name, rows + sum.rows)
      yield chunk
    }
    await idle
    if (stream.rowCount !== sum.rows) throw new Error(`table ${table.name}: ${stream.rowCount} rows, ${sum.rows} lines`)
    const last = sum.sum(table.name)
    sums.push(last)
    rows += last.rows
    yield ROWS_END
    yield lines.add(lineOf(last))
  }
  const sequences = await readSequences(client, schema, new Set(header.tables.map((table) => table.name)))
  const brokenLogs = await findBrokenLogs(client)
  await client.query('commit')
  const end: End = { end: FORMAT, tables: sums.length, rows, sequences, sha256: lines.digest() }
  yield lineOf(end)
  options.onEnd?.({ header, sums, rows, bytes, leftOut, brokenLogs })
}

async function describe(
  client: pg.Client,
  { schema, tocsin }: DumpOptions,
): Promise<{ header: Header; leftOut: string[] }> {
  const applied = await readMigrations(client, schema)
  const found = await readTables(client, schema)
  const made = new Set(
    madeBy(migrations().filter(({ version }) => applied.some((one) => one.version === version))).tables,
  )
  const missing = [...made].filter((name) => !found.has(name))
  if (missing.length > 0) throw new ConfigError(`the schema ${quote(schema)} lacks ${missing.join(', ')}`)
  const leftOut = [...found.keys()].filter((name) => !made.has(name))
  for (const name of leftOut) found.delete(name)
  await requireSight(client, schema, [...made])
  const { rows } = await client.query<{ postgresql: string; created_at: string; epoch: string }>(
    `select current_setting('server_version') as postgresql, to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at, epoch::text from instance`,
  )
  const [row] = rows
  if (!row) throw new ConfigError(`the schema ${quote(schema)} is not whole: its table instance is empty`)
  const header: Header = {
    format: FORMAT,
    version: FORMAT_VERSION,
    tocsin,
    postgresql: row.postgresql,
    created_at: row.created_at,
    epoch: row.epoch,
    migrations: applied,
    tables: inDependencyOrder(found),
  }
  return { header, leftOut }
}

/** The migrations that made the schema; also fewer than this version has, since a backup comes before an upgrade. */
async function readMigrations(client: pg.Client, schema: string): Promise<AppliedMigration[]> {
  const { rowCount } = await client.query('select 1 from pg_tables where schemaname = $1 and tablename = $2', [
    schema,
    'migration',
  ])
  if (rowCount === 0) throw new ConfigError(`there is nothing to back up: the schema ${quote(schema)} holds no Tocsin`)
  const { rows } = await client.query<AppliedMigration>(
    'select version, name, checksum from migration order by version',
  )
  const known = migrations()
  const newer = rows.find((row) => !known.some((one) => one.version === row.version && one.checksum === row.checksum))
  if (newer) {
    throw new ConfigError(
      `the schema ${quote(schema)} was made by another version of Tocsin (${newer.name}): back it up with that version`,
    )
  }
  return rows
}

/**
 * Under row-level security a table without the policy for this work would look empty, and nobody would notice. Throws AppError
 * naming such tables.
 */
async function requireSight(client: pg.Client, schema: string, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
      where c.relnamespace = (select oid from pg_namespace where nspname = $1) and c.relname = any ($2) and c.relrowsecurity
        and (not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'operations' and p.polpermissive
              and p.polcmd in ('*', 'r') and p.polroles = '{0}')
          or exists (select 1 from pg_policy p where p.polrelid = c.oid and not p.polpermissive))`,
    [schema, tables],
  )
  if (rows.length === 0) return
  const names = rows.map((row) => row.name).join(', ')
  throw new AppError('internal', `a backup would not see every row of ${names}: the row policy "operations" is missing`)
}

/** Read after the rows: a sequence has no snapshot, and may be ahead of them, never behind. */
async function readSequences(client: pg.Client, schema: string, tables: ReadonlySet<string>): Promise<Sequence[]> {
  const { rows } = await client.query<{ table: string; column: string; value: string | null }>(
    `select c.relname as table, a.attname as column, pg_sequence_last_value(s.oid) as value
      from pg_class s join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      join pg_class c on c.oid = d.refobjid join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
      where s.relkind = 'S' and s.relnamespace = (select oid from pg_namespace where nspname = $1) order by 1, 2`,
    [schema],
  )
  return rows
    .filter(({ table }) => tables.has(table))
    .map(({ table, column, value }) => ({ table, column, value: value === null ? null : Number(value) }))
}

async function findBrokenLogs(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ tenant_id: string }>(
    `select t.tenant_id from tenant t
      where t.seq <> (select count(*) from event e where e.tenant_id = t.tenant_id and e.seq between 1 and t.seq) order by 1`,
  )
  return rows.map((row) => row.tenant_id)
}
