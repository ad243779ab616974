// The calls that report an incident and change it: create, replace, patch, post an update.
import { Type } from 'typebox'
import { type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { record } from '../http/schema.ts'
import type { RecordKind } from '../record/kind.ts'
import { changing, IncidentRef, idOf, shownAnswer } from './call.ts'
import type { Incidents } from './change.ts'
import { createIncident, incidentProblems, patchIncident, replaceIncident } from './commands.ts'
import { answerRemoved, recorded, reported } from './examples.ts'
import { duplicateExternalId } from './external-id.ts'
import { IncidentInput, IncidentPatch, IncidentReplacement, IncidentUpdate } from './schema.ts'
import { postUpdate } from './update.ts'

/** Reports an incident, changes its fields, posts updates. */
export function writeEndpoints(incidents: Incidents, comments: RecordKind): Endpoint[] {
  const checkBody = (nullRemoves: boolean) => (body: unknown) =>
    incidentProblems(incidents.definitions, body as Record<string, unknown>, nullRemoves) // called with objects only
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
      failures: ['conflict'],
      failureExamples: [answerRemoved, duplicateExternalId('INC_20241211_0001')],
      check: checkBody(false),
      handler: ({ context, body }) => createIncident(incidents, context, body),
      respond: (shown) => ({
        ...shownAnswer(shown),
        status: 201,
        headers: { etag: `"${shown.occLock}"`, location: `/v1/incident/${shown.id}` },
      }),
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
      handler: async ({ context, params, body, ifMatch }) =>
        shownAnswer(
          await replaceIncident(incidents, context, idOf(params.id), body, { occLock: body.occ_lock, ifMatch }),
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
      handler: async ({ context, params, body, ifMatch }) =>
        shownAnswer(
          await patchIncident(incidents, context, idOf(params.id), body, { occLock: body.occ_lock, ifMatch }),
        ),
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
      handler: ({ context, params, body, ifMatch }) =>
        postUpdate(incidents, comments, context, idOf(params.id), body, { occLock: body.occ_lock, ifMatch }),
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
  ]
}
