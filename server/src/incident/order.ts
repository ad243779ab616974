// How lists are sorted: fields, directions and the keys of cursors, as SQL.
import { join, raw, type Sql, sql } from '../database/sql.ts'

export type Direction = 'ASC' | 'DESC'
export type SortKey = { field: string; direction: Direction }

/** One thing rows are compared by. The cast reads a cursor's text back. */
export type Part = { expression: Sql; cast: string; nullable?: boolean; direction: Direction }
type Column = { sql: string; cast: string; nullable?: boolean }

/** What a field sorts by, as SQL about `i`; `join` is what that needs besides. */
type Field = { columns: Column[]; join?: string; groups?: Groups }

/** How the incidents fall into groups that stand one after the other in an order, each of which an index has in the order of what follows. */
export type Groups =
  | { by: 'code'; field: 'status' | 'type' | 'severity' }
  /** Those with a value come before those without. */
  | { by: 'value'; some: Sql; none: Sql; columns: string[] }

/** Codes sort by rank, text by code point. */
const fields: Record<string, Field> = {
  created_at: column('i.created_at', 'timestamptz'),
  updated_at: column('i.updated_at', 'timestamptz'),
  // The microseconds for the index: under row security none has a range of numeric.
  date: {
    columns: [
      { sql: 'i.date_us', cast: 'bigint' },
      { sql: 'i.date_epoch', cast: 'numeric' },
    ],
  },
  reference: column('i.number', 'bigint'),
  name: column('i.name', 'text collate "C"'),
  description: column('i.description', 'text collate "C"'),
  reported_by: column('i.reported_by', 'text collate "C"'),
  location: column('i.location', 'text collate "C"'),
  created_by: column('i.created_by collate "C"', 'text collate "C"'),
  updated_by: column('i.updated_by collate "C"', 'text collate "C"'),
  status: byRank('status'),
  type: byRank('type'),
  severity: byRank('severity'),
  // No promise, no resolution: last in either direction.
  next_update: {
    columns: [{ sql: 'nullif(i.next_update, 0)', cast: 'bigint', nullable: true }],
    groups: { by: 'value', some: raw('i.next_update > 0'), none: raw('i.next_update = 0'), columns: ['i.next_update'] },
  },
  resolved_date: {
    columns: [
      { sql: 'i.resolved_us', cast: 'bigint', nullable: true },
      { sql: 'i.resolved_epoch', cast: 'numeric', nullable: true },
    ],
    groups: {
      by: 'value',
      some: raw('i.resolved_us is not null'),
      none: raw('i.resolved_us is null'),
      columns: ['i.resolved_us', 'i.resolved_epoch'],
    },
  },
  backdated: column('i.backdated', 'boolean'),
  occ_lock: column('i.occ_lock', 'integer'),
}

function column(sql: string, cast: string): Field {
  return { columns: [{ sql, cast }] }
}

/** Joined rather than looked up: one look-up a row was most of the time of a sort at a million incidents. */
function byRank(field: 'status' | 'type' | 'severity'): Field {
  return {
    columns: [{ sql: `of_${field}.rank`, cast: 'integer', nullable: field === 'severity' }],
    join: `left join incident_${field} of_${field} on of_${field}.code = i.${field}`,
    groups: { by: 'code', field },
  }
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

export const sortFields = Object.keys(fields)
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
  /** What rows are compared by, in turn. */
  parts: Part[]
  /** Set when groups and what follows them are in an index. */
  groups: Groups | null
  /** What the order reads besides `i`, to stand after where that comes from. */
  joins: Sql
  by: Sql
  /** The key of a row as an array of texts, for its cursor. */
  key: Sql
  /** The same, read from an incident's JSON; null where it does not say it. Only one row of a page needs one: PostgreSQL would make them all. */
  keyOf: ((body: string) => string) | null
  /** Rows after a key. One with fewer values than parts ends with the beginning of a text: rows at or after that. */
  after(key: readonly (string | null)[]): Sql
  /** The same of rows `h` that have the keys as columns k0, k1, …, read once for all that needs them. */
  columns: Sql
  hits: Pick<Order, 'by' | 'key' | 'after'>
}

