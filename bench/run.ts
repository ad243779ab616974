// npm run bench [-- --against REVISION --incidents 100000 --seconds 5 --rounds 3 --only get,create --save --note TEXT --neighbour]: measures the service beside the
// floor, or beside another revision and the floor, in turn on copies of the same data. Absolute figures depend on the machine; only ratios
// count, and on a machine with other work only those of processor time.
import { parseArgs } from 'node:util'
import { startIssuer } from '../server/src/testing/issuer.ts'
import { removeClusters, startCluster } from './cluster.ts'
import { neighbour } from './neighbour.ts'
import { ROOT, residentMb, startService, stopProcesses } from './processes.ts'
import { heading, line, type Rounds, save } from './report.ts'
import { checkOut, currentCommit, type Revision } from './revision.ts'
import { scenarios } from './scenarios.ts'
import { seed, type Tenant } from './seed.ts'
import { floorSide, measure, type Seeded, type Side, serviceSide, type Turn } from './side.ts'

const { values: options } = parseArgs({
  options: {
    against: { type: 'string' },
    incidents: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '8,64' },
    only: { type: 'string', default: '' },
    /** Seconds of load before a scenario is measured. V8 has compiled what it needs by then; a fresh service took twice its processor time. */
    'warm-up': { type: 'string', default: '8' },
    save: { type: 'boolean', default: false },
    /** Measures what a greedy neighbour does to a tenant (neighbour.ts), rather than requests beside the floor. */
    neighbour: { type: 'boolean', default: false },
    /** A sentence at the top of what is saved. */
    note: { type: 'string', default: '' },
  },
})
const TENANTS = 16
const SCHEMA = 'bench'
const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** So that what was started ends, and what was made goes, also when the run is broken off. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)))
})
const issuer = await startIssuer()
let revision: Revision | null = null
try {
  if (options.against !== undefined) revision = checkOut(options.against)
  await Promise.race([options.neighbour ? greedy() : main(), interrupted])
} finally {
  await stopProcesses()
  await removeClusters()
  await issuer.close()
  revision?.remove()
}

async function greedy(): Promise<void> {
  const held = await neighbour(['--seconds', options.seconds, '--rounds', options.rounds], say)
  if (!held) process.exitCode = 1
}

async function main(): Promise<void> {
  // The older of the two makes the data, so that the newer one meets it as after an update.
  const seeded = await fill(revision?.root ?? ROOT)
  const sides = [await serviceSide('this', ROOT, seeded)]
  if (revision) sides.push(await serviceSide('against', revision.root, seeded))
  sides.push(await floorSide(ROOT, seeded))
  say(heading(revision !== null))
  const lines: string[] = []
  for await (const rounds of runAll(sides)) {
    const text = line(rounds)
    lines.push(text)
    say(text)
  }
  const memory = sides
    .filter(({ name }) => name !== 'floor')
    .map(({ name, idleMb, server }) => `${name} ${idleMb} MB idle, ${residentMb(server.pid)} MB after the load`)
  const said = `Memory of the service beside PostgreSQL, without the console: ${memory.join('; ')}.`
  say(said)
  if (!options.save) return
  const file = save({
    commit: currentCommit(),
    against: revision?.commit ?? null,
    incidents: Number(options.incidents),
    tenants: TENANTS,
    rounds: Number(options.rounds),
    seconds: Number(options.seconds),
    lines,
    memory: said,
    note: options.note,
  })
  say(`saved to bench/results/${file}`)
}

/** Fills a cluster through the service of a checkout, and stops both. */
async function fill(root: string): Promise<Seeded> {
  const incidents = Number(options.incidents)
  const cluster = await startCluster()
  const service = await startService(cluster.url, SCHEMA, issuer.url, root)
  const tenants: Tenant[] = []
  for (let n = 0; n < TENANTS; n++)
    tenants.push({ id: `bench-${n}`, token: await tokenOf(`bench-${n}`, 'responder'), incidents: [] })
  const began = performance.now()
  await seed(service.url, await tokenOf('bench-0', 'deployer'), tenants, incidents)
  say(`${incidents} incidents over ${TENANTS} tenants in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  await service.stop()
  await cluster.analyze()
  await cluster.stop()
  return { folder: cluster.folder, schema: SCHEMA, issuerUrl: issuer.url, tenants, incidents }
}

function tokenOf(tenant: string, role: string): Promise<string> {
  return issuer.token({
    exp: Math.floor(Date.now() / 1000) + 86_400,
    sub: `bench-${role}`,
    name: 'Bench',
    active_tenant: { tenant_id: tenant, tenant_name: tenant, roles: [role] },
  })
}

async function* runAll(sides: readonly Side[]): AsyncGenerator<Rounds> {
  const wanted = options.only === '' ? null : options.only.split(',')
  const service = sides[0]?.server.url ?? ''
  for (const scenario of scenarios) {
    if (wanted && !wanted.includes(scenario.name)) continue
    const taking = sides.filter(({ name }) => name !== 'floor' || scenario.goal !== null)
    if (scenario.changes) for (const { caller } of taking) await caller.prepare(service)
    for (const connections of options.connections.split(',').map(Number)) {
      const turns = new Map<Side['name'], Turn[]>(taking.map(({ name }) => [name, []]))
      for (const side of taking) await measure(side, scenario, connections, Number(options['warm-up']))
      for (let round = 0; round < Number(options.rounds); round++) {
        // Who comes first takes turns too.
        for (const side of round % 2 === 0 ? taking : taking.toReversed())
          turns.get(side.name)?.push(await measure(side, scenario, connections, Number(options.seconds)))
      }
      yield {
        scenario,
        connections,
        this: turns.get('this') ?? [],
        against: turns.get('against') ?? null,
        floor: turns.get('floor') ?? null,
      }
    }
  }
}
