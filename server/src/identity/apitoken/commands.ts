/** Making and ending API tokens. */
import { randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { invalid, notFound } from '../../errors.ts'
import { isUuid, uuid } from '../../id.ts'
import { parseInstant } from '../../instant.ts'
import type { Actor } from '../../permission.ts'
import { API_TOKEN_PREFIX } from '../credential.ts'
import { requireReach } from '../reach.ts'
import type { ApiToken, ApiTokenInput, NewApiToken } from './schema.ts'
import { deleteApiToken, hashOf, insertApiToken, selectOwner } from './store.ts'

/** 256 random bits: 43 characters. */
const SECRET_BYTES = 32
/** The first second of the year 10000. */
const TOO_LATE = 253_402_300_800

/** Makes an API token. Throws forbidden (role above the caller's), invalid (it would have ended already). */
export async function addApiToken(database: Database, actor: Actor, input: ApiTokenInput): Promise<NewApiToken> {
  const { name, role } = input
  requireReach(actor, role, 'An API token may not have a higher role than who makes it')
  const token = `${API_TOKEN_PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`
  const expiresEpoch = typeof input.expires_at === 'string' ? epochOf(input.expires_at) : null
  return await database.transaction(actor, async (tx) => {
    const ownerId = await selectOwner(tx, actor)
    const made = await insertApiToken(tx, actor, { id: uuid(), name, role, hash: hashOf(token), ownerId, expiresEpoch })
    if (!made) throw ended()
    return { ...made, token }
  })
}

/** Ends an API token at once, everywhere. Throws not_found. */
export async function removeApiToken(database: Database, actor: Actor, id: string): Promise<ApiToken> {
  if (!isUuid(id)) throw notFound('API token')
  return await database.transaction(actor, async (tx) => {
    const removed = await deleteApiToken(tx, id)
    if (!removed) throw notFound('API token')
    return removed
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
