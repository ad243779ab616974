// The name of the service's connections in pg_stat_activity.
import { createHash } from 'node:crypto'

/**
 * What the connections of a service are called in pg_stat_activity: says which schema they work on, so that a restore can see that
 * one is running there. PostgreSQL keeps 63 characters and replaces those that are not ASCII.
 */
export function applicationName(schema: string): string {
  if (/^[\x20-\x7e]{1,50}$/.test(schema)) return `tocsin ${schema}`
  return `tocsin ${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`
}
