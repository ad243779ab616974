/** Commands on records of an incident: lock, decide, commit the rows with their event. */
import type { Database, Tx } from '../database/database.ts'
import { lockCount } from '../database/limit.ts'
import type { Sql } from '../database/sql.ts'
import type { NewEvent } from '../database/transaction.ts'
import { type AppError, invalid, notFound, refusal } from '../errors.ts'
import { uuid } from '../id.ts'
import type { Change } from '../log/schema.ts'
import { type Actor, type Context, may } from '../permission.ts'
import { textDocument } from '../search/document.ts'
import { deleteDocument, insertDocument, updateDocument } from '../search/store.ts'
import { changesSince, isTooFar } from './history.ts'
import { fieldsOf, newFields, occurs, type RecordKind, type Shown, sameField, type Values } from './kind.ts'
import {
  countRecords,
  deleteRow,
  insertRow,
  lockIncidentOf,
  lockRow,
  selectRecord,
  updateRow,
  writtenRow,
} from './store.ts'
import { givenVersion, requiredVersion, staleVersion, type Version } from './version.ts'

/** A record as it stands after a command: its JSON text, and what headers need of it. */
export type Written = { text: string; id: string; incidentId: string; occLock: number }

/** A record to write along with something else: its rows, the first of which gives it as `record`, and its event. */
export type NewRecord = { id: string; writes: Sql[]; event: NewEvent }

/** Where a record is, or shall be. */
export type Place = { incidentId: string; id: string }

/** What adds a record to an incident; `number` is the incident's. The limit and the rules of the kind are the caller's to check. */
export function newRecord(
  kind: RecordKind,
  actor: Actor,
  incident: { id: string; number: number },
  values: Values,
  occurredAt: string | null,
): NewRecord {
  const id = uuid()
  const { tenantId } = actor
  const kept = occurs(kind) ? { ...values, occurred_at: occurredAt } : values
  return {
    id,
    writes: [
      insertRow(kind, actor, incident.id, id, kept),
      ...documentOf(kind, insertDocument, actor, incident.id, id, values),
    ],
    event: {
      type: kind.events.added,
      ...subjectOf(kind, id, 0, values),
      incidentId: incident.id,
      number: incident.number,
      occurredAt,
      data: writtenRow(kind, tenantId, id),
    },
  }
}

/** Adds a record to a live incident; the incident's version stays. Throws not_found, invalid, conflict (LIMIT_REACHED). */
export async function addRecord(
  database: Database,
  kind: RecordKind,
  context: Context,
  incidentId: string,
  body: Values & { occurred_at?: string },
): Promise<Written> {
  const { actor } = context
  const values = newFields(kind, body)
  return await database.transaction(context, async (tx) => {
    const number = await lockIncident(tx, incidentId)
    await requireRoom(tx, kind, incidentId)
    requireValid(kind, values, null)
    const { id, writes, event } = newRecord(kind, actor, { id: incidentId, number }, values, body.occurred_at ?? null)
    const [written] = await tx.commit({ writes, events: [event] })
    return { text: written?.rows[0]?.['record'] as string, id, incidentId, occLock: 0 }
  })
}

/**
 * Changes fields of a record; nothing when they have these values already. Throws not_found, forbidden (not its author's), invalid,
 * conflict or precondition_failed (stale; carries the record as it stands).
 */
export async function changeRecord(
  database: Database,
  kind: RecordKind,
  context: Context,
  { incidentId, id }: Place,
  body: Values & { occurred_at?: string; occ_lock?: number },
  ifMatch: number | null,
): Promise<Written> {
  const { actor } = context
  const version = { occLock: body.occ_lock, ifMatch }
  const seen = requiredVersion(version)
  const wanted = fieldsOf(kind, body)
  return await database.transaction(context, async (tx) => {
    const { record, number } = await lockRecord(tx, kind, actor, { incidentId, id })
    await refuseStale(tx, kind, record, seen, version, wanted)
    const after = { ...record, ...wanted }
    requireValid(kind, after, record)
    const changes = changesBetween(kind, record, after)
    if (changes.length === 0) return { text: JSON.stringify(record), id, incidentId, occLock: record.occ_lock }
    const lock = record.occ_lock + 1
    const changed = Object.fromEntries(changes.map(({ field, to }) => [field, to]))
    const [written] = await tx.commit({
      writes: [
        updateRow(kind, actor, id, record.occ_lock, changed),
        ...documentOf(kind, updateDocument, actor, incidentId, id, after),
      ],
      events: [
        {
          type: kind.events.changed,
          ...subjectOf(kind, id, lock, after),
          incidentId,
          number,
          // Where the record keeps when it happened, that is corrected, now.
          occurredAt: occurs(kind) ? null : (body.occurred_at ?? null),
          changes,
          data: writtenRow(kind, actor.tenantId, id),
        },
      ],
    })
    return { text: written?.rows[0]?.['record'] as string, id, incidentId, occLock: lock }
  })
}

