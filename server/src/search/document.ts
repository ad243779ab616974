// What is searched of a record: its text and grams.
import { composed, spellUmlauts } from './fold.ts'
import { attributeGram, attributePresenceGram, documentGrams, normalize } from './grams.ts'

/** What is searched of one incident or of a record that belongs to it: its words as compared, and the grams by which the index finds it. */
export type Document = { content: string; grams: readonly number[] }

/** Stands between the fields of an incident, so that no word is found across two of them; the name comes first. */
export const FIELD_SEPARATOR = '\u001f'

/**
 * `stored`: the incident's custom values as stored, JSON by id of the definition, or null. Of those only what is among `shown`, by id,
 * is found by its words: the values of a removed definition are hidden.
 */
export function incidentDocument(
  tenantId: string,
  fields: { name: string; location: string; reported_by: string; description: string },
  stored: string | null,
  shown: { has(id: string): boolean },
): Document {
  const values = Object.entries(stored === null ? {} : (JSON.parse(stored) as Record<string, unknown>)) // written by incident/store.ts
  const { name, location, reported_by, description } = fields
  // That something is true or false says nothing without its name.
  const words = values.filter(([id, value]) => shown.has(id) && typeof value !== 'boolean').map(([, value]) => value)
  const document = textDocument(tenantId, [name, location, reported_by, description, ...words.map(String)])
  const grams = values.flatMap(([id, value]) => [
    attributePresenceGram(tenantId, id),
    attributeGram(tenantId, id, String(value)),
  ])
  return { content: document.content, grams: [...document.grams, ...grams] }
}

/** What is found by these texts alone. */
export function textDocument(tenantId: string, parts: readonly string[]): Document {
  const content = parts.map(partOf).join(` ${FIELD_SEPARATOR} `)
  return { content, grams: [...documentGrams(tenantId, content)] }
}

/** A field as compared, and after it its words with umlauts once more, as they are spelled without: muller, mueller. */
function partOf(text: string): string {
  const part = normalize(text.replaceAll(FIELD_SEPARATOR, ' '))
  const spelled = new Set<string>()
  for (const word of text.split(/\s+/)) {
    const other = spellUmlauts(word)
    if (other !== composed(word)) spelled.add(normalize(other))
  }
  return spelled.size === 0 ? part : [part, SPELLED_SEPARATOR, ...spelled].join(' ')
}

/** Stands between a field and what is added to it, so that no phrase is found across the two. */
const SPELLED_SEPARATOR = '\u001e'
