// Migrates the schema to this version, one process at a time.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { ConfigError, type DatabaseTarget } from '../config.ts'
import { clientConfig } from './client-config.ts'
import type { Database } from './database.ts'
import { sql } from './sql.ts'

export type Migration = { version: number; name: string; text: string; checksum: string }

/** The migrations of this version of the service, in order. */
export function migrations(): Migration[] {
  const folder = fileURLToPath(new URL('./migrations/', import.meta.url))
  return readdirSync(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(`${folder}${file}`, 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      return { version: Number(file.slice(0, 4)), name: file.replace(/\.sql$/, ''), text, checksum }
    })
}

export type MigrationResult = {
  /** Names of the migrations that ran just now. */
  applied: string[]
  /** Role that each transaction takes on; null: the connection's own role owns the tables and has given up rewriting the log. */
  serviceRole: string | null
  serverVersion: number
}

/** Any number that stays the same: serializes migrations of one database over all processes (held to the transaction's end, so it works through poolers). */
export const MIGRATION_LOCK = 7_236_741_001

/**
 * Brings the schema up to date under a lock and sets the privileges of the service's role. Safe to call from any number of
 * processes at once. Throws ConfigError when the schema holds tables that Tocsin did not make, when it was made by a newer
 * version, or when the server is too old.
 */
export async function migrate(
  target: DatabaseTarget,
  schema: string,
  options: { apply: boolean },
): Promise<MigrationResult> {
  const client = new pg.Client({
    ...clientConfig(target),
    application_name: 'tocsin migrate',
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {}) // what was running rejects with it
  await client.connect()
  try {
    const serverVersion = await requireServerVersion(client)
    await client.query('begin')
    await client.query(`set local lock_timeout = '60s'`)
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    const applied = await applyMigrations(client, schema, options.apply)
    const serviceRole = await setPrivileges(client, schema, options.apply)
    await client.query('commit')
    return { applied, serviceRole, serverVersion }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

/** True when every migration of this version (`wanted`) has run and none of a newer one. */
export async function schemaIsCurrent(database: Database, wanted: readonly Migration[]): Promise<boolean> {
  const rows = await database.read('', sql`select version from migration order by version`)
  return rows.length === wanted.length && rows.every((row, i) => Number(row.version) === wanted[i]?.version)
}

/**
 * Gives the server's version as server_version_num has it. Throws ConfigError when it is too old, or when the database's encoding can't
 * keep every text.
 */
export async function requireServerVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ v: string; encoding: string; name: string }>(
    `select current_setting('server_version_num') as v, current_setting('server_encoding') as encoding, current_database() as name`,
  )
  const version = Number(rows[0]?.v)
  if (version < 150_000) {
    throw new ConfigError(`PostgreSQL ${Math.floor(version / 10_000)} is too old: 15 or later is needed`)
  }
  const { encoding, name } = rows[0] ?? { encoding: '', name: '' }
  if (encoding !== 'UTF8') {
    throw new ConfigError(
      `the database ${name} has the encoding ${encoding}, which can't keep every text: make one with encoding UTF8 (createdb --encoding=UTF8 --template=template0)`,
    )
  }
  return version
}

/**
 * Runs the migrations the schema lacks, in the caller's transaction, and leaves the schema on its search_path; gives their names.
 * `wanted` may leave out the newest ones. Throws ConfigError.
 */
export async function applyMigrations(
  client: pg.Client,
  schema: string,
  apply: boolean,
  wanted: readonly Migration[] = migrations(),
): Promise<string[]> {
  const quoted = `"${schema.replaceAll('"', '""')}"`
  const exists = await client.query('select 1 from pg_namespace where nspname = $1', [schema])
  if (exists.rowCount === 0) {
    if (!apply) throw new ConfigError(`the schema ${quoted} does not exist and MIGRATE is false: run tocsin migrate`)
    await client.query(`create schema ${quoted}`).catch((error: unknown) => {
      throw explainCreate(error, schema)
    })
  }
  await client.query(`set local search_path to ${quoted}`)
  const known = await client.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = 'migration'`,
    [schema],
  )
  if (known.rowCount === 0) {
    await refuseForeignTables(client, schema)
    if (!apply) throw new ConfigError(`the schema ${quoted} is empty and MIGRATE is false: run tocsin migrate`)
    await client
      .query(
        'create table migration (version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())',
      )
      .catch((error: unknown) => {
        throw explainCreate(error, schema)
      })
  }
  const { rows: done } = await client.query<{ version: number; name: string; checksum: string }>(
    'select version, name, checksum from migration order by version',
  )
  const newest = wanted.at(-1)?.version ?? 0
  const beyond = done.find((row) => row.version > newest)
  if (beyond)
    throw new ConfigError(
      `the schema ${quoted} was made by a newer version of Tocsin (${beyond.name}): start that version`,
    )
  const applied: string[] = []
  for (const migration of wanted) {
    const before = done.find((row) => row.version === migration.version)
    if (before) {
      if (before.checksum !== migration.checksum) {
        throw new ConfigError(
          `migration ${migration.name} differs from the one that made the schema ${quoted}: this is not the version that wrote it`,
        )
      }
      continue
    }
    if (!apply)
      throw new ConfigError(
        `the schema ${quoted} lacks migration ${migration.name} and MIGRATE is false: run tocsin migrate`,
      )
    await client.query(migration.text)
    await client.query('insert into migration (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ])
    applied.push(migration.name)
  }
  return applied
}

async function refuseForeignTables(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ relname: string }>(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1 limit 6`,
    [schema],
  )
  if (rows.length === 0) return
  const names = rows
    .slice(0, 5)
    .map((row) => row.relname)
    .join(', ')
  throw new ConfigError(
    `SQL_SCHEMA "${schema}" holds tables that Tocsin did not make (${names}${rows.length > 5 ? ', …' : ''}): name an empty or new schema`,
  )
}

