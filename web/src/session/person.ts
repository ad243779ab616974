// Who a page belongs to: one person in one tenant.
import type { Me } from '@tocsin/client'

/** Whether both are the same person in the same tenant, whatever else has changed. */
export function isSame(one: Me, other: Me): boolean {
  return one.user.id === other.user.id && one.tenant.id === other.tenant.id
}
