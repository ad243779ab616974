/** API tokens on the wire. */
import { type Static, Type } from 'typebox'
import { Ignored, Instant, nullable, record, Timestamp, text, Uuid } from '../../http/schema.ts'
import { roles } from '../../permission.ts'

const example = {
  id: '01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f',
  name: 'Alarm gateway',
  role: 'responder' as const,
  created_at: '2026-05-01T14:05:00.123456Z',
  created_by: 'System Admin',
  created_by_id: '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
  last_used_at: null,
  expires_at: '2027-05-01T00:00:00.000000Z',
  parent_id: null,
}

const fields = {
  id: Uuid,
  name: Type.String({ description: 'Display name; what the token changes carries it' }),
  role: Type.Enum([...roles]),
  created_at: Timestamp,
  created_by: Type.String({ description: 'Display name of who made it' }),
  created_by_id: Type.String({ description: 'User id of who made it' }),
  last_used_at: nullable(
    Type.String({ format: 'date-time', description: 'Last use, to the minute; null when never used' }),
  ),
  expires_at: nullable(Type.String({ format: 'date-time', description: 'When it ends' })),
  parent_id: nullable(
    Type.String({ description: 'The API token that made it, with which it ends; null when a person did' }),
  ),
}

export const ApiToken = record(fields, { $id: 'ApiToken', examples: [example] })
export type ApiToken = Static<typeof ApiToken>

export const NewApiToken = record(
  { ...fields, token: Type.String({ description: 'The token itself; shown this once', examples: ['tcs_…'] }) },
  { $id: 'NewApiToken', examples: [{ ...example, token: 'tcs_…' }] },
)
export type NewApiToken = Static<typeof NewApiToken>

export const ApiTokenInput = record({
  name: text(200, 'Display name', ['Alarm gateway']),
  role: Type.Enum([...roles], { description: 'What it may do; never more than the caller' }),
  expires_at: Type.Optional(
    nullable({
      ...Instant,
      description:
        'When it ends; must lie in the future. Without it, or null: after 365 days (TOKEN_MAX_DAYS). One that an API token makes ends with that at the latest',
    }),
  ),
  id: Type.Optional(Ignored),
  created_at: Type.Optional(Ignored),
  created_by: Type.Optional(Ignored),
  created_by_id: Type.Optional(Ignored),
  last_used_at: Type.Optional(Ignored),
  parent_id: Type.Optional(Ignored),
  tenant_id: Type.Optional(Ignored),
})
export type ApiTokenInput = Static<typeof ApiTokenInput>
