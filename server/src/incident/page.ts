// The statements that read one page of incidents.
import { raw, type Sql, sql } from '../database/sql.ts'
import { MOST_RECORD_BYTES } from '../http/answer-size.ts'
import { type Condition, withOf } from './filter.ts'
import { mergedRows, type Wanted } from './merge.ts'
import { isIndexed, type Order } from './order.ts'
import { incidentColumns } from './store.ts'

/** The limits most pages are read with: a statement of its own for each. One more than a page has, see readPage(). */
const USUAL_LIMITS = new Set([10, 20, 25, 30, 50, 100, 200, 250, 500, 1000].map((size) => size + 1))

export type PageWanted = Wanted & { /** See isLasting(). */ lasting: boolean }

/** What a page is of. */
export type Source = { condition: Condition; order: Order }

/**
 * Whether one plan is right whatever is asked for: all there is, along an index. To be made without the values it needs the limit in the
 * statement's text, since of one it does not know PostgreSQL takes a tenth of the table. Planning anew took a third of such a page's time.
 * With filters that is right: the best plan depends on what they ask for.
 */
export function isLasting({ condition, order }: Source, { limit, offset }: Wanted): boolean {
  return condition.everything && isIndexed(order) && offset === 0 && USUAL_LIMITS.has(limit)
}

/**
 * Rows with `key` for the cursor, empty where the order reads it from the row; `more` says whether another row follows. Ends before the
 * records are larger than `bytes`; the first is given all the same.
 */
export function pageOf(
  tenantId: string,
  { condition, order }: Source,
  wanted: PageWanted,
  bytes = MOST_RECORD_BYTES,
): Sql {
  const { key, limit, offset, lasting } = wanted
  const where = key === null ? condition.where : sql`${condition.where} and ${order.after(key)}`
  const range = lasting ? raw(`limit ${limit}`) : sql`limit ${limit} offset ${offset}`
  const from = sql`${condition.from}${order.joins}`
  const keyed = (key: Sql): Sql => (order.keyOf === null ? key : raw("''"))
  if (isBuiltAtOnce(order, wanted))
    return within(
      bytes,
      sql`${withOf(condition)}select i.*, ${keyed(order.key)} as key, ${recordSize} as size from ${from} where ${where} order by ${order.by} ${range}`,
    )
  const rows =
    order.groups !== null && condition.everything
      ? mergedRows(order, order.groups, condition.where, wanted)
      : sql`select i.id, ${order.columns} from ${from} where ${where} order by ${order.by} ${range}`
  return within(
    bytes,
    sql`${withOf(condition)}select i.*, ${keyed(order.hits.key)} as key, ${recordSize} as size from (${rows}) h
      join incident i on i.tenant_id = ${tenantId} and i.id = h.id order by ${order.hits.by}`,
  )
}

/** Bytes of an incident `i`, roughly: how long a text is, is known without reading it. */
const recordSize = sql`700 + octet_length(i.name) + octet_length(i.description) + octet_length(i.reported_by) + octet_length(i.location) + coalesce(octet_length(i.attributes::text), 0)`

/** Of rows in their order those that fit; the JSON of no other is made. */
function within(bytes: number, rows: Sql): Sql {
  return sql`select ${incidentColumns}, i.key, i.more from (${measured(rows)}) i where ${fits(bytes)}`
}

/** Rows in their order, each with the bytes of all up to it, and whether there is another. */
function measured(rows: Sql): Sql {
  return sql`select p.*, lead(true) over so_far as more, sum(p.size) over so_far as bytes from (${rows}) p window so_far as (rows unbounded preceding)`
}

function fits(bytes: number): Sql {
  return sql`(i.bytes = i.size or i.bytes <= ${bytes}::bigint)`
}

/**
 * Whether every row that is read is on the page. Otherwise only ids and keys are read first, of an index alone where one has them: PostgreSQL
 * would put the JSON of rows together that it passes over, and carry whole rows through a sort.
 */
function isBuiltAtOnce(order: Order, { offset }: Pick<PageWanted, 'offset'>): boolean {
  return offset === 0 && isIndexed(order)
}

/** The page and the count from one look at the search index: its first row has the count, a row without a key is none. */
export function hitsAndCount(tenantId: string, { condition, order }: Source, { key, limit, offset }: Wanted): Sql {
  const after = key === null ? sql`` : sql` where ${order.hits.after(key)}`
  return sql`${withOf(condition, [sql`hit as materialized (select i.id, ${order.columns} from ${condition.from}${order.joins} where ${condition.where})`])}
    select count.total, h.key, h.body, h.attributes, h.version, h.more from (select count(*) as total from hit) count left join lateral (
      select ${incidentColumns}, i.key, i.place, i.more from (${measured(sql`select i.*, ${order.hits.key} as key, h.place, ${recordSize} as size
        from (select h.*, row_number() over (order by ${order.hits.by}) as place from hit h${after} order by ${order.hits.by} limit ${limit} offset ${offset}) h
          join incident i on i.tenant_id = ${tenantId} and i.id = h.id order by h.place`)}) i
      where ${fits(MOST_RECORD_BYTES)}) h on true order by h.place`
}
