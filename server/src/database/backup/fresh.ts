// Makes room for a restore in a schema that holds nothing yet.
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
  if (ours.length < done.length) throw holdsData(schema, [])
  const { tables, functions } = madeBy(ours)
  const names = ['migration', ...tables]
  // The right to lock tables of the log so is one that an owner gave up; these are dropped, or it is rolled back.
  await client.query(`grant update on ${names.map((name) => within(schema, name)).join(', ')} to current_user`)
  // Nothing may come in between looking and dropping.
  await client.query(`lock table ${names.map((name) => within(schema, name)).join(', ')} in access exclusive mode`)
  await seeAllRows(client, schema, names)
  const before = await contents(client, schema, names)
  const full = names.filter((name) => before.get(name) === null)
  if (full.length > 0) throw holdsData(schema, full)
  // Whether these rows are only what migrations put there is seen by letting them do it again.
  await drop(client, schema, names, functions)
  await applyMigrations(client, schema, true, ours)
  await seeAllRows(client, schema, names)
  const after = await contents(client, schema, names)
  const changed = names.filter((name) => after.get(name) !== before.get(name))
  if (changed.length > 0) throw holdsData(schema, changed.sort())
  await drop(client, schema, names, functions)
}

async function appliedVersions(client: pg.Client, schema: string): Promise<number[]> {
  const known = await client.query(`select 1 from pg_tables where schemaname = $1 and tablename = 'migration'`, [
    schema,
  ])
  if (known.rowCount === 0) return []
  const { rows } = await client.query<{ version: number }>(`select version from ${within(schema, 'migration')}`)
  return rows.map(({ version }) => version)
}

/**
 * Under row security a table that holds data could look empty. Only an owner may take it off, and only an owner could drop the
 * tables; what the transaction does not drop gets it back with the rollback.
 */
async function seeAllRows(client: pg.Client, schema: string, names: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = (select oid from pg_namespace where nspname = $1) and relname = any ($2) and relforcerowsecurity`,
    [schema, names],
  )
  for (const { name } of rows) {
    await client.query(`alter table ${within(schema, name)} no force row level security`)
  }
}

/** The rows of each table as text, what differs by chance left out; null for a table with too many to be fresh. */
async function contents(
  client: pg.Client,
  schema: string,
  names: readonly string[],
): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>()
  for (const name of names) {
    const { rows } = await client.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${within(schema, name)} t limit ${MOST_ROWS + 1}`,
    )
    const texts = rows.map(({ row }) =>
      JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !BY_CHANCE.has(column)))),
    )
    found.set(name, rows.length > MOST_ROWS ? null : texts.sort().join('\n'))
  }
  return found
}

async function drop(
  client: pg.Client,
  schema: string,
  tables: readonly string[],
  functions: readonly string[],
): Promise<void> {
  const list = (all: readonly string[]): string => all.map((name) => within(schema, name)).join(', ')
  await client.query(`drop table ${list(tables)}`)
  if (functions.length > 0) await client.query(`drop function ${list(functions)}`)
}

function within(schema: string, name: string): string {
  return `${quote(schema)}.${quote(name)}`
}

function holdsData(schema: string, tables: readonly string[]): AppError {
  const named = tables.length === 0 ? '' : ` (${tables.slice(0, 5).join(', ')}${tables.length > 5 ? ', …' : ''})`
  return new AppError(
    'conflict',
    `the schema ${quote(schema)} holds data${named}, and a restore overwrites nothing: name an empty or new one by SQL_SCHEMA or DATA_DIR`,
  )
}
