// Mail subscriptions on the wire.
import { type Static, Type } from 'typebox'
import { Ignored, nullable, record, Timestamp, Uuid } from '../http/schema.ts'
import { LastSetAside, SetAside, setAsideExample } from '../log/set-aside.ts'

const codes = (what: string) =>
  Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 100, description: `Codes of a ${what}` }),
  )

/** Which incidents: each field given must match; none given means every incident. */
export const SubscriptionFilter = record({
  q: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: 'Words or parts of words, as in the list' }),
  ),
  status: codes('status'),
  type: codes('type'),
  severity: codes('severity; empty for not assessed'),
  reported_by: Type.Optional(Type.String({ maxLength: 500, description: 'Exactly this reporter' })),
})
export type SubscriptionFilter = Static<typeof SubscriptionFilter>

const example = {
  id: '01936f2e-77aa-7c10-8a31-2f9d4c6b8e55',
  email: 'night.watch@example.org',
  incident_id: null,
  filter: { severity: ['CRITICAL'] },
  confirmed: false,
  ended_reason: null,
  failures: 0,
  last_error: null,
  next_try_at: null,
  ...setAsideExample,
  owner: 'System Admin',
  owner_id: '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
  created_at: '2026-05-01T14:05:00.123456Z',
}

export const Subscription = record(
  {
    id: Uuid,
    email: Type.String(),
    incident_id: nullable(Uuid),
    filter: Type.Unsafe<SubscriptionFilter | null>({ ...SubscriptionFilter, type: ['object', 'null'] }),
    confirmed: Type.Boolean({ description: 'Whether the address agreed; until then it gets nothing but the question' }),
    ended_reason: nullable(Type.String({ description: 'Why nothing is sent any more; null while it is' })),
    failures: Type.Integer({ minimum: 0, description: 'Failed tries of the message that is due, in a row' }),
    last_error: nullable(Type.String({ description: 'What the last of them was' })),
    next_try_at: nullable(
      Type.String({ format: 'date-time', description: 'When it is tried again; null: nothing waits' }),
    ),
    set_aside: SetAside,
    last_set_aside: LastSetAside,
    owner: Type.String({ description: 'Display name of who made it' }),
    owner_id: Type.String({ description: 'User id of who made it' }),
    created_at: Timestamp,
  },
  { $id: 'Subscription', examples: [example] },
)
export type Subscription = Static<typeof Subscription>

/** Longest address, in characters (RFC 5321). */
export const LONGEST_ADDRESS = 254
/** One plain address: no display name, no comment, nothing that could end a header or add another receiver. */
export const ADDRESS =
  "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$"

export const SubscriptionInput = record({
  incident_id: Type.Optional(Type.String({ maxLength: 64, description: 'The incident to follow; or give filter' })),
  filter: Type.Optional(SubscriptionFilter),
  email: Type.Optional(
    Type.String({
      maxLength: LONGEST_ADDRESS,
      pattern: ADDRESS,
      description: 'Default: the verified address of the token. Any other is asked first',
      examples: ['night.watch@example.org'],
    }),
  ),
  id: Type.Optional(Ignored),
  confirmed: Type.Optional(Ignored),
  ended_reason: Type.Optional(Ignored),
  failures: Type.Optional(Ignored),
  last_error: Type.Optional(Ignored),
  next_try_at: Type.Optional(Ignored),
  set_aside: Type.Optional(Ignored),
  last_set_aside: Type.Optional(Ignored),
  owner: Type.Optional(Ignored),
  owner_id: Type.Optional(Ignored),
  created_at: Type.Optional(Ignored),
  tenant_id: Type.Optional(Ignored),
})
export type SubscriptionInput = Static<typeof SubscriptionInput>
