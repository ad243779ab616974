// The rules of editing a field while others change it.
import type { Event, IncidentConflict } from '@tocsin/client'
import { type Field, isField, type Value } from './fields.ts'

/*
 * How what someone types meets what others save meanwhile. Pure: no service, no clock.
 */

/** What someone else made of a field. */
export type Theirs = {
  value: Value
  /** Who, and when; undefined where that is not known. */
  by: string | undefined
  at: string | undefined
}

/** A field being edited. */
export type Edit = {
  /** What the field held when the edit began, or when its conflict was last settled. */
  base: Value
  /** What is typed. */
  value: Value
  /** The version of the incident that `base` belongs to. */
  occ_lock: number
  /** What someone else made of the same field meanwhile, where it is neither base nor what is typed. */
  theirs?: Theirs | undefined
}

/** A change of someone else, as a page tells it. */
export type News = Theirs & { field: Field; from: Value; seq: number | undefined }

export function beginEdit(value: Value, occLock: number): Edit {
  return { base: value, value, occ_lock: occLock }
}

/** Whether something was typed that would be lost. */
export function isChanged(edit: Edit): boolean {
  return edit.value !== edit.base
}

/** An edit after someone else changed its field: what stands in the editor stays, whatever came. */
export function receive(edit: Edit, theirs: Theirs, occLock: number): Edit {
  // Both want the same, or they took it back: the edit goes on from what there is now.
  if (theirs.value === edit.value || theirs.value === edit.base) {
    return { base: theirs.value, value: edit.value, occ_lock: occLock }
  }
  return { ...edit, theirs }
}

/** Whether both sides changed the field, each to something of its own. */
export function isConflict(edit: Edit): boolean {
  return edit.theirs !== undefined && isChanged(edit)
}

/** An edit whose writer has seen what the others made of the field and keeps to their own: it goes on from there. */
export function settle(edit: Edit, value: Value, occLock: number): Edit {
  return { base: edit.theirs === undefined ? edit.base : edit.theirs.value, value, occ_lock: occLock }
}

/** What the events of the log changed from one version up to another, one entry a field; one back where it was is left out. */
export function newsOf(events: readonly Event[], after: number, upTo: number, own: ReadonlySet<number>): News[] {
  const folded = new Map<Field, News>()
  const inOrder = [...events].sort((a, b) => a.seq - b.seq)
  for (const { type, occ_lock, changes, actor, recorded_at, seq } of inOrder) {
    if (type !== 'incident.updated' || occ_lock === null || occ_lock <= after || occ_lock > upTo || own.has(occ_lock)) {
      continue
    }
    for (const { field, from, to } of changes) {
      if (!isField(field)) continue
      const first = folded.get(field)
      const before = first === undefined ? (from as Value) : first.from // the log holds what the field held
      folded.set(field, { field, from: before, value: to as Value, by: actor.name, at: recorded_at, seq })
    }
  }
  return [...folded.values()].filter((one) => one.from !== one.value)
}

/** What a refused change was told, as news: of the fields in `among` alone. */
export function newsFrom(changes: IncidentConflict['changes'], among: readonly Field[]): News[] {
  return changes.flatMap(({ field, from, to, by, at }): News[] =>
    isField(field) && among.includes(field)
      ? [{ field, from: from as Value, value: to as Value, by, at, seq: undefined }] // the log holds what the field held
      : [],
  )
}

/** News with later ones added: one entry a field, from where its first stood; the latest last. */
export function withNews(known: readonly News[], added: readonly News[]): News[] {
  const merged = new Map(known.map((one) => [one.field, one]))
  for (const one of added) {
    const before = merged.get(one.field)
    if (before?.seq !== undefined && one.seq !== undefined && before.seq >= one.seq) continue
    merged.delete(one.field)
    merged.set(one.field, before === undefined ? one : { ...one, from: before.from })
  }
  return [...merged.values()].filter((one) => one.from !== one.value)
}

/** Edits found from before a reload: those that are of this shape. */
export function readEdits(kept: unknown): Map<Field, Edit> {
  const edits = new Map<Field, Edit>()
  if (typeof kept !== 'object' || kept === null) return edits
  for (const [field, edit] of Object.entries(kept)) {
    if (isField(field) && isEdit(edit) && isChanged(edit)) {
      edits.set(field, { base: edit.base, value: edit.value, occ_lock: edit.occ_lock })
    }
  }
  return edits
}

function isEdit(value: unknown): value is Edit {
  if (typeof value !== 'object' || value === null) return false
  const edit: Partial<Record<string, unknown>> = { ...value }
  return isValue(edit['base']) && isValue(edit['value']) && Number.isInteger(edit['occ_lock'])
}

function isValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
