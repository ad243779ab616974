/** SQL that writes instants as callers see them. */
import { raw, type Sql } from './sql.ts'

/** SQL of an instant the service wrote: RFC 3339 in UTC with microseconds. */
export function utc(column: string): Sql {
  return raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`)
}
