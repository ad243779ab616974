/** Keeps the state of oidc-provider in PostgreSQL, sealed. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Database } from '../../database/database.ts'
import { type Sql, sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'

/** Found by a second id as well, so it can't be sealed under the first; it lacks that one instead. */
const OPEN_MODEL = 'Session'

/**
 * Keeps the state of oidc-provider in PostgreSQL. The id of a session, code or refresh token is what its holder shows: only
 * its SHA-256 is stored, and what belongs to it is sealed under the id itself, so a dump of the database opens nothing.
 */
export function stateAdapter(database: Database): (model: string) => Adapter {
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
    return {
      upsert: async (id, payload, expiresIn) => {
        const accountId = payload.accountId ?? payload.session?.accountId ?? null
        const body = open ? withoutId(payload) : seal(id, JSON.stringify(payload))
        await query(
          sql`insert into provider_state (model, id_hash, payload, grant_id, uid, account_id, expires_at)
              values (${model}, ${hashOf(id)}, ${body}, ${payload.grantId ?? null}, ${payload.uid ?? null}, ${accountId},
                now() + make_interval(secs => ${expiresIn ?? null}::float8))
              on conflict (model, id_hash) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
                account_id = excluded.account_id, expires_at = excluded.expires_at`,
        )
      },
      find: async (id) => {
        const [row] = await query(
          sql`select payload, extract(epoch from consumed_at)::float8 as consumed from provider_state
              where model = ${model} and id_hash = ${hashOf(id)} and (expires_at is null or expires_at > now())`,
        )
        if (!row) return undefined
        const body = row['payload'] as Buffer // bytea not null
        const payload = JSON.parse(open ? body.toString('utf8') : unseal(id, body)) as AdapterPayload // written above
        const consumed = row['consumed']
        return { ...payload, jti: id, ...(typeof consumed === 'number' ? { consumed: Math.floor(consumed) } : {}) }
      },
      findByUid: async (uid) => {
        if (!open) return undefined
        const [row] = await query(
          sql`select payload from provider_state
              where model = ${model} and uid = ${uid} and (expires_at is null or expires_at > now())`,
        )
        return row ? (JSON.parse((row['payload'] as Buffer).toString('utf8')) as AdapterPayload) : undefined // written above
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
        await query(sql`delete from provider_state where model = ${model} and id_hash = ${hashOf(id)}`)
      },
      revokeByGrantId: async (grantId) => {
        await query(sql`delete from provider_state where model = ${model} and grant_id = ${grantId}`)
      },
    }
  }
}

/** Removes what has expired, a thousand rows at a time; safe on any number of processes. */
export async function sweepState(database: Database): Promise<void> {
  const statements = [
    sql`delete from provider_state where (model, id_hash) in
        (select model, id_hash from provider_state where expires_at < now() limit 1000 for update skip locked)`,
    sql`delete from sign_in_guess where key in
        (select key from sign_in_guess where dry_at < now() limit 1000 for update skip locked)`,
  ]
  for (const statement of statements) await database.scoped('identity', statement)
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}

function withoutId(payload: AdapterPayload): Buffer {
  const { jti: _, ...rest } = payload
  return Buffer.from(JSON.stringify(rest))
}

function sealingKey(id: string): Buffer {
  return Buffer.from(hkdfSync('sha256', id, '', 'tocsin provider state', 32))
}

function seal(id: string, text: string): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(id), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

function unseal(id: string, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(id), sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
}
