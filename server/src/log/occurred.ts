// Checks occurred_at: not in the future, not before the year 1.
import type { Problem, ProblemCode } from '../errors.ts'
import { parseInstant } from '../instant.ts'

/** 0001-01-01T00:00:00Z in seconds: the log writes its instants in UTC, with years of four digits. */
const EARLIEST = -62_135_596_800

/** What is wrong with when something is said to have become true, besides its spelling: it lies in the future, or before the year 1. */
export function occurredProblems(body: { occurred_at?: unknown }): Problem[] {
  const parsed = typeof body.occurred_at === 'string' ? parseInstant(body.occurred_at) : null
  if (!parsed?.ok) return []
  const seconds = Number(parsed.epoch)
  const problem = (code: ProblemCode, words: string): Problem[] => [
    { code, message: `"occurred_at" ${words}.`, field: 'occurred_at' },
  ]
  if (seconds * 1000 > Date.now()) return problem('IN_FUTURE', 'must not lie in the future')
  return seconds < EARLIEST ? problem('OUT_OF_RANGE', 'must not lie before the year 1 in UTC') : []
}