/** An order over incidents: the keys, then the id. With how well they match and no keys, by that first. */
export function orderOf(sort: SortKey[], relevance: Sql | null): Order {
  const relevant = sort.length === 0 && relevance !== null
  const keys: SortKey[] = sort.length > 0 ? sort : [{ field: 'created_at', direction: 'DESC' }]
  const last = keys.at(-1)?.direction ?? 'DESC'
  const [first] = keys
  // Those of one code, and those without a value, in the order they were created in.
  const settled =
    keys.length === 1 && first && fields[first.field]?.groups ? [...keys, { ...first, field: 'created_at' }] : keys
  const parts: Part[] = [
    ...(relevant ? [{ expression: relevance, cast: 'integer', direction: 'DESC' as const }] : []),
    ...settled.flatMap(partsOf),
    { expression: raw('i.id'), cast: 'uuid', direction: last },
  ]
  return {
    keys,
    names: [...(relevant ? ['relevance,DESC'] : []), ...keys.map((key) => `${key.field},${key.direction}`)],
    parts,
    groups: relevant ? null : groupsOf(settled),
    joins: raw(
      keys
        .flatMap(({ field }) => fields[field]?.join ?? [])
        .map((one) => ` ${one}`)
        .join(''),
    ),
    ...overParts(parts),
    keyOf: !relevant && keys.every(({ field }) => SHOWN.has(field)) ? (body) => keyIn(body, keys) : null,
    columns: join(
      parts.map((part, n) => sql`${part.expression} as ${raw(`k${n}`)}`),
      ', ',
    ),
    hits: overParts(parts.map((part, n) => ({ ...part, expression: raw(`h.k${n}`) }))),
  }
}

function partsOf({ field, direction }: SortKey): Part[] {
  const { columns } = fields[field] ?? column('i.id', 'uuid')
  return columns.map(({ sql: expression, ...part }) => ({ ...part, expression: raw(expression), direction }))
}

function groupsOf([first, second, third]: readonly SortKey[]): Groups | null {
  const groups = fields[first?.field ?? '']?.groups
  if (!groups || second?.field !== 'created_at' || third) return null
  return groups.by === 'code' || first?.direction === second.direction ? groups : null
}

function keyIn(body: string, keys: readonly SortKey[]): string {
  const incident = JSON.parse(body) as Record<string, string> // those of SHOWN are texts
  return JSON.stringify([...keys.map(({ field }) => incident[field]), incident['id']])
}

/** Whether the live incidents can be read in this order, by an index. */
export function isIndexed({ keys }: Order): boolean {
  return keys.length === 1 && ['created_at', 'updated_at', 'date', 'reference'].includes(keys[0]?.field ?? '')
}

/** An order by parts alone. */
export function overParts(all: Part[]): Pick<Order, 'by' | 'key' | 'after'> {
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
  if (key.length < parts.length) return atBeginning(parts, key, value)
  if (first && parts.every((part) => part.direction === first.direction && !part.nullable)) {
    const further = raw(first.direction === 'ASC' ? '>' : '<')
    // No index is asked for a comparison with a numeric in it: it is for the part before.
    const bound = parts.some(({ cast }) => cast === 'numeric')
      ? sql`${first.expression} ${further}= ${value(0)} and `
      : sql``
    return sql`${bound}(${join(
      parts.map((part) => part.expression),
      ', ',
    )}) ${further} (${join(
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

/** Rows after the values but the last, or equal in them and at or after those whose text begins with the last. */
function atBeginning(parts: Part[], key: readonly (string | null)[], value: (i: number) => Sql): Sql {
  const [before, last] = [parts.slice(0, key.length - 1), parts[key.length - 1]]
  const beginning = key.at(-1) ?? ''
  const length = [...beginning].length
  const reached = sql`left(${last?.expression ?? raw("''")}, ${length}::int) ${raw(last?.direction === 'ASC' ? '>=' : '<=')} ${beginning}::text collate "C"`
  if (before.length === 0) return reached
  const equal = before.map((part, i) =>
    key[i] === null ? sql`${part.expression} is null` : sql`${part.expression} = ${value(i)}`,
  )
  return sql`((${afterKey(before, key.slice(0, -1))}) or ${join([...equal, reached], ' and ')})`
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
