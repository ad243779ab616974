/** What the log, its readers and purges need to know of a noun; each noun's `noun.ts` says it, `nouns.ts` lists them. */

/** A kind of event. */
export type EventKind = {
  /** What happened, as a sentence of documentation. */
  says: string
  /** It takes back words that earlier events carry: nothing kept in memory is shown again. */
  takesBack?: true
}

export type Noun = {
  /** Kinds of subject its events have; the first one is what `data` carries it under. */
  kinds: readonly [string, ...string[]]
  /** Its types of event. */
  events: Readonly<Record<string, EventKind>>
  /** Its table, whose rows have tenant_id, id and occ_lock; absent where it has none of its own. */
  table?: string
  /** Its rows belong to an incident (incident_id): they are purged with it. */
  ofIncident?: true
  /**
   * Words that only admins read once they were changed or removed: fields of `data` to blank, unless the SQL condition holds, about the
   * event `e` and its subject `s`. Such events show no changes.
   */
  words?: { fields: readonly string[]; stand: string }
}
