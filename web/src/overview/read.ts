// Reads the figures of the overview.
import type { Incident, IncidentSummary, Tocsin } from '@tocsin/client'

export type Overview = {
  summary: IncidentSummary
  /** What may want someone, in no order. */
  wanting: readonly Incident[]
  /** Whether there are more of them than have been read. */
  more: boolean
}

export type OverviewKey = {
  /** Days that the figures over time go back. */
  days: number
  /** Codes of the statuses in which an incident is not done with. */
  open: readonly string[]
  /** Code of the worst severity; undefined where there are none. */
  worst: string | undefined
}

/** Read of each kind: the order is made of these. */
const mostOfEach = 50

/** Reads the figures and what is behind the most pressing of them, at once. */
export async function readOverview(
  tocsin: Tocsin,
  { days, open, worst }: OverviewKey,
  options: { signal: AbortSignal },
): Promise<Overview> {
  type Query = Parameters<Tocsin['incident']['list']>[0]
  const list = async (query: Query) => {
    const { incidents, page } = await tocsin.incident.list({ page: 1, size: mostOfEach, ...query }, options)
    return { incidents, more: page?.next_cursor != null }
  }
  const [summary, ...kinds] = await Promise.all([
    tocsin.incident.summary({ days }, options),
    list({ overdue: true, sort: ['severity,ASC', 'next_update,DESC'] }),
    // Those missed just now, should the severe ones fill the list.
    list({ overdue: true, sort: ['next_update,DESC'] }),
    list({ due: true, sort: ['next_update,ASC'] }),
    list({
      status: [...open],
      severity: worst === undefined ? [''] : [worst, ''],
      sort: ['severity,ASC', 'created_at,DESC'],
    }),
  ])
  const wanting = [...new Map(kinds.flatMap(({ incidents }) => incidents).map((one) => [one.id, one])).values()]
  return { summary, wanting, more: kinds.some(({ more }) => more) }
}
