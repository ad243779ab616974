import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { record, Uuid } from '../http/schema.ts'
import { may } from '../permission.ts'
import { EventPage, eventTypes } from './schema.ts'
import { readEvents } from './store.ts'
import type { Wake } from './wake.ts'

const typePattern = `^(\\*|(incident|comment|attribute|catalog)\\.\\*|${eventTypes.map((type) => type.replace('.', '\\.')).join('|')})$`

export function logEndpoints(database: Database, wake: Wake, draining: AbortSignal): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/events',
      operationId: 'listEvents',
      tag: 'Events',
      summary: 'Read the event log',
      description:
        'Events of the tenant after a position, in order. Whoever has seen `seq` N has seen every event up to N. With `wait` the call is held until something comes.',
      permission: 'incident.read',
      long: true,
      query: record({
        after: Type.Optional(
          Type.Integer({ minimum: 0, description: 'Position after which to read; from the first event without it' }),
        ),
        limit: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'Most events in the answer' }),
        ),
        wait: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 30, description: 'Seconds to hold the call until something comes' }),
        ),
        type: Type.Optional(
          Type.Array(Type.String({ pattern: typePattern }), {
            description: 'Types wanted, such as incident.updated or comment.*; repeatable',
          }),
        ),
        incident_id: Type.Optional({ ...Uuid, description: 'Events of this incident only' }),
      }),
      answer: EventPage,
      handler: async ({ actor, query, signal }) => {
        const filter = {
          ...(query.type ? { types: query.type } : {}),
          ...(query.incident_id ? { incidentId: query.incident_id } : {}),
        }
        const until = Date.now() + (query.wait ?? 0) * 1000
        const stop = AbortSignal.any([signal, draining])
        let after = query.after ?? 0
        for (;;) {
          const { events, nextAfter, epoch } = await readEvents(
            database,
            actor.tenantId,
            after,
            query.limit ?? 100,
            filter,
            may(actor, 'history.read_removed'),
          )
          const left = until - Date.now()
          if (events.length > 0 || left <= 0 || stop.aborted) {
            return {
              data: new RawJson(
                `{"events":[${events.map((row) => row.event).join(',')}],"next_after":${nextAfter},"epoch":"${epoch}"}`,
              ),
            }
          }
          after = nextAfter
          await wake.wait(actor.tenantId, after, left, stop)
        }
      },
    }),
  ]
}
