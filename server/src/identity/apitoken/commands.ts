/** Making and ending API tokens. */
import { randomBytes } from 'node:crypto'
import { quotas } from '../../admission/quotas.ts'
import type { Database } from '../../database/database.ts'
import { lockCount } from '../../database/limit.ts'
import { invalid, notFound, refusal } from '../../errors.ts'
import { isUuid, uuid } from '../../id.ts'
import { parseInstant } from '../../instant.ts'
import type { Context } from '../../permission.ts'
import { API_TOKEN_PREFIX } from '../credential.ts'
import { requireReach } from '../reach.ts'
import type { ApiToken, ApiTokenInput, NewApiToken } from './schema.ts'
import {
  countAlive,
  deleteApiToken,
  forgetEnded,
  hashOf,
  insertApiToken,
  lockApiToken,
  selectLineage,
} from './store.ts'

export type ApiTokens = {
  database: Database
  /** A token made without an end ends after so many days. */
  maxDays: number
}

/** 256 random bits: 43 characters. */
const SECRET_BYTES = 32
/** The first second of the year 10000. */
const TOO_LATE = 253_402_300_800

/** Of a tenant, ended by their date: kept to be seen in the list. */
const ENDED_KEPT = 100

export const tooManyTokens = refusal(
  'conflict',
  'LIMIT_REACHED',
  `A tenant may have at most ${quotas.api_tokens} API tokens: end one that is not needed any more.`,
)

/**
 * Makes an API token; without an end it ends after `maxDays`. One that a token makes ends with it. Throws forbidden (role above the caller's),
 * invalid (it would have ended already, or outlive its maker), conflict LIMIT_REACHED.
 */
export async function addApiToken(
  { database, maxDays }: ApiTokens,
  context: Context,
  input: ApiTokenInput,
): Promise<NewApiToken> {
  const { actor } = context
  const { name, role } = input
  requireReach(actor, role, 'An API token may not have a higher role than who makes it')
  const token = `${API_TOKEN_PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`
  const expiresEpoch = typeof input.expires_at === 'string' ? epochOf(input.expires_at) : null
  return await database.transaction(context, async (tx) => {
    await tx.query(lockCount('api token', tx.tenantId))
    if ((await countAlive(tx)) >= quotas.api_tokens) throw tooManyTokens
    await forgetEnded(tx, ENDED_KEPT)
    const lineage = await selectLineage(tx, actor)
    const hash = hashOf(token)
    const made = await insertApiToken(tx, actor, { ...lineage, id: uuid(), name, role, hash, expiresEpoch, maxDays })
    if (!made) throw lineage.parentEnds === null ? ended() : outlives()
    return { ...made, token }
  })
}

/** Ends an API token, and those it made, at once, everywhere. Throws not_found, forbidden (its role is above the caller's). */
export async function removeApiToken({ database }: ApiTokens, context: Context, id: string): Promise<ApiToken> {
  const { actor } = context
  if (!isUuid(id)) throw notFound('API token')
  return await database.transaction(context, async (tx) => {
    const found = await lockApiToken(tx, id)
    if (!found) throw notFound('API token')
    requireReach(actor, found.role, 'This API token has a higher role than yours')
    await deleteApiToken(tx, id)
    return found
  })
}

function epochOf(text: string): string {
  const parsed = parseInstant(text)
  if (!parsed.ok || Number(parsed.epoch) >= TOO_LATE) throw ended()
  return parsed.epoch
}

function ended(): Error {
  return invalid([
    { code: 'BAD_DATE', message: '"expires_at" must lie in the future, before the year 10000.', field: 'expires_at' },
  ])
}

function outlives(): Error {
  const message = '"expires_at" must lie in the future, and not after the end of the API token that makes this one.'
  return invalid([{ code: 'BAD_DATE', message, field: 'expires_at' }])
}
