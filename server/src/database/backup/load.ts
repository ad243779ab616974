// Loads the rows of a backup, with indexes and guards taken off and put back.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { badFile, type Header, type Sequence } from './format.ts'
import { type Piece, readBackup } from './read.ts'
import { copyTarget, quote, readTables } from './tables.ts'

/**
 * Takes indexes, foreign keys, triggers and forced row security off freshly made tables, and gives the statements that put them back:
 * built at the end, an index takes a fraction of the time, a foreign key is checked by one query, and COPY is refused to an owner
 * under row security.
 */
export async function unguard(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ take: string; given: number; give: string }>(
    `with t as (
      select c.oid, format('%I.%I', $1::text, c.relname) as name, c.relforcerowsecurity as forced
      from pg_class c where c.relnamespace = (select oid from pg_namespace where nspname = $1) and c.relkind = 'r')
    select 1 as taken, 2 as given, format('alter table %s drop constraint %I', t.name, r.conname) as take,
        format('alter table %s add constraint %I %s', t.name, r.conname, pg_get_constraintdef(r.oid)) as give
      from pg_constraint r join t on t.oid = r.conrelid where r.contype = 'f'
    union all
    select 2, 1, format('drop index %I.%I', $1::text, c.relname), pg_get_indexdef(i.indexrelid)
      from pg_index i join t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
      where not exists (select 1 from pg_constraint r where r.conindid = i.indexrelid and r.contype in ('p', 'u', 'x'))
    union all
    select 3, 3, format('alter table %s disable trigger user', t.name), format('alter table %s enable trigger user', t.name)
      from t where exists (select 1 from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal)
    union all
    select 4, 4, format('alter table %s no force row level security', t.name), format('alter table %s force row level security', t.name)
      from t where t.forced
    order by taken, take`,
    [schema],
  )
  for (const { take } of rows) await client.query(take)
  return rows.toSorted((one, other) => one.given - other.given).map(({ give }) => give)
}

/**
 * Loads a checked backup into the tables its migrations made, which hold only what those put there. Throws AppError when the tables are
 * not those of the backup, or the file has changed since it was checked.
 */
export async function load(
  client: pg.Client,
  schema: string,
  path: string,
  options: { signal?: AbortSignal | undefined; onProgress?: ((table: string, bytes: number) => void) | undefined },
): Promise<{ header: Header; rows: Map<string, number> }> {
  const pieces = readBackup(path)
  const loaded = new Map<string, number>()
  let header: Header | undefined
  let table: Header['tables'][number] | undefined
  let bytes = 0
  for await (const piece of pieces) {
    options.signal?.throwIfAborted()
    if (piece.kind === 'header') {
      header = piece.header
      await requireTables(client, schema, path, header)
      // Backwards: what refers to others goes first.
      for (const { name } of header.tables.toReversed())
        await client.query(`delete from ${quote(schema)}.${quote(name)}`)
    } else if (piece.kind === 'table') {
      const { name } = piece
      table = header?.tables.find((one) => one.name === name)
    } else if (piece.kind === 'rows' && table) {
      const { name } = table
      const count = await copyRows(client, schema, table, pieces, piece, (length) => {
        bytes += length
        options.onProgress?.(name, bytes)
      })
      loaded.set(name, count)
    } else if (piece.kind === 'end') {
      await setSequences(client, schema, piece.end.sequences)
    }
  }
  if (!header) throw badFile(path, 'is cut off')
  return { header, rows: loaded }
}

/** Sends the rows of one table, the first ones at hand, and reads its sum. */
async function copyRows(
  client: pg.Client,
  schema: string,
  table: Header['tables'][number],
  pieces: AsyncGenerator<Piece, void, void>,
  first: Piece & { kind: 'rows' },
  onBytes: (length: number) => void,
): Promise<number> {
  let wanted = 0
  async function* rows(): AsyncGenerator<Buffer> {
    for (let piece: Piece = first; ; ) {
      if (piece.kind === 'sum') wanted = piece.sum.rows
      if (piece.kind !== 'rows') return
      onBytes(piece.bytes.length)
      yield piece.bytes
      const next = await pieces.next()
      if (next.done) return
      piece = next.value
    }
  }
  const into = client.query(copyFrom(`copy ${copyTarget(schema, table)} from stdin`))
  await pipeline(Readable.from(rows(), { objectMode: false, highWaterMark: 256 * 1024 }), into)
  if (into.rowCount !== wanted) throw new Error(`table ${table.name}: ${into.rowCount} rows instead of ${wanted}`)
  return wanted
}

/** Throws when the tables that the migrations made are not those the backup was made of, column by column. */
async function requireTables(client: pg.Client, schema: string, path: string, header: Header): Promise<void> {
  const made = await readTables(client, schema)
  const ours = [...made.values()].map(({ name, columns }) => JSON.stringify({ name, columns })).sort()
  const theirs = header.tables.map(({ name, columns }) => JSON.stringify({ name, columns })).sort()
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    const [different] = theirs.filter((one) => !ours.includes(one))
    const name = header.tables.find(
      (one) => JSON.stringify({ name: one.name, columns: one.columns }) === different,
    )?.name
    throw badFile(path, `does not fit the tables of this version of Tocsin${name === undefined ? '' : ` (${name})`}`)
  }
}

async function setSequences(client: pg.Client, schema: string, sequences: readonly Sequence[]): Promise<void> {
  for (const { table, column, value } of sequences) {
    if (value === null) continue
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3, true)', [
      `${quote(schema)}.${quote(table)}`,
      column,
      value,
    ])
  }
}
