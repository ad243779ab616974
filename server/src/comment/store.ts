import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'

/** The JSON of a comment `c`. */
export const commentJson = sql`row_to_json((select r from (select c.id, c.incident_id, c.user_id, c.name, c.text, ${utc('c.created_at')} as created_at,
  c.user_id as created_by, ${utc('c.updated_at')} as updated_at, c.updated_by, c.occ_lock, c.tenant_id) r))`

/** The live incident a comment belongs to, as a condition on `c`: those of an incident in the bin do not exist. */
const ofLiveIncident = raw(
  'exists (select 1 from incident i where i.tenant_id = c.tenant_id and i.id = c.incident_id and i.deleted_at is null)',
)

export function selectComment(tenantId: string, incidentId: string, id: string): Sql {
  return sql`select ${commentJson}::text as comment, c.occ_lock from comment c
    where c.tenant_id = ${tenantId} and c.incident_id = ${incidentId}::uuid and c.id = ${id}::uuid and ${ofLiveIncident}`
}

/** Comments of a live incident in order; `after` is the key of the last one seen. */
export function selectComments(
  tenantId: string,
  incidentId: string,
  page: {
    direction: 'ASC' | 'DESC'
    limit: number
    /** Most bytes of them; a single larger one is given all the same, and `more` says that the page goes on. */
    bytes: number
    offset: number
    after: readonly (string | null)[] | null
  },
): Sql {
  const ascending = page.direction === 'ASC'
  const after = page.after
    ? sql` and (c.created_at, c.id) ${raw(ascending ? '>' : '<')} (${page.after[0] ?? null}::timestamptz, ${page.after[1] ?? null}::uuid)`
    : sql``
  const order = raw(`order by c.created_at ${page.direction}, c.id ${page.direction}`)
  return sql`select ${commentJson}::text as comment, json_build_array(c.created_at::text, c.id::text)::text as key, c.more from (
      select p.*, lead(true) over so_far as more, sum(p.size) over so_far as bytes from (
        select c.*, 500 + octet_length(c.text) + octet_length(c.name) as size from comment c
        where c.tenant_id = ${tenantId} and c.incident_id = ${incidentId}::uuid${after} ${order} limit ${page.limit} offset ${page.offset}) p
      window so_far as (rows unbounded preceding)) c
    where c.bytes = c.size or c.bytes <= ${page.bytes}::bigint ${order}`
}

/** Whether the incident is there and live, and how many comments it has. */
export function countComments(tenantId: string, incidentId: string): Sql {
  return sql`select (select count(*) from comment c where c.tenant_id = i.tenant_id and c.incident_id = i.id) as total
    from incident i where i.tenant_id = ${tenantId} and i.id = ${incidentId}::uuid and i.deleted_at is null`
}
