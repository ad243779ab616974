// Tries connections to the embedded PostgreSQL, and makes its database.
import { createServer } from 'node:net'
import pg from 'pg'
import type { DatabaseTarget } from '../config.ts'
import { codeOf } from './data-folder.ts'

/** Why the server could not be asked; code is PostgreSQL's SQLSTATE, the system's error code, or ''. */
export type Problem = { code: string; message: string }

/** Connects once. Gives null, or why it was not possible. */
export async function tryConnect(target: DatabaseTarget): Promise<Problem | null> {
  return problemOf(withClient(target, async () => undefined))
}

/** Makes the database of a target. Gives null, or why it was not possible; a crash in here leaves none of that name. */
export async function createDatabase(target: DatabaseTarget): Promise<Problem | null> {
  const statement = `create database ${target.database}`
  return problemOf(withClient({ ...target, database: 'postgres' }, (client) => client.query(statement)))
}

/** `18.4` */
export async function serverVersion(target: DatabaseTarget): Promise<string> {
  const { rows } = await withClient(target, (client) => client.query<{ server_version: string }>('show server_version'))
  return rows[0]?.server_version ?? ''
}

async function withClient<T>(target: DatabaseTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...target, ssl: false, connectionTimeoutMillis: 5_000 })
  // A server that ends while being asked: what is being waited for fails as well.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function problemOf(asking: Promise<unknown>): Promise<Problem | null> {
  try {
    await asking
    return null
  } catch (error) {
    return { code: codeOf(error), message: error instanceof Error ? error.message : String(error) }
  }
}

/** A port of 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
