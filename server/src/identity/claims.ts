/** Claims of an outside provider → Identity: which person, tenant and role they name. */
import type { Config } from '../config.ts'
import type { JsonValue } from '../http/json.ts'
import { type Role, roles } from '../permission.ts'
import { refusedIdentity, refusedToken } from './bearer.ts'
import type { Identity } from './identity.ts'
import type { Claims } from './jwt.ts'

export type ClaimRules = Pick<Config, 'tenantClaim' | 'rolesClaim' | 'roleNames' | 'defaultRole'>

/** Longest display name, in code points; a longer one is cut. */
const LONGEST_NAME = 500
const LONGEST_ID = 255

/** Whom the claims are about. Throws unauthenticated (no usable `sub`) or forbidden (no tenant, no role). */
export function identityOf(
  claims: Claims,
  rules: ClaimRules,
  until: Pick<Identity, 'expiresAt' | 'goodUntil'>,
): Identity {
  const userId = identifierIn(claims['sub'])
  if (userId === null) throw refusedToken('The token does not say whose it is.')
  const tenant = tenantOf(claims, rules.tenantClaim)
  if (tenant === null) throw refusedIdentity('NO_TENANT', 'The token names no tenant.')
  const role = roleOf(claims, rules)
  if (role === null) throw refusedIdentity('NO_ROLE', 'The token names no role that is known here.')
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
  if (isObject(mine) && isObject(theirs) && idOf(mine) !== null && idOf(mine) === idOf(theirs)) {
    const given = Object.entries(mine).filter(([, value]) => value !== null)
    if (Object.hasOwn(merged, rules.tenantClaim))
      merged[rules.tenantClaim] = { ...theirs, ...Object.fromEntries(given) }
  }
  return merged
}

/** A claim by its name, or by a dotted path; undefined when it is absent or null. */
export function claimAt(claims: Claims, path: string): JsonValue | undefined {
  if (Object.hasOwn(claims, path)) return claims[path] ?? undefined
  let value: JsonValue | undefined = claims as JsonValue
  for (const part of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, part)) return undefined
    value = value[part]
  }
  return value ?? undefined
}

function tenantOf(claims: Claims, path: string): { id: string; name: string | null } | null {
  const claim = claimAt(claims, path)
  if (typeof claim === 'string') {
    const id = identifierIn(claim)
    return id === null ? null : { id, name: null }
  }
  if (!isObject(claim)) return null
  const id = idOf(claim)
  if (id === null) return null
  return { id, name: displayName(claim['tenant_name']) ?? displayName(claim['name']) }
}

function idOf(tenant: { [name: string]: JsonValue }): string | null {
  return identifierIn(Object.hasOwn(tenant, 'tenant_id') ? tenant['tenant_id'] : tenant['id'])
}

function roleOf(claims: Claims, rules: ClaimRules): Role | null {
  const named = [...namesIn(claimAt(claims, rules.rolesClaim)), ...namesIn(claimAt(claims, 'realm_access.roles'))]
  const highest = roles.findLast((role) => rules.roleNames[role].some((name) => named.includes(name)))
  return highest ?? rules.defaultRole
}

function namesIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function identifierIn(value: JsonValue | undefined): string | null {
  if (typeof value !== 'string' || value === '') return null
  return [...value].length <= LONGEST_ID ? value : null
}

function displayName(value: JsonValue | undefined): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null
  return value.length <= LONGEST_NAME ? value : [...value].slice(0, LONGEST_NAME).join('')
}

function isObject(value: JsonValue | undefined): value is { [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
