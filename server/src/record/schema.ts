/** Parts of schemas that records of an incident share. */
import { type Static, Type } from 'typebox'
import { record, Timestamp } from '../http/schema.ts'

export const OccurredAt = Type.String({
  format: 'date-time',
  maxLength: 64,
  description: 'When it became true, where that is earlier than now; not in the future',
})

/** A field that changed since a version, by whom last and when. */
export const SinceChange = record({
  field: Type.String(),
  from: Type.Unsafe<unknown>({ description: 'Value in the version the caller has seen' }),
  to: Type.Unsafe<unknown>({ description: 'Value now' }),
  by: Type.String({ description: 'Who changed it last' }),
  at: Timestamp,
})
export type SinceChange = Static<typeof SinceChange>
