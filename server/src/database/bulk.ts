// One long transaction that copies a great many rows of a tenant.
import { once } from 'node:events'
import { from as copyFrom } from 'pg-copy-streams'
import type { Row } from './batch.ts'
import type { Database } from './database.ts'
import type { Sql } from './sql.ts'

/** Rows of one table, as COPY in text format has them: a line each, see copyRow(). */
export type Load = { table: string; columns: readonly string[]; rows: Uint8Array }

/** One long transaction for a great many rows of one tenant. */
export type Bulk = {
  query(statement: Sql): Promise<Row[]>
  /** Writes rows of one or several tables, in this order, and checks the deferred constraints. Foreign keys, policies and triggers hold. */
  load(loads: readonly Load[]): Promise<void>
}

/**
 * Runs `work` in a transaction of its own connection, without the limits on time that requests have; all of it is there at the end, or
 * nothing. Rows go through a temporary table, since COPY is refused where row-level security holds, as it does here.
 */
export async function bulkTransaction<T>(
  database: Database,
  tenantId: string,
  work: (bulk: Bulk) => Promise<T>,
): Promise<T> {
  const client = await database.connect()
  try {
    await client.query('begin')
    if (database.serviceRole !== null) await client.query(`set local role "${database.serviceRole}"`)
    await client.query(`select set_config('app.tenant_id', $1, true), set_config('work_mem', '64MB', true)`, [tenantId])
    // Entries of the search index are put in order by the thousand rather than one by one.
    await client.query(`set local gin_pending_list_limit = '64MB'`)
    const made = new Set<string>()
    const result = await work({
      query: async ({ text, values }) => (await client.query(text, [...values])).rows as Row[], // pg's rows by column
      load: async (loads) => {
        for (const { table, columns, rows } of loads) {
          if (rows.length === 0) continue
          const names = columns.join(', ')
          if (!made.has(table)) {
            await client.query(
              `create temp table load_${table} on commit drop as select ${names} from ${table} with no data`,
            )
            made.add(table)
          }
          const stream = client.query(copyFrom(`copy load_${table} (${names}) from stdin`))
          const finished = once(stream, 'finish')
          stream.end(rows)
          await finished
          await client.query(`insert into ${table} (${names}) select ${names} from load_${table}`)
          await client.query(`truncate load_${table}`)
        }
        await client.query('set constraints all immediate')
        await client.query('set constraints all deferred')
      },
    })
    await client.query('commit')
    // At once rather than when autovacuum comes by: the planner counts on what is there now, entries of the search index leave the list that
    // every search reads through, and counts need the index alone. Skipped with a warning where the role does not own the tables.
    if (made.size > 0) await client.query(`vacuum (analyze) tenant, ${[...made].join(', ')}`)
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

/** A row as COPY in text format takes it; null is a value of its own. */
export function copyRow(values: readonly (string | number | boolean | null)[]): string {
  let row = ''
  for (let at = 0; at < values.length; at++) {
    const value = values[at]
    if (at > 0) row += '\t'
    if (value === null || value === undefined) row += '\\N'
    else if (typeof value === 'string') row += SPECIAL.test(value) ? value.replace(EACH_SPECIAL, escaped) : value
    else row += value
  }
  return `${row}\n`
}

const SPECIAL = /[\\\t\n\r]/
const EACH_SPECIAL = /[\\\t\n\r]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(character: string): string {
  return ESCAPED[character] ?? character
}
