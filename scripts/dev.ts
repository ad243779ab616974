// Runs what someone who works on Tocsin looks at: the service, a database that stays up, the console with hot reload.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { readConfig } from '../server/src/config.ts'
import { startEmbedded } from '../server/src/database/embedded.ts'

/*
 * npm run dev [-- --inspect]
 *
 * All behind one address, http://localhost:<APP_PORT>: Vite serves the console there, each change at once, and passes what is the service's
 * to a service on the next port, which starts anew when one of its files changes. The database goes on meanwhile; its data is in
 * .tocsin/dev. With --inspect a debugger can attach to the service on port 9229 (.vscode/launch.json does).
 */

const root = join(import.meta.dirname, '..')
const { port, dataDir } = readConfig()
const inspect = process.argv.slice(2)
if (inspect.some((option) => !/^--inspect(-brk)?(=[\w.:]+)?$/.test(option))) {
  console.error('npm run dev takes --inspect or --inspect-brk, as Node does')
  process.exit(1)
}

const embedded = await startEmbedded({ dataDir: join(dataDir, 'dev'), maxConnections: 100 })
const { host, port: databasePort, user, password, database } = embedded.connection
const databaseUrl = `postgres://${user}:${encodeURIComponent(password ?? '')}@localhost:${databasePort}/${database}?host=${encodeURIComponent(host)}`

const service = start(
  root,
  ['--watch', '--watch-preserve-output', ...inspect, '--', 'server/bin/tocsin.mjs', 'serve', '--drain', '0'],
  {
    DATABASE_URL: databaseUrl,
    APP_PORT: String(port + 1),
    PUBLIC_URL: `http://localhost:${port}`,
    CONSOLE: 'false',
  },
)
const vite = join(root, 'node_modules/vite/bin/vite.js')
const page = start(join(root, 'web'), [vite, 'dev', '--port', String(port), '--strictPort', '--clearScreen', 'false'], {
  TOCSIN_URL: `http://localhost:${port + 1}`,
})

const children = [service, page]
const ended = children.map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())))
const stop = (): void => {
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
// One is of no use without the other.
await Promise.race(ended)
stop()
await Promise.all(ended)
await embedded.stop()

function start(cwd: string, args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, args, { cwd, env: { ...process.env, ...environment }, stdio: 'inherit' })
}
