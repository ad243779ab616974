// Backups and restores for tests.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import type { Config, DatabaseTarget } from '../config.ts'
import { type DumpSummary, dump } from '../database/backup/dump.ts'
import { checkBackup } from '../database/backup/read.ts'
import { type RestoreOptions, type RestoreSummary, restoreBackup } from '../database/backup/restore.ts'
import { quote } from '../database/backup/tables.ts'
import { writeBackup } from '../database/backup/write.ts'
import { clientConfig } from '../database/client-config.ts'
import { afterTests } from './database.ts'
import { until } from './until.ts'

/** A schema of a database. */
export type Place = { target: DatabaseTarget; schema: string }

/** A folder for backups, removed after this file's tests. */
export function backupFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin backup '))
  afterTests(async () => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}

/** Where a test's service has its tables. */
export function placeOf(config: Config): Place {
  if (!config.database) throw new Error('a test configuration names its database')
  return { target: config.database, schema: config.schema }
}

/** A schema that is not there yet; dropped, with its role, after this file's tests. */
export function newPlace(target: DatabaseTarget): Place {
  const schema = `test_${randomBytes(6).toString('hex')}`
  const hash = createHash('sha256').update(`${target.database}\n${schema}`).digest('hex').slice(0, 12)
  afterTests(async () => {
    await ask(target, `set client_min_messages to warning; drop schema if exists "${schema}" cascade`)
    const role = `tocsin_service_${hash}`
    const [there] = await ask(target, `select 1 from pg_roles where rolname = '${role}'`)
    if (there) await ask(target, `drop owned by "${role}"; drop role "${role}"`)
  })
  return { target, schema }
}

/** Backs a schema up into a file. */
export async function backUp(place: Place, path: string, onProgress?: () => void): Promise<DumpSummary> {
  let summary: DumpSummary | undefined
  const onEnd = (end: DumpSummary): void => {
    summary = end
  }
  await writeBackup(path, { ...place, tocsin: 'test', force: false, onEnd, ...(onProgress ? { onProgress } : {}) })
  if (!summary) throw new Error('the backup ended without its end')
  return summary
}

/** Keeps a backup of the schema from reading its last table; reached() waits until one stands before it. */
export async function closeLastTable({ target, schema }: Place) {
  const client = new pg.Client(clientConfig(target))
  await client.connect()
  await client.query(`begin; lock table "${schema}".sign_in_guess in access exclusive mode`)
  const open = async () => {
    await client.query('rollback')
  }
  const waiting = `from pg_locks where relation = '"${schema}".sign_in_guess'::regclass and not granted`
  return {
    open,
    reached: () => until(async () => (await ask(target, `select 1 ${waiting}`)).length > 0),
    /** Ends the connection of what stands there. */
    cut: () => ask(target, `select pg_terminate_backend(pid) ${waiting}`),
    async [Symbol.asyncDispose]() {
      await client.end()
    },
  }
}

/** The text of a backup of a schema, uncompressed, as lines. */
export async function dumpLines(place: Place): Promise<string[]> {
  const chunks: Buffer[] = []
  for await (const chunk of dump({ ...place, tocsin: 'test' })) chunks.push(chunk)
  return Buffer.concat(chunks).toString().split('\n')
}

/** The text of a backup in memory. */
export function textOf(backup: Buffer): string {
  return gunzipSync(backup).toString()
}

/** Checks a file and restores it. */
export async function restore(
  place: Place,
  path: string,
  options: Partial<RestoreOptions> = {},
): Promise<RestoreSummary> {
  return await restoreBackup({ ...place, path, contents: await checkBackup(path), ...options })
}

/** One hash for all rows of each table of a schema, whatever their order, and how many there are. */
export async function rowHashes({ target, schema }: Place): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  const tables = await ask(target, `select tablename from pg_tables where schemaname = '${schema}' order by 1`)
  for (const { tablename } of tables) {
    const [row] = await ask(
      target,
      `set timezone to 'UTC'; set app.scope to 'operations';
       select count(*) || ' ' || coalesce(md5(string_agg(row, '|' order by row collate "C")), '') as hash
       from (select t::text as row from ${quote(schema)}.${quote(String(tablename))} t) r`,
    )
    hashes[String(tablename)] = String(row?.['hash'])
  }
  return hashes
}

/** Runs statements on a connection of its own; the rows of the last one. */
export async function ask(target: DatabaseTarget, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(clientConfig(target))
  client.on('error', () => undefined) // what was running fails as well
  await client.connect()
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(text)
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? []
  } finally {
    await client.end()
  }
}
