// A PostgreSQL 15 of Debian, for tests against the oldest supported version.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../database/embedded-connect.ts'
import { until } from './until.ts'

const programs = '/usr/lib/postgresql/15/bin'

/** Whether the PostgreSQL 15 of a Debian is on this machine. */
export const hasPostgres15 = existsSync(join(programs, 'postgres'))

export type Postgres15 = {
  port: number
  /** Runs statements as the superuser, in the database `tocsin`. */
  admin(...statements: string[]): Promise<void>
  /** An ordinary role that may connect and nothing else. */
  role: { name: string; password: string }
  stop(): Promise<void>
}

/** Starts a PostgreSQL 15 of its own on a free port, with a database `tocsin` and one ordinary role. */
export async function startPostgres15(): Promise<Postgres15> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-pg15-'))
  const data = join(folder, 'data')
  const user = process.getuid?.() === 0 ? unprivileged() : null
  if (user) chownSync(folder, user.uid, user.gid)
  const password = randomBytes(12).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const made = spawnSync(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'admin',
      '--pwfile',
      passwordFile,
      '-A',
      'scram-sha-256',
      '--no-sync',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
    ],
    { cwd: folder, encoding: 'utf8', ...user },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60']
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    cwd: folder,
    stdio: 'ignore',
    ...user,
  })
  const exited = once(server, 'exit')
  const connect = async (database: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'admin', password, database })
    client.on('error', () => undefined) // what was running fails as well
    await client.connect()
    return client
  }
  const query = async (database: string, statements: readonly string[]): Promise<void> => {
    const client = await connect(database)
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await until(async () => {
    if (server.exitCode !== null) throw new Error('PostgreSQL 15 ended at once')
    return await query('postgres', ['select 1']).then(
      () => true,
      () => false,
    )
  })
  await query('postgres', ['create database tocsin', `create role ordinary login password '${password}'`])
  return {
    port,
    admin: (...statements) => query('tocsin', statements),
    role: { name: 'ordinary', password },
    stop: async () => {
      server.kill('SIGINT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The user postgres of the Debian package, since PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } {
  const [, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .match(/^postgres:.*$/m)?.[0]
      .split(':') ?? []
  if (!uid || !gid) throw new Error('there is no user postgres')
  return { uid: Number(uid), gid: Number(gid) }
}
