// The tables of a schema, in an order that their references allow.
import type pg from 'pg'
import type { Migration } from '../migrate.ts'
import type { Table } from './format.ts'

/** Which migrations ran is in the header of a backup; the table itself is written by whoever runs them again. */
const NOT_COPIED = 'migration'

const STEPS =
  /^\s*(?:create (?:unlogged )?table (?<made>\w+)|drop table (?:if exists )?(?<dropped>\w+)|alter table (?<from>\w+) rename to (?<to>\w+)|create (?:or replace )?function (?<function>\w+)|drop function (?:if exists )?(?<gone>\w+))/gim

/** What migrations make in a schema, by reading them: tables but `migration`, and functions. A test compares it with the catalog. */
export function madeBy(migrations: readonly Pick<Migration, 'text'>[]): { tables: string[]; functions: string[] } {
  const tables = new Set<string>()
  const functions = new Set<string>()
  for (const { text } of migrations) {
    for (const { groups = {} } of text.matchAll(STEPS)) {
      const { made, dropped, from, to, gone } = groups
      if (made) tables.add(made)
      if (dropped) tables.delete(dropped)
      if (from && tables.delete(from) && to) tables.add(to)
      if (groups['function']) functions.add(groups['function'])
      if (gone) functions.delete(gone)
    }
  }
  return { tables: [...tables], functions: [...functions] }
}

/** Every ordinary table of the schema but `migration`: its columns in their order, and the tables its rows refer to. */
export async function readTables(
  client: pg.ClientBase,
  schema: string,
): Promise<Map<string, Table & { refersTo: string[] }>> {
  const { rows } = await client.query<{ name: string; columns: Table['columns']; refers_to: string[] }>(
    `select c.relname as name,
        (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
        array(select distinct f.relname::text from pg_constraint r join pg_class f on f.oid = r.confrelid
          where r.conrelid = c.oid and r.contype = 'f' and f.oid <> c.oid order by 1) as refers_to
      from pg_class c where c.relnamespace = (select oid from pg_namespace where nspname = $1) and c.relkind = 'r' and c.relname <> $2
      order by c.relname`,
    [schema, NOT_COPIED],
  )
  return new Map(rows.map(({ name, columns, refers_to }) => [name, { name, columns, refersTo: refers_to }]))
}

/** Tables in an order in which each comes after those it refers to; otherwise by name. */
export function inDependencyOrder(tables: ReadonlyMap<string, Table & { refersTo: string[] }>): Table[] {
  const ordered = new Map<string, Table>()
  const visit = (name: string, from: readonly string[]): void => {
    const table = tables.get(name)
    // Two tables that refer to one another have no order; loading does without foreign keys, so any will do.
    if (!table || ordered.has(name) || from.includes(name)) return
    for (const other of table.refersTo) visit(other, [...from, name])
    ordered.set(name, { name: table.name, columns: table.columns })
  }
  for (const name of [...tables.keys()].sort()) visit(name, [])
  return [...ordered.values()]
}

/** How COPY names a table and its columns. */
export function copyTarget(schema: string, table: Table): string {
  return `${quote(schema)}.${quote(table.name)} (${table.columns.map(({ name }) => quote(name)).join(', ')})`
}

/** A name as PostgreSQL takes any. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Settings under which a value has one text, whatever the server's defaults, and COPY reads it back. */
export const TEXT_SETTINGS = [
  `set local client_encoding = 'UTF8'`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local timezone = 'UTC'`,
  `set local bytea_output = 'hex'`,
  `set local extra_float_digits = 1`,
].join('; ')
