import { type CryptoKey, compactVerify, importJWK, type JWK } from 'jose'
import { refusedToken } from './bearer.ts'
import type { Algorithm, Jwt } from './jwt.ts'

export type Keyset = {
  /** Whether a key of this id is here that could have made the signature. */
  has(jwt: Jwt): boolean
  /** Checks the signature. Throws unauthenticated. */
  verify(jwt: Jwt): Promise<void>
}

/** Curve that each algorithm wants; for RSA none. */
const fits: Record<Algorithm, { kty: string; crv?: string }> = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
}

const MOST_KEYS = 100

/**
 * The published keys of one issuer. Keys come from here alone: whatever a token's own header offers (jwk, jku, x5u, x5c) is
 * not read. A token without a key id is checked only against keys without one.
 */
export function keysetOf(jwks: readonly JWK[]): Keyset {
  const usable = jwks.slice(0, MOST_KEYS).filter(signs)
  const imported = new Map<string, Promise<CryptoKey>>()

  const candidates = (jwt: Jwt): JWK[] =>
    usable.filter((key) => {
      const wanted = fits[jwt.algorithm]
      if (key.kid !== jwt.keyId || key.kty !== wanted.kty) return false
      return (
        (wanted.crv === undefined || key.crv === wanted.crv) && (key.alg === undefined || key.alg === jwt.algorithm)
      )
    })

  const keyFor = (key: JWK, algorithm: Algorithm): Promise<CryptoKey> => {
    const name = `${usable.indexOf(key)} ${algorithm}`
    let promise = imported.get(name)
    if (!promise) {
      const { kty, n, e, crv, x, y } = key
      const bare: Record<string, string | undefined> = { kty, n, e, crv, x, y }
      const known = Object.fromEntries(Object.entries(bare).filter(([, value]) => value !== undefined))
      // Only the numbers of the public key: never its own certificate chain, use or operations.
      promise = importJWK(known as JWK, algorithm) as Promise<CryptoKey> // asymmetric keys only, filtered above
      imported.set(name, promise)
    }
    return promise
  }

  return {
    has: (jwt) => candidates(jwt).length > 0,
    verify: async (jwt) => {
      for (const key of candidates(jwt)) {
        try {
          await compactVerify(jwt.token, await keyFor(key, jwt.algorithm), { algorithms: [jwt.algorithm] })
          return
        } catch {
          // Another key without an id may still fit; a key too short to be imported fits nothing.
        }
      }
      throw refusedToken('The signature of the token is not one of its issuer.')
    },
  }
}

function signs(key: JWK): boolean {
  if (typeof key !== 'object' || key === null) return false
  if (key.kid !== undefined && typeof key.kid !== 'string') return false
  if (key.use !== undefined && key.use !== 'sig') return false
  return key.key_ops === undefined || (Array.isArray(key.key_ops) && key.key_ops.includes('verify'))
}
