// Saves and discards edits, with conflict and undo.
import { m } from '../message/message.ts'
import { toasts } from '../ui/toasts.svelte.ts'
import { isConflict } from './edit.ts'
import type { Field } from './fields.ts'
import type { IncidentState } from './incident-state.svelte.ts'
import { fieldName, problemWith, readied } from './words.ts'

/** Saves a field if nothing is wrong with it; gives what is wrong. A conflict is settled by this: what is typed is meant. */
export async function saveChecked(incident: IncidentState, field: Field): Promise<string | undefined> {
  const edit = incident.edits.fields[field]
  if (edit === undefined) return undefined
  const problem = problemWith(field, edit.value)
  if (problem !== undefined) return problem
  edit.value = readied(field, edit.value)
  if (isConflict(edit)) await incident.edits.resolve(field, edit.value)
  else await incident.edits.save(field)
  return undefined
}

/** Closes an editor; what was typed in it can be brought back. */
export function discardWithUndo(incident: IncidentState, field: Field): void {
  const bringBack = incident.edits.close(field)
  if (bringBack === undefined) return
  toasts.show({
    title: m('incident.set_aside', { field: fieldName(field) }),
    action: { label: m('incident.bring_back'), run: bringBack },
  })
}
