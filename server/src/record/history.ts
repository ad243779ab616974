/** What the log says of a record since a version, and where that meets what is wanted now. */
import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { sql } from '../database/sql.ts'
import type { Change } from '../log/schema.ts'
import type { SinceChange } from './schema.ts'

export type RecordedChanges = { changes: readonly Change[]; by: string; at: string }

/** Each field of a subject that changed after a version, folded from the log. */
export async function changesSince(tx: Tx, kind: string, id: string, occLock: number): Promise<SinceChange[]> {
  const rows = await tx.query(
    sql`select b.changes, e.actor_name as by, ${utc('e.recorded_at')} as at
      from event_subject s join event e on e.tenant_id = s.tenant_id and e.seq = s.seq join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq
      where s.tenant_id = ${tx.tenantId} and s.kind = ${kind} and s.id = ${id} and s.lock > ${occLock} and s.place = 0 order by e.seq`,
  )
  return foldChanges(rows as RecordedChanges[]) // the columns above
}

/** Folds what was recorded since a version into one entry per field; a field that is back where it was has not changed. */
export function foldChanges(recorded: readonly RecordedChanges[]): SinceChange[] {
  const folded = new Map<string, SinceChange>()
  for (const { changes, by, at } of recorded) {
    for (const { field, from, to } of changes) {
      folded.set(field, { field, from: folded.has(field) ? folded.get(field)?.from : from, to, by, at })
    }
  }
  return [...folded.values()].filter((change) => !same(change.from, change.to))
}

/** Whether two values of a field, as JSON has them, are the same. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && isDeepStrictEqual(a, b))
}
