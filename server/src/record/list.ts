/** The records of an incident: a page of them, or all of them streamed. */
import type { Database } from '../database/database.ts'
import { notFound } from '../errors.ts'
import { fitting, MOST_RECORD_BYTES, pageTooLarge } from '../http/answer-size.ts'
import type { Cursors } from '../http/cursor.ts'
import { type Answer, RawJson, type StreamAnswer } from '../http/route.ts'
import type { RecordKind } from './kind.ts'
import { countRecords, type RowsPage, selectRecords } from './store.ts'

export type Paging = {
  direction: 'ASC' | 'DESC'
  page?: number
  size?: number
  cursor?: string
}

type Row = { record: string; key: string; more: boolean | null }

/** Records read at a time while all are streamed, and bytes of them: a reader that takes them slowly holds as much. */
const STREAM_PAGE = 500
const STREAM_BYTES = 1_048_576

/** One page. Throws not_found, BAD_CURSOR, PAGE_TOO_LARGE. */
export async function recordPage(
  database: Database,
  cursors: Cursors,
  kind: RecordKind,
  tenantId: string,
  incidentId: string,
  { direction, page, size = 50, cursor }: Paging,
): Promise<Answer> {
  const context = JSON.stringify([kind.kind, tenantId, incidentId, direction])
  const after = cursor === undefined ? null : await cursors.read(context, cursor)
  const offset = after === null ? ((page ?? 1) - 1) * size : 0
  const [counted, found] = await database.reads(tenantId, [
    countRecords(kind, tenantId, incidentId),
    selectRecords(kind, tenantId, incidentId, { direction, limit: size + 1, bytes: MOST_RECORD_BYTES, offset, after }),
  ])
  const [count] = counted?.rows ?? []
  if (!count) throw notFound('incident')
  const total = Number(count['total'])
  const rows = (found?.rows ?? []) as Row[] // the columns of selectRecords()
  const first = rows.slice(0, size).map((row) => row.record)
  const shown = fitting(first)
  const last = rows[shown - 1]
  const more = shown < rows.length || last?.more === true
  if (more && shown < size && page !== undefined) throw pageTooLarge()
  const next = more && last ? await cursors.write(context, last.key) : null
  return {
    data: new RawJson(`{"${kind.plural}":[${first.slice(0, shown).join(',')}],"total":${total}}`),
    page: {
      number: cursor === undefined ? (page ?? 1) : null,
      size,
      total_records: total,
      count: shown,
      sort: [`created_at,${direction}`],
      next_cursor: next,
    },
  }
}

/** All of them; `total` is the number sent. Throws not_found before anything is sent. */
export async function allRecords(
  database: Database,
  kind: RecordKind,
  tenantId: string,
  incidentId: string,
  direction: 'ASC' | 'DESC',
): Promise<StreamAnswer> {
  const read = async (after: RowsPage['after']): Promise<Row[]> =>
    (await database.read(
      tenantId,
      selectRecords(kind, tenantId, incidentId, {
        direction,
        limit: STREAM_PAGE,
        bytes: STREAM_BYTES,
        offset: 0,
        after,
      }),
    )) as Row[] // the columns of selectRecords()
  if ((await database.read(tenantId, countRecords(kind, tenantId, incidentId))).length === 0) throw notFound('incident')
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    stream: envelopeOf(kind, await read(null), read),
  }
}

async function* envelopeOf(
  { plural }: RecordKind,
  first: Row[],
  read: (after: readonly (string | null)[]) => Promise<Row[]>,
): AsyncGenerator<string> {
  let total = 0
  yield `{"data":{"${plural}":[`
  for (let rows = first; ; ) {
    if (rows.length > 0) yield `${total === 0 ? '' : ','}${rows.map((row) => row.record).join(',')}`
    total += rows.length
    const last = rows.at(-1)
    if (!last || (rows.length < STREAM_PAGE && !last.more)) break
    rows = await read(JSON.parse(last.key) as string[]) // an array of two texts
  }
  yield `],"total":${total}},"sent_at":"${new Date().toISOString()}"}`
}
