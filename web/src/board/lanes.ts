// Lanes and cards of the board, as plain data.
import type { Incident } from '@tocsin/client'

/** What the board keeps of an incident. */
export type Card = Pick<
  Incident,
  'id' | 'reference' | 'name' | 'status' | 'severity' | 'type' | 'next_update' | 'updated_at' | 'occ_lock' | 'location'
>

/** The incidents of one status. */
export type Lane = {
  status: string
  cards: readonly Card[]
  /** How many there are, shown or not. */
  total: number
}

/** The lane a card lies in. */
export function laneOf(lanes: readonly Lane[], id: string): Lane | undefined {
  return lanes.find((lane) => lane.cards.some((card) => card.id === id))
}

export function cardOf(lanes: readonly Lane[], id: string): Card | undefined {
  return laneOf(lanes, id)?.cards.find((card) => card.id === id)
}

/** The lanes after a card has gone to another status: first there, so that it is seen. Where it is not on the board, nothing changes. */
export function moved(
  lanes: readonly Lane[],
  id: string,
  status: string,
  changes: Partial<Card> = {},
): readonly Lane[] {
  const from = laneOf(lanes, id)
  const card = cardOf(lanes, id)
  if (from === undefined || card === undefined || !lanes.some((lane) => lane.status === status)) return lanes
  const next = { ...card, ...changes, status }
  if (from.status === status) {
    return lanes.map((lane) =>
      lane.status === status ? { ...lane, cards: lane.cards.map((one) => (one.id === id ? next : one)) } : lane,
    )
  }
  return lanes.map((lane) => {
    if (lane.status === from.status)
      return { ...lane, cards: lane.cards.filter((one) => one.id !== id), total: lane.total - 1 }
    if (lane.status === status) return { ...lane, cards: [next, ...lane.cards], total: lane.total + 1 }
    return lane
  })
}

/** The status beside this one on the board; undefined at its edge. */
export function beside(lanes: readonly Lane[], status: string, step: -1 | 1): string | undefined {
  const at = lanes.findIndex((lane) => lane.status === status)
  return at < 0 ? undefined : lanes[at + step]?.status
}

/** Where the focus goes from a card: up and down in its lane, to the same height beside it. Lanes without cards are passed over. */
export function neighbour(
  lanes: readonly Lane[],
  id: string,
  to: 'up' | 'down' | 'left' | 'right',
): string | undefined {
  const at = lanes.findIndex((lane) => lane.cards.some((card) => card.id === id))
  const lane = lanes[at]
  if (lane === undefined) return undefined
  const height = lane.cards.findIndex((card) => card.id === id)
  if (to === 'up' || to === 'down') return lane.cards[height + (to === 'up' ? -1 : 1)]?.id
  const step = to === 'left' ? -1 : 1
  for (let next = at + step; next >= 0 && next < lanes.length; next += step) {
    const cards = lanes[next]?.cards ?? []
    if (cards.length > 0) return cards[Math.min(height, cards.length - 1)]?.id
  }
  return undefined
}
