import type { DefinitionCache, Definitions } from '../attribute/definitions.ts'
import { readValue, undefinedAttribute } from '../attribute/validate.ts'
import { type Database, Retry, type Tx } from '../database/database.ts'
import { type Sql, sql } from '../database/sql.ts'
import { AppError, invalid, notFound, type Problem } from '../errors.ts'
import { uuid } from '../id.ts'
import { occurredProblems } from '../log/occurred.ts'
import { logged, type NewEvent, ticket } from '../log/store.ts'
import type { Actor } from '../permission.ts'
import { noteNews, promisePurged } from '../promise/ledger.ts'
import { changesSince } from './history.ts'
import {
  codeProblems,
  conflictsOf,
  isOver,
  type Plan,
  planUpdate,
  readAttributes,
  resolutionProblems,
  type Values,
  type Wanted,
} from './rules.ts'
import type { Incident, IncidentBody, IncidentFields, PatchBody, ReplacementBody, UpdateBody } from './schema.ts'
import {
  type IncidentRow,
  insertIncident,
  type Locked,
  lockIncident,
  presentAll,
  updateIncident,
  type Write,
} from './store.ts'

/** An incident as it stands after a command: its JSON text, and what headers need of it. */
export type Shown = { text: string; id: string; occLock: number }

/** What commands on incidents need besides the actor. */
export type Incidents = { database: Database; definitions: DefinitionCache }

/** Which version the caller has seen: by occ_lock in the body, or by If-Match. */
export type Version = { occLock: number | undefined; ifMatch: number | null }

/** What a schema can't say about a new incident: codes, attributes, a resolution date that does not fit. */
export async function incidentProblems(
  cache: DefinitionCache,
  body: Record<string, unknown>,
  nullRemoves: boolean,
): Promise<Problem[]> {
  const find = (definitions: Definitions): Problem[] => {
    const text = (name: string): string | undefined => (typeof body[name] === 'string' ? body[name] : undefined)
    const fields: IncidentFields = {}
    for (const name of ['status', 'type', 'severity'] as const) {
      const code = text(name)
      if (code !== undefined && code.length <= 64 && (code !== '' || name === 'severity')) fields[name] = code
    }
    const given = body.attributes
    const attributes =
      typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Record<string, unknown>) : {} // an object, by the test before
    return [
      ...codeProblems(definitions, fields, null).filter((problem) => problem.code === 'UNKNOWN_CODE'),
      ...resolutionProblems(definitions, fields.status, text('resolved_date')),
      ...readAttributes(definitions, attributes, nullRemoves).problems,
      ...occurredProblems(body),
    ]
  }
  const problems = find(await cache.current())
  // The copy at hand may be older than a definition another process has just made.
  return problems.length === 0 ? [] : find(await cache.refresh())
}

/** Records a new incident, whole, in one statement. Throws invalid. */
export async function createIncident(
  { database, definitions: cache }: Incidents,
  actor: Actor,
  body: IncidentBody,
): Promise<Shown> {
  return await database.transaction(actor, async (tx) => {
    const definitions = await cache.current()
    const fields = newFields(body)
    const read = readAttributes(definitions, body.attributes as Record<string, unknown> | null | undefined, false) // the schema's values
    const problems = [
      ...codeProblems(definitions, fields, null),
      ...resolutionProblems(definitions, fields.status, body.resolved_date),
      ...read.problems,
    ]
    if (problems.length > 0) {
      // The copy at hand may be older than a definition another process has just made.
      const fresh = await cache.refresh()
      if (fresh.version > definitions.version) throw new Retry((again) => cache.hold(again))
      throw invalid(problems)
    }
    const values = Object.keys(read.values).length === 0 ? null : (read.values as Values) // no null without nullRemoves
    const over = isOver(definitions, fields.status)
    const id = uuid()
    const [row] = await tx.last(
      insertIncident(
        actor,
        definitions,
        id,
        { ...fields, resolved_date: over ? (fields.resolved_date ?? 'now') : null },
        values,
      ),
    )
    return await shown(cache, id, 0, row)
  })
}

function newFields(body: IncidentBody) {
  return {
    name: body.name,
    description: body.description,
    reported_by: body.reported_by,
    status: body.status,
    type: body.type,
    date: body.date,
    severity: body.severity ?? '',
    location: body.location ?? '',
    next_update: body.next_update ?? 0,
    resolved_date: body.resolved_date ?? null,
    backdated: body.backdated ?? false,
  }
}

async function shown(cache: DefinitionCache, id: string, occLock: number, row: unknown): Promise<Shown> {
  // The definitions moved on since the values were checked: nothing was written.
  if (row === undefined) throw new Retry((again) => cache.hold(again))
  const [text = ''] = await presentAll(cache, [row as IncidentRow]) // the columns of incidentColumns
  return { text, id, occLock }
}

