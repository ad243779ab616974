/** The incident, as the log knows it. */
import type { Noun } from '../noun.ts'

export const incidentNoun = {
  kinds: ['incident'],
  table: 'incident',
  events: {
    'incident.created': { says: 'An incident was reported' },
    'incident.updated': { says: 'Fields or custom values of an incident changed' },
    'incident.deleted': { says: 'An incident was moved to the bin' },
    'incident.restored': { says: 'An incident was taken out of the bin' },
    'incident.purged': { says: 'The content of an incident was removed for good', takesBack: true },
    'incident.update_due': { says: 'A promised update is due soon' },
    'incident.update_overdue': { says: 'A promised update is overdue' },
  },
} as const satisfies Noun
