// The list of nouns that timeline and palette walk.
import CircleDashed from '@lucide/svelte/icons/circle-dashed'
import type { EventType } from '@tocsin/client'
import { attribute } from '../attribute/noun.ts'
import { code } from '../catalog/noun.ts'
import { comment } from '../comment/noun.ts'
import { incident } from '../incident/noun.ts'
import type { Line, Noun } from './noun.ts'

/** The nouns of the console: what timeline and palette walk. A new one is a folder and a line here. */
const list = [incident, comment, attribute, code] as const

type KeysOf<T> = T extends unknown ? keyof T : never
type Untold = Exclude<EventType, KeysOf<(typeof list)[number]['lines']>>

export const nouns: readonly Noun[] = list

type Told = { noun: Noun; line: Line }
/** Does not compile while the service has an event without a line. */
const complete: Untold extends never ? ReadonlyMap<string, Told> : Untold = new Map(
  nouns.flatMap((noun) => Object.entries(noun.lines).map(([type, line]) => [type, { noun, line }])),
)

/** Of a service newer than this page: told, though not in words of its own. */
const unknown: Line = { icon: CircleDashed, text: 'timeline.unknown', kind: 'system' }

/** The line of a type of events, and the noun it belongs to. */
export function toldOf(type: string): { noun: Noun | undefined; line: Line } {
  return complete.get(type) ?? { noun: undefined, line: unknown }
}

/** The lines of all events, by type. */
export const lines: ReadonlyMap<string, Line> = new Map([...complete].map(([type, { line }]) => [type, line]))
