// The ledger of promised updates: the statements that keep it in step with an incident.
import { newReference, recordedAt } from '../database/commit.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import type { Actor } from '../permission.ts'

/*
 * A promise of news is made when `next_update` is set to a moment still ahead, on an incident that is neither resolved nor in the bin.
 * It is owed until it is replaced by another next_update, withdrawn (next_update 0), or the incident is resolved or deleted; then
 * its events come no more. Restoring an incident restores what it owed, if that still lies ahead.
 *
 * The ledger tells how promises were kept. News is an update posted (POST …/updates), another next_update, or the resolution;
 * a comment is not. A promise is
 * - kept, when the first news after it was made came at or before its time,
 * - late, when the first news came after it (by so many seconds),
 * - cancelled, when it was withdrawn or the incident deleted before its time, without news,
 * - missed, when its time has passed without news: until news comes, it is late then,
 * - open, when its time is still ahead.
 * What counts is when news was recorded, by the database's clock, not what occurred_at says of it.
 */

/** What of an incident matters for what it owes. */
export type Owing = { next_update: number; resolved_date: string | null; deleted: boolean }

function owes({ next_update, resolved_date, deleted }: Owing): boolean {
  return next_update > 0 && resolved_date === null && !deleted
}

/** The statements that note the promise a new incident makes; none when it makes none. */
export function firstPromise(actor: Actor, incidentId: string, fields: Omit<Owing, 'deleted'>): Sql[] {
  if (!owes({ ...fields, deleted: false })) return []
  return [insertPromise(actor, incidentId, 0, newReference, fields.next_update)]
}

/** The statements that keep the ledger in step with a change of an incident. */
export function promiseChange(
  actor: Actor,
  incident: { id: string; number: number; occLock: number },
  before: Owing,
  after: Owing,
  /** Whether the change is news in itself: an update posted. */
  news: boolean,
): Sql[] {
  const { tenantId } = actor
  if (before.deleted && !after.deleted) return owes(after) ? [restorePromise(tenantId, incident.id, after)] : []
  const kept = owes(after) && after.next_update === before.next_update
  if (owes(before) && kept) return news ? [noteNews(tenantId, incident.id)] : []
  // The old one is over before the new one begins: an incident owes news at one moment only.
  return [
    ...(owes(before) ? [endPromise(tenantId, incident.id, endOf(after), news)] : []),
    ...(owes(after)
      ? [insertPromise(actor, incident.id, incident.occLock, sql`${incident.number}`, after.next_update)]
      : []),
  ]
}

/** The statement that ends what an incident owes when its content is purged. */
export function promisePurged(tenantId: string, incidentId: string): Sql {
  return endPromise(tenantId, incidentId, 'deleted', false)
}

/** The statement that notes an update posted which changes nothing else. */
export function noteNews(tenantId: string, incidentId: string): Sql {
  return sql`update promise set news_at = ${recordedAt}
    where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and ended_at is null and news_at is null`
}

type End = 'replaced' | 'withdrawn' | 'resolved' | 'deleted'

function endOf(after: Owing): End {
  if (after.deleted) return 'deleted'
  if (after.resolved_date !== null) return 'resolved'
  return after.next_update === 0 ? 'withdrawn' : 'replaced'
}

function endPromise(tenantId: string, incidentId: string, end: End, news: boolean): Sql {
  const isNews = news || end === 'replaced' || end === 'resolved'
  return sql`update promise set ended_at = ${recordedAt}, ended_by = ${end}, news_at = coalesce(news_at, ${isNews ? recordedAt : raw('null')})
    where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and ended_at is null`
}

function insertPromise(actor: Actor, incidentId: string, occLock: number, number: Sql, nextUpdate: number): Sql {
  // One that is past when it is made is no promise. One that an import made long ago, and that is past by the clock, was told of then, or not
  // at all: 0 keeps the sweep from telling of it now, in the middle of the import, whose later events would then count as recorded now.
  const passed = sql`case when to_timestamp(${nextUpdate}::bigint) <= statement_timestamp() then 0 end`
  return sql`insert into promise (tenant_id, incident_id, made_lock, number, made_at, made_by, due_at, due_seq, overdue_seq)
    select ${actor.tenantId}, ${incidentId}::uuid, ${occLock}::int, ${number}::bigint, ${recordedAt}, ${actor.name}, to_timestamp(${nextUpdate}::bigint), ${passed}, ${passed}
    where to_timestamp(${nextUpdate}::bigint) > ${recordedAt}`
}

function restorePromise(tenantId: string, incidentId: string, after: Owing): Sql {
  return sql`update promise set ended_at = null, ended_by = null
    where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and ended_by = 'deleted'
      and due_at = to_timestamp(${after.next_update}::bigint) and due_at > ${recordedAt}`
}
