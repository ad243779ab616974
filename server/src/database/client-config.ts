// How pg is told to connect to a database.
import type pg from 'pg'
import type { DatabaseTarget } from '../config.ts'

/** pg's settings for a target; `keepAlive` so that a half-open connection is noticed. */
export function clientConfig(target: DatabaseTarget): pg.ClientConfig {
  const ssl =
    target.ssl === 'disable'
      ? false
      : {
          rejectUnauthorized: target.ssl !== 'require',
          ...(target.ssl === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
        }
  return {
    host: target.host,
    port: target.port,
    user: target.user,
    database: target.database,
    ...(target.password === undefined ? {} : { password: target.password }),
    ssl,
    keepAlive: true,
  }
}
