import { Type } from 'typebox'
import { attributeTypes } from '../attribute/schema.ts'
import { notFound } from '../errors.ts'
import { type Answer, type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { OccLock, record } from '../http/schema.ts'
import { checker } from '../http/validate.ts'
import { isUuid } from '../id.ts'
import { authorize } from '../permission.ts'
import type { RecordKind } from '../record/kind.ts'
import { deleteIncident, purgeIncident, restoreIncident } from './bin.ts'
import type { Incidents, Shown } from './change.ts'
import {
  createIncident,
  incidentProblems,
  patchIncident,
  removeAttributeValue,
  replaceIncident,
  setAttribute,
  setAttributes,
} from './commands.ts'
import { answerRemoved, attributeSet, noIncident, noValue, recorded, reported, stale } from './examples.ts'
import { incidentAsOf } from './history.ts'
import {
  ConflictData,
  type Incident,
  IncidentDeletion,
  IncidentId,
  IncidentInput,
  IncidentPatch,
  IncidentReplacement,
  IncidentUpdate,
} from './schema.ts'
import { findIncident } from './store.ts'
import { postUpdate } from './update.ts'

const IncidentRef = Type.Ref('Incident')
const Version = record({ occ_lock: Type.Optional(OccLock) })
const AttributeInput = record({
  name: Type.String({ minLength: 1, maxLength: 64, examples: ['workflowId'] }),
  value: Type.Unsafe<unknown>({
    description: 'Value in the type of the definition; a string that spells it will do',
    type: ['string', 'number', 'boolean'],
    examples: ['9fda'],
  }),
  occ_lock: Type.Optional(OccLock),
})

const scalar = ['string', 'number', 'boolean']
const AttributeMap = Type.Object(
  {
    name: Type.Optional(AttributeInput.properties.name),
    value: Type.Optional(AttributeInput.properties.value),
    occ_lock: Type.Optional(OccLock),
  },
  {
    additionalProperties: Type.Unsafe<string | number | boolean | null>({
      type: [...scalar, 'null'],
      description: 'Value of the attribute of this name; null removes it',
    }),
    minProperties: 1,
    maxProperties: 1000,
  },
)
const AttributeValueOf = record({
  name: Type.String(),
  type: Type.Enum([...attributeTypes]),
  value: Type.Unsafe<string | number | boolean>({ type: scalar }),
})
const checkPair = checker(AttributeInput)

/** Whether a body names one value: no attribute can be called name or value. */
function isPair(body: object): boolean {
  return 'name' in body || 'value' in body
}

function shownAnswer(shown: Shown): Answer {
  return { data: new RawJson(shown.text), headers: { etag: `"${shown.occLock}"` }, incidentId: shown.id }
}

/** The incident's own calls: create, read, change, delete, restore, values, updates. */
export function incidentEndpoints(incidents: Incidents, comments: RecordKind): Endpoint[] {
  const { database, definitions } = incidents
  const checkBody = (nullRemoves: boolean) => (body: unknown) =>
    incidentProblems(definitions, body as Record<string, unknown>, nullRemoves) // called with objects only
  const changing = {
    permission: 'incident.write' as const,
    ifMatch: true,
    etag: true,
    tag: 'Incidents',
    answer: IncidentRef,
    conflict: ConflictData,
    params: IncidentId,
    failureExamples: [noIncident, ...stale],
  }
  return [
    endpoint({
      method: 'POST',
      path: '/v1/incident',
      operationId: 'createIncident',
      tag: 'Incidents',
      summary: 'Report an incident',
      permission: 'incident.write',
      body: IncidentInput,
      bodyExample: reported,
      status: 201,
      answer: IncidentRef,
      answerExample: recorded,
      etag: true,
      failureExamples: [answerRemoved],
      check: checkBody(false),
      handler: ({ actor, body }) => createIncident(incidents, actor, body),
      respond: (shown) => ({
        ...shownAnswer(shown),
        status: 201,
        headers: { etag: `"${shown.occLock}"`, location: `/v1/incident/${shown.id}` },
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/v1/incident/{id}',
      operationId: 'getIncident',
      tag: 'Incidents',
      summary: 'One incident, now or as it stood',
      description:
        '`as_of` and `as_of_lock` rebuild it from the log, by recorded time. The answer carries an `ETag`; with `If-None-Match` an unchanged one is 304.',
      permission: 'incident.read',
      params: IncidentId,
      query: record({
        as_of: Type.Optional(
          Type.String({ format: 'date-time', maxLength: 64, description: 'As it stood at this instant' }),
        ),
        as_of_lock: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'As it stood at this version' }),
        ),
        deleted: Type.Optional(Type.Boolean({ description: 'true: one in the bin' })),
      }),
      answer: IncidentRef,
      etag: true,
      notModified: true,
      failures: ['not_found'],
      failureExamples: [noIncident],
      handler: async ({ actor, params, query, ifNoneMatch }) => {
        if (!isUuid(params.id)) throw notFound('incident')
        if (query.as_of !== undefined || query.as_of_lock !== undefined) {
          const asOf = query.as_of_lock !== undefined ? { lock: query.as_of_lock } : { at: query.as_of ?? '' }
          const incident = await incidentAsOf(database, actor.tenantId, params.id, asOf)
          if (!incident) throw notFound('incident')
          return { data: incident }
        }
        const found = await findIncident(database, definitions, actor.tenantId, params.id, query.deleted === true)
        if (!found) throw notFound('incident')
        const etag = `"${found.occLock}"`
        if (ifNoneMatch !== null && namesTag(ifNoneMatch, etag))
          return { status: 304 as const, headers: { etag }, stream: null }
        return { data: new RawJson(found.text), headers: { etag } }
      },
    }),
    endpoint({
      ...changing,
      method: 'PUT',
      path: '/v1/incident/{id}',
      operationId: 'replaceIncident',
      needsVersion: true,
      summary: 'Replace the editable fields',
      description:
        'Needs `occ_lock` (or `If-Match`). A stale one changes nothing and answers what changed since. An optional field left out is unchanged.',
      body: IncidentReplacement,
      bodyExample: { ...reported, status: 'OPEN', occ_lock: 0 },
      failures: ['not_found', 'conflict', 'precondition_failed'],
      check: checkBody(false),
      handler: async ({ actor, params, body, ifMatch }) =>
        shownAnswer(
          await replaceIncident(incidents, actor, idOf(params.id), body, { occLock: body.occ_lock, ifMatch }),
        ),
    }),
    endpoint({
      ...changing,
      method: 'PATCH',
      path: '/v1/incident/{id}',
      operationId: 'patchIncident',
      needsVersion: true,
      summary: 'Change some fields',
      description:
        'A JSON merge patch with `occ_lock` (or `If-Match`). Edits to different fields both succeed; 409 only where a field of the patch changed since to something else than wanted.',
      body: IncidentPatch,
      bodyTypes: ['application/merge-patch+json'],
      bodyExample: { status: 'OPEN', attributes: { isPending: true }, occ_lock: 0 },
      failures: ['not_found', 'conflict', 'precondition_failed'],
      check: checkBody(true),
      handler: async ({ actor, params, body, ifMatch }) =>
        shownAnswer(await patchIncident(incidents, actor, idOf(params.id), body, { occLock: body.occ_lock, ifMatch })),
    }),
    endpoint({
      ...changing,
      method: 'POST',
      path: '/v1/incident/{id}/updates',
      operationId: 'postUpdate',
      summary: 'Post an update: a comment and what changes with it',
      description: 'One comment and one change in one transaction, or nothing.',
      body: IncidentUpdate,
      bodyExample: { text: 'Pumps are running, level falling.', status: 'MONITORING', next_update: 1777645200 },
      status: 201,
      answer: record({ incident: IncidentRef, comment: Type.Ref('Comment') }),
      failures: ['not_found', 'conflict', 'precondition_failed'],
      check: checkBody(false),
      handler: ({ actor, params, body, ifMatch }) =>
        postUpdate(incidents, comments, actor, idOf(params.id), body, { occLock: body.occ_lock, ifMatch }),
      respond: ({ incident, comment }) => ({
        data: new RawJson(`{"incident":${incident.text},"comment":${comment}}`),
        status: 201,
        headers: {
          etag: `"${incident.occLock}"`,
          location: `/v1/incident/${incident.id}/comments/${(JSON.parse(comment) as { id: string }).id}`,
        }, // a comment
        incidentId: incident.id,
      }),
    }),
    endpoint({
      method: 'DELETE',
      path: '/v1/incident/{id}',
      operationId: 'deleteIncident',
      tag: 'Incidents',
      summary: 'Move an incident to the bin, or purge it',
      description:
        '`purge=true` (admin) removes content, comments, search text and stored answers for good, also of one in the bin; who, when and what kind stay in the log.',
      permission: 'incident.write',
      ifMatch: true,
      params: IncidentId,
      query: record({
        purge: Type.Optional(Type.Boolean({ description: 'Remove the content for good (admin)' })),
        occ_lock: Type.Optional(OccLock),
      }),
      body: IncidentDeletion,
      bodyOptional: true,
      answer: record({ id: Type.String(), deleted: Type.Boolean(), purged: Type.Boolean() }),
      answerExample: { id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10', deleted: true, purged: false },
      conflict: ConflictData,
      failures: ['not_found', 'conflict', 'precondition_failed'],
      failureExamples: [noIncident, ...stale],
      handler: async ({ actor, params, query, body, ifMatch }) => {
        const id = idOf(params.id)
        const version = { occLock: body?.occ_lock ?? query.occ_lock, ifMatch }
        if (query.purge === true) {
          authorize(actor, 'incident.purge')
          await purgeIncident(incidents, actor, id, version)
          return { data: { id, deleted: true, purged: true }, message: 'Purged.' }
        }
        await deleteIncident(incidents, actor, id, version)
        return { data: { id, deleted: true, purged: false }, message: 'Moved to the bin.' }
      },
    }),
    endpoint({
      ...changing,
      method: 'POST',
      path: '/v1/incident/{id}/restore',
      operationId: 'restoreIncident',
      summary: 'Take an incident out of the bin',
      body: Version,
      bodyOptional: true,
      failures: ['not_found', 'conflict', 'precondition_failed'],
      handler: ({ actor, params, body, ifMatch }) =>
        restoreIncident(incidents, actor, idOf(params.id), { occLock: body?.occ_lock, ifMatch }),
      respond: shownAnswer,
    }),
    endpoint({
      ...changing,
      method: 'POST',
      path: '/v1/incident/{id}/attributes',
      operationId: 'addAttributeValue',
      tag: 'Custom attributes',
      summary: 'Give an incident a custom value it does not have yet',
      failureExamples: [...changing.failureExamples, attributeSet],
      body: AttributeInput,
      bodyExample: { name: 'workflowId', value: '9fda' },
      failures: ['not_found', 'conflict', 'precondition_failed'],
      handler: ({ actor, params, body, ifMatch }) =>
        setAttribute(incidents, actor, idOf(params.id), body, {
          add: true,
          version: { occLock: body.occ_lock, ifMatch },
        }),
      respond: shownAnswer,
    }),
    endpoint({
      ...changing,
      method: 'PUT',
      path: '/v1/incident/{id}/attributes',
      operationId: 'setAttributeValue',
      tag: 'Custom attributes',
      summary: 'Set a custom value of an incident, or several',
      description:
        'Either `name` and `value`, or a map of values by name: several at once, all or none, null removes one. `occ_lock` guards both.',
      body: AttributeMap,
      bodyExample: { name: 'workflowId', value: '9fda' },
      failures: ['not_found', 'conflict', 'precondition_failed'],
      check: async (body) => (isPair(body as object) ? checkPair(body) : []), // called with objects only
      handler: async ({ actor, params, body, ifMatch }) => {
        const { occ_lock: occLock, ...values } = body
        const version = { occLock, ifMatch }
        const id = idOf(params.id)
        if (!isPair(body)) return shownAnswer(await setAttributes(incidents, actor, id, values, version))
        const pair = { name: String(body.name), value: body.value } // checked by checkPair
        return shownAnswer(await setAttribute(incidents, actor, id, pair, { add: false, version }))
      },
    }),
    endpoint({
      method: 'GET',
      path: '/v1/incident/{id}/attributes',
      operationId: 'listAttributeValues',
      tag: 'Custom attributes',
      summary: 'The custom values of an incident',
      permission: 'incident.read',
      params: IncidentId,
      answer: Type.Array(AttributeValueOf),
      answerExample: [{ name: 'isPending', type: 'BOOLEAN', value: true }],
      failures: ['not_found'],
      failureExamples: [noIncident],
      handler: async ({ actor, params }) => {
        const found = await findIncident(database, definitions, actor.tenantId, idOf(params.id), false)
        if (!found) throw notFound('incident')
        const { attributes } = JSON.parse(found.text) as Incident // of findIncident
        const known = await definitions.current()
        return {
          data: Object.entries(attributes ?? {}).map(([name, value]) => ({
            name,
            type: known.attributes.get(name)?.type ?? 'STRING',
            value,
          })),
        }
      },
    }),
    endpoint({
      ...changing,
      method: 'DELETE',
      path: '/v1/incident/{id}/attributes/{name}',
      operationId: 'removeAttributeValue',
      tag: 'Custom attributes',
      summary: 'Remove a custom value from an incident',
      failureExamples: [...changing.failureExamples, noValue],
      params: record({
        id: Type.String({ description: 'Id of the incident' }),
        name: Type.String({ description: 'Name of the attribute' }),
      }),
      query: record({ occ_lock: Type.Optional(OccLock) }),
      body: Version,
      bodyOptional: true,
      failures: ['not_found', 'conflict', 'precondition_failed'],
      handler: async ({ actor, params, query, body, ifMatch }) =>
        shownAnswer(
          await removeAttributeValue(incidents, actor, idOf(params.id), params.name, {
            occLock: body?.occ_lock ?? query.occ_lock,
            ifMatch,
          }),
        ),
    }),
  ]
}

function namesTag(header: string, etag: string): boolean {
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}

/** What is not an id of this service names nothing here. Throws not_found. */
function idOf(text: string): string {
  if (!isUuid(text)) throw notFound('incident')
  return text
}
