// Reads pages whose order begins with groups (codes, or having a value at all) along one index scan a group.
import { join, raw, type Sql, sql } from '../database/sql.ts'
import { type Groups, type Order, overParts, type Part } from './order.ts'

export type Wanted = { key: readonly (string | null)[] | null; limit: number; offset: number }

/**
 * The first rows of each group, as many as the page could need, put in order: id and keys as columns k0, k1, …, see Order.hits. A sort would
 * read every incident. `where`: about `i`, met by nearly all incidents.
 */
export function mergedRows(order: Order, groups: Groups, where: Sql, wanted: Wanted): Sql {
  const scans = groups.by === 'code' ? scansOfCodes(order, groups.field, wanted) : scansOfValue(order, groups, wanted)
  const most = wanted.limit + wanted.offset
  const rows = scans.map(({ from, which, rest, after, codes }) => {
    const scan = sql`(select i.id, ${order.columns} from incident i where ${where} and ${which}${after} order by ${inIndexOrder(rest)} limit ${most}::int)`
    return from === null ? scan : sql`(select m.* from ${from} cross join lateral ${scan} m${codes})`
  })
  return sql`select h.* from (${join(rows, ' union all ')}) h order by ${order.hits.by} limit ${wanted.limit} offset ${wanted.offset}`
}

/** One scan, or one for each code that `from` and `codes` give. */
type Scan = { from: Sql | null; codes: Sql; which: Sql; rest: Part[]; after: Sql }

const nothing = sql``

function scansOfCodes({ parts }: Order, field: string, { key }: Wanted): Scan[] {
  const [rank, ...rest] = parts
  if (!rank) return []
  const after = key === null ? nothing : sql` and ${overParts(rest).after(key.slice(1))}`
  const coded = {
    from: raw(`incident_${field} of_${field}`),
    codes: nothing,
    which: raw(`i.${field} = of_${field}.code`),
    rest,
    after: nothing,
  }
  const uncoded = { ...coded, from: raw(`(select null::int as rank) of_${field}`), which: raw(`i.${field} is null`) }
  const none = rank.nullable ? [uncoded] : []
  if (key === null) return [coded, ...none]
  const at = key[0]
  if (at === null || at === undefined) return [{ ...uncoded, after }]
  const further = raw(rank.direction === 'ASC' ? '>' : '<')
  return [
    { ...coded, codes: sql` where ${rank.expression} = ${at}::int`, after },
    { ...coded, codes: sql` where ${rank.expression} ${further} ${at}::int` },
    ...none,
  ]
}

function scansOfValue({ parts }: Order, groups: Groups & { by: 'value' }, { key }: Wanted): Scan[] {
  const columns = groups.columns.length
  const rest = parts.slice(columns)
  const valued = parts.map((part, n) =>
    n < columns ? { ...part, nullable: false, expression: raw(groups.columns[n] ?? '') } : part,
  )
  const scan = { from: null, codes: nothing, after: nothing }
  const some: Scan = { ...scan, which: groups.some, rest: valued }
  const none: Scan = { ...scan, which: groups.none, rest }
  if (key === null) return [some, none]
  if (key[0] === null) return [{ ...none, after: sql` and ${overParts(rest).after(key.slice(columns))}` }]
  return [{ ...some, after: sql` and ${overParts(valued).after(key)}` }, none]
}

/** Without a word on nulls, of which there are none, so that the index is seen to have it. */
function inIndexOrder(parts: readonly Part[]): Sql {
  return join(
    parts.map(({ expression, direction }) => sql`${expression} ${raw(direction)}`),
    ', ',
  )
}