/** Removes a record; what it said stays in the log. Throws not_found, forbidden, invalid (versions disagree), conflict. */
export async function removeRecord(
  database: Database,
  kind: RecordKind,
  context: Context,
  { incidentId, id }: Place,
  version: Version,
): Promise<Shown> {
  const { actor } = context
  const seen = givenVersion(version)
  return await database.transaction(context, async (tx) => {
    const { record, number } = await lockRecord(tx, kind, actor, { incidentId, id })
    if (seen !== null && seen !== record.occ_lock)
      throw staleVersion(kind.kind, seen, record, version.ifMatch !== null, {})
    const gone = kind.noun.searched ? [deleteDocument(actor.tenantId, incidentId, id)] : []
    await tx.commit({
      writes: [deleteRow(kind, actor.tenantId, id), ...gone],
      events: [
        {
          type: kind.events.removed,
          ...subjectOf(kind, id, record.occ_lock + 1, record),
          incidentId,
          number,
          data: { [kind.kind]: record },
        },
      ],
    })
    return record
  })
}

/** One record of a live incident, as JSON text. Throws not_found. */
export async function findRecord(
  database: Database,
  kind: RecordKind,
  tenantId: string,
  { incidentId, id }: Place,
): Promise<Written> {
  const [row] = await database.read(tenantId, selectRecord(kind, tenantId, incidentId, id))
  if (!row) throw notFound(kind.kind)
  return { text: row['record'] as string, id, incidentId, occLock: row['occ_lock'] as number }
}

/** Holds a live incident in share; gives its number. Throws not_found. */
async function lockIncident(tx: Tx, incidentId: string): Promise<number> {
  const [row] = await tx.query(lockIncidentOf(tx.tenantId, incidentId))
  if (!row) throw notFound('incident')
  return row['number'] as number
}

async function lockRecord(
  tx: Tx,
  kind: RecordKind,
  actor: Actor,
  { incidentId, id }: Place,
): Promise<{ record: Shown; number: number }> {
  const number = await lockIncident(tx, incidentId)
  const [row] = await tx.query(lockRow(kind, tx.tenantId, incidentId, id))
  if (!row) throw notFound(kind.kind)
  const record = JSON.parse(row['record'] as string) as Shown // kind.json has its fields
  const { moderate } = kind.permissions
  if (moderate !== undefined && record.created_by !== actor.userId && !may(actor, moderate)) throw notAuthor(kind)
  return { record, number }
}

export function notAuthor(kind: RecordKind): AppError {
  return refusal('forbidden', 'NOT_AUTHOR', `Only its author or an admin may change this ${kind.kind}.`)
}

export function limitReached(kind: RecordKind): AppError {
  return refusal('conflict', 'LIMIT_REACHED', `An incident has at most ${kind.most} ${kind.plural}.`)
}

async function requireRoom(tx: Tx, kind: RecordKind, incidentId: string): Promise<void> {
  if (kind.most === undefined) return
  await tx.query(lockCount(kind.kind, tx.tenantId, incidentId))
  const [row] = await tx.query(countRecords(kind, tx.tenantId, incidentId))
  if (Number(row?.['total']) >= kind.most) throw limitReached(kind)
}

function requireValid(kind: RecordKind, values: Values, before: Values | null): void {
  const problems = kind.problems?.(values, before) ?? []
  if (problems.length > 0) throw invalid(problems)
}

/** A whole replacement must know the record as it stands; a merge conflicts where a wanted field became something else meanwhile. */
async function refuseStale(
  tx: Tx,
  kind: RecordKind,
  record: Shown,
  seen: number,
  version: Version,
  wanted: Values,
): Promise<void> {
  if (seen === record.occ_lock) return
  const byHeader = version.ifMatch !== null
  if (kind.edit === 'replace') throw staleVersion(kind.kind, seen, record, byHeader, {})
  const changes = seen < record.occ_lock ? await changesSince(tx, kind.kind, record.id, seen) : []
  const conflicts = changes
    .filter(({ field, to }) => field in wanted && !sameField(kind, field, wanted[field], to))
    .map(({ field }) => field)
  if (seen > record.occ_lock || isTooFar(seen, record.occ_lock) || conflicts.length > 0)
    throw staleVersion(kind.kind, seen, record, byHeader, { changes, conflicts })
}

function changesBetween(kind: RecordKind, before: Values, after: Values): Change[] {
  return kind.columns
    .filter((field) => !sameField(kind, field, before[field], after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }))
}

function subjectOf(kind: RecordKind, id: string, lock: number, values: Values): Pick<NewEvent, 'subject' | 'also'> {
  const also = kind.also?.(values) ?? []
  return { subject: { kind: kind.kind, id, lock }, ...(also.length > 0 ? { also } : {}) }
}

/** The statement that keeps what is searched of a record, where something is. */
function documentOf(
  kind: RecordKind,
  write: typeof insertDocument,
  { tenantId }: Actor,
  incidentId: string,
  id: string,
  values: Values,
): Sql[] {
  const { searched } = kind.noun
  if (!searched) return []
  return [
    write(
      tenantId,
      incidentId,
      id,
      textDocument(
        tenantId,
        searched.map((field) => String(values[field] ?? '')),
      ),
    ),
  ]
}
