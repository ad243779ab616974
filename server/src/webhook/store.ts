// SQL of webhooks, deliveries and replays.
import type { Row } from '../database/batch.ts'
import type { Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import { followerColumns } from '../log/follower-store.ts'
import type { Delivery, Webhook } from './schema.ts'

/** The kinds of followers webhooks have: one for each, one for each stretch being sent again. */
export const WEBHOOK = 'webhook'
export const REPLAY = 'webhook_replay'
/** How long the secret before the present one signs as well. */
const OVERLAP = raw(`interval '24 hours'`)

const columns = sql`w.id, w.url, to_json(w.types) as types, w.description, ${followerColumns},
  case when w.previous_until > now() then ${utc('w.previous_until')} end as previous_secret_until,
  ${utc('w.created_at')} as created_at, w.created_by, w.created_by_id, ${utc('w.updated_at')} as updated_at`
const tables = raw(`webhook w join follower f on f.tenant_id = w.tenant_id and f.kind = 'webhook' and f.id = w.id`)

/** All webhooks of a tenant, newest first. */
export function selectWebhooks(tenantId: string): Sql {
  return sql`select ${columns} from ${tables} where w.tenant_id = ${tenantId} order by w.created_at desc, w.id desc`
}

export function selectWebhook(tenantId: string, id: string): Sql {
  return sql`select ${columns} from ${tables} where w.tenant_id = ${tenantId} and w.id = ${id}::uuid`
}

/** A row of the selects above, as it is shown. */
export function shownWebhook(row: Row): Webhook {
  const { state, stopped_reason, until_seq: _, next_try_at, ...rest } = row
  const enabled = state === 'active'
  const shown = {
    ...rest,
    enabled,
    disabled_reason: enabled ? null : stopped_reason,
    next_try_at: enabled ? next_try_at : null,
  }
  return shown as unknown as Webhook // the columns above; a test compares them with the schema
}

/** A webhook, held until the transaction ends; null when there is none. */
export async function lockWebhook(tx: Tx, id: string): Promise<Webhook | null> {
  await tx.query(sql`select 1 as held from webhook where tenant_id = ${tx.tenantId} and id = ${id}::uuid for update`)
  const [row] = await tx.query(selectWebhook(tx.tenantId, id))
  return row ? shownWebhook(row) : null
}

export async function countWebhooks(tx: Tx): Promise<number> {
  const [row] = await tx.query(sql`select count(*) as total from webhook where tenant_id = ${tx.tenantId}`)
  return Number(row?.['total'])
}

export type NewWebhook = {
  id: string
  url: string
  types: readonly string[]
  description: string
  sealed: Buffer
  createdBy: string
  createdById: string
}

export function insertWebhook(tenantId: string, made: NewWebhook): Sql {
  return sql`insert into webhook (tenant_id, id, url, types, description, secret, created_by, created_by_id)
    values (${tenantId}, ${made.id}::uuid, ${made.url}, ${made.types}::text[], ${made.description}, ${made.sealed}, ${made.createdBy}, ${made.createdById})`
}

export function updateWebhook(tenantId: string, id: string, to: Pick<Webhook, 'url' | 'types' | 'description'>): Sql {
  return sql`update webhook set url = ${to.url}, types = ${to.types}::text[], description = ${to.description}, updated_at = now()
    where tenant_id = ${tenantId} and id = ${id}::uuid`
}

/** Its follower, replays and deliveries go with it. */
export function deleteWebhook(tenantId: string, id: string): Sql {
  return sql`delete from webhook where tenant_id = ${tenantId} and id = ${id}::uuid`
}

export function replaceSecret(tenantId: string, id: string, sealed: Buffer): Sql {
  return sql`update webhook set previous_secret = secret, previous_until = now() + ${OVERLAP}, secret = ${sealed}, updated_at = now()
    where tenant_id = ${tenantId} and id = ${id}::uuid`
}

export function insertReplay(tenantId: string, id: string, webhookId: string, from: number, to: number): Sql {
  return sql`insert into webhook_replay (tenant_id, id, webhook_id, from_seq, to_seq)
    values (${tenantId}, ${id}::uuid, ${webhookId}::uuid, ${from}, ${to})`
}

/** How many stretches a webhook is being sent again, and where the tenant's log ends. */
export async function replaysAndHead(tx: Tx, webhookId: string): Promise<{ replays: number; head: number }> {
  const [row] = await tx.query(
    sql`select (select count(*) from webhook_replay r where r.tenant_id = t.tenant_id and r.webhook_id = ${webhookId}::uuid) as replays, t.seq as head
        from tenant t where t.tenant_id = ${tx.tenantId}`,
  )
  return { replays: Number(row?.['replays']), head: Number(row?.['head'] ?? 0) }
}

/** Its follower goes with it. */
export function deleteReplay(tenantId: string, id: string): Sql {
  return sql`delete from webhook_replay where tenant_id = ${tenantId} and id = ${id}::uuid`
}

export function deleteReplays(tenantId: string, webhookId: string): Sql {
  return sql`delete from webhook_replay where tenant_id = ${tenantId} and webhook_id = ${webhookId}::uuid`
}

/** What it takes to send something to a webhook now. */
export type Sending = {
  webhookId: string
  url: string
  types: string[]
  /** Sealed, the present one first. */
  secrets: Buffer[]
  /** Unix seconds, by the database's clock. */
  now: number
  /** Last event of the stretch, for a replay; null otherwise. */
  until: number | null
}

/** For a follower of a webhook, or of a replay. */
export function selectSending(tenantId: string, kind: string, id: string): Sql {
  const which =
    kind === REPLAY
      ? sql`webhook_replay r join webhook w on w.tenant_id = r.tenant_id and w.id = r.webhook_id where r.tenant_id = ${tenantId} and r.id = ${id}::uuid`
      : sql`webhook w where w.tenant_id = ${tenantId} and w.id = ${id}::uuid`
  const until = kind === REPLAY ? raw('r.to_seq') : raw('null::bigint')
  return sql`select w.id, w.url, to_json(w.types) as types, w.secret, case when w.previous_until > now() then w.previous_secret end as previous_secret,
    floor(extract(epoch from clock_timestamp()))::bigint as now, ${until} as until_seq from ${which}`
}

export function sendingOf(row: Row): Sending {
  const previous = row['previous_secret'] as Buffer | null // bytea
  return {
    webhookId: row['id'] as string, // uuid not null
    url: row['url'] as string, // text not null
    types: row['types'] as unknown as string[], // text[] as JSON
    secrets: [row['secret'] as Buffer, ...(previous === null ? [] : [previous])], // bytea not null
    now: Number(row['now']),
    until: row['until_seq'] === null ? null : Number(row['until_seq']),
  }
}

export type Attempt = Omit<Delivery, 'attempted_at' | 'next_try_at'> & {
  webhookId: string
  /** null: it is not tried again. */
  nextTryMs: number | null
}

/**
 * Records an attempt that has just ended. The answer may tell what the incident said: it is kept only while the incident is there,
 * which is held meanwhile, so a purge finds it or keeps it from being written.
 */
export function insertDelivery(tenantId: string, attempt: Attempt): Sql {
  const next =
    attempt.nextTryMs === null
      ? sql`null::timestamptz`
      : sql`clock_timestamp() + make_interval(secs => ${attempt.nextTryMs / 1000}::float8)`
  const incident = sql`${attempt.incident_id}::uuid`
  return sql`with there as (select 1 from incident where tenant_id = ${tenantId} and id = ${incident} for key share)
    insert into webhook_delivery (tenant_id, webhook_id, id, kind, seq, event_type, incident_id, message_id, attempted_at, duration_ms, succeeded,
      status, error, response, next_try_at)
    select ${tenantId}, w.id, ${attempt.id}::uuid, ${attempt.kind}, ${attempt.seq}::bigint, ${attempt.event_type}, ${incident}, ${attempt.message_id},
      clock_timestamp() - make_interval(secs => ${attempt.duration_ms / 1000}::float8), ${attempt.duration_ms}, ${attempt.succeeded},
      ${attempt.status}::integer, ${attempt.error}::text, case when ${incident} is null or exists (select 1 from there) then ${attempt.response}::text end, ${next}
    from webhook w where w.tenant_id = ${tenantId} and w.id = ${attempt.webhookId}::uuid`
}

const deliveryColumns = sql`d.id, d.kind, d.seq, d.event_type, d.incident_id, d.message_id, ${utc('d.attempted_at')} as attempted_at, d.duration_ms,
  d.succeeded, d.status, d.error, d.response, ${utc('d.next_try_at')} as next_try_at`

/** Attempts of a webhook, newest first, after a place in that order. */
export function selectDeliveries(
  tenantId: string,
  webhookId: string,
  page: { limit: number; offset: number; after: readonly (string | null)[] | null },
): Sql {
  const [at = null, id = null] = page.after ?? []
  const after = page.after === null ? sql`` : sql` and (d.attempted_at, d.id) < (${at}::timestamptz, ${id}::uuid)`
  return sql`select ${deliveryColumns} from webhook_delivery d where d.tenant_id = ${tenantId} and d.webhook_id = ${webhookId}::uuid${after}
    order by d.attempted_at desc, d.id desc limit ${page.limit} offset ${page.offset}`
}

export function selectDelivery(tenantId: string, webhookId: string, id: string): Sql {
  return sql`select ${deliveryColumns} from webhook_delivery d where d.tenant_id = ${tenantId} and d.webhook_id = ${webhookId}::uuid and d.id = ${id}::uuid`
}

/** One row when there is such a webhook: how many attempts it has. */
export function countDeliveries(tenantId: string, webhookId: string): Sql {
  return sql`select (select count(*) from webhook_delivery d where d.tenant_id = w.tenant_id and d.webhook_id = w.id) as total
    from webhook w where w.tenant_id = ${tenantId} and w.id = ${webhookId}::uuid`
}

/** Removes old attempts of any tenant, some at a time; gives a row for each. */
export const sweepDeliveries = sql`delete from webhook_delivery where ctid = any (array(
    select ctid from webhook_delivery where attempted_at < now() - interval '30 days' order by attempted_at limit 1000 for update skip locked))
  returning 1 as swept`
