/** The rows of an incident that a command writes: the record, its search document, what it owes. */
import type { Definitions } from '../attribute/definitions.ts'
import { newReference, recordedAt } from '../database/commit.ts'
import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import type { Actor } from '../permission.ts'
import { firstPromise, promiseChange } from '../promise/ledger.ts'
import { incidentDocument } from '../search/document.ts'
import { insertDocument, updateDocument } from '../search/store.ts'
import type { Values } from './rules.ts'
import type { Incident } from './schema.ts'
import { epochOf, type Locked, storedValues, writtenColumns } from './store.ts'

export type NewFields = {
  name: string
  description: string
  reported_by: string
  status: string
  type: string
  severity: string
  date: string
  location: string
  next_update: number
  /** RFC 3339, null, or 'now' for the instant it is recorded at. */
  resolved_date: string | null
  backdated: boolean
  external_id: string | null
}

/** The statements that write a new incident; the first one gives it as it stands. */
export function newIncident(
  actor: Actor,
  definitions: Definitions,
  id: string,
  fields: NewFields,
  values: Values | null,
): Sql[] {
  const { tenantId, userId, name } = actor
  const stored = storedValues(definitions, values, null)
  // A resolution without a date is resolved at the moment it is recorded.
  const resolved = fields.resolved_date
  const resolvedDate = resolved === 'now' ? utc('recorded_at()') : sql`${resolved}`
  const resolvedEpoch =
    resolved === 'now'
      ? raw('extract(epoch from recorded_at())')
      : sql`${resolved === null ? null : epochOf(resolved)}::numeric`
  return [
    sql`insert into incident as i (tenant_id, id, number, name, description, reported_by, status, type, severity, date, date_epoch, location, next_update,
        resolved_date, resolved_epoch, backdated, external_id, attributes, created_at, created_by, created_by_id, updated_at, updated_by, updated_by_id, occ_lock)
      values (${tenantId}, ${id}::uuid, ${newReference}, ${fields.name}, ${fields.description}, ${fields.reported_by}, ${fields.status}, ${fields.type},
        ${fields.severity === '' ? null : fields.severity}, ${fields.date}, ${epochOf(fields.date)}::numeric, ${fields.location}, ${fields.next_update}::bigint,
        ${resolvedDate}, ${resolvedEpoch}, ${fields.backdated}::boolean, ${fields.external_id}, ${stored}::jsonb, ${recordedAt}, ${name}, ${userId}, ${recordedAt}, ${name}, ${userId}, 0)
      returning ${writtenColumns}`,
    insertDocument(tenantId, id, null, incidentDocument(tenantId, fields, stored, definitions.attributesById)),
    ...firstPromise(actor, id, fields),
  ]
}

/** The incident just written as the `data` of its event, with its custom values as they are named now. */
export function createdData(tenantId: string, id: string, values: Values | null): Sql {
  const attributes = values === null ? 'null' : JSON.stringify(values)
  return sql`(select ('{"incident":' || left(shown.body, -1) || ',"attributes":' || ${attributes}::text || '}}')::json
    from (select ${writtenColumns} from incident i where i.tenant_id = ${tenantId} and i.id = ${id}::uuid) shown)`
}

export type Writing = {
  /** Goes into the bin, or comes out of it. */
  deleted?: boolean
  /** Whether it is news in itself: an update posted. */
  news?: boolean
}

/** The statements that write the next version of an incident; the first one gives it as it stands. */
export function nextVersion(actor: Actor, locked: Locked, after: Incident, { deleted, news = false }: Writing): Sql[] {
  const { incident: before, definitions } = locked
  const { tenantId } = actor
  const stored = storedValues(definitions, after.attributes, locked.stored)
  const occLock = before.occ_lock + 1
  const moved = deleted === undefined ? sql`` : sql`, deleted_at = ${deleted ? recordedAt : null}`
  return [
    sql`update incident i set name = ${after.name}, description = ${after.description}, reported_by = ${after.reported_by}, status = ${after.status}, type = ${after.type},
        severity = ${after.severity === '' ? null : after.severity}, date = ${after.date}, date_epoch = ${epochOf(after.date)}::numeric, location = ${after.location},
        next_update = ${after.next_update}::bigint, resolved_date = ${after.resolved_date}, resolved_epoch = ${after.resolved_date === null ? null : epochOf(after.resolved_date)}::numeric,
        backdated = ${after.backdated}::boolean, attributes = ${stored}::jsonb, updated_at = ${recordedAt}, updated_by = ${actor.name}, updated_by_id = ${actor.userId},
        occ_lock = ${occLock}${moved}
      where i.tenant_id = ${tenantId} and i.id = ${before.id}::uuid and i.occ_lock = ${before.occ_lock} returning ${writtenColumns}`,
    ...(isFoundOtherwise(before, after)
      ? [
          updateDocument(
            tenantId,
            before.id,
            null,
            incidentDocument(tenantId, after, stored, definitions.attributesById),
          ),
        ]
      : []),
    ...promiseChange(
      actor,
      { id: before.id, number: locked.number, occLock },
      { ...before, deleted: locked.deleted },
      { ...after, deleted: deleted ?? locked.deleted },
      news,
    ),
  ]
}

/** Whether what is searched of an incident has changed. */
function isFoundOtherwise(before: Incident, after: Incident): boolean {
  const texts = ['name', 'description', 'location', 'reported_by'] as const
  return (
    texts.some((field) => before[field] !== after[field]) ||
    JSON.stringify(before.attributes) !== JSON.stringify(after.attributes)
  )
}
