import { attributeGram, attributePresenceGram, documentGrams, normalize } from './grams.ts'

/** What is searched of one incident or comment: its words as compared, and the grams by which the index finds it. */
export type Document = { content: string; grams: readonly number[] }

/** Stands between the fields of an incident, so that no word is found across two of them; the name comes first. */
export const FIELD_SEPARATOR = '\u001f'

/** `stored`: the incident's custom values as stored, JSON by id of the definition, or null. */
export function incidentDocument(
  tenantId: string,
  fields: { name: string; location: string; reported_by: string; description: string },
  stored: string | null,
): Document {
  const document = documentOf(tenantId, [fields.name, fields.location, fields.reported_by, fields.description])
  if (stored === null) return document
  const grams = [...document.grams]
  for (const [id, value] of Object.entries(JSON.parse(stored) as Record<string, unknown>)) {
    // written by incident/store.ts
    grams.push(attributePresenceGram(tenantId, id), attributeGram(tenantId, id, String(value)))
  }
  return { content: document.content, grams }
}

export function commentDocument(tenantId: string, text: string): Document {
  return documentOf(tenantId, [text])
}

function documentOf(tenantId: string, parts: string[]): Document {
  const content = parts
    .map((part) => normalize(part.replaceAll(FIELD_SEPARATOR, ' ')).trim())
    .join(` ${FIELD_SEPARATOR} `)
  return { content, grams: [...documentGrams(tenantId, content)] }
}
