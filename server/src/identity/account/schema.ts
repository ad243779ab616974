/** Accounts on the wire. */
import { type Static, Type } from 'typebox'
import { Ignored, nullable, record, Timestamp, text, Uuid } from '../../http/schema.ts'
import { roles } from '../../permission.ts'

const example = {
  id: '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
  email: 'rosa@example.org',
  name: 'Rosa Lind',
  role: 'responder' as const,
  active: true,
  created_at: '2026-05-01T14:05:00.123456Z',
  created_by: 'System Admin',
  updated_at: '2026-05-01T14:05:00.123456Z',
  last_sign_in_at: null,
}

const fields = {
  id: Uuid,
  email: Type.String({ description: 'Signs in with it' }),
  name: Type.String({ description: 'Display name' }),
  role: Type.Enum([...roles]),
  active: Type.Boolean({ description: 'False: can’t sign in, and what was signed in has ended' }),
  created_at: Timestamp,
  created_by: Type.String({ description: 'Display name of who made it' }),
  updated_at: Timestamp,
  last_sign_in_at: nullable(Type.String({ format: 'date-time', description: 'Null when never signed in' })),
}

export const Account = record(fields, { $id: 'Account', examples: [example] })
export type Account = Static<typeof Account>

export const NewAccount = record(
  {
    ...fields,
    password: Type.Optional(Type.String({ description: 'Only when it was generated: shown this once' })),
  },
  { $id: 'NewAccount', examples: [{ ...example, password: 'b7kq-2mzp-x4tn-hj9c-w3vd' }] },
)
export type NewAccount = Static<typeof NewAccount>

const email = Type.String({
  format: 'email',
  maxLength: 254,
  description: 'One account per address in the whole instance, whatever the letter case',
  examples: ['rosa@example.org'],
})
const name = text(500, 'Display name', ['Rosa Lind'])
const role = Type.Enum([...roles], { description: 'Never more than the caller' })
const password = Type.String({ minLength: 8, maxLength: 256, description: 'At least 8 characters' })

const endTokens = Type.Boolean({
  default: false,
  description: 'Whether the API tokens made for this account end as well',
})

const serverWritten = {
  id: Type.Optional(Ignored),
  tenant_id: Type.Optional(Ignored),
  created_at: Type.Optional(Ignored),
  created_by: Type.Optional(Ignored),
  updated_at: Type.Optional(Ignored),
  last_sign_in_at: Type.Optional(Ignored),
}

export const AccountInput = record({
  email,
  name,
  role,
  password: Type.Optional({ ...password, description: 'At least 8 characters; without it one is generated' }),
  active: Type.Optional(Type.Boolean({ default: true })),
  ...serverWritten,
})
export type AccountInput = Static<typeof AccountInput>

export const AccountUpdate = record({
  email: Type.Optional(email),
  name: Type.Optional(name),
  role: Type.Optional(role),
  password: Type.Optional(password),
  active: Type.Optional(Type.Boolean()),
  end_tokens: Type.Optional(endTokens),
  ...serverWritten,
})
export type AccountUpdate = Static<typeof AccountUpdate>

export const PasswordChange = record({
  current: Type.String({ minLength: 1, maxLength: 256, description: 'The password as it is' }),
  new: { ...password, description: 'The password as it shall be: at least 8 characters' },
  end_tokens: Type.Optional(endTokens),
})
export type PasswordChange = Static<typeof PasswordChange>
