/** The documents of the search index: written with what they are about. */
import { type Sql, sql } from '../database/sql.ts'
import type { Document } from './document.ts'

/** `recordId` null: of the incident itself; else of a record that belongs to it. */
export function insertDocument(tenantId: string, incidentId: string, recordId: string | null, document: Document): Sql {
  return sql`insert into incident_search (tenant_id, incident_id, record_id, content, grams)
    values (${tenantId}, ${incidentId}::uuid, ${recordId}::uuid, ${document.content}, ${document.grams}::int[])`
}

export function updateDocument(tenantId: string, incidentId: string, recordId: string | null, document: Document): Sql {
  return sql`update incident_search set content = ${document.content}, grams = ${document.grams}::int[]
    where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and ${ofRecord(recordId)}`
}

export function deleteDocument(tenantId: string, incidentId: string, recordId: string): Sql {
  return sql`delete from incident_search where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and ${ofRecord(recordId)}`
}

function ofRecord(recordId: string | null): Sql {
  return recordId === null ? sql`record_id is null` : sql`record_id = ${recordId}::uuid`
}
