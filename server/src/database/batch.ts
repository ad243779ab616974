// Several statements in one round trip to PostgreSQL.
import type pg from 'pg'
import { serialize } from 'pg-protocol'
import type { Sql, SqlValue } from './sql.ts'

export type Cell = string | number | boolean | null | Buffer | JsonCell
type JsonCell = { readonly [key: string]: unknown } | readonly unknown[]
export type Row = { [column: string]: Cell }
export type Result = { rows: Row[] /** rows touched */; count: number; command: string }

/** The part of pg's connection that a batch writes to. */
type Wire = { stream: { write(bytes: Buffer): boolean } }
type Field = { name: string; dataTypeID: number }
type Prepared = { fields: Field[] | null; doubtful: boolean }

const EXECUTE = serialize.execute({ portal: '', rows: 0 })
const SYNC = serialize.sync()

/** What each connection has prepared, by statement name. */
const preparedOn = new WeakMap<object, Map<string, Prepared>>()
const names = new Map<string, string>()

/**
 * Several statements in one round trip: written together, ended by one Sync. Without an explicit BEGIN among them PostgreSQL
 * runs them as one implicit transaction, so a `set_config(…, true)` ahead of a query holds for exactly that query
 * (protocol: "Pipelining"). Statements are prepared once per connection and then found by name.
 *
 * The driver's own pipeline mode sends a Sync after each statement, which makes each its own transaction; that is why this exists.
 */
export class Batch {
  readonly #statements: readonly Sql[]
  readonly #named: boolean
  readonly #results: Result[] = []
  #rows: Row[] = []
  /** One for each statement. */
  readonly #prepared: Prepared[] = []
  readonly #settle: PromiseWithResolvers<Result[]>
  #ended = false

  constructor(statements: readonly Sql[], named: boolean) {
    this.#statements = statements
    this.#named = named
    this.#settle = Promise.withResolvers()
  }

  get done(): Promise<Result[]> {
    return this.#settle.promise
  }

  /**
   * Called by pg's client, once, with an error or when the server is ready again. A method on purpose: a function literal that is
   * assigned to a property is made in V8's old generation, where it and all it reaches, the rows, stay until the next full collection.
   */
  callback(error: Error | null | undefined): void {
    if (this.#ended) return
    this.#ended = true
    if (error) {
      // Which of the statements first parsed in this batch the server kept is not known: they are closed before they are used again.
      for (const prepared of this.#prepared) if (prepared.fields === null) prepared.doubtful = true
      this.#settle.reject(error)
    } else this.#settle.resolve(this.#results)
  }

  submit(connection: Wire): undefined {
    const known = preparedOn.get(connection) ?? new Map<string, Prepared>()
    preparedOn.set(connection, known)
    const messages: Buffer[] = []
    for (const statement of this.#statements) {
      const name = this.#named ? nameOf(statement.text) : UNNAMED
      let prepared = known.get(name)
      if (!prepared || prepared.doubtful || name === UNNAMED) {
        if (prepared?.doubtful) messages.push(serialize.close({ type: 'S', name }))
        messages.push(serialize.parse({ name, text: statement.text }))
        prepared = { fields: null, doubtful: false }
        if (name !== UNNAMED) known.set(name, prepared)
      }
      this.#prepared.push(prepared)
      messages.push(serialize.bind({ statement: name, values: statement.values.map(toWire) }))
      if (prepared.fields === null) messages.push(serialize.describe({ type: 'P', name: '' }))
      messages.push(EXECUTE)
    }
    messages.push(SYNC)
    // One buffer, one write: the driver's own way writes each message by itself.
    connection.stream.write(Buffer.concat(messages))
    return undefined
  }

  handleRowDescription(message: { fields: Field[] }): void {
    const current = this.#prepared[this.#results.length]
    if (current) current.fields = message.fields
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const fields = this.#prepared[this.#results.length]?.fields ?? []
    const row: Row = {}
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]
      if (field) row[field.name] = fromWire(field.dataTypeID, message.fields[i] ?? null)
    }
    this.#rows.push(row)
  }

  handleCommandComplete(message: { text: string }): void {
    const current = this.#prepared[this.#results.length]
    // A statement without rows sends NoData, which the driver swallows: it is described all the same.
    if (current && current.fields === null) current.fields = []
    const words = message.text.split(' ')
    const count = Number(words.at(-1))
    this.#results.push({ rows: this.#rows, count: Number.isNaN(count) ? 0 : count, command: words[0] ?? '' })
    this.#rows = []
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: 'EMPTY' })
  }

  handleError(error: Error): void {
    this.callback(error)
  }

  handleReadyForQuery(): void {
    this.callback(null)
  }
}

/** Runs statements in one round trip on a connection. Rejects with PostgreSQL's error; then none of them took effect, unless a COMMIT among them ran. */
export function runBatch(client: pg.ClientBase, statements: readonly Sql[], named: boolean): Promise<Result[]> {
  const batch = new Batch(statements, named)
  client.query(batch as unknown as pg.Submittable) // pg's type knows of `submit` only; the rest is how its client calls back
  return batch.done
}

/** PostgreSQL's slot for statements that are not kept. */
const UNNAMED = ''
/** So many statements get a name; further ones (rare mixes of filters and orders) are parsed each time. */
const MOST_NAMES = 500

function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) {
    if (names.size >= MOST_NAMES) return UNNAMED
    name = `t${names.size.toString(36)}`
    names.set(text, name)
  }
  return name
}

function toWire(value: SqlValue): string | Buffer | null {
  if (value === null || typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (Array.isArray(value)) return arrayToWire(value)
  return String(value)
}

function arrayToWire(values: readonly (string | number | null)[]): string {
  let text = '{'
  for (const value of values) {
    if (text.length > 1) text += ','
    if (value === null) text += 'NULL'
    else if (typeof value === 'number') text += value
    else text += `"${value.replace(/["\\]/g, '\\$&')}"`
  }
  return `${text}}`
}

function fromWire(type: number, text: string | null): Cell {
  if (text === null) return null
  switch (type) {
    case 16:
      return text === 't'
    case 20: // int8: the values kept here stay below 2^53
    case 21:
    case 23:
    case 26:
    case 700:
    case 701:
      return Number(text)
    case 114:
    case 3802:
      return JSON.parse(text)
    case 17:
      return Buffer.from(text.slice(2), 'hex')
    default:
      return text
  }
}
