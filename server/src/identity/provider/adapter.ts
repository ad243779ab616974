/** Keeps the state of oidc-provider: in PostgreSQL, sealed and bound to an account’s credentials; before there is an account, in the browser. */
import { createHash } from 'node:crypto'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Database } from '../../database/database.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { currentFlow, type Flow } from './flow.ts'
import { canBePending, forgetPending, isPending, keepPending, readPending } from './pending.ts'
import { seal, unseal } from './seal.ts'

/** Found by a second id as well, so it can't be sealed under the first; it lacks that one instead. */
const OPEN_MODEL = 'Session'
const PURPOSE = 'tocsin provider state'

/**
 * The id of a session, code or refresh token is what its holder shows: only its SHA-256 is stored, and what belongs to it is sealed under
 * the id itself, so a dump of the database opens nothing. A row is good only while its account has the credential version it was made
 * with: whatever changes the credentials ends all of them at once, also those that are being saved at that moment. `mount` is the path
 * of the provider, as browsers see it.
 */
export function stateAdapter(database: Database, mount: string): (model: string) => Adapter {
  const query = async (statement: Sql) => {
    try {
      return await database.scoped('identity', statement)
    } catch (error) {
      // oidc-provider takes the status from here; without one an outage would look like a defect.
      if (error instanceof AppError && error.code === 'unavailable') Object.assign(error, { statusCode: 503 })
      throw error
    }
  }
  return (model) => {
    const open = model === OPEN_MODEL

    const opened = (id: string | null, row: Record<string, unknown>): AdapterPayload => {
      const flow = requireFlow()
      const body = row['payload'] as Buffer // bytea not null
      const accountId = row['account_id'] as string // text, not null where the account was joined
      if (!flow.proven.has(accountId)) flow.proven.set(accountId, row['credential_version'] as number) // integer, likewise
      flow.rows.add(rowKey(row['id_hash'] as Buffer)) // bytea not null
      return JSON.parse(open || id === null ? body.toString('utf8') : unseal(id, PURPOSE, body)) as AdapterPayload // written below
    }

    const save = async (flow: Flow, id: string, payload: AdapterPayload, expiresIn: number | undefined) => {
      const accountId = payload.result?.login?.accountId ?? payload.accountId
      const version = accountId === undefined ? undefined : flow.proven.get(accountId)
      if (accountId === undefined || version === undefined) throw new Error(`a ${model} of nobody was to be kept`)
      if (open && flow.sessionEnded) throw ended(model)
      const body = open ? withoutId(payload) : seal(id, PURPOSE, JSON.stringify(payload))
      const [hash, expiry] = [hashOf(id), sql`now() + make_interval(secs => ${expiresIn ?? null}::float8)`]
      // Whoever changes the credentials holds the account's row: this waits for them, and then finds another version.
      const holder = sql`with holder as (select 1 from account where id = ${accountId}::uuid and active and credential_version = ${version} for share)`
      const rows = flow.rows.has(rowKey(hash))
        ? await query(sql`${holder} update provider_state set payload = ${body}, grant_id = ${payload.grantId ?? null}, uid = ${payload.uid ?? null},
              account_id = ${accountId}, credential_version = ${version}, expires_at = ${expiry}
            from holder where model = ${model} and id_hash = ${hash} returning 1 as done`)
        : await query(sql`${holder} insert into provider_state (model, id_hash, payload, grant_id, uid, account_id, credential_version, expires_at)
            select ${model}::text, ${hash}::bytea, ${body}::bytea, ${payload.grantId ?? null}::text, ${payload.uid ?? null}::text, ${accountId}::text, ${version}::integer, ${expiry}
            from holder
            on conflict (model, id_hash) do update set payload = excluded.payload, account_id = excluded.account_id,
              credential_version = excluded.credential_version, expires_at = excluded.expires_at
            returning 1 as done`)
      if (rows.length === 0) throw ended(model)
      flow.rows.add(rowKey(hash))
    }

    return {
      upsert: async (id, payload, expiresIn) => {
        const flow = requireFlow()
        if (isPending(model, payload)) {
          keepPending(flow, mount, model, id, payload, expiresIn ?? 0)
          return
        }
        await save(flow, id, payload, expiresIn)
        if (canBePending(model)) forgetPending(flow, mount, model, id)
      },
      find: async (id) => {
        const pending = canBePending(model) ? readPending(requireFlow(), model, id) : null
        if (pending !== null) return pending
        const [row] = await query(selectState(sql`s.model = ${model} and s.id_hash = ${hashOf(id)}`))
        if (!row) return undefined
        const consumed = row['consumed']
        const payload = opened(id, row)
        return { ...payload, jti: id, ...(typeof consumed === 'number' ? { consumed: Math.floor(consumed) } : {}) }
      },
      findByUid: async (uid) => {
        if (!open) return undefined
        const [row] = await query(selectState(sql`s.model = ${model} and s.uid = ${uid}`))
        return row ? opened(null, row) : undefined
      },
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const rows = await query(
          sql`update provider_state set consumed_at = now()
              where model = ${model} and id_hash = ${hashOf(id)} and consumed_at is null returning 1 as done`,
        )
        // Two requests with one code, each on its own replica, must not both get tokens.
        if (rows.length === 0) throw new errors.InvalidGrant('already consumed')
      },
      destroy: async (id) => {
        const flow = requireFlow()
        if (canBePending(model) && forgetPending(flow, mount, model, id)) return
        const hash = hashOf(id)
        const rows = await query(
          sql`delete from provider_state where model = ${model} and id_hash = ${hash} returning 1 as done`,
        )
        if (rows.length > 0 || !flow.rows.has(rowKey(hash))) return
        // Another request has ended it since this one read it.
        if (open) flow.sessionEnded = true
        else if (model === 'Interaction') throw ended(model)
      },
      revokeByGrantId: async (grantId) => {
        await query(sql`delete from provider_state where model = ${model} and grant_id = ${grantId}`)
      },
    }
  }
}

/** A row that has not expired, while its account is active and has the credentials it was made with. */
function selectState(which: Sql): Sql {
  return sql`select s.id_hash, s.payload, s.account_id, s.credential_version, extract(epoch from s.consumed_at)::float8 as consumed
    from provider_state s join account a on a.id = s.account_id::uuid and a.active and a.credential_version = s.credential_version
    where ${which} and (s.expires_at is null or s.expires_at > now())`
}

/** The credentials were changed, or somebody signed out, since this request began. */
function ended(model: string): Error {
  const why = 'this sign-in has ended meanwhile'
  const atTokenEndpoint = model === 'AuthorizationCode' || model === 'RefreshToken'
  return atTokenEndpoint ? new errors.InvalidGrant(why) : new errors.SessionNotFound(why)
}

function requireFlow(): Flow {
  const flow = currentFlow()
  if (flow === null) throw new Error('state of the provider was asked for outside of a request')
  return flow
}

function rowKey(hash: Buffer): string {
  return hash.toString('base64')
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}

function withoutId(payload: AdapterPayload): Buffer {
  const { jti: _, ...rest } = payload
  return Buffer.from(JSON.stringify(rest))
}
