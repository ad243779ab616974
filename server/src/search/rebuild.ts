// Makes search documents anew that were made in an earlier form, or with a custom value that is hidden now.
import type { DefinitionCache } from '../attribute/definitions.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { commentDocument, type Document, incidentDocument } from './document.ts'

/** As read: `version` tells whether the document was written again since. */
type Stale = { tenant_id: string; incident_id: string; comment_id: string | null; version: string }
type Remade = Pick<Stale, 'incident_id' | 'comment_id' | 'version'> & Document

/**
 * Makes at most so many anew, and gives how many there were. Safe beside writers and on any number of processes: what is written
 * meanwhile is left alone.
 */
export async function rebuildDocuments(database: Database, cache: DefinitionCache, most: number): Promise<number> {
  const stale = (await database.scoped(
    'follower',
    sql`select tenant_id, incident_id, comment_id, xmin::text as version from incident_search
      where form < 2 order by tenant_id, incident_id limit ${most}`,
  )) as Stale[] // its columns
  for (const [tenantId, rows] of Map.groupBy(stale, (row) => row.tenant_id)) {
    const remade = await remake(database, cache, tenantId, rows)
    await database.scoped(
      'follower',
      sql`update incident_search s set content = d.content, grams = d.grams, form = 2
        from json_to_recordset(${JSON.stringify(remade)}::json) d(incident_id uuid, comment_id uuid, version text, content text, grams int[])
        where s.tenant_id = ${tenantId} and s.incident_id = d.incident_id and s.comment_id is not distinct from d.comment_id
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
  const incidentIds = rows.filter((row) => row.comment_id === null).map((row) => row.incident_id)
  const commentIds = rows.flatMap((row) => row.comment_id ?? [])
  const [incidents, comments] = await database.reads(tenantId, [
    sql`select id, name, location, reported_by, description, attributes::text as attributes from incident
      where tenant_id = ${tenantId} and id = any(${incidentIds}::uuid[])`,
    sql`select id, text from comment where tenant_id = ${tenantId} and id = any(${commentIds}::uuid[])`,
  ])
  const { attributesById } = await cache.refresh()
  const documents = new Map<string, Document>()
  for (const row of incidents?.rows ?? []) {
    const fields = row as { name: string; location: string; reported_by: string; description: string } // not null
    const stored = row['attributes'] as string | null // jsonb as text
    documents.set(String(row['id']), incidentDocument(tenantId, fields, stored, attributesById))
  }
  for (const row of comments?.rows ?? [])
    documents.set(String(row['id']), commentDocument(tenantId, String(row['text'])))
  return rows.flatMap(({ incident_id, comment_id, version }) => {
    const document = documents.get(comment_id ?? incident_id)
    return document ? [{ incident_id, comment_id, version, ...document }] : []
  })
}
