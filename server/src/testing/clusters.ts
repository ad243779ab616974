// Folders with PostgreSQL clusters, for tests of the embedded database.
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { DatabaseTarget } from '../config.ts'
import { findEmbedded, startEmbedded } from '../database/embedded.ts'
import { killDataDirProcesses, temporaryFolder } from './data-dir-process.ts'

/** Folders for tests of the embedded database. */
export type Clusters = {
  /** Holds them all; has a blank and other letters than ASCII in its name. */
  parent: string
  /** A new DATA_DIR, not there yet. */
  fresh(): string
  /** A DATA_DIR whose database has a table `kept` with the word `first`. */
  copy(name?: string): string
  /** Ends what failed tests left running, and removes the folders. */
  end(): Promise<void>
}

/** Makes a cluster once (initdb takes its time), to be copied by the tests that only need some data. */
export async function makeClusters(): Promise<Clusters> {
  const { path: parent, remove } = temporaryFolder()
  const made = join(parent, 'made')
  await using database = await startEmbedded({ dataDir: made })
  await query(database.connection, 'create table kept (word text)')
  await query(database.connection, `insert into kept values ('first')`)
  await database.stop()
  let count = 0
  const fresh = (): string => join(parent, `data ${++count}`)
  return {
    parent,
    fresh,
    copy(name) {
      const dir = name === undefined ? fresh() : join(parent, name)
      cpSync(made, dir, { recursive: true })
      return dir
    },
    async end() {
      killDataDirProcesses()
      for (const name of readdirSync(parent)) {
        const dir = join(parent, name)
        if (await findEmbedded(dir).catch(() => null)) await (await startEmbedded({ dataDir: dir })).stop()
      }
      remove()
    },
  }
}

/** Runs one statement on a connection of its own. */
export async function query(target: DatabaseTarget, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...target, ssl: false })
  client.on('error', () => undefined) // a server that ends meanwhile; the statement fails as well
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The words in the table `kept`. */
export async function words(target: DatabaseTarget): Promise<unknown[]> {
  return (await query(target, 'select word from kept order by word')).map((row) => row.word)
}

/** The process id in postmaster.pid, or null. */
export function postmasterPid(dir: string): number | null {
  const file = join(dir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

/** kill -9 of the whole server, as when the machine or its container dies. */
export function killServer(pid: number): void {
  const children = `/proc/${pid}/task/${pid}/children`
  const below = existsSync(children) ? readFileSync(children, 'utf8').trim().split(' ').map(Number) : []
  for (const one of [pid, ...below]) process.kill(one, 'SIGKILL')
}

/** Whether a process is there and no zombie. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const status = `/proc/${pid}/status`
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'))
}
