// Runs processes that hold a DATA_DIR, for tests of its lock.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { until } from './until.ts'

const program = fileURLToPath(new URL('./hold-data-dir.ts', import.meta.url))

type User = { uid: number; gid: number }
type Message = Record<string, unknown>

const running = new Set<ChildProcess>()

/** Ends those that a failed test left behind; for after(). */
export function killDataDirProcesses(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** A process that runs testing/hold-data-dir.ts. */
export type DataDirProcess = {
  child: ChildProcess
  pid: number
  /** What it has said so far. */
  said: Message[]
  /** The first thing it says, or has said, with this key. Throws when it ends without. */
  hear(key: string): Promise<Message>
  tell(line: string): void
  ended: Promise<{ code: number | null; signal: string | null; errors: string }>
}

export function runDataDirProcess(
  args: string[],
  options: { user?: User; cwd?: string; limit?: string } = {},
): DataDirProcess {
  // `limit` are words for the shell's ulimit.
  const command = options.limit
    ? ['/bin/sh', '-c', `ulimit ${options.limit}; exec "$0" "$@"`, process.execPath, program, ...args]
    : [process.execPath, program, ...args]
  const child = spawn(command[0] ?? '', command.slice(1), {
    ...(options.user ?? {}),
    cwd: options.cwd ?? '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  if (child.pid === undefined) throw new Error('the process could not be started')
  running.add(child)
  const said: Message[] = []
  let rest = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) said.push(JSON.parse(line))
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  let over = false
  const ended = new Promise<{ code: number | null; signal: string | null; errors: string }>((resolve) => {
    child.on('close', (code, signal) => {
      over = true
      running.delete(child)
      resolve({ code, signal, errors })
    })
  })
  const find = (key: string): Message | undefined => said.find((message) => key in message)
  return {
    child,
    pid: child.pid,
    said,
    ended,
    async hear(key) {
      await until(() => over || find(key) !== undefined, 60_000)
      const message = find(key)
      if (!message) throw new Error(`it ended without saying ${key}: ${JSON.stringify(said)} ${errors}`)
      return message
    },
    tell(line) {
      child.stdin?.write(`${line}\n`)
    },
  }
}

/** A temporary folder with a blank and other letters than ASCII in its name, links resolved. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'tocsin ü-')))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** An ordinary user to run processes as when the tests run as root, or why there is none. */
export function ordinaryUser(): { user: User } | { reason: string } {
  if (process.getuid?.() !== 0) return { reason: 'only root can start processes as somebody else' }
  const ask = (option: string): number =>
    Number(spawnSync('id', [option, 'daemon'], { encoding: 'utf8' }).stdout || '0')
  const user = { uid: ask('-u'), gid: ask('-g') }
  if (user.uid === 0) return { reason: 'this machine has no user "daemon"' }
  const { status } = spawnSync(process.execPath, ['-e', `require('fs').accessSync(process.argv[1])`, program], {
    ...user,
    cwd: '/',
  })
  return status === 0 ? { user } : { reason: 'the user "daemon" may not read this checkout' }
}
