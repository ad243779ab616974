// Mail subscriptions, in words.
import type { Subscription } from '@tocsin/client'
import { catalog } from '~/catalog/catalog.svelte.ts'
import { m } from '~/message/message.ts'

/** What a subscription by filter is about, in a line. */
export function filterText(filter: NonNullable<Subscription['filter']>): string {
  const labels = (codes: readonly string[], label: (code: string) => string | undefined) =>
    codes.map((code) => label(code) ?? code).join(', ')
  const severity = (code: string) => (code === '' ? m('catalog.not_assessed') : catalog.severity(code)?.label)
  const parts = [
    filter.q ? `“${filter.q}”` : undefined,
    filter.type &&
      part(
        m('notification.type'),
        labels(filter.type, (code) => catalog.type(code)?.label),
      ),
    filter.status &&
      part(
        m('notification.status'),
        labels(filter.status, (code) => catalog.status(code)?.label),
      ),
    filter.severity && part(m('notification.severity'), labels(filter.severity, severity)),
    filter.reported_by && part(m('incident.field_reported_by'), filter.reported_by),
  ].filter((one) => one !== undefined)
  return parts.length === 0 ? m('notification.every') : parts.join(' · ')
}

function part(field: string, values: string): string {
  return m('notification.filter', { field, values })
}
