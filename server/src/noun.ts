/** What the log, its readers and purges need to know of a noun; each noun's `noun.ts` says it, `nouns.ts` lists them. */

/** A kind of event. */
export type EventKind = {
  /** What happened, as a sentence of documentation. */
  says: string
  /** It takes back words that earlier events carry: nothing kept in memory is shown again. */
  takesBack?: true
  /** People who follow the incident get mail about it, which says this. */
  mail?: {
    says: (told: Told) => string
    /** The field of what `data` carries whose words are quoted. */
    quotes?: string
  }
}

/** What a sentence about an event is made of: who did it, when it happened (as text), what changed. */
export type Told = { by: string; at: string; changes: readonly { field: string; from: unknown; to: unknown }[] }

export type Noun = {
  /** Kinds of subject its events have; the first one is what `data` carries it under. */
  kinds: readonly [string, ...string[]]
  /** Its types of event. */
  events: Readonly<Record<string, EventKind>>
  /** Its calls in the document: their group, and what that is about. */
  group?: { name: string; description: string }
  /** Fields of its rows that search finds its incident by. */
  searched?: readonly string[]
  /** Its table, whose rows have tenant_id, id and occ_lock; absent where it has none of its own. */
  table?: string
  /** Its rows belong to an incident (incident_id): they are purged with it. */
  ofIncident?: true
  /**
   * Fields of `data` that only admins read once they were changed or the row was removed: blanked unless the row still has the version of
   * the event. Such events show no changes.
   */
  words?: readonly string[]
}
