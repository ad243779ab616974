import { createServer } from 'node:net'
import pg from 'pg'
import { ConfigError, type DatabaseTarget } from '../config.ts'
import { codeOf } from './data-folder.ts'

/** Connects once. Gives null, or why it was not possible: code is PostgreSQL's SQLSTATE or the system's. */
export async function tryConnect(target: DatabaseTarget): Promise<{ code: string; message: string } | null> {
  const client = new pg.Client({ ...target, ssl: false, connectionTimeoutMillis: 5_000 })
  // A server that ends while being asked: the failure of connect() says so as well.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return null
  } catch (error) {
    return { code: codeOf(error), message: error instanceof Error ? error.message : String(error) }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Makes the database of a target. A crash in here leaves none of that name, so the next start makes it. */
export async function createDatabase(target: DatabaseTarget): Promise<void> {
  await query({ ...target, database: 'postgres' }, `create database ${target.database}`).catch((error: unknown) => {
    throw new ConfigError(`the database could not be made: ${error instanceof Error ? error.message : String(error)}`)
  })
}

/** `18.4` */
export async function serverVersion(target: DatabaseTarget): Promise<string> {
  const rows = await query(target, 'show server_version')
  return rows[0]?.server_version ?? ''
}

async function query(target: DatabaseTarget, text: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ ...target, ssl: false, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, string>>(text)).rows
  } finally {
    await client.end()
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
