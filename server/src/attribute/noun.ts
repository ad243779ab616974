/** Definitions of custom attributes, as the log knows them: of the instance, written into every tenant's log. */
import type { Noun } from '../noun.ts'

export const attributeNoun = {
  kinds: ['attribute'],
  events: {
    'attribute.defined': { says: 'A custom attribute was defined' },
    'attribute.removed': { says: 'The definition of a custom attribute was removed' },
  },
} as const satisfies Noun
