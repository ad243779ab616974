/** A change of an incident, straight: lock, decide (rules.ts), commit the next version with its event. */
import type { DefinitionCache } from '../attribute/definitions.ts'
import { optionProblems } from '../attribute/validate.ts'
import type { Row } from '../database/batch.ts'
import type { Database, Tx } from '../database/database.ts'
import { Retry } from '../database/failure.ts'
import type { Sql } from '../database/sql.ts'
import type { NewEvent } from '../database/transaction.ts'
import { type AppError, invalid, notFound, type Problem } from '../errors.ts'
import type { Actor, Context } from '../permission.ts'
import { changesSince, isTooFar } from '../record/history.ts'
import { givenVersion, staleVersion, type Version } from '../record/version.ts'
import { codeProblems, conflictsOf, type Plan, planUpdate, resolutionProblems, type Wanted } from './rules.ts'
import type { IncidentFields } from './schema.ts'
import { type IncidentRow, type Locked, lockIncident, presentAll } from './store.ts'
import { nextVersion, type Writing } from './write.ts'

/** An incident as it stands after a command: its JSON text, and what headers need of it. */
export type Shown = { text: string; id: string; occLock: number }

/** What commands on incidents need besides the actor. */
export type Incidents = { database: Database; definitions: DefinitionCache }

/** What is wanted of a locked incident, and what is wrong with it. */
export type Decision = { wanted: Wanted; problems: Problem[]; occurredAt?: string | undefined }

/** Locks a live incident, lets `decide` say what is wanted of it, and commits what that changes; nothing when it changes nothing. */
export async function change(
  incidents: Incidents,
  context: Context,
  id: string,
  decide: (tx: Tx, locked: Locked) => Promise<Decision>,
): Promise<Shown> {
  const { actor } = context
  return await incidents.database.transaction(context, async (tx) => {
    const locked = await lockLive(tx, incidents, id)
    const { wanted, problems, occurredAt = null } = await decide(tx, locked)
    const plan = planned(locked, wanted, problems)
    if (plan.changes.length === 0) return unchanged(locked)
    const event = { type: 'incident.updated', changes: plan.changes, occurredAt }
    const { shown } = await commitVersion(tx, incidents, actor, locked, plan.after, event)
    return shown
  })
}

/** Locks an incident that is not in the bin. Throws not_found. */
export async function lockLive(tx: Tx, { definitions }: Incidents, id: string): Promise<Locked> {
  const locked = await lockIncident(tx, definitions, id)
  if (!locked || locked.deleted) throw notFound('incident')
  return locked
}

/** What a locked incident becomes. Throws invalid with everything that is wrong. */
export function planned({ incident, definitions, now }: Locked, wanted: Wanted, problems: Problem[]): Plan {
  const all = [
    ...codeProblems(definitions, wanted.fields, incident),
    ...optionProblems(definitions, wanted.attributes?.values ?? {}, incident.attributes),
    ...resolutionProblems(definitions, wanted.fields.status ?? incident.status, wanted.fields.resolved_date),
    ...problems,
  ]
  if (all.length > 0) throw invalid(all)
  return planUpdate(definitions, incident, wanted, now)
}

export function unchanged({ incident }: Locked): Shown {
  return { text: JSON.stringify(incident), id: incident.id, occLock: incident.occ_lock }
}

/** What else a version changes: the bin, the tenant's total, rows and an event of another noun before it. */
export type More = Writing & { total?: -1 | 1; before?: { writes: Sql[]; event: NewEvent } }

/** Commits the next version of a locked incident with its event; `before` is the first row that `more.before` writes. */
export async function commitVersion(
  tx: Tx,
  { definitions: cache }: Incidents,
  actor: Actor,
  locked: Locked,
  after: Locked['incident'],
  event: Pick<NewEvent, 'type' | 'changes' | 'occurredAt'>,
  more: More = {},
): Promise<{ shown: Shown; before: Row | undefined }> {
  const { incident, number, definitions } = locked
  const lock = incident.occ_lock + 1
  const first = more.before?.writes ?? []
  const results = await tx.commit({
    ticket: { definitions: cache.guard(definitions), ...(more.total === undefined ? {} : { total: more.total }) },
    writes: [...first, ...nextVersion(actor, locked, after, more)],
    events: [
      ...(more.before ? [more.before.event] : []),
      { ...event, subject: { kind: 'incident', id: incident.id, lock }, incidentId: incident.id, number },
    ],
  })
  return {
    shown: await showWritten(cache, incident.id, lock, results[first.length]?.rows[0]),
    before: first.length > 0 ? results[0]?.rows[0] : undefined,
  }
}

/** What a statement of write.ts gave, as callers see it. */
export async function showWritten(
  cache: DefinitionCache,
  id: string,
  occLock: number,
  row: Row | undefined,
): Promise<Shown> {
  if (row === undefined) throw new Error('an incident that was locked was not written')
  const [text = ''] = await presentAll(cache, [row as IncidentRow]) // writtenColumns
  return { text, id, occLock }
}

/** What was decided on definitions that another process has replaced meanwhile is decided again. */
export function decideAgain(cache: DefinitionCache): Retry {
  return new Retry((tx) => cache.hold(tx))
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

/** The editable fields of a body. */
export function editable(body: Record<string, unknown>): IncidentFields {
  const fields: Record<string, unknown> = {}
  for (const name of editableFields) if (body[name] !== undefined) fields[name] = body[name]
  // How IMS clients say that there is none.
  if (fields['next_update'] === null) fields['next_update'] = 0
  if (fields['resolved_date'] === '') fields['resolved_date'] = null
  return fields as IncidentFields // names by the list, types by the schema
}

/** An optional version must be the current one. */
export async function requireCurrent(tx: Tx, locked: Locked, version: Version, wanted: Wanted): Promise<void> {
  const seen = givenVersion(version)
  if (seen !== null && seen !== locked.incident.occ_lock) throw await stale(tx, locked, seen, version, wanted, false)
}

/** A version behind the record is a conflict only where a wanted field changed meanwhile to something else. */
export async function refuseConflict(
  tx: Tx,
  locked: Locked,
  seen: number,
  version: Version,
  wanted: Wanted,
): Promise<void> {
  if (seen === locked.incident.occ_lock) return
  const since = seen < locked.incident.occ_lock ? await changesSince(tx, 'incident', locked.incident.id, seen) : []
  const far = isTooFar(seen, locked.incident.occ_lock)
  if (seen > locked.incident.occ_lock || far || conflictsOf(wanted, since, false).length > 0)
    throw await stale(tx, locked, seen, version, wanted, false)
}

/** The refusal of a stale version: the record as it stands, what changed since, and where both sides changed the same. */
export async function stale(
  tx: Tx,
  { incident }: Locked,
  seen: number,
  version: Version,
  wanted: Wanted,
  whole: boolean,
): Promise<AppError> {
  const changes = seen < incident.occ_lock ? await changesSince(tx, 'incident', incident.id, seen) : []
  const conflicts = conflictsOf(wanted, changes, whole)
  return staleVersion('incident', seen, incident, version.ifMatch !== null, { changes, conflicts })
}
