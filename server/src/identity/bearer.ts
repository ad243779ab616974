/** The bearer token of an Authorization header, and the refusals of RFC 6750. */
import { AppError, type ProblemCode } from '../errors.ts'

/** Longest token that is looked at, in characters; whatever is longer is refused unread. */
export const LONGEST_TOKEN = 16_384

/** RFC 6750: the scheme in any letter case, one or more blanks, then the token's own alphabet. */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i

/** The token of an Authorization header. Throws unauthenticated when there is none or it is malformed. */
export function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '') {
    throw unauthenticated('TOKEN_MISSING', 'An access token is needed: send Authorization: Bearer <token>.', false)
  }
  if (authorization.length > LONGEST_TOKEN + 16) throw refusedToken('The token is too long.')
  const token = BEARER.exec(authorization)?.[1]
  if (token !== undefined) return token
  if (!/^bearer\b/i.test(authorization)) {
    throw unauthenticated(
      'TOKEN_MISSING',
      'Only bearer tokens are accepted: send Authorization: Bearer <token>.',
      false,
    )
  }
  throw refusedToken('The Authorization header does not hold a well-formed token.')
}

/** A token was given and is no good: 401 with the challenge of RFC 6750, section 3. `why` must not repeat the token. */
export function refusedToken(why: string): AppError {
  return unauthenticated('TOKEN_INVALID', why, true)
}

/** The token is good but names no tenant, or reaches nothing here. */
export function refusedIdentity(code: ProblemCode, message: string): AppError {
  return new AppError('forbidden', message, { problems: [{ code, message }] })
}

function unauthenticated(code: ProblemCode, message: string, given: boolean): AppError {
  const challenge = given
    ? `Bearer realm="tocsin", error="invalid_token", error_description="${message.replace(/[^\x20-\x7e]|["\\]/g, "'")}"`
    : 'Bearer realm="tocsin"'
  return new AppError('unauthenticated', message, {
    problems: [{ code, message }],
    headers: { 'www-authenticate': challenge },
  })
}
