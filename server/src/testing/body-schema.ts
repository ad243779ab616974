// What tests read from the schema of a request body.

/** What tests read of a body's schema: TypeBox is JSON Schema. */
export type Schema = {
  type?: string | string[]
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
}

/** The kinds of value a schema allows; null when any will do (a field only the server writes). */
export function kindsOf(schema: Schema): Set<string> | null {
  const kinds = new Set<string>()
  for (const type of typesOf(schema)) kinds.add(type === 'integer' ? 'number' : type)
  return kinds.size === 0 ? null : kinds
}

function typesOf(schema: Schema): string[] {
  if (schema.type !== undefined) return [schema.type].flat()
  if (schema.enum !== undefined)
    return [...new Set(schema.enum.map((value) => (value === null ? 'null' : typeof value)))]
  return (schema.anyOf ?? []).flatMap(typesOf)
}

/** Whether a schema allows a type, by JSON Schema's name of it. */
export function allows(schema: Schema, type: string): boolean {
  return typesOf(schema).includes(type)
}

/** The fields that only the server writes: any value is taken, and ignored. */
export function ignoredFields(schema: Schema): string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, field]) => kindsOf(field) === null)
    .map(([name]) => name)
}