/** Replaces the editable fields. Throws not_found, invalid, conflict or precondition_failed (stale version; changes nothing). */
export async function replaceIncident(
  incidents: Incidents,
  actor: Actor,
  id: string,
  body: ReplacementBody,
  version: Version,
): Promise<Shown> {
  const seen = requiredVersion(version)
  const { occurred_at: occurredAt, occ_lock: _, attributes, ...rest } = body
  return await change(incidents, actor, id, async (tx, locked) => {
    const read = readAttributes(locked.definitions, attributes as Record<string, unknown> | null | undefined, false) // the schema's values
    const wanted: Wanted = {
      fields: editable(rest),
      attributes: attributes === undefined ? null : { values: read.values, replace: true },
    }
    if (seen !== locked.incident.occ_lock) throw await stale(tx, locked, seen, version, wanted, true)
    return { wanted, problems: read.problems, occurredAt }
  })
}

/** Applies a JSON merge patch: edits to different fields both succeed. Throws as replaceIncident, conflict only where a field of the patch changed to something else. */
export async function patchIncident(
  incidents: Incidents,
  actor: Actor,
  id: string,
  body: PatchBody,
  version: Version,
): Promise<Shown> {
  const seen = requiredVersion(version)
  const { occurred_at: occurredAt, occ_lock: _, attributes, ...rest } = body
  return await change(incidents, actor, id, async (tx, locked) => {
    const read = readAttributes(locked.definitions, attributes as Record<string, unknown> | null | undefined, true) // the schema's values
    const fields = editable({
      ...rest,
      ...(rest.severity === null ? { severity: '' } : {}),
      ...(rest.location === null ? { location: '' } : {}),
      ...(rest.next_update === null ? { next_update: 0 } : {}),
      ...(rest.backdated === null ? { backdated: false } : {}),
    })
    const wanted: Wanted = {
      fields,
      attributes: attributes === undefined ? null : { values: read.values, replace: attributes === null },
    }
    await refuseConflict(tx, locked, seen, version, wanted)
    return { wanted, problems: read.problems, occurredAt }
  })
}

/** Sets one custom value; with `add` it must not have one yet (conflict ATTRIBUTE_SET). Throws not_found, invalid, conflict. */
export async function setAttribute(
  incidents: Incidents,
  actor: Actor,
  id: string,
  body: { name: string; value: unknown },
  options: { add: boolean; version: Version },
): Promise<Shown> {
  return await change(incidents, actor, id, async (tx, locked) => {
    const definition = locked.definitions.attributes.get(body.name)
    if (!definition) throw invalid([undefinedAttribute(body.name, 'name')])
    const read = readValue(definition, body.value, 'value')
    const wanted: Wanted = {
      fields: {},
      attributes: { values: read.ok ? { [definition.name]: read.value } : {}, replace: false },
    }
    await requireVersion(tx, locked, options.version, wanted)
    if (
      options.add &&
      locked.incident.attributes !== null &&
      Object.hasOwn(locked.incident.attributes, definition.name)
    ) {
      const message = `The incident has a value for ${definition.name} already; PUT changes it.`
      throw new AppError('conflict', message, { problems: [{ code: 'ATTRIBUTE_SET', message, field: 'name' }] })
    }
    return { wanted, problems: read.ok ? [] : [read.problem] }
  })
}

/** Removes one custom value. Throws not_found (also when it has none), conflict. */
export async function removeAttributeValue(
  incidents: Incidents,
  actor: Actor,
  id: string,
  name: string,
  version: Version,
): Promise<Shown> {
  return await change(incidents, actor, id, async (tx, locked) => {
    const wanted: Wanted = { fields: {}, attributes: { values: { [name]: null }, replace: false } }
    await requireVersion(tx, locked, version, wanted)
    if (locked.incident.attributes === null || !Object.hasOwn(locked.incident.attributes, name)) {
      const message = `The incident has no value for "${name.slice(0, 100)}".`
      throw new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
    }
    return { wanted, problems: [] }
  })
}

/** Moves an incident to the bin. Throws not_found, conflict. */
export async function deleteIncident(incidents: Incidents, actor: Actor, id: string, version: Version): Promise<Shown> {
  return await incidents.database.transaction(actor, async (tx) => {
    const locked = await lockLive(tx, incidents, id)
    await requireVersion(tx, locked, version, { fields: {}, attributes: null })
    return await write(tx, incidents, actor, locked, locked.incident, {
      own: { type: 'incident.deleted' },
      deletedAt: 'now',
      ticket: { total: -1 },
    })
  })
}

