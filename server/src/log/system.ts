// The service itself as an actor, for events written by a rule.
import { uuid } from '../id.ts'
import type { Actor, Context } from '../permission.ts'

/** The service itself, acting by a rule in a request of its own; the event it writes names the rule in `reason`. */
export function systemContext(tenantId: string): Context {
  const actor: Actor = {
    tenantId,
    tenantName: '',
    userId: 'system',
    name: 'Tocsin',
    email: null,
    emailVerified: false,
    kind: 'system',
    role: 'admin',
    expiresAt: null,
  }
  return { actor, requestId: uuid() }
}
