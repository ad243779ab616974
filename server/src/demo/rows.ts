// Collects rows of the demo for COPY.
import type { Definitions } from '../attribute/definitions.ts'
import type { Comment } from '../comment/schema.ts'
import { copyRow, type Load } from '../database/bulk.ts'
import type { Subject } from '../database/transaction.ts'
import { uuidAt } from '../id.ts'
import type { Incident } from '../incident/schema.ts'
import { epochOf, storedValues } from '../incident/store.ts'
import type { Change } from '../log/schema.ts'
import type { EventType } from '../nouns.ts'
import type { Actor } from '../permission.ts'
import { incidentDocument, textDocument } from '../search/document.ts'
import type { PromiseRow } from './ledger.ts'

/** The tables that stories fill, in an order that foreign keys allow, with the columns that are written. */
const COLUMNS = {
  event:
    'tenant_id seq id type incident_id number incident_n occurred_at recorded_at actor_id actor_name actor_kind request_id via',
  event_body: 'tenant_id seq changes data',
  event_subject: 'tenant_id seq place kind id lock',
  incident_activity: 'tenant_id incident_id activity_at events',
  incident:
    'tenant_id id number name description reported_by status type severity date date_epoch location next_update resolved_date resolved_epoch backdated attributes created_at created_by created_by_id updated_at updated_by updated_by_id occ_lock deleted_at',
  comment: 'tenant_id id incident_id user_id name text occurred_at created_at updated_at updated_by occ_lock',
  incident_search: 'tenant_id incident_id record_id content grams',
  promise:
    'tenant_id incident_id made_lock number made_at made_by due_at due_seq overdue_seq news_at ended_at ended_by',
} as const
type TableName = keyof typeof COLUMNS

/** An event as a story makes it; `at` and `occurred` in microseconds since 1970. */
export type EventRow = {
  seq: number
  type: EventType
  incidentId: string
  number: number
  /** Its number among the events of the incident. */
  incidentN: number
  subject: Subject
  at: number
  occurred: number
  changes?: readonly Change[]
  data?: object
}

/** Collects rows for the tables until they are taken away. */
export class Rows {
  readonly #tenantId: string
  #rows = emptyRows()
  /** Characters collected. */
  size = 0

  constructor(tenantId: string) {
    this.#tenantId = tenantId
  }

  event(actor: Actor, requestId: string, event: EventRow): void {
    const { seq, incidentId, number, incidentN, subject } = event
    const id = uuidAt(Math.floor(event.at / 1000))
    const who = [actor.userId, actor.name, actor.kind, requestId]
    const times = [textOf(event.occurred), textOf(event.at)]
    this.#add('event', [seq, id, event.type, incidentId, number, incidentN, ...times, ...who, 'import'])
    this.#add('event_subject', [seq, 0, subject.kind, subject.id, subject.lock])
    this.#add('event_body', [seq, JSON.stringify(event.changes ?? []), event.data ? JSON.stringify(event.data) : null])
  }

  incident(definitions: Definitions, incident: Incident, number: number, deletedAt: number | null): void {
    const i = incident
    const stored = storedValues(definitions, i.attributes, null)
    const resolvedEpoch = i.resolved_date === null ? null : epochOf(i.resolved_date)
    const texts = [i.name, i.description, i.reported_by, i.status, i.type, i.severity === '' ? null : i.severity]
    const created = [i.created_at, i.created_by, i.created_by_id]
    const updated = [i.updated_at, i.updated_by, i.updated_by_id]
    const times = [i.next_update, i.resolved_date, resolvedEpoch, i.backdated]
    const deleted = deletedAt === null ? null : textOf(deletedAt)
    this.#add('incident', [
      i.id,
      number,
      ...texts,
      i.date,
      epochOf(i.date),
      i.location,
      ...times,
      stored,
      ...created,
      ...updated,
      i.occ_lock,
      deleted,
    ])
    const { content, grams } = incidentDocument(this.#tenantId, i, stored, definitions.attributesById)
    this.#add('incident_search', [i.id, null, content, `{${grams.join(',')}}`])
  }

  /** `at`: of its last event, microseconds since 1970. */
  activity(incidentId: string, at: number, events: number): void {
    this.#add('incident_activity', [incidentId, textOf(at), events])
  }

  comment(comment: Comment): void {
    const { id, incident_id, user_id, name, text, occurred_at, created_at, updated_at, updated_by, occ_lock } = comment
    const written = [occurred_at, created_at, updated_at, updated_by, occ_lock]
    this.#add('comment', [id, incident_id, user_id, name, text, ...written])
    const { content, grams } = textDocument(this.#tenantId, [text])
    this.#add('incident_search', [incident_id, id, content, `{${grams.join(',')}}`])
  }

  /** `now`: microseconds since 1970; of what is past then nobody is told any more, as in promise/ledger.ts. */
  promise(incidentId: string, number: number, row: PromiseRow, now: number): void {
    const told = row.dueAt <= now ? 0 : null
    const ended = row.endedAt === null ? null : textOf(row.endedAt)
    const news = row.newsAt === null ? null : textOf(row.newsAt)
    this.#add('promise', [
      incidentId,
      row.madeLock,
      number,
      textOf(row.madeAt),
      row.madeBy,
      textOf(row.dueAt),
      told,
      told,
      news,
      ended,
      row.endedBy,
    ])
  }

  /** What was collected since the last time. */
  take(): Load[] {
    const rows = this.#rows
    this.#rows = emptyRows()
    this.size = 0
    const encoder = new TextEncoder()
    return tables.map((table) => ({
      table,
      columns: COLUMNS[table].split(' '),
      rows: encoder.encode(rows[table].join('')),
    }))
  }

  #add(table: TableName, values: readonly (string | number | boolean | null)[]): void {
    const row = copyRow([this.#tenantId, ...values])
    this.#rows[table].push(row)
    this.size += row.length
  }
}

const tables = Object.keys(COLUMNS) as TableName[] // Object.keys forgets the literal type

function emptyRows(): Record<TableName, string[]> {
  return {
    event: [],
    event_body: [],
    event_subject: [],
    incident_activity: [],
    incident: [],
    comment: [],
    incident_search: [],
    promise: [],
  }
}

/** Microseconds since 1970 as RFC 3339 in UTC, as the service writes instants. */
export function textOf(micros: number): string {
  const ms = Math.floor(micros / 1000)
  return `${new Date(ms).toISOString().slice(0, 23)}${String(micros - ms * 1000).padStart(3, '0')}Z`
}

/** When it happened, in microseconds since 1970: what was said, but not after it was recorded. */
export function momentOf(at: number, said: string | undefined): number {
  return said === undefined ? at : Math.min(Date.parse(said) * 1000, at)
}
