// The pool of connections to one schema: a connection that broke, or gives no answer in time, is not used again.
import pg from 'pg'
import type { DatabaseTarget } from '../config.ts'
import { AppError, unavailable } from '../errors.ts'
import { applicationName } from './application-name.ts'
import { clientConfig } from './client-config.ts'
import { Deadlines } from './deadlines.ts'
import { isServerError } from './failure.ts'

export type PoolOptions = {
  target: DatabaseTarget
  schema: string
  maxConnections: number
  maxIdleConnections: number
  connectionLifetimeSeconds: number
  /** PostgreSQL's own limit on one statement; default 5000. */
  statementTimeoutMs?: number
  onError?: (error: Error) => void
}

export type Pool = {
  /** Runs `work` with a connection that nobody else has meanwhile. Throws unavailable when none is free in time. */
  use<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** A connection beside the pool, in the schema, without limits on time; the caller ends it. */
  connect(): Promise<pg.Client>
  standing(): { total: number; idle: number; waiting: number; max: number }
  close(): Promise<void>
}

/** How long a request waits for a free connection before it is refused (reliability R20). */
export const POOL_WAIT_MS = 2000
/** No answer from the server for so long: the connection is given up. Longer than PostgreSQL's own statement timeout. */
const SILENCE_MS = 8000

/** Opens a pool. Connections are made when needed: the server may still be away. */
export function openPool(options: PoolOptions): Pool {
  const connection: pg.ClientConfig = {
    ...clientConfig(options.target),
    application_name: applicationName(options.schema),
    statement_timeout: options.statementTimeoutMs ?? 5000,
    lock_timeout: 2000,
    idle_in_transaction_session_timeout: 10_000,
    connectionTimeoutMillis: POOL_WAIT_MS,
  }
  const pool = new pg.Pool({
    ...connection,
    max: options.maxConnections,
    min: options.maxIdleConnections,
    idleTimeoutMillis: 10_000,
    maxLifetimeSeconds: options.connectionLifetimeSeconds,
  })
  pool.on('error', (error) => options.onError?.(error))
  const broken = new WeakMap<pg.PoolClient, Error>()
  // The pool does not listen to a connection that is taken: one that breaks between two statements must not end the process.
  pool.on('connect', (client) => client.on('error', (error) => broken.set(client, error)))
  const silence = new Deadlines(SILENCE_MS)

  async function use<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    let client: pg.PoolClient
    try {
      client = await pool.connect()
    } catch (error) {
      throw unavailable('The database cannot be reached just now, or all its connections are busy.', 1, error)
    }
    const answered = silence.start(() => {
      const error = new Error('the database gave no answer in time')
      broken.set(client, error)
      // Ends the socket: whatever waits on it fails with a connection error.
      client.connection.stream.destroy(error)
    })
    try {
      return await work(client)
    } catch (error) {
      if (!isServerError(error) && !(error instanceof AppError))
        broken.set(client, error instanceof Error ? error : new Error(String(error)))
      throw error
    } finally {
      answered()
      client.release(broken.get(client))
    }
  }

  return {
    use,
    connect: async () => {
      const client = new pg.Client({ ...connection, statement_timeout: 0, idle_in_transaction_session_timeout: 0 })
      client.on('error', (error) => options.onError?.(error))
      await client.connect()
      await client.query(`set search_path to ${searchPathOf(options.schema)}`)
      return client
    },
    standing: () => ({
      total: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      max: options.maxConnections,
    }),
    close: async () => {
      await pool.end()
      silence.stop()
    },
  }
}

/** The search path that holds the schema and nothing else. */
export function searchPathOf(schema: string): string {
  return `"${schema.replaceAll('"', '""')}"`
}
