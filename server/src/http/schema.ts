// Schemas that several features share.
import { type Static, type TProperties, type TSchema, Type } from 'typebox'
import { type ProblemCode, problemCodes } from '../errors.ts'

/** A value, or null. A list of types rather than a union: one plain sentence when it is wrong, and simpler for generators. */
export function nullable<T extends TSchema>(schema: T) {
  const { type, ...rest } = schema as TSchema & { type?: string } // every schema passed here has one type
  return Type.Unsafe<Static<T> | null>({ ...rest, type: [type, 'null'] })
}

/** An object that refuses what it does not know. */
export function record<T extends TProperties>(properties: T, options: Record<string, unknown> = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

/** RFC 3339 with offset, kept as it came; http/validate.ts knows the format. */
export const Instant = Type.String({
  format: 'date-time',
  maxLength: 64,
  description: 'RFC 3339 date-time with offset, years 0001–9999, up to 9 fraction digits',
  examples: ['2024-11-11T10:57:27+08:00'],
})

/** An instant the service wrote: UTC with microseconds. */
export const Timestamp = Type.String({
  format: 'date-time',
  description: 'UTC, microseconds',
  examples: ['2026-05-01T14:05:00.123456Z'],
})

export const Uuid = Type.String({ format: 'uuid', examples: ['01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f'] })

/** Text that must say something: at least one character can be seen. The pattern tells most of it to those who know no such format. */
export function text(maxLength: number, description: string, examples: string[] = []) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: '\\S',
    format: 'visible',
    description,
    ...(examples.length > 0 ? { examples } : {}),
  })
}

export const OccLock = Type.Integer({
  minimum: 0,
  maximum: 2_147_483_647,
  description: 'Version of the record the caller has seen',
  examples: [0],
})

/** A field only the server writes: may be sent back and is ignored. */
export const Ignored = Type.Unsafe<unknown>({ readOnly: true, description: 'Written by the server; ignored when sent' })

/** What every answer may say about itself. */
export const Message = Type.String({
  $id: 'Message',
  description: 'What was done, for people; only where there is something to say',
  examples: ['Removed.'],
})
export const SentAt = Type.String({
  $id: 'SentAt',
  format: 'date-time',
  description: 'When the answer was made, UTC',
  examples: ['2026-05-01T14:20:00.000Z'],
})

export const Page = record(
  {
    number: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
      description: 'Page number; null when a cursor was given',
    }),
    size: Type.Integer({ minimum: 1, maximum: 1000, description: 'Most records on a page' }),
    total_records: Type.Integer({ minimum: 0, description: 'Records on all pages' }),
    total_estimated: Type.Optional(
      Type.Boolean({
        description: 'true: there are so many that their number is an estimate; left out when it is exact',
      }),
    ),
    count: Type.Integer({ minimum: 0, description: 'Records on this page' }),
    sort: Type.Array(Type.String(), { description: 'Order in force, as field,DIRECTION' }),
    next_cursor: nullable(Type.String({ description: 'Give as cursor for the next page; null on the last' })),
  },
  {
    $id: 'Page',
    examples: [{ number: 1, size: 50, total_records: 1, count: 1, sort: ['created_at,DESC'], next_cursor: null }],
  },
)
export type Page = Static<typeof Page>

const codeNames = Object.keys(problemCodes) as ProblemCode[] // Object.keys forgets the literal type

export const ProblemCodes = Type.Enum(codeNames, {
  $id: 'ProblemCode',
  type: 'string',
  description: `What is wrong, for programs. More may be added.\n\n${codeNames.map((code) => `* \`${code}\`: ${problemCodes[code]}`).join('\n')}`,
  'x-enumDescriptions': problemCodes,
})

export const Problem = record(
  {
    code: Type.Ref('ProblemCode'),
    message: Type.String({ description: 'In words that tell what to mend' }),
    field: Type.Optional(Type.String({ description: 'Dotted path of the field, or name of the parameter or header' })),
  },
  { $id: 'Problem' },
)

export const Failure = record(
  {
    message: Type.String({ description: 'What is wrong, for people' }),
    errors: Type.Array(Problem, { minItems: 1, description: 'One entry for each thing wrong' }),
    data: Type.Optional(
      Type.Unsafe<unknown>({ description: 'What the caller needs to go on, where there is something' }),
    ),
    timestamp: Type.String({ format: 'date-time', description: 'As `sent_at`' }),
    trace_id: Type.String({ description: 'Finds the request in traces and in the log of the service' }),
    errorCode: Type.Ref('ProblemCode', { description: 'Code of the first of `errors`' }),
    errorMessage: Type.String({ description: 'As `message`' }),
    details: Type.Array(
      record({
        field: Type.String({ description: 'As in `errors`; "" where no field is meant' }),
        message: Type.String(),
      }),
      { minItems: 1, description: 'What `errors` says, as the newer pages of IMS have it' },
    ),
    sent_at: SentAt,
  },
  { $id: 'Failure' },
)
