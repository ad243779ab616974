// The noun descriptor of custom attributes.
import Tag from '@lucide/svelte/icons/tag'
import type { Noun } from '../noun/noun.ts'

/** What the console knows of custom attributes. */
export const attribute = {
  name: 'attribute',
  icon: Tag,
  label: 'attribute.one',
  lines: {
    'attribute.defined': { icon: Tag, text: 'attribute.event_defined', kind: 'system' },
    'attribute.removed': { icon: Tag, text: 'attribute.event_removed', kind: 'system' },
  },
} as const satisfies Noun
