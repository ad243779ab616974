// The embedded PostgreSQL: started under DATA_DIR, or found where it runs.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ConfigError, type DatabaseTarget } from '../config.ts'
import { type DataFolder, findDataFolder, openDataFolder } from './data-folder.ts'
import { type Binaries, findBinaries } from './embedded-binaries.ts'
import { ensureCluster, NAME, readPassword, resetPassword } from './embedded-cluster.ts'
import { createDatabase, freePort, serverVersion, tryConnect } from './embedded-connect.ts'
import { CLUSTER, postgresUser, problemIn, type SystemUser } from './embedded-program.ts'
import {
  hasArguments,
  type Listen,
  logTail,
  type Postmaster,
  runningPostmaster,
  SOCKET_PORT,
  serverArguments,
  socketFits,
  spawnPostmaster,
  stopPostmaster,
  sweepLogs,
} from './embedded-server.ts'

export type EmbeddedDatabase = AsyncDisposable & {
  /** How to connect as the superuser; host is the folder of a Unix socket, or 127.0.0.1. */
  connection: DatabaseTarget
  /** True: the server was found running, left by a service that was killed, and taken over. */
  adopted: boolean
  /** Shuts the server down and waits for its end. Idempotent. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  dataDir: string
  /** Takes lines for the service's log: recovery, a server that ended by itself. */
  log?: (line: string) => void
  /** Connections PostgreSQL takes; default 60. */
  maxConnections?: number
  /** A folder with bin, lib and share of PostgreSQL; default: the package in node_modules. */
  programs?: string
  /** Where root keeps a copy of the programs that others may read; default: below /var/cache, /var/tmp, /tmp. */
  places?: readonly string[]
}

/** The pool of a service, the connections it keeps beside it, commands, and some to look at it: with room. */
const MAX_CONNECTIONS = 60
/** How long a server may take that does not answer at all, and one that says it is recovering. */
const SILENT_MS = 60_000
const RECOVERY_MS = 300_000
const PROGRESS_MS = 5_000
/** How long a start waits for what a killed server left at work on the data. */
const REMAINS_MS = 30_000
const SWEEP_MS = 60_000
const RESTART_MS = [0, 500, 1_000, 2_000, 5_000, 10_000, 30_000]

/** Everything a start needs to know of its surroundings. */
type Setting = {
  folder: DataFolder
  cluster: string
  binaries: Binaries
  user: SystemUser | null
  password: string
  maxConnections: number
  log: (line: string) => void
}

/**
 * Starts PostgreSQL under DATA_DIR, making the cluster and the database the first time, or takes over the one a killed
 * service left running. Should the server end by itself, it is started again in the same place. The caller holds the lock
 * of DATA_DIR (acquireDataLock). Throws ConfigError, with the last lines of PostgreSQL's log, when it can't be started.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = openDataFolder(options.dataDir)
  const user = postgresUser(folder)
  const binaries = await findBinaries({ user, folder, source: options.programs, places: options.places })
  const cluster = await ensureCluster(folder, binaries, user)
  const log = options.log ?? (() => undefined)
  const password = readPassword(folder) ?? (await replacePassword(folder, cluster, binaries, user))
  const setting: Setting = {
    folder,
    cluster,
    binaries,
    user,
    password,
    maxConnections: options.maxConnections ?? MAX_CONNECTIONS,
    log,
  }
  const adopted = await adopt(setting)
  const server = adopted ?? (await launch(setting, null))
  return supervise(setting, server, adopted !== null)
}

/**
 * Where the embedded server of a DATA_DIR listens, or null when none is accepting connections: for commands beside a
 * running service. Changes nothing. Throws ConfigError when DATA_DIR can't be read.
 */
export async function findEmbedded(dataDir: string): Promise<DatabaseTarget | null> {
  const folder = findDataFolder(dataDir)
  const password = folder && readPassword(folder)
  const cluster = folder && join(folder.path, CLUSTER)
  const server = cluster && runningPostmaster(cluster)
  if (!password || !server) return null
  const target = targetOf(cluster, server.listen, password)
  return (await tryConnect(target)) === null ? target : null
}

function targetOf(cluster: string, listen: Listen, password: string): DatabaseTarget {
  const place = listen === 'socket' ? { host: cluster, port: SOCKET_PORT } : { host: '127.0.0.1', port: listen.port }
  return { ...place, user: NAME, password, database: NAME, ssl: 'disable' }
}

async function replacePassword(
  folder: DataFolder,
  cluster: string,
  binaries: Binaries,
  user: SystemUser | null,
): Promise<string> {
  const server = runningPostmaster(cluster)
  if (server) await stopPostmaster(server, cluster, binaries)
  return resetPassword(folder, binaries, user)
}

/** The server left running by a killed service, once it accepts connections; null when there is none, or not as we start it. */
async function adopt(setting: Setting): Promise<Postmaster | null> {
  const { cluster, binaries, password, maxConnections, log } = setting
  const server = runningPostmaster(cluster)
  if (!server) return null
  const reachable = server.listen !== 'socket' || socketFits(cluster)
  if (reachable && hasArguments(cluster, serverArguments(cluster, server.listen, maxConnections))) {
    const outcome = await waitForServer(setting, server)
    if (outcome === 'ended') return null
    const version = await serverVersion(targetOf(cluster, server.listen, password))
    if (version === binaries.version) return server
  }
  log('the PostgreSQL found running was started by another version of Tocsin; starting it anew')
  await stopPostmaster(server, cluster, binaries)
  return null
}

