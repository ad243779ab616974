// Writes a backup to a file or a stream, whole or not at all.
import { createWriteStream, existsSync } from 'node:fs'
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { AppError } from '../../errors.ts'
import { type DumpOptions, dump } from './dump.ts'
import { badFile } from './format.ts'

/**
 * Level of compression. Measured on a million incidents of demo data: see docs/backup-format.md; the higher levels cost more time
 * than they save bytes, since half of the bytes are the numbers of the search index.
 */
const LEVEL = 4

/**
 * Writes a backup to a file only its owner can read. It is there whole or not at all: written under another name beside it, and
 * renamed once it is on the disk. Gives its size in bytes. Throws AppError when it exists and `force` is not set.
 */
export async function writeBackup(path: string, options: DumpOptions & { force: boolean }): Promise<number> {
  if (!options.force && existsSync(path)) throw exists(path)
  const draft = `${path}.${process.pid}.partial`
  try {
    // Flushed to the disk before it is closed.
    await streamBackup(createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }), options)
    const { size } = await stat(draft)
    await place(draft, path, options.force)
    return size
  } catch (error) {
    await rm(draft, { force: true })
    throw explain(path, error)
  }
}

/** Writes a backup to a stream, and ends it only when `end` is not false. */
export async function streamBackup(out: Writable, options: DumpOptions, end = true): Promise<void> {
  await pipeline(dump(options), createGzip({ level: LEVEL, chunkSize: 256 * 1024 }), out, { end })
}

/** Gives the draft its name. A link is refused where the name is taken, so nothing that came up meanwhile is overwritten. */
async function place(draft: string, path: string, force: boolean): Promise<void> {
  if (force) await rename(draft, path)
  else {
    try {
      await link(draft, path)
      await rm(draft)
    } catch (error) {
      if (codeOf(error) === 'EEXIST' || existsSync(path)) throw exists(path)
      // A file system without links.
      await rename(draft, path)
    }
  }
  await syncFolder(dirname(path))
}

/** The name, too, is to be there after a power cut. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined
  try {
    folder = await open(path, 'r')
    await folder.sync()
  } catch {
    // Windows has no such thing.
  } finally {
    await folder?.close()
  }
}

function exists(path: string): AppError {
  return new AppError('conflict', `${path} exists already: name another file, or give --force to replace it`)
}

function explain(path: string, error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return badFile(path, `can't be written: there is no such folder`, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return badFile(path, `can't be written (${code})`, error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return badFile(path, `can't be written: the disk is full`, error)
  return error
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
