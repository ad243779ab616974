// The cluster of the embedded PostgreSQL: made, checked, its password.
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'
import { codeOf, type DataFolder, syncFolder, writePrivateFile } from './data-folder.ts'
import type { Binaries } from './embedded-binaries.ts'
import { CLUSTER, currentFolder, problemIn, runProgram, type SystemUser } from './embedded-program.ts'

/** The superuser of the embedded server, and the name of its database. */
export const NAME = 'tocsin'

const PASSWORD = 'postgres-password'
const DRAFT = 'postgres-draft-'
const PROGRAM_TIMEOUT_MS = 120_000

/** The password in DATA_DIR, readable by the folder's owner only; null when there is none. */
export function readPassword(folder: DataFolder): string | null {
  try {
    return readFileSync(join(folder.path, PASSWORD), 'utf8').trim() || null
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new ConfigError(`DATA_DIR ${folder.path}: ${PASSWORD} can't be read (${codeOf(error)})`)
  }
}

/**
 * Makes sure there is a cluster of this PostgreSQL's major version in DATA_DIR, making one if there is none. Gives its
 * folder. Throws ConfigError when what is there can't be used, or a new one could not be made.
 */
export async function ensureCluster(folder: DataFolder, binaries: Binaries, user: SystemUser | null): Promise<string> {
  removeDrafts(folder)
  const cluster = join(folder.path, CLUSTER)
  if (existsSync(cluster)) checkCluster(folder, cluster, binaries, user)
  else await createCluster(folder, cluster, binaries, user)
  return cluster
}

/**
 * Gives the superuser a new password, kept in DATA_DIR, in a cluster that isn't running: for one whose password file was
 * lost. By PostgreSQL's single-user mode, for which it takes no password.
 */
export async function resetPassword(folder: DataFolder, binaries: Binaries, user: SystemUser | null): Promise<string> {
  const cluster = join(folder.path, CLUSTER)
  const password = newPassword()
  const { code, output } = await runProgram({
    file: join(binaries.folder, 'bin', 'postgres'),
    args: ['--single', '-D', currentFolder(cluster), 'postgres'],
    cwd: cluster,
    user,
    input: `alter role ${NAME} password '${password}'\n`,
    timeoutMs: PROGRAM_TIMEOUT_MS,
  })
  if (code !== 0 || /ERROR|FATAL/.test(output)) {
    throw new ConfigError(`the lost ${PASSWORD} in DATA_DIR ${folder.path} could not be replaced: ${problemIn(output)}`)
  }
  writePrivateFile(folder, PASSWORD, `${password}\n`, true)
  return password
}

function newPassword(): string {
  return randomBytes(32).toString('base64url')
}

function checkCluster(folder: DataFolder, cluster: string, binaries: Binaries, user: SystemUser | null): void {
  const { uid, mode } = statSync(cluster)
  const version = join(cluster, 'PG_VERSION')
  if (!existsSync(version)) {
    throw new ConfigError(
      `DATA_DIR ${folder.path}: the folder ${CLUSTER} in it is not a PostgreSQL cluster (no PG_VERSION)`,
    )
  }
  const major = readFileSync(version, 'utf8').trim()
  if (major !== binaries.major) {
    throw new ConfigError(
      `DATA_DIR ${folder.path} holds data of PostgreSQL ${major}, and this Tocsin comes with ${binaries.major}: ` +
        'make a "tocsin backup" with the Tocsin that wrote it, and restore it into a new DATA_DIR',
    )
  }
  // PostgreSQL refuses what a plain copy makes of its folder: open to others, or root's.
  if (user && uid === 0) giveAll(cluster, user)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) chmodSync(cluster, 0o700)
}

/** In a folder beside it, renamed when it is whole: a half-made cluster never has the name of one. */
async function createCluster(
  folder: DataFolder,
  cluster: string,
  binaries: Binaries,
  user: SystemUser | null,
): Promise<void> {
  const draft = mkdtempSync(join(folder.path, DRAFT))
  try {
    const password = readPassword(folder) ?? newPassword()
    writePrivateFile(folder, PASSWORD, `${password}\n`, true)
    // initdb runs as `user`, who can't read the one in DATA_DIR.
    writeFileSync(join(draft, 'password'), `${password}\n`, { mode: 0o600 })
    mkdirSync(join(draft, 'data'), { mode: 0o700 })
    if (user) giveAll(draft, user)
    await initialise(draft, binaries, user)
    renameSync(join(draft, 'data'), cluster)
    syncFolder(folder.path)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError(
      `a database could not be made in DATA_DIR ${folder.path}: ${error instanceof Error ? error.message : String(error)}`,
    )
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function initialise(draft: string, binaries: Binaries, user: SystemUser | null): Promise<void> {
  const data = join(draft, 'data')
  // Both below the current folder, which must be the cluster's own: PostgreSQL enters it once more by the same name.
  const here = currentFolder(data)
  let output = ''
  for (const locale of locales()) {
    const run = await runProgram({
      file: join(binaries.folder, 'bin', 'initdb'),
      args: [
        ...['-D', here, '-U', NAME, '--pwfile', `${here}/../password`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', ...locale, '--data-checksums', '--no-instructions'],
      ],
      cwd: data,
      user,
      timeoutMs: PROGRAM_TIMEOUT_MS,
    })
    if (run.code === 0) return
    output = run.output
    if (!/locale/.test(output)) break
  }
  throw new Error(`initdb failed: ${problemIn(output, 2)}`)
}

/**
 * Text sorts by code point and has Unicode's letter cases, by PostgreSQL's own tables, alike on every machine. Only what a
 * letter is comes from the C library, and pg_trgm asks it: with LC_CTYPE=C it finds no word in Привет or 災害, so search
 * would. The names for UTF-8 differ between systems; the last resort is C.
 */
function locales(): string[][] {
  const order = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const types = process.platform === 'win32' ? [] : ['C.UTF-8', 'C.utf8', 'en_US.UTF-8']
  return [...types.map((name) => [...order, `--lc-ctype=${name}`]), order]
}

/** What a start that was killed while it made a cluster left. Its initdb may still be writing: then the next start clears it. */
function removeDrafts(folder: DataFolder): void {
  for (const name of readdirSync(folder.path)) {
    if (!name.startsWith(DRAFT)) continue
    try {
      rmSync(join(folder.path, name), { recursive: true, force: true })
    } catch (error) {
      if (codeOf(error) !== 'ENOTEMPTY') throw error
    }
  }
}

function giveAll(path: string, user: SystemUser): void {
  lchownSync(path, user.uid, user.gid)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveAll(join(path, entry.name), user)
    else lchownSync(join(path, entry.name), user.uid, user.gid)
  }
}
