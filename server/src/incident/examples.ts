// Examples of requests and answers on incidents, for the API document.
import { notFound, refusal } from '../errors.ts'
import { incidentExample } from './schema.ts'

/** What a reporter sends: the incident of the examples before anything was done about it. */
export const reported = {
  name: incidentExample.name,
  description: incidentExample.description,
  reported_by: incidentExample.reported_by,
  status: 'NEW',
  type: incidentExample.type,
  severity: incidentExample.severity,
  date: incidentExample.date,
  location: incidentExample.location,
}

/** The answer to it. */
export const recorded = {
  ...incidentExample,
  ...reported,
  next_update: 0,
  updated_at: incidentExample.created_at,
  occ_lock: 0,
  attributes: null,
}

export const noIncident = notFound('incident')

const meanwhile = 'The incident was changed meanwhile: you have version 0, it is at 1.'
const since = {
  current: incidentExample,
  changes: [
    { field: 'status', from: 'NEW', to: 'OPEN', by: incidentExample.updated_by, at: incidentExample.updated_at },
  ],
  conflicts: ['status'],
}

/** A stale version, named in the body or query, and by If-Match. */
export const stale = [
  refusal('conflict', 'STALE_OCC_LOCK', meanwhile, 'occ_lock', since),
  refusal('precondition_failed', 'STALE_OCC_LOCK', meanwhile, 'If-Match', since),
]

export const attributeSet = refusal(
  'conflict',
  'ATTRIBUTE_SET',
  'The incident has a value for workflowId already; PUT changes it.',
  'name',
)
export const noValue = refusal('not_found', 'NOT_FOUND', 'The incident has no value for "workflowId".')

/** A repetition of a request whose incident was purged meanwhile. */
export const answerRemoved = refusal(
  'not_found',
  'NOT_FOUND',
  'The answer to this Idempotency-Key was removed with the incident it was about.',
)
