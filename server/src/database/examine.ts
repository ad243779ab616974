// Examines a database for doctor: rights, guards, every tenant's log and records.
import pg from 'pg'
import type { DatabaseTarget } from '../config.ts'
import { nouns } from '../nouns.ts'
import { clientConfig } from './client-config.ts'

/** What the database role may do, for `doctor` to name the GRANT that is missing. */
export type Rights = {
  role: string
  database: string
  superuser: boolean
  mayCreateSchemas: boolean
  schemaExists: boolean
  mayUseSchema: boolean
  mayCreateTables: boolean
  /** Tables of the schema that belong to another role. */
  foreignOwners: string[]
  /** Connections the role, the database or the server allows, the least of them, without those kept for superusers. */
  connectionLimit: number
}

/** How well the log and the tenants' rows are guarded by the database itself. */
export type Guards = {
  /** Tables with a tenant_id that row-level security does not cover, or does not force. */
  open: string[]
  /** Privileges on the log that the service's role should not have: "update on event". */
  excess: string[]
  /** Triggers against rewriting that are missing or switched off, as "trigger on table". */
  missingTriggers: string[]
}

/** What is wrong with a tenant's log and records, in words; `events` is how many were looked at. */
export type TenantReport = { tenant_id: string; events: number; incidents: number; problems: string[] }

const TRIGGERS = [
  ['append_only', 'event'],
  ['no_truncate', 'event'],
  ['no_update', 'event_body'],
  ['no_truncate', 'event_body'],
  ['append_only', 'event_subject'],
  ['no_truncate', 'event_subject'],
  ...nouns.flatMap(({ table }) => (table === undefined ? [] : [['recorded', table] as const])),
] as const

const EXCESS = [
  ['event', 'update'],
  ['event', 'delete'],
  ['event', 'truncate'],
  ['event_body', 'update'],
  ['event_body', 'truncate'],
  ['event_subject', 'update'],
  ['event_subject', 'delete'],
  ['event_subject', 'truncate'],
] as const

/** Asks what the role may do. Throws pg's errors. */
export async function examineRights(target: DatabaseTarget, schema: string): Promise<Rights> {
  return await withClient(target, async (client) => {
    const { rows } = await client.query(
      `select current_user as role, current_database() as database, r.rolsuper as superuser,
          has_database_privilege(current_database(), 'create') as may_create_schemas, n.oid is not null as schema_exists,
          coalesce(has_schema_privilege(n.oid, 'usage'), false) as may_use, coalesce(has_schema_privilege(n.oid, 'create'), false) as may_create,
          (select coalesce(array_agg(c.relname::text order by c.relname), '{}') from pg_class c
            where c.relnamespace = n.oid and c.relkind in ('r', 'p') and not pg_has_role(c.relowner, 'usage')) as foreign_owners,
          least(nullif(r.rolconnlimit, -1), nullif(d.datconnlimit, -1),
            current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int) as connection_limit
        from pg_roles r join pg_database d on d.datname = current_database() left join pg_namespace n on n.nspname = $1
        where r.rolname = current_user`,
      [schema],
    )
    const row = rows[0]
    return {
      role: row.role,
      database: row.database,
      superuser: row.superuser,
      mayCreateSchemas: row.may_create_schemas,
      schemaExists: row.schema_exists,
      mayUseSchema: row.may_use,
      mayCreateTables: row.may_create,
      foreignOwners: row.foreign_owners,
      connectionLimit: row.connection_limit,
    }
  })
}

/** Looks whether the database refuses what the service must never do. `serviceRole` null: the connection's own. Throws pg's errors. */
export async function examineGuards(
  target: DatabaseTarget,
  schema: string,
  serviceRole: string | null,
): Promise<Guards> {
  return await withClient(target, async (client) => {
    const open = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where c.relnamespace = (select oid from pg_namespace where nspname = $1) and c.relkind in ('r', 'p') and c.relname <> 'incident_search'
         and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))
       order by 1`,
      [schema],
    )
    const excess = await client.query<{ name: string }>(
      `select privilege || ' on ' || relation as name
       from unnest($2::text[], $3::text[]) as wanted (relation, privilege)
       join pg_class c on c.relname = relation and c.relnamespace = (select oid from pg_namespace where nspname = $1)
       where has_table_privilege(coalesce($4, current_user), c.oid, privilege)`,
      [schema, EXCESS.map(([relation]) => relation), EXCESS.map(([, privilege]) => privilege), serviceRole],
    )
    const triggers = await client.query<{ name: string }>(
      `select name || ' on ' || relation as name from unnest($2::text[], $3::text[]) as wanted (name, relation)
       where not exists (select 1 from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where t.tgname = wanted.name and c.relname = relation and t.tgenabled in ('O', 'A')
           and c.relnamespace = (select oid from pg_namespace where nspname = $1))`,
      [schema, TRIGGERS.map(([name]) => name), TRIGGERS.map(([, relation]) => relation)],
    )
    const names = (result: { rows: { name: string }[] }): string[] => result.rows.map((row) => row.name)
    return { open: names(open), excess: names(excess), missingTriggers: names(triggers) }
  })
}

/**
 * Reads the whole log of every tenant, in one snapshot, and compares it with the records: seq from 1 without a gap up to the
 * tenant's number, time never falling, one event for each version of each incident, nothing missing but what was purged.
 * Works beside a running service; takes about a second for a million events. Throws pg's errors.
 */
export async function examineLog(target: DatabaseTarget, schema: string): Promise<TenantReport[]> {
  return await withClient(target, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    await client.query(`select set_config('search_path', $1, true), set_config('app.scope', 'operations', true)`, [
      `"${schema.replaceAll('"', '""')}"`,
    ])
    const reports = await examineTenants(client)
    await client.query('rollback')
    return reports
  })
}

