// Lets every path of an incident name it by its reference (INC-000042) or its external id as well as by its id.
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Call, Endpoint } from '../http/route.ts'
import { isUuid } from '../id.ts'
import type { IncidentId } from './schema.ts'

const reference = /^INC-0*([1-9]\d{0,14})$/

/** The same endpoints; those below an incident take its reference or its external id in the place of its id. None has the form of another. */
export function takingReferences(endpoints: readonly Endpoint[], database: Database): Endpoint[] {
  return endpoints.map((one) =>
    /^\/v1\/incident\/\{id\}(\/|$)/.test(one.path) ? { ...one, handler: resolving(one.handler, database) } : one,
  )
}

function resolving(handler: Endpoint['handler'], database: Database): Endpoint['handler'] {
  const inner = handler as (call: unknown) => Promise<unknown> // erased by endpoint()
  return (async (call: Call<typeof IncidentId, undefined, undefined>) => {
    const { id } = call.params
    if (isUuid(id)) return await inner(call)
    const number = reference.exec(id)?.[1]
    const { tenantId } = call.actor
    const [row] = await database.lookup(
      tenantId,
      number === undefined
        ? sql`select i.id from incident i where i.tenant_id = ${tenantId} and i.external_id = ${id}`
        : sql`select i.id from incident i where i.tenant_id = ${tenantId} and i.number = ${number}::bigint`,
    )
    return await inner(row ? { ...call, params: { ...call.params, id: row['id'] } } : call)
  }) as Endpoint['handler'] // as above
}
