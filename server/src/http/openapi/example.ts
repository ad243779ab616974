// Examples made from schemas.
import type { JsonSchema, SchemaBook } from './schemas.ts'

/** Where a schema says nothing better. */
const byFormat: Record<string, string> = {
  'date-time': '2026-05-01T14:05:00.123456Z',
  date: '2026-05-01',
  uuid: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10',
}

/**
 * An example of what a schema describes, put together from the examples in it: its own, or those of its parts. Optional fields are
 * left out unless they have one. Undefined where a needed part has none.
 */
export function exampleOf(given: JsonSchema, book: SchemaBook): unknown {
  const schema = book.resolve(given)
  const own = ownExample(schema)
  if (own !== undefined) return own
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const [first] = (schema[key] as JsonSchema[] | undefined) ?? [] // these keywords hold lists of schemas
    if (first) return exampleOf(first, book)
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return ofObject(schema, book)
    case 'array': {
      const item = exampleOf((schema.items as JsonSchema | undefined) ?? {}, book) // the keyword holds a schema
      return item === undefined ? undefined : [item]
    }
    case 'string':
      return typeof schema.format === 'string' ? byFormat[schema.format] : undefined
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 0
    case 'boolean':
      return true
    case 'null':
      return null
  }
  return undefined
}

/** The example a schema itself names: what its author chose, or the one thing it allows. */
export function ownExample(schema: JsonSchema): unknown {
  if (Array.isArray(schema.examples)) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  return undefined
}

function ofObject(schema: JsonSchema, book: SchemaBook): unknown {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema> // the keyword holds schemas by name
  const required = (schema.required ?? []) as string[] // the keyword holds names
  const example: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(properties)) {
    const needed = required.includes(name)
    const value = needed ? exampleOf(property, book) : ownExample(book.resolve(property))
    if (value !== undefined) example[name] = value
    else if (needed) return undefined
  }
  return example
}
