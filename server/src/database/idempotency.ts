// Idempotency keys: claimed, answered and swept in the database.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { KEPT_ANSWER_ROW, quotas } from '../admission/quotas.ts'
import { AppError } from '../errors.ts'
import type { Actor, Idempotency, StoredAnswer } from '../permission.ts'
import type { Row } from './batch.ts'
import { type Sql, sql } from './sql.ts'
import type { Tx } from './transaction.ts'

/** Not an error: the request with this key has been answered before, and this is the answer. */
export class Replay extends Error {
  readonly answer: StoredAnswer
  constructor(answer: StoredAnswer) {
    super('answered before')
    this.answer = answer
  }
}

/**
 * Claims an Idempotency-Key inside the transaction that does the work, so that claim, change and answer commit together or not
 * at all; a second request waits at the primary key until the first one ends. Throws Replay with the kept answer, or
 * idempotency_mismatch when the key came with another body, rate_limited when the tenant's quota of kept answers is used up.
 */
export async function claimIdempotencyKey(tx: Tx, actor: Actor, idempotency: Idempotency): Promise<void> {
  const key = keyHash(idempotency)
  let claimed: number
  try {
    const [, claim, kept] = await tx.queries([
      sql`delete from idempotency_key where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and path = ${idempotency.path} and key_hash = ${key} and expires_at <= now()`,
      sql`insert into idempotency_key (tenant_id, user_id, path, key_hash, body_hash, expires_at)
          values (${actor.tenantId}, ${actor.userId}, ${idempotency.path}, ${key}, ${idempotency.bodyHash}, now() + interval '24 hours')
          on conflict do nothing`,
      keptBytes(actor.tenantId),
    ])
    claimed = claim?.count ?? 0
    // Told before the work rather than after it; keepAnswer() counts under a lock.
    if (claimed === 1 && Number(kept?.rows[0]?.['bytes']) >= quotas.kept_answer_bytes) throw keptAnswersFull()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') throw inFlight()
    throw error
  }
  if (claimed === 1) return
  const [row] = await tx.query(
    sql`select body_hash, status, headers::text as headers, body, incident_id from idempotency_key
        where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and path = ${idempotency.path} and key_hash = ${key}`,
  )
  if (!row) throw inFlight() // purged between the two statements
  if (!idempotency.bodyHash.equals(row.body_hash as Buffer)) {
    const message = 'This Idempotency-Key was used for a request with another body.'
    throw new AppError('idempotency_mismatch', message, {
      problems: [{ code: 'IDEMPOTENCY_KEY_REUSED', message, field: 'Idempotency-Key' }],
    })
  }
  if (row.body === null || row.body === undefined) {
    const message = 'The answer to this Idempotency-Key was removed with the incident it was about.'
    throw new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
  }
  throw new Replay({
    status: row.status as number,
    headers: JSON.parse(row.headers as string) as Record<string, string>, // written as such below
    body: idempotency.secret ? unseal(idempotency, row.body as Buffer) : (row.body as Buffer).toString('utf8'),
    incidentId: row.incident_id as string | null,
  })
}

/** Bytes of answers that a tenant has kept in the last 24 hours. */
export function keptBytes(tenantId: string): Sql {
  return sql`select coalesce(sum(bytes), 0) as bytes from kept_answers where tenant_id = ${tenantId} and hour > now() - interval '25 hours'`
}

/** SQLSTATE of keep_answer() when the quota is used up. */
export const QUOTA_USED_UP = 'TC002'

/** The refusal of one more answer to keep. */
export function keptAnswersFull(): AppError {
  const message = `The answers kept under this tenant's Idempotency-Keys fill its quota of ${quotas.kept_answer_bytes / 1_048_576} MiB in 24 hours; try again in an hour, or without a key.`
  return new AppError('rate_limited', message, {
    problems: [{ code: 'IDEMPOTENCY_QUOTA', message, field: 'Idempotency-Key' }],
    headers: { 'retry-after': '3600' },
  })
}

/** The statements that keep the answer beside its claim, in the same transaction; the first fails with QUOTA_USED_UP. */
export function keepAnswer(actor: Actor, idempotency: Idempotency, answer: StoredAnswer): Sql[] {
  const body = idempotency.secret ? seal(idempotency, answer.body) : Buffer.from(answer.body)
  return [
    sql`select keep_answer(${body.length + KEPT_ANSWER_ROW}::bigint, ${quotas.kept_answer_bytes}::bigint)`,
    sql`update idempotency_key set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}::json, body = ${body}, incident_id = ${answer.incidentId}
    where tenant_id = ${actor.tenantId} and user_id = ${actor.userId} and path = ${idempotency.path} and key_hash = ${keyHash(idempotency)}`,
  ]
}

/** Removes what lies beyond its 24 hours, at most so many; gives how many went. Rows that a request just works with are left for later. */
export async function sweepKeys(
  database: { scoped(scope: 'follower', statement: Sql): Promise<Row[]> },
  most: number,
): Promise<number> {
  const rows = await database.scoped(
    'follower',
    sql`delete from idempotency_key where (tenant_id, user_id, path, key_hash) in
        (select tenant_id, user_id, path, key_hash from idempotency_key where expires_at <= statement_timestamp()
         order by expires_at limit ${most} for update skip locked) returning 1 as gone`,
  )
  return rows.length
}

/** Forgets hours that no quota looks at any more. Needs the scope follower. */
export const sweepKeptAnswers = sql`delete from kept_answers where (tenant_id, hour) in
  (select tenant_id, hour from kept_answers where hour < now() - interval '26 hours' order by hour limit 1000 for update skip locked) returning 1 as gone`

function inFlight(): AppError {
  const message = 'A request with this Idempotency-Key is still being worked on; try again in a moment.'
  return new AppError('conflict', message, {
    problems: [{ code: 'IDEMPOTENCY_KEY_IN_FLIGHT', message, field: 'Idempotency-Key' }],
    headers: { 'retry-after': '1' },
  })
}

function keyHash(idempotency: Idempotency): Buffer {
  return createHash('sha256').update(idempotency.key).digest()
}

// An answer that shows a secret (a new API token) is kept sealed under the client's own key, of which only the hash is stored:
// a dump of the database does not give it away, and the client that repeats its request still gets it.
function sealingKey(idempotency: Idempotency): Buffer {
  return Buffer.from(hkdfSync('sha256', idempotency.key, idempotency.path, 'tocsin idempotent answer', 32))
}

function seal(idempotency: Idempotency, body: string): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(idempotency), iv)
  const sealed = Buffer.concat([cipher.update(body, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

function unseal(idempotency: Idempotency, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(idempotency), sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
}
