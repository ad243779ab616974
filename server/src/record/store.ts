/** SQL of a kind's rows. */
import { recordedAt } from '../database/commit.ts'
import { join, raw, type Sql, sql } from '../database/sql.ts'
import type { Actor } from '../permission.ts'
import { authorColumn, columnValue, type RecordKind, type Values } from './kind.ts'

/** The live incident a row `r` belongs to, as a condition: records of an incident in the bin are not there. */
const ofLiveIncident = raw(
  'exists (select 1 from incident i where i.tenant_id = r.tenant_id and i.id = r.incident_id and i.deleted_at is null)',
)

/** One record of a live incident: `record` as JSON text, occ_lock. */
export function selectRecord(kind: RecordKind, tenantId: string, incidentId: string, id: string): Sql {
  return sql`select ${kind.json}::text as record, r.occ_lock from ${kind.table} r
    where r.tenant_id = ${tenantId} and r.incident_id = ${incidentId}::uuid and r.id = ${id}::uuid and ${ofLiveIncident}`
}

/** The same, held until the transaction ends; the caller has made sure of the incident. */
export function lockRow(kind: RecordKind, tenantId: string, incidentId: string, id: string): Sql {
  return sql`select ${kind.json}::text as record from ${kind.table} r
    where r.tenant_id = ${tenantId} and r.incident_id = ${incidentId}::uuid and r.id = ${id}::uuid for update`
}

/**
 * Holds a live incident in share and gives its number: others may write records of it at the same time, but nobody deletes it meanwhile.
 * (A key share would not keep off a deletion, which is an update of other columns.)
 */
export function lockIncidentOf(tenantId: string, incidentId: string): Sql {
  return sql`select i.number from incident i where i.tenant_id = ${tenantId} and i.id = ${incidentId}::uuid and i.deleted_at is null for share`
}

export type RowsPage = {
  direction: 'ASC' | 'DESC'
  limit: number
  /** Most bytes of them; a single larger one is given all the same, and `more` says that the page goes on. */
  bytes: number
  offset: number
  /** The key of the last one seen. */
  after: readonly (string | null)[] | null
}

/** Records of an incident by when they were made: `record` as JSON text, `key` for the next page, `more`. */
export function selectRecords(kind: RecordKind, tenantId: string, incidentId: string, page: RowsPage): Sql {
  const after = page.after
    ? sql` and (r.created_at, r.id) ${raw(page.direction === 'ASC' ? '>' : '<')} (${page.after[0] ?? null}::timestamptz, ${page.after[1] ?? null}::uuid)`
    : sql``
  const order = raw(`order by r.created_at ${page.direction}, r.id ${page.direction}`)
  return sql`select ${kind.json}::text as record, json_build_array(r.created_at::text, r.id::text)::text as key, r.more from (
      select p.*, lead(true) over so_far as more, sum(p.size) over so_far as bytes from (
        select r.*, ${sizeOf(kind)} as size from ${kind.table} r
        where r.tenant_id = ${tenantId} and r.incident_id = ${incidentId}::uuid${after} ${order} limit ${page.limit} offset ${page.offset}) p
      window so_far as (rows unbounded preceding)) r
    where r.bytes = r.size or r.bytes <= ${page.bytes}::bigint ${order}`
}

/** About how many bytes a row has as JSON. */
function sizeOf(kind: RecordKind): Sql {
  const names = kind.authored ? [...kind.columns, 'name'] : kind.columns
  return raw(['500', ...names.map((name) => `coalesce(octet_length(r.${name}::text), 4)`)].join(' + '))
}

/** Whether the incident is there and live, and how many records of the kind it has. */
export function countRecords(kind: RecordKind, tenantId: string, incidentId: string): Sql {
  return sql`select (select count(*) from ${kind.table} r where r.tenant_id = i.tenant_id and r.incident_id = i.id) as total
    from incident i where i.tenant_id = ${tenantId} and i.id = ${incidentId}::uuid and i.deleted_at is null`
}

/** For a commit; gives `record` as JSON text. */
export function insertRow(kind: RecordKind, actor: Actor, incidentId: string, id: string, values: Values): Sql {
  const { tenantId, userId, name } = actor
  const by = kind.authored ? sql`${userId}, ${name}` : sql`${userId}`
  const columns = ['tenant_id', 'id', 'incident_id', authorColumn(kind.authored), ...(kind.authored ? ['name'] : [])]
  const given = kind.columns.map((column) => written(kind, column, values[column] ?? null))
  return sql`insert into ${kind.table} as r (${raw([...columns, ...kind.columns].join(', '))}, created_at, updated_at, updated_by, occ_lock)
    values (${tenantId}, ${id}::uuid, ${incidentId}::uuid, ${by}, ${join(given, ', ')}, ${recordedAt}, ${recordedAt}, ${userId}, 0)
    returning ${kind.json}::text as record`
}

/** Writes the version after `lock`. For a commit; gives `record` as JSON text. */
export function updateRow(kind: RecordKind, actor: Actor, id: string, lock: number, values: Values): Sql {
  const set = Object.entries(values).map(([name, value]) => sql`${raw(name)} = ${written(kind, name, value)}`)
  return sql`update ${kind.table} r set ${join(set, ', ')}, updated_at = ${recordedAt}, updated_by = ${actor.userId}, occ_lock = ${lock + 1}
    where r.tenant_id = ${actor.tenantId} and r.id = ${id}::uuid and r.occ_lock = ${lock} returning ${kind.json}::text as record`
}

/** Nothing happens after it was recorded; without a moment it happened then. */
function written(kind: RecordKind, name: string, value: unknown): Sql {
  const given = columnValue(kind, name, value)
  return name === 'occurred_at' ? sql`least(${given}, ${recordedAt})` : given
}

export function deleteRow(kind: RecordKind, tenantId: string, id: string): Sql {
  return sql`delete from ${kind.table} where tenant_id = ${tenantId} and id = ${id}::uuid`
}

/** A record as it has just been written, for its event: `{ "task": … }`. */
export function writtenRow(kind: RecordKind, tenantId: string, id: string): Sql {
  return sql`(select json_build_object('${raw(kind.kind)}', ${kind.json}) from ${kind.table} r where r.tenant_id = ${tenantId} and r.id = ${id}::uuid)`
}
