/** The comment, as the log knows it. */
import type { Noun } from '../noun.ts'

export const commentNoun = {
  kinds: ['comment'],
  table: 'comment',
  ofIncident: true,
  events: {
    'comment.added': {
      says: 'Somebody commented on an incident',
      mail: { says: ({ by, at }) => `${by} commented at ${at}.`, quotes: 'text' },
    },
    'comment.edited': { says: 'A comment was edited', takesBack: true },
    'comment.deleted': { says: 'A comment was deleted', takesBack: true },
  },
  group: { name: 'Comments', description: 'What people say about an incident. They do not change its version.' },
  searched: ['text'],
  words: ['text'],
} as const satisfies Noun
