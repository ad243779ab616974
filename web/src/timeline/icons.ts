import AlarmClock from '@lucide/svelte/icons/alarm-clock'
import AlarmClockOff from '@lucide/svelte/icons/alarm-clock-off'
import Flame from '@lucide/svelte/icons/flame'
import MessageSquare from '@lucide/svelte/icons/message-square'
import MessageSquareOff from '@lucide/svelte/icons/message-square-off'
import Pencil from '@lucide/svelte/icons/pencil'
import RotateCcw from '@lucide/svelte/icons/rotate-ccw'
import Siren from '@lucide/svelte/icons/siren'
import Tag from '@lucide/svelte/icons/tag'
import Trash2 from '@lucide/svelte/icons/trash-2'
import type { EventType } from '@tocsin/client'
import type { Icon } from '~/ui/types.ts'

const icons: Readonly<Record<EventType, Icon>> = {
  'incident.created': Siren,
  'incident.updated': Pencil,
  'incident.deleted': Trash2,
  'incident.restored': RotateCcw,
  'incident.purged': Flame,
  'incident.update_due': AlarmClock,
  'incident.update_overdue': AlarmClockOff,
  'comment.added': MessageSquare,
  'comment.edited': MessageSquare,
  'comment.deleted': MessageSquareOff,
  'attribute.defined': Tag,
  'attribute.removed': Tag,
  'catalog.changed': Tag,
}

/** What stands before an entry of this type. */
export function iconOf(type: EventType): Icon {
  return icons[type]
}
