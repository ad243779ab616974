// The fields of an incident that its page shows and edits.
import type { Incident, IncidentPatch } from '@tocsin/client'

/*
 * The fields of an incident that people edit, by the names the log gives them: `status`, `attributes.count`.
 */

/** What a field may hold; null is a custom value that is not set, or no resolution date. */
export type Value = string | number | boolean | null

export const ownFields = [
  'name',
  'description',
  'status',
  'severity',
  'type',
  'date',
  'resolved_date',
  'location',
  'reported_by',
  'next_update',
  'backdated',
] as const
export type OwnField = (typeof ownFields)[number]
export type Field = OwnField | `attributes.${string}`

const prefix = 'attributes.'

export function attributeField(name: string): Field {
  return `attributes.${name}`
}

/** Name of the custom attribute that a field is; undefined for one of the incident's own. */
export function attributeOf(field: string): string | undefined {
  return field.startsWith(prefix) ? field.slice(prefix.length) : undefined
}

/** Whether a name of the log is a field that is edited here. */
export function isField(name: string): name is Field {
  return ownFields.some((field) => field === name) || attributeOf(name) !== undefined
}

/** What a field holds in an incident. */
export function valueIn(incident: Incident, field: Field): Value {
  const name = attributeOf(field)
  if (name !== undefined) return incident.attributes?.[name] ?? null
  return incident[field as OwnField] // it is none of the attributes
}

/** The body of a PATCH that sets one field. */
export function patchOf(field: Field, value: Value): IncidentPatch {
  const name = attributeOf(field)
  return (name === undefined ? { [field]: value } : { attributes: { [name]: value } }) as IncidentPatch // by the field's own name
}

/** The fields in which two states of an incident differ. */
export function differing(before: Incident, after: Incident): Field[] {
  const names = new Set([...Object.keys(before.attributes ?? {}), ...Object.keys(after.attributes ?? {})])
  return [...ownFields, ...[...names].map(attributeField)].filter(
    (field) => valueIn(before, field) !== valueIn(after, field),
  )
}

/** A number as it is typed: a number once that writes back the same, else the text, so that nothing half-typed changes. */
export function typedNumber(text: string): number | string {
  const number = Number(text)
  return text !== '' && Number.isFinite(number) && String(number) === text ? number : text
}
