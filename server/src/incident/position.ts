/** Where a page of incidents ended, short enough for a cursor: the key of its last row, or where to find that again. */
import { createHash } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { join, sql } from '../database/sql.ts'
import type { Order } from './order.ts'

type Key = readonly (string | null)[]

/** Bytes of a key as JSON that a cursor of 1 kB can hold. */
const MOST_BYTES = 740
/** A text that takes no more than this stays in a longer key. */
const SHORT_BYTES = 60
/** Stands for a text left out, and at the begin of a key with such: no text of the database has it. */
const LEFT_OUT = '\0'

/** What a cursor holds of a key (JSON): all of it, or the beginning of the first long text, a digest of all long ones, and the rest. */
export function shortened(order: Pick<Order, 'parts'>, key: string): string {
  if (Buffer.byteLength(key) <= MOST_BYTES) return key
  const values = JSON.parse(key) as Key // an array of texts
  const long = values.filter((value, n) => isLong(order, value, n)) as string[] // as isLong() says
  const rest = values.map((value, n) => (isLong(order, value, n) ? LEFT_OUT : value))
  return JSON.stringify([LEFT_OUT, beginningOf(long[0] ?? ''), digestOf(long), ...rest])
}

/**
 * The key that a cursor stands for. Long texts are read from the row again; where they are others now, or the row is gone, the key ends with the
 * beginning of the first of them, see Order.after: then records that begin alike may come twice, and none is passed over.
 */
export async function keyAt(database: Database, tenantId: string, order: Order, held: Key): Promise<Key> {
  const [mark, beginning = '', digest, ...rest] = held
  if (mark !== LEFT_OUT) return held
  const places = rest.flatMap((value, n) => (value === LEFT_OUT ? [n] : []))
  const expressions = places.flatMap((n) => order.parts[n]?.expression ?? [])
  const [row] = await database.read(
    tenantId,
    sql`select json_build_array(${join(expressions, ', ')})::text as texts from incident i where i.tenant_id = ${tenantId} and i.id = ${rest.at(-1) ?? null}::uuid`,
  )
  const texts = row ? (JSON.parse(row['texts'] as string) as string[]) : [] // an array of texts that are not null
  if (digestOf(texts) !== digest) return [...rest.slice(0, places[0]), beginning]
  return rest.map((value) => (value === LEFT_OUT ? (texts.shift() ?? null) : value))
}

function isLong({ parts }: Pick<Order, 'parts'>, value: string | null, n: number): boolean {
  return value !== null && parts[n]?.cast.startsWith('text') === true && bytesOf(value) > SHORT_BYTES
}

/** As JSON, where a control character takes six. */
function bytesOf(value: string): number {
  return Buffer.byteLength(JSON.stringify(value))
}

function beginningOf(text: string): string {
  let beginning = ''
  let bytes = 2
  for (const character of text) {
    bytes += bytesOf(character) - 2
    if (bytes > SHORT_BYTES) break
    beginning += character
  }
  return beginning
}

function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest().subarray(0, 16).toString('base64url')
}
