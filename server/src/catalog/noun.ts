/** Code tables, as the log knows them: of the instance, written into every tenant's log. The subject is the code. */
import type { Noun } from '../noun.ts'

export const catalogNoun = {
  kinds: ['type', 'status', 'severity'],
  events: { 'catalog.changed': { says: 'A code was added, changed, retired or removed' } },
} as const satisfies Noun
