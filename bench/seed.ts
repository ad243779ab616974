import pg from 'pg'
import { defineAttribute } from '../server/src/attribute/commands.ts'
import { DefinitionCache, type Definitions } from '../server/src/attribute/definitions.ts'
import type { Database } from '../server/src/database/database.ts'
import { sql } from '../server/src/database/sql.ts'
import { uuid } from '../server/src/id.ts'
import { insertIncident } from '../server/src/incident/store.ts'
import type { Actor } from '../server/src/permission.ts'

export type Seeded = { tenants: { id: string; incidents: string[] }[] }

const places = [
  'Building C, basement',
  'Hall 4',
  'Server room 2',
  'Tunnel km 12.4',
  'Gate B17',
  'Substation North',
  'Platform 3',
  'Control room',
]
const things = [
  'Water on the floor',
  'Power dip',
  'Access badge reader offline',
  'Smoke detector fault',
  'Packet loss to the north ring',
  'Lift stuck',
  'Door forced',
  'Pump pressure low',
]
const words =
  'the raised floor is wet near rack pumps are on their way level falling operator informed camera shows nothing unusual second line called back at noon spare part ordered waiting for clearance'.split(
    ' ',
  )

/** Incidents over tenants, half of them with custom values: the same ones for the service and the floor. */
export async function seed(
  database: Database,
  databaseUrl: string,
  incidents: number,
  tenants: number,
): Promise<Seeded> {
  const ids = Array.from({ length: tenants }, (_, i) => `bench-${i}`)
  for (const id of ids) {
    await database.scoped(
      'identity',
      sql`insert into tenant (tenant_id, name, definitions_version) select ${id}, ${id}, definitions_version from instance`,
    )
  }
  const deployer = actorOf(ids[0] ?? '')
  for (const [name, type] of [
    ['rack', 'STRING'],
    ['count', 'NUMBER'],
    ['isPending', 'BOOLEAN'],
  ] as const) {
    await defineAttribute(database, deployer, { name, type })
  }
  const definitions = await new DefinitionCache(database).refresh()
  // Acknowledged or not does not matter here: without waiting for the disk the rows are there in a third of the time.
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 8,
    options: `-c search_path="${database.schema}" -c synchronous_commit=off`,
  })
  const seeded = ids.map((id) => ({ id, incidents: [] as string[] }))
  let next = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < incidents) {
        const n = next++
        const tenant = seeded[n % tenants]
        if (!tenant) return
        const id = uuid()
        await insert(pool, definitions, tenant.id, id, n)
        tenant.incidents.push(id)
      }
    }),
  )
  await pool.query('vacuum analyze')
  await pool.end()
  return { tenants: seeded }
}

async function insert(pool: pg.Pool, definitions: Definitions, tenant: string, id: string, n: number): Promise<void> {
  const statement = insertIncident(
    actorOf(tenant),
    definitions,
    id,
    incidentFields(n),
    n % 2 === 0 ? { rack: `R${n % 97}`, count: n % 1000, isPending: n % 3 === 0 } : null,
  )
  await pool.query({
    name: n % 2 === 0 ? 'seed-values' : 'seed',
    text: statement.text,
    values: statement.values.map((value) =>
      Array.isArray(value) && typeof value[0] === 'number' ? `{${value.join(',')}}` : value,
    ),
  })
}

/** A believable incident, the same for the same number. */
export function incidentFields(n: number) {
  const pick = (list: readonly string[], salt: number): string =>
    list[(n * 7 + salt * 13 + (n >> 3)) % list.length] ?? ''
  const description = Array.from({ length: 30 }, (_, i) => pick(words, i)).join(' ')
  const day = new Date(Date.UTC(2024, 0, 1) + (n % 900) * 86_400_000 + (n % 1440) * 60_000).toISOString().slice(0, 19)
  return {
    name: `${pick(things, 1)} (${n})`,
    description: `${description}.`,
    reported_by: pick(['Night watch', 'Control room', 'Patrol 2', 'Facility desk'], 2),
    status: pick(['NEW', 'OPEN', 'OPEN', 'INVESTIGATING', 'MONITORING'], 3),
    type: pick(['SECURITY', 'SYSTEM_FAILURE', 'SAFETY', 'FACILITY'], 4),
    severity: pick(['', 'MAJOR', 'MODERATE', 'MINOR', 'LOW'], 5),
    date: `${day}+08:00`,
    location: pick(places, 6),
    next_update: 0,
    resolved_date: null,
    backdated: false,
  }
}

function actorOf(tenantId: string): Actor {
  return {
    tenantId,
    tenantName: tenantId,
    userId: 'bench',
    name: 'Bench',
    email: null,
    emailVerified: false,
    kind: 'user',
    role: 'deployer',
    requestId: uuid(),
    expiresAt: null,
  }
}
