// node bench/neighbour.ts [--seconds 8 --rounds 3 --replicas 1 --only NAME,…]: one tenant, or a stranger without a token, at its worst in each of the
// ways of ways.ts; what another tenant's get, page and writes take meanwhile, and what memory the service takes. Also part of npm run bench.
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { Client } from 'undici'
import { removeClusters, startCluster } from './cluster.ts'
import { incidentFields } from './incident-fields.ts'
import { median } from './load.ts'
import { ROOT, residentMb, type Server, startService, stopProcesses } from './processes.ts'
import { type Attack, attacks, type Ground } from './ways.ts'

const SCHEMA = 'bench'
const INCIDENTS = 2000
const LONG_INCIDENTS = 60
const MOST_MB = 400
const NORMAL_AGAIN_MS = 5000

type Times = { p50: number; p99: number; failed: number }
type Found = { get: Times; page: Times; failedWrites: number; memoryMb: number }

const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))

/** Measures every way in turn and prints a line of a table for each; gives whether all bars were held. */
export async function neighbour(argv: readonly string[], say: (text: string) => void): Promise<boolean> {
  const { values: options } = parseArgs({
    args: [...argv],
    options: {
      seconds: { type: 'string', default: '8' },
      rounds: { type: 'string', default: '3' },
      replicas: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
    },
  })
  const cluster = await startCluster()
  const services: Server[] = []
  // Without an issuer the service has its own provider, whose sign-in is one of the ways.
  for (let n = 0; n < Number(options.replicas); n++) services.push(await startService(cluster.url, SCHEMA, ''))
  const ground = await prepare(services, cluster.url)
  const milliseconds = 1000 * Number(options.seconds)
  await measure(ground, milliseconds) // warm-up
  const quiet = await measure(ground, milliseconds)
  say('| way | get p50 / p99 ms | page p50 / p99 ms | writes failed | memory MB | normal after | held |')
  say('| --- | --- | --- | --- | --- | --- | --- |')
  say(`| quiet | ${shown(quiet.get)} | ${shown(quiet.page)} | ${quiet.failedWrites} | ${quiet.memoryMb} | | |`)
  let all = true
  for (const [name, attack] of Object.entries(attacks)) {
    if (options.only !== '' && !options.only.split(',').includes(name)) continue
    const rounds: Found[] = []
    let again = 0
    for (let round = 0; round < Number(options.rounds); round++) {
      rounds.push(await under(attack, ground, milliseconds))
      again = Math.max(again, await untilNormal(ground, quiet))
    }
    const found = together(rounds)
    const held = isHeld(found, quiet) && again <= NORMAL_AGAIN_MS
    all &&= held
    say(
      `| ${name} | ${shown(found.get)} | ${shown(found.page)} | ${found.failedWrites} | ${found.memoryMb} | ${(again / 1000).toFixed(1)} s | ${held ? 'yes' : '**no**'} |`,
    )
  }
  return all
}

/** A tenant to be spoiled with long incidents, one to be kept well, and tokens of both. */
async function prepare(services: readonly Server[], databaseUrl: string): Promise<Ground> {
  const urls = services.map(({ url }) => url)
  const [first = ''] = urls
  const tokenOf = (tenant: string, role: string): string =>
    execFileSync(`${ROOT}/server/bin/tocsin.mjs`, ['token', '--tenant', tenant, '--role', role, '--expires', '6h'], {
      env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, SQL_SCHEMA: SCHEMA, APP_PORT: new URL(first).port },
      encoding: 'utf8',
    })
      .trim()
      .split('\n')
      .at(-1) ?? ''
  const ground: Ground = {
    urls,
    pids: services.map(({ pid }) => pid),
    greedy: { viewer: tokenOf('greedy', 'viewer'), admin: tokenOf('greedy', 'admin') },
    other: tokenOf('other', 'responder'),
    incidents: { greedy: [], other: [] },
  }
  const fill = async (token: string, count: number, fields: object, ids: string[]): Promise<void> => {
    const client = new Client(first)
    for (let n = 0; n < count; n++) {
      const { statusCode, body } = await client.request({
        method: 'POST',
        path: '/v1/incident',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...incidentFields(n), ...fields }),
      })
      const text = await body.text()
      if (statusCode !== 201) throw new Error(`${statusCode} ${text.slice(0, 300)}`)
      ids.push((JSON.parse(text) as { data: { id: string } }).data.id) // the envelope
    }
    await client.close()
  }
  await Promise.all([
    fill(ground.greedy.admin, LONG_INCIDENTS, { description: '漢'.repeat(100_000) }, ground.incidents.greedy),
    fill(ground.greedy.admin, INCIDENTS, {}, ground.incidents.greedy),
    fill(ground.other, INCIDENTS, {}, ground.incidents.other),
  ])
  return ground
}

