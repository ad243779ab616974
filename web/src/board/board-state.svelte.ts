// Reads the lanes of the board, and moves cards between them.
import { ConflictError, type Incident } from '@tocsin/client'
import { failureOf } from '../failure/failure.ts'
import { m } from '../message/message.ts'
import { session } from '../session/session.svelte.ts'
import { toasts } from '../ui/toasts.svelte.ts'
import { type Card, cardOf, type Lane, moved } from './lanes.ts'

/** Cards a lane shows; who wants the rest is led to the list. */
const laneSize = 30

export type BoardQuery = {
  q: string
  type: readonly string[]
  severity: readonly string[]
  statuses: readonly string[]
  /** Those of them in which an incident is done with. */
  done: readonly string[]
}

/**
 * Reads the lanes, one for each status, all at once. The most severe come first, then those that changed last; of those done with the
 * newest: there may be any number, and only that order has an index.
 */
export async function readLanes(query: BoardQuery, { signal }: { signal: AbortSignal }): Promise<readonly Lane[]> {
  const { q, type, severity } = query
  const filters = {
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(type.length === 0 ? {} : { type: [...type] }),
    ...(severity.length === 0 ? {} : { severity: [...severity] }),
  }
  return await Promise.all(
    query.statuses.map(async (status) => {
      const { incidents, page } = await session.tocsin.incident.list(
        {
          ...filters,
          status: [status],
          page: 1,
          size: laneSize,
          sort: query.done.includes(status) ? ['created_at,DESC'] : ['severity,ASC', 'updated_at,DESC'],
        },
        { signal },
      )
      return { status, cards: incidents.map(toCard), total: page?.total_records ?? incidents.length }
    }),
  )
}

/** Where cards are to go that are on their way at the service: one that goes on meanwhile is not its own conflict. */
const wanted = new Map<string, string>()

/**
 * Moves a card to another status: shown at once, taken back when the service refuses. `lanes` gives what is shown, `show` replaces it.
 * Never throws; says what went wrong. Gives whether it was done; false also for one on its way, whose earlier move goes on.
 */
export async function move(
  { lanes, show }: { lanes: () => readonly Lane[]; show: (lanes: readonly Lane[]) => void },
  id: string,
  status: string,
): Promise<boolean> {
  const card = cardOf(lanes(), id)
  if (card === undefined || card.status === status) return false
  show(moved(lanes(), id, status))
  const onItsWay = wanted.has(id)
  wanted.set(id, status)
  if (onItsWay) return false
  try {
    let { occ_lock } = card
    for (;;) {
      const to = wanted.get(id) ?? status
      const incident = await session.tocsin.incident.patch(id, { status: to, occ_lock })
      occ_lock = incident.occ_lock
      if ((wanted.get(id) ?? to) !== to) continue
      show(moved(lanes(), id, incident.status, toCard(incident)))
      return true
    }
  } catch (error) {
    const current = error instanceof ConflictError ? error.current : undefined
    show(moved(lanes(), id, current?.status ?? card.status, current ? toCard(current) : {}))
    const by = error instanceof ConflictError ? (error.changes.at(-1)?.by ?? '') : ''
    toasts.show({
      kind: 'danger',
      title: m('board.not_moved', { reference: card.reference }),
      text: current ? m('board.changed_by', { name: by }) : failureOf(error).text,
    })
    return false
  } finally {
    wanted.delete(id)
  }
}

function toCard(incident: Incident): Card {
  const { id, reference, name, status, severity, type, next_update, updated_at, occ_lock, location } = incident
  return { id, reference, name, status, severity, type, next_update, updated_at, occ_lock, location }
}
