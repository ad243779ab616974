/** The comment as it is declared: its text, and when that happened; all else is as for any record of an incident. */
import { type Static, Type } from 'typebox'
import { OccLock, record, text } from '../http/schema.ts'
import { recordKind } from '../record/kind.ts'
import { OccurredAt } from '../record/schema.ts'
import { commentNoun } from './noun.ts'

export const comments = recordKind({
  noun: commentNoun,
  plural: 'comments',
  fields: {
    text: text(10_000, 'What is said', ['Pumps are running, level falling.']),
    occurred_at: Type.Optional(OccurredAt),
  },
  example: { text: 'Pumps are running, level falling.', occurred_at: '2026-05-01T14:12:00.000000Z' },
  authored: true,
  permissions: { read: 'incident.read', write: 'comment.write', moderate: 'comment.moderate' },
  edit: 'replace',
  events: { added: 'comment.added', changed: 'comment.edited', removed: 'comment.deleted' },
})

export type Comment = Static<typeof comments.schemas.Shown>

/** In the way of the old documents, which name the comment in the query or the body. */
export const CommentNamed = record({
  id: Type.Optional(Type.String({ description: 'Id of the comment' })),
  occ_lock: Type.Optional(OccLock),
})
