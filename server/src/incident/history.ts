// An incident as it stood, rebuilt from its events.
import type { Database } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { type Sql, sql } from '../database/sql.ts'
import type { Change } from '../log/schema.ts'
import type { EventType } from '../nouns.ts'
import type { Incident } from './schema.ts'

export type AsOf = { at: string } | { lock: number }

type Recorded = {
  type: EventType
  occ_lock: number | null
  at: string
  actor_id: string
  actor_name: string
  changes: Change[] | null
  data: { incident?: Incident; definition?: { name: string } } | null
}

/**
 * An incident as it stood at an instant (by recorded time) or at a version, rebuilt from the log; undefined when it did not exist
 * then, was deleted then, or has been purged. The removal of a definition counts from when it happened; a version is shown as it
 * was at the moment it was recorded.
 */
export async function incidentAsOf(
  database: Database,
  tenantId: string,
  id: string,
  asOf: AsOf,
): Promise<Incident | undefined> {
  const rows = (await database.read(tenantId, recordedEvents(tenantId, id, asOf))) as Recorded[] // the columns of recordedEvents()
  return replay(rows)
}

function recordedEvents(tenantId: string, id: string, asOf: AsOf): Sql {
  const bound =
    'at' in asOf
      ? sql`e.recorded_at <= ${asOf.at}::timestamptz`
      : sql`e.seq <= (select v.seq from event_subject v where v.tenant_id = ${tenantId} and v.kind = 'incident' and v.id = ${id} and v.lock = ${asOf.lock}::int)`
  // Which fields changed is known without reading to what: of the contents, which may be long, the last of each field are read. What happened to
  // its comments and the like tells only when it was last active.
  return sql`with walked as materialized (
      select e.seq, e.type, s.lock, e.recorded_at, e.actor_id, e.actor_name, case when s.kind = 'incident' then b.fields end as fields,
        s.kind = 'incident' and s.lock is not null as versioned
      from event e join event_subject s on s.tenant_id = e.tenant_id and s.seq = e.seq and s.place = 0
        left join event_body b on b.tenant_id = e.tenant_id and b.seq = e.seq and (s.kind = 'incident' and s.lock is not null)
      where e.tenant_id = ${tenantId} and ${bound}
        and (e.incident_id = ${id}::uuid
          or e.type = 'attribute.removed' and e.seq > (select min(f.seq) from event f where f.tenant_id = ${tenantId} and f.incident_id = ${id}::uuid))),
    latest as materialized (select field, max(w.seq) as seq from walked w cross join lateral unnest(w.fields) field group by field),
    wanted as (
      select seq from latest union select seq from walked where type in ('incident.created', 'incident.deleted', 'incident.restored', 'incident.purged', 'attribute.removed')
      union select max(seq) from walked where versioned union select max(seq) from walked where type <> 'attribute.removed')
    select w.type, w.lock as occ_lock, ${utc('w.recorded_at')} as at, w.actor_id, w.actor_name,
      (select json_agg(c.one) from event_body b cross join lateral json_array_elements(b.changes) c (one)
        where b.tenant_id = ${tenantId} and b.seq = w.seq and w.seq in (select seq from latest)
          and c.one ->> 'field' in (select l.field from latest l where l.seq = w.seq)) as changes,
      (select b.data from event_body b where b.tenant_id = ${tenantId} and b.seq = w.seq and w.type in ('incident.created', 'attribute.removed')) as data
    from walked w where w.seq in (select seq from wanted) order by w.seq`
}

/** Folds an incident's events into the record. Pure: the same events give the same incident. */
export function replay(events: readonly Recorded[]): Incident | undefined {
  let incident: Incident | undefined
  let deleted = false
  for (const event of events) {
    if (event.type === 'incident.created') {
      if (!event.data?.incident) return undefined // purged
      // Events from before there were external ids say nothing of one.
      incident = { ...event.data.incident, external_id: event.data.incident.external_id ?? null, activity_at: event.at }
      continue
    }
    if (!incident) continue
    if (event.type === 'attribute.removed') {
      const name = event.data?.definition?.name
      if (name !== undefined) incident = withField(incident, `attributes.${name}`, null)
      continue
    }
    if (event.type === 'incident.purged') return undefined
    if (event.occ_lock === null || !event.type.startsWith('incident.')) {
      incident = { ...incident, activity_at: event.at }
      continue
    }
    if (event.type === 'incident.deleted') deleted = true
    if (event.type === 'incident.restored') deleted = false
    for (const change of event.changes ?? []) incident = withField(incident, change.field, change.to)
    incident = {
      ...incident,
      occ_lock: event.occ_lock,
      activity_at: event.at,
      updated_at: event.at,
      updated_by: event.actor_name,
      updated_by_id: event.actor_id,
    }
  }
  return deleted ? undefined : incident
}

function withField(incident: Incident, field: string, value: unknown): Incident {
  if (!field.startsWith('attributes.')) return { ...incident, [field]: value }
  const values = { ...incident.attributes }
  const name = field.slice('attributes.'.length)
  if (value === null || value === undefined) delete values[name]
  else values[name] = value as string | number | boolean // what the log recorded of a custom value
  return { ...incident, attributes: Object.keys(values).length === 0 ? null : values }
}
