// Everything scarce and its budget: one table, made once for each process and handed to whoever takes on work.
import { LoopTime } from './loop.ts'
import { FairShare } from './share.ts'

/** A body over this is read and parsed within the budgets below; a smaller one costs less than asking. */
export const LARGE_BODY = 65_536

export type Budgets = {
  /** Bodies over 64 kB, from before they are read until they are answered: each may hold 1 MiB, and several of that once parsed. */
  bodies: FairShare
  /** Time of the event loop for parsing them. */
  loop: LoopTime
}

export function createBudgets(): Budgets {
  return {
    bodies: new FairShare({ what: 'large bodies', most: 24, mostOfTenant: 6, waiting: 64, waitMs: 5000 }),
    loop: new LoopTime(),
  }
}
