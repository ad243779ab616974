// A second process of the service, for tests of several.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { TestApp } from './app.ts'
import { afterTests, testDatabaseUrl } from './database.ts'
import { until } from './until.ts'

/** A service process of its own, on the database and identity provider of a test service. */
export type SpawnedService = {
  url: string
  pid: number
  /** Ends it as an operator would (SIGTERM) and gives its exit code. */
  stop(): Promise<number | null>
  /** Ends it without a chance to finish anything. */
  kill(): Promise<void>
}

/** Starts a second process of the service beside `app` and waits until it is ready; stopped after this file's tests. */
export async function spawnService(
  app: Pick<TestApp, 'config' | 'issuer'>,
  environment: NodeJS.ProcessEnv = {},
): Promise<SpawnedService> {
  const program = fileURLToPath(new URL('../../bin/tocsin.mjs', import.meta.url))
  const child = spawn(process.execPath, [program, 'serve', '--drain', '0'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: await testDatabaseUrl(),
      SQL_SCHEMA: app.config.schema,
      OIDC_ISSUER: app.issuer.url,
      APP_HOST: '127.0.0.1',
      APP_PORT: '0',
      LOG_LEVEL: 'silent',
      CONSOLE: 'false',
      SMTP_URL: app.config.smtpUrl ?? '',
      MAIL_FROM: app.config.mailFrom ?? '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit') as Promise<[number | null]> // node's own event
  let ended = false
  void exited.then(() => {
    ended = true
  })
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!ended) child.kill(signal)
    return (await exited)[0]
  }
  afterTests(async () => {
    await end('SIGTERM')
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const port = () => /http:\/\/localhost:(\d+)\//.exec(said)?.[1]
  await until(() => ended || port() !== undefined, 120_000)
  if (ended || port() === undefined) throw new Error(`the service process ended before it was ready: ${said}`)
  const url = `http://127.0.0.1:${port()}`
  await until(async () => (await fetch(`${url}/readyz`)).ok)
  return {
    url,
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL')
    },
  }
}
