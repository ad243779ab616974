import type { Incident, IncidentSummary, Tocsin } from '@tocsin/client'

export type Overview = {
  summary: IncidentSummary
  /** What needs someone now, the most pressing first, each once. */
  attention: readonly Incident[]
}

export type OverviewKey = {
  /** Days that the figures over time go back. */
  days: number
  /** Codes of the statuses in which an incident is not done with. */
  open: readonly string[]
  /** Code of the worst severity; undefined where there are none. */
  worst: string | undefined
}

/** Rows shown of each kind of what needs someone. */
const mostOfEach = 8

/** Reads the figures and what is behind the most pressing of them, at once. */
export async function readOverview(
  tocsin: Tocsin,
  { days, open, worst }: OverviewKey,
  options: { signal: AbortSignal },
): Promise<Overview> {
  const list = async (query: Parameters<Tocsin['incident']['list']>[0]): Promise<Incident[]> =>
    (await tocsin.incident.list({ page: 1, ...query }, options)).incidents
  const status = [...open]
  const [summary, overdue, promised, severe] = await Promise.all([
    tocsin.incident.summary({ days }, options),
    list({ overdue: true, sort: ['next_update,ASC'], size: mostOfEach }),
    // Those without a promise have 0 and come last; the nearest is the last of those that have one.
    list({ status, sort: ['next_update,DESC'], size: 100 }),
    list({
      status,
      severity: worst === undefined ? [''] : [worst, ''],
      sort: ['severity,ASC', 'created_at,DESC'],
      size: mostOfEach,
    }),
  ])
  return { summary, attention: attentionOf({ overdue, promised, severe }, Date.now() / 1000) }
}

/** So soon a promise counts as due, in seconds: as the summary counts them. */
const dueSeconds = 3600

/** Overdue promises, the oldest first; those due within the hour, the nearest first; the worst and those not assessed. `now` in seconds. */
export function attentionOf<I extends { id: string; next_update: number }>(
  { overdue, promised, severe }: { overdue: readonly I[]; promised: readonly I[]; severe: readonly I[] },
  now: number,
): readonly I[] {
  const due = promised
    .filter(({ next_update }) => next_update > now && next_update <= now + dueSeconds)
    .sort((a, b) => a.next_update - b.next_update)
    .slice(0, mostOfEach)
  const found = new Map([...overdue, ...due, ...severe].map((incident) => [incident.id, incident]))
  return [...found.values()]
}
