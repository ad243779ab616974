// What a noun tells the console: its events, timeline lines, commands.
import type { Event, EventType, Tocsin } from '@tocsin/client'
import type { Component } from 'svelte'
import type { PlainKey } from '../message/message.ts'
import type { Present, Rule } from '../timeline/story.ts'
import type { Command } from '../ui/rank.ts'
import type { Icon } from '../ui/types.ts'

/*
 * What the console knows of a noun: one descriptor each, in the noun's own folder. Timeline and palette walk the list of them in
 * nouns.ts and name none.
 */

/** How an event stands in a timeline; `present` of its rule is its noun's. */
export type Line = Omit<Rule, 'present'> & {
  icon: Icon
  /** What was done; the name of who did it stands before it, unless the system did. */
  text: PlainKey
  /** How much it wants someone. */
  tone?: 'warning' | 'danger'
  /** It leads to the incident as it stood after it. */
  version?: boolean
}

export type Noun = {
  /** As its folder and the first part of its events' types. */
  name: string
  icon: Icon
  /** What one is called. */
  label: PlainKey
  /** Its events as a timeline tells them. */
  lines: Readonly<Partial<Record<EventType, Line>>>
  /** Reads what one says by now, where its entries show that and not only what was done. */
  present?: (event: Event) => Present | undefined
  /** Draws what `present` read. */
  Body?: Component<{ incidentId: string; present: Present }>
  /** What the palette finds of it for the words typed. */
  find?: (words: string, tools: FindTools) => Promise<Command[]>
}

export type FindTools = { tocsin: Tocsin; signal: AbortSignal; go: (href: string) => void }
