// Limits on how many rows of a kind there may be: counted under a lock, so that two who ask at once don't both find room for the last.
import { type Sql, sql } from './sql.ts'

/** So that these locks are no others'. */
const SEED = 4711

/**
 * Lets one at a time count rows of a kind and add one, until its transaction ends. To be run before the rows are counted, in a statement of
 * its own: the next one then sees what was committed meanwhile.
 */
export function lockCount(kind: string, ...of: readonly string[]): Sql {
  return sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify([kind, ...of])}, ${SEED}))`
}
