/** What a kind of record that belongs to an incident declares, once: everything else of record/ reads it. */
import { type TObject, type TProperties, Type } from 'typebox'
import { utc } from '../database/instant.ts'
import { join, raw, type Sql, type SqlValue, sql } from '../database/sql.ts'
import type { Problem } from '../errors.ts'
import { Ignored, OccLock, record, Timestamp, Uuid } from '../http/schema.ts'
import { parseInstant } from '../instant.ts'
import type { Noun } from '../noun.ts'
import type { Permission } from '../permission.ts'
import { same } from './history.ts'
import { OccurredAt, SinceChange } from './schema.ts'

/** Values of the fields a kind declares, by name. */
export type Values = Record<string, unknown>

export type KindOptions<F extends TProperties, A extends boolean> = {
  noun: Noun & { table: string }
  /** As lists name them: tasks. */
  plural: string
  /**
   * What callers write; each is a column of the table, a date-time a timestamptz. An optional one is null (or its `default`) where it is left
   * out at first. A kind that keeps when it happened has `occurred_at` among them: without one it is when it was recorded.
   */
  fields: F
  /** Values of the fields for the document. */
  example: Values
  /** Shows its author as `user_id` and the `name` they had; the table has these columns in place of created_by. */
  authored: A
  permissions: {
    read: Permission
    write: Permission
    /** Who may change what others wrote; without it everybody who may write. */
    moderate?: Permission
  }
  /** PUT of the whole, where any change meanwhile is a conflict; or PATCH of some fields, where only a change of the same field is. */
  edit: 'replace' | 'merge'
  /** Most of them on one incident. */
  most?: number
  /** Types of its three events, where they are not noun.added, noun.changed and noun.removed. */
  events?: { added: string; changed: string; removed: string }
  /** What schemas can't say about values to be written; `before` is null for a new record. */
  problems?: (values: Values, before: Values | null) => Problem[]
  /** Others that change in the same act, by what the record says. */
  also?: (values: Values) => { kind: string; id: string; lock: number | null }[]
}

/** Columns every table of such records has, besides those of its fields. */
const common = {
  created_at: Timestamp,
  created_by: Type.String({ description: 'User id of the author' }),
  updated_at: Timestamp,
  updated_by: Type.String({ description: 'User id of who changed it last' }),
  occ_lock: OccLock,
  tenant_id: Type.String(),
}

/** The author's columns: who wrote it, and the name they had. */
const author = {
  user_id: Type.String({ description: 'Author' }),
  name: Type.String({ description: 'Display name of the author' }),
}

const idsExample = {
  id: '01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77',
  incident_id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10',
}
const authorExample = { user_id: 'u-7', name: 'System Admin' }
const commonExample = {
  created_at: '2026-05-01T14:20:00.000017Z',
  created_by: 'u-7',
  updated_at: '2026-05-01T14:20:00.000017Z',
  updated_by: 'u-7',
  occ_lock: 0,
  tenant_id: 'default',
}

/** The schemas of a kind, named by it: Task, TaskInput, TaskEdit, TaskConflict. */
export function recordKind<F extends TProperties, A extends boolean>(options: KindOptions<F, A>) {
  const { authored } = options
  const [kind] = options.noun.kinds
  const name = `${kind[0]?.toUpperCase()}${kind.slice(1)}`
  const by = (authored ? author : {}) as A extends true ? typeof author : Record<never, never> // what the flag says
  const writtenHere = Object.keys({ id: 0, incident_id: 0, ...by, ...common }).filter((key) => key !== 'occ_lock')
  const serverWritten = Object.fromEntries(writtenHere.map((key) => [key, Type.Optional(Ignored)]))
  const written = record(options.fields)
  const changeable = options.edit === 'merge' ? Type.Partial(written) : written
  // Of its own where it keeps one; else of the event that tells of the change.
  const moment = occurs(options) ? {} : { occurred_at: Type.Optional(OccurredAt) }
  const shownExample = { ...idsExample, ...(authored ? authorExample : {}), ...options.example, ...commonExample }
  const Shown = record(
    { id: Uuid, incident_id: Uuid, ...by, ...Type.Required(written).properties, ...common },
    { $id: name, examples: [shownExample] },
  )
  const Input = record(
    { ...written.properties, ...moment, ...serverWritten, occ_lock: Type.Optional(Ignored) },
    { $id: `${name}Input` },
  )
  const Edit = record(
    { ...changeable.properties, occ_lock: Type.Optional(OccLock), ...moment, ...serverWritten },
    { $id: `${name}Edit` },
  )
  const since = {
    changes: Type.Array(SinceChange, { description: 'Each field changed since the caller’s version' }),
    conflicts: Type.Array(Type.String(), { description: 'Fields both sides changed' }),
  }
  const Conflict = record(
    { current: Type.Ref(name), ...(options.edit === 'merge' ? since : {}) },
    { $id: `${name}Conflict` },
  )
  const columns = Object.keys(options.fields)
  const plain = ['id', 'incident_id', ...Object.keys(by)].map((column) => raw(`r.${column}`))
  const shown = [...plain, ...columns.map((column) => shownColumn(column, isMoment(options.fields[column])))]
  return {
    ...options,
    kind,
    name,
    events: options.events ?? { added: `${kind}.added`, changed: `${kind}.changed`, removed: `${kind}.removed` },
    schemas: { Shown, Input, Edit, Conflict },
    shownExample,
    columns,
    /** The JSON of a row `r` of the table. */
    json: sql`row_to_json((select j from (select ${join(shown, ', ')}, ${utc('r.created_at')} as created_at,
      r.${raw(authorColumn(authored))} as created_by, ${utc('r.updated_at')} as updated_at, r.updated_by, r.occ_lock, r.tenant_id) j))`,
    table: raw(options.noun.table),
  }
}

