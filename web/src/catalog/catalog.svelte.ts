// The code tables and definitions of the service, kept fresh.
import type { AttributeDefinition, CodeEntry, Status, Tocsin } from '@tocsin/client'
import { type Failure, failureOf } from '../failure/failure.ts'
import { live } from '../live/live.svelte.ts'
import { locale } from '../message/message.ts'
import { type AttributeGroup, groupsFor, labelIn } from './attributes.ts'

type Tables = {
  types: readonly CodeEntry[]
  statuses: readonly Status[]
  severities: readonly CodeEntry[]
  attributes: readonly AttributeDefinition[]
}

const changed = new Set(['catalog.changed', 'attribute.defined', 'attribute.removed'])

/** The instance's code tables and custom attributes: read once, and again whenever one changes. */
class Catalog {
  #tables: Tables | undefined = $state.raw()
  #failure: Failure | undefined = $state.raw()
  #tocsin: Tocsin | undefined
  #reading: Promise<void> | undefined
  #again = false

  constructor() {
    live.on((item) => {
      if (item.kind === 'reset' || (item.kind === 'event' && changed.has(item.event.type))) void this.refresh()
    })
  }

  /** Whether the tables are there: pages are shown only then. */
  get ready(): boolean {
    return this.#tables !== undefined
  }

  /** Why the tables could not be read. */
  get failure(): Failure | undefined {
    return this.#failure
  }

  /** All, by rank; retired ones too (active: false), since old incidents carry them. */
  get types(): readonly CodeEntry[] {
    return this.#tables?.types ?? []
  }
  get statuses(): readonly Status[] {
    return this.#tables?.statuses ?? []
  }
  /** The worst first. */
  get severities(): readonly CodeEntry[] {
    return this.#tables?.severities ?? []
  }
  get attributes(): readonly AttributeDefinition[] {
    return this.#tables?.attributes ?? []
  }

  type(code: string): CodeEntry | undefined {
    return this.types.find((entry) => entry.code === code)
  }
  status(code: string): Status | undefined {
    return this.statuses.find((entry) => entry.code === code)
  }
  severity(code: string): CodeEntry | undefined {
    return this.severities.find((entry) => entry.code === code)
  }
  attribute(name: string): AttributeDefinition | undefined {
    return this.attributes.find((definition) => definition.name === name)
  }
  /** What an attribute is called in the reader's language; its name where it is not defined any more. */
  attributeLabel(name: string): string {
    const definition = this.attribute(name)
    return definition === undefined ? name : labelIn(definition, locale())
  }
  /** The words for a value of an ENUM. */
  optionLabel(name: string, value: string): string {
    return this.attribute(name)?.choices?.find((one) => one.value === value)?.label ?? value
  }
  /** The attributes that an incident of a type shows, in their order. */
  attributesFor(type: string, has: (name: string) => boolean): AttributeGroup[] {
    return groupsFor(this.attributes, type, has)
  }

  /** What the status means for the life of an incident; `active` for a code that is not known. */
  category(status: string): Status['category'] {
    return this.status(status)?.category ?? 'active'
  }

  /** Whether an incident of this status is done with: resolved or closed. */
  isDone(status: string): boolean {
    return ['resolved', 'closed'].includes(this.category(status))
  }

  /** Entries that may be chosen now: the active ones, and the present one though it be retired. */
  choices<E extends { code: string; active: boolean }>(entries: readonly E[], present?: string): readonly E[] {
    return entries.filter((entry) => entry.active || entry.code === present)
  }

  /** Place of a severity among the five looks there are, the worst 1; 0 for one not assessed. */
  severityLevel(code: string): number {
    const index = this.severities.findIndex((entry) => entry.code === code)
    if (index < 0) return 0
    const last = this.severities.length - 1
    return last <= 4 ? index + 1 : 1 + Math.round((index * 4) / last)
  }

  /** Reads the tables for the first time in this session. */
  async start(tocsin: Tocsin): Promise<void> {
    this.#tocsin = tocsin
    await this.refresh()
  }

  /** Reads the tables again. Never throws; see failure. */
  refresh(): Promise<void> {
    if (this.#reading !== undefined) {
      this.#again = true
      return this.#reading
    }
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined
      if (this.#again) {
        this.#again = false
        void this.refresh()
      }
    })
    return this.#reading
  }

  async #read(): Promise<void> {
    const tocsin = this.#tocsin
    if (tocsin === undefined) return
    try {
      const [types, statuses, severities, attributes] = await Promise.all([
        tocsin.catalog.types.list(),
        tocsin.catalog.statuses.list(),
        tocsin.catalog.severities.list(),
        tocsin.attribute.list(),
      ])
      this.#tables = { types, statuses, severities, attributes }
      this.#failure = undefined
    } catch (error) {
      this.#failure = failureOf(error)
    }
  }
}

export const catalog = new Catalog()
