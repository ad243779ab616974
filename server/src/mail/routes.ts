// The calls on mail subscriptions.
import { Type } from 'typebox'
import { invalid, notFound, type Problem } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { Skip } from '../log/set-aside.ts'
import { may } from '../permission.ts'
import {
  mailIsOff,
  nothingFails,
  type Subscriptions,
  skipFailing,
  subscribe,
  tooManyAsking,
  tooManyOwn,
  unsubscribe,
} from './commands.ts'
import { Subscription, SubscriptionInput } from './schema.ts'
import { selectSubscription, selectSubscriptions, shownSubscription } from './store.ts'

const params = record({ id: Type.String({ description: 'Id of the subscription' }) })
const none = notFound('subscription')
const noIncident = invalid([
  { code: 'UNKNOWN_INCIDENT', message: 'There is no incident with this id.', field: 'incident_id' },
])

const nothingToFollow = invalid([
  { code: 'MISSING', message: '"incident_id" or "filter" is required.', field: 'incident_id' },
])

/** Whose mailbox follows what. */
export function subscriptionEndpoints(subscriptions: Subscriptions): Endpoint[] {
  const { database } = subscriptions
  const common = { tag: 'Mail', permission: 'subscription.manage' as const }
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/subscriptions',
      operationId: 'listSubscriptions',
      summary: 'Your subscriptions, newest first; as an admin all of the tenant',
      answer: Type.Array(Subscription),
      handler: async ({ actor }) => {
        const owner = may(actor, 'account.manage') ? null : actor.userId
        return {
          data: (await database.read(actor.tenantId, selectSubscriptions(actor.tenantId, owner))).map(
            shownSubscription,
          ),
        }
      },
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: '/v1/subscriptions',
      operationId: 'subscribe',
      summary: 'Have an address follow an incident, or those a filter finds',
      description:
        'It gets mail about updates, comments, and promised updates that are due or overdue; by a filter also about new incidents. Another address than the verified one of the token is asked first and gets nothing until it agrees.',
      body: SubscriptionInput,
      bodyExample: { filter: { severity: ['CRITICAL'] }, email: 'night.watch@example.org' },
      check: async (body) => oneOf(body as Record<string, unknown>), // called with objects only
      status: 201,
      answer: Subscription,
      failures: ['conflict'],
      failureExamples: [nothingToFollow, noIncident, mailIsOff, tooManyOwn, tooManyAsking],
      handler: ({ context, body }) => subscribe(subscriptions, context, body),
      respond: (made) => ({ data: made, status: 201, headers: { location: `/v1/subscriptions/${made.id}` } }),
    }),
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/subscriptions/{id}',
      operationId: 'getSubscription',
      summary: 'One subscription',
      params,
      answer: Subscription,
      failures: ['not_found'],
      failureExamples: [none],
      handler: async ({ actor, params: { id } }) => {
        const [row] = isUuid(id) ? await database.read(actor.tenantId, selectSubscription(actor.tenantId, id)) : []
        const found = row ? shownSubscription(row) : null
        if (!found || (found.owner_id !== actor.userId && !may(actor, 'account.manage'))) throw none
        return { data: found }
      },
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: '/v1/subscriptions/{id}/skip',
      operationId: 'skipSubscriptionEvent',
      summary: 'Skip the message that fails, so that the next one is sent',
      description:
        'The message about the event at `seq` must be the one that waits for another try. It counts as set aside.',
      params,
      body: Skip,
      bodyExample: { seq: 1 },
      answer: Subscription,
      failures: ['not_found', 'conflict'],
      failureExamples: [none, nothingFails],
      handler: ({ context, params: { id }, body }) => skipFailing(subscriptions, context, id, body.seq),
      respond: (subscription) => ({ data: subscription }),
    }),
    endpoint({
      ...common,
      method: 'DELETE',
      path: '/v1/subscriptions/{id}',
      operationId: 'unsubscribe',
      summary: 'End a subscription: your own, as an admin anybody’s',
      params,
      answer: Subscription,
      failures: ['not_found'],
      failureExamples: [none],
      handler: async ({ context, params: { id } }) => ({
        data: await unsubscribe(subscriptions, context, id),
        message: 'The subscription has ended.',
      }),
    }),
  ]
}

function oneOf({ incident_id: incident, filter }: Record<string, unknown>): Problem[] {
  if ((incident === undefined) !== (filter === undefined)) return []
  const message =
    incident === undefined ? '"incident_id" or "filter" is required.' : '"incident_id" and "filter" exclude each other.'
  return [{ code: incident === undefined ? 'MISSING' : 'BAD_VALUE', message, field: 'incident_id' }]
}