/** Takes an incident out of the bin. Throws not_found (also when it is not in the bin), conflict. */
export async function restoreIncident(
  incidents: Incidents,
  actor: Actor,
  id: string,
  version: Version,
): Promise<Shown> {
  return await incidents.database.transaction(actor, async (tx) => {
    const locked = await lockIncident(tx, incidents.definitions, id)
    if (!locked?.deleted) throw notFound('incident')
    await requireVersion(tx, locked, version, { fields: {}, attributes: null })
    return await write(tx, incidents, actor, locked, locked.incident, {
      own: { type: 'incident.restored' },
      deletedAt: null,
      ticket: { total: 1 },
    })
  })
}

/**
 * Removes an incident's content for good, live or from the bin; that it was there, and who did what when, stays in the log. `reason`
 * names the rule where no person asked for it. Throws not_found, conflict.
 */
export async function purgeIncident(
  incidents: Incidents,
  actor: Actor,
  id: string,
  version: Version,
  reason: string | null = null,
): Promise<{ id: string }> {
  return await incidents.database.transaction(actor, async (tx) => {
    const locked = await lockIncident(tx, incidents.definitions, id)
    if (!locked) throw notFound('incident')
    await requireVersion(tx, locked, version, { fields: {}, attributes: null })
    const own = sql`tenant_id = ${tx.tenantId} and incident_id = ${id}::uuid`
    await tx.queries([
      sql`delete from comment where ${own}`,
      sql`delete from incident_search where ${own}`,
      sql`update idempotency_key set body = null where ${own}`,
      sql`delete from event_body where tenant_id = ${tx.tenantId} and seq in (select seq from event where ${own})`,
      sql`delete from incident where tenant_id = ${tx.tenantId} and id = ${id}::uuid`,
    ])
    await tx.last(sql`with ${ticket(actor.tenantId, 1, { total: locked.deleted ? 0 : -1 })},
      ${promisePurged(actor.tenantId, id)}
      ${logged(actor, [{ type: 'incident.purged', incidentId: id, number: sql`${locked.number}`, occLock: locked.incident.occ_lock + 1, reason }])}
      select seq from ticket`)
    return { id }
  })
}

/** Writes a comment along with a change: the feature of comments gives it, so that this one need not know their table. */
export type SayAlong = (
  actor: Actor,
  incidentId: string,
  text: string,
  occurredAt: string | null,
) => { ctes: Sql; event: NewEvent }

/**
 * Posts an update: one comment and one change, in one transaction. Throws not_found, invalid, conflict where a field it sets changed
 * since the caller's version.
 */
export async function postUpdate(
  incidents: Incidents,
  say: SayAlong,
  actor: Actor,
  id: string,
  body: UpdateBody,
  version: Version,
): Promise<{ incident: Shown; comment: string }> {
  return await incidents.database.transaction(actor, async (tx) => {
    const locked = await lockLive(tx, incidents, id)
    const { text, occurred_at: occurredAt = null, occ_lock: _, ...fields } = body
    const wanted: Wanted = { fields: editable(fields), attributes: null }
    const seen = givenVersion(version)
    if (seen !== null) await refuseConflict(tx, locked, seen, version, wanted)
    const plan = planned(locked, wanted, [])
    const { ctes, event } = say(actor, id, text, occurredAt)
    const events = [{ ...event, number: sql`${locked.number}` }]
    if (plan.changes.length === 0) {
      const [row] = await tx.last(
        sql`with ${ticket(actor.tenantId, 1)}, ${ctes} ${noteNews(actor.tenantId, id)} ${logged(actor, events)} select comment::text as comment from said`,
      )
      return {
        incident: { text: JSON.stringify(locked.incident), id, occLock: locked.incident.occ_lock },
        comment: row?.comment as string,
      }
    }
    const [row] = await tx.last(
      updateIncident(actor, locked, plan.after, {
        before: { events, ctes, columns: sql`, (select comment::text from said) as comment` },
        own: { type: 'incident.updated', changes: plan.changes, occurredAt },
        news: true,
      }),
    )
    return {
      incident: await shown(incidents.definitions, id, locked.incident.occ_lock + 1, row),
      comment: row?.comment as string,
    }
  })
}

type Decision = { wanted: Wanted; problems: Problem[]; occurredAt?: string | undefined }

/** Locks a live incident, lets `decide` say what is wanted of it, and writes what that changes; nothing when it changes nothing. */
async function change(
  incidents: Incidents,
  actor: Actor,
  id: string,
  decide: (tx: Tx, locked: Locked) => Promise<Decision>,
): Promise<Shown> {
  return await incidents.database.transaction(actor, async (tx) => {
    const locked = await lockLive(tx, incidents, id)
    const decision = await decide(tx, locked)
    return await apply(tx, incidents, actor, locked, decision)
  })
}

