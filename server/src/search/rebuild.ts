// Makes search documents anew that were made in an earlier form, or with a custom value that is hidden now.
import type { DefinitionCache } from '../attribute/definitions.ts'
import type { Database } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { nouns } from '../nouns.ts'
import { type Document, incidentDocument, textDocument } from './document.ts'

/** As read: `version` tells whether the document was written again since. */
type Stale = { tenant_id: string; incident_id: string; record_id: string | null; version: string }
/** Nouns whose rows are searched besides incidents. */
const searched = nouns.flatMap(({ table, searched: fields }) =>
  table && fields ? [{ table: raw(table), fields }] : [],
)

type Remade = Pick<Stale, 'incident_id' | 'record_id' | 'version'> & Document

/**
 * Makes at most so many anew, and gives how many there were. Safe beside writers and on any number of processes: what is written
 * meanwhile is left alone.
 */
export async function rebuildDocuments(database: Database, cache: DefinitionCache, most: number): Promise<number> {
  const stale = (await database.scoped(
    'follower',
    sql`select tenant_id, incident_id, record_id, xmin::text as version from incident_search
      where form < 2 order by tenant_id, incident_id limit ${most}`,
  )) as Stale[] // its columns
  for (const [tenantId, rows] of Map.groupBy(stale, (row) => row.tenant_id)) {
    const remade = await remake(database, cache, tenantId, rows)
    await database.scoped(
      'follower',
      sql`update incident_search s set content = d.content, grams = d.grams, form = 2
        from json_to_recordset(${JSON.stringify(remade)}::json) d(incident_id uuid, record_id uuid, version text, content text, grams int[])
        where s.tenant_id = ${tenantId} and s.incident_id = d.incident_id and s.record_id is not distinct from d.record_id
          and s.xmin::text = d.version`,
    )
  }
  return stale.length
}

async function remake(
  database: Database,
  cache: DefinitionCache,
  tenantId: string,
  rows: readonly Stale[],
): Promise<Remade[]> {
  const incidentIds = rows.filter((row) => row.record_id === null).map((row) => row.incident_id)
  const recordIds = rows.flatMap((row) => row.record_id ?? [])
  const [incidents, ...records] = await database.reads(tenantId, [
    sql`select id, name, location, reported_by, description, attributes::text as attributes from incident
      where tenant_id = ${tenantId} and id = any(${incidentIds}::uuid[])`,
    ...searched.map(
      ({ table }) =>
        sql`select id, to_json(r)::text as fields from ${table} r where tenant_id = ${tenantId} and id = any(${recordIds}::uuid[])`,
    ),
  ])
  const { attributesById } = await cache.refresh()
  const documents = new Map<string, Document>()
  for (const row of incidents?.rows ?? []) {
    const fields = row as { name: string; location: string; reported_by: string; description: string } // not null
    const stored = row['attributes'] as string | null // jsonb as text
    documents.set(String(row['id']), incidentDocument(tenantId, fields, stored, attributesById))
  }
  for (const [n, { fields }] of searched.entries()) {
    for (const row of records[n]?.rows ?? []) {
      const values = JSON.parse(String(row['fields'])) as Record<string, unknown> // a row
      const texts = fields.map((field) => String(values[field] ?? ''))
      documents.set(String(row['id']), textDocument(tenantId, texts))
    }
  }
  return rows.flatMap(({ incident_id, record_id, version }) => {
    const document = documents.get(record_id ?? incident_id)
    return document ? [{ incident_id, record_id, version, ...document }] : []
  })
}
