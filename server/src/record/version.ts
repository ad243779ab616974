/** Versions of records: which one a caller has seen, and the refusal of one that is stale. */
import { AppError, invalid } from '../errors.ts'

/** Which version the caller has seen: by occ_lock in the body or query, or by If-Match. */
export type Version = { occLock: number | undefined; ifMatch: number | null }

/** The version a caller names; null when none. Throws invalid when occ_lock and If-Match disagree. */
export function givenVersion({ occLock, ifMatch }: Version): number | null {
  if (occLock !== undefined && ifMatch !== null && occLock !== ifMatch) {
    throw invalid([
      { code: 'VERSIONS_DISAGREE', message: '"occ_lock" and If-Match name different versions.', field: 'occ_lock' },
    ])
  }
  return ifMatch ?? occLock ?? null
}

/** The version a caller names. Throws invalid when there is none, or occ_lock and If-Match disagree. */
export function requiredVersion(version: Version): number {
  const seen = givenVersion(version)
  if (seen !== null) return seen
  throw invalid([
    {
      code: 'MISSING',
      message: '"occ_lock" is required: the version you have read (or send If-Match).',
      field: 'occ_lock',
    },
  ])
}

/** The refusal of a version that is not the record's: conflict, or precondition_failed by If-Match. `noun` as people say it. */
export function staleVersion(
  noun: string,
  seen: number,
  current: { occ_lock: number },
  byHeader: boolean,
  data: object,
): AppError {
  const message =
    seen > current.occ_lock
      ? `Version ${seen} does not exist; the ${noun} is at ${current.occ_lock}.`
      : `The ${noun} was changed meanwhile: you have version ${seen}, it is at ${current.occ_lock}.`
  return new AppError(byHeader ? 'precondition_failed' : 'conflict', message, {
    problems: [{ code: 'STALE_OCC_LOCK', message, field: byHeader ? 'If-Match' : 'occ_lock' }],
    data: { current, ...data },
  })
}
