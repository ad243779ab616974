// The life of the service process: start, readiness, drain, exit code.
import { createServer } from 'node:net'
import type { Logger } from 'pino'
import { type App, createApp } from '../app.ts'
import { type Config, ConfigError, usesEmbeddedProvider } from '../config.ts'
import { placesOf } from '../console/build.ts'
import { type Console, startConsole } from '../console/console.ts'
import { acquireDataLock, type DataLock, type LockHolder } from '../database/data-lock.ts'
import { type PendingDatabase, pendingDatabase } from '../database/pending-database.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { createProvider, type EmbeddedProvider } from '../identity/provider/provider.ts'
import { pause } from '../pause.ts'
import type { Tracer } from '../trace/tracer.ts'
import { addressOf, bannerText } from './banner.ts'
import { createLog } from './log.ts'
import { type Prepared, prepareDatabase } from './prepare.ts'
import { atMost, listenForStop, type StopReason, type StopRequest } from './stop.ts'

export type ServeOptions = {
  /** How long the service goes on answering after it said that it is not ready any more. */
  drainMs: number
}

/** The contract gives 25 s to stop; what is left after the requests is for the embedded database to write its checkpoint. */
const HARD_STOP_MS = 25_000
const IN_FLIGHT_MS = 12_000
/** A connection whose server does not answer any more is not waited for. */
const POOL_CLOSE_MS = 3000
const LINGER_MS = 1000
/** How long a start waits for another process that is starting, draining or a command on the same data. */
const LOCK_WAIT_MS = 30_000
/** A console that is still being built after this long is not waited for: its page says how things stand. */
const CONSOLE_WAIT_MS = 120_000
/** An embedded database that takes longer recovers from a crash: probes are answered meanwhile. */
const LISTEN_ANYWAY_MS = 30_000

/** Runs the service until it is told to stop; gives the exit code. Throws ConfigError. */
export async function serve(config: Config, options: ServeOptions): Promise<number> {
  // Loaded only where traces are wanted.
  const tracing =
    config.otlpEndpoint === null ? null : (await import('./tracing.ts')).startTracing(config, config.otlpEndpoint)
  const log = createLog(config.logLevel, process.stdout, tracing?.tracer.logFields)
  tracing?.warnTo(log)
  // A banner for somebody who has gone is no reason to end.
  process.stdout.on('error', () => {})
  const stop = listenForStop(log)
  try {
    const lock = config.database === null ? await takeData(config, log) : null
    if (lock !== null && 'holder' in lock) return tellRunning(config, lock.holder)
    try {
      return await run(config, options, log, stop, lock, tracing?.tracer ?? null)
    } finally {
      await tracing?.close()
      lock?.release()
    }
  } finally {
    stop.dispose()
    // Should something be left that keeps the process alive (a connection whose server hangs): it has nothing to do any more.
    setTimeout(() => process.exit(), LINGER_MS).unref()
  }
}

/** Takes the lock on DATA_DIR, or finds who has it. */
async function takeData(config: Config, log: Logger): Promise<DataLock | { holder: LockHolder }> {
  const taken = await acquireDataLock(config.dataDir, {
    kind: 'service',
    name: 'serve',
    waitMs: LOCK_WAIT_MS,
    onWait: ({ pid, name, state }) => log.info({ pid, name, state }, 'waiting for another process that uses the data'),
  })
  return taken.lock ?? { holder: taken.holder }
}

function tellRunning(config: Config, { pid, kind, name, state, address }: LockHolder): number {
  const where = address === undefined ? '' : ` at ${address}`
  const what =
    kind === 'service' && state === 'ready' ? `is running already${where}` : `(tocsin ${name}, ${state}) holds it`
  process.stderr.write(`tocsin: ${config.dataDir}: process ${pid} ${what}; nothing was started\n`)
  return 1
}

