/** Commands on incidents: report, replace, patch, custom values. Each is one transaction, with its event. */
import type { DefinitionCache, Definitions } from '../attribute/definitions.ts'
import { optionProblems, readValue, undefinedAttribute } from '../attribute/validate.ts'
import { newReference } from '../database/commit.ts'
import { AppError, invalid, type Problem } from '../errors.ts'
import { uuid } from '../id.ts'
import { occurredProblems } from '../log/occurred.ts'
import type { Context } from '../permission.ts'
import { requiredVersion, type Version } from '../record/version.ts'
import {
  change,
  decideAgain,
  editable,
  type Incidents,
  refuseConflict,
  requireCurrent,
  type Shown,
  showWritten,
  stale,
} from './change.ts'
import { externalIdProblems, uniqueExternalId } from './external-id.ts'
import { codeProblems, isOver, readAttributes, resolutionProblems, type Values, type Wanted } from './rules.ts'
import type { IncidentBody, IncidentFields, PatchBody, ReplacementBody } from './schema.ts'
import { createdData, newIncident } from './write.ts'

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
      ...resolutionProblems(definitions, fields.status, text('resolved_date') || null),
      ...readAttributes(definitions, attributes, nullRemoves).problems,
      ...occurredProblems(body),
      ...externalIdProblems(body.external_id),
    ]
  }
  const problems = find(await cache.current())
  // The copy at hand may be older than a definition another process has just made.
  return problems.length === 0 ? [] : find(await cache.refresh())
}

/** Records a new incident. Throws invalid, conflict DUPLICATE_EXTERNAL_ID. */
export async function createIncident(
  { database, definitions: cache }: Incidents,
  context: Context,
  body: IncidentBody,
): Promise<Shown> {
  const { actor } = context
  const create = () =>
    database.transaction(context, async (tx) => {
      const definitions = await cache.current()
      const fields = newFields(body)
      const read = readAttributes(definitions, body.attributes as Record<string, unknown> | null | undefined, false) // the schema's values
      const problems = [
        ...codeProblems(definitions, fields, null),
        ...resolutionProblems(definitions, fields.status, fields.resolved_date),
        ...read.problems,
        ...optionProblems(definitions, read.values, null),
      ]
      if (problems.length > 0) {
        // The copy at hand may be older than a definition another process has just made.
        const fresh = await cache.refresh()
        if (fresh.version > definitions.version) throw decideAgain(cache)
        throw invalid(problems)
      }
      const values = Object.keys(read.values).length === 0 ? null : (read.values as Values) // no null without nullRemoves
      const resolved = isOver(definitions, fields.status) ? (fields.resolved_date ?? 'now') : null
      const id = uuid()
      const [written] = await tx.commit({
        ticket: { definitions: cache.guard(definitions), references: 1, total: 1 },
        writes: newIncident(actor, definitions, id, { ...fields, resolved_date: resolved }, values),
        events: [
          {
            type: 'incident.created',
            subject: { kind: 'incident', id, lock: 0 },
            incidentId: id,
            number: newReference,
            data: createdData(actor.tenantId, id, values),
          },
        ],
      })
      return await showWritten(cache, id, 0, written?.rows[0])
    })
  return await uniqueExternalId(body.external_id ?? null, create)
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
    resolved_date: body.resolved_date || null,
    backdated: body.backdated ?? false,
    external_id: body.external_id ?? null,
  }
}

/** Replaces the editable fields. Throws not_found, invalid, conflict or precondition_failed (stale version; changes nothing). */
export async function replaceIncident(
  incidents: Incidents,
  context: Context,
  id: string,
  body: ReplacementBody,
  version: Version,
): Promise<Shown> {
  const seen = requiredVersion(version)
  const { occurred_at: occurredAt, occ_lock: _, attributes, ...rest } = body
  return await change(incidents, context, id, async (tx, locked) => {
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
  context: Context,
  id: string,
  body: PatchBody,
  version: Version,
): Promise<Shown> {
  const seen = requiredVersion(version)
  const { occurred_at: occurredAt, occ_lock: _, attributes, ...rest } = body
  return await change(incidents, context, id, async (tx, locked) => {
    const read = readAttributes(locked.definitions, attributes as Record<string, unknown> | null | undefined, true) // the schema's values
    const fields = editable({
      ...rest,
      ...(rest.severity === null ? { severity: '' } : {}),
      ...(rest.location === null ? { location: '' } : {}),
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
  context: Context,
  id: string,
  body: { name: string; value: unknown },
  options: { add: boolean; version: Version },
): Promise<Shown> {
  return await change(incidents, context, id, async (tx, locked) => {
    const definition = locked.definitions.attributes.get(body.name)
    if (!definition) throw invalid([undefinedAttribute(body.name, 'name')])
    const read = readValue(definition, body.value, 'value')
    const wanted: Wanted = {
      fields: {},
      attributes: { values: read.ok ? { [definition.name]: read.value } : {}, replace: false },
    }
    await requireCurrent(tx, locked, options.version, wanted)
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

/** Sets several custom values by name, all or none; null removes one. Throws not_found, invalid, conflict. */
export async function setAttributes(
  incidents: Incidents,
  context: Context,
  id: string,
  given: Record<string, unknown>,
  version: Version,
): Promise<Shown> {
  return await change(incidents, context, id, async (tx, locked) => {
    const { values, problems } = readAttributes(locked.definitions, given, true)
    const wanted: Wanted = { fields: {}, attributes: { values, replace: false } }
    await requireCurrent(tx, locked, version, wanted)
    // In this body a value is named as it stands there.
    const named = problems.map((problem) => ({ ...problem, field: problem.field?.replace(/^attributes\./, '') ?? '' }))
    return { wanted, problems: named }
  })
}

/** Removes one custom value. Throws not_found (also when it has none), conflict. */
export async function removeAttributeValue(
  incidents: Incidents,
  context: Context,
  id: string,
  name: string,
  version: Version,
): Promise<Shown> {
  return await change(incidents, context, id, async (tx, locked) => {
    const wanted: Wanted = { fields: {}, attributes: { values: { [name]: null }, replace: false } }
    await requireCurrent(tx, locked, version, wanted)
    if (locked.incident.attributes === null || !Object.hasOwn(locked.incident.attributes, name)) {
      const message = `The incident has no value for "${name.slice(0, 100)}".`
      throw new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
    }
    return { wanted, problems: [] }
  })
}
