// The noun descriptor of the code tables.
import Tags from '@lucide/svelte/icons/tags'
import type { Noun } from '../noun/noun.ts'

/** What the console knows of the code tables. */
export const code = {
  name: 'catalog',
  icon: Tags,
  label: 'catalog.one',
  lines: { 'catalog.changed': { icon: Tags, text: 'catalog.event_changed', kind: 'system' } },
} as const satisfies Noun
