// Raw transactions as the service or the owner of the tables makes them.
import type { Database } from '../database/database.ts'

/** Under which settings a transaction sees rows; left out: never set on its connection. */
export type Sight = { tenant?: string; scope?: string }

export type Rows = Record<string, unknown>[]

/**
 * One transaction of raw statements as the service makes them: its role, its settings, nothing else that the code would check. Gives the
 * rows of the last one; `keep: false` takes it all back. Throws PostgreSQL's errors, those of the commit too.
 */
export async function asService(
  database: Database,
  { tenant, scope }: Sight,
  statements: readonly string[],
  { keep = true }: { keep?: boolean } = {},
): Promise<{ rows: Rows; count: number }> {
  return await session(database, statements, keep, async (run) => {
    if (database.serviceRole !== null) await run(`set local role "${database.serviceRole}"`)
    if (tenant !== undefined) await run(`select set_config('app.tenant_id', $1, true)`, [tenant])
    if (scope !== undefined) await run(`select set_config('app.scope', $1, true)`, [scope])
  })
}

/** The same as the role that owns the tables, which row security binds unless it is a superuser. */
export async function asOwner(
  database: Database,
  statements: readonly string[],
  { keep = true }: { keep?: boolean } = {},
): Promise<{ rows: Rows; count: number }> {
  return await session(database, statements, keep, async (run) => {
    await run(`select set_config('app.scope', 'operations', true)`)
  })
}

type Run = (text: string, values?: unknown[]) => Promise<unknown>

async function session(
  database: Database,
  statements: readonly string[],
  keep: boolean,
  before: (run: Run) => Promise<void>,
): Promise<{ rows: Rows; count: number }> {
  const client = await database.connect()
  try {
    // One snapshot for all of it: what the service does meanwhile by itself doesn't show.
    await client.query('begin isolation level repeatable read')
    await before((text, values) => client.query(text, values))
    let rows: Rows = []
    let count = 0
    for (const statement of statements) {
      const result = await client.query<Record<string, unknown>>(statement)
      rows = result.rows
      count = result.rowCount ?? 0
    }
    // What is deferred is checked either way.
    await client.query('set constraints all immediate')
    await client.query(keep ? 'commit' : 'rollback')
    return { rows, count }
  } finally {
    await client.end()
  }
}

/** The tables of the schema that hold rows of tenants, as the catalog has them: a new one can't be forgotten. */
export async function tenantTables(database: Database): Promise<string[]> {
  const { rows } = await asOwner(database, [
    `select c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') order by 1`,
  ])
  return rows.map(({ name }) => String(name))
}
