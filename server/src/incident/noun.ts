/** The incident, as the log knows it. */
import type { Noun, Told } from '../noun.ts'

export const incidentNoun = {
  kinds: ['incident'],
  table: 'incident',
  events: {
    'incident.created': {
      says: 'An incident was reported',
      mail: { says: ({ by, at }) => `${by} reported it at ${at}.`, quotes: 'description' },
    },
    'incident.updated': {
      says: 'Fields or custom values of an incident changed',
      mail: { says: ({ by, at, changes }) => `${by} ${resolves(changes) ? 'resolved' : 'updated'} it at ${at}.` },
    },
    'incident.deleted': { says: 'An incident was moved to the bin' },
    'incident.restored': { says: 'An incident was taken out of the bin' },
    'incident.purged': { says: 'The content of an incident was removed for good', takesBack: true },
    'incident.update_due': {
      says: 'A promised update is due soon',
      mail: { says: () => 'The promised update is due soon.' },
    },
    'incident.update_overdue': {
      says: 'A promised update is overdue',
      mail: { says: ({ at }) => `The update promised for ${at} has not come.` },
    },
  },
} as const satisfies Noun

function resolves(changes: Told['changes']): boolean {
  return changes.some(({ field, from, to }) => field === 'resolved_date' && from === null && to !== null)
}
