// The promise ledger of a demo incident that is written as rows.
import type { Incident } from '../incident/schema.ts'

/** A row of `promise`. Times are in microseconds since 1970, locks and numbers as the table has them. */
export type PromiseRow = {
  madeLock: number
  madeAt: number
  madeBy: string
  dueAt: number
  newsAt: number | null
  endedAt: number | null
  endedBy: 'replaced' | 'withdrawn' | 'resolved' | 'deleted' | null
}

type State = Pick<Incident, 'next_update' | 'resolved_date'> & { deleted: boolean }

function owes({ next_update, resolved_date, deleted }: State): boolean {
  return next_update > 0 && resolved_date === null && !deleted
}

/**
 * What incident/promise.ts does in SQL for one change, for an incident whose rows are not in the database yet. The tests compare the two on the
 * same stories.
 */
export class Ledger {
  readonly rows: PromiseRow[] = []

  /** Notes the promise that a new incident makes. */
  open(incident: Incident, by: string, at: number): void {
    const state = { ...incident, deleted: false }
    if (owes(state)) this.#make(0, state.next_update, by, at)
  }

  change(before: State, after: State, occLock: number, by: string, at: number, news: boolean): void {
    if (before.deleted && !after.deleted) {
      this.#restore(after, at)
      return
    }
    if (owes(before) && owes(after) && before.next_update === after.next_update) {
      if (news) this.news(at)
      return
    }
    if (owes(before)) this.#end(after, at, news)
    if (owes(after)) this.#make(occLock, after.next_update, by, at)
  }

  /** An update was posted. */
  news(at: number): void {
    const current = this.rows.find((row) => row.endedAt === null)
    if (current) current.newsAt ??= at
  }

  #make(madeLock: number, nextUpdate: number, madeBy: string, madeAt: number): void {
    const dueAt = nextUpdate * 1_000_000
    if (dueAt > madeAt) this.rows.push({ madeLock, madeAt, madeBy, dueAt, newsAt: null, endedAt: null, endedBy: null })
  }

  #end(after: State, at: number, news: boolean): void {
    const current = this.rows.find((row) => row.endedAt === null)
    if (!current) return
    current.endedAt = at
    current.endedBy = after.deleted
      ? 'deleted'
      : after.resolved_date !== null
        ? 'resolved'
        : after.next_update === 0
          ? 'withdrawn'
          : 'replaced'
    if (news || current.endedBy === 'replaced' || current.endedBy === 'resolved') current.newsAt ??= at
  }

  #restore(after: State, at: number): void {
    if (!owes(after)) return
    const dueAt = after.next_update * 1_000_000
    for (const row of this.rows) {
      if (row.endedBy !== 'deleted' || row.dueAt !== dueAt || row.dueAt <= at) continue
      row.endedAt = null
      row.endedBy = null
    }
  }
}
