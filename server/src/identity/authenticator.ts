import { hash } from 'node:crypto'
import { type Config, usesEmbeddedProvider } from '../config.ts'
import type { Database } from '../database/database.ts'
import { AppError } from '../errors.ts'
import { type Actor, type Role, roleReaches } from '../permission.ts'
import { findByHash, hashOf, noteUse, PREFIX } from './apitoken/store.ts'
import { bearerToken, refusedIdentity, refusedToken } from './bearer.ts'
import { ExpiringMap, SingleFlight } from './cache.ts'
import { readJwt } from './jwt.ts'
import { createOutsideVerifier } from './outside.ts'
import { createEmbeddedVerifier } from './provider/verify.ts'
import type { Log } from './source.ts'
import { createStandings } from './standing.ts'

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
   * unauthenticated, forbidden (no tenant, no role, tenant suspended) or unavailable (provider or database away).
   */
  authenticate(authorization: string | undefined, requestId: string): Promise<Actor>
  /**
   * Whether an actor that authenticate() gave may go on: the credential is still good, for the same tenant, with a role that
   * reaches as high as then. While that can't be found out the answer is true: the credential's own end still holds.
   */
  recheck(actor: Actor): Promise<boolean>
}

type Person = Omit<Actor, 'requestId' | 'once' | 'importedAt'>

/** What a credential proves, without who it is that asks just now. */
type Proof = Person & {
  /** Set when an account of the embedded provider stands behind it. */
  account: { id: string; credentialVersion: number } | null
  /** Name the token gives its tenant; null when it gives none. */
  givenTenantName: string | null
  /** Unix milliseconds; after that it has to be verified anew. */
  goodUntil: number
}

type VerifiedProof = Proof & { /** Unix milliseconds */ verifiedAt: number }

/** A verified token is trusted for so long before it is verified again, or until it expires. */
const KEPT_MS = 60_000
const MOST_KEPT = 10_000
/** Characters of a token that is kept as it is; longer ones are kept as their hash. */
const LONGEST_KEPT = 2048
/** What a recheck goes by is at most so old: it comes in the place of a new request, but has to find out within a minute. */
const RECHECK_MS = 10_000

/**
 * An actor that keeps the token it came with, out of sight of whatever prints, copies or serializes it. (Not in a WeakMap keyed by the
 * actor: collecting its garbage cost more than all else that is done to authenticate a request.)
 */
class TokenActor implements Actor {
  readonly tenantId: string
  readonly tenantName: string
  readonly userId: string
  readonly name: string
  readonly email: string | null
  readonly emailVerified: boolean
  readonly kind: Actor['kind']
  readonly role: Role
  readonly requestId: string
  readonly expiresAt: number | null
  readonly #token: string

  constructor(person: Person, requestId: string, token: string) {
    this.tenantId = person.tenantId
    this.tenantName = person.tenantName
    this.userId = person.userId
    this.name = person.name
    this.email = person.email
    this.emailVerified = person.emailVerified
    this.kind = person.kind
    this.role = person.role
    this.requestId = requestId
    this.expiresAt = person.expiresAt
    this.#token = token
  }

