// The schemas of the document, each named once.
import type { TSchema } from 'typebox'

/** A JSON Schema of the 2020-12 dialect, plain data. */
export type JsonSchema = { [keyword: string]: unknown }

/** The named schemas of a document, and the way other schemas come to point at them. */
export type SchemaBook = {
  /** The schema as the document writes it: names become pointers, what only TypeBox knows is left out. */
  use(schema: TSchema): JsonSchema
  /** Follows a pointer into the book; any other schema is given back as it is. */
  resolve(schema: JsonSchema): JsonSchema
  /** Every named schema, by name. Throws when a pointer leads nowhere. */
  all(): Record<string, JsonSchema>
}

const POINTER = '#/components/schemas/'

/** Keywords whose value is a schema, a list of schemas, or schemas by name; what stands under any other is data. */
const schemaKeywords = [
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
]
const listKeywords = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const mapKeywords = ['properties', 'patternProperties', 'dependentSchemas', '$defs']

/**
 * Starts a book with schemas that have an `$id`; an inline schema with one joins it where it is met. Throws when one name is given
 * to two different schemas.
 */
export function schemaBook(named: readonly TSchema[]): SchemaBook {
  const book = new Map<string, JsonSchema>()
  const wanted = new Set<string>()

  function plain(schema: unknown): unknown {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema // true and false are schemas
    const source = schema as JsonSchema // an object that is no list
    if (typeof source.$id !== 'string') return copy(source)
    enter(source.$id, source)
    return pointer(source.$id)
  }

  function enter(name: string, source: JsonSchema): void {
    const before = book.get(name)
    const schema = copy(source)
    if (before === undefined) book.set(name, schema)
    else if (JSON.stringify(before) !== JSON.stringify(schema))
      throw new Error(`two different schemas are named ${name}`)
  }

  function copy(source: JsonSchema): JsonSchema {
    const schema: JsonSchema = {}
    for (const [keyword, value] of Object.entries(source)) {
      if (keyword === '$id' || keyword.startsWith('~')) continue
      if (keyword === '$ref') Object.assign(schema, pointer(String(value)))
      else if (schemaKeywords.includes(keyword)) schema[keyword] = plain(value)
      else if (listKeywords.includes(keyword) && Array.isArray(value)) schema[keyword] = value.map(plain)
      else if (mapKeywords.includes(keyword) && typeof value === 'object' && value !== null) {
        schema[keyword] = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
      } else schema[keyword] = value
    }
    return schema
  }

  function pointer(name: string): JsonSchema {
    const bare = name.startsWith(POINTER) ? name.slice(POINTER.length) : name
    wanted.add(bare)
    return { $ref: POINTER + bare }
  }

  for (const schema of named) plain(schema)
  return {
    use: (schema) => plain(schema) as JsonSchema, // a TSchema is an object
    resolve(schema) {
      if (typeof schema.$ref !== 'string') return schema
      return book.get(schema.$ref.slice(POINTER.length)) ?? {}
    },
    all() {
      for (const name of wanted) if (!book.has(name)) throw new Error(`no schema is named ${name}`)
      return Object.fromEntries([...book].sort(([a], [b]) => (a < b ? -1 : 1)))
    },
  }
}
