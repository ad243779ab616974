// Writes demo stories down as the rows that the commands would have written.
import type { Definitions } from '../attribute/definitions.ts'
import type { Comment } from '../comment/schema.ts'
import type { Subject } from '../database/transaction.ts'
import { reference, uuidAt } from '../id.ts'
import { type Plan, planUpdate, type Values } from '../incident/rules.ts'
import type { Incident } from '../incident/schema.ts'
import type { Actor } from '../permission.ts'
import { type AttributeName, isUsable } from './attributes.ts'
import { Ledger } from './ledger.ts'
import { type EventRow, momentOf, type Rows, textOf } from './rows.ts'
import type { Step, StoryStep } from './step.ts'
import { actorOf, occurred, type Telling, withUsable } from './tell.ts'

/** Where a tenant's log stands; instants in microseconds since 1970. */
export type Head = { seq: number; reference: number; total: number; recorded: number; now: number }

type Open = {
  number: number
  incident: Incident
  deletedAt: number | null
  ledger: Ledger
  comments: Map<string, Comment>
  /** Its last comment of each person. */
  latest: Map<string, string>
  /** How many events it has, and when the last one was recorded. */
  events: number
  activeAt: number
}

/**
 * Writes stories down as rows: the events, records and search documents that the commands would make of the same steps, as the tests show by
 * comparing the two. Needs no database.
 */
export class Scribe {
  readonly #definitions: Definitions
  readonly #telling: Telling
  /** Where the log stands after what was told so far. */
  readonly head: Head
  readonly #rows: Rows
  readonly #open = new Map<number, Open>()

  constructor(definitions: Definitions, telling: Telling, head: Head, rows: Rows) {
    this.#definitions = definitions
    this.#telling = telling
    this.head = { ...head }
    this.#rows = rows
  }

  tell({ story, step, last }: StoryStep): void {
    const actor = actorOf(this.#telling, step.by)
    if (step.do === 'create') this.#open.set(story, this.#create(actor, step))
    else this.#continue(actor, this.#ofStory(story), step)
    if (last) this.#close(story)
  }

  #ofStory(story: number): Open {
    const open = this.#open.get(story)
    if (!open) throw new Error(`story ${story} goes on without a beginning`)
    return open
  }

