// Headers and parameters that operations share.
import { type TSchema, Type } from 'typebox'
import { namedDoors } from '../../permission.ts'

/** The moment the examples of the document were answered at. */
export const EXAMPLE_SENT_AT = '2026-05-01T14:20:00.000Z'

const header = (description: string, schema: TSchema) => ({ description, schema })

/** Response headers, each described once. */
export const sharedHeaders = {
  RequestId: {
    ...header(
      'Identifies this request, also in the log of the service',
      Type.String({ examples: ['01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11'] }),
    ),
    required: true,
  },
  ETag: header(
    'The `occ_lock` of the record, in quotes: give it as If-Match or If-None-Match',
    Type.String({ pattern: '^"\\d+"$', examples: ['"1"'] }),
  ),
  Digest: header('Names this text, in quotes: give it as If-None-Match', Type.String({ pattern: '^"[^"]+"$' })),
  Location: { ...header('Path of what was made', Type.String({ format: 'uri-reference' })), required: true },
  RetryAfter: header('Seconds after which to try again', Type.Integer({ minimum: 0, examples: [1] })),
  IdempotencyReplayed: header(
    '`true` when this is the kept answer to an earlier request with the same Idempotency-Key',
    Type.Enum(['true']),
  ),
  WWWAuthenticate: {
    ...header('The challenge of RFC 6750', Type.String({ examples: ['Bearer realm="tocsin"'] })),
    required: true,
  },
  RateLimitLimit: header('Requests a user may make in a minute', Type.Integer({ minimum: 1 })),
  RateLimitRemaining: header('Requests left in this minute', Type.Integer({ minimum: 0 })),
  TocsinEpoch: header('Of a stream: the epoch of the database that its ids belong to', Type.String({ format: 'uuid' })),
  TocsinPosition: header('Of a stream: the position after which it begins', Type.Integer({ minimum: 0 })),
  RateLimitReset: header('Seconds until the minute is over', Type.Integer({ minimum: 0 })),
} as const

const ref = (name: keyof typeof sharedHeaders) => ({ $ref: `#/components/headers/${name}` })

/** Pointers to those headers. */
export const headers = {
  requestId: ref('RequestId'),
  etag: ref('ETag'),
  digest: ref('Digest'),
  location: ref('Location'),
  retryAfter: ref('RetryAfter'),
  replayed: ref('IdempotencyReplayed'),
  challenge: ref('WWWAuthenticate'),
  stream: { 'Tocsin-Epoch': ref('TocsinEpoch'), 'Tocsin-Position': ref('TocsinPosition') },
  rateLimit: {
    'RateLimit-Limit': ref('RateLimitLimit'),
    'RateLimit-Remaining': ref('RateLimitRemaining'),
    'RateLimit-Reset': ref('RateLimitReset'),
  },
}

/** Request headers, each described once. Without examples: readers that try a request would send them. */
export const sharedParameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do.',
    schema: Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]{1,255}$' }),
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing.',
    schema: Type.String({ pattern: '^(\\*|"\\d{1,10}")$' }),
  },
  TocsinVia: {
    name: 'Tocsin-Via',
    in: 'header',
    description:
      'How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out.',
    schema: Type.Enum([...namedDoors]),
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description:
      'To the stream: the last id seen. Counts more than `after`, since a reader that comes back repeats its address.',
    schema: Type.String({ pattern: '^\\d{1,16}$' }),
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'ETags at hand; when one of them is current the answer is 304 without a body.',
    schema: Type.String(),
  },
} as const
