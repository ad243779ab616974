/** The published keys of one issuer, and which signatures they vouch for. */
import { type CryptoKey, compactVerify, createLocalJWKSet, errors, type JWK } from 'jose'
import { refusedToken } from './bearer.ts'
import type { Jwt } from './jwt.ts'

export type Keyset = {
  /** Keys of the token's id that could have made its signature; empty when there are none. */
  keysFor(jwt: Jwt): Promise<CryptoKey[]>
  /** Checks the signature. Throws unauthenticated. */
  verify(jwt: Jwt): Promise<void>
}

const MOST_KEYS = 100

/**
 * Which key fits an algorithm, and its import, are jose's. Keys come from here alone: whatever a token's own header offers (jwk, jku,
 * x5u, x5c) is not passed on. A token without a key id is checked only against keys without one, where jose would take any.
 */
export function keysetOf(jwks: readonly JWK[]): Keyset {
  const keys = jwks.slice(0, MOST_KEYS).filter((key) => typeof key === 'object' && key !== null)
  const bare = keys.map(({ x5c: _, x5u: __, ...key }) => key)
  const named = createLocalJWKSet({ keys: bare.filter((key) => key.kid !== undefined) })
  const nameless = createLocalJWKSet({ keys: bare.filter((key) => key.kid === undefined) })

  const keysFor = async ({ algorithm, keyId }: Jwt): Promise<CryptoKey[]> => {
    try {
      return [await (keyId === undefined ? nameless({ alg: algorithm }) : named({ alg: algorithm, kid: keyId }))]
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return []
      return await Array.fromAsync(error)
    }
  }

  return {
    keysFor,
    verify: async (jwt) => {
      for (const key of await keysFor(jwt)) {
        try {
          await compactVerify(jwt.token, key, { algorithms: [jwt.algorithm] })
          return
        } catch {
          // Another key of the same id, or without one, may still fit; a key that is too short fits nothing.
        }
      }
      throw refusedToken('The signature of the token is not one of its issuer.')
    },
  }
}
