// The lock on DATA_DIR: one process at a time runs the embedded database.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { ConfigError } from '../config.ts'
import { type DataFolder, openDataFolder, touchPrivateFile, writePrivateFile } from './data-folder.ts'

/** The service, or a command that runs the embedded database for itself for a while. */
export type HolderKind = 'service' | 'command'
export type HolderState = 'starting' | 'ready' | 'draining'

/** Who holds a DATA_DIR. */
export type LockHolder = {
  pid: number
  kind: HolderKind
  /** What it was started as: `serve`, `token` … */
  name: string
  state: HolderState
  /** Where the service can be reached, once it is ready. */
  address?: string
}

export type DataLock = AsyncDisposable & {
  /** Tells others what this process is doing. */
  update(change: { state: HolderState; address?: string }): void
  /** Lets the next one in. Idempotent. */
  release(): void
}

export type DataLockOptions = {
  kind: HolderKind
  /** What others are told is running: `serve`, `token` … */
  name: string
  /** How long to wait for a holder that is starting, draining or a command, in ms. */
  waitMs: number
  /** Called when waiting begins, and again when there is another to wait for or it has another state. */
  onWait?: (holder: LockHolder) => void
}

const LOCK = 'lock'
const HOLDER = 'lock-holder.json'
const POLL_MS = 100
const SQLITE_BUSY = 5

/**
 * Takes the lock on a DATA_DIR, which belongs to one process at a time: the one that runs the embedded database.
 *
 * Gives `{ lock }`, or `{ holder }`: at once when a service holds it and is ready (it can be told to the user, or, by a
 * command, its database used through findEmbedded), otherwise after `waitMs`. Throws ConfigError when DATA_DIR can't be used.
 *
 * The lock is an exclusive transaction on an empty SQLite file, that is: the kernel's own file lock, which ends with the
 * process however it ends. So there is no stale lock to judge, no process id that might be somebody else's by now, and no
 * race between two starters; it holds between containers that share the folder, and on macOS and Windows. (Node has no
 * other way to a file lock. A listening socket was the alternative: one in the folder has to be cleared away after a kill,
 * which two starters can do to each other; an abstract one or a port does not reach across containers.)
 */
export async function acquireDataLock(
  dataDir: string,
  options: DataLockOptions,
): Promise<{ lock: DataLock; holder?: never } | { lock?: never; holder: LockHolder }> {
  const folder = openDataFolder(dataDir)
  const end = performance.now() + options.waitMs
  let seen: LockHolder | null = null
  let told = ''
  for (;;) {
    const lock = tryLock(folder, options)
    if (lock) return { lock }
    const holder = readHolder(folder)
    // What the file says counts when it says so twice, a moment apart: between taking the lock and writing the file,
    // a new holder is found with the word of the one before, which may have been killed.
    const settled = holder !== null && seen !== null && same(holder, seen)
    if (settled && holder.kind === 'service' && holder.state === 'ready') return { holder }
    if (performance.now() >= end) {
      return { holder: holder ?? { pid: 0, kind: 'service', name: 'unknown', state: 'starting' } }
    }
    if (settled && told !== `${holder.pid} ${holder.state}`) {
      told = `${holder.pid} ${holder.state}`
      options.onWait?.(holder)
    }
    seen = holder
    await delay(POLL_MS)
  }
}

function tryLock(folder: DataFolder, options: DataLockOptions): DataLock | null {
  // By SQLite itself it would be root's when root runs in somebody's folder.
  touchPrivateFile(folder, LOCK)
  const database = openLockFile(folder)
  if (!database) return null
  let holder: LockHolder = { pid: process.pid, kind: options.kind, name: options.name, state: 'starting' }
  tell(folder, holder)
  let held = true
  const release = (): void => {
    if (!held) return
    held = false
    process.removeListener('exit', release)
    tellNothing(folder)
    database.close()
  }
  // Also keeps `database` from being collected as garbage, which would drop the lock.
  process.once('exit', release)
  return {
    update({ state, address }) {
      if (!held) return
      holder = { ...holder, state, ...(address === undefined ? {} : { address }) }
      tell(folder, holder)
    },
    release,
    async [Symbol.asyncDispose]() {
      release()
    },
  }
}

/** Writes down who holds the lock. On a full disk nobody is told, which must not keep a service from draining. */
function tell(folder: DataFolder, holder: LockHolder): void {
  try {
    writePrivateFile(folder, HOLDER, JSON.stringify(holder))
  } catch {
    tellNothing(folder)
  }
}

function tellNothing(folder: DataFolder): void {
  try {
    rmSync(join(folder.path, HOLDER), { force: true })
  } catch {
    // A disk that has become read-only. Whoever comes next is told of a holder that is gone, and can't start there either.
  }
}

/** The lock file in an exclusive transaction, or null when another process (or another holder in this one) has it. */
function openLockFile(folder: DataFolder): DatabaseSync | null {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(folder.path, LOCK), { timeout: 0 })
    // Without the journal there is one file, never written to: nothing to recover after a kill.
    database.exec('pragma journal_mode = memory; begin exclusive')
    return database
  } catch (error) {
    database?.close()
    // The low byte is the kind of error, the rest its finer shade.
    const busy = error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY
    if (busy) return null
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(
      `DATA_DIR ${folder.path} can't be locked (${reason}): it must be on a file system with file locks`,
    )
  }
}

function readHolder(folder: DataFolder): LockHolder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder.path, HOLDER), 'utf8'))
    return isHolder(value) ? value : null
  } catch {
    // Not written yet, or just removed.
    return null
  }
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== 'object' || value === null) return false
  const holder = value as Partial<Record<keyof LockHolder, unknown>> // each field is checked below
  return (
    Number.isInteger(holder.pid) &&
    (holder.kind === 'service' || holder.kind === 'command') &&
    typeof holder.name === 'string' &&
    (holder.state === 'starting' || holder.state === 'ready' || holder.state === 'draining') &&
    (holder.address === undefined || typeof holder.address === 'string')
  )
}

function same(one: LockHolder, other: LockHolder): boolean {
  return one.pid === other.pid && one.state === other.state && one.address === other.address
}
