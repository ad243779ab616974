// SQL of mail subscriptions.
import type { Row } from '../database/batch.ts'
import type { Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { outboundIsOn } from '../database/outbound.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import { isUuid } from '../id.ts'
import type { Actor } from '../permission.ts'
import type { Subscription, SubscriptionFilter } from './schema.ts'

export const MAIL = 'mail'

const columns = sql`s.id, s.email, s.incident_id, s.filter, s.confirmed_at is not null as confirmed, case when f.state = 'stopped' then f.stopped_reason end as ended_reason,
  case when s.confirmed_at is null and s.ask_error is not null then s.asked else coalesce(f.failures, 0) end as failures,
  case when s.confirmed_at is null then s.ask_error else f.last_error end as last_error,
  case when s.confirmed_at is null then ${utc('s.ask_at')} when f.failures > 0 and f.state = 'active' then ${utc('f.next_try_at')} end as next_try_at,
  coalesce(f.set_aside, 0) as set_aside, case when f.set_aside_at is not null then json_build_object('seq', f.set_aside_seq,
    'at', ${utc('f.set_aside_at')}, 'error', f.set_aside_error) end as last_set_aside,
  s.owner_name as owner, s.owner_id, ${utc('s.created_at')} as created_at`
const tables = raw(
  `mail_subscription s left join follower f on f.tenant_id = s.tenant_id and f.kind = 'mail' and f.id = s.id`,
)

/** A tenant's subscriptions, newest first; with an owner, theirs alone. */
export function selectSubscriptions(tenantId: string, ownerId: string | null): Sql {
  const own = ownerId === null ? sql`` : sql` and s.owner_id = ${ownerId}`
  return sql`select ${columns} from ${tables} where s.tenant_id = ${tenantId}${own} order by s.created_at desc, s.id desc`
}

export function selectSubscription(tenantId: string, id: string): Sql {
  return sql`select ${columns} from ${tables} where s.tenant_id = ${tenantId} and s.id = ${id}::uuid`
}

export function shownSubscription(row: Row): Subscription {
  return row as unknown as Subscription // the columns above; answers are held to the schema in tests
}

/** How many subscriptions an owner has, and how many wait for this address to answer. */
export async function countSubscriptions(
  tx: Tx,
  ownerId: string,
  email: string,
): Promise<{ own: number; asking: number }> {
  const [row] = await tx.query(
    sql`select count(*) filter (where owner_id = ${ownerId}) as own, count(*) filter (where lower(email) = lower(${email}) and confirmed_at is null) as asking
        from mail_subscription where tenant_id = ${tx.tenantId}`,
  )
  return { own: Number(row?.['own']), asking: Number(row?.['asking']) }
}

export async function incidentIsThere(tx: Tx, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const rows = await tx.query(
    sql`select 1 as there from incident where tenant_id = ${tx.tenantId} and id = ${id}::uuid and deleted_at is null for key share`,
  )
  return rows.length > 0
}

export type NewSubscription = {
  id: string
  email: string
  incidentId: string | null
  filter: SubscriptionFilter | null
  confirmed: boolean
}

/** With what its owner is in the embedded provider, an account or an API token, so that it ends with that. */
export function insertSubscription(actor: Actor, made: NewSubscription): Sql {
  const account = isUuid(actor.userId) ? actor.userId : null
  const token = actor.kind === 'token' ? actor.userId.replace(/^token:/, '') : null
  return sql`insert into mail_subscription (tenant_id, id, email, incident_id, filter, owner_id, owner_name, account_id, token_id, confirmed_at, ask_at)
    values (${actor.tenantId}, ${made.id}::uuid, ${made.email}, ${made.incidentId}::uuid, ${made.filter === null ? null : JSON.stringify(made.filter)}::jsonb,
      ${actor.userId}, ${actor.name}, (select id from account where tenant_id = ${actor.tenantId} and id = ${account}::uuid),
      ${token !== null && isUuid(token) ? token : null}::uuid, ${made.confirmed ? raw('now()') : raw('null::timestamptz')}, ${made.confirmed ? raw('null::timestamptz') : raw('now()')})`
}

/** Its follower and what was noted as sent go with it. */
export function deleteSubscription(tenantId: string, id: string): Sql {
  return sql`delete from mail_subscription where tenant_id = ${tenantId} and id = ${id}::uuid`
}

export function confirmSubscription(tenantId: string, id: string): Sql {
  return sql`update mail_subscription set confirmed_at = now(), ask_at = null where tenant_id = ${tenantId} and id = ${id}::uuid and confirmed_at is null returning id`
}

/** Takes some addresses that are to be asked, so that no other process asks them for a while: a minute, then longer each time. */
export const takeUnasked = sql`update mail_subscription s set asked = s.asked + 1,
    ask_at = case when s.asked >= 60 then null else now() + least(interval '1 hour', interval '1 minute' * (s.asked + 1)) end
  from (select tenant_id, id from mail_subscription where ask_at <= now() and ${outboundIsOn} order by ask_at limit 20 for update skip locked) c
  where s.tenant_id = c.tenant_id and s.id = c.id
  returning s.tenant_id, s.id, s.email, s.owner_name`

export function noteAsked(tenantId: string, id: string): Sql {
  return sql`update mail_subscription set ask_at = null, ask_error = null where tenant_id = ${tenantId} and id = ${id}::uuid`
}

/** The question could not be sent; with `again` it is asked again at the time that was set when it was taken. */
export function noteAskFailed(tenantId: string, id: string, error: string, again: boolean): Sql {
  return sql`update mail_subscription set ask_error = ${error}${again ? raw('') : raw(', ask_at = null')} where tenant_id = ${tenantId} and id = ${id}::uuid and confirmed_at is null`
}

/** Addresses that never answered: by then their links are void. */
export const sweepUnconfirmed = sql`delete from mail_subscription where ctid = any (array(
    select ctid from mail_subscription where confirmed_at is null and created_at < now() - interval '8 days' limit 1000 for update skip locked))
  returning 1 as swept`

export function noteSent(tenantId: string, id: string, seq: number): Sql {
  return sql`insert into mail_sent (tenant_id, subscription_id, seq) select tenant_id, id, ${seq} from mail_subscription
    where tenant_id = ${tenantId} and id = ${id}::uuid on conflict do nothing`
}

export function forgetSent(tenantId: string, id: string, seq: number): Sql {
  return sql`delete from mail_sent where tenant_id = ${tenantId} and subscription_id = ${id}::uuid and seq <= ${seq}`
}

/** What a letter about one event needs to know. */
export type Occasion = {
  email: string
  incidentId: string | null
  filter: SubscriptionFilter | null
  /** Whether the mail server has taken this letter before. */
  sent: boolean
  /** False when the account or API token it was made by is gone. */
  owned: boolean
  /** A comment is told of together with the change that was posted with it. */
  toldWithNext: boolean
  /** The words posted with this change, when they still stand. */
  said: string | null
  /** The incident as it stands now; null when it is in the bin or gone. */
  incident: { name: string; status: string; severity: string; next_update: number } | null
}

export function selectOccasion(tenantId: string, id: string, seq: number): Sql {
  return sql`select s.email, s.incident_id, s.filter,
      exists (select 1 from mail_sent m where m.tenant_id = s.tenant_id and m.subscription_id = s.id and m.seq = ${seq}) as sent,
      (s.account_id is null or exists (select 1 from account a where a.tenant_id = s.tenant_id and a.id = s.account_id and a.active))
        and (s.token_id is null or exists (select 1 from api_token k where k.tenant_id = s.tenant_id and k.id = s.token_id and (k.expires_at is null or k.expires_at > now()))) as owned,
      exists (select 1 from event n where n.tenant_id = e.tenant_id and n.seq = e.seq + 1 and n.type = 'incident.updated' and n.incident_id = e.incident_id
        and n.request_id = e.request_id and e.type = 'comment.added') as told_with_next,
      (select c.text from event p join event_subject s on s.tenant_id = p.tenant_id and s.seq = p.seq and s.place = 0 join comment c on c.tenant_id = p.tenant_id and c.id::text = s.id where p.tenant_id = e.tenant_id and p.seq = e.seq - 1
        and p.type = 'comment.added' and p.incident_id = e.incident_id and p.request_id = e.request_id and e.type = 'incident.updated') as said,
      (select json_build_object('name', i.name, 'status', i.status, 'severity', coalesce(i.severity, ''), 'next_update', i.next_update)
        from incident i where i.tenant_id = e.tenant_id and i.id = e.incident_id and i.deleted_at is null) as incident
    from mail_subscription s join event e on e.tenant_id = s.tenant_id and e.seq = ${seq}
    where s.tenant_id = ${tenantId} and s.id = ${id}::uuid and s.confirmed_at is not null`
}

export function occasionOf(row: Row): Occasion {
  const { incident_id, told_with_next, ...rest } = row
  return { ...rest, incidentId: incident_id, toldWithNext: told_with_next } as unknown as Occasion // the columns above
}
