/** Nobody hands out or changes a role above their own. */
import { AppError } from '../errors.ts'
import { type Actor, type Role, roleReaches } from '../permission.ts'

/** Nobody hands out, or lays hands on, a role above their own. Throws forbidden; `what` says what was tried. */
export function requireReach(actor: Pick<Actor, 'role'>, role: Role, what: string): void {
  if (roleReaches(actor.role, role)) return
  const message = `${what}: this needs the role ${role}; you have ${actor.role}.`
  throw new AppError('forbidden', message, { problems: [{ code: 'ROLE_TOO_LOW', message, field: 'role' }] })
}
