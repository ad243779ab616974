import type { DefinitionCache } from '../attribute/definitions.ts'
import type { Database } from '../database/database.ts'
import { join, type Sql, sql } from '../database/sql.ts'
import { invalid } from '../errors.ts'
import type { Page } from '../http/schema.ts'
import { type Condition, conditionOf, type Filters } from './filter.ts'
import { Cursors, type Order, orderOf, readSort } from './order.ts'
import { type IncidentRow, incidentColumns, presentAll } from './store.ts'

export type Lists = { database: Database; definitions: DefinitionCache; cursors: Cursors }

export type Paging = { page?: number; size?: number; cursor?: string; sort?: string[] }

/** Records read at a time while everything is streamed: few enough to stay small, many enough to keep the database busy. */
const STREAM_PAGE = 500

/** One page of the incidents that match. Throws invalid (a filter, sort or cursor that can't be). */
export async function listPage(
  lists: Lists,
  tenantId: string,
  filters: Filters,
  paging: Paging,
): Promise<{ text: string; total: number; page: Page }> {
  if (paging.cursor !== undefined && paging.page !== undefined) {
    throw invalid([{ code: 'BAD_CURSOR', message: '"cursor" and "page" exclude each other.', field: 'cursor' }])
  }
  const { condition, order } = await plan(lists, tenantId, filters, paging.sort)
  const size = paging.size ?? 50
  const number = paging.page ?? 1
  const context = cursorContext(tenantId, filters, order)
  const after = paging.cursor === undefined ? null : order.after(await lists.cursors.read(context, paging.cursor))
  const offset = after === null ? (number - 1) * size : 0
  const where = after === null ? condition.where : sql`${condition.where} and ${after}`
  const [counted, found] = await lists.database.reads(tenantId, [
    countOf(tenantId, condition),
    // One more than asked for tells whether there is a next page.
    sql`${withOf(condition)}select ${incidentColumns}, ${order.key} as key from incident i where ${where} order by ${order.by} limit ${size + 1} offset ${offset}`,
  ])
  const rows = (found?.rows ?? []) as (IncidentRow & { key: string })[] // the columns above
  const total = Number(counted?.rows[0]?.total ?? 0)
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  const next = rows.length > size && last ? await lists.cursors.write(context, last.key) : null
  const texts = await presentAll(lists.definitions, shown)
  return {
    text: `[${texts.join(',')}]`,
    total,
    page: {
      number: paging.cursor === undefined ? number : null,
      size,
      total_records: total,
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
  const { condition, order } = await plan(lists, tenantId, filters, sort)
  let key: (string | null)[] | null = null
  for (;;) {
    const where: Sql = key === null ? condition.where : sql`${condition.where} and ${order.after(key)}`
    const rows = (await lists.database.read(
      tenantId,
      sql`${withOf(condition)}select ${incidentColumns}, ${order.key} as key from incident i where ${where} order by ${order.by} limit ${STREAM_PAGE}`,
    )) as (IncidentRow & { key: string })[] // the columns above
    if (rows.length > 0) yield await presentAll(lists.definitions, rows)
    if (rows.length < STREAM_PAGE) return
    key = JSON.parse(rows.at(-1)?.key ?? '[]') as (string | null)[] // json_build_array of texts
  }
}

async function plan(
  lists: Lists,
  tenantId: string,
  filters: Filters,
  sort: string[] | undefined,
): Promise<{ condition: Condition; order: Order }> {
  const named = Object.keys(filters).some(
    (name) => name.startsWith('attributes.') || name === 'status' || name === 'type' || name === 'severity',
  )
  const definitions =
    named || filters.overdue !== undefined ? await lists.definitions.refresh() : await lists.definitions.current()
  const condition = conditionOf(tenantId, filters, definitions)
  return { condition, order: orderOf(readSort(sort), condition.words) }
}

export function withOf(condition: Condition): Sql {
  return condition.ctes.length === 0 ? sql`` : sql`with ${join(condition.ctes, ', ')} `
}

function countOf(tenantId: string, condition: Condition): Sql {
  if (condition.everything) return sql`select incident_total as total from tenant where tenant_id = ${tenantId}`
  return sql`${withOf(condition)}select count(*) as total from incident i where ${condition.where}`
}

function cursorContext(tenantId: string, filters: Filters, order: Order): string {
  const given = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([tenantId, given, order.names])
}

/** The cursors of a database, signed with its own secret. */
export function createCursors(database: Database): Cursors {
  return new Cursors(async () => (await database.read('', sql`select secret from instance`))[0]?.secret as Buffer) // a bytea column
}
