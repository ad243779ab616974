// SQL of saved views.
import type { Row } from '../database/batch.ts'
import { utc } from '../database/instant.ts'
import { type Sql, sql } from '../database/sql.ts'
import type { Actor } from '../permission.ts'
import type { View, ViewInput } from './schema.ts'

const columns = sql`v.id, v.name, v.page, v.state, v.shared, v.owner_name as owner, v.owner_id,
  ${utc('v.created_at')} as created_at, ${utc('v.updated_at')} as updated_at`

/** What somebody sees: their own views and those others share, by name. */
export function selectViews({ tenantId, userId }: Actor): Sql {
  return sql`select ${columns} from saved_view v where v.tenant_id = ${tenantId} and (v.owner_id = ${userId} or v.shared)
    order by lower(v.name), v.name, v.id`
}

/** One of these. */
export function selectView({ tenantId, userId }: Actor, id: string): Sql {
  return sql`select ${columns} from saved_view v
    where v.tenant_id = ${tenantId} and v.id = ${id}::uuid and (v.owner_id = ${userId} or v.shared)`
}

/** The same, held until the end of the transaction. */
export function lockView(actor: Actor, id: string): Sql {
  return sql`${selectView(actor, id)} for update of v`
}

/** How many views somebody has, and how many are shared in the tenant. */
export function countViews({ tenantId, userId }: Actor): Sql {
  return sql`select count(*) filter (where owner_id = ${userId}) as own, count(*) filter (where shared) as shared
    from saved_view where tenant_id = ${tenantId} and (owner_id = ${userId} or shared)`
}

export function insertView(actor: Actor, id: string, { name, page, state, shared = false }: ViewInput): Sql {
  return sql`insert into saved_view as v (tenant_id, id, name, page, state, shared, owner_id, owner_name)
    values (${actor.tenantId}, ${id}::uuid, ${name}, ${page}, ${state}, ${shared}, ${actor.userId}, ${actor.name})
    returning ${columns}`
}

export function updateView(tenantId: string, { id, name, page, state, shared }: View): Sql {
  return sql`update saved_view v set name = ${name}, page = ${page}, state = ${state}, shared = ${shared}, updated_at = now()
    where v.tenant_id = ${tenantId} and v.id = ${id}::uuid returning ${columns}`
}

export function deleteView(tenantId: string, id: string): Sql {
  return sql`delete from saved_view where tenant_id = ${tenantId} and id = ${id}::uuid`
}

export function shownView(row: Row): View {
  return row as unknown as View // the columns above; answers are held to the schema in tests
}
