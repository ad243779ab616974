// node bench/streams.ts [--clients 2000] [--seconds 20] [--rate 500] [--promises 1000]: what live streams cost one process (memory of an idle one,
// time until the last of them has an event, lag under load), and how soon promised updates are told of. Needs `ulimit -n` above the clients.
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { startIssuer } from '../server/src/testing/issuer.ts'
import { residentMb, startService, stopProcesses } from './processes.ts'

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: '500' },
    promises: { type: 'string', default: '1000' },
  },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))

const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-bench-'))
const embedded = await startEmbedded({ dataDir })
const issuer = await startIssuer()
try {
  await main()
} finally {
  await stopProcesses()
  await issuer.close()
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function main(): Promise<void> {
  const { host, port, user, password = '', database } = embedded.connection
  const databaseUrl = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
  const service = await startService(databaseUrl, 'bench', issuer.url)
  const tokenOf = (tenant: string): Promise<string> =>
    issuer.token({
      sub: 'bench',
      name: 'Bench',
      active_tenant: { tenant_id: tenant, tenant_name: tenant, roles: ['responder'] },
    })
  const token = await tokenOf('streams')
  const post = async (authorization: string, fields: Record<string, unknown> = {}): Promise<number> => {
    const answer = await fetch(`${service.url}/v1/incident`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${authorization}` },
      body: JSON.stringify({
        name: 'Bench',
        description: 'A line.',
        reported_by: 'Bench',
        status: 'NEW',
        type: 'FACILITY',
        date: '2026-01-01T00:00:00Z',
        ...fields,
      }),
    })
    await answer.text()
    return answer.status
  }
  say(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`)

  const count = Number(values.clients)
  for (let i = 0; i < 200; i++) await post(token)
  await sleep(3000)
  const before = residentMb(service.pid)
  const clients: Client[] = []
  for (let i = 0; i < count; i += 50) {
    clients.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - i) }, () => open(service.url, token)))),
    )
  }
  await sleep(20_000) // heartbeats have gone out to all
  const after = residentMb(service.pid)
  say(`${count} idle streams: ${before} MB → ${after} MB, ${(((after - before) * 1024) / count).toFixed(1)} kB each`)
  for (let round = 0; round < 5; round++) {
    const waiting = clients.map((client) => client.next())
    const start = performance.now()
    await post(token)
    const answered = performance.now()
    const times = (await Promise.all(waiting)).map((at) => at - start)
    say(
      `one event to all: the writer has its answer after ${(answered - start).toFixed(0)} ms, the last stream the event after ${Math.max(...times).toFixed(0)} ms`,
    )
  }
  for (const client of clients) client.socket.destroy()

  const load = await tokenOf('load')
  const readers = await Promise.all(Array.from({ length: 20 }, () => open(service.url, load)))
  const lags: number[] = []
  for (const reader of readers) reader.onEvent = (recordedAt) => lags.push(Date.now() - recordedAt)
  const [rate, seconds] = [Number(values.rate), Number(values.seconds)]
  const end = performance.now() + seconds * 1000
  let [sent, failed] = [0, 0]
  const started = performance.now()
  const writers = Array.from({ length: 16 }, async () => {
    while (performance.now() < end) {
      const due = started + (sent / rate) * 1000
      sent++
      if (due > performance.now()) await sleep(due - performance.now())
      if ((await post(load)) !== 201) failed++
    }
  })
  await Promise.all(writers)
  await sleep(1500)
  lags.sort((a, b) => a - b)
  const at = (share: number): number => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? 0
  say(
    `${(sent / seconds).toFixed(0)} events/s for ${seconds} s to 20 streams: lag p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; ${lags.length} of ${sent * 20} received, ${failed} writes failed`,
  )
  for (const reader of readers) reader.socket.destroy()

  const promised = await tokenOf('promises')
  const due = Math.floor(Date.now() / 1000) + 20
  for (let i = 0; i < Number(values.promises); i += 20) {
    await Promise.all(Array.from({ length: 20 }, () => post(promised, { next_update: due })))
  }
  while (Date.now() / 1000 < due + 6) await sleep(200)
  const answer = await fetch(`${service.url}/v1/incident/events?limit=1000&type=incident.update_overdue`, {
    headers: { authorization: `Bearer ${promised}` },
  })
  const { data } = (await answer.json()) as { data: { events: { occurred_at: string; recorded_at: string }[] } } // the event page
  const late = data.events.map((event) => Date.parse(event.recorded_at) - Date.parse(event.occurred_at))
  say(`${data.events.length} promises overdue at one moment: the last is told of ${Math.max(...late)} ms after it`)
}

type Client = { socket: Socket; next(): Promise<number>; onEvent: ((recordedAt: number) => void) | null }

/** A stream on a bare socket, so that this process stays small. */
async function open(url: string, token: string): Promise<Client> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const head = Promise.withResolvers<void>()
  let answered = false
  let rest = ''
  let wake: ((at: number) => void) | null = null
  const client: Client = {
    socket,
    next: () =>
      new Promise((resolve) => {
        wake = resolve
      }),
    onEvent: null,
  }
  socket.on('error', head.reject)
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    if (!answered) {
      answered = true
      if (!chunk.startsWith('HTTP/1.1 200')) head.reject(new Error(chunk.slice(0, 200)))
      head.resolve()
    }
    if (chunk.includes('id: ')) wake?.(performance.now())
    if (!client.onEvent) return
    rest += chunk
    for (;;) {
      const found = /"recorded_at":"([^"]+)"/.exec(rest)
      const done = found ? rest.indexOf('\n\n', found.index) : -1
      if (!found || done < 0) break
      client.onEvent(Date.parse(found[1] ?? ''))
      rest = rest.slice(done + 2)
    }
  })
  socket.write(
    `GET /v1/incident/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  )
  await head.promise
  return client
}
