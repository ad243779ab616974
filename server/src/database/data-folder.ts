// DATA_DIR: opened, found, and written to for its owner only.
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '../config.ts'

/** DATA_DIR, opened: what the embedded PostgreSQL, its password and the service's lock lie in. */
export type DataFolder = {
  /** Absolute, links resolved. */
  path: string
  /** Whose the folder is. */
  owner: { uid: number; gid: number }
}

const MARKER = 'TOCSIN'
const LAYOUT = 1
const MARKER_TEXT = `Data of a Tocsin service, layout ${LAYOUT}. Not to be edited or copied while it runs: "tocsin backup" makes copies.\n`
/** What file systems and version control put into folders that are empty to a person, and the console built where the checkout can't be written. */
const NOTHING = new Set(['lost+found', '.gitkeep', '.gitignore', '.DS_Store', 'console'])

/**
 * Opens DATA_DIR, making it (readable by its owner only) if need be. Throws ConfigError naming DATA_DIR when it can't be
 * used: not a folder, not writable, holds something that isn't Tocsin's, or was laid out by a newer Tocsin.
 */
export function openDataFolder(dataDir: string): DataFolder {
  const given = resolve(dataDir)
  try {
    makeFolder(given)
    const path = realpathSync(given)
    if (!statSync(path).isDirectory()) throw new ConfigError(`DATA_DIR ${given} is not a folder`)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    const { uid, gid } = statSync(path)
    const folder = { path, owner: { uid, gid } }
    claim(folder)
    return folder
  } catch (error) {
    throw dataFolderError(given, error)
  }
}

/** DATA_DIR with links resolved, or null when it isn't there or isn't a Tocsin's. Makes and changes nothing. */
export function findDataFolder(dataDir: string): DataFolder | null {
  const given = resolve(dataDir)
  try {
    const path = realpathSync(given)
    if (!readdirSync(path).includes(MARKER)) return null
    const { uid, gid } = statSync(path)
    return { path, owner: { uid, gid } }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
    throw dataFolderError(given, error)
  }
}

/**
 * Writes a file of the folder, readable by the folder's owner only, so that it is there whole or not at all. With
 * `durable`, also after a power cut. Throws ConfigError when it can't (a full disk).
 */
export function writePrivateFile(folder: DataFolder, name: string, text: string, durable = false): void {
  const path = join(folder.path, name)
  const draft = `${path}.${process.pid}`
  try {
    rmSync(draft, { force: true })
    const file = openSync(draft, 'wx', 0o600)
    try {
      giveToOwner(folder, file)
      writeFileSync(file, text)
      if (durable) fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draft, path)
    if (durable) syncFolder(folder.path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw dataFolderError(folder.path, error)
  }
}

/** Makes an empty file of the folder if there is none, readable by the folder's owner only. */
export function touchPrivateFile(folder: DataFolder, name: string): void {
  try {
    const file = openSync(join(folder.path, name), 'wx', 0o600)
    giveToOwner(folder, file)
    closeSync(file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** Makes renames in a folder last through a power cut. Where folders can't be synced (Windows) there is nothing to do. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** The system's error code (ENOENT …), or ''. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Like `recursive`, which says ENOENT for a read-only file system. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
}

/** Puts the marker into an empty folder; refuses a folder that holds other things, or a newer layout. */
function claim(folder: DataFolder): void {
  const names = readdirSync(folder.path)
  if (names.includes(MARKER)) {
    const layout = /layout (\d+)/.exec(readFileSync(join(folder.path, MARKER), 'utf8'))
    if (layout && Number(layout[1]) !== LAYOUT) {
      throw new ConfigError(
        `DATA_DIR ${folder.path} was laid out by a newer Tocsin (layout ${layout[1]}): use that one`,
      )
    }
    return
  }
  const others = names.filter((name) => !NOTHING.has(name))
  if (others.length > 0) {
    const some = others.slice(0, 3).join(', ') + (others.length > 3 ? ', …' : '')
    throw new ConfigError(`DATA_DIR ${folder.path} holds something else (${some}): name an empty or a new folder`)
  }
  try {
    const marker = join(folder.path, MARKER)
    writeFileSync(marker, MARKER_TEXT, { flag: 'wx', mode: 0o600 })
    if (process.getuid?.() === 0) chownSync(marker, folder.owner.uid, folder.owner.gid)
  } catch (error) {
    // Another start has just done the same.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** As root in somebody's folder: what is put there is theirs, so that they can go on without root. */
function giveToOwner(folder: DataFolder, file: number): void {
  if (process.getuid?.() === 0) fchownSync(file, folder.owner.uid, folder.owner.gid)
}

function dataFolderError(given: string, error: unknown): Error {
  if (error instanceof ConfigError) return error
  const code = codeOf(error)
  const who = process.getuid ? `user ${process.getuid()}` : 'this user'
  if (code === 'EACCES' || code === 'EPERM')
    return new ConfigError(`DATA_DIR ${given} is not readable and writable by ${who}`)
  if (code === 'EROFS') return new ConfigError(`DATA_DIR ${given} is on a read-only file system`)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ConfigError(`DATA_DIR ${given}: no space left on the device`)
  if (code === 'EEXIST' || code === 'ENOTDIR') return new ConfigError(`DATA_DIR ${given} is not a folder`)
  if (code === 'ENOENT' || code === 'ELOOP') return new ConfigError(`DATA_DIR ${given} is a link that leads nowhere`)
  return new ConfigError(`DATA_DIR ${given} can't be used: ${error instanceof Error ? error.message : String(error)}`)
}
