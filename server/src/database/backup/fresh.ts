import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { applyMigrations, migrations } from '../migrate.ts'
import { madeBy, quote } from './tables.ts'

/** More rows than any migration inserts: a table with more holds data. */
const MOST_ROWS = 1000
/** What differs between two schemas that nobody has used yet. */
const BY_CHANCE = new Set(['epoch', 'secret', 'created_at', 'applied_at'])

/**
 * Makes room for a restore: the schema is not there, or is empty, or holds nothing but what migrations put there; then Tocsin's tables
 * are dropped, in the caller's transaction. Throws AppError naming the tables that hold data, and then nothing has been touched that
 * the caller's rollback does not bring back.
 */
export async function clearFreshSchema(client: pg.Client, schema: string): Promise<void> {
  const done = await appliedVersions(client, schema)
  if (done.length === 0) return
  const ours = migrations().filter(({ version }) => done.includes(version))
  const before = await contents(client, schema)
  const holding = [...before].filter(([, rows]) => rows === null).map(([name]) => name)
  if (holding.length > 0 || ours.length < done.length) throw holdsData(schema, holding)
  // Whether these rows are only what migrations put there is seen by letting them do it again.
  await dropTables(client, schema, ours)
  await applyMigrations(client, schema, true, ours)
  const after = await contents(client, schema)
  const changed = [...before].filter(([name, rows]) => after.get(name) !== rows).map(([name]) => name)
  if (changed.length > 0) throw holdsData(schema, changed)
  await dropTables(client, schema, ours)
}

async function appliedVersions(client: pg.Client, schema: string): Promise<number[]> {
  const known = await client.query(`select 1 from pg_tables where schemaname = $1 and tablename = 'migration'`, [
    schema,
  ])
  if (known.rowCount === 0) return []
  const { rows } = await client.query<{ version: number }>(`select version from ${quote(schema)}.migration`)
  return rows.map(({ version }) => version)
}

/** The rows of every table as text, those by chance left out; null for a table with too many to be fresh. */
async function contents(client: pg.Client, schema: string): Promise<Map<string, string | null>> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = $1 order by 1`,
    [schema],
  )
  const found = new Map<string, string | null>()
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${quote(schema)}.${quote(name)} t limit ${MOST_ROWS + 1}`,
    )
    const texts = rows.map(({ row }) =>
      JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !BY_CHANCE.has(column)))),
    )
    found.set(name, rows.length > MOST_ROWS ? null : texts.sort().join('\n'))
  }
  return found
}

async function dropTables(client: pg.Client, schema: string, ran: ReturnType<typeof migrations>): Promise<void> {
  const { tables, functions } = madeBy(ran)
  const within = (name: string): string => `${quote(schema)}.${quote(name)}`
  await client.query(`drop table ${['migration', ...tables].map(within).join(', ')}`)
  if (functions.length > 0) await client.query(`drop function ${functions.map(within).join(', ')}`)
}

function holdsData(schema: string, tables: readonly string[]): AppError {
  const named = tables.length === 0 ? '' : ` (${tables.slice(0, 5).join(', ')}${tables.length > 5 ? ', …' : ''})`
  return new AppError(
    'conflict',
    `the schema ${quote(schema)} holds data${named}, and a restore overwrites nothing: name an empty or new one by SQL_SCHEMA or DATA_DIR`,
  )
}
