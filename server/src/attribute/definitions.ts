// Code tables and attribute definitions of the instance, cached by version.
import { type CodeEntry, catalogs, type StatusEntry } from '../catalog/schema.ts'
import { selectCodes } from '../catalog/store.ts'
import type { Result } from '../database/batch.ts'
import type { Database, Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { type Sql, sql } from '../database/sql.ts'
import type { Ticket } from '../database/transaction.ts'
import type { Definition } from './schema.ts'

/** The instance's definitions at one version: code tables and attribute definitions. */
export type Definitions = {
  version: number
  types: ReadonlyMap<string, CodeEntry>
  statuses: ReadonlyMap<string, StatusEntry>
  severities: ReadonlyMap<string, CodeEntry>
  /** By name. */
  attributes: ReadonlyMap<string, Definition>
  /** By id, in order of creation. */
  attributesById: ReadonlyMap<string, Definition>
}

export const selectDefinitions = sql`select id, name, type, coalesce(label, name) as label, labels, case when choices is null then null else
    (select coalesce(json_agg(c.value ->> 'value' order by c.n) filter (where (c.value ->> 'active')::boolean), '[]') from json_array_elements(choices) with ordinality c(value, n)) end as options,
    choices, description, help, placement, active, ${utc('created_at')} as created_at, created_by
  from attribute_definition order by id`

/**
 * Keeps the definitions of this process. A write names the version it was checked against and does nothing when a newer one
 * exists, so an old copy can't let a wrong value in; whoever finds the copy old calls refresh(), or tries again after hold().
 */
export class DefinitionCache {
  readonly #database: Database
  #current: Definitions | null = null
  #loading: Promise<Definitions> | null = null
  #next: Promise<Definitions> | null = null

  constructor(database: Database) {
    this.#database = database
  }

  /** The copy at hand, loaded at first use. */
  async current(): Promise<Definitions> {
    return this.#current ?? (await this.refresh())
  }

  /** At least this version: for reads that know what the tenant's row says. Inside a transaction give it, so that no second connection is needed. */
  async atLeast(version: number, tx?: Tx): Promise<Definitions> {
    if (this.#current !== null && this.#current.version >= version) return this.#current
    return tx === undefined ? await this.refresh() : await this.#load((statements) => tx.queries(statements))
  }

  /** Reads them anew, at or after the call. Callers at the same time share one read: not the one under way, which may have begun too early. */
  refresh(): Promise<Definitions> {
    if (this.#loading === null) return this.#start()
    this.#next ??= this.#loading
      .catch(() => {})
      .then(() => {
        this.#next = null
        return this.#start()
      })
    return this.#next
  }

  /** Reads them anew and keeps them as they are until the transaction ends: who has been overtaken by a change isn't a second time. */
  async hold(tx: Tx): Promise<void> {
    await tx.query(sql`select 1 as one from instance for share`)
    await this.#load((statements) => tx.queries(statements))
  }

  /** What a commit's ticket compares: the definitions a change was checked against must still be those in force. */
  guard({ version }: Definitions): NonNullable<Ticket['definitions']> {
    return { version, hold: (tx) => this.hold(tx) }
  }

  #start(): Promise<Definitions> {
    this.#loading = this.#load((statements) => this.#database.reads('', statements)).finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #load(read: (statements: readonly Sql[]) => Promise<Result[]>): Promise<Definitions> {
    // The version is read first: what is read after it is at least as new, and a write that names it is checked again if not.
    const [version, types, statuses, severities, attributes] = await read([
      sql`select definitions_version from instance`,
      ...catalogs.map(selectCodes),
      selectDefinitions,
    ])
    const definitions = (attributes?.rows ?? []) as Definition[] // the columns of selectDefinitions
    const loaded: Definitions = {
      version: Number(version?.rows[0]?.['definitions_version']),
      types: byCode((types?.rows ?? []) as CodeEntry[]), // the columns of selectCodes()
      statuses: byCode((statuses?.rows ?? []) as StatusEntry[]), // as above
      severities: byCode((severities?.rows ?? []) as CodeEntry[]), // as above
      attributes: new Map(definitions.map((one) => [one.name, one])),
      attributesById: new Map(definitions.map((one) => [String(one.id), one])),
    }
    // Two reads may end in the other order than they began.
    if (this.#current === null || loaded.version >= this.#current.version) this.#current = loaded
    return this.#current
  }
}

function byCode<T extends { code: string }>(entries: T[]): Map<string, T> {
  return new Map(entries.map((entry) => [entry.code, entry]))
}
