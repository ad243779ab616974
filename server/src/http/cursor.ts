/** Signed positions in a list: what next_cursor holds. */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { invalid } from '../errors.ts'

/** Makes cursors that belong to one tenant, filter and order, and can't be made up. */
export class Cursors {
  readonly #load: () => Promise<Buffer>
  /** As a key object: made of bytes for each cursor it took a tenth of the processor time of a page. */
  #secret: KeyObject | null = null

  constructor(load: () => Promise<Buffer>) {
    this.#load = load
  }

  async write(context: string, key: string): Promise<string> {
    return `${Buffer.from(key).toString('base64url')}.${(await this.#sign(context, key)).toString('base64url')}`
  }

  /** The key in a cursor. Throws invalid BAD_CURSOR when it is not one of this tenant, filter and order. */
  async read(context: string, cursor: string): Promise<(string | null)[]> {
    const [payload = '', signature = ''] = cursor.split('.')
    const key = Buffer.from(payload, 'base64url').toString('utf8')
    const wanted = await this.#sign(context, key)
    const given = Buffer.from(signature, 'base64url')
    if (given.length === wanted.length && timingSafeEqual(given, wanted) && (await this.write(context, key)) === cursor)
      return JSON.parse(key) as (string | null)[] // signed as such
    throw invalid([
      {
        code: 'BAD_CURSOR',
        message: 'This cursor does not belong to this list: give it with the same filter and sort it came with.',
        field: 'cursor',
      },
    ])
  }

  async #sign(context: string, key: string): Promise<Buffer> {
    this.#secret ??= createSecretKey(await this.#load())
    return createHmac('sha256', this.#secret).update(`${context.length}\n${context}\n${key}`).digest().subarray(0, 16)
  }
}

/** The cursors of a database, signed with its own secret. */
export function createCursors(database: Database): Cursors {
  return new Cursors(async () => (await database.read('', sql`select secret from instance`))[0]?.secret as Buffer) // a bytea column
}