/** As examineLog, in the caller's transaction, which sees every tenant. */
export async function examineTenants(client: pg.Client): Promise<TenantReport[]> {
  const { rows } = await client.query<Record<string, string>>(LOG_QUERY)
  return rows.map((row) => reportOf(row))
}

const LOG_QUERY = `
  with log as (
    select tenant_id, count(*) as events, min(seq) as first, max(seq) as last,
      count(*) filter (where recorded_at < before) as falling, count(*) filter (where occurred_at > recorded_at) as early
    from (select tenant_id, seq, recorded_at, occurred_at, lag(recorded_at) over (partition by tenant_id order by seq) as before from event) e
    group by tenant_id),
  version as (
    select s.tenant_id, s.id::uuid as incident_id, count(*) as versions, min(s.lock) as first, max(s.lock) as last, bool_or(e.type = 'incident.purged') as purged
    from event_subject s join event e on e.tenant_id = s.tenant_id and e.seq = s.seq where s.kind = 'incident' and s.lock is not null
    group by s.tenant_id, s.id),
  record as (
    select coalesce(i.tenant_id, v.tenant_id) as tenant_id, count(i.id) as incidents, count(i.id) filter (where i.deleted_at is null) as live,
      count(*) filter (where i.id is not null and (v.incident_id is null or v.first <> 0 or v.last <> i.occ_lock or v.versions <> i.occ_lock + 1)) as unrecorded,
      count(*) filter (where i.id is null and not v.purged) as vanished
    from incident i full join version v on v.tenant_id = i.tenant_id and v.incident_id = i.id
    group by 1),
  counted as (
    select tenant_id, count(*) as miscounted from (
      select tenant_id, status, type, coalesce(severity, '') as severity, count(*) as incidents, count(*) filter (where resolved_epoch >= date_epoch) as timed
      from incident where deleted_at is null group by 1, 2, 3, 4) i
    full join (select * from incident_count where incidents <> 0 or timed <> 0) c using (tenant_id, status, type, severity)
    where (i.incidents, i.timed) is distinct from (c.incidents, c.timed) group by tenant_id),
  bare as (
    select e.tenant_id, count(*) as bodies from event e
    where not exists (select 1 from event_body b where b.tenant_id = e.tenant_id and b.seq = e.seq)
      and not exists (select 1 from event p where p.tenant_id = e.tenant_id and p.incident_id = e.incident_id and p.type = 'incident.purged')
    group by e.tenant_id)
  select t.tenant_id, t.seq, t.incident_total, coalesce(log.events, 0) as events, coalesce(log.first, 1) as first, coalesce(log.last, 0) as last,
    coalesce(log.falling, 0) as falling, coalesce(log.early, 0) as early, coalesce(record.incidents, 0) as incidents,
    coalesce(record.live, 0) as live, coalesce(record.unrecorded, 0) as unrecorded, coalesce(record.vanished, 0) as vanished,
    coalesce(bare.bodies, 0) as bare, coalesce(counted.miscounted, 0) as miscounted
  from tenant t left join log using (tenant_id) left join record using (tenant_id) left join bare using (tenant_id) left join counted using (tenant_id)
  order by t.tenant_id`

function reportOf(row: Record<string, string>): TenantReport {
  const number = (name: string): number => Number(row[name])
  const [seq, events, first, last] = [number('seq'), number('events'), number('first'), number('last')]
  const problems: string[] = []
  if (first !== 1 || last !== seq || events !== seq) {
    problems.push(`its number is ${seq}, but the log holds ${events} events from ${first} to ${last}`)
  }
  const counts: [string, string][] = [
    ['falling', 'events are earlier than the one before'],
    ['early', 'events occurred after they were recorded'],
    ['bare', 'events have lost what they said'],
    ['unrecorded', 'incidents have versions that the log does not have, or the other way round'],
    ['vanished', 'incidents are in the log and not in the record'],
    ['miscounted', 'counts by status, type and severity differ from the incidents'],
  ]
  for (const [name, words] of counts) if (number(name) > 0) problems.push(`${number(name)} ${words}`)
  if (number('live') !== number('incident_total')) {
    problems.push(`it counts ${number('incident_total')} incidents and has ${number('live')}`)
  }
  return { tenant_id: row['tenant_id'] ?? '', events, incidents: number('incidents'), problems }
}

async function withClient<T>(target: DatabaseTarget, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    ...clientConfig(target),
    application_name: 'tocsin doctor',
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {}) // what was running rejects with it
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
