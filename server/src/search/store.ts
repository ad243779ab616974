/** The documents of the search index: written with what they are about. */
import { type Sql, sql } from '../database/sql.ts'
import type { Document } from './document.ts'

/** `commentId` null: of the incident itself. */
export function insertDocument(
  tenantId: string,
  incidentId: string,
  commentId: string | null,
  document: Document,
): Sql {
  return sql`insert into incident_search (tenant_id, incident_id, comment_id, content, grams)
    values (${tenantId}, ${incidentId}::uuid, ${commentId}::uuid, ${document.content}, ${document.grams}::int[])`
}

export function updateDocument(
  tenantId: string,
  incidentId: string,
  commentId: string | null,
  document: Document,
): Sql {
  return sql`update incident_search set content = ${document.content}, grams = ${document.grams}::int[]
    where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and ${ofComment(commentId)}`
}

export function deleteDocument(tenantId: string, incidentId: string, commentId: string): Sql {
  return sql`delete from incident_search where tenant_id = ${tenantId} and incident_id = ${incidentId}::uuid and ${ofComment(commentId)}`
}

function ofComment(commentId: string | null): Sql {
  return commentId === null ? sql`comment_id is null` : sql`comment_id = ${commentId}::uuid`
}
