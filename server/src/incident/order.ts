import { join, raw, type Sql, sql } from '../database/sql.ts'

export type Direction = 'ASC' | 'DESC'
export type SortKey = { field: string; direction: Direction }

/** What lists may be sorted by, as SQL about `i`: codes by rank, text by code point. The cast reads a cursor's text back. */
const expressions: Record<string, { sql: string; cast: string; nullable?: boolean }> = {
  created_at: { sql: 'i.created_at', cast: 'timestamptz' },
  updated_at: { sql: 'i.updated_at', cast: 'timestamptz' },
  date: { sql: 'i.date_epoch', cast: 'numeric' },
  reference: { sql: 'i.number', cast: 'bigint' },
  name: { sql: 'i.name', cast: 'text collate "C"' },
  description: { sql: 'i.description', cast: 'text collate "C"' },
  reported_by: { sql: 'i.reported_by', cast: 'text collate "C"' },
  location: { sql: 'i.location', cast: 'text collate "C"' },
  created_by: { sql: 'i.created_by collate "C"', cast: 'text collate "C"' },
  updated_by: { sql: 'i.updated_by collate "C"', cast: 'text collate "C"' },
  status: { sql: '(select c.rank from incident_status c where c.code = i.status)', cast: 'integer' },
  type: { sql: '(select c.rank from incident_type c where c.code = i.type)', cast: 'integer' },
  severity: {
    sql: '(select c.rank from incident_severity c where c.code = i.severity)',
    cast: 'integer',
    nullable: true,
  },
  // No promise, no resolution: last in either direction.
  next_update: { sql: 'nullif(i.next_update, 0)', cast: 'bigint', nullable: true },
  resolved_date: { sql: 'i.resolved_epoch', cast: 'numeric', nullable: true },
  backdated: { sql: 'i.backdated', cast: 'boolean' },
  occ_lock: { sql: 'i.occ_lock', cast: 'integer' },
}

/** What an incident's JSON says as its column does. */
const SHOWN = new Set([
  'created_at',
  'updated_at',
  'name',
  'description',
  'reported_by',
  'location',
  'created_by',
  'updated_by',
])

export const sortFields = Object.keys(expressions)
export const SORT_PATTERN = `^(${sortFields.join('|')})(,([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc]))?$`

/** Reads sort=field,ASC|DESC; no direction means DESC. A field counts once, where it is named first. */
export function readSort(given: readonly string[] | undefined): SortKey[] {
  const keys: SortKey[] = []
  for (const one of given ?? []) {
    const [field = '', direction = 'DESC'] = one.split(',')
    if (!keys.some((key) => key.field === field)) keys.push({ field, direction: direction.toUpperCase() as Direction }) // by the pattern
  }
  return keys
}

export type Order = {
  keys: SortKey[]
  /** As the answer names it. */
  names: string[]
  by: Sql
  /** The key of a row as an array of texts, for its cursor. */
  key: Sql
  /** The same, read from an incident's JSON; null where it does not say it. Only one row of a page needs one: PostgreSQL would make them all. */
  keyOf: ((body: string) => string) | null
  /** Rows after a key. */
  after(key: readonly (string | null)[]): Sql
  /** The same of rows `h` that have the keys as columns k0, k1, …, read once for all that needs them. */
  columns: Sql
  hits: Pick<Order, 'by' | 'key' | 'after'>
}

/** An order over incidents: the keys, then the id. With how well they match and no keys, by that first. */
export function orderOf(sort: SortKey[], relevance: Sql | null): Order {
  const relevant = sort.length === 0 && relevance !== null
  const keys: SortKey[] = sort.length > 0 ? sort : [{ field: 'created_at', direction: 'DESC' }]
  const parts = keys.map(({ field, direction }) => ({
    ...(expressions[field] ?? { sql: 'i.id', cast: 'uuid' }),
    direction,
    expression: raw(expressions[field]?.sql ?? 'i.id'),
  }))
  const last = keys.at(-1)?.direction ?? 'DESC'
  const all: Part[] = [
    ...(relevant ? [{ expression: relevance, cast: 'integer', direction: 'DESC' as const }] : []),
    ...parts,
    { expression: raw('i.id'), cast: 'uuid', direction: last },
  ]
  return {
    keys,
    names: [...(relevant ? ['relevance,DESC'] : []), ...keys.map((key) => `${key.field},${key.direction}`)],
    ...overParts(all),
    keyOf: !relevant && keys.every(({ field }) => SHOWN.has(field)) ? (body) => keyIn(body, keys) : null,
    columns: join(
      all.map((part, n) => sql`${part.expression} as ${raw(`k${n}`)}`),
      ', ',
    ),
    hits: overParts(all.map((part, n) => ({ ...part, expression: raw(`h.k${n}`) }))),
  }
}

function keyIn(body: string, keys: readonly SortKey[]): string {
  const incident = JSON.parse(body) as Record<string, string> // those of SHOWN are texts
  return JSON.stringify([...keys.map(({ field }) => incident[field]), incident['id']])
}

/** Whether the live incidents can be read in this order, by an index. */
export function isIndexed({ keys }: Order): boolean {
  return keys.length === 1 && ['created_at', 'updated_at', 'date'].includes(keys[0]?.field ?? '')
}

type Part = { expression: Sql; cast: string; nullable?: boolean; direction: Direction }

function overParts(all: Part[]): Pick<Order, 'by' | 'key' | 'after'> {
  return {
    by: join(
      all.map((part) => sql`${part.expression} ${raw(part.direction)}${raw(part.nullable ? ' nulls last' : '')}`),
      ', ',
    ),
    key: sql`json_build_array(${join(
      all.map((part) => sql`(${part.expression})::text`),
      ', ',
    )})::text`,
    after: (key) => afterKey(all, key),
  }
}

// Rows after (a, b, id) in mixed directions: after in a, or equal in a and after in b, and so on. In one direction and without
// nulls PostgreSQL compares rows itself, which an index on the same columns serves as one range.
function afterKey(parts: Part[], key: readonly (string | null)[]): Sql {
  const value = (i: number): Sql => sql`${key[i] ?? null}::${raw(parts[i]?.cast ?? 'text')}`
  const [first] = parts
  if (first && parts.every((part) => part.direction === first.direction && !part.nullable)) {
    return sql`(${join(
      parts.map((part) => part.expression),
      ', ',
    )}) ${raw(first.direction === 'ASC' ? '>' : '<')} (${join(
      parts.map((_, i) => value(i)),
      ', ',
    )})`
  }
  const alternatives = parts.map((part, i) => {
    const equal = parts
      .slice(0, i)
      .map((before, j) =>
        key[j] === null ? sql`${before.expression} is null` : sql`${before.expression} = ${value(j)}`,
      )
    return sql`(${join([...equal, beyond(part, key[i] ?? null, value(i))], ' and ')})`
  })
  return sql`(${join(alternatives, ' or ')})`
}

function beyond(
  part: { expression: Sql; nullable?: boolean; direction: Direction },
  key: string | null,
  value: Sql,
): Sql {
  if (key === null) return raw('false') // nulls are last: nothing comes after them in this key
  const further = sql`${part.expression} ${raw(part.direction === 'ASC' ? '>' : '<')} ${value}`
  return part.nullable ? sql`(${further} or ${part.expression} is null)` : further
}
