// The call that reads one incident, now or as it stood.
import { Type } from 'typebox'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { IncidentRef } from './call.ts'
import type { Incidents } from './change.ts'
import { noIncident } from './examples.ts'
import { incidentAsOf } from './history.ts'
import { IncidentId } from './schema.ts'
import { findIncident } from './store.ts'

/** Reads one incident. */
export function readEndpoints({ database, definitions }: Incidents): Endpoint[] {
  return [
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
  ]
}

function namesTag(header: string, etag: string): boolean {
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}
