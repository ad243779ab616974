/** Role and tenant names as identity providers write them: lists, texts with several names, objects keyed by name. */
import type { JsonValue } from '../http/json.ts'

/** Names longer than this, and more of them, are not looked at. */
const LONGEST_NAME = 255
const MOST_NAMES = 1000

/**
 * The role names of a claim, for a tenant; null when the claim is absent or empty. A text is one name or several, divided by commas, blanks
 * or brackets; in a list each element is one, or several divided by commas or brackets, since group names have blanks. An object has its
 * names as keys (Zitadel); where a value is an object again, its keys are the organizations that the role was given for, and others don't
 * count. Anything else is a claim without names.
 */
export function roleNamesIn(claim: JsonValue | undefined, tenantId: string): string[] | null {
  if (claim === undefined || claim === null) return null
  const names = namesOf(claim, tenantId)
  const isEmpty =
    (typeof claim === 'string' && split(claim, /[\s,;[\]"']+/).length === 0) ||
    (typeof claim === 'object' && Object.keys(claim).length === 0)
  return isEmpty ? null : [...new Set(names)].slice(0, MOST_NAMES)
}

function namesOf(claim: JsonValue, tenantId: string): string[] {
  if (typeof claim === 'string') return [claim.trim(), ...split(claim, /[\s,;[\]"']+/)].filter(fits)
  if (Array.isArray(claim)) {
    return claim
      .filter((one) => typeof one === 'string')
      .flatMap((one) => [one, ...split(one, /[,;[\]"']+/)])
      .filter(fits)
  }
  if (!isObject(claim)) return []
  return Object.entries(claim)
    .filter(([, value]) => value !== null && value !== false && (!isObject(value) || Object.hasOwn(value, tenantId)))
    .map(([name]) => name)
    .filter(fits)
}

export type NamedTenant = { id: string; name: string | null }

/**
 * The tenant a claim names: a text, or an object with `tenant_id` or `id`; with `organizations` also the only one of a list or of an object
 * that has organizations as its keys (Keycloak). null when it names none, 'several' when it leaves open which one.
 */
export function tenantIn(claim: JsonValue | undefined, organizations = false): NamedTenant | 'several' | null {
  if (typeof claim === 'string') return identified(claim, null)
  if (Array.isArray(claim)) {
    const [only] = claim
    if (!organizations || only === undefined || Array.isArray(only)) return null
    return claim.length > 1 ? 'several' : tenantIn(only)
  }
  if (!isObject(claim)) return null
  const own = Object.hasOwn(claim, 'tenant_id') ? claim['tenant_id'] : claim['id']
  if (typeof own === 'string' || Object.hasOwn(claim, 'tenant_id')) {
    return identified(own, displayName(claim['tenant_name']) ?? displayName(claim['name']))
  }
  const named = organizations ? Object.entries(claim).filter(([, value]) => isObject(value)) : []
  const [only] = named
  if (only === undefined) return null
  if (named.length > 1) return 'several'
  const [alias, about] = only
  const id = isObject(about) ? about['id'] : undefined
  return typeof id === 'string' ? identified(id, displayName(alias)) : identified(alias, null)
}

/** A display name, cut at 500 code points; null when it says nothing. */
export function displayName(value: JsonValue | undefined): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null
  return value.length <= 500 ? value : [...value].slice(0, 500).join('')
}

/** An id as it came; null unless it has 1 to 255 characters. */
export function identifierIn(value: JsonValue | undefined): string | null {
  if (typeof value !== 'string' || value === '') return null
  return [...value].length <= LONGEST_NAME ? value : null
}

export function isObject(value: JsonValue | undefined): value is { [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function identified(value: JsonValue | undefined, name: string | null): NamedTenant | null {
  const id = identifierIn(value)
  return id === null ? null : { id, name }
}

function split(text: string, at: RegExp): string[] {
  return text
    .split(at)
    .filter((part) => part.trim() !== '')
    .map((part) => part.trim())
}

function fits(name: string): boolean {
  return name !== '' && name.length <= LONGEST_NAME
}
