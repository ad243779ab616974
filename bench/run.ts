// npm run bench [-- --incidents 100000 --seconds 5 --rounds 3 --only get,create]: starts PostgreSQL, the service and the floor beside it, runs both in
// turn on the same data and prints ratios. Absolute figures depend on the machine; only the ratios count.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openDatabase } from '../server/src/database/database.ts'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { migrate } from '../server/src/database/migrate.ts'
import { startIssuer } from '../server/src/testing/issuer.ts'
import { load, type Measured, median, type Request } from './load.ts'
import { processorMs, residentMb, startFloor, startService, stopProcesses } from './processes.ts'
import { incidentFields, seed } from './seed.ts'

const { values: options } = parseArgs({
  options: {
    incidents: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '8,64' },
    only: { type: 'string', default: '' },
    save: { type: 'boolean', default: false },
  },
})
const TENANTS = 16
/** After so long V8 has compiled what a scenario needs, on both sides; a fresh service took twice its processor time before. */
const WARM_UP_SECONDS = 8
const schema = 'bench'
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const say = (line: string): void => void process.stdout.write(`${line}\n`)

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
  const { host, port, user, password = '', database: name } = embedded.connection
  const databaseUrl = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
  const { serviceRole } = await migrate(embedded.connection, schema, { apply: true })
  const database = openDatabase({
    target: embedded.connection,
    schema,
    serviceRole,
    maxConnections: 4,
    maxIdleConnections: 1,
    connectionLifetimeSeconds: 300,
  })
  const began = performance.now()
  const { tenants } = await seed(database, databaseUrl, Number(options.incidents), TENANTS)
  say(`${options.incidents} incidents over ${TENANTS} tenants in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  await database.close()

  const floor = await startFloor(databaseUrl, schema)
  const service = await startService(databaseUrl, schema, issuer.url)
  const tokens = await Promise.all(
    tenants.map(({ id }) =>
      issuer.token({
        sub: 'bench',
        name: 'Bench',
        active_tenant: { tenant_id: id, tenant_name: id, roles: ['responder'] },
      }),
    ),
  )
  const memoryIdleMb = residentMb(service.pid)
  let n = Number(options.incidents)
  const pick = () => {
    const t = Math.floor(Math.random() * tenants.length)
    const tenant = tenants[t]
    const id = tenant?.incidents[Math.floor(Math.random() * tenant.incidents.length)]
    return { t, tenant: tenant?.id ?? '', id: id ?? '', headers: { authorization: `Bearer ${tokens[t]}` } }
  }
  const json = { 'content-type': 'application/json' }
  // An incident's state as last answered: what a PUT is made from. Shared by both sides, since they write the same rows.
  const states = new Map<string, string>()
  const taken = new Set<string>()
  const putFrom = (side: 'service' | 'floor'): Request => {
    for (;;) {
      const { tenant, id, headers } = pick()
      const state = states.get(id)
      if (state === undefined || taken.has(id)) continue
      taken.add(id)
      const incident = JSON.parse(state) as Record<string, unknown> & { occ_lock: number } // as answered
      const body = JSON.stringify({
        ...incident,
        location: `Room ${Math.floor(Math.random() * 1e6)}`,
        attributes: side === 'service' ? undefined : incident.attributes,
      })
      return side === 'service'
        ? { method: 'PUT', path: `/v1/incident/${id}`, headers: { ...headers, ...json }, body }
        : { method: 'PUT', path: `/put/${tenant}/${id}`, headers: json, body }
    }
  }
  const remember = (_: Request, text: string): void => {
    const { data } = JSON.parse(text) as { data: { id: string } } // an incident
    states.set(data.id, JSON.stringify(data))
    taken.delete(data.id)
  }

  type Scenario = {
    name: string
    goal: number
    service(): Request
    floor(): Request
    answered?: typeof remember
    before?: () => Promise<void>
  }
  const scenarios: Scenario[] = [
    {
      name: 'get',
      goal: 0.65,
      service: () => {
        const { id, headers } = pick()
        return { method: 'GET', path: `/v1/incident/${id}`, headers }
      },
      floor: () => {
        const { tenant, id } = pick()
        return { method: 'GET', path: `/get/${tenant}/${id}` }
      },
    },
    {
      name: 'list 50',
      goal: 0.65,
      service: () => ({ method: 'GET', path: '/v1/incident?size=50', headers: pick().headers }),
      floor: () => ({ method: 'GET', path: `/list/${pick().tenant}` }),
    },
    {
      name: 'filtered list',
      goal: 0.65,
      service: () => ({ method: 'GET', path: '/v1/incident?size=50&status=OPEN', headers: pick().headers }),
      floor: () => ({ method: 'GET', path: `/filtered/${pick().tenant}` }),
    },
    {
      name: 'create',
      goal: 0.55,
      service: () => ({
        method: 'POST',
        path: '/v1/incident',
        headers: { ...pick().headers, ...json },
        body: JSON.stringify(incidentFields(n++)),
      }),
      floor: () => ({
        method: 'POST',
        path: `/create/${pick().tenant}`,
        headers: json,
        body: JSON.stringify(incidentFields(n++)),
      }),
    },
    { name: 'PUT', goal: 0.55, service: () => putFrom('service'), floor: () => putFrom('floor'), answered: remember },
  ]
  const wanted = options.only === '' ? null : options.only.split(',')
  const rows: Row[] = []
  for (const scenario of scenarios) {
    if (wanted && !wanted.includes(scenario.name)) continue
    if (scenario.name === 'PUT') {
      // The states the PUTs are made from: 2,000 incidents read once.
      for (let i = 0; i < 2000; i++) {
        const { id, headers } = pick()
        if (states.has(id)) continue
        const response = await fetch(`${service.url}/v1/incident/${id}`, { headers })
        states.set(id, JSON.stringify(((await response.json()) as { data: unknown }).data)) // the envelope
      }
      for (const tenant of tenants) tenant.incidents = tenant.incidents.filter((id) => states.has(id))
    }
    for (const connections of options.connections.split(',').map(Number)) {
      const measured: { service: Timed; floor: Timed }[] = []
      await load(service.url, connections, WARM_UP_SECONDS, scenario.service, scenario.answered)
      await load(floor.url, connections, WARM_UP_SECONDS, scenario.floor, scenario.answered)
      for (let round = 0; round < Number(options.rounds); round++) {
        const seconds = Number(options.seconds)
        const floored = await timed(floor.pid, () =>
          load(floor.url, connections, seconds, scenario.floor, scenario.answered),
        )
        const served = await timed(service.pid, () =>
          load(service.url, connections, seconds, scenario.service, scenario.answered),
        )
        for (const [side, one] of [
          ['floor', floored],
          ['service', served],
        ] as const) {
          if (one.errors > 0)
            throw new Error(`${scenario.name}: ${one.errors} errors of the ${side}, first ${one.firstError}`)
        }
        measured.push({ service: served, floor: floored })
      }
      const row = {
        scenario: scenario.name,
        connections,
        ratio: median(measured.map((one) => one.service.perSecond / one.floor.perSecond)),
        p99Ratio: median(measured.map((one) => one.service.p99Ms / one.floor.p99Ms)),
        service: median(measured.map((one) => one.service.perSecond)),
        floor: median(measured.map((one) => one.floor.perSecond)),
        p50Ms: median(measured.map((one) => one.service.p50Ms)),
        p99Ms: median(measured.map((one) => one.service.p99Ms)),
        serviceUs: median(measured.map((one) => one.service.processorUs)),
        floorUs: median(measured.map((one) => one.floor.processorUs)),
        goal: scenario.goal,
      }
      rows.push(row)
      say(line(row))
    }
  }
  const memoryAfterMb = residentMb(service.pid)
  say(`memory of the service: ${memoryIdleMb} MB idle at start, ${memoryAfterMb} MB after the load`)
  if (options.save) save(rows.map(line), memoryIdleMb, memoryAfterMb)
}

function line(row: Row): string {
  return `| ${row.scenario} | ${row.connections} | ${row.ratio.toFixed(2)} | ${row.goal} | ${row.p99Ratio.toFixed(2)} | ${Math.round(row.service)} | ${Math.round(row.floor)} | ${row.p50Ms.toFixed(1)} | ${row.p99Ms.toFixed(1)} | ${Math.round(row.serviceUs)} | ${Math.round(row.floorUs)} |`
}

type Row = {
  scenario: string
  connections: number
  ratio: number
  p99Ratio: number
  service: number
  floor: number
  p50Ms: number
  p99Ms: number
  serviceUs: number
  floorUs: number
  goal: number
}

type Timed = Measured & {
  /** Processor time of the measured process for one request: hardly moved by what else the machine does. */ processorUs: number
}

async function timed(pid: number, run: () => Promise<Measured>): Promise<Timed> {
  const before = processorMs(pid)
  const measured = await run()
  return { ...measured, processorUs: ((processorMs(pid) - before) * 1000) / measured.requests }
}

function save(lines: string[], idleMb: number, afterMb: number): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: here('.') }).trim()
  const day = new Date().toISOString().slice(0, 10)
  mkdirSync(here('./results'), { recursive: true })
  const text = `# ${day}, ${commit}

${options.incidents} incidents over ${TENANTS} tenants; ${options.rounds} rounds of ${options.seconds} s for each side in turn, medians; Node ${process.version}, embedded PostgreSQL 18, ${cpus().length} processors (load generator, service and database share them).

| scenario | connections | throughput ÷ floor | goal | p99 ÷ floor | requests/s | floor/s | p50 ms | p99 ms | processor µs | floor's |
|---|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}

Memory of the service beside PostgreSQL: ${idleMb} MB idle after start, ${afterMb} MB after the load.
`
  writeFileSync(here(`./results/${day}-${commit}.md`), text)
  say(`saved to bench/results/${day}-${commit}.md`)
}
