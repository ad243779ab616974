// node bench/growth-compare.ts --against REVISION [--incidents 1000000] [--requests 30] [--data-dir DIR] [--only summary,get] [--save]: the calls of
// growth.ts on one large tenant, with another revision and with this one in turn, each on a copy of the same data. DIR is kept, for the next time.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'undici'
import { startIssuer } from '../server/src/testing/issuer.ts'
import { type Cluster, removeClusters, startCluster } from './cluster.ts'
import { type Sample, scenarios } from './growth-scenarios.ts'
import { median } from './load.ts'
import { processorMs, ROOT, type Server, startService, stopProcesses } from './processes.ts'
import { checkOut, currentCommit, type Revision } from './revision.ts'

const { values: options } = parseArgs({
  options: {
    against: { type: 'string' },
    incidents: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '30' },
    'data-dir': { type: 'string' },
    only: { type: 'string', default: '' },
    save: { type: 'boolean', default: false },
  },
})
const TENANT = 'growth'
const SCHEMA = 'growth'
/** A call is asked for no longer than this, but three times at least. */
const SECONDS = 6
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const folder = options['data-dir'] ?? mkdtempSync(join(tmpdir(), 'tocsin-growth-'))
const incidents = Number(options.incidents)
if (options.against === undefined) throw new Error('--against names the revision to compare with')

const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)))
})
const issuer = await startIssuer()
const revision = checkOut(options.against)
try {
  await Promise.race([main(revision), interrupted])
} finally {
  await stopProcesses()
  await removeClusters()
  await issuer.close()
  revision.remove()
}

type Side = { server: Server; cluster: Cluster; client: Client }
type Times = { p50Ms: number; p99Ms: number; processorMs: number; found: string }

async function main({ root, commit }: Revision): Promise<void> {
  await fill(root)
  const sides = [await start(root), await start(ROOT)] as const
  const token = await issuer.token({
    exp: Math.floor(Date.now() / 1000) + 86_400,
    sub: 'growth',
    active_tenant: { tenant_id: TENANT, tenant_name: TENANT, roles: ['viewer'] },
  })
  const get = (side: Side) => (path: string) => read(side.client, path, token)
  // Ids and cursors are each side's own.
  const [before, after] = [await scenarios(get(sides[0]), incidents), await scenarios(get(sides[1]), incidents)]
  const columns = [
    'call',
    'found',
    'p50 ms before',
    'after',
    'ratio',
    'p99 ms before',
    'after',
    'processor ms before',
    'after',
  ]
  const lines = [`| ${columns.join(' | ')} |`, `|${'---|'.repeat(columns.length)}`]
  lines.forEach(say)
  const wanted = options.only === '' ? null : options.only.split(',')
  for (const [name, sample] of before) {
    const same = after.get(name)
    if (!same || (wanted && !wanted.includes(name))) continue
    const one = await time(sides[0], get(sides[0]), sample)
    const other = await time(sides[1], get(sides[1]), same)
    const found = one.found === other.found ? one.found : `${one.found}; ${other.found}`
    const cells = [
      name,
      found,
      one.p50Ms,
      other.p50Ms,
      other.p50Ms / one.p50Ms,
      one.p99Ms,
      other.p99Ms,
      one.processorMs,
      other.processorMs,
    ]
    lines.push(`| ${cells.map((cell) => (typeof cell === 'number' ? cell.toPrecision(3) : cell)).join(' | ')} |`)
    say(lines.at(-1) ?? '')
  }
  if (options.save) save(commit, lines)
}

/** One tenant's incidents by the command of a checkout, unless they are there. */
async function fill(root: string): Promise<void> {
  const cluster = await startCluster({ folder })
  const client = await cluster.connect()
  const { rows } = await client.query(`select to_regclass('${SCHEMA}.tenant') is not null as there`)
  await client.end()
  if (rows[0]?.there !== true) {
    const began = performance.now()
    execFileSync(join(root, 'server/bin/tocsin.mjs'), ['demo', '--incidents', String(incidents), '--tenant', TENANT], {
      env: {
        PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
        DATABASE_URL: cluster.url,
        SQL_SCHEMA: SCHEMA,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    say(`${incidents} incidents in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`)
  }
  await cluster.stop()
}

async function start(root: string): Promise<Side> {
  const cluster = await startCluster({ copyOf: folder })
  const server = await startService(cluster.url, SCHEMA, issuer.url, root)
  await cluster.analyze()
  return { server, cluster, client: new Client(server.url, { pipelining: 1 }) }
}

async function read(client: Client, path: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` }
  const { statusCode, body } = await client.request({ method: 'GET', path, headers })
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 300)}`)
  return text
}

async function time(side: Side, get: (path: string) => Promise<string>, { paths, found }: Sample): Promise<Times> {
  const path = (n: number): string => paths[n % paths.length] ?? ''
  const used = (): number => processorMs(side.server.pid) + side.cluster.processorMs()
  const times: number[] = []
  try {
    for (let n = 0; n < 3; n++) await get(path(n))
    const [began, before] = [performance.now(), used()]
    for (let n = 0; n < Number(options.requests) && (n < 3 || performance.now() - began < SECONDS * 1000); n++) {
      const start = performance.now()
      await get(path(n))
      times.push(performance.now() - start)
    }
    const each = (used() - before) / times.length
    const at99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN
    return { p50Ms: median(times), p99Ms: at99, processorMs: each, found: found(JSON.parse(await get(path(0)))) }
  } catch (error) {
    // What takes too long is refused: that is a result as well.
    return { p50Ms: Number.NaN, p99Ms: Number.NaN, processorMs: Number.NaN, found: String(error).slice(0, 60) }
  }
}

function save(against: string, lines: readonly string[]): void {
  const day = new Date().toISOString().slice(0, 10)
  const name = `growth-${day}-${currentCommit()}-against-${against}.md`
  const text = `# Growth, ${day}: ${currentCommit()} (after) against ${against} (before)

One tenant with ${incidents} incidents, as \`tocsin demo\` tells them; up to ${options.requests} calls of each kind, one after the other, both sides in one run, each with an embedded PostgreSQL 18 of its own on a copy of the same data; ${cpus().length} processors. Processor time is that of the service and of PostgreSQL for one call.

${lines.join('\n')}
`
  writeFileSync(join(ROOT, 'bench/results', name), text)
  say(`saved to bench/results/${name}`)
}
