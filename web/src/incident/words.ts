// Names, values and problems of fields, in words.
import { isNumeric } from '../attribute/kind.ts'
import { catalog } from '../catalog/catalog.svelte.ts'
import { m } from '../message/message.ts'
import { session } from '../session/session.svelte.ts'
import { exact } from '../time/time.ts'
import { attributeOf, type Field, type OwnField, type Value } from './fields.ts'

/** Name of a field, as people read it; a custom attribute has the label it was given. */
export function fieldName(field: Field): string {
  const attribute = attributeOf(field)
  return attribute !== undefined ? catalog.attributeLabel(attribute) : m(`incident.field_${field as OwnField}`) // none of the attributes
}

/** What a field holds, in a line of words; '' where it is empty. */
export function valueWords(field: Field, value: Value): string {
  const attribute = attributeOf(field)
  if (attribute !== undefined) return attributeWords(attribute, value)
  if (field === 'severity' && value === '') return m('incident.not_assessed')
  if (field === 'next_update') return value === 0 ? m('incident.none') : exact(Number(value) * 1000)
  if (value === null || value === '') return ''
  if (field === 'status') return catalog.status(String(value))?.label ?? String(value)
  if (field === 'severity') return catalog.severity(String(value))?.label ?? String(value)
  if (field === 'type') return catalog.type(String(value))?.label ?? String(value)
  if (field === 'date' || field === 'resolved_date') return exact(String(value))
  if (typeof value === 'boolean') return m(value ? 'incident.yes' : 'incident.no')
  return String(value)
}

function attributeWords(name: string, value: Value): string {
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return m(value ? 'incident.yes' : 'incident.no')
  const type = catalog.attribute(name)?.type
  if (type === 'DATETIME') return exact(String(value))
  return type === 'ENUM' ? catalog.optionLabel(name, String(value)) : String(value)
}

const required: readonly Field[] = ['name', 'description', 'reported_by']

/** What is wrong with a value before it is sent; undefined where nothing is. Limits count code points. */
export function problemWith(field: Field, value: Value): string | undefined {
  const attribute = attributeOf(field)
  if (attribute === undefined) {
    if (required.includes(field) && String(value).trim() === '') return m('incident.blank')
    if (field === 'date' && value === null) return m('incident.date_wanted')
    return tooLong(value, session.configuration.limits[field])
  }
  const type = catalog.attribute(attribute)?.type
  if (isNumeric(type) && typeof value === 'string' && !Number.isFinite(Number(value)))
    return m('incident.number_wanted')
  if (type === 'INTEGER' && value !== null && !Number.isSafeInteger(Number(value))) return m('incident.whole_wanted')
  return type === 'STRING' ? tooLong(value, session.configuration.limits['string_value']) : undefined
}

function tooLong(value: Value, limit: number | undefined): string | undefined {
  const over = typeof value === 'string' && limit !== undefined ? [...value].length - limit : 0
  return over > 0 ? m('incident.too_long', { n: over }) : undefined
}

/** A value as it is sent: a number typed with zeros at its end is one, too. */
export function readied(field: Field, value: Value): Value {
  const attribute = attributeOf(field)
  if (attribute === undefined || typeof value !== 'string') return value
  if (!isNumeric(catalog.attribute(attribute)?.type)) return value
  return value.trim() === '' ? null : Number(value)
}
