import { type CodeEntry, catalogs, type StatusEntry } from '../catalog/schema.ts'
import { selectCodes } from '../catalog/store.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
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

export const selectDefinitions = sql`select id, name, type, options, description,
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at, created_by
  from attribute_definition order by id`

/**
 * Keeps the definitions of this process. A write names the version it was checked against and does nothing when a newer one
 * exists, so an old copy can't let a wrong value in; whoever finds the copy old calls refresh().
 */
export class DefinitionCache {
  readonly #database: Database
  #current: Definitions | null = null
  #loading: Promise<Definitions> | null = null

  constructor(database: Database) {
    this.#database = database
  }

  /** The copy at hand, loaded at first use. */
  async current(): Promise<Definitions> {
    return this.#current ?? (await this.refresh())
  }

  /** At least this version: for reads that know what the tenant's row says. */
  async atLeast(version: number): Promise<Definitions> {
    const current = await this.current()
    return current.version >= version ? current : await this.refresh()
  }

  /** Reads them anew; callers at the same time share one read. */
  refresh(): Promise<Definitions> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null
    })
    return this.#loading
  }

  async #load(): Promise<Definitions> {
    // The version is read first: what is read after it is at least as new, and a write that names it is checked again if not.
    const [version, types, statuses, severities, attributes] = await this.#database.reads('', [
      sql`select definitions_version from instance`,
      ...catalogs.map(selectCodes),
      selectDefinitions,
    ])
    const definitions = (attributes?.rows ?? []) as Definition[] // the columns of selectDefinitions
    this.#current = {
      version: Number(version?.rows[0]?.definitions_version),
      types: byCode((types?.rows ?? []) as CodeEntry[]), // the columns of selectCodes()
      statuses: byCode((statuses?.rows ?? []) as StatusEntry[]), // as above
      severities: byCode((severities?.rows ?? []) as CodeEntry[]), // as above
      attributes: new Map(definitions.map((one) => [one.name, one])),
      attributesById: new Map(definitions.map((one) => [String(one.id), one])),
    }
    return this.#current
  }
}

function byCode<T extends { code: string }>(entries: T[]): Map<string, T> {
  return new Map(entries.map((entry) => [entry.code, entry]))
}
