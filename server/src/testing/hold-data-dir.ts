// A process that holds a DATA_DIR, for tests to kill.
import { appendFileSync, closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { DatabaseTarget } from '../config.ts'
import { acquireDataLock, type HolderState } from '../database/data-lock.ts'
import { findEmbedded, startEmbedded } from '../database/embedded.ts'

// A process of its own for the tests of the lock and of the embedded database, to be killed at will. It prints a line of
// JSON for each thing that happens.
//   lock DIR KIND NAME WAIT_MS   takes the lock, then does what it is told on stdin: a state and an address, or `release`
//   contend DIR ROUNDS           takes and releases the lock, checking that nobody else has it meanwhile
//   embedded DIR                 runs the embedded database until SIGTERM
//   work DIR NAME                as a command does: uses a running service's database or starts its own; adds a row

const [mode, dir, ...rest] = process.argv.slice(2)
if (dir === undefined) throw new Error('which folder?')
const say = (value: unknown): void => console.log(JSON.stringify(value))

if (mode === 'lock') await lock(dir, rest)
else if (mode === 'contend') await contend(dir, Number(rest[0]))
else if (mode === 'embedded') await embedded(dir)
else if (mode === 'work') await work(dir, rest[0] ?? 'work')
else throw new Error(`no such mode: ${mode}`)

async function lock(dataDir: string, [kind, name = '', waitMs]: string[]): Promise<void> {
  const options = { kind: kind === 'command' ? 'command' : 'service', name, waitMs: Number(waitMs) } as const
  const result = await acquireDataLock(dataDir, { ...options, onWait: (holder) => say({ waiting: holder }) })
  if (!result.lock) return say({ holder: result.holder })
  say({ locked: true })
  for await (const line of createInterface({ input: process.stdin })) {
    const [word, address] = line.split(' ')
    if (word === 'release') break
    const state: HolderState = word === 'ready' || word === 'draining' ? word : 'starting'
    result.lock.update({ state, ...(address === undefined ? {} : { address }) })
    say({ state })
  }
  result.lock.release()
  process.stdin.destroy() // an open one keeps the process alive
}

async function contend(dataDir: string, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const { lock: held } = await acquireDataLock(dataDir, { kind: 'command', name: 'contend', waitMs: 60_000 })
    if (!held) throw new Error('waited in vain')
    // Fails if somebody else is in here.
    const room = join(dataDir, 'room')
    closeSync(openSync(room, 'wx'))
    appendFileSync(join(dataDir, 'visits'), `${process.pid}\n`)
    rmSync(room)
    held.release()
  }
  say({ done: rounds })
}

async function embedded(dataDir: string): Promise<void> {
  const log = (line: string): void => say({ log: line })
  const database = await startEmbedded({ dataDir, log })
  const alive = setInterval(() => undefined, 60_000)
  process.once('SIGTERM', async () => {
    await database.stop()
    clearInterval(alive)
    say({ stopped: true })
  })
  say({ connection: database.connection, adopted: database.adopted })
}

async function work(dataDir: string, name: string): Promise<void> {
  const kind = name === 'serve' ? 'service' : 'command'
  const { lock: held, holder } = await acquireDataLock(dataDir, { kind, name, waitMs: 60_000 })
  if (held) {
    await using database = await startEmbedded({ dataDir })
    held.update({ state: 'ready' })
    await addRow(database.connection, name)
    // The service stays until it is told to end; its commands use its database.
    if (kind === 'service') await new Promise((resolve) => process.stdin.once('end', resolve).resume())
    await database.stop()
    held.release()
    return say({ did: name, own: true })
  }
  const target = await findEmbedded(dataDir)
  if (!target) throw new Error(`${holder.name} holds the folder and has no database`)
  await addRow(target, name)
  say({ did: name, own: false })
}

async function addRow(target: DatabaseTarget, name: string): Promise<void> {
  const client = new pg.Client({ ...target, ssl: false })
  await client.connect()
  try {
    await client.query('create table if not exists visit (name text)')
    await client.query('insert into visit values ($1)', [name])
  } finally {
    await client.end()
  }
}
