// One of those that are measured in turn: a revision of the service or the floor, each with a PostgreSQL of its own.
import { type Cluster, startCluster } from './cluster.ts'
import { load, type Measured } from './load.ts'
import { processorMs, residentMb, type Server, startFloor, startService } from './processes.ts'
import { Caller, type Scenario } from './scenarios.ts'
import type { Tenant } from './seed.ts'

export type Side = {
  name: 'this' | 'against' | 'floor'
  server: Server
  cluster: Cluster
  caller: Caller
  /** Resident memory after a start and some rest, MB. */
  idleMb: number
}

export type Turn = Measured & {
  /** Processor time for one request, µs: of the service, and of its PostgreSQL with all its processes. */
  serviceUs: number
  databaseUs: number
}

export type Seeded = { folder: string; schema: string; issuerUrl: string; tenants: Tenant[]; incidents: number }

const STARTS = 3
const REST_MS = 3000

/** Starts the service of a checkout on a copy of what was seeded. */
export async function serviceSide(name: 'this' | 'against', root: string, seeded: Seeded): Promise<Side> {
  const { schema, issuerUrl, tenants, incidents } = seeded
  const cluster = await startCluster({ copyOf: seeded.folder })
  const start = (): Promise<Server> => startService(cluster.url, schema, issuerUrl, root)
  const idle: number[] = []
  let server = await start() // may migrate
  for (let n = 0; n < STARTS; n++) {
    await server.stop()
    server = await start()
    await new Promise((wake) => setTimeout(wake, REST_MS))
    idle.push(residentMb(server.pid))
  }
  const idleMb = idle.toSorted((a, b) => a - b)[STARTS >> 1] ?? 0
  return { name, server, cluster, caller: new Caller('service', tenants, incidents), idleMb }
}

/** Starts the floor on a copy of what was seeded, migrated by the service of this checkout. */
export async function floorSide(root: string, seeded: Seeded): Promise<Side> {
  const { schema, issuerUrl, tenants, incidents } = seeded
  const cluster = await startCluster({ copyOf: seeded.folder })
  await (await startService(cluster.url, schema, issuerUrl, root)).stop()
  const server = await startFloor(cluster.url, schema)
  return {
    name: 'floor',
    server,
    cluster,
    caller: new Caller('floor', tenants, incidents),
    idleMb: residentMb(server.pid),
  }
}

/** On a machine with much other work the service refuses a request now and then. */
const MOST_ERRORS = 0.01

/** Loads a side with one scenario. Throws when more than a hundredth of the answers are errors. */
export async function measure(side: Side, scenario: Scenario, connections: number, seconds: number): Promise<Turn> {
  const { server, cluster, caller } = side
  const before = [processorMs(server.pid), cluster.processorMs()] as const
  const measured = await load(
    server.url,
    connections,
    seconds,
    () => caller.request(scenario.name),
    scenario.changes ? (_, text) => caller.changed(text) : undefined,
  )
  if (measured.errors > measured.requests * MOST_ERRORS)
    throw new Error(`${scenario.name}: ${measured.errors} errors of ${side.name}, first ${measured.firstError}`)
  const each = (ms: number): number => (ms * 1000) / measured.requests
  return {
    ...measured,
    serviceUs: each(processorMs(server.pid) - before[0]),
    databaseUs: each(cluster.processorMs() - before[1]),
  }
}
