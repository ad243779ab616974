import type { DefinitionCache, Definitions } from '../attribute/definitions.ts'
import type { Database } from '../database/database.ts'
import { join, raw, type Sql, sql } from '../database/sql.ts'
import { AppError, invalid } from '../errors.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import type { Frequencies, Occurrences } from '../search/frequency.ts'
import { type Term, termsOf } from '../search/terms.ts'
import { type Condition, conditionOf, type Filters } from './filter.ts'
import { isIndexed, type Order, orderOf, readSort } from './order.ts'
import { type IncidentRow, incidentColumns, presentAll } from './store.ts'

export type Lists = {
  database: Database
  definitions: DefinitionCache
  cursors: Cursors
  frequencies: Pick<Frequencies, 'of'>
}

/**
 * Words that are in more documents than this, and together in more than this share of the incidents as far as one can tell: looking them up
 * in the index takes longer than going through the incidents in their order until a page is full, 0.1 s.
 */
const FREQUENT = 30_000
const FREQUENT_SHARE = 0.003
/** What is found among so many documents is counted (half a second); of more it is estimated how many there are. */
const COUNTED = 100_000
/** So few are counted all the same, and so many incidents are looked at for an estimate. */
const FEW = 100
const SAMPLE = 2000
/** So many records may be passed over on the way to a page, one after the other. */
const MOST_PASSED = 2000

export type Paging = { page?: number; size?: number; cursor?: string; sort?: string[] }

/** The limits most pages are read with: a statement of its own for each. One more than a page has, see readPage(). */
const USUAL_LIMITS = new Set([10, 20, 25, 30, 50, 100, 200, 250, 500, 1000].map((size) => size + 1))

/** Records read at a time while everything is streamed: few enough to stay small, many enough to keep the database busy. */
const STREAM_PAGE = 500

export type ListPage = { text: string; total: number; page: Page }

/** One page of the incidents that match. Throws invalid (a filter, sort or cursor that can't be). */
export async function listPage(lists: Lists, tenantId: string, filters: Filters, paging: Paging): Promise<ListPage> {
  const { definitions } = lists
  const known = await definitions.current()
  if (!readsDefinitions(filters)) return await readPage(lists, tenantId, filters, paging, known, false)
  // The copy at hand is nearly always the newest, which the same round trip tells; what it does not know it may only not know yet.
  try {
    return await readPage(lists, tenantId, filters, paging, known, true)
  } catch (error) {
    if (!(error instanceof Outdated) && !(error instanceof AppError && error.code === 'invalid')) throw error
  }
  return await readPage(lists, tenantId, filters, paging, await definitions.refresh(), false)
}

/** There are newer definitions than those a page was read by. */
class Outdated extends Error {}

/** Throws Outdated when `checked` and there are newer definitions than these, invalid as listPage(). */
async function readPage(
  lists: Lists,
  tenantId: string,
  filters: Filters,
  paging: Paging,
  definitions: Definitions,
  checked: boolean,
): Promise<ListPage> {
  if (paging.cursor !== undefined && paging.page !== undefined) {
    throw invalid([{ code: 'BAD_CURSOR', message: '"cursor" and "page" exclude each other.', field: 'cursor' }])
  }
  const size = paging.size ?? 50
  const number = paging.page ?? 1
  const plan = await planOf(lists, tenantId, filters, paging.sort, definitions)
  const { order } = plan
  const context = cursorContext(tenantId, filters, order)
  const key = paging.cursor === undefined ? null : await lists.cursors.read(context, paging.cursor)
  const offset = key === null ? (number - 1) * size : 0
  const walked = plan.walk !== null && offset <= MOST_PASSED ? plan.walk : null
  // One more than asked for tells whether there is a next page.
  const wanted = { key, limit: size + 1, offset }
  const page = { ...wanted, lasting: isLasting(plan, wanted) }
  const counting = plan.walk && !plan.countable ? estimateOf(tenantId, plan.walk) : countOf(tenantId, plan.condition)
  const statements =
    plan.condition.ctes.length > 0 && walked === null
      ? [hitsAndCount(tenantId, plan, page)]
      : [pageOf({ ...plan, condition: walked ?? plan.condition }, page), counting]
  const results = await lists.database.reads(
    tenantId,
    checked ? [newestVersion, ...statements] : statements,
    page.lasting,
  )
  if (checked && Number(results.shift()?.rows[0]?.version) > definitions.version) throw new Outdated()
  const [found, counted] = results
  const rows = (found?.rows ?? []).filter((row) => row.key !== null) as KeyedRow[] // the columns asked for
  const { total, estimated } = readCount((counted ?? found)?.rows[0], offset + rows.length)
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  const next = rows.length > size && last ? await lists.cursors.write(context, keyOf(order, last)) : null
  // Put together by +, the text is copied once, when it is sent.
  let text = ''
  for (const one of await presentAll(lists.definitions, shown)) text += text === '' ? one : `,${one}`
  return {
    text: `[${text}]`,
    total,
    page: {
      number: paging.cursor === undefined ? number : null,
      size,
      total_records: total,
      ...(estimated ? { total_estimated: true } : {}),
      count: shown.length,
      sort: order.names,
      next_cursor: next,
    },
  }
}

