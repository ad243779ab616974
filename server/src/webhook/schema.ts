// Webhooks and deliveries on the wire.
import { type Static, Type } from 'typebox'
import { Ignored, nullable, record, Timestamp, Uuid } from '../http/schema.ts'
import { LastSetAside, SetAside, setAsideExample } from '../log/set-aside.ts'
import { EVENT_TYPE_PATTERN } from '../nouns.ts'

const Url = Type.String({
  minLength: 1,
  maxLength: 2048,
  description:
    'Where events are posted to, by https or http. An address that is loopback, private, link-local or of a cloud’s metadata is refused, whether written or resolved, unless the instance allows private ones',
  examples: ['https://receiver.example/tocsin'],
})
const Types = Type.Array(Type.String({ pattern: EVENT_TYPE_PATTERN, maxLength: 64 }), {
  minItems: 1,
  maxItems: 50,
  description: 'Types wanted, such as incident.updated or incident.*; * is every type',
  examples: [['incident.*']],
})
const Description = Type.String({ maxLength: 500, description: 'For people', examples: ['On-call pager'] })
const Enabled = Type.Boolean({ description: 'Whether events are sent' })
const Seq = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, examples: [1] })

const example = {
  id: '01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f',
  url: 'https://receiver.example/tocsin',
  types: ['incident.*'],
  description: 'On-call pager',
  enabled: true,
  disabled_reason: null,
  cursor: 4711,
  failures: 0,
  failing_since: null,
  last_error: null,
  next_try_at: null,
  ...setAsideExample,
  previous_secret_until: null,
  created_at: '2026-05-01T14:05:00.123456Z',
  created_by: 'System Admin',
  created_by_id: '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
  updated_at: '2026-05-01T14:05:00.123456Z',
}
const secretExample = 'whsec_…'

const fields = {
  id: Uuid,
  url: Type.String(),
  types: Type.Array(Type.String()),
  description: Type.String(),
  enabled: Enabled,
  disabled_reason: nullable(Type.String({ description: 'Why it was switched off, for people; null while it is on' })),
  cursor: Type.Integer({
    minimum: 0,
    description: 'Last event of the log dealt with: the next one sent comes after it',
  }),
  failures: Type.Integer({ minimum: 0, description: 'Failed tries of the event after the cursor, in a row' }),
  failing_since: nullable(Type.String({ format: 'date-time', description: 'First of these failures' })),
  last_error: nullable(Type.String({ description: 'What the last of them was' })),
  next_try_at: nullable(
    Type.String({ format: 'date-time', description: 'When it is tried again; null: nothing waits' }),
  ),
  set_aside: SetAside,
  last_set_aside: LastSetAside,
  previous_secret_until: nullable(
    Type.String({ format: 'date-time', description: 'Until when the secret before this one signs as well' }),
  ),
  created_at: Timestamp,
  created_by: Type.String({ description: 'Display name of who made it' }),
  created_by_id: Type.String({ description: 'User id of who made it' }),
  updated_at: Timestamp,
}

export const Webhook = record(fields, { $id: 'Webhook', examples: [example] })
export type Webhook = Static<typeof Webhook>

export const WebhookWithSecret = record(
  { ...fields, secret: Type.String({ description: 'Signs what is sent; shown this once', examples: [secretExample] }) },
  { $id: 'WebhookWithSecret', examples: [{ ...example, secret: secretExample }] },
)
export type WebhookWithSecret = Static<typeof WebhookWithSecret>

const ignored = Object.fromEntries(
  Object.keys(fields)
    .filter((name) => !['url', 'types', 'description', 'enabled'].includes(name))
    .concat('tenant_id', 'secret')
    .map((name) => [name, Type.Optional(Ignored)]),
)

export const WebhookInput = record({
  url: Url,
  types: Type.Optional(Types),
  description: Type.Optional(Description),
  enabled: Type.Optional(Enabled),
  ...ignored,
})
export type WebhookInput = { url: string; types?: string[]; description?: string; enabled?: boolean }

export const WebhookUpdate = record({
  url: Type.Optional(Url),
  types: Type.Optional(Types),
  description: Type.Optional(Description),
  enabled: Type.Optional(Enabled),
  ...ignored,
})
export type WebhookUpdate = Partial<WebhookInput>

export const Stretch = record({
  from_seq: { ...Seq, description: 'First event to send again' },
  to_seq: { ...Seq, description: 'Last event to send again; not beyond the end of the log' },
})
export type Stretch = { from_seq: number; to_seq: number }

export const Replay = record(
  { id: Uuid, webhook_id: Uuid, from_seq: Type.Integer(), to_seq: Type.Integer() },
  {
    $id: 'WebhookReplay',
    examples: [{ id: '01936f2d-08aa-7d3e-8f7b-5b1c6f2a9e10', webhook_id: example.id, from_seq: 4000, to_seq: 4711 }],
  },
)
export type Replay = Static<typeof Replay>

export const Delivery = record(
  {
    id: Uuid,
    kind: Type.Enum(['event', 'replay', 'ping']),
    seq: nullable(Type.Integer({ description: 'The event’s position in the log; null for a ping' })),
    event_type: Type.String(),
    incident_id: nullable(Uuid),
    message_id: Type.String({
      description: 'The header webhook-id: the same at every attempt and replay of one event',
    }),
    attempted_at: Timestamp,
    duration_ms: Type.Integer({ minimum: 0 }),
    succeeded: Type.Boolean({ description: 'Whether the answer was 2xx' }),
    status: nullable(Type.Integer({ description: 'Status of the answer; null when there was none' })),
    error: nullable(Type.String({ description: 'Why there was no answer' })),
    response: nullable(
      Type.String({ description: 'First 2 KB of the answer; null when a purge of the incident removed it' }),
    ),
    next_try_at: nullable(Type.String({ format: 'date-time', description: 'When it is tried again, if it is' })),
  },
  {
    $id: 'WebhookDelivery',
    examples: [
      {
        id: '01936f2d-1bd0-7c1e-9a70-3d5f7e8c9b21',
        kind: 'event',
        seq: 4711,
        event_type: 'incident.updated',
        incident_id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10',
        message_id: 'evt_37a8eec1ce19_0193c0de-7c1e-7b3a-9c55-0f3a6c1d2e4f_4711',
        attempted_at: '2026-05-01T14:05:00.201007Z',
        duration_ms: 84,
        succeeded: false,
        status: 503,
        error: null,
        response: 'Down for maintenance',
        next_try_at: '2026-05-01T14:05:01.180223Z',
      },
    ],
  },
)
export type Delivery = Static<typeof Delivery>

/** What a receiver is sent, for the `webhooks` section of the document. */
export const WebhookMessage = record(
  {
    type: Type.String({ description: 'Type of the event', examples: ['incident.updated'] }),
    timestamp: Type.String({ format: 'date-time', description: 'When the event was recorded' }),
    data: Type.Ref('Event'),
  },
  { $id: 'WebhookMessage' },
)

/** Whether a webhook asked for events of this type. */
export function wants(types: readonly string[], type: string): boolean {
  return types.some((one) => one === '*' || one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))))
}
