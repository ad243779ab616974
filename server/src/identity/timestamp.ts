import { raw, type Sql } from '../database/sql.ts'

/** A timestamptz column as RFC 3339 text, UTC with microseconds; null stays null. `column` is part of the program. */
export function asTimestamp(column: string): Sql {
  return raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`)
}
