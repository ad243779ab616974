// Writes many demo incidents as rows, in one transaction.
import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Definitions } from '../attribute/definitions.ts'
import { type Bulk, bulkTransaction } from '../database/bulk.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import { textOf } from './rows.ts'
import type { Head } from './scribe.ts'
import type { Chunk, Order } from './scribe-thread.ts'
import type { StoriesOptions } from './stories.ts'
import type { Telling } from './tell.ts'

export type BulkOptions = {
  telling: Telling
  definitions: Definitions
  stories: Omit<StoriesOptions, 'codes'>
  signal?: AbortSignal | undefined
  onProgress?: ((incidents: number, events: number) => void) | undefined
}

/**
 * Tells stories by rows instead of commands (scribe.ts), in one transaction, for as many incidents as one likes. The tenant's other writers
 * wait until it is done, or are told to try again. Throws AppError when the definitions change meanwhile.
 */
export async function tellInBulk(database: Database, options: BulkOptions): Promise<void> {
  const { telling, definitions, stories, onProgress } = options
  await bulkTransaction(database, telling.tenantId, async (bulk) => {
    const first = await lockTenant(bulk, definitions, telling.tenantId)
    let head = first
    for await (const chunk of chunks({ telling, definitions, stories, head: first }, options.signal)) {
      await bulk.load(chunk.loads)
      head = chunk.head
      onProgress?.(head.reference - first.reference, head.seq - first.seq)
    }
    await bulk.query(sql`update tenant set seq = ${head.seq}, last_reference = ${head.reference}, incident_total = ${head.total},
      recorded_at = ${textOf(head.recorded)}::timestamptz where tenant_id = ${telling.tenantId} and seq = ${first.seq}`)
  })
}

/** What another thread writes down, chunk by chunk: so one core makes rows while another one, PostgreSQL's, stores those before. */
async function* chunks(order: Order, signal: AbortSignal | undefined): AsyncGenerator<Chunk, void, void> {
  const thread = new Worker(new URL('./scribe-thread.ts', import.meta.url), { workerData: order })
  try {
    for await (const [chunk] of on(thread, 'message', { close: ['exit'], ...(signal ? { signal } : {}) })) {
      // It makes the next one meanwhile.
      thread.postMessage('next')
      yield chunk as Chunk // what scribe-thread.ts sends
      if (chunk.last) return
    }
    throw new Error('the thread ended before its work was done')
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    await thread.terminate()
  }
}

async function lockTenant(bulk: Bulk, definitions: Definitions, tenantId: string): Promise<Head> {
  const [row] = await bulk.query(
    sql`select seq::text, last_reference::text, incident_total::text, definitions_version::text as version,
        (case when recorded_at = '-infinity' then 0 else extract(epoch from recorded_at) * 1000000 end)::bigint::text as recorded,
        (extract(epoch from clock_timestamp()) * 1000000)::bigint::text as now
      from tenant where tenant_id = ${tenantId} for no key update`,
  )
  if (!row) throw new AppError('not_found', `There is no tenant ${JSON.stringify(tenantId)}.`)
  if (Number(row['version']) !== definitions.version) {
    throw new AppError('conflict', 'somebody is changing codes or attributes just now; try again')
  }
  return {
    seq: Number(row['seq']),
    reference: Number(row['last_reference']),
    total: Number(row['incident_total']),
    recorded: Number(row['recorded']),
    now: Number(row['now']),
  }
}
