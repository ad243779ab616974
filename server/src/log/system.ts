// The service itself as an actor, for events written by a rule.
import { uuid } from '../id.ts'
import type { Actor } from '../permission.ts'

/** The service itself, acting by a rule; the event it writes names the rule in `reason`. */
export function systemActor(tenantId: string): Actor {
  return {
    tenantId,
    tenantName: '',
    userId: 'system',
    name: 'Tocsin',
    email: null,
    emailVerified: false,
    kind: 'system',
    role: 'admin',
    requestId: uuid(),
    expiresAt: null,
  }
}
