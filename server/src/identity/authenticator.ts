/** The way from a request's Authorization header to its Actor: credential → identity (verified, kept for a minute) → actor (as things stand). */
import { shareOfStrangers } from '../admission/budgets.ts'
import type { FairShare } from '../admission/share.ts'
import { type Config, usesEmbeddedProvider } from '../config.ts'
import type { Database } from '../database/database.ts'
import { AppError } from '../errors.ts'
import { type Actor, roleReaches } from '../permission.ts'
import { createAccountStatusCache } from './account-status.ts'
import { actorOf, credentialOf } from './actor.ts'
import { createApiTokenVerifier } from './apitoken/verify.ts'
import { refusedIdentity, refusedToken } from './bearer.ts'
import { ExpiringMap, SingleFlight } from './cache.ts'
import { type Credential, credentialIn } from './credential.ts'
import type { Identity } from './identity.ts'
import { createOutsideVerifier } from './outside.ts'
import { createEmbeddedVerifier } from './provider/verify.ts'
import type { Log } from './source.ts'
import { Strangers } from './strangers.ts'

export type AuthenticatorOptions = {
  config: Config
  database: Database
  log: Log
  /** Unix milliseconds; for tests that move the time. */
  now?: () => number
}

export type Authenticator = {
  /**
   * Who asks, from the Authorization header: an API token, a token of the embedded provider or of the outside one. Throws
   * unauthenticated, forbidden (no tenant, no role, tenant suspended), unavailable (provider or database away), rate_limited (too much of
   * what this address shows is unknown here).
   */
  authenticate(authorization: string | undefined, address?: string): Promise<Actor>
  /**
   * Whether an actor that authenticate() gave may go on: the credential is still good, for the same tenant, with a role that
   * reaches as high as then. While that can't be found out the answer is true: the credential's own end still holds.
   */
  recheck(actor: Actor): Promise<boolean>
  /** Looks at tokens not known here, shared between addresses. */
  strangers: FairShare
}

/** A verified token is trusted for so long before it is verified again, or until it expires. */
const KEPT_MS = 60_000
const MOST_KEPT = 10_000
/** Who has shown a good token is no stranger for so long. */
const SEEN_MS = 600_000
/** What a recheck goes by is at most so old: it comes in the place of a new request, but has to find out within a minute. */
const RECHECK_MS = 10_000

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { config, database, log } = options
  const now = options.now ?? Date.now
  const embedded = usesEmbeddedProvider(config)
  const othersAreJwts = embedded || config.oidcIssuer !== null
  const statuses = createAccountStatusCache(database, now)
  const verifyApiToken = createApiTokenVerifier(database, log, now)
  const share = shareOfStrangers(config.maxConnections)
  const strangers = new Strangers(share, now)
  const seen = new ExpiringMap<true>(MOST_KEPT)
  const identify = keepIdentities(
    embedded ? createEmbeddedVerifier(database, log, now) : createOutsideVerifier(config, log, now),
    now,
  )

  const resolve = async (credential: Credential, since = 0): Promise<Actor> => {
    if (credential.kind === 'api_token') {
      const { identity, tenantName } = await verifyApiToken(credential)
      return actorOf(identity, identity, tenantName, credential)
    }
    const identity = await identify(credential, since)
    const { tenantId, account } = identity
    if (account === null) {
      const tenant = await statuses.tenant(tenantId, identity.tenantName)
      if (tenant.suspended) throw suspended()
      return actorOf(identity, identity, identity.tenantName ?? tenant.name, credential)
    }
    const status = await statuses.account(tenantId, account.id)
    if (!status?.active) throw refusedToken('The account of this token is closed.')
    if (status.credentialVersion !== account.credentialVersion) {
      throw refusedToken('This token has ended: the account was changed since. Sign in again.')
    }
    if (status.tenant.suspended) throw suspended()
    return actorOf(identity, status, status.tenant.name, credential)
  }

  return {
    strangers: share,
    authenticate: async (authorization, address) => {
      const credential = credentialIn(authorization, othersAreJwts)
      if (address === undefined || seen.get(credential.hash, now())) return await resolve(credential)
      const actor = await strangers.look(address, () => resolve(credential))
      seen.set(credential.hash, true, now() + SEEN_MS)
      return actor
    },
    recheck: async (actor) => {
      if (actor.expiresAt !== null && actor.expiresAt * 1000 <= now()) return false
      const credential = credentialOf(actor)
      if (credential === null) return false
      try {
        const again = await resolve(credential, now() - RECHECK_MS)
        return again.tenantId === actor.tenantId && again.userId === actor.userId && roleReaches(again.role, actor.role)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return error.code === 'unavailable'
      }
    },
  }
}

type Verifier = (credential: Credential, since: number) => Promise<Identity>

/** Verifies a token at most once a minute; an identity from before `since` (Unix milliseconds) won't do. */
function keepIdentities(verify: Verifier, now: () => number): Verifier {
  const known = new ExpiringMap<{ identity: Identity; verifiedAt: number }>(MOST_KEPT)
  const flights = new SingleFlight<Identity>()
  return async (credential, since) => {
    const kept = known.get(credential.hash, now())
    if (kept && kept.verifiedAt >= since) return kept.identity
    return await flights.run(credential.hash, async () => {
      const verifiedAt = now()
      const identity = await verify(credential, since)
      const end = identity.expiresAt === null ? Number.POSITIVE_INFINITY : identity.expiresAt * 1000
      known.set(credential.hash, { identity, verifiedAt }, Math.min(verifiedAt + KEPT_MS, identity.goodUntil, end))
      return identity
    })
  }
}

function suspended(): AppError {
  return refusedIdentity('TENANT_SUSPENDED', 'This tenant is suspended.')
}
