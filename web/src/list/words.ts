// Columns, values and filters of the list, in words.
import { catalog } from '../catalog/catalog.svelte.ts'
import { locale, m } from '../message/message.ts'
import { absolute } from '../time/format.ts'
import { exact } from '../time/time.ts'
import { type Field, fields } from './columns.ts'
import { agoOf, isDay } from './request.ts'
import type { ListState } from './state.ts'

/** The name of a column: of a field, or of a custom attribute. */
export function columnName(id: string): string {
  const field = fields.find((one) => one === id)
  return field === undefined ? catalog.attributeLabel(id.replace(/^attributes\./, '')) : fieldNames[field]()
}

const fieldNames: Readonly<Record<Field, () => string>> = {
  reference: () => m('list.field_reference'),
  name: () => m('list.field_name'),
  severity: () => m('list.field_severity'),
  status: () => m('list.field_status'),
  type: () => m('list.field_type'),
  date: () => m('list.field_date'),
  reported_by: () => m('list.field_reported_by'),
  location: () => m('list.field_location'),
  next_update: () => m('list.field_next_update'),
  updated_at: () => m('list.field_updated_at'),
  updated_by: () => m('list.field_updated_by'),
  created_at: () => m('list.field_created_at'),
  created_by: () => m('list.field_created_by'),
  resolved_date: () => m('list.field_resolved_date'),
  description: () => m('list.field_description'),
}

/** A custom value as a person reads it. */
export function valueText(value: unknown, name: string): string {
  const type = catalog.attribute(name)?.type
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? m('list.yes') : m('list.no')
  if (typeof value === 'number') return new Intl.NumberFormat(locale(), { maximumFractionDigits: 20 }).format(value)
  if (type === 'DATETIME') return exact(String(value))
  // A day is the same day everywhere.
  if (type === 'DATE' && isDay(String(value))) return absolute(String(value), 'date', 'UTC', locale())
  return type === 'ENUM' ? catalog.optionLabel(name, String(value)) : String(value)
}

/** The date of a filter: a day, a time, or how long ago. */
export function dateText(value: string): string {
  const ago = agoOf(value)
  if (ago) return ago.unit === 'h' ? m('list.last_hours', { n: ago.n }) : m('list.last_days', { n: ago.n })
  return isDay(value) ? absolute(value, 'date', 'UTC', locale()) : exact(value)
}

/** The name of a severity's code, that of none included. */
export function severityLabel(code: string): string {
  return code === '' ? m('catalog.not_assessed') : (catalog.severity(code)?.label ?? code)
}

export type FilterChip = { label: string /** What the list is without it. */; without: Partial<ListState> }

/** What narrows the list, each thing by itself; not the search, which stands in its own field. */
export function filterChips(state: ListState): FilterChip[] {
  const is = (field: Field, value: string) => m('list.chip_is', { field: columnName(field), value })
  const codes = (['status', 'severity', 'type'] as const).flatMap((field) =>
    state[field].map((code) => ({
      label: is(field, codeLabel(field, code)),
      without: { [field]: state[field].filter((one) => one !== code) },
    })),
  )
  const attributes = Object.entries(state.attributes).map(([name, value]) => ({
    label: m('list.chip_is', { field: catalog.attributeLabel(name), value: attributeText(name, value) }),
    without: { attributes: Object.fromEntries(Object.entries(state.attributes).filter(([one]) => one !== name)) },
  }))
  const { overdue, due, reported_by, date_from, date_to, updated_since } = state
  return [
    ...(overdue ? [{ label: m('list.overdue'), without: { overdue: false } }] : []),
    ...(due ? [{ label: m('list.due'), without: { due: false } }] : []),
    ...codes,
    ...(reported_by === '' ? [] : [{ label: is('reported_by', reported_by), without: { reported_by: '' } }]),
    ...(date_from === '' ? [] : [{ label: fromText(date_from), without: { date_from: '' } }]),
    ...(date_to === '' ? [] : [{ label: m('list.chip_to', { value: dateText(date_to) }), without: { date_to: '' } }]),
    ...(updated_since === ''
      ? []
      : [{ label: m('list.chip_updated', { value: dateText(updated_since) }), without: { updated_since: '' } }]),
    ...attributes,
  ]
}

function codeLabel(field: 'status' | 'severity' | 'type', code: string): string {
  if (field === 'severity') return severityLabel(code)
  return (field === 'status' ? catalog.status(code) : catalog.type(code))?.label ?? code
}

function fromText(value: string): string {
  return agoOf(value) ? dateText(value) : m('list.chip_from', { value: dateText(value) })
}

function attributeText(name: string, value: string): string {
  const type = catalog.attribute(name)?.type
  return valueText(type === 'BOOLEAN' ? value.toLowerCase() === 'true' : value, name)
}