/** What the other tenant's requests take for so long: get and page in turn, a write now and then. */
async function measure({ urls, pids, other, incidents }: Ground, milliseconds: number): Promise<Found> {
  const end = performance.now() + milliseconds
  const times = { get: [] as number[], page: [] as number[] }
  const failed = { get: 0, page: 0, write: 0 }
  let memoryMb = 0
  const client = new Client(urls.at(-1) ?? '')
  const ask = async (what: keyof typeof failed, method: 'GET' | 'POST', path: string, body?: string): Promise<void> => {
    const began = performance.now()
    const headers = { authorization: `Bearer ${other}`, 'content-type': 'application/json' }
    const response = await client.request({ method, path, headers, body: body ?? null })
    await response.body.text()
    if (response.statusCode > 299) failed[what]++
    if (what !== 'write') times[what].push(performance.now() - began)
  }
  for (let n = 0; performance.now() < end; n++) {
    await ask('get', 'GET', `/v1/incident/${incidents.other[n % incidents.other.length]}`)
    await ask('page', 'GET', '/v1/incident?page=1')
    if (n % 10 === 0) await ask('write', 'POST', '/v1/incident', JSON.stringify(incidentFields(n)))
    memoryMb = Math.max(memoryMb, ...pids.map(residentMb)) // bounded: one for each replica
    await pause(10)
  }
  await client.close()
  const of = (what: 'get' | 'page'): Times => {
    const sorted = times[what].toSorted((a, b) => a - b)
    const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
    return { p50: at(0.5), p99: at(0.99), failed: failed[what] }
  }
  return { get: of('get'), page: of('page'), failedWrites: failed.write, memoryMb }
}

/** The same while the attack goes on; it has a second to begin in. */
async function under(attack: Attack, ground: Ground, milliseconds: number): Promise<Found> {
  const stop = new AbortController()
  const attacking = attack(ground, stop.signal)
  await pause(1000)
  const found = await measure(ground, milliseconds)
  stop.abort()
  await attacking
  return found
}

/** How long after an attack requests take what they took before, in ms. */
async function untilNormal(ground: Ground, quiet: Found): Promise<number> {
  const began = performance.now()
  for (;;) {
    const { get, page } = await measure(ground, 500)
    const took = performance.now() - began
    if (took > 3 * NORMAL_AGAIN_MS || (isWithin(get, quiet.get) && isWithin(page, quiet.page))) return took
  }
}

function together(rounds: readonly Found[]): Found {
  const of = (what: 'get' | 'page'): Times => ({
    p50: median(rounds.map((one) => one[what].p50)),
    p99: median(rounds.map((one) => one[what].p99)),
    failed: rounds.reduce((sum, one) => sum + one[what].failed, 0),
  })
  return {
    get: of('get'),
    page: of('page'),
    failedWrites: rounds.reduce((sum, one) => sum + one.failedWrites, 0),
    memoryMb: rounds.reduce((most, one) => Math.max(most, one.memoryMb), 0),
  }
}

function isHeld(found: Found, quiet: Found): boolean {
  return (
    isWithin(found.get, quiet.get) &&
    isWithin(found.page, quiet.page) &&
    found.failedWrites === 0 &&
    found.memoryMb < MOST_MB
  )
}

function isWithin(times: Times, quiet: Times): boolean {
  return times.p50 <= Math.max(2 * quiet.p50, 15) && times.p99 <= Math.max(4 * quiet.p99, 150) && times.failed === 0
}

function shown({ p50, p99, failed }: Times): string {
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}${failed > 0 ? ` (${failed} failed)` : ''}`
}

if (import.meta.main) {
  try {
    await neighbour(process.argv.slice(2), (text) => void process.stdout.write(`${text}\n`))
  } finally {
    await stopProcesses()
    await removeClusters()
  }
}
