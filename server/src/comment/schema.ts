import { type Static, Type } from 'typebox'
import { Ignored, OccLock, record, Timestamp, text, Uuid } from '../http/schema.ts'
import { OccurredAt } from '../incident/schema.ts'

const words = text(10_000, 'What is said', ['Pumps are running, level falling.'])

/** A comment as the document and its examples show it. */
export const commentExample = {
  id: '01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77',
  incident_id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10',
  user_id: 'u-7',
  name: 'System Admin',
  text: 'Pumps are running, level falling.',
  created_at: '2026-05-01T14:20:00.000017Z',
  created_by: 'u-7',
  updated_at: '2026-05-01T14:20:00.000017Z',
  updated_by: 'u-7',
  occ_lock: 0,
  tenant_id: 'default',
}

export const Comment = record(
  {
    id: Uuid,
    incident_id: Uuid,
    user_id: Type.String({ description: 'Author' }),
    name: Type.String({ description: 'Display name of the author' }),
    text: Type.String({ maxLength: 10_000 }),
    created_at: Timestamp,
    created_by: Type.String({ description: 'User id of the author' }),
    updated_at: Timestamp,
    updated_by: Type.String({ description: 'User id of who changed it last' }),
    occ_lock: OccLock,
    tenant_id: Type.String(),
  },
  {
    $id: 'Comment',
    examples: [commentExample],
  },
)
export type Comment = Static<typeof Comment>

const serverWritten = {
  id: Type.Optional(Ignored),
  incident_id: Type.Optional(Ignored),
  user_id: Type.Optional(Ignored),
  name: Type.Optional(Ignored),
  created_at: Type.Optional(Ignored),
  created_by: Type.Optional(Ignored),
  updated_at: Type.Optional(Ignored),
  updated_by: Type.Optional(Ignored),
  tenant_id: Type.Optional(Ignored),
}

export const CommentInput = record(
  { text: words, occurred_at: Type.Optional(OccurredAt), ...serverWritten, occ_lock: Type.Optional(Ignored) },
  { $id: 'CommentInput' },
)
export type CommentInput = Static<typeof CommentInput>
export const CommentEdit = record(
  { text: words, occ_lock: Type.Optional(OccLock), occurred_at: Type.Optional(OccurredAt), ...serverWritten },
  { $id: 'CommentEdit' },
)
export type CommentEdit = Static<typeof CommentEdit>

/** In the way of the old documents, which name the comment in the query or the body. */
export const CommentNamed = record({
  id: Type.Optional(Type.String({ description: 'Id of the comment' })),
  occ_lock: Type.Optional(OccLock),
})

export const CommentPath = record({
  id: Type.String({ description: 'Id of the incident', examples: [commentExample.incident_id] }),
  commentId: Type.String({ description: 'Id of the comment', examples: [commentExample.id] }),
})

export const CommentConflict = record({ current: Type.Ref('Comment') }, { $id: 'CommentConflict' })
