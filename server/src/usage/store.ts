// SQL of what a tenant uses of its quotas.
import { quotas } from '../admission/quotas.ts'
import type { Row } from '../database/batch.ts'
import { keptBytes } from '../database/idempotency.ts'
import { type Sql, sql } from '../database/sql.ts'
import type { Actor } from '../permission.ts'
import type { Quota } from './schema.ts'

/** One row with what is kept of everything that has a quota, as columns of the quotas' names. */
export function selectKept({ tenantId, userId }: Actor): Sql {
  return sql`select
    (select count(*) from api_token where tenant_id = ${tenantId} and (expires_at is null or expires_at > now())) as api_tokens,
    (select count(*) from webhook where tenant_id = ${tenantId}) as webhooks,
    (select count(*) from saved_view where tenant_id = ${tenantId} and shared) as shared_views,
    (${keptBytes(tenantId)}) as kept_answer_bytes,
    (select count(*) from saved_view where tenant_id = ${tenantId} and owner_id = ${userId}) as views,
    (select count(*) from mail_subscription where tenant_id = ${tenantId} and owner_id = ${userId}) as subscriptions`
}

/** The same as the answer has it. */
export function quotasOf(row: Row | undefined): Quota[] {
  return Object.entries(quotas).map(([name, limit]) => ({
    name,
    of: name === 'views' || name === 'subscriptions' ? 'person' : 'tenant',
    unit: name.endsWith('bytes') ? 'bytes' : 'records',
    used: Number(row?.[name]),
    limit,
  }))
}
