// Webhooks, in words.
import type { EventType, Webhook } from '@tocsin/client'
import { m } from '~/message/message.ts'
import { ago } from '~/time/time.ts'
import type { Option, Tone } from '~/ui/types.ts'

const groups = ['incident', 'comment', 'attribute', 'catalog'] as const

const events: Record<EventType, true> = {
  'incident.created': true,
  'incident.updated': true,
  'incident.deleted': true,
  'incident.restored': true,
  'incident.purged': true,
  'incident.update_due': true,
  'incident.update_overdue': true,
  'comment.added': true,
  'comment.edited': true,
  'comment.deleted': true,
  'attribute.defined': true,
  'attribute.removed': true,
  'catalog.changed': true,
}

/** What a webhook may ask for: whole groups first, then each type of event. */
export function typeOptions(): Option[] {
  return [
    ...groups.map((name) => ({
      value: `${name}.*`,
      label: `${name}.*`,
      hint: m('webhook.group', { name: m(`webhook.group_${name}`) }),
    })),
    ...Object.keys(events).map((type) => ({ value: type, label: type })),
  ]
}

/** What a webhook is sent, in a line. */
export function typesText(types: readonly string[]): string {
  return types.includes('*') ? m('webhook.types_all') : types.join(', ')
}

/** How a webhook stands: a word and what is to be said of it. */
export function standing(webhook: Webhook): { tone: Tone; word: string; more: string } {
  const { enabled, disabled_reason, failures, next_try_at } = webhook
  if (!enabled) return { tone: 'neutral', word: m('webhook.off'), more: disabled_reason ?? '' }
  if (failures === 0) return { tone: 'success', word: m('webhook.on'), more: '' }
  const next = next_try_at === null ? '' : `, ${m('webhook.next_try', { when: ago(next_try_at) })}`
  return { tone: 'danger', word: m('webhook.failing'), more: m('webhook.waiting', { n: failures }) + next }
}