/** Plans and writes a decided change. Throws invalid. */
async function apply(
  tx: Tx,
  incidents: Incidents,
  actor: Actor,
  locked: Locked,
  { wanted, problems, occurredAt }: Decision,
): Promise<Shown> {
  const { incident } = locked
  const plan = planned(locked, wanted, problems)
  if (plan.changes.length === 0) return { text: JSON.stringify(incident), id: incident.id, occLock: incident.occ_lock }
  return await write(tx, incidents, actor, locked, plan.after, {
    own: { type: 'incident.updated', changes: plan.changes, occurredAt: occurredAt ?? null },
  })
}

function planned({ incident, definitions, now }: Locked, wanted: Wanted, problems: Problem[]): Plan {
  const all = [
    ...codeProblems(definitions, wanted.fields, incident),
    ...resolutionProblems(definitions, wanted.fields.status ?? incident.status, wanted.fields.resolved_date),
    ...problems,
  ]
  if (all.length > 0) throw invalid(all)
  return planUpdate(definitions, incident, wanted, now)
}

async function write(
  tx: Tx,
  incidents: Incidents,
  actor: Actor,
  locked: Locked,
  after: Incident,
  what: Write,
): Promise<Shown> {
  const [row] = await tx.last(updateIncident(actor, locked, after, what))
  return await shown(incidents.definitions, locked.incident.id, locked.incident.occ_lock + 1, row)
}

/** Locks an incident that is not in the bin. Throws not_found. */
async function lockLive(tx: Tx, incidents: Incidents, id: string): Promise<Locked> {
  const locked = await lockIncident(tx, incidents.definitions, id)
  if (!locked || locked.deleted) throw notFound('incident')
  return locked
}

const editableFields = [
  'name',
  'description',
  'reported_by',
  'status',
  'type',
  'severity',
  'date',
  'location',
  'next_update',
  'resolved_date',
  'backdated',
] as const

function editable(body: Record<string, unknown>): IncidentFields {
  const fields: Record<string, unknown> = {}
  for (const name of editableFields) if (body[name] !== undefined) fields[name] = body[name]
  return fields as IncidentFields // names by the list, types by the schema
}

/** The version a caller names. Throws invalid when there is none, or occ_lock and If-Match disagree. */
function requiredVersion(version: Version): number {
  const seen = givenVersion(version)
  if (seen !== null) return seen
  throw invalid([
    {
      code: 'MISSING',
      message: '"occ_lock" is required: the version you have read (or send If-Match).',
      field: 'occ_lock',
    },
  ])
}

function givenVersion({ occLock, ifMatch }: Version): number | null {
  if (occLock !== undefined && ifMatch !== null && occLock !== ifMatch) {
    throw invalid([
      { code: 'VERSIONS_DISAGREE', message: '"occ_lock" and If-Match name different versions.', field: 'occ_lock' },
    ])
  }
  return ifMatch ?? occLock ?? null
}

/** An optional version must be the current one. */
async function requireVersion(tx: Tx, locked: Locked, version: Version, wanted: Wanted): Promise<void> {
  const seen = givenVersion(version)
  if (seen !== null && seen !== locked.incident.occ_lock) throw await stale(tx, locked, seen, version, wanted, false)
}

/** A version behind the record is a conflict only where a wanted field changed meanwhile to something else. */
async function refuseConflict(tx: Tx, locked: Locked, seen: number, version: Version, wanted: Wanted): Promise<void> {
  if (seen === locked.incident.occ_lock) return
  const since = seen < locked.incident.occ_lock ? await changesSince(tx, locked.incident.id, seen) : []
  if (seen > locked.incident.occ_lock || conflictsOf(wanted, since, false).length > 0)
    throw await stale(tx, locked, seen, version, wanted, false)
}

/** The refusal of a stale version: the record as it stands, what changed since, and where both sides changed the same. */
async function stale(
  tx: Tx,
  locked: Locked,
  seen: number,
  version: Version,
  wanted: Wanted,
  whole: boolean,
): Promise<AppError> {
  const { incident } = locked
  const since = seen < incident.occ_lock ? await changesSince(tx, incident.id, seen) : []
  const conflicts = conflictsOf(wanted, since, whole)
  const message =
    seen > incident.occ_lock
      ? `Version ${seen} does not exist; the incident is at ${incident.occ_lock}.`
      : `The incident was changed meanwhile: you have version ${seen}, it is at ${incident.occ_lock}.`
  return new AppError(version.ifMatch === null ? 'conflict' : 'precondition_failed', message, {
    problems: [{ code: 'STALE_OCC_LOCK', message, field: version.ifMatch === null ? 'occ_lock' : 'If-Match' }],
    data: { current: incident, changes: since, conflicts },
  })
}
