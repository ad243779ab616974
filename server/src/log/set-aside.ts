// How callers see what was set aside, and the event they want to pass over.
import { type Static, Type } from 'typebox'
import { record, Timestamp } from '../http/schema.ts'

/** Count of the events a webhook or a subscription never got. */
export const SetAside = Type.Integer({
  minimum: 0,
  description: 'Events given up after repeated refusals, or skipped; later ones were delivered all the same',
})

const Last = record({
  seq: Type.Integer({ description: 'Its position in the log' }),
  at: Timestamp,
  error: Type.String({ description: 'Why' }),
})

/** The latest of them; null: there is none. */
export const LastSetAside = Type.Unsafe<Static<typeof Last> | null>({
  ...Last,
  type: ['object', 'null'],
  description: 'The latest event that was given up or skipped',
})

export const setAsideExample = { set_aside: 0, last_set_aside: null }

/** Names the event to pass over: its position, so that a call that comes late skips no other one. */
export const Skip = record({
  seq: Type.Integer({
    minimum: 1,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Position of the event that fails',
    examples: [1],
  }),
})
export type Skip = { seq: number }
