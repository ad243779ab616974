/** API token → Identity: looked up in the database at every request, so that an ended one is refused at once everywhere. */
import type { Database } from '../../database/database.ts'
import { refusedToken } from '../bearer.ts'
import { ExpiringMap } from '../cache.ts'
import type { Credential } from '../credential.ts'
import { FOREVER, type Identity } from '../identity.ts'
import type { Log } from '../source.ts'
import { findByHash, noteUse } from './store.ts'

/** How often a process asks the database to note the use of one token. */
const NOTED_MS = 60_000
const MOST_NOTED = 10_000

export function createApiTokenVerifier(
  database: Database,
  log: Log,
  now: () => number,
): (credential: Credential) => Promise<{ identity: Identity; tenantName: string }> {
  const noted = new ExpiringMap<true>(MOST_NOTED)

  const note = (tenantId: string, id: string): void => {
    if (noted.get(id, now())) return
    noted.set(id, true, now() + NOTED_MS)
    noteUse(database, tenantId, id).catch((error: unknown) =>
      log.debug({ err: error }, 'the use of an API token was not noted'),
    )
  }

  return async (credential) => {
    const found = await findByHash(database, Buffer.from(credential.hash, 'base64'))
    if (!found) throw refusedToken('There is no such API token, or it has ended.')
    const { id, tenantId, tenantName, name, person, role, expiresAt } = found
    if (found.useIsDue) note(tenantId, id)
    const identity: Identity = {
      tenantId,
      tenantName,
      userId: `token:${id}`,
      person,
      name,
      email: null,
      emailVerified: false,
      kind: 'token',
      role,
      expiresAt,
      account: null,
      goodUntil: FOREVER,
    }
    return { identity, tenantName }
  }
}
