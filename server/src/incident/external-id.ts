/** The id an incident has elsewhere: what it may be, and that no two incidents of a tenant have the same. */
import { Type } from 'typebox'
import { isServerError } from '../database/failure.ts'
import { type AppError, type Problem, refusal } from '../errors.ts'
import { isUuid } from '../id.ts'

export const ExternalId = Type.String({
  minLength: 1,
  maxLength: 255,
  description:
    'Its id in another system, unique in the tenant; paths take it in the place of `id`. Without "/" and control characters, not of the form of an id or a reference',
  examples: ['INC_20241211_0001'],
})

/** Words that stand in the place of an id in paths below /v1/incident. */
export const reservedWords: readonly string[] = [
  ...['attributes', 'events', 'export', 'promises', 'severities', 'statuses', 'stream', 'summary', 'types'],
]

/** What is wrong with an external id, besides its type and length. */
export function externalIdProblems(value: unknown): Problem[] {
  if (typeof value !== 'string' || value === '') return []
  const wrong = problemOf(value)
  return wrong === null ? [] : [{ code: 'BAD_VALUE', message: `"external_id" ${wrong}.`, field: 'external_id' }]
}

function problemOf(value: string): string | null {
  if (/[/\p{Cc}]/u.test(value)) return 'must not contain "/" or control characters'
  if (value.trim() === '') return 'must not be blank'
  // Browsers and clients take these for another path before they ask for it.
  if (value === '.' || value === '..') return 'must not be "." or ".."'
  if (isUuid(value.toLowerCase())) return 'must not have the form of an id (UUID)'
  if (/^INC-\d+$/.test(value)) return 'must not have the form of a reference (INC-000042)'
  if (reservedWords.includes(value)) return `must not be "${value}", which paths use otherwise`
  return null
}

/** Does what writes an external id. Throws conflict DUPLICATE_EXTERNAL_ID. */
export async function uniqueExternalId<T>(value: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const taken = isServerError(error) && error.code === '23505' && 'constraint' in error
    if (value !== null && taken && error.constraint === 'incident_external_id') throw duplicateExternalId(value)
    throw error
  }
}

export function duplicateExternalId(value: string): AppError {
  const message = `There is an incident with external_id "${value}" already.`
  return refusal('conflict', 'DUPLICATE_EXTERNAL_ID', message, 'external_id')
}
