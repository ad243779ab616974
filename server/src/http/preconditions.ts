// Reads the headers that say something about a write: If-Match, Idempotency-Key, Tocsin-Via.
import type { Problem } from '../errors.ts'
import { namedDoors, type Via } from '../permission.ts'
import type { Endpoint } from './route.ts'

/** The version If-Match names; null without one and for `*`. What is wrong with it goes to `problems`. */
export function versionOf(header: string | undefined, problems: Problem[]): number | null {
  if (header === undefined || header.trim() === '*') return null
  const match = /^"(\d{1,10})"$/.exec(header.trim())
  if (match && Number(match[1]) <= 2_147_483_647) return Number(match[1])
  problems.push({
    code: 'BAD_HEADER',
    message: 'If-Match must be the ETag of the record: its occ_lock in double quotes.',
    field: 'If-Match',
  })
  return null
}

/** What is wrong with the version a caller names: none where one is needed, or two that disagree. */
export function versionProblems(one: Endpoint, body: unknown, ifMatch: number | null): Problem[] {
  const given = typeof body === 'object' && body !== null ? (body as { occ_lock?: unknown }).occ_lock : undefined
  if (given === undefined && ifMatch === null && one.needsVersion) {
    return [
      {
        code: 'MISSING',
        message: '"occ_lock" is required: the version you have read (or send If-Match).',
        field: 'occ_lock',
      },
    ]
  }
  if (typeof given !== 'number' || ifMatch === null || given === ifMatch) return []
  return [{ code: 'VERSIONS_DISAGREE', message: '"occ_lock" and If-Match name different versions.', field: 'occ_lock' }]
}

/** The Idempotency-Key, or null. What is wrong with it goes to `problems`. */
export function idempotencyKey(header: string | string[] | undefined, problems: Problem[]): string | null {
  if (header === undefined) return null
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header
  problems.push({
    code: 'BAD_HEADER',
    message: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
    field: 'Idempotency-Key',
  })
  return null
}

/** The door a caller says it comes through; undefined where it says nothing, or nothing that is known: then it is the API. */
export function doorOf(header: string | string[] | undefined): Via | undefined {
  return namedDoors.find((door) => door === header)
}
