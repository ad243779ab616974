// Everything scarce and its budget: one table, made once for each process and handed to whoever takes on work.
import { LoopTime } from './loop.ts'
import { FairShare } from './share.ts'

/** A body over this is read and parsed within the budgets below; a smaller one costs less than asking. */
export const LARGE_BODY = 65_536

/** No answer that is held in memory is larger, its envelope included. */
export const LARGEST_ANSWER = 8_388_608
/** An answer over this is counted until its reader has taken it. */
export const LARGE_ANSWER = 65_536

export type Budgets = {
  /** Requests being answered, but for those that are held: more are turned away at once, so that those accepted still end in time. */
  requests: FairShare
  /** Bodies over 64 kB, from before they are read until they are answered: each may hold 1 MiB, and several of that once parsed. */
  bodies: FairShare
  /** Time of the event loop for parsing them. */
  loop: LoopTime
  /** Answers that cost the database much (endpoints with `costly`), until they are made. */
  costly: FairShare
  /** Long polls that wait for the log to grow. */
  polls: FairShare
  /** Look-ups of names that webhooks call. */
  lookups: FairShare
  /** Bytes of large answers, until their readers have taken them. */
  answers: FairShare
}

const MEBIBYTE = 1_048_576

/** `connections`: how many to the database this process has at most. */
export function createBudgets(connections: number): Budgets {
  const part = (share: number): number => partOf(connections, share)
  return {
    // One tenant's flood leaves room for the others. The contract promises each 128.
    requests: new FairShare({ what: 'requests', most: 2000, mostOfTenant: 1000, waiting: 0, waitMs: 0 }),
    bodies: new FairShare({ what: 'large bodies', most: 24, mostOfTenant: 6, waiting: 64, waitMs: 5000 }),
    loop: new LoopTime(),
    // Whatever one tenant asks for, most connections are left: a page of another tenant never waits for a search of five seconds.
    costly: new FairShare({
      what: 'costly requests',
      most: part(0.5),
      mostOfTenant: part(0.2),
      waiting: 128,
      waitMs: 8000,
    }),
    polls: new FairShare({ what: 'held calls', most: 4096, mostOfTenant: 256, waiting: 0, waitMs: 0 }),
    lookups: new FairShare({ what: 'name look-ups', most: 32, mostOfTenant: 4, waiting: 64, waitMs: 5000 }),
    answers: new FairShare({
      what: 'answers not yet taken',
      most: 64 * MEBIBYTE,
      mostOfTenant: 24 * MEBIBYTE,
      waiting: 256,
      waitMs: 10_000,
    }),
  }
}

/** Looking at tokens that nobody has shown lately, by the address they come from; strangers never have more than a few connections. */
export function shareOfStrangers(connections: number): FairShare {
  return new FairShare({
    what: 'tokens to look at',
    whose: 'This address',
    most: partOf(connections, 0.4),
    mostOfTenant: partOf(connections, 0.2),
    waiting: 64,
    waitMs: 5000,
  })
}

/** Steps of signing in, by the address they come from; strangers may take them, and each costs as much as ten pages of incidents. */
export function shareOfSignIns(): FairShare {
  return new FairShare({
    what: 'steps of signing in',
    whose: 'This address',
    most: 4,
    mostOfTenant: 2,
    waiting: 128,
    waitMs: 5000,
  })
}

function partOf(connections: number, share: number): number {
  return Math.max(1, Math.floor(connections * share))
}

/** The shares of tenants, by the names that GET /v1/usage and the metrics have for them, each with what it counts. */
export const shares = {
  requests: { of: 'requests', unit: 'requests' },
  large_bodies: { of: 'bodies', unit: 'requests' },
  costly_requests: { of: 'costly', unit: 'requests' },
  held_calls: { of: 'polls', unit: 'requests' },
  name_lookups: { of: 'lookups', unit: 'lookups' },
  answer_bytes: { of: 'answers', unit: 'bytes' },
} as const satisfies Record<string, { of: keyof Budgets; unit: string }>
