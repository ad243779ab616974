/** Access token of the embedded provider → Identity, by the keys in the database. */
import type { Database } from '../../database/database.ts'
import { isUuid } from '../../id.ts'
import { roles } from '../../permission.ts'
import { refusedToken } from '../bearer.ts'
import { claimAt } from '../claims.ts'
import type { Credential } from '../credential.ts'
import { FOREVER, type Identity } from '../identity.ts'
import { type Jwt, readJwt, requireAudience, requireCurrent } from '../jwt.ts'
import { keysetOf } from '../keyset.ts'
import { createSource, type Log } from '../source.ts'
import { AUDIENCE, isRegistered, readPublicKeys } from './keys.ts'
import { COMMAND_SUBJECT } from './mint.ts'

/** The claim that ties an access token to the credentials it was given for. */
export const CREDENTIAL_VERSION_CLAIM = 'credential_version'

/** A key not seen before is looked up in the database at most this often. */
const INTERVAL_MS = 1000
/** How long a key that was withdrawn may still be taken for good: at most twice this, and a verified token a minute more. */
const REFRESH_AFTER_MS = 60_000

/** Checks access tokens of the embedded provider by the keys in the database: nobody is asked over HTTP. */
export function createEmbeddedVerifier(
  database: Database,
  log: Log,
  now: () => number,
): (credential: Credential) => Promise<Identity> {
  const keys = createSource({
    what: 'The keys of the embedded provider',
    load: async () => keysetOf(await readPublicKeys(database)),
    intervalMs: INTERVAL_MS,
    refreshAfterMs: REFRESH_AFTER_MS,
    maxAgeMs: 2 * REFRESH_AFTER_MS,
    log,
    now,
  })
  const known = new Set<string>()
  return async ({ token }) => {
    const jwt = readJwt(token)
    if (jwt === null) throw refusedToken('The token is malformed.')
    if (jwt.type !== 'at+jwt') throw refusedToken('This is not an access token.')
    requireAudience(jwt.claims, AUDIENCE)
    const expiresAt = requireCurrent(jwt.claims, now() / 1000)
    const keyset = await keys.get(async (held) => (await held.keysFor(jwt)).length > 0)
    await keyset.verify(jwt)
    // Only now: what our own key has signed is worth a question to the database.
    const issuer = jwt.claims['iss']
    if (typeof issuer !== 'string') throw refusedToken('The token does not say where it comes from.')
    if (!known.has(issuer)) {
      if (!(await isRegistered(database, issuer))) throw refusedToken('The token comes from another issuer.')
      known.add(issuer)
    }
    return identityOf(jwt, expiresAt)
  }
}

/** What the token says of its holder; of an account the database has a newer version. */
function identityOf({ claims }: Jwt, expiresAt: number): Identity {
  const userId = claims['sub']
  const tenantId = claimAt(claims, 'active_tenant.tenant_id')
  const named = claimAt(claims, 'active_tenant.roles')
  const role = roles.findLast((one) => Array.isArray(named) && named.includes(one))
  const name = claims['name']
  const credentialVersion = claims[CREDENTIAL_VERSION_CLAIM]
  if (typeof userId === 'string' && typeof tenantId === 'string' && role && typeof name === 'string') {
    const common = {
      tenantId,
      tenantName: null,
      userId,
      name,
      email: null,
      emailVerified: false,
      kind: 'user' as const,
      role,
      expiresAt,
      goodUntil: FOREVER,
    }
    if (userId.startsWith(COMMAND_SUBJECT)) return { ...common, account: null }
    if (isUuid(userId) && typeof credentialVersion === 'number') {
      return { ...common, account: { id: userId, credentialVersion } }
    }
  }
  throw refusedToken('The token lacks what an access token of this service says.')
}
