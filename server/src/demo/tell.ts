// Carries out demo stories by the commands, as the API does.
import { comments } from '../comment/schema.ts'
import { uuid } from '../id.ts'
import { deleteIncident, restoreIncident } from '../incident/bin.ts'
import type { Incidents, Shown } from '../incident/change.ts'
import { createIncident, patchIncident, setAttribute } from '../incident/commands.ts'
import { postUpdate } from '../incident/update.ts'
import type { Actor, Context } from '../permission.ts'
import { addRecord, changeRecord, removeRecord } from '../record/change.ts'
import { type AttributeName, isUsable } from './attributes.ts'
import type { Person } from './site.ts'
import type { Changed, StoryStep } from './step.ts'

/** How stories enter the log. */
export type Telling = {
  tenantId: string
  /**
   * True: as if Tocsin had been there, each event recorded when it happened. False: the tenant's log has gone on since, so it is all
   * recorded now, and says that it happened earlier.
   */
  lived: boolean
  /** Id of the import, in every event. */
  requestId: string
}

type Known = { id: string; occLock: number; comments: Map<string, { id: string; occLock: number; text: string }> }

/** Tells one step after the other through the commands, as the API does. `known` keeps the stories that are going on. */
export class Teller {
  readonly #incidents: Incidents
  readonly #telling: Telling
  readonly #known = new Map<number, Known>()

  constructor(incidents: Incidents, telling: Telling) {
    this.#incidents = incidents
    this.#telling = telling
  }

  /** Throws what the commands throw. */
  async tell({ story, step, last }: StoryStep): Promise<void> {
    const context = contextOf(this.#telling, step.by, step.at)
    const { database, definitions } = this.#incidents
    const current = await definitions.current()
    const usable = (name: AttributeName): boolean => isUsable(name, current.attributes)
    if (step.do === 'create') {
      const fields = { ...step.fields, ...withUsable(step.fields.attributes, usable) }
      const made = await createIncident(
        this.#incidents,
        context,
        this.#telling.lived ? fields : { ...fields, backdated: true },
      )
      if (!last) this.#known.set(story, { id: made.id, occLock: made.occLock, comments: new Map() })
      return
    }
    const known = this.#known.get(story)
    if (!known) throw new Error(`story ${story} goes on without a beginning`)
    const { id } = known
    const at = occurred(this.#telling, step.at, 'occurredAt' in step ? step.occurredAt : undefined)
    const none = { occLock: undefined, ifMatch: null }
    const shown = (now: Shown): void => {
      known.occLock = now.occLock
    }
    if (step.do === 'change') {
      const fields: Changed = { ...step.fields, ...withUsable(step.fields.attributes, usable) }
      shown(
        await patchIncident(
          this.#incidents,
          context,
          id,
          { ...fields, ...at },
          { occLock: known.occLock, ifMatch: null },
        ),
      )
    } else if (step.do === 'attribute') {
      if (usable(step.name)) {
        shown(
          await setAttribute(
            this.#incidents,
            context,
            id,
            { name: step.name, value: step.value },
            { add: false, version: none },
          ),
        )
      }
    } else if (step.do === 'update') {
      const { incident } = await postUpdate(
        this.#incidents,
        comments,
        context,
        id,
        { text: step.text, ...step.fields, ...at },
        none,
      )
      shown(incident)
    } else if (step.do === 'comment') {
      const said = await addRecord(database, comments, context, id, { text: step.text, ...at })
      known.comments.set(step.by.id, { id: said.id, occLock: 0, text: step.text })
    } else if (step.do === 'edit') {
      const comment = known.comments.get(step.by.id)
      if (comment)
        await changeRecord(
          database,
          comments,
          context,
          { incidentId: id, id: comment.id },
          { text: step.text, occ_lock: comment.occLock++ },
          null,
        )
    } else if (step.do === 'retract') {
      const comment = known.comments.get(step.by.id)
      if (comment) await removeRecord(database, comments, context, { incidentId: id, id: comment.id }, none)
      known.comments.delete(step.by.id)
    } else {
      shown(await (step.do === 'delete' ? deleteIncident : restoreIncident)(this.#incidents, context, id, none))
    }
    if (last) this.#known.delete(story)
  }
}

/** Whoever did a step, as the log shows them; what they may do was decided where they did it. */
export function actorOf(telling: Telling, by: Person): Actor {
  return {
    tenantId: telling.tenantId,
    tenantName: telling.tenantId,
    userId: by.id,
    name: by.name,
    email: null,
    emailVerified: false,
    kind: 'import',
    role: 'deployer',
    expiresAt: null,
  }
}

/** The same, with the request and the time that the log shall show. */
export function contextOf(telling: Telling, by: Person, at: number): Context {
  return {
    actor: actorOf(telling, by),
    requestId: telling.requestId,
    ...(telling.lived ? { recordedAt: new Date(at).toISOString() } : {}),
  }
}

/** When a step happened, where that is not when it is recorded. */
export function occurred({ lived }: Telling, at: number, said: string | undefined): { occurred_at?: string } {
  if (said !== undefined) return { occurred_at: said }
  return lived ? {} : { occurred_at: new Date(at).toISOString() }
}

/** Values of attributes that the instance has as the demo knows them. */
export function withUsable<T extends object>(
  values: T | null | undefined,
  usable: (name: AttributeName) => boolean,
): { attributes?: T } {
  if (!values) return {}
  const kept = Object.entries(values).filter(([name]) => usable(name as AttributeName)) // stories name these only
  return { attributes: Object.fromEntries(kept) as T } // fewer of the same
}

/** An id for all that one import brings. */
export function importId(): string {
  return `import-${uuid()}`
}
