// What a tenant uses of its quotas, on the wire.
import { type Static, Type } from 'typebox'
import { record } from '../http/schema.ts'

const one = {
  used: Type.Integer({ minimum: 0, description: 'What is used now' }),
  limit: Type.Integer({ minimum: 0, description: 'The most that may be' }),
}

/** What a tenant has under way in a process, of what it may have there at a time. */
export const Share = record(
  {
    name: Type.String({
      description:
        'requests (being answered), large_bodies (over 64 kB), costly_requests (lists, search, summaries, exports, reads of the log), held_calls (long polls), streams, name_lookups (of webhooks), answer_bytes (made and not yet taken by their readers)',
    }),
    unit: Type.String({ description: 'requests, streams, lookups or bytes' }),
    ...one,
    waiting: Type.Integer({ minimum: 0, description: 'What waits for its turn' }),
  },
  { $id: 'Share' },
)
export type Share = Static<typeof Share>

/** What is kept, of what may be kept. */
export const Quota = record(
  {
    name: Type.String({
      description:
        'Of the tenant: api_tokens (not ended), webhooks, shared_views, kept_answer_bytes (under Idempotency-Keys, in 24 hours). Of the caller: views, subscriptions',
    }),
    of: Type.Enum(['tenant', 'person'], { description: 'Whose it is' }),
    unit: Type.String({ description: 'records or bytes' }),
    ...one,
  },
  { $id: 'Quota' },
)
export type Quota = Static<typeof Quota>

export const Usage = record(
  {
    shares: Type.Array(Share, { description: 'In the process that answers; each has shares of its own' }),
    quotas: Type.Array(Quota, { description: 'The same in every process' }),
  },
  {
    $id: 'Usage',
    examples: [
      {
        shares: [
          { name: 'requests', unit: 'requests', used: 3, limit: 1000, waiting: 0 },
          { name: 'costly_requests', unit: 'requests', used: 2, limit: 2, waiting: 5 },
          { name: 'answer_bytes', unit: 'bytes', used: 2_113_536, limit: 25_165_824, waiting: 0 },
        ],
        quotas: [
          { name: 'api_tokens', of: 'tenant', unit: 'records', used: 12, limit: 100 },
          { name: 'kept_answer_bytes', of: 'tenant', unit: 'bytes', used: 1_890_304, limit: 536_870_912 },
          { name: 'views', of: 'person', unit: 'records', used: 4, limit: 200 },
        ],
      },
    ],
  },
)
export type Usage = Static<typeof Usage>
