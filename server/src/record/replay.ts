/** A subject of the log, rebuilt from its events: the same events give the same record. */

/** What replay reads of an event. */
export type Told = {
  type: string
  subject: { kind: string; id: string; occ_lock: number | null }
  recorded_at: string
  actor: { id: string; name: string }
  changes: readonly { field: string; to: unknown }[]
  data: Readonly<Record<string, unknown>> | null
}

/**
 * The record of a kind after these events, which are its own in their order; undefined once it is removed, or where what it said was
 * purged. `removed`: types that remove one.
 */
export function replayRecord(
  kind: string,
  events: readonly Told[],
  removed: ReadonlySet<string>,
): Record<string, unknown> | undefined {
  let record: Record<string, unknown> | undefined
  for (const { type, subject, recorded_at, actor, changes, data } of events) {
    if (subject.occ_lock === null) continue
    if (removed.has(type)) return undefined
    if (subject.occ_lock === 0) {
      const made = data?.[kind]
      if (typeof made !== 'object' || made === null) return undefined
      record = { ...made }
      continue
    }
    if (!record) return undefined
    for (const { field, to } of changes) record = { ...record, [field]: to }
    record = { ...record, occ_lock: subject.occ_lock, updated_at: recorded_at, updated_by: actor.id }
  }
  return record
}