/**
 * Every incident that matches, page by page along a keyset: constant memory, and no connection is held between two pages. A record
 * that matches throughout comes exactly once.
 */
export async function* listAll(
  lists: Lists,
  tenantId: string,
  filters: Filters,
  sort: string[] | undefined,
): AsyncGenerator<string[]> {
  const definitions = await (readsDefinitions(filters) ? lists.definitions.refresh() : lists.definitions.current())
  const { condition, walk, order } = await planOf(lists, tenantId, filters, sort, definitions)
  let key: (string | null)[] | null = null
  for (;;) {
    const page = { key, limit: STREAM_PAGE, offset: 0, lasting: false }
    const rows = (await lists.database.read(
      tenantId,
      pageOf({ condition: walk ?? condition, order }, page),
    )) as KeyedRow[] // the columns it names
    if (rows.length > 0) yield await presentAll(lists.definitions, rows)
    if (rows.length < STREAM_PAGE) return
    key = JSON.parse(keyOf(order, rows[STREAM_PAGE - 1] as KeyedRow)) as (string | null)[] // there are as many; an array of texts
  }
}

type Plan = {
  condition: Condition
  /** The same condition for whoever goes through the incidents in their order; null where that is no good way. */
  walk: Condition | null
  order: Order
  /** Whether what is found can be counted in good time. */
  countable: boolean
}

const newestVersion = sql`select definitions_version as version from instance`

/** Whether what filters mean depends on definitions. */
function readsDefinitions(filters: Filters): boolean {
  return Object.keys(filters).some(
    (name) =>
      name.startsWith('attributes.') ||
      name === 'status' ||
      name === 'type' ||
      name === 'severity' ||
      name === 'overdue' ||
      name === 'due',
  )
}

async function planOf(
  lists: Lists,
  tenantId: string,
  filters: Filters,
  sort: string[] | undefined,
  definitions: Definitions,
): Promise<Plan> {
  const searched = filters.q === undefined ? [] : termsOf(filters.q)
  const occurrences = await lists.frequencies.of(tenantId, searched)
  const everywhere = isNearlyEverywhere(occurrences, searched)
  const keys = readSort(sort)
  const ranked = !everywhere && keys.length === 0
  const condition = conditionOf(tenantId, filters, definitions, { ranked, documents: occurrences.documents })
  const order = orderOf(keys, condition.relevance)
  const walks = everywhere && filters.deleted !== true && isIndexed(order)
  return {
    condition,
    order,
    walk: walks ? conditionOf(tenantId, filters, definitions, { walk: true }) : null,
    countable: Math.min(...occurrences.documents.values()) * (2 * searched.length - 1) <= COUNTED,
  }
}

/** Whether words are so frequent that it is not asked how well each matches: the newest come first, found one after the other. */
function isNearlyEverywhere({ all, documents }: Occurrences, searched: readonly Term[]): boolean {
  if (searched.length === 0) return false
  const counts = searched.map(({ text }) => documents.get(text) ?? 0)
  // An incident has a few documents, in any of which a word may be.
  const share = counts.reduce((product, count) => product * Math.min(1, (2 * count) / all), 1)
  return Math.min(...counts) > FREQUENT && share > FREQUENT_SHARE
}

/** `key` is empty where the order reads it from the row. */
type KeyedRow = IncidentRow & { key: string }

function keyOf(order: Order, row: KeyedRow): string {
  return order.keyOf === null ? row.key : order.keyOf(row.body)
}

type PageWanted = {
  key: readonly (string | null)[] | null
  limit: number
  offset: number
  /** See isLasting(). */
  lasting: boolean
}

