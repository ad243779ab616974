/** Identity: what a credential proves once it has been verified, before it is asked how the account and the tenant stand now. */
import type { Role } from '../permission.ts'

export type Identity = {
  tenantId: string
  /** Name the credential gives its tenant; null when it gives none. */
  tenantName: string | null
  userId: string
  /** As in Actor. */
  person?: string
  name: string
  email: string | null
  emailVerified: boolean
  kind: 'user' | 'token'
  role: Role
  /** Unix seconds; null when it does not end, or only the provider knows. */
  expiresAt: number | null
  /** The account of the embedded provider behind it, and the credential version it was given out for. */
  account: { id: string; credentialVersion: number } | null
  /** Unix milliseconds; after that it has to be verified anew. */
  goodUntil: number
}

export const FOREVER = Number.POSITIVE_INFINITY
