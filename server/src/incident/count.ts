// How many incidents match a condition: counted, kept, or estimated.
import { type Sql, sql } from '../database/sql.ts'
import { type Condition, withOf } from './filter.ts'

/** So few are counted all the same, and so many incidents are looked at for an estimate. */
const FEW = 100
const SAMPLE = 2000

/** How many match, as `total`. */
export function countOf(tenantId: string, condition: Condition): Sql {
  if (condition.everything) return sql`select incident_total as total from tenant where tenant_id = ${tenantId}`
  if (condition.counted)
    return sql`select coalesce(sum(c.incidents), 0)::bigint as total from incident_count c where ${condition.counted}`
  // What is found less what lies in the bin, which is little: 50,000 look-ups fewer. (Written so that it is no join, see query.ts.)
  if (condition.found)
    return sql`${withOf(condition)}select (select count(*) from ${condition.found}) - (select count(*) from incident b
      where b.tenant_id = ${tenantId} and b.deleted_at is not null and (b.id in (select incident_id from ${condition.found})) is true) as total`
  return sql`${withOf(condition)}select count(*) as total from ${condition.from} where ${condition.where}`
}

/** How many match, up to FEW; and of SAMPLE incidents from the whole range of references, how many are there and how many match. */
export function estimateOf(tenantId: string, walk: Condition): Sql {
  // The numbers are made first: under a row policy no index finds what is compared with an expression.
  return sql`with numbers as materialized (select (n * last_reference::float8 / ${SAMPLE})::bigint as number
      from tenant, generate_series(1, ${SAMPLE}::int) n where tenant_id = ${tenantId})
    select t.incident_total as live, few.count as few, sample.there, sample.hits from tenant t,
      (select count(*) from (select 1 from incident i where ${walk.where} limit ${FEW + 1}) one) few,
      (select count(*) filter (where i.deleted_at is null) as there, count(*) filter (where ${walk.where}) as hits
        from numbers join incident i on i.tenant_id = ${tenantId} and i.number = numbers.number) sample
    where t.tenant_id = ${tenantId}`
}

/** `seen` match at least. */
export function readCount(
  row: Record<string, unknown> | undefined,
  seen: number,
): { total: number; estimated: boolean } {
  if (row?.['few'] === undefined) return { total: Number(row?.['total'] ?? 0), estimated: false }
  const [few, there, hits, live] = ['few', 'there', 'hits', 'live'].map((name) => Number(row[name])) as [
    number,
    number,
    number,
    number,
  ] // as many
  if (few <= FEW) return { total: few, estimated: false }
  const estimate = Number(((hits / Math.max(1, there)) * live).toPrecision(hits < 100 ? 1 : 2))
  return { total: Math.max(estimate, few, seen), estimated: true }
}
