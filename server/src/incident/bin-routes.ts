// The calls that move an incident to the bin, take it out again, and purge it.
import { Type } from 'typebox'
import { type Endpoint, endpoint } from '../http/route.ts'
import { OccLock, record } from '../http/schema.ts'
import { authorize } from '../permission.ts'
import { deleteIncident, purgeIncident, restoreIncident } from './bin.ts'
import { changing, idOf, shownAnswer, Version } from './call.ts'
import type { Incidents } from './change.ts'
import { noIncident, stale } from './examples.ts'
import { ConflictData, IncidentDeletion, IncidentId } from './schema.ts'

/** Deletes, restores and purges an incident. */
export function binEndpoints(incidents: Incidents): Endpoint[] {
  return [
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
      handler: async ({ actor, context, params, query, body, ifMatch }) => {
        const id = idOf(params.id)
        const version = { occLock: body?.occ_lock ?? query.occ_lock, ifMatch }
        if (query.purge === true) {
          authorize(actor, 'incident.purge')
          await purgeIncident(incidents, context, id, version)
          return { data: { id, deleted: true, purged: true }, message: 'Purged.' }
        }
        await deleteIncident(incidents, context, id, version)
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
      handler: ({ context, params, body, ifMatch }) =>
        restoreIncident(incidents, context, idOf(params.id), { occLock: body?.occ_lock, ifMatch }),
      respond: shownAnswer,
    }),
  ]
}