/** Whether records of a kind keep when they happened, besides when they were recorded. */
export function occurs({ fields }: { fields: TProperties }): boolean {
  return 'occurred_at' in fields
}

function shownColumn(name: string, moment: boolean): Sql {
  if (!moment) return raw(`r.${name}`)
  const column = name === 'occurred_at' ? 'coalesce(r.occurred_at, r.created_at)' : `r.${name}`
  return sql`${utc(column)} as ${raw(name)}`
}

/** Whether a field is an instant. */
function isMoment(field: object | undefined): boolean {
  return (field as { format?: string } | undefined)?.format === 'date-time' // as TypeBox writes it
}

/** Whether a field has the same value in two records: an instant however it is written, to the microsecond. */
export function sameField(kind: Pick<RecordKind, 'fields'>, name: string, a: unknown, b: unknown): boolean {
  if (!isMoment(kind.fields[name]) || typeof a !== 'string' || typeof b !== 'string') return same(a, b)
  const [one, other] = [parseInstant(a), parseInstant(b)]
  return one.ok && other.ok && one.epoch.slice(0, -3) === other.epoch.slice(0, -3)
}

/** The column that tells who wrote a record. */
export function authorColumn(authored: boolean): string {
  return authored ? 'user_id' : 'created_by'
}

/** A kind, whatever its fields. */
export type RecordKind = Omit<ReturnType<typeof recordKind>, 'schemas' | 'fields'> & {
  fields: TProperties
  schemas: Readonly<Record<'Shown' | 'Input' | 'Edit' | 'Conflict', TObject>>
}

/** A record as callers see it. */
export type Shown = Values & { id: string; incident_id: string; created_by: string; occ_lock: number }

/** The declared fields a body has. */
export function fieldsOf(kind: RecordKind, body: Values): Values {
  return Object.fromEntries(kind.columns.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]))
}

/** The same for a new record: what is left out is its default, or null. */
export function newFields(kind: RecordKind, body: Values): Values {
  const fallback = (name: string): unknown => (kind.fields[name] as { default?: unknown } | undefined)?.default ?? null
  return Object.fromEntries(kind.columns.map((name) => [name, body[name] ?? fallback(name)]))
}

/** A value as its column takes it. */
export function columnValue(kind: RecordKind, name: string, value: unknown): Sql {
  const { type, format } = (kind.fields[name] ?? {}) as { type?: string | string[]; format?: string }
  const of = typeof type === 'string' ? type : type?.find((one) => one !== 'null')
  if (isMoment(kind.fields[name])) return sql`${value as string | null}::timestamptz` // checked by its format
  if (of === 'array' || of === 'object') return sql`${value === null ? null : JSON.stringify(value)}::jsonb`
  const cast = of === 'string' ? (format === 'uuid' ? '::uuid' : '') : (casts[of ?? ''] ?? '')
  return sql`${value as SqlValue}${raw(cast)}` // by its schema a text, a number, true, false or null
}

const casts: Readonly<Record<string, string>> = { integer: '::bigint', number: '::numeric', boolean: '::boolean' }
