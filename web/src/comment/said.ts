// What a comment says after its events.
import type { Comment, Event } from '@tocsin/client'
import type { Present } from '../timeline/story.ts'

/** What a comment says by now. */
export type Said = Present & {
  /** undefined: not to be shown to this reader any more. */
  text: string | undefined
  edited: boolean
  deleted: boolean
  user_id: string
  occ_lock: number
}

/** What a comment says after an event; undefined where the event carries none. */
export function saidIn(event: Event): Said | undefined {
  const comment = event.data?.['comment']
  if (typeof comment !== 'object' || comment === null || !('id' in comment)) return undefined
  // As the log writes it; what is withheld is missing or null.
  const { id, text, user_id, occ_lock } = comment as Partial<Comment> & { id: string }
  return {
    id,
    text: typeof text === 'string' ? text : undefined,
    edited: event.type !== 'comment.added' || (occ_lock ?? 0) > 0,
    deleted: event.type === 'comment.deleted',
    user_id: user_id ?? '',
    occ_lock: occ_lock ?? 0,
  }
}
