/** What the log says of a record since a version, and where that meets what is wanted now. */
import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { sql } from '../database/sql.ts'
import type { SinceChange } from './schema.ts'

/** Versions that are looked through, in half a second or so. Who is further behind can't be told apart from whoever changed the same: see isTooFar(). */
const MOST_VERSIONS = 100_000

/** Whether a caller is so many versions behind that it is not found out what changed: then all they want is in conflict. */
export function isTooFar(seen: number, current: number): boolean {
  return current - seen > MOST_VERSIONS
}

/**
 * Each field of a subject that changed after a version, in the order of the log: from what, to what, and who changed it last. Looks through the names of changed fields
 * alone; of the contents, which may be long, those of the first and last change of each field are read. (The newest MOST_VERSIONS.)
 */
export async function changesSince(tx: Tx, kind: string, id: string, occLock: number): Promise<SinceChange[]> {
  const rows = await tx.query(
    sql`with version as materialized (
        select s.seq, b.fields from event_subject s join event_body b on b.tenant_id = s.tenant_id and b.seq = s.seq
        where s.tenant_id = ${tx.tenantId} and s.kind = ${kind} and s.id = ${id} and s.lock > ${occLock} and s.place = 0 order by s.lock desc limit ${MOST_VERSIONS}),
      changed as (select field, min(v.seq) as first, max(v.seq) as last, (array_agg(place order by v.seq))[1] as place
        from version v cross join lateral unnest(v.fields) with ordinality f (field, place) group by field),
      named as materialized (select seq, array_agg(distinct field) as fields from (select first as seq, field from changed union all select last, field from changed) c group by seq),
      read as materialized (select n.seq, c.one from named n
        cross join lateral (select b.changes from event_body b where b.tenant_id = ${tx.tenantId} and b.seq = n.seq offset 0) b cross join lateral json_array_elements(b.changes) c (one) where c.one ->> 'field' = any(n.fields))
      select c.field, f.one -> 'from' as "from", l.one -> 'to' as "to", e.actor_name as by, ${utc('e.recorded_at')} as at
      from changed c join read f on f.seq = c.first and f.one ->> 'field' = c.field join read l on l.seq = c.last and l.one ->> 'field' = c.field
        join event e on e.tenant_id = ${tx.tenantId} and e.seq = c.last order by c.first, c.place`,
  )
  // A field that is back where it was has not changed.
  return (rows as SinceChange[]).filter((change) => !same(change.from, change.to)) // the columns above
}

/** Whether two values of a field, as JSON has them, are the same. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && isDeepStrictEqual(a, b))
}
