// The calls on who is looking at an incident.
import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { type Entered, enter, findPresence, leave, tooManyHere, tooManyOwn } from './commands.ts'
import { PRESENT_SECONDS, Presence, PresenceInput, Session } from './schema.ts'

/** Who is looking at an incident just now, and what they are editing. Nothing of it is part of the record. */
export function presenceEndpoints(database: Database): Endpoint[] {
  const common = {
    path: '/v1/incident/{id}/presence',
    tag: 'Incidents',
    permission: 'incident.read' as const,
    params: record({ id: Type.String({ description: 'Id of the incident' }) }),
    answer: Presence,
    failures: ['not_found' as const],
    failureExamples: [notFound('incident')],
  }
  const told = ({ presence, changed }: Entered, tenantId: string): Presence => {
    // A page says every few seconds that it is open, and mostly nothing has changed.
    if (changed) database.wake(tenantId)
    return presence
  }
  return [
    endpoint({
      ...common,
      method: 'GET',
      operationId: 'getPresence',
      summary: 'Who is looking at an incident',
      description: 'The live stream tells of it as well, where `presence=true` asks for that.',
      handler: async ({ actor, params: { id } }) => ({ data: await findPresence(database, actor, id) }),
    }),
    endpoint({
      ...common,
      method: 'POST',
      operationId: 'enterIncident',
      summary: 'Say that you are looking at an incident',
      description: `Good for ${PRESENT_SECONDS} seconds: a page that is open says so every 15. Others see who it is and which field is being edited; nothing of it enters the log.`,
      body: PresenceInput,
      bodyExample: { session: 'b3f09d2c5a71', field: 'description' },
      failures: ['not_found', 'conflict'],
      failureExamples: [notFound('incident'), tooManyHere, tooManyOwn],
      handler: async ({ actor, context, params: { id }, body }) => {
        const entered = await enter(database, context, id, body)
        told(entered, actor.tenantId)
        return entered
      },
      respond: ({ presence }) => ({ data: presence }),
    }),
    endpoint({
      ...common,
      method: 'DELETE',
      operationId: 'leaveIncident',
      summary: 'Say that you look at it no more',
      description: 'Without `session` all pages you have open of it count as closed.',
      query: record({ session: Type.Optional(Session) }),
      handler: async ({ actor, context, params: { id }, query }) => ({
        data: told(await leave(database, context, id, query.session ?? null), actor.tenantId),
      }),
    }),
  ]
}
