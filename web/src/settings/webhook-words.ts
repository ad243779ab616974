// Webhooks, in words.
import { eventTypes, type Webhook } from '@tocsin/client'
import { m } from '~/message/message.ts'
import { ago } from '~/time/time.ts'
import type { Option, Tone } from '~/ui/types.ts'

const groups = [...new Set(eventTypes.map((type) => type.split('.')[0] ?? type))]

/** What a webhook may ask for: whole groups first, then each type of event. */
export function typeOptions(): Option[] {
  return [
    ...groups.map((name) => ({ value: `${name}.*`, label: `${name}.*`, hint: m('webhook.group') })),
    ...eventTypes.map((type) => ({ value: type, label: type })),
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
