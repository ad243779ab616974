/** Free room on the disk of the embedded database, looked at each second: below the reserve nothing is written, since PostgreSQL stops when its log can't grow. */
import { statfs } from 'node:fs/promises'
import { unavailable } from '../errors.ts'
import type { Database } from './database.ts'
import type { Sql } from './sql.ts'

export type DiskWatch = {
  /** Whether there is less room than the reserve. */
  low(): boolean
  stop(): void
}

export type DiskWatchOptions = {
  /** Any folder on the disk. */
  folder: string
  reserveBytes: number
  onChange?: (low: boolean, freeBytes: number) => void
  /** Free bytes for the folder; for tests. */
  free?: (folder: string) => Promise<number>
  everyMs?: number
}

const EVERY_MS = 1000
const RETRY_SECONDS = 5

/** Looks once before it comes back, then each second. A look that fails changes nothing. */
export async function watchDisk(options: DiskWatchOptions): Promise<DiskWatch> {
  const { folder, reserveBytes, onChange, free = freeBytes, everyMs = EVERY_MS } = options
  let low = false
  const look = async (): Promise<void> => {
    const bytes = await free(folder).catch(() => null)
    if (bytes === null || bytes < reserveBytes === low) return
    low = !low
    onChange?.(low, bytes)
  }
  await look()
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    void look().finally(() => {
      looking = false
    })
  }, everyMs)
  timer.unref()
  return { low: () => low, stop: () => clearInterval(timer) }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The same database, which refuses what writes while the disk is nearly full. Reads and deletions go on. */
export function refuseWritesWhenLow(database: Database, disk: DiskWatch): Database {
  const refuse = () =>
    Promise.reject(unavailable('The disk is nearly full: nothing can be written until there is room.', RETRY_SECONDS))
  return {
    ...database,
    get serviceRole() {
      return database.serviceRole
    },
    transaction: (context, work) => (disk.low() ? refuse() : database.transaction(context, work)),
    scoped: (scope, statement) => (disk.low() && writes(statement) ? refuse() : database.scoped(scope, statement)),
    scopedTransaction: (scope, work, context) =>
      disk.low() ? refuse() : database.scopedTransaction(scope, work, context),
  }
}

/** Whether a statement adds or changes rows; one that only removes some makes room. */
function writes({ text }: Sql): boolean {
  return /\b(insert\s+into|update\s+\w+\s)/i.test(text)
}
