// The noun descriptor of incidents.
import AlarmClock from '@lucide/svelte/icons/alarm-clock'
import AlarmClockOff from '@lucide/svelte/icons/alarm-clock-off'
import Flame from '@lucide/svelte/icons/flame'
import Pencil from '@lucide/svelte/icons/pencil'
import RotateCcw from '@lucide/svelte/icons/rotate-ccw'
import Siren from '@lucide/svelte/icons/siren'
import Trash2 from '@lucide/svelte/icons/trash-2'
import type { Noun } from '../noun/noun.ts'
import { findIncidents } from './find.ts'

/** What the console knows of incidents. */
export const incident = {
  name: 'incident',
  icon: Siren,
  label: 'incident.title',
  lines: {
    'incident.created': { icon: Siren, text: 'incident.event_created', kind: 'changes', version: true },
    'incident.updated': { icon: Pencil, text: 'incident.event_updated', kind: 'changes', version: true, joins: true },
    'incident.deleted': { icon: Trash2, text: 'incident.event_deleted', kind: 'changes' },
    'incident.restored': { icon: RotateCcw, text: 'incident.event_restored', kind: 'changes' },
    'incident.purged': { icon: Flame, text: 'incident.event_purged', kind: 'changes', tone: 'danger' },
    'incident.update_due': { icon: AlarmClock, text: 'incident.event_update_due', kind: 'system', tone: 'warning' },
    'incident.update_overdue': {
      icon: AlarmClockOff,
      text: 'incident.event_update_overdue',
      kind: 'system',
      tone: 'danger',
    },
  },
  find: findIncidents,
} as const satisfies Noun
