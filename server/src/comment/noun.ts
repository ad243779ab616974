/** The comment, as the log knows it. */
import type { Noun } from '../noun.ts'

export const commentNoun = {
  kinds: ['comment'],
  table: 'comment',
  ofIncident: true,
  events: {
    'comment.added': { says: 'Somebody commented on an incident' },
    'comment.edited': { says: 'A comment was edited', takesBack: true },
    'comment.deleted': { says: 'A comment was deleted', takesBack: true },
  },
  words: {
    fields: ['text'],
    stand:
      'exists (select 1 from comment c where c.tenant_id = e.tenant_id and c.id = s.id::uuid and c.occ_lock = s.lock)',
  },
} as const satisfies Noun
