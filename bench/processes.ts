import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const children: ChildProcess[] = []

/** Ends every process started here and waits for it. */
export async function stopProcesses(): Promise<void> {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

/** Resident memory of a process in MB (Linux). */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

/** Processor time a process has used, in ms (Linux; its clock ticks are 10 ms). */
export function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Starts the floor server on a schema. */
export async function startFloor(databaseUrl: string, schema: string): Promise<{ url: string; pid: number }> {
  const child = fork(here('./floor.ts'), [databaseUrl, schema], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  return await new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ ...(message as { url: string }), pid: child.pid ?? 0 })) // sent by floor.ts
    child.once('exit', (code) => reject(new Error(`the floor ended with ${code}`)))
  })
}

/** Starts the service as a process of its own, as an operator would. */
export async function startService(
  databaseUrl: string,
  schema: string,
  issuerUrl: string,
): Promise<{ url: string; pid: number }> {
  // The file itself, since its first line has options for Node; with the Node that runs this.
  const child = spawn(here('../server/bin/tocsin.mjs'), ['serve'], {
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS,
      DATABASE_URL: databaseUrl,
      SQL_SCHEMA: schema,
      OIDC_ISSUER: issuerUrl,
      APP_HOST: '127.0.0.1',
      APP_PORT: '0',
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
    if (port !== undefined && ready) return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0 }
    if (child.exitCode !== null) throw new Error(`the service ended: ${said}`)
    await new Promise((wake) => setTimeout(wake, 100))
  }
}
