// Presence on the wire.
import { type Static, Type } from 'typebox'
import { nullable, record, Timestamp, Uuid } from '../http/schema.ts'

/** Seconds after which somebody who has not been heard of is not there any more. */
export const PRESENT_SECONDS = 40

export const Session = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9_-]*$',
  description: 'Names one open page; made up by it, and the same as long as it is open',
  examples: ['b3f09d2c5a71'],
})

const Field = Type.String({
  minLength: 1,
  maxLength: 80,
  pattern: '^(attributes\\.)?[A-Za-z][A-Za-z0-9_]*$',
  description:
    'Which field is being edited: of the incident, attributes.<name>, or the page’s own word such as comment',
  examples: ['description'],
})

export const Present = record({
  user_id: Type.String(),
  name: Type.String({ description: 'Display name' }),
  session: Type.String({ description: 'One of the pages they have open' }),
  field: nullable(Type.String({ description: 'The field they are editing; null: they are reading' })),
  since: Timestamp,
})
export type Present = Static<typeof Present>

/** Who is looking at an incident. */
export const Presence = record(
  { incident_id: Uuid, present: Type.Array(Present, { description: 'Who came first is first' }) },
  {
    $id: 'Presence',
    examples: [
      {
        incident_id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10',
        present: [
          {
            user_id: 'u-7',
            name: 'System Admin',
            session: 'b3f09d2c5a71',
            field: 'description',
            since: '2026-05-01T14:05:00.123456Z',
          },
        ],
      },
    ],
  },
)
export type Presence = Static<typeof Presence>

export const PresenceInput = record({ session: Session, field: Type.Optional(nullable(Field)) })
export type PresenceInput = Static<typeof PresenceInput>
