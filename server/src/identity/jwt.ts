/** Signed tokens read and their claims checked, before and besides the signature. */
import { JsonError, type JsonValue, parseJson } from '../http/json.ts'
import { refusedToken } from './bearer.ts'

export type Claims = { readonly [name: string]: JsonValue }

export type Jwt = {
  /** As it came, for the signature check. */
  token: string
  algorithm: Algorithm
  keyId: string | undefined
  /** Header `typ`, lower case, without "application/". */
  type: string | undefined
  claims: Claims
}

/** The only algorithms ever accepted: no `none`, no HMAC. */
export const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const
export type Algorithm = (typeof algorithms)[number]

/** Tolerance for a clock that is ahead of ours, in seconds, for `nbf` and `iat`; none for `exp`. */
const LEEWAY_SECONDS = 30
/** 9999-12-31T23:59:59Z. */
const LATEST = 253_402_300_799

/**
 * Reads a signed token without checking its signature. Gives null when it is not a JWT at all (an opaque token); throws
 * unauthenticated when it is one that can never be good: algorithm off the list, critical extensions, claims given twice,
 * bits that the encoding ignores.
 */
export function readJwt(token: string): Jwt | null {
  const parts = token.split('.')
  if (parts.length !== 3) return null
  const [head = '', body = '', signature = ''] = parts
  const header = objectIn(head)
  if (header === null) return null
  const algorithm = algorithms.find((one) => one === header['alg'])
  if (algorithm === undefined) throw refusedToken('The token is signed with an algorithm that is not accepted.')
  if ('crit' in header || 'b64' in header || 'enc' in header || 'zip' in header) {
    throw refusedToken('The token uses an extension that is not accepted.')
  }
  const keyId = header['kid']
  if (keyId !== undefined && (typeof keyId !== 'string' || keyId === '' || keyId.length > 255)) {
    throw refusedToken('The token names its key in a way that is not accepted.')
  }
  const type = header['typ']
  if (type !== undefined && typeof type !== 'string') throw refusedToken('The header of the token is malformed.')
  const claims = objectIn(body)
  if (claims === null || bytesOf(signature) === null) throw refusedToken('The token is malformed.')
  return { token, algorithm, keyId, type: type?.toLowerCase().replace(/^application\//, ''), claims }
}

/** Checks `exp`, `nbf` and `iat` and gives `exp` in Unix seconds. Throws unauthenticated. */
export function requireCurrent(claims: Claims, nowSeconds: number): number {
  const expires = claims['exp']
  if (!isInstant(expires)) throw refusedToken('The token does not say when it expires.')
  if (expires <= nowSeconds) throw refusedToken('The token has expired.')
  for (const name of ['nbf', 'iat']) {
    const from = claims[name]
    if (from === undefined) continue
    if (!isInstant(from)) throw refusedToken(`The claim ${name} of the token is malformed.`)
    if (from > nowSeconds + LEEWAY_SECONDS) throw refusedToken('The token is not valid yet.')
  }
  return expires
}

/** Checks that `aud` names the audience, where one is wanted. Throws unauthenticated. */
export function requireAudience(claims: Claims, audience: string | null): void {
  if (audience === null) return
  const given = claims['aud']
  const list = Array.isArray(given) ? given : [given]
  if (list.every((one) => typeof one === 'string') && list.includes(audience)) return
  throw refusedToken('The token is meant for another audience.')
}

const ACCESS_HEADER_TYPES = ['jwt', 'at+jwt']
const ACCESS_CLAIM_TYPES = ['bearer', 'jwt', 'at+jwt', 'access', 'access_token', 'accesstoken']

/**
 * Refuses ID, refresh and logout tokens. Keycloak's access tokens carry the header JWT and the claim Bearer; others tell
 * themselves by at+jwt (RFC 9068) or not at all, and then whatever only an ID token has gives it away.
 */
export function requireAccessToken(jwt: Jwt, consoleClient: string, audience: string | null): void {
  const { claims, type } = jwt
  const wrong = () => refusedToken('This is not an access token.')
  if (type !== undefined && !ACCESS_HEADER_TYPES.includes(type)) throw wrong()
  for (const name of ['typ', 'token_use', 'token_type']) {
    const said = claims[name]
    if (said === undefined) continue
    if (typeof said !== 'string' || !ACCESS_CLAIM_TYPES.includes(said.toLowerCase())) throw wrong()
  }
  if ('events' in claims || 'c_hash' in claims || 'at_hash' in claims) throw wrong()
  if (type === 'at+jwt' || claims['typ'] !== undefined || claims['token_use'] !== undefined) return
  if ('nonce' in claims) throw wrong()
  const scoped = ['scope', 'scp', 'client_id', 'azp'].some((name) => name in claims)
  const given = claims['aud']
  const onlyFor = Array.isArray(given) && given.length === 1 ? given[0] : given
  if (!scoped && onlyFor === consoleClient && audience !== consoleClient) throw wrong()
}

function isInstant(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && value >= 0 && value <= LATEST
}

function objectIn(part: string): Claims | null {
  const bytes = bytesOf(part)
  if (bytes === null) return null
  let value: JsonValue
  try {
    value = parseJson(bytes)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    // Text that is JSON to everyone else, such as a claim given twice, must not pass for an opaque token.
    if (bytes[0] === 0x7b) throw refusedToken('The token is malformed.')
    return null
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}

/** Only the canonical spelling: unused bits in the last character would let a changed token pass as the same. */
function bytesOf(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url')
  return part !== '' && bytes.toString('base64url') === part ? bytes : null
}