/** Starts a server and waits until it accepts connections; `listen` null: wherever there is room. */
async function launch(setting: Setting, listen: Listen | null, signal?: AbortSignal): Promise<Postmaster> {
  const end = performance.now() + REMAINS_MS
  for (;;) {
    // One that a service killed this very moment had just started may have come up meanwhile.
    const left = runningPostmaster(setting.cluster)
    if (left) await stopPostmaster(left, setting.cluster, setting.binaries)
    const chosen = listen ?? (socketFits(setting.cluster) ? 'socket' : { port: await freePort() })
    const server = await spawnPostmaster({ ...setting, listen: chosen })
    const outcome = await waitForServer(setting, server, signal).catch(async (error: unknown) => {
      await stopPostmaster(server, setting.cluster, setting.binaries)
      throw error
    })
    if (outcome === 'ready') return server
    const tail = logTail(setting.folder, setting.cluster)
    // After a kill of the postmaster alone, its other processes take a moment to end; PostgreSQL won't start beside them.
    const remains = /pre-existing shared memory block|lock file ".*" (already exists|is empty)/.test(tail)
    // Somebody else took the port between its choice and its use.
    const portTaken = chosen !== 'socket' && /could not bind/.test(tail)
    if (!(remains || portTaken) || performance.now() > end) {
      throw new ConfigError(
        `PostgreSQL under DATA_DIR ${setting.folder.path} did not start: ${problemIn(tail) || 'it wrote no reason'}`,
      )
    }
    await delay(200, undefined, { signal })
  }
}

/** Waits until a server accepts connections to its database, which is made if it isn't there; 'ended' when it ends instead. */
async function waitForServer(setting: Setting, server: Postmaster, signal?: AbortSignal): Promise<'ready' | 'ended'> {
  const target = targetOf(setting.cluster, server.listen, setting.password)
  const begin = performance.now()
  let told = begin
  let pauseMs = 5
  for (;;) {
    signal?.throwIfAborted()
    let problem = await tryConnect(target)
    // No database of this name: made at the first start, or at the next one if that was cut short.
    if (problem?.code === '3D000') problem = await createDatabase(target)
    if (problem === null) return 'ready'
    if (!server.alive()) return 'ended'
    if (problem.code === '53100') {
      throw new ConfigError(`DATA_DIR ${setting.folder.path}: no space left on the device (${problem.message})`)
    }
    if (problem.code === '28P01') {
      throw new ConfigError(
        `the password in DATA_DIR ${setting.folder.path} is not that of its database: remove the file postgres-password to set a new one`,
      )
    }
    const now = performance.now()
    // 57P03: it answers, and is starting up (replaying its log after a crash) or shutting down.
    const most = problem.code === '57P03' ? RECOVERY_MS : SILENT_MS
    if (now - begin > most) {
      throw new ConfigError(
        `PostgreSQL under DATA_DIR ${setting.folder.path} did not accept connections within ${most / 1000} s (${problem.message})`,
      )
    }
    if (now - told > PROGRESS_MS) {
      told = now
      setting.log(`waiting for PostgreSQL (${problem.message})`)
    }
    await delay(pauseMs, undefined, { signal })
    pauseMs = Math.min(pauseMs * 2, 100)
  }
}

/** Looks after a running server until stop(): starts it again where it was when it ends by itself, keeps its log bounded. */
function supervise(setting: Setting, first: Postmaster, adopted: boolean): EmbeddedDatabase {
  const stopping = new AbortController()
  let server = first
  const watching = watch()
  const sweeping = setInterval(() => sweepLogs(setting.cluster), SWEEP_MS).unref()
  let stopped: Promise<void> | undefined

  async function watch(): Promise<void> {
    for (;;) {
      await server.ended
      for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
        if (attempt === 0) setting.log(`PostgreSQL ended by itself (see ${setting.cluster}/log); starting it again`)
        try {
          const pauseMs = RESTART_MS[Math.min(attempt, RESTART_MS.length - 1)]
          await delay(pauseMs, undefined, { signal: stopping.signal, ref: false })
          server = await launch(setting, server.listen, stopping.signal)
          setting.log('PostgreSQL is running again')
          break
        } catch (error) {
          if (!stopping.signal.aborted) setting.log(error instanceof Error ? error.message : String(error))
        }
      }
      if (stopping.signal.aborted) return
    }
  }

  const stop = (): Promise<void> => {
    stopped ??= (async () => {
      stopping.abort()
      clearInterval(sweeping)
      // First: a restart under way gives up, and stops what it has started.
      if (!server.alive()) await watching
      await stopPostmaster(server, setting.cluster, setting.binaries)
      await watching
    })()
    return stopped
  }
  return {
    connection: targetOf(setting.cluster, first.listen, setting.password),
    adopted,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
