// `tocsin serve --watch`: starts the service anew when its files change.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Runs `serve` under Node's watch mode: it is stopped and started anew whenever a file it has loaded changes. */
export async function watch(envFile: string | undefined): Promise<number> {
  const entry = fileURLToPath(new URL('../../bin/tocsin.mjs', import.meta.url))
  const file = envFile === undefined ? [] : ['--env-file', envFile]
  const child = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', '--', entry, 'serve', '--drain', '0', ...file],
    { stdio: 'inherit' },
  )
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal)
  }
  // The terminal's Ctrl+C reaches the child by itself; passing it on as well does no harm there.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, pass)
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 0))
  })
}
