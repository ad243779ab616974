import type { DefinitionCache, Definitions } from '../attribute/definitions.ts'
import type { Database, Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import { parseInstant } from '../instant.ts'
import { logged, type NewEvent, recordingClock, type Ticket, ticket } from '../log/store.ts'
import type { Actor } from '../permission.ts'
import { firstPromise, promiseChange } from '../promise/ledger.ts'
import { type Document, incidentDocument } from '../search/document.ts'
import type { Values } from './rules.ts'
import type { Incident } from './schema.ts'

/**
 * What is read of an incident `i`: `body`, its JSON without custom values, and these apart, keyed by the id of their definition, with
 * the version of the definitions they are to be named by. PostgreSQL builds the JSON: it goes to the caller without being parsed.
 */
export const incidentColumns = sql`row_to_json((select r from (select i.id,
    'INC-' || lpad(i.number::text, greatest(6, length(i.number::text)), '0') as reference,
    i.name, i.description, i.reported_by, i.status, i.type, coalesce(i.severity, '') as severity, i.date, i.location, i.next_update,
    i.resolved_date, i.backdated, ${utc('i.created_at')} as created_at, i.created_by, i.created_by_id,
    ${utc('i.updated_at')} as updated_at, i.updated_by, i.updated_by_id, i.tenant_id, i.occ_lock) r))::text as body,
  i.attributes::text as attributes,
  case when i.attributes is null then null else (select definitions_version from instance) end as version`

export type IncidentRow = { body: string; attributes: string | null; version: number | null }

/** The JSON text of incidents as read, custom values named by the definitions in force. */
export async function presentAll(cache: DefinitionCache, rows: readonly IncidentRow[]): Promise<string[]> {
  const version = rows.reduce((most, row) => Math.max(most, row.version ?? 0), 0)
  const definitions = version === 0 ? null : await cache.atLeast(version)
  return rows.map((row) => present(definitions, row))
}

function present(definitions: Definitions | null, row: IncidentRow): string {
  const values = row.attributes === null || definitions === null ? null : nameValues(definitions, row.attributes)
  return `${row.body.slice(0, -1)},"attributes":${values === null ? 'null' : JSON.stringify(values)}}`
}

/** Custom values by name; null when none is left. Values of removed definitions are hidden. */
function nameValues(definitions: Definitions, stored: string): Values | null {
  const named: Values = {}
  let some = false
  for (const [id, value] of Object.entries(JSON.parse(stored) as Values)) {
    // written by storedValues() below
    const definition = definitions.attributesById.get(id)
    if (!definition) continue
    named[definition.name] = value
    some = true
  }
  return some ? named : null
}

/** Custom values as they are stored: by id of the definition, with what removed definitions left kept as it is. */
export function storedValues(definitions: Definitions, values: Values | null, before: string | null): string | null {
  const stored: Values = {}
  if (before !== null) {
    for (const [id, value] of Object.entries(JSON.parse(before) as Values))
      if (!definitions.attributesById.has(id)) stored[id] = value // as above
  }
  for (const [name, value] of Object.entries(values ?? {})) {
    const definition = definitions.attributes.get(name)
    if (definition) stored[String(definition.id)] = value
  }
  return Object.keys(stored).length === 0 ? null : JSON.stringify(stored)
}

/** One live incident of a tenant (or one in the bin), or undefined. */
export async function findIncident(
  database: Database,
  cache: DefinitionCache,
  tenantId: string,
  id: string,
  deleted: boolean,
): Promise<{ text: string; occLock: number } | undefined> {
  const [row] = await database.lookup(
    tenantId,
    deleted
      ? sql`select ${incidentColumns}, i.occ_lock from incident i where i.tenant_id = ${tenantId} and i.id = ${id}::uuid and i.deleted_at is not null`
      : sql`select ${incidentColumns}, i.occ_lock from incident i where i.tenant_id = ${tenantId} and i.id = ${id}::uuid and i.deleted_at is null`,
  )
  if (!row) return undefined
  const [text = ''] = await presentAll(cache, [row as IncidentRow]) // incidentColumns
  return { text, occLock: row.occ_lock as number }
}

/** An incident under lock: what a change is planned from. */
export type Locked = {
  incident: Incident
  number: number
  deleted: boolean
  /** Custom values as stored. */
  stored: string | null
  definitions: Definitions
  /** The database's clock, RFC 3339 in UTC. */
  now: string
}

/** Locks an incident, live or in the bin, until the end of the transaction; undefined when the tenant has none of this id. */
export async function lockIncident(tx: Tx, cache: DefinitionCache, id: string): Promise<Locked | undefined> {
  const [row] = await tx.query(
    sql`select ${incidentColumns}, i.number, i.deleted_at is not null as deleted, ${utc(recordingClock.text)} as now,
        (select definitions_version from tenant where tenant_id = ${tx.tenantId}) as tenant_version
      from incident i where i.tenant_id = ${tx.tenantId} and i.id = ${id}::uuid for update of i`,
  )
  if (!row) return undefined
  const definitions = await cache.atLeast(Number(row.tenant_version), tx)
  return {
    incident: JSON.parse(present(definitions, row as IncidentRow)) as Incident, // incidentColumns has its fields
    number: row.number as number,
    deleted: row.deleted as boolean,
    stored: row.attributes as string | null,
    definitions,
    now: row.now as string,
  }
}

/** Seconds since 1970 of an instant that was checked. */
export function epochOf(text: string): string {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error('an instant that was validated cannot be read')
  return parsed.epoch
}

/**
 * The one statement that creates an incident: numbers, row, search document and event. Gives the incident as it stands, or no row
 * when the definitions moved on since the values were checked.
 */
export function insertIncident(
  actor: Actor,
  definitions: Definitions,
  id: string,
  fields: Required<NewFields>,
  values: Values | null,
): Sql {
  const stored = storedValues(definitions, values, null)
  const document = incidentDocument(actor.tenantId, fields, stored, definitions.attributesById)
  // A resolution without a date is resolved at the moment it is recorded.
  const resolved = fields.resolved_date
  const resolvedDate = resolved === 'now' ? sql`${utc('ticket.recorded_at')}` : sql`${resolved}`
  const resolvedEpoch =
    resolved === 'now'
      ? raw('extract(epoch from ticket.recorded_at)')
      : sql`${resolved === null ? null : epochOf(resolved)}::numeric`
  const attributesText = values === null ? 'null' : JSON.stringify(values)
  return sql`with ${ticket(actor.tenantId, 1, { definitionsVersion: definitions.version, references: 1, total: 1 })},
    i as (insert into incident (tenant_id, id, number, name, description, reported_by, status, type, severity, date, date_epoch, location, next_update,
        resolved_date, resolved_epoch, backdated, attributes, created_at, created_by, created_by_id, updated_at, updated_by, updated_by_id, occ_lock)
      select ${actor.tenantId}, ${id}::uuid, ticket.last_reference, ${fields.name}, ${fields.description}, ${fields.reported_by}, ${fields.status}, ${fields.type},
        ${fields.severity === '' ? null : fields.severity}, ${fields.date}, ${epochOf(fields.date)}::numeric, ${fields.location}, ${fields.next_update}::bigint,
        ${resolvedDate}, ${resolvedEpoch}, ${fields.backdated}::boolean, ${stored}::jsonb, ticket.recorded_at, ${actor.name}, ${actor.userId},
        ticket.recorded_at, ${actor.name}, ${actor.userId}, 0
      from ticket returning *),
    shown as (select ${incidentColumns}, i.number from i),
    ${insertDocument(actor.tenantId, id, null, document)},
    ${firstPromise(actor, id, fields)}
    ${logged(
      actor,
      [
        {
          type: 'incident.created',
          incidentId: id,
          number: raw('ticket.last_reference'),
          occLock: 0,
          data: sql`('{"incident":' || left(shown.body, -1) || ',"attributes":' || ${attributesText} || '}}')::json`,
        },
      ],
      raw(', shown'),
    )}
    select body, attributes, version from shown`
}

export type NewFields = {
  name: string
  description: string
  reported_by: string
  status: string
  type: string
  severity: string
  date: string
  location: string
  next_update: number
  /** RFC 3339, null, or 'now' for the instant it is recorded at. */
  resolved_date: string | null
  backdated: boolean
}

export function insertDocument(
  tenantId: string,
  incidentId: string,
  commentId: string | null,
  document: Document,
): Sql {
  return sql`document as (insert into incident_search (tenant_id, incident_id, comment_id, content, grams)
    select ${tenantId}, ${incidentId}::uuid, ${commentId}::uuid, ${document.content}, ${document.grams}::int[] from ticket)`
}

export type Write = {
  /** Events about it besides its own update, written before it. */
  before?: { events: NewEvent[]; ctes: Sql; columns: Sql }
  own: Omit<NewEvent, 'incidentId' | 'number' | 'occLock'>
  deletedAt?: 'now' | null
  ticket?: Ticket
  /** Whether it is news in itself: an update posted. */
  news?: boolean
}

/**
 * The last statement of a change: row, search document and events. Gives the incident as it stands, or no row when the definitions
 * moved on since the values were checked.
 */
export function updateIncident(actor: Actor, locked: Locked, after: Incident, write: Write): Sql {
  const { incident: before, definitions } = locked
  const stored = storedValues(definitions, after.attributes, locked.stored)
  const searchable = (['name', 'description', 'location', 'reported_by'] as const).some(
    (field) => before[field] !== after[field],
  )
  const attributesChanged = JSON.stringify(before.attributes) !== JSON.stringify(after.attributes)
  const document =
    searchable || attributesChanged ? incidentDocument(actor.tenantId, after, stored, definitions.attributesById) : null
  const redocument = document
    ? sql`document as (update incident_search s set content = ${document.content}, grams = ${document.grams}::int[] from ticket
        where s.tenant_id = ${actor.tenantId} and s.incident_id = ${before.id}::uuid and s.comment_id is null),`
    : sql``
  const deleted =
    write.deletedAt === undefined
      ? sql``
      : write.deletedAt === null
        ? sql`, deleted_at = null`
        : sql`, deleted_at = ticket.recorded_at`
  const events = write.before?.events ?? []
  const occLock = before.occ_lock + 1
  const promise = promiseChange(
    actor,
    { id: before.id, number: locked.number, occLock },
    { ...before, deleted: locked.deleted },
    { ...after, deleted: write.deletedAt === undefined ? locked.deleted : write.deletedAt === 'now' },
    write.news === true,
  )
  return sql`with ${ticket(actor.tenantId, events.length + 1, { definitionsVersion: definitions.version, ...write.ticket })},
    i as (update incident set name = ${after.name}, description = ${after.description}, reported_by = ${after.reported_by}, status = ${after.status}, type = ${after.type},
        severity = ${after.severity === '' ? null : after.severity}, date = ${after.date}, date_epoch = ${epochOf(after.date)}::numeric, location = ${after.location},
        next_update = ${after.next_update}::bigint, resolved_date = ${after.resolved_date}, resolved_epoch = ${after.resolved_date === null ? null : epochOf(after.resolved_date)}::numeric,
        backdated = ${after.backdated}::boolean, attributes = ${stored}::jsonb, updated_at = ticket.recorded_at, updated_by = ${actor.name}, updated_by_id = ${actor.userId},
        occ_lock = ${occLock}${deleted}
      from ticket where tenant_id = ${actor.tenantId} and id = ${before.id}::uuid and occ_lock = ${before.occ_lock} returning incident.*),
    ${write.before?.ctes ?? sql``}${redocument}${promise}
    ${logged(actor, [...events, { ...write.own, incidentId: before.id, number: sql`${locked.number}`, occLock }])}
    select ${incidentColumns}${write.before?.columns ?? sql``} from i`
}
