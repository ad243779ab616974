/** Claims of an outside provider → Identity: which person, tenant and role they name. */
import type { Config } from '../config.ts'
import type { JsonValue } from '../http/json.ts'
import { type Role, roles } from '../permission.ts'
import { refusedIdentity, refusedToken } from './bearer.ts'
import { displayName, identifierIn, isObject, type NamedTenant, roleNamesIn, tenantIn } from './claim-names.ts'
import type { Identity } from './identity.ts'
import type { Claims } from './jwt.ts'

export type ClaimRules = Pick<Config, 'tenantClaim' | 'rolesClaim' | 'roleNames' | 'defaultRole' | 'unknownRole'>

/** Whom the claims are about. Throws unauthenticated (no usable `sub`) or forbidden (no tenant, no role). */
export function identityOf(
  claims: Claims,
  rules: ClaimRules,
  until: Pick<Identity, 'expiresAt' | 'goodUntil'>,
): Identity {
  const userId = identifierIn(claims['sub'])
  if (userId === null) throw refusedToken('The token does not say whose it is.')
  const tenant = tenantOf(claims, rules.tenantClaim)
  const role = roleOf(claims, rules, tenant.id)
  const email = claims['email']
  const hasEmail = typeof email === 'string' && email.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(email)
  return {
    userId,
    name: displayName(claims['name']) ?? displayName(claims['preferred_username']) ?? userId,
    email: hasEmail ? email : null,
    emailVerified: hasEmail && claims['email_verified'] === true,
    tenantId: tenant.id,
    tenantName: tenant.name,
    kind: 'user',
    role,
    account: null,
    ...until,
  }
}

/** Claims a person can't be told from, of those that `claims` lacks. */
export function missingClaims(claims: Claims, rules: ClaimRules): { tenant: boolean; roles: boolean; person: boolean } {
  return {
    tenant: claimAt(claims, rules.tenantClaim) === undefined,
    roles: claimAt(claims, rules.rolesClaim) === undefined && claimAt(claims, 'realm_access.roles') === undefined,
    person: (claims['name'] ?? claims['preferred_username'] ?? null) === null || (claims['email'] ?? null) === null,
  }
}

/** `first`, and whatever it lacks from `second`. Roles are never carried over to another tenant than they were given for. */
export function mergeClaims(first: Claims, second: Claims, rules: ClaimRules): Claims {
  const merged: { [name: string]: JsonValue } = { ...second }
  for (const [name, value] of Object.entries(first)) if (value !== null) merged[name] = value
  const mine = claimAt(first, rules.tenantClaim)
  const theirs = claimAt(second, rules.tenantClaim)
  // The whole second tenant goes where the first names one; its parts may fill gaps only when it is the same tenant.
  if (isObject(mine) && isObject(theirs) && sameTenant(mine, theirs)) {
    const given = Object.entries(mine).filter(([, value]) => value !== null)
    if (Object.hasOwn(merged, rules.tenantClaim))
      merged[rules.tenantClaim] = { ...theirs, ...Object.fromEntries(given) }
  }
  return merged
}

/** A claim by its name, or by a dotted path, whose names may hold dots themselves; undefined when it is absent or null. */
export function claimAt(claims: Claims, path: string): JsonValue | undefined {
  return at(claims as JsonValue, path.split('.')) ?? undefined
}

/** Of names that could stand for the beginning of the path the longest one counts that leads somewhere. */
function at(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  if (path.length === 0) return value
  if (!isObject(value)) return undefined
  for (let length = path.length; length > 0; length--) {
    const name = path.slice(0, length).join('.')
    const found = Object.hasOwn(value, name) ? at(value[name], path.slice(length)) : undefined
    if (found !== undefined && found !== null) return found
  }
  return undefined
}

function sameTenant(one: JsonValue, other: JsonValue): boolean {
  const [first, second] = [tenantIn(one), tenantIn(other)]
  return isObject(first) && isObject(second) && first.id === second.id
}

function tenantOf(claims: Claims, path: string): NamedTenant {
  // In the claim of the contract a list is a mistake; whoever names another claim means what their provider writes there.
  const tenant = tenantIn(claimAt(claims, path), path !== 'active_tenant')
  if (tenant === 'several') {
    throw refusedIdentity('NO_TENANT', `The claim ${path} of the token names several tenants: it has to name one.`)
  }
  if (tenant === null) throw refusedIdentity('NO_TENANT', 'The token names no tenant.')
  return tenant
}

function roleOf(claims: Claims, rules: ClaimRules, tenantId: string): Role {
  const named = roleNamesIn(claimAt(claims, rules.rolesClaim), tenantId)
  // Keycloak's realm roles may add a role; they never refuse one.
  const added = roleNamesIn(claimAt(claims, 'realm_access.roles'), tenantId) ?? []
  const known = new Set([...(named ?? []), ...added])
  const highest = roles.findLast((role) => rules.roleNames[role].some((name) => known.has(name)))
  const role = highest ?? (named === null ? rules.defaultRole : rules.unknownRole)
  if (role !== null) return role
  const seen = named === null ? 'no role' : `no role that is known here, but ${quoted(named)}`
  throw refusedIdentity('NO_ROLE', `The claim ${rules.rolesClaim} of the token names ${seen}.`)
}

const MOST_QUOTED = 5
const LONGEST_QUOTED = 60

/** The first few names, cut short, for somebody who sets the service up. */
function quoted(names: readonly string[]): string {
  if (names.length === 0) return 'something else than names'
  const few = names.slice(0, MOST_QUOTED).map((name) => JSON.stringify(name.slice(0, LONGEST_QUOTED)))
  return `${few.join(', ')}${names.length > MOST_QUOTED ? ` and ${names.length - MOST_QUOTED} more` : ''}`
}