function explainCreate(error: unknown, schema: string): unknown {
  if (error instanceof pg.DatabaseError && error.code === '42501') {
    return new ConfigError(
      `the database role may not create the schema "${schema}" or tables in it: grant create on database … to the role, or create the schema for it (create schema … authorization …)`,
    )
  }
  return error
}

/**
 * Grants the service its rights and takes away the others; gives the role each transaction takes on, null for the connection's own.
 *
 * Two ways to keep the service from rewriting the log (reliability R2). A superuser, or a role that may create roles, owns the
 * tables and every transaction steps down to a role of its own that has no right to. An ordinary role owns the tables itself
 * and revokes the rights from itself; row security is forced either way.
 */
export async function setPrivileges(client: pg.Client, schema: string, apply: boolean): Promise<string | null> {
  const quoted = `"${schema.replaceAll('"', '""')}"`
  const { rows } = await client.query<{ rolsuper: boolean; rolcreaterole: boolean; role: string; database: string }>(
    'select rolsuper, rolcreaterole, current_user as role, current_database() as database from pg_roles where rolname = current_user',
  )
  const me = rows[0]
  if (!me) throw new Error('the current role is not in pg_roles')
  // Roles belong to the whole server: the name tells database and schema apart.
  const hash = createHash('sha256').update(`${me.database}\n${schema}`).digest('hex').slice(0, 12)
  const name = `tocsin_service_${hash}`
  const existing = await client.query(
    `select pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = $1`,
    [name],
  )
  const usable = existing.rowCount === 1 && (me.rolsuper || existing.rows[0].member)
  const steppingDown = usable || me.rolsuper || (me.rolcreaterole && existing.rowCount === 0)
  if (apply) {
    if (steppingDown && existing.rowCount === 0) {
      await client.query(`create role "${name}" nologin nosuperuser nobypassrls nocreaterole nocreatedb`)
      // A creator gets ADMIN but, from PostgreSQL 16 on, not necessarily SET on the role it made.
      if (!me.rolsuper) await client.query(`grant "${name}" to current_user`)
    }
    const service = steppingDown ? `"${name}"` : 'current_user'
    if (steppingDown) {
      await client.query(`grant usage on schema ${quoted} to ${service}`)
      await client.query(`grant select, insert, update, delete on all tables in schema ${quoted} to ${service}`)
      await client.query(`grant usage on all sequences in schema ${quoted} to ${service}`)
      await client.query(`revoke insert, update, delete on ${quoted}.migration from ${service}`)
    }
    await client.query(`revoke update, delete, truncate on ${quoted}.event from ${service}`)
    await client.query(`revoke update, delete, truncate on ${quoted}.event_subject from ${service}`)
    await client.query(`revoke update, truncate on ${quoted}.event_body from ${service}`)
  }
  await requireRowSecurity(client, schema)
  return steppingDown ? name : null
}

/** Tables that hold a tenant's rows but lie outside row security on purpose: see the trap in ARCHITECTURE.md. */
const WITHOUT_POLICY = new Set(['incident_search'])

async function requireRowSecurity(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ relname: string }>(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where n.nspname = $1 and c.relkind in ('r', 'p')
       and (not c.relrowsecurity or not c.relforcerowsecurity or not exists (select 1 from pg_policy p where p.polrelid = c.oid))`,
    [schema],
  )
  const naked = rows.map((row) => row.relname).filter((name) => !WITHOUT_POLICY.has(name))
  if (naked.length > 0)
    throw new ConfigError(`row-level security is off on ${naked.join(', ')}: Tocsin does not start without it`)
}
