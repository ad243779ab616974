/** Credential: what a request shows to say who asks, an API token or an access token, before anything of it is believed. */
import { hash } from 'node:crypto'
import { bearerToken } from './bearer.ts'

export type Credential = {
  kind: 'api_token' | 'access_token'
  /** As it came. */
  token: string
  /** SHA-256 of the token, in base64: what it is remembered and looked up by. */
  hash: string
}

/** How every API token begins. */
export const API_TOKEN_PREFIX = 'tcs_'

/** The credential of an Authorization header. Throws unauthenticated. `othersAreJwts`: every token that is no API token is a JWT. */
export function credentialIn(authorization: string | undefined, othersAreJwts: boolean): Credential {
  const token = bearerToken(authorization)
  // Where every other token is a JWT, whatever is none is looked up as an API token: a wrong prefix then takes as long as a wrong secret.
  const isApiToken = token.startsWith(API_TOKEN_PREFIX) || (othersAreJwts && !token.includes('.'))
  return { kind: isApiToken ? 'api_token' : 'access_token', token, hash: hash('sha256', token, 'base64') }
}