async function run(
  config: Config,
  options: ServeOptions,
  log: Logger,
  stop: StopRequest,
  lock: DataLock | null,
  tracer: Tracer | null,
): Promise<number> {
  const port = await requirePort(config)
  const address = addressOf(config, port)
  const pending = pendingDatabase(config.schema)
  const database = tracer?.database(pending) ?? pending
  const away = Promise.withResolvers<void>()
  // Beside the start of the database: where it is built already, that is sooner done.
  const console = config.console ? startConsole(placesOf(config.dataDir), log, stop.signal) : null
  const preparing = prepareDatabase({ config, log, signal: stop.signal, onAway: away.resolve })
  // Awaited below; until then a failure is not an unhandled one.
  preparing.catch(() => {})
  let provider: EmbeddedProvider | null = null
  let app: App | null = null
  let prepared: Prepared | null = null
  let failure: { error: unknown } | null = null
  let reason: StopReason | null = null
  try {
    const { authenticate, recheck, strangers } = createAuthenticator({ config, database, log })
    provider = usesEmbeddedProvider(config) ? await createProvider({ config, database, log }) : null
    app = await createApp({ config, database, log, authenticate, recheck, strangers, provider, console })
    tracer?.mount(app.server.fastify)
    const arriving = preparing.then(async (there) => {
      if (there === null) return null
      pending.arrive(there.database)
      // From here on tokens of the command name the address the service is reached under.
      await provider?.endpoint(address)
      return there
    })
    let hopeless = false
    arriving.catch(() => {
      hopeless = true
    })
    // An open port means a service that is ready, unless its database keeps it waiting.
    await atMost(LISTEN_ANYWAY_MS, Promise.race([arriving, away.promise]), stop.signal)
    if (!stop.signal.aborted && !hopeless) await listen(app, config, port, address)
    prepared = await arriving
    if (prepared !== null) {
      lock?.update({ state: 'ready', address })
      if (console !== null) await atMost(CONSOLE_WAIT_MS, console.settled, stop.signal)
      if (!stop.signal.aborted) announce(config, address, prepared, console, log)
      reason = await stop.asked
    }
  } catch (error) {
    failure = { error }
    prepared = await preparing.catch(() => null)
  }
  lock?.update({ state: 'draining' })
  provider?.close()
  await end({ app, database: pending, prepared, options, log, stop, reason })
  if (failure !== null) throw failure.error
  return reason !== null && 'defect' in reason ? 1 : 0
}

function announce(config: Config, address: string, prepared: Prepared, console: Console | null, log: Logger): void {
  log.info({ address, host: config.host, port: config.port, migrations: prepared.applied }, 'ready')
  process.stdout.write(
    bannerText({
      address,
      administrator: prepared.administrator,
      embeddedProvider: usesEmbeddedProvider(config),
      data:
        config.database === null ? config.dataDir : `PostgreSQL at ${config.database.host}, schema ${config.schema}`,
      outboundPausedAt: prepared.outboundPausedAt,
      hasConsole: console !== null && console.state().kind !== 'failed',
      terminal: process.stdout.isTTY === true,
    }),
  )
}

type Ending = {
  app: App | null
  database: PendingDatabase
  prepared: Prepared | null
  options: ServeOptions
  log: Logger
  stop: StopRequest
  reason: StopReason | null
}

/** Not ready first, requests in flight answered, streams ended, then the database. Never longer than 25 s. */
async function end({ app, database, prepared, options, log, stop, reason }: Ending): Promise<void> {
  const hard = setTimeout(() => {
    log.error('the stop took too long: what is left is cut off')
    process.exit(1)
  }, HARD_STOP_MS)
  hard.unref()
  if (app !== null) {
    app.drain()
    if (reason !== null) {
      log.info(reason, 'stopping')
      // Ctrl+C in a terminal while nothing is being answered: there is no balancer to wait for.
      const alone =
        'signal' in reason && reason.signal === 'SIGINT' && process.stdout.isTTY && app.server.inFlight() === 0
      await pause(alone ? 0 : options.drainMs, stop.hurry)
    }
    const closed = app.close()
    const { server } = app.server.fastify
    // Closing ends the connections that are idle now; those whose answer is under way become idle later.
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    await atMost(IN_FLIGHT_MS, closed, stop.hurry)
    if (app.server.inFlight() > 0) log.warn({ in_flight: app.server.inFlight() }, 'requests are cut off')
    server.closeAllConnections()
    await closed
    clearInterval(idle)
  }
  await atMost(POOL_CLOSE_MS, database.close())
  await prepared?.stop()
  clearTimeout(hard)
  log.info('stopped')
}

/** Finds out whether the service will be able to listen, before anything else is started; gives the port, chosen here for 0. */
async function requirePort(config: Config): Promise<number> {
  const probe = createServer()
  try {
    return await new Promise<number>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen({ port: config.port, host: config.host }, () => {
        const address = probe.address()
        resolve(typeof address === 'object' && address !== null ? address.port : config.port)
      })
    })
  } catch (error) {
    throw explainListen(error, config)
  } finally {
    await new Promise((resolve) => probe.close(resolve))
  }
}

async function listen(app: App, config: Config, port: number, address: string): Promise<void> {
  try {
    await app.server.fastify.listen({ port, host: config.host, listenTextResolver: () => `listening at ${address}` })
  } catch (error) {
    throw explainListen(error, config)
  }
}

function explainListen(error: unknown, config: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new ConfigError(
      `APP_PORT ${config.port} is in use on ${config.host}: stop what listens there, or set APP_PORT to another port`,
    )
  }
  if (code === 'EACCES')
    return new ConfigError(`APP_PORT ${config.port} may not be used by this user: set APP_PORT to 1024 or more`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EINVAL' || code === 'EAI_AGAIN') {
    return new ConfigError(`APP_HOST ${config.host} is not an address of this machine`)
  }
  return error
}
