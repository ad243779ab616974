/** Commands on the bin: delete, restore, purge. */
import { raw, sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { nouns } from '../nouns.ts'
import type { Context } from '../permission.ts'
import { promisePurged } from '../promise/ledger.ts'
import type { Version } from '../record/version.ts'
import { commitVersion, type Incidents, lockLive, requireCurrent, type Shown } from './change.ts'
import type { Wanted } from './rules.ts'
import { lockIncident } from './store.ts'

/** No field is wanted: any version but the current one is stale. */
const nothing: Wanted = { fields: {}, attributes: null }

/** Moves an incident to the bin. Throws not_found, conflict. */
export async function deleteIncident(
  incidents: Incidents,
  context: Context,
  id: string,
  version: Version,
): Promise<Shown> {
  const { actor } = context
  return await incidents.database.transaction(context, async (tx) => {
    const locked = await lockLive(tx, incidents, id)
    await requireCurrent(tx, locked, version, nothing)
    const event = { type: 'incident.deleted' }
    const { shown } = await commitVersion(tx, incidents, actor, locked, locked.incident, event, {
      deleted: true,
      total: -1,
    })
    return shown
  })
}

/** Takes an incident out of the bin. Throws not_found (also when it is not in the bin), conflict. */
export async function restoreIncident(
  incidents: Incidents,
  context: Context,
  id: string,
  version: Version,
): Promise<Shown> {
  const { actor } = context
  return await incidents.database.transaction(context, async (tx) => {
    const locked = await lockIncident(tx, incidents.definitions, id)
    if (!locked?.deleted) throw notFound('incident')
    await requireCurrent(tx, locked, version, nothing)
    const event = { type: 'incident.restored' }
    const { shown } = await commitVersion(tx, incidents, actor, locked, locked.incident, event, {
      deleted: false,
      total: 1,
    })
    return shown
  })
}

/**
 * Removes an incident's content for good, live or from the bin, with everything that belongs to it; that it was there, and who did what
 * when, stays in the log. `reason` names the rule where no person asked for it. Throws not_found, conflict.
 */
export async function purgeIncident(
  incidents: Incidents,
  context: Context,
  id: string,
  version: Version,
  reason: string | null = null,
): Promise<{ id: string }> {
  const { actor } = context
  return await incidents.database.transaction(context, async (tx) => {
    const locked = await lockIncident(tx, incidents.definitions, id)
    if (!locked) throw notFound('incident')
    await requireCurrent(tx, locked, version, nothing)
    const own = sql`tenant_id = ${tx.tenantId} and incident_id = ${id}::uuid`
    const tables = nouns.flatMap(({ table, ofIncident }) => (table !== undefined && ofIncident ? [table] : []))
    await tx.commit({
      ticket: { total: locked.deleted ? 0 : -1 },
      writes: [
        ...tables.map((table) => sql`delete from ${raw(table)} where ${own}`),
        sql`delete from incident_search where ${own}`,
        sql`update idempotency_key set body = null where ${own}`,
        sql`delete from event_body where tenant_id = ${tx.tenantId} and seq in (select seq from event where ${own})`,
        sql`delete from incident where tenant_id = ${tx.tenantId} and id = ${id}::uuid`,
        promisePurged(actor.tenantId, id),
      ],
      events: [
        {
          type: 'incident.purged',
          subject: { kind: 'incident', id, lock: locked.incident.occ_lock + 1 },
          incidentId: id,
          number: locked.number,
          reason,
        },
      ],
    })
    return { id }
  })
}
