// Lists incidents by filter and order: one page, or all.
import type { DefinitionCache, Definitions } from '../attribute/definitions.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { AppError, invalid } from '../errors.ts'
import { fitting, pageTooLarge } from '../http/answer-size.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import type { Frequencies, Occurrences } from '../search/frequency.ts'
import { type Term, termsOf } from '../search/terms.ts'
import { countOf, estimateOf, readCount } from './count.ts'
import { type Condition, conditionOf, type Filters } from './filter.ts'
import { isIndexed, type Order, orderOf, readSort } from './order.ts'
import { hitsAndCount, isLasting, pageOf } from './page.ts'
import { keyAt, shortened } from './position.ts'
import { type IncidentRow, presentAll } from './store.ts'

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
/** So many records may be passed over on the way to a page, one after the other. */
const MOST_PASSED = 2000

export type Paging = { page?: number; size?: number; cursor?: string; sort?: string[] }

/** Records read at a time while everything is streamed: few enough to stay small, many enough to keep the database busy. */
const STREAM_PAGE = 500
/** And so many bytes of them: a reader that takes them slowly holds as much. */
const STREAM_BYTES = 1_048_576

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
  const key =
    paging.cursor === undefined
      ? null
      : await keyAt(lists.database, tenantId, order, await lists.cursors.read(context, paging.cursor))
  const offset = key === null ? (number - 1) * size : 0
  const walked = plan.walk !== null && offset <= MOST_PASSED ? plan.walk : null
  // One more than asked for tells whether there is a next page.
  const wanted = { key, limit: size + 1, offset }
  const page = { ...wanted, lasting: isLasting(plan, wanted) }
  const counting = plan.walk && !plan.countable ? estimateOf(tenantId, plan.walk) : countOf(tenantId, plan.condition)
  const statements =
    plan.condition.ctes.length > 0 && walked === null
      ? [hitsAndCount(tenantId, plan, page)]
      : [pageOf(tenantId, { ...plan, condition: walked ?? plan.condition }, page), counting]
  const results = await lists.database.reads(
    tenantId,
    checked ? [newestVersion, ...statements] : statements,
    page.lasting,
  )
  if (checked && Number(results.shift()?.rows[0]?.version) > definitions.version) throw new Outdated()
  const [found, counted] = results
  const rows = (found?.rows ?? []).filter((row) => row.key !== null) as KeyedRow[] // the columns asked for
  const { total, estimated } = readCount((counted ?? found)?.rows[0], offset + rows.length)
  const texts = await presentAll(lists.definitions, rows.slice(0, size))
  const shown = rows.slice(0, fitting(texts))
  const last = shown.at(-1)
  const more = shown.length < rows.length || last?.more === true
  if (more && shown.length < size && paging.page !== undefined) throw pageTooLarge()
  const next = more && last ? await lists.cursors.write(context, shortened(order, keyOf(order, last))) : null
  // Put together by +, the text is copied once, when it is sent.
  let text = ''
  for (const one of texts.slice(0, shown.length)) text += text === '' ? one : `,${one}`
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
      pageOf(tenantId, { condition: walk ?? condition, order }, page, STREAM_BYTES),
    )) as KeyedRow[] // the columns it names
    const last = rows.at(-1)
    if (last) yield await presentAll(lists.definitions, rows)
    if (!last || (rows.length < STREAM_PAGE && !last.more)) return
    key = JSON.parse(keyOf(order, last)) as (string | null)[] // an array of texts
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
    countable: Math.min(...occurrences.documents.values()) * (2 * searched.length - 1) <= COUNTED, // bounded: words of a search
  }
}

/** Whether words are so frequent that it is not asked how well each matches: the newest come first, found one after the other. */
function isNearlyEverywhere({ all, documents }: Occurrences, searched: readonly Term[]): boolean {
  if (searched.length === 0) return false
  const counts = searched.map(({ text }) => documents.get(text) ?? 0)
  // An incident has a few documents, in any of which a word may be.
  const share = counts.reduce((product, count) => product * Math.min(1, (2 * count) / all), 1)
  return Math.min(...counts) > FREQUENT && share > FREQUENT_SHARE // bounded: words of a search
}

/** `key` is empty where the order reads it from the row. */
type KeyedRow = IncidentRow & { key: string /** whether the page goes on after this row */; more: boolean | null }

function keyOf(order: Order, row: KeyedRow): string {
  return order.keyOf === null ? row.key : order.keyOf(row.body)
}

function cursorContext(tenantId: string, filters: Filters, order: Order): string {
  const given = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  // How many parts a key has, where names alone don't say it: a cursor from before that changed is refused.
  const parts = order.parts.length === order.keys.length + 1 ? [] : [order.parts.length]
  return JSON.stringify([tenantId, given, order.names, ...parts])
}
