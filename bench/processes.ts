// Starts the processes that are measured, and reads what they use (Linux).
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
/** This checkout. */
export const ROOT = here('..')
const children: ChildProcess[] = []

export type Server = { url: string; pid: number; stop(): Promise<void> }

/** Ends every process started here and waits for it. */
export async function stopProcesses(): Promise<void> {
  for (const child of children) await stopProcess(child)
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Resident memory of a process in MB. */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

/** Processor time a process has used, in ms (the kernel's clock ticks are 10 ms). */
export function processorMs(pid: number): number {
  const { own } = processorOf(pid)
  return own
}

/** Processor time a process and all it ever started have used, in ms: a postmaster with its connections and workers. */
export function processorOfTreeMs(pid: number): number {
  const { own, ended } = processorOf(pid)
  let total = own + ended
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const found = processorOf(Number(entry))
      if (found.parent === pid) total += found.own
    } catch {
      // It has ended meanwhile.
    }
  }
  return total
}

/** `ended`: of children that are gone. */
function processorOf(pid: number): { parent: number; own: number; ended: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  const ms = (n: number): number => Number(fields[n]) * 10
  return { parent: Number(fields[1]), own: ms(11) + ms(12), ended: ms(13) + ms(14) }
}

/** Starts the floor server on a schema. */
export async function startFloor(databaseUrl: string, schema: string): Promise<Server> {
  const child = fork(here('./floor.ts'), [databaseUrl, schema], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  return await new Promise((resolve, reject) => {
    child.once(
      'message',
      (message) => resolve({ ...(message as { url: string }), pid: child.pid ?? 0, stop: () => stopProcess(child) }), // sent by floor.ts
    )
    child.once('exit', (code) => reject(new Error(`the floor ended with ${code}`)))
  })
}

/** Starts the service as a process of its own, as an operator would; `root`: the checkout it comes from. */
export async function startService(
  databaseUrl: string,
  schema: string,
  issuerUrl: string,
  root = ROOT,
): Promise<Server> {
  const node = root === ROOT ? dirname(process.execPath) : join(root, 'node_modules/.bin')
  // The file itself, since its first line may have options for Node.
  const child = spawn(join(root, 'server/bin/tocsin.mjs'), ['serve'], {
    cwd: root,
    env: {
      PATH: [node, process.env.PATH].join(delimiter),
      NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS,
      DATABASE_URL: databaseUrl,
      SQL_SCHEMA: schema,
      OIDC_ISSUER: issuerUrl,
      APP_HOST: '127.0.0.1',
      APP_PORT: '0',
      CONSOLE: 'false',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  for (;;) {
    const port = /http:\/\/localhost:(\d+)\//.exec(said)?.[1]
    const ready =
      port === undefined
        ? false
        : await fetch(`http://127.0.0.1:${port}/readyz`).then(
            (answer) => answer.ok,
            () => false,
          )
    if (port !== undefined && ready)
      return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => stopProcess(child) }
    if (child.exitCode !== null) throw new Error(`the service ended: ${said}`)
    await new Promise((wake) => setTimeout(wake, 100))
  }
}
