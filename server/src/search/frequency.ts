// How frequent words are, from PostgreSQL's statistics.
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { queryGrams } from './grams.ts'
import type { Term } from './terms.ts'

/** How long what is known is good enough, ms. */
const FRESH_MS = 60_000

type Known = { at: number; all: number; counts: ReadonlyMap<number, number> }

/** How many documents there are, and for each term that is known to be common, by its text, how many have it at most. */
export type Occurrences = { all: number; documents: ReadonlyMap<string, number> }

/**
 * In how many documents a word may be, from the statistics PostgreSQL keeps of the most common grams (ANALYZE): an upper bound, without
 * reading the index. Grams are seeded with the tenant, so the numbers are the tenant's own.
 */
export class Frequencies {
  readonly #database: Database
  #known: Known | null = null
  #loading: Promise<Known> | null = null

  constructor(database: Database) {
    this.#database = database
  }

  async of(tenantId: string, terms: readonly Term[]): Promise<Occurrences> {
    const documents = new Map<string, number>()
    if (terms.length === 0) return { all: 0, documents }
    const { all, counts } = await this.#current()
    for (const { text, forms } of terms) {
      // bounded: the grams of one word, which has 500 characters at most
      const most = forms.map((form) => Math.min(...queryGrams(tenantId, form).map((gram) => counts.get(gram) ?? 0)))
      const sum = most.reduce((total, one) => total + (Number.isFinite(one) ? one : 0), 0)
      if (sum > 0) documents.set(text, sum)
    }
    return { all, documents }
  }

  async #current(): Promise<Known> {
    if (this.#known !== null && performance.now() - this.#known.at < FRESH_MS) return this.#known
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null
    })
    return await this.#loading
  }

  async #load(): Promise<Known> {
    const [row] = await this.#database.read(
      '',
      sql`select to_json(s.most_common_elems::text::int[])::text as grams, to_json(s.most_common_elem_freqs)::text as shares, c.reltuples as documents
        from pg_class c join pg_stats s on s.schemaname = current_schema() and s.tablename = c.relname and s.attname = 'grams'
        where c.oid = 'incident_search'::regclass`,
    )
    const grams = JSON.parse(String(row?.['grams'] ?? '[]')) as number[] // of integers
    const shares = JSON.parse(String(row?.['shares'] ?? '[]')) as number[] // with three numbers more at its end
    const documents = Number(row?.['documents'] ?? 0)
    this.#known = {
      at: performance.now(),
      all: documents,
      counts: new Map(grams.map((gram, n) => [gram, Math.ceil((shares[n] ?? 0) * documents)])),
    }
    return this.#known
  }
}
