// The collection behind the incident list.
import type { Incident } from '@tocsin/client'
import { Collection } from '../collection/collection.svelte.ts'
import { merge, touchesMembership } from '../incident/merge.ts'
import { preference } from '../preference/preference.svelte.ts'
import { useRoom } from '../room/room.ts'
import { session } from '../session/session.svelte.ts'
import { clock } from '../time/clock.svelte.ts'
import { Bulk } from './bulk.svelte.ts'
import { Export } from './export.svelte.ts'
import { requestOf } from './request.ts'
import { Selection } from './selection.svelte.ts'
import { filterKeyOf, type ListState } from './state.ts'
import { Views } from './views.svelte.ts'

/** What the list of incidents keeps while one looks at other pages. */
export type ListRoom = {
  list: Collection<Incident, ListState>
  selection: Selection
  bulk: Bulk
  exporting: Export
  views: Views
}

/** The list's room. Call it while the component is made. */
export function listRoom(): ListRoom {
  return useRoom('list', () => ({
    list: new Collection<Incident, ListState>({
      keyOf: filterKeyOf,
      read: readIncidents,
      merge,
      rowOf: (event) => event.incident_id,
      touches: touchesMembership,
      isNewer: (one, other) => one.occ_lock > other.occ_lock,
    }),
    selection: new Selection(),
    bulk: new Bulk(),
    exporting: new Export(),
    views: new Views(),
  }))
}

async function readIncidents(state: ListState, signal: AbortSignal) {
  const where = { now: clock.read(), zone: preference.timeZone }
  const { incidents, total, page } = await session.tocsin.incident.list(requestOf(state, where), { signal })
  return { rows: incidents, total, next: page?.next_cursor ?? undefined }
}
