// Saved views on the wire.
import { type Static, Type } from 'typebox'
import { Ignored, record, Timestamp, text, Uuid } from '../http/schema.ts'

/** Pages of the console that can be seen in more than one way. */
export const viewPages = ['incidents', 'board', 'overview'] as const

const name = text(200, 'What people call it', ['Critical, not assigned to anybody'])
const page = Type.Enum([...viewPages], { description: 'Page of the console' })
const state = Type.String({
  maxLength: 4096,
  pattern: '^[!"$-~]*$',
  description: 'The query string of the page’s address, percent-encoded, without # and what follows it',
  examples: ['severity=CRITICAL&sort=date,DESC'],
})
const shared = Type.Boolean({ description: 'Whether everybody in the tenant sees it; default false' })

const example = {
  id: '01936f2f-2b60-7d41-9d0e-7a4c8e21b5f3',
  name: 'Critical, newest first',
  page: 'incidents' as const,
  state: 'severity=CRITICAL&sort=date,DESC',
  shared: true,
  owner: 'System Admin',
  owner_id: '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
  created_at: '2026-05-01T14:05:00.123456Z',
  updated_at: '2026-05-01T14:05:00.123456Z',
}

export const View = record(
  {
    id: Uuid,
    name: Type.String(),
    page,
    state: Type.String({ description: 'The query string of the page’s address' }),
    shared: Type.Boolean({ description: 'Whether everybody in the tenant sees it' }),
    owner: Type.String({ description: 'Display name of who made it' }),
    owner_id: Type.String({ description: 'User id of who made it' }),
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  { $id: 'View', examples: [example] },
)
export type View = Static<typeof View>

const serverWritten = {
  id: Type.Optional(Ignored),
  owner: Type.Optional(Ignored),
  owner_id: Type.Optional(Ignored),
  created_at: Type.Optional(Ignored),
  updated_at: Type.Optional(Ignored),
  tenant_id: Type.Optional(Ignored),
}

export const ViewInput = record({ name, page, state, shared: Type.Optional(shared), ...serverWritten })
export type ViewInput = Static<typeof ViewInput>

export const ViewUpdate = record({
  name: Type.Optional(name),
  page: Type.Optional(page),
  state: Type.Optional(state),
  shared: Type.Optional(shared),
  ...serverWritten,
})
export type ViewUpdate = Static<typeof ViewUpdate>
