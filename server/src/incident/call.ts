// What the calls on one incident have in common: how they are declared, which incident they name, how they answer.
import { Type } from 'typebox'
import { notFound } from '../errors.ts'
import { type Answer, RawJson } from '../http/route.ts'
import { OccLock, record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import type { Shown } from './change.ts'
import { noIncident, stale } from './examples.ts'
import { ConflictData, IncidentId } from './schema.ts'

export const IncidentRef = Type.Ref('Incident')

/** A body that may name a version and nothing else. */
export const Version = record({ occ_lock: Type.Optional(OccLock) })

/** How a call is declared that changes an incident and answers with it. */
export const changing = {
  permission: 'incident.write' as const,
  ifMatch: true,
  etag: true,
  tag: 'Incidents',
  answer: IncidentRef,
  conflict: ConflictData,
  params: IncidentId,
  failureExamples: [noIncident, ...stale],
}

/** The answer that shows an incident as it is now. */
export function shownAnswer(shown: Shown): Answer {
  return { data: new RawJson(shown.text), headers: { etag: `"${shown.occLock}"` }, incidentId: shown.id }
}

/** What is not an id of this service names nothing here. Throws not_found. */
export function idOf(text: string): string {
  if (!isUuid(text)) throw notFound('incident')
  return text
}
