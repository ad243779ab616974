// Actors, roles and their permissions, as data.
import { AppError } from './errors.ts'

/** The four roles, lowest first; each includes those before it. */
export const roles = ['viewer', 'responder', 'admin', 'deployer'] as const
export type Role = (typeof roles)[number]

/** Which role a permission needs: all there is to know about who may do what. Routes name their permission. */
const neededRole = {
  'incident.read': 'viewer',
  'view.manage': 'viewer',
  'subscription.manage': 'viewer',
  'incident.write': 'responder',
  'comment.write': 'responder',
  'incident.purge': 'admin',
  'comment.moderate': 'admin',
  'view.moderate': 'admin',
  'history.read_removed': 'admin',
  'webhook.manage': 'admin',
  'token.manage': 'admin',
  'account.manage': 'admin',
  'usage.read': 'admin',
  'definition.write': 'deployer',
} as const satisfies Record<string, Role>

export type Permission = keyof typeof neededRole
export const permissions = Object.keys(neededRole).sort() as Permission[] // Object.keys forgets the literal type

/** Doors that a request may name: what an event says of how it was recorded. */
export const namedDoors = ['console', 'cli', 'paper'] as const
export type Via = (typeof namedDoors)[number]

/** Who is asking, for which tenant: the same from every way to sign in. */
export type Actor = {
  tenantId: string
  tenantName: string
  userId: string
  /** Whose requests these count as, where that is somebody else: who made the API token. */
  person?: string
  /** Display name. */
  name: string
  email: string | null
  /** Whether the identity provider vouches for the e-mail address. */
  emailVerified: boolean
  kind: 'user' | 'token' | 'system' | 'import'
  role: Role
  /** Unix seconds after which the credential is void; null when it does not end. */
  expiresAt: number | null
}

/** What a command is called with: who acts, and the request it is done by. */
export type Context = {
  actor: Actor
  /** Of the request; also in its answer, its log lines and its events. */
  requestId: string
  /** The door it came through, as the request says (tocsin-via); api where it does not. */
  via?: Via | undefined
  /** Only of a request with an Idempotency-Key: what makes it happen once. */
  idempotency?: Idempotency
  /**
   * Only for actors of the kind `import`, and only where the database was opened for one (DatabaseOptions.imports), which the service never
   * does: when the place that history comes from recorded it, RFC 3339.
   */
  recordedAt?: string
}

/** A request that shall happen once, however often it is sent (contract.md section 3). */
export type Idempotency = {
  path: string
  key: string
  /** SHA-256 of the body as it came. */
  bodyHash: Buffer
  /** Whether the answer carries a secret and so must not lie readable in the database. */
  secret: boolean
  /** Makes the answer to keep from what the command returned; called inside its transaction. */
  answer(result: unknown): StoredAnswer
}

export type StoredAnswer = { status: number; headers: Record<string, string>; body: string; incidentId: string | null }

/** True when `role` reaches at least as high as `needed`. */
export function roleReaches(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}

export function roleOf(permission: Permission): Role {
  return neededRole[permission]
}

export function may(actor: Pick<Actor, 'role'>, permission: Permission): boolean {
  return roleReaches(actor.role, neededRole[permission])
}

/** Throws forbidden, naming the role that would be needed. */
export function authorize(actor: Pick<Actor, 'role'>, permission: Permission): void {
  if (may(actor, permission)) return
  const message = `This needs the role ${neededRole[permission]}; you have ${actor.role}.`
  throw new AppError('forbidden', message, { problems: [{ code: 'ROLE_TOO_LOW', message }] })
}
