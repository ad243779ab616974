// The noun descriptor of comments.
import MessageSquare from '@lucide/svelte/icons/message-square'
import MessageSquareOff from '@lucide/svelte/icons/message-square-off'
import type { Noun } from '../noun/noun.ts'
import CommentText from './CommentText.svelte'
import { saidIn } from './said.ts'

/** What the console knows of comments. */
export const comment = {
  name: 'comment',
  icon: MessageSquare,
  label: 'comment.one',
  lines: {
    'comment.added': { icon: MessageSquare, text: 'comment.event_added', kind: 'comments', version: true, shows: true },
    'comment.edited': { icon: MessageSquare, text: 'comment.event_edited', kind: 'comments' },
    'comment.deleted': { icon: MessageSquareOff, text: 'comment.event_deleted', kind: 'comments' },
  },
  present: saidIn,
  Body: CommentText,
} as const satisfies Noun
