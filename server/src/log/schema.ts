// Events on the wire: the closed union of types.
import { type Static, Type } from 'typebox'
import { nullable, record, Uuid } from '../http/schema.ts'
import { eventTypes } from '../nouns.ts'
import { namedDoors } from '../permission.ts'

export const Change = record({
  field: Type.String({ description: 'Field that changed; a custom value is attributes.<name>', examples: ['status'] }),
  from: Type.Unsafe<unknown>({ description: 'Value before; null when there was none' }),
  to: Type.Unsafe<unknown>({ description: 'Value after; null when there is none' }),
})
export type Change = Static<typeof Change>

export const EventActor = record({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['user', 'token', 'system', 'import']),
})

/** An event as the document and its examples show it. */
export const eventExample = {
  seq: 4711,
  id: '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
  type: 'incident.updated',
  occurred_at: '2026-05-01T14:05:00.123456Z',
  recorded_at: '2026-05-01T14:05:00.123456Z',
  tenant_id: 'default',
  incident_id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10',
  reference: 'INC-000042',
  incident_n: 7,
  occ_lock: 3,
  subject: { kind: 'incident', id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10', occ_lock: 3 },
  also: [],
  actor: { id: 'u-7', name: 'System Admin', kind: 'user' },
  request_id: '01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11',
  reason: null,
  visibility: 'all',
  via: 'console',
  purged: false,
  changes: [{ field: 'status', from: 'NEW', to: 'OPEN' }],
  data: null,
}

export const EventSubject = record({
  kind: Type.String({ description: 'Kind of noun: incident, comment …', examples: ['incident'] }),
  id: Type.String({ description: 'Its id; of a code or an attribute, its name' }),
  occ_lock: nullable(Type.Integer({ description: 'Its version after the event; null when the event raises none' })),
})

/** The doors a change may come through. */
export const doors = ['api', ...namedDoors, 'mcp', 'mail', 'intake', 'import'] as const

export const Event = record(
  {
    seq: Type.Integer({ minimum: 1, description: 'Number in the tenant’s log: from 1, without gaps, in commit order' }),
    id: Uuid,
    type: Type.Enum([...eventTypes]),
    occurred_at: Type.String({ format: 'date-time', description: 'When it became true' }),
    recorded_at: Type.String({ format: 'date-time', description: 'When Tocsin learned it; never falls as seq rises' }),
    tenant_id: Type.String(),
    incident_id: nullable(Uuid),
    reference: nullable(Type.String({ examples: ['INC-000042'] })),
    incident_n: nullable(
      Type.Integer({ minimum: 1, description: 'Its number among the events of the incident, from 1' }),
    ),
    occ_lock: nullable(Type.Integer({ description: 'Version of the incident after the event' })),
    subject: EventSubject,
    also: Type.Array(EventSubject, { description: 'Others that change in the same act' }),
    actor: EventActor,
    request_id: Type.String(),
    reason: nullable(Type.String({ description: 'The rule behind a change made by a rule' })),
    visibility: Type.Enum(['all', 'admin'], { description: 'Who may read it' }),
    via: Type.Enum([...doors], { description: 'The door it came through' }),
    purged: Type.Boolean({ description: 'True when a purge removed what the event said' }),
    changes: Type.Array(Change),
    data: nullable(
      Type.Object(
        {},
        {
          additionalProperties: true,
          description: 'What the event carries besides: the incident as created, the comment, the definition',
        },
      ),
    ),
  },
  {
    $id: 'Event',
    examples: [eventExample],
  },
)
export type Event = Static<typeof Event>

export const EventPage = record({
  events: Type.Array(Type.Ref('Event')),
  next_after: Type.Integer({
    minimum: 0,
    description: 'Give as after for what comes next: the last event looked at',
    examples: [4711],
  }),
  epoch: Type.String({
    format: 'uuid',
    description: 'Epoch of the database the positions belong to; a restore from a backup starts a new one',
  }),
})
