import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newIncident, testApp } from '../testing/app.ts'
import { afterTests } from '../testing/database.ts'
import { readLog } from '../testing/log.ts'
import { until } from '../testing/until.ts'

/* The programs in docs/events.md, run as a reader would run them. */

const root = join(import.meta.dirname, '../../..')
const guide = readFileSync(join(root, 'docs/events.md'), 'utf8')
const app = await testApp({ WEBHOOK_ALLOW_PRIVATE: 'true' })
const folder = mkdtempSync(join(tmpdir(), 'tocsin guide '))
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
afterTests(async () => rmSync(folder, { recursive: true, force: true }))

type Running = { lines: string[]; end(): Promise<void> }

/** Runs the program of the guide that begins with this name. */
function run(name: string, env: Record<string, string>): Running {
  const [, program] =
    new RegExp(`\`\`\`js\\n(// ${name}[^]*?)\`\`\``).exec(guide) ?? assert.fail(`the guide has no ${name}`)
  writeFileSync(join(folder, name), program ?? '')
  const child: ChildProcess = spawn(process.execPath, [name], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  child.stdout?.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  afterTests(end)
  return { lines, end }
}

test('the receiver of the guide takes signed events, survives its own end and replays, and refuses what is not signed', async () => {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  const made = await person.ok('POST', '/v1/webhooks', { url: 'http://127.0.0.1:40404/', enabled: false })
  const start = async (port = '0'): Promise<{ receiver: Running; port: string }> => {
    const receiver = run('receiver.mjs', { WEBHOOK_SECRET: made.secret, PORT: port })
    await until(() => receiver.lines.length > 0)
    return { receiver, port: receiver.lines[0]?.replace('listening on ', '') ?? '' }
  }
  const first = await start()
  const url = `http://127.0.0.1:${first.port}/`
  await person.ok('PUT', `/v1/webhooks/${made.id}`, { url, enabled: true })
  for (let n = 0; n < 3; n++) await person.ok('POST', '/v1/incident', newIncident())
  const cursor = async (): Promise<number> => (await person.ok('GET', `/v1/webhooks/${made.id}`)).cursor
  await until(async () => (await cursor()) === 3)
  assert.deepEqual(
    first.receiver.lines.slice(1),
    [1, 2, 3].map((n) => `incident.created INC-00000${n}`),
  )
  await first.receiver.end()
  const second = await start(first.port)
  await person.ok('POST', `/v1/webhooks/${made.id}/replay`, { from_seq: 1, to_seq: 3 })
  await person.ok('POST', '/v1/incident', newIncident())
  await until(async () => {
    const { deliveries } = await person.ok('GET', `/v1/webhooks/${made.id}/deliveries`)
    return (
      deliveries.filter((one: { kind: string; status: number }) => one.kind === 'replay' && one.status === 204)
        .length === 3
    )
  })
  await until(async () => (await cursor()) === 4)
  assert.deepEqual(second.receiver.lines.slice(1), ['incident.created INC-000004'])
  assert.equal((await fetch(url, { method: 'POST', body: '{"type":"incident.created","data":{}}' })).status, 400)
})

test('the stream reader of the guide resumes where it was killed: every event once, in order', async () => {
  const person = await app.person('responder')
  const environment = { TOCSIN_URL: app.url, TOCSIN_TOKEN: person.token }
  const seen: string[] = []
  for (let life = 0; life < 3; life++) {
    const reader = run('reader.mjs', environment)
    for (let n = 0; n < 3; n++) await person.ok('POST', '/v1/incident', newIncident())
    await until(() => readPosition() === 3 * (life + 1))
    await reader.end()
    seen.push(...reader.lines)
    await person.ok('GET', '/v1/me')
  }
  const log = await readLog(person)
  assert.deepEqual(
    seen,
    log.map(({ seq, type, reference }) => `${seq} ${type} ${reference}`),
  )
})

function readPosition(): number {
  try {
    return Number(readFileSync(join(folder, 'position'), 'utf8'))
  } catch {
    return 0
  }
}
