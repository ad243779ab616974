// Commands on the code tables: add, change, remove a code.
import type { Database, Tx } from '../database/database.ts'
import { sqlState } from '../database/failure.ts'
import { sql } from '../database/sql.ts'
import { AppError, invalid } from '../errors.ts'
import type { Change } from '../log/schema.ts'
import { lockDefinitions, logInEveryTenant } from '../log/store.ts'
import type { Context } from '../permission.ts'
import type { CatalogName, CodeEntry, CodeFields } from './schema.ts'
import { selectCodes, tableOf } from './store.ts'

type Entry = CodeEntry & { category?: string }

/** Adds a code; written into the log of every tenant. Throws conflict DUPLICATE_CODE. */
export function addCode(
  database: Database,
  context: Context,
  name: CatalogName,
  fields: CodeFields & { code: string },
): Promise<Entry> {
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const entries = await entriesOf(tx, name)
      if (entries.some((entry) => entry.code === fields.code)) {
        const message = `There is a code ${fields.code} already.`
        throw new AppError('conflict', message, { problems: [{ code: 'DUPLICATE_CODE', message, field: 'code' }] })
      }
      const entry = complete(fields, {
        rank: Math.min(1_000_000, entries.reduce((most, one) => Math.max(most, one.rank), 0) + 1),
        color: null,
        active: true,
      })
      await tx.query(
        name === 'statuses'
          ? sql`insert into incident_status (code, label, rank, color, active, category) values (${entry.code}, ${entry.label}, ${entry.rank}, ${entry.color}, ${entry.active}, ${entry.category ?? null})`
          : sql`insert into ${tableOf[name]} (code, label, rank, color, active) values (${entry.code}, ${entry.label}, ${entry.rank}, ${entry.color}, ${entry.active})`,
      )
      await logCode(tx, context, version, name, entry.code, [{ field: entry.code, from: null, to: entry }], entry)
      return entry
    },
    context,
  )
}

/** Changes a code's label, rank, colour, category, or retires it. Throws not_found, invalid (another code in the body). */
export function changeCode(
  database: Database,
  context: Context,
  name: CatalogName,
  code: string,
  fields: CodeFields,
): Promise<Entry> {
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const before = (await entriesOf(tx, name)).find((entry) => entry.code === code)
      if (!before) throw noSuchCode(code)
      if (fields.code !== undefined && fields.code !== code) {
        throw invalid([
          {
            code: 'CODE_FIXED',
            message: 'A code keeps its name: incidents carry it. Add another and retire this one.',
            field: 'code',
          },
        ])
      }
      const entry = complete({ ...fields, code }, before)
      const changes = changesBetween(before, entry)
      if (changes.length === 0) return entry
      await tx.query(
        name === 'statuses'
          ? sql`update incident_status set label = ${entry.label}, rank = ${entry.rank}, color = ${entry.color}, active = ${entry.active}, category = ${entry.category ?? null} where code = ${code}`
          : sql`update ${tableOf[name]} set label = ${entry.label}, rank = ${entry.rank}, color = ${entry.color}, active = ${entry.active} where code = ${code}`,
      )
      await logCode(tx, context, version, name, code, changes, entry)
      return entry
    },
    context,
  )
}

/** Removes a code that no incident carries. Throws not_found, conflict CODE_IN_USE. */
export function removeCode(database: Database, context: Context, name: CatalogName, code: string): Promise<Entry> {
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const entry = (await entriesOf(tx, name)).find((one) => one.code === code)
      if (!entry) throw noSuchCode(code)
      try {
        await tx.query(sql`delete from ${tableOf[name]} where code = ${code}`)
      } catch (error) {
        // The foreign key of the incidents knows, in every tenant and against writers at the same moment.
        if (sqlState(error) !== '23503') throw error
        const message = `Incidents carry ${code}: retire it (PUT with active false) instead.`
        throw new AppError('conflict', message, { problems: [{ code: 'CODE_IN_USE', message }] })
      }
      await logCode(tx, context, version, name, code, [{ field: code, from: entry, to: null }], null)
      return entry
    },
    context,
  )
}

const kindOf: Record<CatalogName, string> = { types: 'type', statuses: 'status', severities: 'severity' }

function logCode(
  tx: Tx,
  context: Context,
  version: number,
  catalog: CatalogName,
  code: string,
  changes: Change[],
  entry: Entry | null,
): Promise<void> {
  const subject = { kind: kindOf[catalog], id: code }
  return logInEveryTenant(tx, context, version, { type: 'catalog.changed', subject, changes, data: { catalog, entry } })
}

async function entriesOf(tx: Tx, name: CatalogName): Promise<Entry[]> {
  return (await tx.query(selectCodes(name))) as Entry[] // the columns of selectCodes()
}

function complete(
  fields: CodeFields & { code: string },
  before: { rank: number; color: string | null; active: boolean },
): Entry {
  return {
    code: fields.code,
    label: fields.label,
    rank: fields.rank ?? before.rank,
    color: fields.color === undefined ? before.color : fields.color,
    active: fields.active ?? before.active,
    ...(fields.category === undefined ? {} : { category: fields.category }),
  }
}

function changesBetween(before: Entry, after: Entry): Change[] {
  const fields = ['label', 'rank', 'color', 'active', 'category'] as const
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field: `${after.code}.${field}`, from: before[field] ?? null, to: after[field] ?? null }))
}

function noSuchCode(code: string): AppError {
  const message = `There is no code ${code.slice(0, 64)}.`
  return new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
}
