/** Actor: an identity as its account and its tenant stand at this request; it remembers the credential it was made from. */
import type { Actor, Role } from '../permission.ts'
import type { Credential } from './credential.ts'
import type { Identity } from './identity.ts'

/** What may have changed since the credential was given out: of the account as it stands now, or of the identity itself. */
type Current = Pick<Identity, 'name' | 'email' | 'emailVerified' | 'role'>

/**
 * The credential is out of sight of whatever prints, copies or serializes an actor. (Not in a WeakMap keyed by the actor: collecting its
 * garbage cost more than all else that is done to authenticate a request. For the same reason the fields are named one by one, and only here.)
 */
class CredentialActor implements Actor {
  readonly tenantId: string
  readonly tenantName: string
  readonly userId: string
  readonly person: string
  readonly name: string
  readonly email: string | null
  readonly emailVerified: boolean
  readonly kind: Actor['kind']
  readonly role: Role
  readonly expiresAt: number | null
  readonly #credential: Credential

  constructor(identity: Identity, now: Current, tenantName: string, credential: Credential) {
    this.tenantId = identity.tenantId
    this.tenantName = tenantName
    this.userId = identity.userId
    this.person = identity.person ?? identity.userId
    this.name = now.name
    this.email = now.email
    this.emailVerified = now.emailVerified
    this.kind = identity.kind
    this.role = now.role
    this.expiresAt = identity.expiresAt
    this.#credential = credential
  }

  static credentialOf(actor: Actor): Credential | null {
    return #credential in actor ? actor.#credential : null
  }
}

/** The actor of a request, with a tenant of this name. */
export function actorOf(identity: Identity, now: Current, tenantName: string, credential: Credential): Actor {
  return new CredentialActor(identity, now, tenantName, credential)
}

/** The credential an actor was made from; null for one that no request made. */
export const credentialOf = CredentialActor.credentialOf
