/** Every noun of the record: what the log, purges, streams, documents and checks walk. */
import { attributeNoun } from './attribute/noun.ts'
import { catalogNoun } from './catalog/noun.ts'
import { commentNoun } from './comment/noun.ts'
import { incidentNoun } from './incident/noun.ts'
import type { EventKind, Noun } from './noun.ts'

const list = [incidentNoun, commentNoun, attributeNoun, catalogNoun] as const

type KeyOf<T> = T extends T ? keyof T : never
/** Every type of event there is. */
export type EventType = KeyOf<(typeof list)[number]['events']> & string

export const nouns: readonly Noun[] = list
export const eventTypes = list.flatMap((noun) => Object.keys(noun.events)) as EventType[] // Object.keys forgets the literal type

/** Groups of types, as filters name them: incident.*, comment.* … */
export const eventGroups = [...new Set(eventTypes.map((type) => type.split('.')[0] ?? type))]

/** What a filter may name, as a pattern: a type, a group, or all. */
export const EVENT_TYPE_PATTERN = `^(\\*|(${eventGroups.join('|')})\\.\\*|${eventTypes.map((type) => type.replace('.', '\\.')).join('|')})$`

/** Types that take back what earlier events say. */
export const takesBack: ReadonlySet<string> = new Set(
  nouns.flatMap(({ events }) =>
    Object.entries(events)
      .filter(([, kind]) => kind.takesBack)
      .map(([type]) => type),
  ),
)

/** The events that people get mail about, by type: what is said, and the kind of record whose words are quoted. */
export const mailed: ReadonlyMap<string, NonNullable<EventKind['mail']> & { kind: string }> = new Map(
  nouns.flatMap(({ kinds: [kind], events }) =>
    Object.entries(events).flatMap(([type, { mail }]) => (mail ? [[type, { ...mail, kind }] as const] : [])),
  ),
)
