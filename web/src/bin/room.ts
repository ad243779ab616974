// The collection behind the bin.
import type { Event, Incident } from '@tocsin/client'
import { Collection, type Query } from '../collection/collection.svelte.ts'
import { useRoom } from '../room/room.ts'
import { session } from '../session/session.svelte.ts'

/** Incidents on a page. */
export const pageSize = 50

export type BinQuery = Query & { q: string }
export type BinRoom = Collection<Incident, BinQuery>

const moves = ['incident.deleted', 'incident.restored', 'incident.purged']

/** Whether something has come into the bin, or left it. */
export function movesBin(event: Event): boolean {
  return moves.includes(event.type)
}

/** What lies in the bin. Call it while the component is made. */
export function binRoom(): BinRoom {
  return useRoom('bin', () => {
    const { tocsin } = session
    return new Collection<Incident, BinQuery>({
      keyOf: ({ q }) => q.trim(),
      read: async ({ q, page, cursor }, signal) => {
        const words = q.trim()
        const place = cursor === undefined ? { page } : { cursor }
        const found = await tocsin.incident.list(
          // Deleting is the last change of an incident in the bin.
          { deleted: true, ...(words === '' ? {} : { q: words }), size: pageSize, sort: ['updated_at,DESC'], ...place },
          { signal },
        )
        return { rows: found.incidents, total: found.total, next: found.page?.next_cursor ?? undefined }
      },
      merge: (row, event) =>
        event.incident_id === row.id && movesBin(event) && event.type !== 'incident.deleted'
          ? { kind: 'gone' }
          : { kind: 'same' },
      rowOf: (event) => event.incident_id,
      touches: movesBin,
      isNewer: (one, other) => one.occ_lock > other.occ_lock,
    })
  })
}
