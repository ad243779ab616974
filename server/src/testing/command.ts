// Runs `tocsin` as a user would, for tests of the command line.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { variables } from '../config.ts'
import { runningPostmaster } from '../database/embedded-server.ts'
import { until } from './until.ts'

const entry = fileURLToPath(new URL('../../bin/tocsin.mjs', import.meta.url))

/** A `tocsin` process, as a user would start it. */
export type Running = {
  child: ChildProcess
  pid: number
  out(): string
  err(): string
  ended: Promise<Ended>
}

export type Ended = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string }

export type RunOptions = {
  /** Environment variables of the service; nothing of it comes from the caller's. */
  env?: Record<string, string>
  cwd?: string
  stdin?: string
  /** Runs as this user, when the caller is root. */
  uid?: number
}

/** A folder of this test's own, with a space in its name; removed by remove(). */
export function testFolder(): { path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'tocsin command ')))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts `tocsin` with these words. */
export function start(argv: string[], options: RunOptions = {}): Running {
  const env: NodeJS.ProcessEnv = { ...process.env, ...options.env }
  for (const name of Object.keys(variables)) if (options.env?.[name] === undefined) delete env[name]
  delete env.npm_lifecycle_event
  const child = spawn(process.execPath, ['--', entry, ...argv], {
    env,
    cwd: options.cwd ?? tmpdir(),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    err += chunk
  })
  // One that never reads may have ended by now.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.stdin ?? '')
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, out, err }))
  })
  if (child.pid === undefined) throw new Error('the process was not started')
  return { child, pid: child.pid, out: () => out, err: () => err, ended }
}

/** Runs `tocsin` to its end. */
export async function run(argv: string[], options: RunOptions = {}): Promise<Ended> {
  return await start(argv, options).ended
}

export type Service = Running & {
  url: string
  /** Stops it by SIGTERM; throws when it does not end with 0. */
  stop(): Promise<Ended>
}

/** Starts `tocsin serve` on a free port and waits until it listens. Throws what it said when it ends instead. */
export async function serve(
  env: Record<string, string>,
  options: RunOptions & { drain?: string } = {},
): Promise<Service> {
  const running = start(['serve', '--drain', options.drain ?? '0'], {
    ...options,
    env: { APP_PORT: '0', CONSOLE: 'false', ...env },
  })
  let ended: Ended | null = null
  void running.ended.then((end) => {
    ended = end
  })
  // With an outside database that is away it listens before it is ready.
  const listening = (): string | undefined => /"listening at http:\/\/localhost:(\d+)"/.exec(running.out())?.[1]
  await until(() => ended !== null || listening() !== undefined, 60_000).catch((error: unknown) => {
    // Left alone it would keep the file that started it from ending.
    running.child.kill('SIGTERM')
    throw error
  })
  const port = listening()
  if (port === undefined) throw new Error(`serve ended: ${JSON.stringify(ended)}`)
  const url = `http://127.0.0.1:${port}`
  return {
    ...running,
    url,
    stop: async () => {
      running.child.kill('SIGTERM')
      const end = await running.ended
      if (end.code !== 0) throw new Error(`serve ended with ${end.code}: ${end.out}${end.err}`)
      return end
    },
  }
}

/** The lines of a service's output that are its log. */
// biome-ignore lint/suspicious/noExplicitAny: what a test asserts of a line is its schema
export function logLines(out: string): Record<string, any>[] {
  return out
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

/** The embedded server of a DATA_DIR, to be killed by a test; null when none runs. */
export function postmasterPid(dataDir: string): number | null {
  return runningPostmaster(join(dataDir, 'postgres'))?.pid ?? null
}
