/** Access tokens of an outside issuer, checked offline by discovery and published keys. */
import type { JWK } from 'jose'
import { unavailable } from '../errors.ts'
import { refusedToken } from './bearer.ts'
import { type Jwt, requireAccessToken, requireAudience, requireCurrent } from './jwt.ts'
import { type Keyset, keysetOf } from './keyset.ts'
import { ask } from './outbound.ts'
import { createSource, type Log } from './source.ts'

export type IssuerOptions = {
  /** Compared with the token's `iss` as text, exactly. */
  issuer: string
  audience: string | null
  consoleClient: string
  log: Log
  now: () => number
}

/** Checks access tokens of an outside issuer offline: discovery, published keys, claims. */
export type Issuer = {
  /** Gives `exp` in Unix seconds. Throws unauthenticated, or unavailable while its keys were never to be had. */
  verify(jwt: Jwt): Promise<number>
}

/** A key id never seen before is asked for at most this often (reliability B05, B30). */
const INTERVAL_MS = 30_000
const REFRESH_AFTER_MS = 5 * 60_000
const MAX_AGE_MS = 10 * 60_000
const DISCOVERY_MAX_AGE_MS = 60 * 60_000
const TIMEOUT_MS = 4000

export function createIssuer(options: IssuerOptions): Issuer {
  const { issuer, audience, consoleClient, log, now } = options
  const keys = createSource<Keyset>({
    what: 'The keys of the identity provider',
    load: createLoader(issuer, now),
    intervalMs: INTERVAL_MS,
    refreshAfterMs: REFRESH_AFTER_MS,
    maxAgeMs: MAX_AGE_MS,
    log,
    now,
  })
  return {
    verify: async (jwt) => {
      if (jwt.claims['iss'] !== issuer) throw refusedToken('The token comes from another issuer.')
      requireAccessToken(jwt, consoleClient, audience)
      requireAudience(jwt.claims, audience)
      const expiresAt = requireCurrent(jwt.claims, now() / 1000)
      const keyset = await keys.get(async (held) => (await held.keysFor(jwt)).length > 0)
      await keyset.verify(jwt)
      return expiresAt
    },
  }
}

/** Fetches the keys of an issuer by its discovery document. The loader rejects when they are not to be had. */
export function createLoader(issuer: string, now: () => number): () => Promise<Keyset> {
  let address: string | null = null
  let discoveredAt = 0
  return async () => {
    if (address === null || now() - discoveredAt > DISCOVERY_MAX_AGE_MS) {
      try {
        address = await discover(issuer)
        discoveredAt = now()
      } catch (error) {
        if (address === null) throw error
      }
    }
    try {
      return await fetchKeys(address)
    } catch (error) {
      // The keys may have moved.
      discoveredAt = 0
      throw error
    }
  }
}

async function discover(issuer: string): Promise<string> {
  const { status, body } = await ask(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`, {}, TIMEOUT_MS)
  if (status !== 200) throw new Error(`discovery of ${issuer} answered ${status}`)
  const document = JSON.parse(body.toString('utf8')) as { issuer?: unknown; jwks_uri?: unknown } | null // checked here
  if (document?.issuer !== issuer) {
    // OpenID Connect Discovery 1.0, section 4.3: they must be identical.
    throw unavailable(
      'The identity provider is not set up as this service expects; whoever runs it finds more in the log.',
      60,
      new Error(
        `OIDC_ISSUER is ${issuer}, but the provider calls itself ${String(document?.issuer)}: set it to exactly that`,
      ),
    )
  }
  const address = document.jwks_uri
  if (typeof address !== 'string' || !/^https?:/.test(address))
    throw new Error(`discovery of ${issuer} names no jwks_uri`)
  return address
}

async function fetchKeys(address: string): Promise<Keyset> {
  const { status, body } = await ask(address, {}, TIMEOUT_MS)
  if (status !== 200) throw new Error(`${address} answered ${status}`)
  const document = JSON.parse(body.toString('utf8')) as { keys?: unknown } | null // checked here
  if (!Array.isArray(document?.keys)) throw new Error(`${address} holds no keys`)
  return keysetOf(document.keys as JWK[]) // keysetOf looks at each field it uses
}