/**
 * Whether one plan is right whatever is asked for: all there is, along an index. To be made without the values it needs the limit in the
 * statement's text, since of one it does not know PostgreSQL takes a tenth of the table. Planning anew took a third of such a page's time.
 * With filters that is right: the best plan depends on what they ask for.
 */
function isLasting({ condition, order }: Plan, { limit, offset }: Omit<PageWanted, 'lasting'>): boolean {
  return condition.everything && isIndexed(order) && offset === 0 && USUAL_LIMITS.has(limit)
}

function pageOf({ condition, order }: Pick<Plan, 'condition' | 'order'>, wanted: PageWanted): Sql {
  const { key, limit, offset, lasting } = wanted
  const where = key === null ? condition.where : sql`${condition.where} and ${order.after(key)}`
  const range = lasting ? raw(`limit ${limit}`) : sql`limit ${limit} offset ${offset}`
  return sql`${withOf(condition)}select ${incidentColumns}, ${order.keyOf === null ? order.key : raw("''")} as key from ${condition.from} where ${where} order by ${order.by} ${range}`
}

/** The page and the count from one look at the search index: its first row has the count, a row without a key is none. */
function hitsAndCount(tenantId: string, { condition, order }: Plan, { key, limit, offset }: PageWanted): Sql {
  const after = key === null ? sql`` : sql` where ${order.hits.after(key)}`
  return sql`${withOf(condition, [sql`hit as materialized (select i.id, ${order.columns} from ${condition.from} where ${condition.where})`])}
    select count.total, h.key, h.body, h.attributes, h.version from (select count(*) as total from hit) count left join lateral (
      select ${incidentColumns}, ${order.hits.key} as key, h.place
      from (select h.*, row_number() over (order by ${order.hits.by}) as place from hit h${after} order by ${order.hits.by} limit ${limit} offset ${offset}) h
        join incident i on i.tenant_id = ${tenantId} and i.id = h.id) h on true order by h.place`
}

/** The WITH of a condition, and of more that comes after it. */
export function withOf({ ctes }: Condition, more: readonly Sql[] = []): Sql {
  const all = [...ctes, ...more]
  return all.length === 0 ? sql`` : sql`with ${join(all, ', ')} `
}

function countOf(tenantId: string, condition: Condition): Sql {
  if (condition.everything) return sql`select incident_total as total from tenant where tenant_id = ${tenantId}`
  // What is found less what lies in the bin, which is little: 50,000 look-ups fewer. (Written so that it is no join, see query.ts.)
  if (condition.found)
    return sql`${withOf(condition)}select (select count(*) from ${condition.found}) - (select count(*) from incident b
      where b.tenant_id = ${tenantId} and b.deleted_at is not null and (b.id in (select incident_id from ${condition.found})) is true) as total`
  return sql`${withOf(condition)}select count(*) as total from ${condition.from} where ${condition.where}`
}

/** How many match, up to FEW; and of SAMPLE incidents from the whole range of references, how many are there and how many match. */
function estimateOf(tenantId: string, walk: Condition): Sql {
  // The numbers are made first: under a row policy no index finds what is compared with an expression.
  return sql`with numbers as materialized (select (n * last_reference::float8 / ${SAMPLE})::bigint as number
      from tenant, generate_series(1, ${SAMPLE}::int) n where tenant_id = ${tenantId})
    select t.incident_total as live, few.count as few, sample.there, sample.hits from tenant t,
      (select count(*) from (select 1 from incident i where ${walk.where} limit ${FEW + 1}) one) few,
      (select count(*) filter (where i.deleted_at is null) as there, count(*) filter (where ${walk.where}) as hits
        from numbers join incident i on i.tenant_id = ${tenantId} and i.number = numbers.number) sample
    where t.tenant_id = ${tenantId}`
}

/** `seen` match at least. */
function readCount(row: Record<string, unknown> | undefined, seen: number): { total: number; estimated: boolean } {
  if (row?.['few'] === undefined) return { total: Number(row?.['total'] ?? 0), estimated: false }
  const [few, there, hits, live] = ['few', 'there', 'hits', 'live'].map((name) => Number(row[name])) as [
    number,
    number,
    number,
    number,
  ] // as many
  if (few <= FEW) return { total: few, estimated: false }
  const estimate = Number(((hits / Math.max(1, there)) * live).toPrecision(hits < 100 ? 1 : 2))
  return { total: Math.max(estimate, few, seen), estimated: true }
}

function cursorContext(tenantId: string, filters: Filters, order: Order): string {
  const given = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([tenantId, given, order.names])
}
