// Who is signed in, as the shell shows it.
import type { Me } from '@tocsin/client'

/** Who is signed in, as much as the shell shows of them. */
export type Person = { name: string; email: string | null; tenant: string; role: Me['role'] }

export type Connection = 'live' | 'connecting' | 'lost'

export function personOf(me: Me): Person {
  return { name: me.user.name, email: me.user.email, tenant: me.tenant.name, role: me.role }
}
