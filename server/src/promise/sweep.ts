// Records promised updates as due and overdue when their time comes.
import { nextSeq } from '../database/commit.ts'
import type { Database } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import type { NewEvent } from '../database/transaction.ts'
import { AppError } from '../errors.ts'
import { systemContext } from '../log/system.ts'
import { pause } from '../pause.ts'

export type PromiseSweepOptions = {
  /** Tells this process and the others of what it writes. */
  database: Database
  /** How long before its time a promise is due: UPDATE_WARNING. */
  warningSeconds: number
  log: Record<'warn' | 'error', (details: Record<string, unknown>, message: string) => void>
  /** How often it is looked for promises; default 1000. */
  pollMs?: number
  signal: AbortSignal
}

/** Events written in one transaction. */
const BATCH = 200
const TENANTS = 500
const WORKERS = 4

/**
 * Writes the events of promises when their moment comes, or as soon as it can after it, until the signal. Any number of processes do
 * so on one database: whoever holds the tenant's row writes, and what is written is marked in the same statement.
 */
export async function watchPromises({
  database,
  warningSeconds,
  log,
  pollMs = 1000,
  signal,
}: PromiseSweepOptions): Promise<void> {
  let troubled = false
  while (!signal.aborted) {
    const troubles: unknown[] = []
    let many = false
    try {
      const tenants = await tenantsDue(database, warningSeconds)
      many = tenants.length === TENANTS
      await each(shuffled(tenants), WORKERS, async (tenantId) => {
        try {
          while (!signal.aborted && (await tellPromises(database, tenantId, warningSeconds)) === BATCH);
        } catch (error) {
          troubles.push(error)
        }
      })
    } catch (error) {
      troubles.push(error)
    }
    // Said once, not every second.
    const [trouble] = troubles
    if (troubles.length > 0 && !troubled) {
      const level = trouble instanceof AppError ? 'warn' : 'error'
      log[level]({ err: trouble }, 'promised updates cannot be looked after; trying on')
    }
    troubled = troubles.length > 0
    if (troubled || !many) await pause(pollMs, signal)
  }
}

// One probe of each of two partial indexes, which hold only what is still to be told.
async function tenantsDue(database: Database, warningSeconds: number): Promise<string[]> {
  const rows = await database.scoped(
    'follower',
    sql`select tenant_id from promise p where ${toWarn(warningSeconds)} union select tenant_id from promise p where ${toPass} limit ${TENANTS}`,
  )
  return rows.map((row) => row['tenant_id'] as string) // text not null
}

function toWarn(warningSeconds: number): Sql {
  return sql`p.ended_at is null and p.due_seq is null and p.due_at <= statement_timestamp() + make_interval(secs => ${warningSeconds})`
}

const toPass = raw('p.ended_at is null and p.overdue_seq is null and p.due_at <= statement_timestamp()')

/** Tells of the promises of one tenant whose moment has come, at most a batch of them; gives how many events that made. */
export async function tellPromises(database: Database, tenantId: string, warningSeconds: number): Promise<number> {
  const context = systemContext(tenantId)
  return await database.transaction(context, async (tx) => {
    const columns = sql`p.incident_id, p.made_lock, p.number, ${utc('p.made_at')} as made_at, ${utc('p.due_at')} as due_at, extract(epoch from p.due_at)::bigint as next_update`
    const [, found] = await tx.queries([
      // First the tenant's row, as every change does, so that nobody waits in a circle; who had it before has marked what it told.
      sql`select 1 as locked from tenant where tenant_id = ${tenantId} for no key update`,
      sql`select * from (
          select ${columns}, 'incident.update_due' as type, ${utc(`greatest(p.made_at, p.due_at - make_interval(secs => ${Math.trunc(warningSeconds)}))`)} as occurred_at, 1 as turn
          from promise p where p.tenant_id = ${tenantId} and ${toWarn(warningSeconds)}
          union all
          select ${columns}, 'incident.update_overdue', ${utc('p.due_at')}, 2
          from promise p where p.tenant_id = ${tenantId} and ${toPass}) told
        order by occurred_at, turn, number limit ${BATCH}`,
    ])
    const rows = (found?.rows ?? []) as Told[] // the columns above
    if (rows.length === 0) return 0
    // The first event has the ticket's seq, and each one after it the next.
    const place = (type: Told['type']) => rows.map((row, at) => (row.type === type ? at : null))
    await tx.commit({
      writes: [
        sql`update promise p set due_seq = coalesce(told.due_seq, p.due_seq), overdue_seq = coalesce(told.overdue_seq, p.overdue_seq)
          from (select m.incident_id, m.made_lock, ${nextSeq} + max(m.due) as due_seq, ${nextSeq} + max(m.overdue) as overdue_seq
            from unnest(${rows.map((row) => row.incident_id)}::uuid[], ${rows.map((row) => row.made_lock)}::int[], ${place('incident.update_due')}::int[],
              ${place('incident.update_overdue')}::int[]) as m (incident_id, made_lock, due, overdue) group by 1, 2) told
          where p.tenant_id = ${tenantId} and p.incident_id = told.incident_id and p.made_lock = told.made_lock`,
      ],
      events: rows.map(eventOf),
    })
    return rows.length
  })
}

type Told = {
  type: 'incident.update_due' | 'incident.update_overdue'
  incident_id: string
  made_lock: number
  number: number
  made_at: string
  due_at: string
  next_update: number
  occurred_at: string
}

function eventOf({ type, incident_id, number, made_at, next_update, occurred_at }: Told): NewEvent {
  const reason =
    type === 'incident.update_due'
      ? 'UPDATE_WARNING: the promised update is due soon'
      : 'next_update: the promised update is overdue'
  return {
    type,
    subject: { kind: 'incident', id: incident_id, lock: null },
    incidentId: incident_id,
    number,
    occurredAt: occurred_at,
    reason,
    data: { promise: { next_update, made_at } },
  }
}

/** So that several processes begin with different tenants. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

async function each<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
