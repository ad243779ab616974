// Where an incident is found: live, in the bin, or purged.
import { type Event, type Incident, type Tocsin, TocsinError } from '@tocsin/client'

/*
 * Reading one incident, wherever it is by now.
 */

export type Purged = { by: string; at: string }

export type Found =
  | { phase: 'shown' | 'deleted'; incident: Incident }
  | { phase: 'purged'; purged: Purged }
  | { phase: 'missing' }

/** Among the incidents, in the bin, purged, or never there. Throws when the service can't tell. */
export async function findIncident(tocsin: Tocsin, id: string, signal: AbortSignal): Promise<Found> {
  const incident = await unlessMissing(() => tocsin.incident.get(id, {}, { signal }))
  if (incident !== undefined) return { phase: 'shown', incident }
  const deleted = await unlessMissing(() => tocsin.incident.get(id, { deleted: true }, { signal }))
  if (deleted !== undefined) return { phase: 'deleted', incident: deleted }
  const query = { incident_id: id, type: ['incident.purged' as const], after: 0, limit: 1 }
  const page = await unlessMissing(() => tocsin.event.read(query, { signal }))
  const event = page?.events[0]
  if (event === undefined) return { phase: 'missing' }
  return { phase: 'purged', purged: { by: event.actor.name, at: event.recorded_at } }
}

/** The events of an incident after a version of it; none where they can't be read: who changed what is then not told. */
export async function eventsSince(tocsin: Tocsin, id: string, occLock: number, signal: AbortSignal): Promise<Event[]> {
  try {
    const { entries } = await tocsin.incident.timeline(id, { page: 1, size: 100 }, { signal })
    return entries.filter((event) => event.occ_lock !== null && event.occ_lock > occLock)
  } catch {
    return []
  }
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    // 400: an address that is no id at all.
    if (error instanceof TocsinError && (error.status === 404 || error.status === 400)) return undefined
    throw error
  }
}
