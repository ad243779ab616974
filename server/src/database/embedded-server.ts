// Starts and stops the postmaster of the embedded PostgreSQL.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, constants, openSync, readdirSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { codeOf, type DataFolder, touchPrivateFile } from './data-folder.ts'
import type { Binaries } from './embedded-binaries.ts'
import { disownLockFiles, isPostmasterOf, readPidFile } from './embedded-process.ts'
import { currentFolder, identity, programEnvironment, runProgram, type SystemUser } from './embedded-program.ts'

/** Where a server listens: on a Unix socket in its own folder, or on a port of 127.0.0.1. */
export type Listen = 'socket' | { port: number }

export const SOCKET_PORT = 5432

/** A running postmaster. */
export type Postmaster = {
  pid: number
  listen: Listen
  alive(): boolean
  /** Resolves when it has ended, however it did. */
  ended: Promise<void>
}

const LOG_FOLDER = 'log'
const START_LOG = 'postgres-start.log'
const LOGS_KEPT = 5
/** Fast shutdown writes a checkpoint; if that takes longer, immediate shutdown leaves it to the recovery of the next start. */
const FAST_MS = 10_000
const IMMEDIATE_MS = 10_000

/** The path of a Unix socket has room for 107 bytes (macOS: 103). */
export function socketFits(cluster: string): boolean {
  if (process.platform === 'win32') return false
  const most = process.platform === 'linux' ? 107 : 103
  return Buffer.byteLength(`${cluster}/.s.PGSQL.${SOCKET_PORT}`) <= most
}

/**
 * All settings of the server. On its command line, so they hold for clusters made by earlier versions too, and whatever
 * was written into postgresql.conf.
 */
export function serverArguments(cluster: string, listen: Listen, maxConnections: number): string[] {
  const settings: Record<string, string> = {
    // The socket lies in the server's own folder, which only its user (and root) can enter, and is named relative to it:
    // its own path may be too long, or lead through folders the server can't enter.
    ...(listen === 'socket'
      ? {
          listen_addresses: '',
          unix_socket_directories: '.',
          unix_socket_permissions: '0700',
          port: String(SOCKET_PORT),
        }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(listen.port) }),
    cluster_name: 'tocsin',
    max_connections: String(maxConnections),
    // What is acknowledged is on disk.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    // Small when idle: memory is taken as it is used.
    shared_buffers: '128MB',
    work_mem: '8MB',
    // Without it, shared segments beyond the first are files in /dev/shm: 64 MB in a container, and removed by systemd
    // (RemoveIPC) when the user who started the service logs out.
    min_dynamic_shared_memory: '64MB',
    // Recovery after a crash replays at most this much.
    max_wal_size: '512MB',
    wal_compression: 'on',
    // Disks of today find a row as fast as the next one.
    random_page_cost: '1.1',
    // Compiling pays off for long queries only, and costs the short ones when a row estimate is off.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Bounded by sweepLogs; without the values and statements of users in it.
    logging_collector: 'on',
    log_directory: LOG_FOLDER,
    log_filename: 'postgresql-%Y%m%d-%H%M%S.log',
    log_rotation_size: '10MB',
    log_rotation_age: '1d',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_line_prefix: '%m [%p] ',
  }
  const list = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', currentFolder(cluster), ...list]
}

export type SpawnOptions = {
  folder: DataFolder
  cluster: string
  binaries: Binaries
  user: SystemUser | null
  listen: Listen
  maxConnections: number
}

