// Reads and changes the code tables.
import type { CodeEntry, Status, Tocsin } from '@tocsin/client'

export type TableName = 'types' | 'statuses' | 'severities'

/** An entry of any of the three tables; only a status has a category. */
export type Entry = CodeEntry & { category?: Status['category'] | undefined }

/** A status that says nothing else is being worked on. */
const usualCategory = 'active'

/** Adds an entry at the end of its table. Throws what the service refuses it with. */
export async function addEntry(tocsin: Tocsin, table: TableName, entry: Omit<Entry, 'rank'>): Promise<void> {
  const { code, label, color, active, category = usualCategory } = entry
  const common = { code, label, color, active }
  if (table === 'statuses') await tocsin.catalog.statuses.create({ ...common, category })
  else await tocsin.catalog[table].create(common)
}

/** Saves an entry under its code. Throws what the service refuses it with. */
export async function saveEntry(tocsin: Tocsin, table: TableName, entry: Entry): Promise<void> {
  const { code, label, rank, color, active, category = usualCategory } = entry
  const common = { label, rank, color, active }
  if (table === 'statuses') await tocsin.catalog.statuses.update(code, { ...common, category })
  else await tocsin.catalog[table].update(code, common)
}

/** The entries that need another rank for `code` to stand one place further up (-1) or down (1); none at the ends. */
export function moved(entries: readonly Entry[], code: string, by: -1 | 1): Entry[] {
  const from = entries.findIndex((entry) => entry.code === code)
  const to = from + by
  const one = entries[from]
  const other = entries[to]
  if (one === undefined || other === undefined) return []
  const order = entries.map((entry, place) => (place === from ? other : place === to ? one : entry))
  // Where two have the same rank, or there is no room between them, all are numbered anew; else the two change places.
  const distinct = new Set(entries.map(({ rank }) => rank)).size === entries.length
  return order
    .map((entry, place) => ({ ...entry, rank: distinct ? (entries[place]?.rank ?? place + 1) : place + 1 }))
    .filter((entry) => entries.find(({ code }) => code === entry.code)?.rank !== entry.rank)
}
