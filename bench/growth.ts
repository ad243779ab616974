// node bench/growth.ts [--small 10000] [--large 1000000] [--requests 300] [--data-dir DIR] [--only 1000000]: fills one tenant with each number of
// incidents, as `tocsin demo` does, and compares how long the same calls take. Goals: get and first page ≤ 1.1 ×, page 10,000 by cursor ≤ 1.2 ×,
// search ≤ 2 × and p99 ≤ 300 ms. A data folder that is given is kept, and used again the next time.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from 'undici'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { startIssuer } from '../server/src/testing/issuer.ts'
import { fillSchema } from './fill.ts'
import { type Sample, scenarios } from './growth-scenarios.ts'
import { startService, stopProcesses } from './processes.ts'

const { values: options } = parseArgs({
  options: {
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '300' },
    'data-dir': { type: 'string' },
    /** Measures one size alone, and saves nothing. */
    only: { type: 'string' },
  },
})
const TENANT = 'growth'
const requests = Number(options.requests)
/** One kind of call takes no longer than this, if ten of them don't. */
const SECONDS = 6
const dataDir = options['data-dir'] ?? mkdtempSync(join(tmpdir(), 'tocsin-growth-'))
const embedded = await startEmbedded({ dataDir })
const issuer = await startIssuer()
try {
  const sizes = options.only === undefined ? [options.small, options.large] : [options.only]
  for (const size of sizes) await fill(Number(size))
  const measured: Map<string, Measured>[] = []
  for (const size of sizes) measured.push(await measure(Number(size)))
  report(measured)
} finally {
  await stopProcesses()
  await issuer.close()
  await embedded.stop()
  if (options['data-dir'] === undefined) rmSync(dataDir, { recursive: true, force: true })
}

/** Fills a schema of its own, unless that was done before. */
async function fill(incidents: number): Promise<void> {
  const began = performance.now()
  const filled = await fillSchema(embedded.connection, schemaOf(incidents), TENANT, incidents)
  if (filled)
    say(
      `${incidents} incidents with ${filled.events} events in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`,
    )
}

async function measure(incidents: number): Promise<Map<string, Measured>> {
  const service = await startService(databaseUrl(), schemaOf(incidents), issuer.url)
  const token = await issuer.token({
    sub: 'growth',
    active_tenant: { tenant_id: TENANT, tenant_name: TENANT, roles: ['viewer'] },
  })
  const client = new Client(service.url, { pipelining: 1 })
  const get = async (path: string): Promise<string> => {
    const { statusCode, body } = await client.request({
      method: 'GET',
      path,
      headers: { authorization: `Bearer ${token}` },
    })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 300)}`)
    return text
  }
  const measured = new Map<string, Measured>()
  for (const [name, paths] of await scenarios(get, incidents)) {
    // What takes too long is refused: that is a result as well.
    const one = await time(get, paths).catch((error: Error) => ({
      p50Ms: Number.NaN,
      p99Ms: Number.NaN,
      found: error.message.slice(0, 60),
    }))
    measured.set(name, one)
    say(
      `${String(incidents).padStart(8)}  ${name.padEnd(44)} p50 ${one.p50Ms.toFixed(1).padStart(7)} ms  p99 ${one.p99Ms.toFixed(1).padStart(7)} ms  ${one.found}`,
    )
  }
  await client.close()
  await stopProcesses()
  return measured
}

type Measured = { p50Ms: number; p99Ms: number; found: string }

/** One call after the other; a tenth of them first, unmeasured. What takes long is asked less often. */
async function time(get: (path: string) => Promise<string>, { paths, found }: Sample): Promise<Measured> {
  const times: number[] = []
  const path = (n: number): string => paths[n % paths.length] ?? ''
  for (let n = 0; n < requests / 10; n++) await get(path(n))
  const began = performance.now()
  for (let n = 0; n < requests && (n < 10 || performance.now() - began < SECONDS * 1000); n++) {
    const start = performance.now()
    await get(path(n))
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return { p50Ms: at(0.5), p99Ms: at(0.99), found: found(JSON.parse(await get(path(0)))) }
}

function report(measured: readonly Map<string, Measured>[]): void {
  const [small, large] = measured
  if (!small || !large) return
  const lines = [...large].map(([name, { p50Ms, p99Ms, found }]) => {
    const before = small.get(name)
    return `| ${name} | ${found} | ${(p50Ms / (before?.p50Ms ?? p50Ms)).toFixed(2)} | ${before?.p50Ms.toFixed(1) ?? ''} | ${p50Ms.toFixed(1)} | ${before?.p99Ms.toFixed(1) ?? ''} | ${p99Ms.toFixed(1)} |`
  })
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: here('.') }).trim()
  const day = new Date().toISOString().slice(0, 10)
  const text = `# Growth, ${day}, ${commit}

One tenant with ${options.small} and with ${options.large} incidents, as \`tocsin demo\` tells them (short histories: five events each); up to ${requests} calls of each kind, one after the other; Node ${process.version}, embedded PostgreSQL 18, ${cpus().length} processors. The ratio is that of the medians.

| call | at ${options.large} | ratio | p50 ms, ${options.small} | p50 ms, ${options.large} | p99 ms, ${options.small} | p99 ms, ${options.large} |
|---|---|---|---|---|---|---|
${lines.join('\n')}
`
  mkdirSync(here('./results'), { recursive: true })
  writeFileSync(here(`./results/growth-${day}-${commit}.md`), text)
  say(`saved to bench/results/growth-${day}-${commit}.md`)
}

function databaseUrl(): string {
  const { host, port, user, password = '', database } = embedded.connection
  return `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}

function schemaOf(incidents: number): string {
  return `growth_${incidents}`
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