/** Starts a postmaster. It is not accepting connections yet. */
export async function spawnPostmaster(options: SpawnOptions): Promise<Postmaster> {
  const { folder, cluster, binaries, user, listen, maxConnections } = options
  disownLockFiles(cluster, user)
  sweepLogs(cluster)
  touchPrivateFile(folder, START_LOG)
  // In DATA_DIR, not in the server's own folder: root writes no file where another user could have put a link.
  const log = openSync(join(folder.path, START_LOG), constants.O_WRONLY | constants.O_TRUNC)
  try {
    const child = spawn(join(binaries.folder, 'bin', 'postgres'), serverArguments(cluster, listen, maxConnections), {
      cwd: cluster,
      env: programEnvironment(),
      ...identity(user),
      // In a session of its own: Ctrl-C in the terminal is for the service, which needs its database while it drains.
      detached: true,
      stdio: ['ignore', log, log],
      windowsHide: true,
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    return asPostmaster(child, listen)
  } finally {
    closeSync(log)
  }
}

function asPostmaster(child: ChildProcess, listen: Listen): Postmaster {
  if (child.pid === undefined) throw new Error('a process that was started has no id')
  // It must not keep a process alive that ends without stop(): then it is an orphan, and the next start adopts it.
  child.unref()
  return {
    pid: child.pid,
    listen,
    alive: () => child.exitCode === null && child.signalCode === null,
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
  }
}

/** The postmaster that runs on a cluster, started by whomever; null when none does. */
export function runningPostmaster(cluster: string): Postmaster | null {
  const lines = readPidFile(cluster)
  const pid = Number(lines?.[0])
  if (!lines || !isPostmasterOf(cluster, pid)) return null
  const port = Number(lines[3])
  const alive = (): boolean => isPostmasterOf(cluster, pid)
  let ended: Promise<void> | undefined
  return {
    pid,
    listen: lines[5] ? { port } : 'socket',
    alive,
    get ended() {
      ended ??= endOfStranger(alive)
      return ended
    },
  }
}

/** Whether it was started with these arguments (all but its program's path). */
export function hasArguments(cluster: string, args: string[]): boolean {
  try {
    const options = readFileSync(join(cluster, 'postmaster.opts'), 'utf8').trimEnd()
    return options.endsWith(args.map((arg) => ` "${arg}"`).join(''))
  } catch {
    return false
  }
}

/** Fast shutdown; waits for the end. Throws when it doesn't end even from an immediate one. */
export async function stopPostmaster(server: Postmaster, cluster: string, binaries: Binaries | null): Promise<void> {
  for (const [mode, signal, waitMs] of [
    ['fast', 'SIGINT', FAST_MS],
    ['immediate', 'SIGQUIT', IMMEDIATE_MS],
  ] as const) {
    if (!server.alive()) return
    if (process.platform === 'win32' && binaries) await stopOnWindows(cluster, binaries, mode)
    else signalProcess(server.pid, signal)
    const timer = new AbortController()
    // The timer holds this process, which nothing else may, until the server has ended.
    await Promise.race([server.ended, delay(waitMs, undefined, { signal: timer.signal }).catch(() => undefined)])
    timer.abort()
  }
  if (server.alive())
    throw new Error(`PostgreSQL (process ${server.pid}) did not end within ${FAST_MS + IMMEDIATE_MS} ms`)
}

/** Windows has no signals; pg_ctl reaches the server by a pipe. */
async function stopOnWindows(cluster: string, binaries: Binaries, mode: string): Promise<void> {
  const file = join(binaries.folder, 'bin', 'pg_ctl')
  await runProgram({
    file,
    args: ['stop', '-D', cluster, '-m', mode, '-W'],
    cwd: cluster,
    user: null,
    timeoutMs: FAST_MS,
  })
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/** What a server wrote since it was started, the last of it. */
export function logTail(folder: DataFolder, cluster: string): string {
  const read = (path: string): string => {
    try {
      // As root no link is followed that the server's user may have put there.
      const flag = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)
      return readFileSync(path, { encoding: 'utf8', flag }).slice(-8192)
    } catch {
      return ''
    }
  }
  const start = read(join(folder.path, START_LOG))
  const newest = logFiles(cluster).at(-1)
  // Until then it is a log of an earlier start.
  const redirected = start.includes('redirecting log output') && newest !== undefined
  return redirected ? start + read(join(cluster, LOG_FOLDER, newest)) : start
}

/** Removes all but the newest log files, each of which is 10 MB at most. */
export function sweepLogs(cluster: string): void {
  for (const name of logFiles(cluster).slice(0, -LOGS_KEPT)) {
    try {
      unlinkSync(join(cluster, LOG_FOLDER, name))
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
    }
  }
}

/** Oldest first: the names hold the time. */
function logFiles(cluster: string): string[] {
  try {
    const names = readdirSync(join(cluster, LOG_FOLDER))
    return names.filter((name) => /^postgresql-[\d-]+\.log$/.test(name)).sort()
  } catch {
    return []
  }
}

async function endOfStranger(alive: () => boolean): Promise<void> {
  // Not this process's child, so there is nothing to be told by. Elsewhere than on Linux each look is a process (`ps`).
  const pauseMs = process.platform === 'linux' ? 100 : 1_000
  while (alive()) await delay(pauseMs, undefined, { ref: false })
}
