/** Access token of an outside provider → Identity: offline by OIDC_ISSUER, online by IAM_URL, or both. */
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { refusedToken } from './bearer.ts'
import { ExpiringMap } from './cache.ts'
import { identityOf, mergeClaims, missingClaims } from './claims.ts'
import type { Credential } from './credential.ts'
import { FOREVER, type Identity } from './identity.ts'
import { createIssuer } from './issuer.ts'
import { type Claims, type Jwt, readJwt, requireAccessToken, requireAudience, requireCurrent } from './jwt.ts'
import type { Log } from './source.ts'
import { createUserinfo, type UserinfoAnswer } from './userinfo.ts'

/** While IAM_URL is away and only a display name is missing, it is asked again after so long. */
const RETRY_MS = 5000

/** The same refusal is written to the log at most once in so long. */
const WARNED_MS = 60_000
const MOST_WARNED = 1000

/** Checks tokens of an outside provider: offline by OIDC_ISSUER, online by IAM_URL, or the first with claims filled in by the second. */
export function createOutsideVerifier(
  config: Config,
  log: Log,
  now: () => number,
): (credential: Credential, since: number) => Promise<Identity> {
  const { oidcIssuer, iamUrl, oidcAudience: audience, oidcClientId: consoleClient } = config
  const issuer = oidcIssuer === null ? null : createIssuer({ issuer: oidcIssuer, audience, consoleClient, log, now })
  const userinfo = iamUrl === null ? null : createUserinfo({ url: iamUrl, now })

  const warned = new ExpiringMap<true>(MOST_WARNED)

  /** Whoever sets the service up reads in the log what a roles claim names that nobody is known for. */
  const identify = (claims: Claims, until: Pick<Identity, 'expiresAt' | 'goodUntil'>): Identity => {
    try {
      return identityOf(claims, config, until)
    } catch (error) {
      if (error instanceof AppError && error.code === 'forbidden' && warned.get(error.message, now()) === undefined) {
        warned.set(error.message, true, now() + WARNED_MS)
        log.warn({ user_id: claims['sub'] }, error.message)
      }
      throw error
    }
  }

  /** OIDC_ISSUER has verified the token; IAM_URL is asked only for what it lacks. */
  const fill = async (
    jwt: Jwt,
    credential: Credential,
    since: number,
  ): Promise<{ claims: Claims; goodUntil: number }> => {
    const asItIs = { claims: jwt.claims, goodUntil: FOREVER }
    const missing = missingClaims(jwt.claims, config)
    if (!userinfo || !(missing.tenant || missing.roles || missing.person)) return asItIs
    let answer: UserinfoAnswer
    try {
      answer = await userinfo.about(credential, since)
    } catch (error) {
      // A display name is not worth a refusal; who may do what is.
      if (error instanceof AppError && !missing.tenant && !missing.roles)
        return { ...asItIs, goodUntil: now() + RETRY_MS }
      throw error
    }
    if ('refused' in answer) {
      if (answer.refused === 401) throw refusedByProvider()
      // The token is good, just not for asking about its owner.
      return { ...asItIs, goodUntil: answer.until }
    }
    requireSameSubject(jwt.claims, answer.claims)
    return { claims: mergeClaims(jwt.claims, answer.claims, config), goodUntil: answer.until }
  }

  return async (credential, since) => {
    const jwt = readJwt(credential.token)
    if (issuer) {
      if (jwt === null) throw refusedToken('The token is malformed.')
      const expiresAt = await issuer.verify(jwt)
      const { claims, goodUntil } = await fill(jwt, credential, since)
      return identify(claims, { expiresAt, goodUntil })
    }
    if (!userinfo) throw new Error('there is no identity provider to ask')
    if (jwt) {
      requireAccessToken(jwt, consoleClient, audience)
      requireAudience(jwt.claims, audience)
      requireCurrent(jwt.claims, now() / 1000)
    }
    const answer = await userinfo.about(credential, since)
    if ('refused' in answer) throw refusedByProvider()
    const goodUntil = answer.until
    if (!jwt) return identify(answer.claims, { expiresAt: null, goodUntil })
    requireSameSubject(jwt.claims, answer.claims)
    // The provider has vouched for the token by answering, so what the token says besides may be believed.
    const expiresAt = requireCurrent(jwt.claims, now() / 1000)
    return identify(mergeClaims(answer.claims, jwt.claims, config), { expiresAt, goodUntil })
  }
}

function refusedByProvider(): AppError {
  return refusedToken('The identity provider does not accept this token.')
}

/** OpenID Connect Core 1.0, section 5.3.2: an answer about someone else must not be used. */
function requireSameSubject(token: Claims, answer: Claims): void {
  const mine = token['sub']
  const theirs = answer['sub']
  if (mine !== undefined && theirs !== undefined && mine !== theirs) {
    throw refusedToken('The identity provider says this token is someone else’s.')
  }
}
