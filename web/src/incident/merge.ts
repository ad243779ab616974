// Merges events into a row of an incident.
import type { Event, Incident } from '@tocsin/client'
import type { Merged } from '../collection/collection.svelte.ts'

/*
 * What an event of the log means for the rows on screen. Nothing here reads the service.
 */

/** Applies an event to a row of its incident. */
export function merge(row: Incident, event: Event): Merged<Incident> {
  if (event.incident_id !== row.id) return { kind: 'same' }
  if (event.type === 'incident.purged') return { kind: 'gone' }
  // Comments and promises come without a version of their own.
  if (!['incident.created', 'incident.updated', 'incident.deleted', 'incident.restored'].includes(event.type)) {
    return { kind: 'same' }
  }
  if (event.occ_lock === null) return { kind: 'reread' }
  if (event.occ_lock <= row.occ_lock) return { kind: 'same' }
  if (event.type === 'incident.deleted') return { kind: 'gone' }
  if (event.type !== 'incident.updated' || event.occ_lock !== row.occ_lock + 1 || event.purged)
    return { kind: 'reread' }
  return { kind: 'row', row: applied(row, event) }
}

/** Whether an event may change which incidents are listed, or their order: worth asking the service again. */
export function touchesMembership(event: Event): boolean {
  return event.type.startsWith('incident.') && event.type !== 'incident.update_due'
}

function applied(row: Incident, event: Event): Incident {
  const next: Record<string, unknown> = { ...row }
  const attributes: Record<string, unknown> = { ...row.attributes }
  for (const { field, to } of event.changes) {
    if (!field.startsWith('attributes.')) next[field] = to
    else if (to === null) delete attributes[field.slice('attributes.'.length)]
    else attributes[field.slice('attributes.'.length)] = to
  }
  next['attributes'] = Object.keys(attributes).length === 0 ? null : attributes
  next['occ_lock'] = event.occ_lock
  next['updated_at'] = event.recorded_at
  next['updated_by'] = event.actor.name
  next['updated_by_id'] = event.actor.id
  return next as Incident // the fields of an incident, by the log's own record of them
}