  /** As a ticket of the log: the next numbers, and an instant later than the one before. */
  #ticket(at: number, events: number): number {
    this.head.seq += events
    const wanted = this.#telling.lived ? Math.min(Math.floor(at) * 1000, this.head.now) : this.head.now
    this.head.recorded = Math.max(wanted, this.head.recorded + 1)
    return this.head.recorded
  }

  #create(actor: Actor, { fields, at }: Extract<Step, { do: 'create' }>): Open {
    const recorded = this.#ticket(at, 1)
    const number = ++this.head.reference
    this.head.total++
    const created = { created_at: textOf(recorded), created_by: actor.name, created_by_id: actor.userId }
    const { attributes: values } = this.#usable(fields)
    const incident: Incident = {
      id: uuidAt(at),
      external_id: null,
      reference: reference(number),
      name: fields.name,
      description: fields.description,
      reported_by: fields.reported_by,
      status: fields.status,
      type: fields.type,
      severity: fields.severity ?? '',
      date: fields.date,
      location: fields.location ?? '',
      next_update: fields.next_update ?? 0,
      resolved_date: null,
      backdated: this.#telling.lived ? (fields.backdated ?? false) : true,
      ...created,
      updated_at: created.created_at,
      updated_by: actor.name,
      updated_by_id: actor.userId,
      activity_at: created.created_at,
      tenant_id: actor.tenantId,
      occ_lock: 0,
      attributes: values && Object.keys(values).length > 0 ? (values as Values) : null, // a demo's values are strings, numbers and booleans
    }
    const open: Open = {
      number,
      incident,
      deletedAt: null,
      ledger: new Ledger(),
      comments: new Map(),
      latest: new Map(),
      events: 0,
      activeAt: recorded,
    }
    this.#event(actor, open, {
      type: 'incident.created',
      subject: of(incident, 0),
      at: recorded,
      data: { incident },
    })
    open.ledger.open(incident, actor.name, recorded)
    return open
  }

  #continue(actor: Actor, open: Open, step: Exclude<Step, { do: 'create' }>): void {
    const said = occurred(this.#telling, step.at, 'occurredAt' in step ? step.occurredAt : undefined).occurred_at
    if (step.do === 'change') this.#change(actor, open, step.at, { ...step.fields, ...this.#usable(step.fields) }, said)
    else if (step.do === 'attribute') {
      if (isUsable(step.name, this.#definitions.attributes)) {
        this.#change(actor, open, step.at, { attributes: { [step.name]: step.value } }, undefined)
      }
    } else if (step.do === 'update') this.#update(actor, open, step, said)
    else if (step.do === 'comment') {
      this.#comment(actor, open, this.#ticket(step.at, 1), this.head.seq, step.text, said)
    } else if (step.do === 'edit') this.#edit(actor, open, step)
    else if (step.do === 'retract') this.#retract(actor, open, step.at)
    else this.#move(actor, open, step.at, step.do === 'delete')
  }

  #change(actor: Actor, open: Open, at: number, fields: Fields, said: string | undefined): void {
    const plan = this.#plan(open, fields, at)
    if (plan.changes.length > 0) this.#apply(actor, open, plan, this.#ticket(at, 1), said, false)
  }

  #update(actor: Actor, open: Open, step: Extract<Step, { do: 'update' }>, said: string | undefined): void {
    const plan = this.#plan(open, step.fields, step.at)
    const changed = plan.changes.length > 0
    const recorded = this.#ticket(step.at, changed ? 2 : 1)
    this.#comment(actor, open, recorded, this.head.seq - (changed ? 1 : 0), step.text, said, false)
    if (changed) this.#apply(actor, open, plan, recorded, said, true)
    else open.ledger.news(recorded)
  }

  #plan(open: Open, { attributes, ...fields }: Fields, at: number): Plan {
    const wanted = { fields, attributes: attributes ? { values: attributes, replace: false } : null }
    const now = this.#telling.lived ? Math.min(Math.floor(at) * 1000, this.head.now) : this.head.now
    return planUpdate(this.#definitions, open.incident, wanted, textOf(now))
  }

  #apply(
    actor: Actor,
    open: Open,
    { after, changes }: Plan,
    at: number,
    said: string | undefined,
    news: boolean,
  ): void {
    const before = { ...open.incident, deleted: open.deletedAt !== null }
    const occLock = open.incident.occ_lock + 1
    this.#touch(actor, open, after, at)
    this.#event(actor, open, { type: 'incident.updated', subject: of(after, occLock), at, changes }, said)
    open.ledger.change(before, { ...after, deleted: before.deleted }, occLock, actor.name, at, news)
  }

  #move(actor: Actor, open: Open, at: number, deleted: boolean): void {
    const before = { ...open.incident, deleted: !deleted }
    const recorded = this.#ticket(at, 1)
    const occLock = open.incident.occ_lock + 1
    this.head.total += deleted ? -1 : 1
    open.deletedAt = deleted ? recorded : null
    this.#touch(actor, open, open.incident, recorded)
    this.#event(actor, open, {
      type: deleted ? 'incident.deleted' : 'incident.restored',
      subject: of(open.incident, occLock),
      at: recorded,
    })
    open.ledger.change(before, { ...before, deleted }, occLock, actor.name, recorded, false)
  }

  #touch(actor: Actor, open: Open, after: Incident, at: number): void {
    const updated = { updated_at: textOf(at), updated_by: actor.name, updated_by_id: actor.userId }
    open.incident = { ...after, ...updated, occ_lock: open.incident.occ_lock + 1 }
  }

  #comment(
    actor: Actor,
    open: Open,
    at: number,
    seq: number,
    text: string,
    said: string | undefined,
    canBeEdited = true,
  ): void {
    const time = textOf(at)
    const comment: Comment = {
      id: uuidAt(Math.floor(at / 1000)),
      incident_id: open.incident.id,
      user_id: actor.userId,
      name: actor.name,
      text,
      occurred_at: textOf(momentOf(at, said)),
      created_at: time,
      created_by: actor.userId,
      updated_at: time,
      updated_by: actor.userId,
      occ_lock: 0,
      tenant_id: actor.tenantId,
    }
    open.comments.set(comment.id, comment)
    if (canBeEdited) open.latest.set(actor.userId, comment.id)
    this.#event(
      actor,
      open,
      { type: 'comment.added', seq, subject: { kind: 'comment', id: comment.id, lock: 0 }, at, data: { comment } },
      said,
    )
  }

  #edit(actor: Actor, open: Open, { at, text }: Extract<Step, { do: 'edit' }>): void {
    const before = open.comments.get(open.latest.get(actor.userId) ?? '')
    if (!before || before.text === text) return
    const recorded = this.#ticket(at, 1)
    const occLock = before.occ_lock + 1
    const comment = { ...before, text, updated_at: textOf(recorded), updated_by: actor.userId, occ_lock: occLock }
    open.comments.set(comment.id, comment)
    const changes = [{ field: 'text', from: before.text, to: text }]
    this.#event(actor, open, {
      type: 'comment.edited',
      subject: { kind: 'comment', id: comment.id, lock: occLock },
      at: recorded,
      changes,
      data: { comment },
    })
  }

  #retract(actor: Actor, open: Open, at: number): void {
    const comment = open.comments.get(open.latest.get(actor.userId) ?? '')
    if (!comment) return
    const recorded = this.#ticket(at, 1)
    open.comments.delete(comment.id)
    open.latest.delete(actor.userId)
    this.#event(actor, open, {
      type: 'comment.deleted',
      subject: { kind: 'comment', id: comment.id, lock: comment.occ_lock + 1 },
      at: recorded,
      data: { comment },
    })
  }

  #event(
    actor: Actor,
    open: Open,
    event: Omit<EventRow, 'seq' | 'incidentId' | 'incidentN' | 'number' | 'occurred'> & { seq?: number },
    said?: string,
  ): void {
    const occurredAt = momentOf(event.at, said)
    open.events++
    open.activeAt = event.at
    const { incident, number, events: incidentN } = open
    const of = { incidentId: incident.id, incidentN, number }
    this.#rows.event(actor, this.#telling.requestId, { seq: this.head.seq, ...event, ...of, occurred: occurredAt })
  }

  /** The record as the story leaves it. */
  #close(story: number): void {
    const { incident, number, deletedAt, comments, ledger, activeAt, events } = this.#ofStory(story)
    this.#rows.activity(incident.id, activeAt, events)
    this.#rows.incident(this.#definitions, incident, number, deletedAt)
    for (const comment of comments.values()) this.#rows.comment(comment)
    for (const row of ledger.rows) this.#rows.promise(incident.id, number, row, this.head.now)
    this.#open.delete(story)
  }

  #usable(fields: { attributes?: object | null }): { attributes?: Values } {
    const usable = (name: AttributeName): boolean => isUsable(name, this.#definitions.attributes)
    return withUsable(fields.attributes as Values | undefined, usable) // a demo's values are strings, numbers and booleans
  }
}

type Fields = {
  status?: string
  severity?: string
  next_update?: number
  resolved_date?: string
  attributes?: Values
}

function of(incident: Incident, lock: number): Subject {
  return { kind: 'incident', id: incident.id, lock }
}
