// SQL of incidents: columns, reads, locks, writes.
import type { DefinitionCache, Definitions } from '../attribute/definitions.ts'
import { recordingClock } from '../database/commit.ts'
import type { Database, Tx } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { type Sql, sql } from '../database/sql.ts'
import { parseInstant } from '../instant.ts'
import type { Values } from './rules.ts'
import type { Incident } from './schema.ts'

/**
 * What is read of an incident `i`: `body`, its JSON without custom values, and these apart, keyed by the id of their definition, with
 * the version of the definitions they are to be named by. PostgreSQL builds the JSON: it goes to the caller without being parsed.
 */
const columnsWith = (activityAt: Sql): Sql => sql`row_to_json((select r from (select i.id,
    'INC-' || lpad(i.number::text, greatest(6, length(i.number::text)), '0') as reference,
    i.external_id, i.name, i.description, i.reported_by, i.status, i.type, coalesce(i.severity, '') as severity, i.date, i.location, i.next_update,
    i.resolved_date, i.backdated, ${utc('i.created_at')} as created_at, i.created_by, i.created_by_id,
    ${utc('i.updated_at')} as updated_at, i.updated_by, i.updated_by_id, ${activityAt} as activity_at, i.tenant_id, i.occ_lock) r))::text as body,
  i.attributes::text as attributes,
  case when i.attributes is null then null else (select definitions_version from instance) end as version`

export const incidentColumns = columnsWith(
  sql`(select ${utc('a.activity_at')} from incident_activity a where a.tenant_id = i.tenant_id and a.incident_id = i.id)`,
)
/** The same of a row just written, whose event is about to be. */
export const writtenColumns = columnsWith(utc('i.updated_at'))

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
  const own = sql`i.tenant_id = ${tx.tenantId} and i.id = ${id}::uuid`
  // Two statements in one round trip: what the second one reads is as of when the lock was had, not as of when it was asked for.
  const [, found] = await tx.queries([
    sql`select 1 as one from incident i where ${own} for update of i`,
    sql`select ${incidentColumns}, i.number, i.deleted_at is not null as deleted, ${utc(recordingClock.text)} as now,
        (select definitions_version from tenant where tenant_id = ${tx.tenantId}) as tenant_version
      from incident i where ${own}`,
  ])
  const row = found?.rows[0]
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
