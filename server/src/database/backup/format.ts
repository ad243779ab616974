// The format of a backup file: header, tables, end.
import { createHash, type Hash } from 'node:crypto'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { AppError } from '../../errors.ts'

/*
 * The file of a backup: lines of UTF-8, compressed by gzip. docs/backup-format.md describes it for people.
 *
 *     {"format":"tocsin-backup","version":1, …}                the header
 *     {"table":"tenant"}                                       for each table, in the header's order:
 *     default\tDefault\t17\t…                                  its rows, as COPY in text format writes them: one line a row
 *     \.
 *     {"table":"tenant","rows":1,"sha256":"…"}                 their number and hash
 *     {"end":"tocsin-backup", …, "sha256":"…"}                 the end: sequences, rows in all, hash of every line but the rows
 */

export const FORMAT = 'tocsin-backup'
export const FORMAT_VERSION = 1
/** The line after a table's rows; COPY writes a backslash within a row as two, so no row looks like it. */
export const ROWS_END = Buffer.from('\\.\n')

const Name = Type.String({ minLength: 1, maxLength: 63 })
const Count = Type.Integer({ minimum: 0 })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const closed = { additionalProperties: false }

/** The start of a header, which stays as it is in every version of the format. */
export const HeaderStart = Type.Object({ format: Type.Literal(FORMAT), version: Count, tocsin: Type.String() })

export const AppliedMigration = Type.Object({ version: Count, name: Type.String(), checksum: Sha256 }, closed)
export type AppliedMigration = Static<typeof AppliedMigration>

export const Table = Type.Object(
  { name: Name, columns: Type.Array(Type.Object({ name: Name, type: Type.String() }, closed), { minItems: 1 }) },
  closed,
)
export type Table = Static<typeof Table>

/** The first line. */
export const Header = Type.Object(
  {
    format: Type.Literal(FORMAT),
    version: Type.Literal(FORMAT_VERSION),
    tocsin: Type.String({ description: 'Version of the Tocsin that wrote it' }),
    postgresql: Type.String({ description: 'Version of the PostgreSQL it came from' }),
    created_at: Type.String({ description: 'Instant of the snapshot, by the clock of the database' }),
    epoch: Type.String({ description: 'Epoch of the database it came from' }),
    migrations: Type.Array(AppliedMigration, {
      minItems: 1,
      description: 'What had made the tables: a restore makes the same ones before it loads the rows',
    }),
    tables: Type.Array(Table, {
      minItems: 1,
      description: 'In an order in which no row refers to one that comes later',
    }),
  },
  closed,
)
export type Header = Static<typeof Header>

/** The line before a table's rows. */
export const TableStart = Type.Object({ table: Name }, closed)

/** The line after them. */
export const TableSum = Type.Object({ table: Name, rows: Count, sha256: Sha256 }, closed)
export type TableSum = Static<typeof TableSum>

/** Where an identity column stands: `value` is the last one given, null when none was. */
export const Sequence = Type.Object({ table: Name, column: Name, value: Type.Union([Count, Type.Null()]) }, closed)
export type Sequence = Static<typeof Sequence>

/** The last line. */
export const End = Type.Object(
  {
    end: Type.Literal(FORMAT),
    tables: Count,
    rows: Count,
    sequences: Type.Array(Sequence),
    sha256: Sha256,
  },
  closed,
)
export type End = Static<typeof End>

/** The value as the schema's type, or undefined when it is not. */
export function as<T extends TSchema>(schema: T, value: unknown): Static<T> | undefined {
  return Value.Check(schema, value) ? (value as Static<T>) : undefined // checked just here
}

/** Hash and number of one table's rows, as their bytes come by. */
export class RowSum {
  readonly #hash: Hash = createHash('sha256')
  rows = 0

  /** Takes the next bytes; they need not end with a row. */
  add(bytes: Buffer): void {
    this.#hash.update(bytes)
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) this.rows++
  }

  sum(table: string): TableSum {
    return { table, rows: this.rows, sha256: this.#hash.digest('hex') }
  }
}

/** Hash of every line that is not a row: with the tables' own hashes among them it covers the whole file. */
export class LineSum {
  readonly #hash: Hash = createHash('sha256')

  /** Takes a line, its line feed included. */
  add(line: Buffer): Buffer {
    this.#hash.update(line)
    return line
  }

  digest(): string {
    return this.#hash.digest('hex')
  }
}

/** A line of JSON. */
export function lineOf(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}

/** A file that can't be restored: names it, and what is wrong with it. */
export function badFile(path: string, what: string, cause?: unknown): AppError {
  return new AppError('invalid', `${path} ${what}`, { cause })
}
