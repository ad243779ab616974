// Roles to choose from, and what each may do.
import type { Role } from '@tocsin/client'
import { m } from '~/message/message.ts'
import type { Option } from '~/ui/types.ts'

/** Lowest first. */
const roles = ['viewer', 'responder', 'admin', 'deployer'] as const satisfies readonly Role[]

/** Whether a role is above another. */
export function isAbove(role: Role, other: Role): boolean {
  return roles.indexOf(role) > roles.indexOf(other)
}

/** The role named so; the lowest for anything else. */
export function roleNamed(name: string): Role {
  return roles.find((role) => role === name) ?? 'viewer'
}

/** The roles to choose from, with what each may do; those above one's own can't be chosen. */
export function roleOptions(own: Role): Option[] {
  return roles.map((role) => ({
    value: role,
    label: m(`shell.role_${role}`),
    hint: isAbove(role, own) ? m('account.role_too_high') : m(`account.role_hint_${role}`),
    disabled: isAbove(role, own),
  }))
}
