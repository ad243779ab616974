// The messages that webhooks are sent, for the API document.
import { Type } from 'typebox'
import type { Outgoing } from '../http/openapi.ts'
import { Event } from '../log/schema.ts'
import { eventTypes, nouns } from '../nouns.ts'
import { WebhookMessage } from './schema.ts'

const what = new Map(nouns.flatMap(({ events }) => Object.entries(events).map(([type, { says }]) => [type, says])))

const description =
  'Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.'

const headers = [
  {
    name: 'webhook-id',
    description: 'The same at every attempt and replay of an event; carries the epoch and the seq',
    schema: Type.String({ examples: ['evt_37a8eec1ce19_0193c0de-7c1e-7b3a-9c55-0f3a6c1d2e4f_4711'] }),
  },
  {
    name: 'webhook-timestamp',
    description: 'When this attempt was made, in Unix seconds',
    schema: Type.String({ pattern: '^\\d+$', examples: ['1777644300'] }),
  },
  {
    name: 'webhook-signature',
    description:
      'Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates',
    schema: Type.String({ examples: ['v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4='] }),
  },
]

const [event] = (Event as unknown as { examples: { recorded_at: string }[] }).examples // of the schema above

/** What webhooks are sent, one entry for each type of event. */
export function messagesOf(): Outgoing[] {
  return eventTypes.map((type) => ({
    name: type,
    operationId: `on${type
      .split(/[._]/)
      .map((word) => word[0]?.toUpperCase() + word.slice(1))
      .join('')}`,
    tag: 'Webhooks',
    summary: what.get(type) ?? type,
    description,
    headers,
    body: WebhookMessage,
    example: { type, timestamp: event?.recorded_at, data: { ...event, type } },
    responses: {
      '2XX': 'Taken',
      410: 'Wants no more: the webhook is switched off',
      default: 'Failed: the event is sent again',
    },
  }))
}
