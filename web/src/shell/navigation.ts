// The pages of the console, for navigation, palette and keys.
import Inbox from '@lucide/svelte/icons/inbox'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import Settings from '@lucide/svelte/icons/settings'
import SquareKanban from '@lucide/svelte/icons/square-kanban'
import SquarePen from '@lucide/svelte/icons/square-pen'
import Trash2 from '@lucide/svelte/icons/trash-2'
import type { MessageKey } from '~/message/message.ts'
import type { Icon } from '~/ui/types.ts'

export type Page = {
  href: string
  name: MessageKey
  icon: Icon
  /** Pressed one after the other, to go there. */
  keys: string
  /** In the bar at the foot of a phone. */
  phone: boolean
}

/** The pages of the console, in the order they are shown. */
export const pages = [
  { href: '/', name: 'shell.overview', icon: LayoutDashboard, keys: 'g o', phone: true },
  { href: '/incidents', name: 'shell.incidents', icon: Inbox, keys: 'g i', phone: true },
  { href: '/report', name: 'shell.report', icon: SquarePen, keys: 'c', phone: true },
  { href: '/board', name: 'shell.board', icon: SquareKanban, keys: 'g b', phone: true },
  { href: '/bin', name: 'shell.bin', icon: Trash2, keys: 'g d', phone: false },
  { href: '/settings', name: 'shell.settings', icon: Settings, keys: 'g s', phone: true },
] as const satisfies readonly Page[]

/** Whether a path belongs to a page: an incident belongs to the list. */
export function isAt(page: Page, path: string): boolean {
  if (page.href === '/') return path === '/'
  if (page.href === '/incidents' && path.startsWith('/incident/')) return true
  return path === page.href || path.startsWith(`${page.href}/`)
}
