// Fills a tenant with the demo.
import { defineAttribute } from '../attribute/commands.ts'
import { DefinitionCache } from '../attribute/definitions.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { AppError } from '../errors.ts'
import { insertTenant } from '../identity/tenant.ts'
import { missing } from './attributes.ts'
import { tellInBulk } from './bulk.ts'
import { codesOf } from './codes.ts'
import { MINUTE } from './instant.ts'
import { storySteps } from './stories.ts'
import { contextOf, importId, Teller, type Telling } from './tell.ts'

export type DemoOptions = {
  tenantId: string
  tenantName: string
  incidents: number
  months: number
  seed: number
  /** Short histories; unless said otherwise, those of many incidents. */
  brief?: boolean
  /** Also into a tenant that has incidents. */
  force: boolean
  signal?: AbortSignal
  onProgress?: (incidents: number, events: number) => void
}

export type DemoSummary = {
  incidents: number
  events: number
  /** Names of the attributes that were defined. */
  defined: string[]
  /** False: the tenant had a log already, so all of it is recorded as told today. */
  lived: boolean
}

/** Up to so many go through the commands; more of them as rows, in one transaction. */
export const MOST_BY_COMMANDS = 2000
/** More than so many have short histories. */
const MOST_IN_FULL = 20_000
const MONTH = 30.44 * 24 * 60 * MINUTE

/**
 * Fills a tenant with believable incidents, spread over the last months: makes the tenant and the attributes where they are missing. The
 * database must have been opened for imports. Throws AppError when the tenant has incidents and `force` is not set.
 */
export async function fillTenant(database: Database, options: DemoOptions): Promise<DemoSummary> {
  const { tenantId, incidents, months, seed, signal, onProgress } = options
  const cache = new DefinitionCache(database)
  const codes = codesOf(await cache.refresh())
  await insertTenant(database, tenantId, options.tenantName)
  const { head, lived, now } = await lookAt(database, options)
  const start = now - months * MONTH
  const telling: Telling = { tenantId, lived, requestId: importId() }
  const defined = await define(database, cache, telling, start)
  const stories = { incidents, seed, start, now, brief: options.brief ?? incidents > MOST_IN_FULL }
  if (incidents > MOST_BY_COMMANDS) {
    const definitions = await cache.refresh()
    await tellInBulk(database, { telling, definitions, stories, signal, onProgress })
  } else {
    const teller = new Teller({ database, definitions: cache }, telling)
    let [told, count] = [0, 0]
    for (const step of storySteps({ ...stories, codes })) {
      signal?.throwIfAborted()
      await teller.tell(step)
      count++
      if (step.step.do === 'create') onProgress?.(++told, count)
    }
  }
  const after = await readHead(database, tenantId)
  return { incidents: after.reference - head.reference, events: after.seq - head.seq, defined, lived }
}

type Head = { seq: number; reference: number; recorded: string }

async function lookAt(
  database: Database,
  { tenantId, months, force }: DemoOptions,
): Promise<{ head: Head; lived: boolean; now: number }> {
  const [row] = await database.read(
    tenantId,
    sql`select exists (select 1 from incident where tenant_id = ${tenantId}) as used, extract(epoch from clock_timestamp()) * 1000 as now,
        recorded_at < clock_timestamp() - make_interval(secs => ${(months * MONTH) / 1000}::float8) as before
      from tenant where tenant_id = ${tenantId}`,
  )
  if (row?.['used'] === true && !force) {
    throw new AppError(
      'conflict',
      `tenant ${JSON.stringify(tenantId)} has incidents already: name another by --tenant, or give --force to add to them`,
    )
  }
  return {
    head: await readHead(database, tenantId),
    lived: row?.['before'] === true,
    now: Math.floor(Number(row?.['now'])),
  }
}

async function readHead(database: Database, tenantId: string): Promise<Head> {
  const [row] = await database.read(
    tenantId,
    sql`select seq, last_reference, recorded_at::text as recorded from tenant where tenant_id = ${tenantId}`,
  )
  return { seq: Number(row?.['seq']), reference: Number(row?.['last_reference']), recorded: String(row?.['recorded']) }
}

/** Defines what is missing, before anything happens: in the tenant's own log, where the stories begin; in every other's, today. */
async function define(database: Database, cache: DefinitionCache, telling: Telling, at: number): Promise<string[]> {
  const names: string[] = []
  const context = contextOf(telling, { id: 'demo:deployer', name: 'Demo data' }, at)
  for (const input of missing((await cache.refresh()).attributes.values())) {
    await defineAttribute(database, context, input)
    names.push(input.name)
  }
  await cache.refresh()
  return names
}
