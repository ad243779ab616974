// Runs PostgreSQL's programs: as which user, in which environment.
import { spawn, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'
import type { DataFolder } from './data-folder.ts'

/** An unprivileged user of the machine, to run PostgreSQL as. */
export type SystemUser = { uid: number; gid: number; name: string }

export const CLUSTER = 'postgres'

/**
 * Whom PostgreSQL runs as when this process is root (it refuses to run as root); null for everybody else: as themselves.
 *
 * Whose the data is goes first (theirs it stays, also when they go on without root), then a user `tocsin` if the machine
 * has one, else `nobody`, which every machine has: initdb wants a user with a name, so a number of our own won't do.
 */
export function postgresUser(folder: DataFolder): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  const cluster = statSync(join(folder.path, CLUSTER), { throwIfNoEntry: false })
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid, name: String(cluster.uid) }
  const owner = folder.owner.uid === 0 ? null : userNamed(String(folder.owner.uid))
  const user = owner ?? userNamed('tocsin') ?? userNamed('nobody')
  if (!user)
    throw new ConfigError('PostgreSQL does not run as root, and there is no user "tocsin" or "nobody" to run it as')
  return user
}

/**
 * The environment of PostgreSQL's programs: only what they need. The user's PGDATA, PGOPTIONS, LC_ALL, LD_LIBRARY_PATH and the like are
 * not meant for this server.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' }
  for (const name of kept) if (process.env[name] !== undefined) environment[name] = process.env[name]
  return environment
}

/**
 * How a program names its current folder. As root the folder is handed over as the current one, entered before the user
 * changes, for its own path may lead through folders only root may enter (/root). `.` won't do: PostgreSQL makes a path of it.
 */
export function currentFolder(path: string): string {
  return process.platform === 'linux' && statSync('/proc/self/cwd', { throwIfNoEntry: false }) ? '/proc/self/cwd' : path
}

export type ProgramRun = {
  file: string
  args: string[]
  cwd: string
  user: SystemUser | null
  input?: string
  timeoutMs: number
}

/** Runs a program to its end. Gives exit code (null: killed) and what it printed, at most 64 kB. Throws when it can't be started. */
export function runProgram(run: ProgramRun): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // What spawn() throws at once becomes a rejection: EINVAL for a user that does not exist in this user namespace.
    const child = spawn(run.file, run.args, {
      cwd: run.cwd,
      env: programEnvironment(),
      ...identity(run.user),
      windowsHide: true,
    })
    // Not the option `timeout`, whose timer outlives a program that could not be started.
    const timer = setTimeout(() => child.kill('SIGKILL'), run.timeoutMs)
    let output = ''
    const take = (chunk: Buffer): void => {
      if (output.length < 65_536) output += chunk.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.stdin.on('error', () => undefined) // it ended without reading; its exit code says why
    child.stdin.end(run.input ?? '')
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, output: signal ? `${output}(ended by ${signal})` : output })
    })
  })
}

export function identity(user: SystemUser | null): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {}
}

/** What an error message carries of a program's output, on one line: what it calls an error, else its last lines. */
export function problemIn(text: string, count = 4): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^.*\bUTC \[\d+\] /, '').trim())
    .filter((line) => line !== '' && !/^HINT|redirecting log output|^initdb: (removing|hint)/.test(line))
  const problems = lines.filter((line) => /\b(FATAL|PANIC|ERROR|error):|could not|cannot/.test(line))
  return problems.length > 0 ? problems.slice(0, count).join(' | ') : lines.slice(-count).join(' | ')
}

/** A user by name or number; null when the machine has none. `id` also knows users of a directory service. */
function userNamed(name: string): SystemUser | null {
  const ask = (option: string): string => spawnSync('id', [option, name], { encoding: 'utf8' }).stdout?.trim() ?? ''
  const uid = ask('-u')
  return /^[1-9]\d*$/.test(uid) ? { uid: Number(uid), gid: Number(ask('-g')), name: ask('-un') } : null
}
