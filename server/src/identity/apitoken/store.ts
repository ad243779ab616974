/** SQL of API tokens. */
import { createHash } from 'node:crypto'
import type { Database, Tx } from '../../database/database.ts'
import { utc } from '../../database/instant.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { isUuid } from '../../id.ts'
import { type Actor, type Role, roleReaches, roles } from '../../permission.ts'
import { refusedToken } from '../bearer.ts'
import type { ApiToken } from './schema.ts'

const columns = sql`id, name, role, ${utc('created_at')} as created_at, created_by, created_by_id,
  ${utc('last_used_at')} as last_used_at, ${utc('expires_at')} as expires_at, parent_id`

/** All API tokens of a tenant, newest first. */
export function selectApiTokens(tenantId: string): Sql {
  return sql`select ${columns} from api_token where tenant_id = ${tenantId} order by api_token.created_at desc, api_token.id desc`
}

export function selectApiToken(tenantId: string, id: string): Sql {
  return sql`select ${columns} from api_token where tenant_id = ${tenantId} and id = ${id}`
}

/** What a new token hangs on: the account it is made for, and the token that makes it, with the end of that in Unix seconds. */
export type Lineage = { ownerId: string | null; parentId: string | null; parentEnds: number | null }

/** What a token made by this actor hangs on. Throws unauthenticated when the token that makes it has ended just now. */
export async function selectLineage(tx: Tx, actor: Actor): Promise<Lineage> {
  const [prefix, tokenId] = [actor.userId.slice(0, 6), actor.userId.slice(6)]
  if (actor.kind === 'token' && prefix === 'token:') {
    // Held until the commit: a token that is being ended takes along what it makes at that moment.
    const [row] = await tx.query(
      sql`select owner_id, extract(epoch from expires_at)::float8 as ends from api_token
          where tenant_id = ${tx.tenantId} and id = ${tokenId} and (expires_at is null or expires_at > now()) for key share`,
    )
    if (!row) throw refusedToken('This API token has ended.')
    return { ownerId: row['owner_id'] as string | null, parentId: tokenId, parentEnds: row['ends'] as number | null } // uuid, float8
  }
  const [row] = isUuid(actor.userId)
    ? await tx.query(
        sql`select id from account where tenant_id = ${tx.tenantId} and id = ${actor.userId} for key share`,
      )
    : []
  return { ownerId: (row?.['id'] ?? null) as string | null, parentId: null, parentEnds: null } // uuid
}

/** How many tokens of the tenant have not ended. */
export async function countAlive(tx: Tx): Promise<number> {
  const [row] = await tx.query(
    sql`select count(*) as alive from api_token where tenant_id = ${tx.tenantId} and (expires_at is null or expires_at > now())`,
  )
  return Number(row?.['alive'])
}

/** Forgets tokens of the tenant that have ended, but for the newest `kept`: who makes and ends them in turn must not fill the table. */
export async function forgetEnded(tx: Tx, kept: number): Promise<void> {
  await tx.query(
    sql`delete from api_token where tenant_id = ${tx.tenantId} and id in (
          select id from api_token where tenant_id = ${tx.tenantId} and expires_at <= now() order by expires_at desc, id offset ${kept})`,
  )
}

export type NewToken = Lineage & {
  id: string
  name: string
  role: Role
  hash: Buffer
  /** Unix seconds; null: after `maxDays`, or with the token that makes it. */
  expiresEpoch: string | null
  maxDays: number
}

/** Keeps a new token; gives null, and keeps nothing, when it would have ended already or would outlive the token that makes it. */
export async function insertApiToken(tx: Tx, actor: Actor, token: NewToken): Promise<ApiToken | null> {
  const { id, name, role, hash, ownerId, parentId, parentEnds, expiresEpoch, maxDays } = token
  const [row] = await tx.query(
    sql`insert into api_token (tenant_id, id, name, role, hash, created_by, created_by_id, person, owner_id, parent_id, expires_at)
        select ${tx.tenantId}::text, ${id}::uuid, ${name}::text, ${role}::text, ${hash}::bytea, ${actor.name}::text, ${actor.userId}::text, ${actor.person ?? actor.userId}::text, ${ownerId}::uuid, ${parentId}::uuid,
          coalesce(wanted, least(now() + make_interval(days => ${maxDays}::int), parent_ends))
        from (select to_timestamp(${expiresEpoch}::float8) as wanted, to_timestamp(${parentEnds}::float8) as parent_ends) as given
        where wanted is null or (wanted > now() and (parent_ends is null or wanted <= parent_ends))
        returning ${columns}`,
  )
  return row ? (row as ApiToken) : null // the columns above
}

/** One token, held until the transaction ends; null when there is none. */
export async function lockApiToken(tx: Tx, id: string): Promise<ApiToken | null> {
  const [row] = await tx.query(
    sql`select ${columns} from api_token where tenant_id = ${tx.tenantId} and id = ${id} for update`,
  )
  return row ? (row as ApiToken) : null // the columns above
}

/** Removes a token, and with it those it made. */
export async function deleteApiToken(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`delete from api_token where tenant_id = ${tx.tenantId} and id = ${id}`)
}

/** Removes the tokens made for an account. */
export async function deleteTokensOf(tx: Tx, ownerId: string): Promise<void> {
  await tx.query(sql`delete from api_token where tenant_id = ${tx.tenantId} and owner_id = ${ownerId}`)
}

/** What an API token proves at the moment it is asked. */
export type ApiTokenProof = {
  id: string
  tenantId: string
  tenantName: string
  name: string
  /** Who made it, or the token that made it. */
  person: string
  role: Role
  /** Unix seconds; null: it does not end. */
  expiresAt: number | null
  /** True when the minute in which its use was last noted is over. */
  useIsDue: boolean
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/**
 * Looks a token up by its hash: null when there is none, it has expired, its tenant is suspended or its owner's account is
 * gone. All of these are the same one statement, and a hash can't be guessed letter by letter, so the time tells nothing.
 */
export async function findByHash(database: Database, hash: Buffer): Promise<ApiTokenProof | null> {
  const [row] = await database.scoped(
    'identity',
    sql`select k.id, k.tenant_id, k.name, k.role, k.person, extract(epoch from k.expires_at)::float8 as expires_at,
          k.last_used_at is null or k.last_used_at < now() - interval '1 minute' as use_is_due,
          t.name as tenant_name, k.owner_id is not null as owned, a.role as owner_role
        from api_token k
        join tenant t on t.tenant_id = k.tenant_id
        left join account a on a.tenant_id = k.tenant_id and a.id = k.owner_id and a.active
        where k.hash = ${hash} and (k.expires_at is null or k.expires_at > now()) and t.suspended_at is null
          and (k.owner_id is null or a.id is not null)`,
  )
  const own = roles.find((one) => one === row?.['role'])
  if (!row || !own) return null
  const owner = roles.find((one) => one === row['owner_role'])
  return {
    id: row['id'] as string, // uuid not null; the casts below by the columns' types as well
    tenantId: row['tenant_id'] as string,
    tenantName: row['tenant_name'] as string,
    name: row['name'] as string,
    person: row['person'] as string,
    role: owner !== undefined && !roleReaches(owner, own) ? owner : own,
    expiresAt: row['expires_at'] as number | null,
    useIsDue: row['use_is_due'] as boolean,
  }
}

/** Notes that a token was used, at most once a minute whoever asks. */
export async function noteUse(database: Database, tenantId: string, id: string): Promise<void> {
  await database.scoped(
    'identity',
    sql`update api_token set last_used_at = now()
        where tenant_id = ${tenantId} and id = ${id} and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
  )
}
