// Turns events into the entries of a timeline.
import type { Event } from '@tocsin/client'

/*
 * An incident's story for people, out of the events of its timeline (newest first). It knows no noun: what an event means is told by
 * the rule of its type.
 */

/** What something an event is about says by now. What it holds besides its id only its noun knows. */
export type Present = { id: string }

export type Entry = {
  /** The event it is about; of several in one step, the one that shows something. */
  event: Event
  present: Present | undefined
  /** What was changed, in the same step where it came with something else. */
  changes: Event['changes']
}

/** Kinds of entries that can be left out. */
export const kinds = ['comments', 'changes', 'system'] as const
export type Kind = (typeof kinds)[number]

/** What an event's type means for the story. */
export type Rule = {
  kind: Kind
  /** Reads what its subject says after it. */
  present?: ((event: Event) => Present | undefined) | undefined
  /** Its entry shows what its subject says by now; later events of the subject only tell what was done. */
  shows?: boolean
  /** Told together with what is shown of the same step. */
  joins?: boolean
}

/** The types of events that these kinds show; undefined for all of them. */
export function typesOf(shown: readonly Kind[], rules: ReadonlyMap<string, { kind: Kind }>): string[] | undefined {
  if (shown.length === 0 || shown.length === kinds.length) return undefined
  return [...rules].flatMap(([type, { kind }]) => (shown.includes(kind) ? [type] : []))
}

/**
 * Entries of a timeline, newest first. What is shown of a subject is what it says by now: its later events are newer and so known
 * before it. What was changed in the same step (one request) is told with it.
 */
export function storyOf(events: readonly Event[], ruleOf: (type: string) => Rule): readonly Entry[] {
  const latest = new Map<string, Present>()
  const entries: Entry[] = []
  /** The place of the entry of a step that others of the step may join. */
  const inStep = new Map<string, number>()
  for (const event of events) {
    const { present: read, shows = false, joins = false } = ruleOf(event.type)
    const present = read?.(event)
    if (read !== undefined && !shows) {
      if (present !== undefined && !latest.has(present.id)) latest.set(present.id, present)
      entries.push({ event, present: undefined, changes: [] })
      continue
    }
    const entry: Entry = {
      event,
      present: shows && present !== undefined ? (latest.get(present.id) ?? present) : undefined,
      changes: shows ? [] : event.changes,
    }
    const joined = joins || entry.present !== undefined ? join(entries, inStep.get(event.request_id), entry) : false
    if (joined) inStep.delete(event.request_id)
    else {
      entries.push(entry)
      if (joins || entry.present !== undefined) inStep.set(event.request_id, entries.length - 1)
    }
  }
  return entries
}

/** Puts an entry and an earlier one of its step together, where one shows something and the other tells changes. */
function join(entries: Entry[], place: number | undefined, entry: Entry): boolean {
  const before = place === undefined ? undefined : entries[place]
  if (place === undefined || before === undefined) return false
  const [showing, telling] = entry.present === undefined ? [before, entry] : [entry, before]
  if (showing.present === undefined || telling.present !== undefined) return false
  entries[place] = { ...showing, changes: telling.changes }
  return true
}

/** Events of two readings as one, newest first, each once. */
export function merged(one: readonly Event[], other: readonly Event[]): readonly Event[] {
  const bySeq = new Map([...one, ...other].map((event) => [event.seq, event]))
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq)
}