  static tokenOf(actor: Actor): string | undefined {
    return #token in actor ? actor.#token : undefined
  }
}

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { config, database, log } = options
  const now = options.now ?? Date.now
  const embedded = usesEmbeddedProvider(config)
  const verified = new ExpiringMap<VerifiedProof>(MOST_KEPT)
  const flights = new SingleFlight<VerifiedProof>()
  const standings = createStandings(database, now)
  const uses = new ExpiringMap<true>(MOST_KEPT)
  const verifyEmbedded = createEmbeddedVerifier(database, log, now)
  const verifyOutside = createOutsideVerifier(config, log, now)

  const verify = async (token: string, tokenKey: string, since: number): Promise<Proof> => {
    if (!embedded) {
      const { person, expiresAt, goodUntil } = await verifyOutside(token, tokenKey, since)
      return {
        ...person,
        tenantName: '',
        kind: 'user',
        expiresAt,
        account: null,
        givenTenantName: person.tenantName,
        goodUntil,
      }
    }
    const jwt = readJwt(token)
    if (jwt === null) throw refusedToken('The token is malformed.')
    const { account, ...content } = await verifyEmbedded(jwt)
    return {
      ...content,
      tenantName: '',
      email: null,
      emailVerified: false,
      kind: 'user',
      account,
      givenTenantName: null,
      goodUntil: Number.POSITIVE_INFINITY,
    }
  }

  const proofOf = async (token: string, since: number): Promise<VerifiedProof> => {
    const key = keyOf(token)
    const known = verified.get(key, now())
    if (known && known.verifiedAt >= since) return known
    return await flights.run(key, async () => {
      const verifiedAt = now()
      const proof = { ...(await verify(token, key, since)), verifiedAt }
      const end = proof.expiresAt === null ? Number.POSITIVE_INFINITY : proof.expiresAt * 1000
      verified.set(key, proof, Math.min(verifiedAt + KEPT_MS, proof.goodUntil, end))
      return proof
    })
  }

  const fromApiToken = async (token: string): Promise<Person> => {
    const proof = await findByHash(database, hashOf(token))
    if (!proof) throw refusedToken('There is no such API token, or it has ended.')
    const { id, tenantId, tenantName, name, role, expiresAt } = proof
    if (proof.useIsDue && !uses.get(id, now())) {
      uses.set(id, true, now() + KEPT_MS)
      noteUse(database, tenantId, id).catch((error: unknown) =>
        log.debug({ err: error }, 'the use of an API token was not noted'),
      )
    }
    return {
      tenantId,
      tenantName,
      userId: `token:${id}`,
      name,
      email: null,
      emailVerified: false,
      kind: 'token',
      role,
      expiresAt,
    }
  }

  const fromProof = async (proof: VerifiedProof): Promise<Person> => {
    const { account, givenTenantName } = proof
    if (account === null) {
      const tenant = await standings.tenant(proof.tenantId, givenTenantName)
      if (tenant.suspended) throw suspended()
      return personOf(proof, proof.name, proof.email, proof.emailVerified, proof.role, givenTenantName ?? tenant.name)
    }
    const standing = await standings.account(proof.tenantId, account.id)
    if (!standing?.active) throw refusedToken('The account of this token is closed.')
    if (standing.credentialVersion !== account.credentialVersion) {
      throw refusedToken('This token has ended: the account was changed since. Sign in again.')
    }
    if (standing.tenant.suspended) throw suspended()
    return personOf(proof, standing.name, standing.email, true, standing.role, standing.tenant.name)
  }

  const resolve = async (token: string, requestId: string, since = 0): Promise<Actor> => {
    const found = isApiToken(token, embedded || config.oidcIssuer !== null)
      ? await fromApiToken(token)
      : await fromProof(await proofOf(token, since))
    return new TokenActor(found, requestId, token)
  }

  return {
    authenticate: async (authorization, requestId) => await resolve(bearerToken(authorization), requestId),
    recheck: async (actor) => {
      if (actor.expiresAt !== null && actor.expiresAt * 1000 <= now()) return false
      const token = TokenActor.tokenOf(actor)
      if (token === undefined) return false
      try {
        const again = await resolve(token, actor.requestId, now() - RECHECK_MS)
        return again.tenantId === actor.tenantId && again.userId === actor.userId && roleReaches(again.role, actor.role)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return error.code === 'unavailable'
      }
    },
  }
}

/** Named one by one: this is done for each request, and a spread of what is left of an object takes ten times as long. */
function personOf(
  { tenantId, userId, kind, expiresAt }: Proof,
  name: string,
  email: string | null,
  emailVerified: boolean,
  role: Role,
  tenantName: string,
): Person {
  return { tenantId, tenantName, userId, name, email, emailVerified, kind, role, expiresAt }
}

/** What a token is remembered by. Most by themselves: hashing one took longer than all else that is done for a token that is known. */
function keyOf(token: string): string {
  return token.length <= LONGEST_KEPT ? token : `sha256 ${hash('sha256', token, 'base64')}` // no token has a blank
}

/**
 * Where every other token is a JWT, whatever is none is looked up as an API token: a wrong prefix then takes as long as a wrong
 * secret. Otherwise the identity provider may know it.
 */
function isApiToken(token: string, othersAreJwts: boolean): boolean {
  return token.startsWith(PREFIX) || (othersAreJwts && !token.includes('.'))
}

function suspended(): AppError {
  return refusedIdentity('TENANT_SUSPENDED', 'This tenant is suspended.')
}
