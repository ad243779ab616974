// Tells a running postmaster from what a killed one left behind.
import { execFileSync } from 'node:child_process'
import { closeSync, fchownSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from './data-folder.ts'
import type { SystemUser } from './embedded-program.ts'

/** The lines of postmaster.pid, which PostgreSQL keeps while it runs (and leaves behind when it is killed); null: none. */
export function readPidFile(cluster: string): string[] | null {
  return readLines(join(cluster, 'postmaster.pid'))
}

function readLines(path: string): string[] | null {
  try {
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.map((line) => line.trim())
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Whether a process is the postmaster of a cluster. A number in postmaster.pid proves nothing: after a kill it may be
 * anybody's by now, and in a copy of the folder it is that of the original's server. What proves it is that the process
 * is a postgres at work in this very folder.
 */
export function isPostmasterOf(cluster: string, pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false
  try {
    process.kill(pid, 0)
    if (process.platform === 'win32') return true // whether it is ours shows when it takes our password
    if (process.platform !== 'linux') {
      const command = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      return command.includes('postgres') && command.includes(cluster)
    }
    const [its, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return its.ino === ours.ino && its.dev === ours.dev && readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n'
  } catch {
    // Gone, a zombie, or another user's.
    return false
  }
}

/**
 * Lets a server start although the process id in a lock file of the last one is in use by another process. PostgreSQL takes
 * such a file for that of a running server, unless the id is its own parent's: so that is written into it. Removing
 * postmaster.pid would be wrong: PostgreSQL also sees by it whether processes of the last server are still at work on the data.
 */
export function disownLockFiles(cluster: string, user: SystemUser | null): void {
  if (process.platform === 'win32') return // there PostgreSQL asks whether the process is one of its own
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    const path = join(cluster, name)
    const lines = readLines(path)
    if (!lines || isPostmasterOf(cluster, Number(lines[0]))) continue
    // Cut to nothing by a power cut it says nothing, and PostgreSQL would refuse it for ever.
    if (lines[0] === '') rmSync(path)
    else replaceFile(path, [String(process.pid), ...lines.slice(1)].join('\n'), user)
  }
}

/** By a new file and a rename: as root nothing is written through a link that another user may have put there. */
function replaceFile(path: string, text: string, user: SystemUser | null): void {
  const draft = `${path}.draft`
  rmSync(draft, { force: true })
  const file = openSync(draft, 'wx', 0o600)
  try {
    if (user) fchownSync(file, user.uid, user.gid)
    writeFileSync(file, text)
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
}
