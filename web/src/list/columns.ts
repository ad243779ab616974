// The columns of the incident list.
import type { AttributeDefinition } from '@tocsin/client'
import type { SortKey } from './state.ts'

/** Fields that have a column, in the order they are offered. */
export const fields = [
  'reference',
  'name',
  'severity',
  'status',
  'type',
  'date',
  'reported_by',
  'location',
  'next_update',
  'updated_at',
  'updated_by',
  'created_at',
  'created_by',
  'resolved_date',
  'description',
] as const
export type Field = (typeof fields)[number]

/** Those shown until others are chosen. */
export const usualColumns: readonly string[] = [
  'reference',
  'name',
  'severity',
  'status',
  'next_update',
  'date',
  'location',
  'updated_at',
] satisfies readonly Field[]

/** The table keeps these two whatever is chosen: a row says which incident it is. */
export const fixedColumns: readonly string[] = ['reference', 'name']

export type Column = {
  /** A field, or `attributes.<name>`. */
  id: string
  /** In rem; the name takes what is left. */
  width: number
  /** What a first press on its header sorts by; undefined: the API can't sort by it. */
  sort: SortKey['direction'] | undefined
  attribute: AttributeDefinition | undefined
}

const shapes: Readonly<Record<Field, { width: number; sort: SortKey['direction'] }>> = {
  reference: { width: 6.75, sort: 'DESC' },
  name: { width: 12.25, sort: 'ASC' },
  // Codes sort by rank, the worst first.
  severity: { width: 7.25, sort: 'ASC' },
  status: { width: 7.25, sort: 'ASC' },
  type: { width: 7.5, sort: 'ASC' },
  date: { width: 5.75, sort: 'DESC' },
  reported_by: { width: 6, sort: 'ASC' },
  location: { width: 6.25, sort: 'ASC' },
  next_update: { width: 9.25, sort: 'ASC' },
  updated_at: { width: 6.25, sort: 'DESC' },
  updated_by: { width: 8, sort: 'ASC' },
  created_at: { width: 6.5, sort: 'DESC' },
  created_by: { width: 8, sort: 'ASC' },
  resolved_date: { width: 6.5, sort: 'DESC' },
  description: { width: 16, sort: 'ASC' },
}

const attributePrefix = 'attributes.'
const attributeWidths: Readonly<Record<AttributeDefinition['type'], number>> = {
  STRING: 9,
  NUMBER: 6,
  INTEGER: 6,
  BOOLEAN: 5.5,
  DATE: 7,
  DATETIME: 9,
  ENUM: 8,
}

/** The column of an id; undefined where there is none, or no longer. */
export function columnOf(id: string, definitions: readonly AttributeDefinition[]): Column | undefined {
  if (isField(id)) return { id, ...shapes[id], attribute: undefined }
  if (!id.startsWith(attributePrefix)) return undefined
  const attribute = definitions.find(({ name }) => name === id.slice(attributePrefix.length))
  return attribute && { id, width: attributeWidths[attribute.type], sort: undefined, attribute }
}

/** The columns to show, in order: those chosen that there are, or the usual ones; the fixed ones always. */
export function columnsOf(chosen: readonly string[], definitions: readonly AttributeDefinition[]): Column[] {
  const wanted = chosen.length === 0 ? usualColumns : chosen
  const missing = fixedColumns.filter((id) => !wanted.includes(id))
  return [...missing, ...wanted].flatMap((id) => columnOf(id, definitions) ?? [])
}

/** Every column there is: fields, then attributes by name. */
export function allColumns(definitions: readonly AttributeDefinition[]): Column[] {
  const named = definitions.map(({ name }) => name).sort((a, b) => a.localeCompare(b))
  return [...fields, ...named.map((name) => `${attributePrefix}${name}`)].flatMap(
    (id) => columnOf(id, definitions) ?? [],
  )
}

/** The choice with a column added at its end, or taken out; empty where that is the usual choice. */
export function toggled(shown: readonly string[], id: string): string[] {
  if (fixedColumns.includes(id)) return asChosen(shown)
  return asChosen(shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id])
}

/** The choice with a column moved by so many places, negative to the front. */
export function moved(shown: readonly string[], id: string, by: number): string[] {
  const from = shown.indexOf(id)
  const to = from + by
  if (from < 0 || to < 0 || to >= shown.length) return asChosen(shown)
  const next = shown.filter((one) => one !== id)
  next.splice(to, 0, id)
  return asChosen(next)
}

function asChosen(shown: readonly string[]): string[] {
  const usual = shown.length === usualColumns.length && shown.every((id, place) => id === usualColumns[place])
  return usual ? [] : [...shown]
}

function isField(id: string): id is Field {
  return fields.some((field) => field === id)
}
