// Compares two versions of a schema: what callers made from the old one rely on.

import { textsOf } from './pattern.ts'

export type Schema = { [keyword: string]: unknown }

/**
 * Who relies on the schema. `reader`: whoever takes an answer relies on its fields, their types and the values known by name; fields and
 * named values may be added. `writer`: whoever sends a request relies on everything being taken that was.
 */
export type Side = 'reader' | 'writer'

/** Follows `$ref` in the document that a schema stands in. */
export type Resolve = (schema: Schema) => Schema

type Comparison = {
  side: Side
  old: Resolve
  now: Resolve
  /** Pairs that are compared already, by their references: schemas may hold themselves. */
  seen: Set<string>
}

/** What is known here. A keyword that is not might change what a schema means without being noticed. */
const known = new Set([
  ...[
    '$ref',
    'allOf',
    'anyOf',
    'oneOf',
    'type',
    'const',
    'enum',
    'format',
    'pattern',
    'properties',
    'required',
    'items',
  ],
  ...['additionalProperties', 'patternProperties', 'uniqueItems', 'default'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ...['description', 'title', 'examples', 'readOnly', 'deprecated', 'x-enumDescriptions'],
])

/** What callers made from the old schema would meet in the new one: a sentence each, with its place. */
export function schemaBreaks(side: Side, oldSchema: Schema, nowSchema: Schema, old: Resolve, now: Resolve): string[] {
  return compare({ side, old, now, seen: new Set() }, oldSchema, nowSchema, '')
}

function compare(comparison: Comparison, oldSchema: Schema, nowSchema: Schema, at: string): string[] {
  const { side, seen } = comparison
  const pair = `${oldSchema['$ref']} ${nowSchema['$ref']}`
  if ('$ref' in oldSchema && '$ref' in nowSchema) {
    if (seen.has(pair)) return []
    seen.add(pair)
  }
  const old = flat(oldSchema, comparison.old)
  const now = flat(nowSchema, comparison.now)
  const unknown = [...Object.keys(old), ...Object.keys(now)].filter((keyword) => !known.has(keyword))
  if (unknown.length > 0) return [`${where(at)}the comparison does not know ${unknown.join(', ')}`]
  const [oldWays, nowWays] = [alternatives(old), alternatives(now)]
  if (oldWays || nowWays) return compareWays(comparison, oldWays ?? [old], nowWays ?? [now], at)
  return [
    ...types(side, old, now, at),
    ...named(side, old, now, at),
    ...texts(side, old, now, at),
    ...(side === 'writer' ? bounds(old, now, at) : []),
    ...fields(comparison, old, now, at),
    ...(old['items'] && now['items']
      ? compare(comparison, old['items'] as Schema, now['items'] as Schema, `${at}[]`) // schemas, both
      : []),
  ]
}

/** A schema without `$ref` and `allOf`: its parts laid over one another. */
function flat(schema: Schema, resolve: Resolve): Schema {
  const { allOf, ...own } = resolve(schema)
  if (allOf === undefined) return own
  const parts = [...(allOf as Schema[]).map((part) => flat(part, resolve)), own]
  return {
    ...Object.assign({}, ...parts),
    required: parts.flatMap((part) => (part['required'] ?? []) as string[]),
    properties: Object.assign({}, ...parts.map((part) => part['properties'] ?? {})),
  }
}

function alternatives(schema: Schema): Schema[] | undefined {
  return (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined
}

/** Readers must know each way of the new schema by one of the old; writers must find each way of the old in the new. */
function compareWays(comparison: Comparison, old: Schema[], now: Schema[], at: string): string[] {
  const reader = comparison.side === 'reader'
  const [ways, others] = reader ? [now, old] : [old, now]
  return ways.flatMap((way) => {
    const found = others.map((other) =>
      compare({ ...comparison, seen: new Set() }, reader ? other : way, reader ? way : other, at),
    )
    if (found.some((breaks) => breaks.length === 0)) return []
    const alike = found.filter((_, index) => JSON.stringify(others[index]?.['type']) === JSON.stringify(way['type']))
    const [only] = found.length === 1 ? found : alike.length === 1 ? alike : []
    return only ?? [`${where(at)}${JSON.stringify(way).slice(0, 80)} is in no alternative`]
  })
}

/** Names of types; an integer is a number. Without `type` a schema takes all. */
function types(side: Side, old: Schema, now: Schema, at: string): string[] {
  const [from, to] = side === 'reader' ? [now, old] : [old, now]
  if (to['type'] === undefined) return []
  const allowed = [to['type']].flat()
  const given = from['type'] === undefined ? ['anything'] : [from['type']].flat()
  const more = given.filter((type) => !allowed.includes(type) && !(type === 'integer' && allowed.includes('number')))
  if (more.length === 0) return []
  return [
    side === 'reader'
      ? `${where(at)}may now be ${more.join(', ')}, was ${allowed.join(', ')}`
      : `${where(at)}${more.join(', ')} is not taken any more, only ${allowed.join(', ')}`,
  ]
}

/** Values with a name: none may go. New ones may come, as kinds of event do; but a closed list may not be opened to any text. */
function named(side: Side, old: Schema, now: Schema, at: string): string[] {
  const [was, is] = [valuesOf(old), valuesOf(now)]
  if (!is) return was && side === 'reader' ? [`${where(at)}any value, where its values had names`] : []
  if (!was) return side === 'writer' ? [`${where(at)}only ${is.join(', ')} are taken`] : []
  return was
    .filter((value) => !is.includes(value))
    .map((value) => `${where(at)}the value ${JSON.stringify(value)} is gone`)
}

function valuesOf(schema: Schema): unknown[] | undefined {
  return 'const' in schema ? [schema['const']] : (schema['enum'] as unknown[] | undefined)
}

/** Formats of what is sent, and those that take all of it and more. */
const wider: Readonly<Record<string, string>> = { 'date-time': 'date-time-or-empty' }

/** Format and pattern: readers rely on what there was, writers on there being no other. And what a field left out means stays. */
function texts(side: Side, old: Schema, now: Schema, at: string): string[] {
  const keywords = side === 'reader' ? ['format', 'pattern'] : ['format', 'pattern', 'default']
  return keywords
    .filter((keyword) => JSON.stringify(old[keyword]) !== JSON.stringify(now[keyword]))
    .filter((keyword) => (side === 'reader' ? keyword in old : keyword in now || keyword === 'default'))
    .filter((keyword) => side === 'reader' || keyword !== 'pattern' || !takesAll(old['pattern'], now['pattern']))
    .filter((keyword) => side === 'reader' || keyword !== 'format' || wider[`${old['format']}`] !== now['format'])
    .map((keyword) => `${where(at)}${keyword} was ${JSON.stringify(old[keyword])}, is ${JSON.stringify(now[keyword])}`)
}

/** Whether a pattern is known to take every text of another one: lists of names grow. */
function takesAll(old: unknown, now: unknown): boolean {
  const given = typeof old === 'string' ? textsOf(old) : undefined
  return given !== undefined && typeof now === 'string' && given.every((text) => new RegExp(now, 'u').test(text))
}

/** Bounds of what is taken may only become wider. Those of answers are not promised: texts may be longer one day. */
function bounds(old: Schema, now: Schema, at: string): string[] {
  const lower = ['minimum', 'minLength', 'minItems', 'minProperties']
  const upper = ['maximum', 'maxLength', 'maxItems', 'maxProperties']
  const bound = (schema: Schema, keyword: string, without: number): number =>
    (schema[keyword] as number | undefined) ?? impliedBound(schema, keyword) ?? without
  const narrower = [
    ...lower.filter(
      (keyword) => bound(now, keyword, -Infinity) > Math.max(bound(old, keyword, -Infinity), atLeast(keyword)),
    ),
    ...upper.filter((keyword) => bound(now, keyword, Infinity) < bound(old, keyword, Infinity)),
    ...(now['uniqueItems'] === true && old['uniqueItems'] !== true ? ['uniqueItems'] : []),
  ]
  return narrower.map((keyword) => `${where(at)}${keyword} was ${old[keyword] ?? 'not there'}, is ${now[keyword]}`)
}

/** What the fields of an object say about their count: those required at least, and no others where it is closed. */
function impliedBound(schema: Schema, keyword: string): number | undefined {
  if (keyword === 'minProperties') return requiredOf(schema).length
  if (keyword === 'maxProperties' && schema['additionalProperties'] === false)
    return Object.keys(propertiesOf(schema)).length
  return undefined
}

/** No length is below 0. */
function atLeast(keyword: string): number {
  return keyword === 'minimum' ? -Infinity : 0
}

function fields(comparison: Comparison, old: Schema, now: Schema, at: string): string[] {
  const { side } = comparison
  const [was, is] = [propertiesOf(old), propertiesOf(now)]
  const [wasRequired, isRequired] = [requiredOf(old), requiredOf(now)]
  const rest = [old['additionalProperties'], now['additionalProperties']].map((one) => one ?? true)
  const below = Object.entries(was).flatMap(([name, schema]) => {
    const other = is[name]
    if (!other) return [`${where(`${at}.${name}`)}is gone`]
    return compare(comparison, schema, other, `${at}.${name}`)
  })
  const required =
    side === 'reader'
      ? wasRequired.filter((name) => name in is && !isRequired.includes(name)).map((name) => [name, 'may be missing'])
      : isRequired.filter((name) => !wasRequired.includes(name)).map((name) => [name, 'is required'])
  return [
    ...below,
    ...required.map(([name, what]) => `${where(`${at}.${name}`)}${what}, and was not before`),
    ...(side === 'writer' &&
    rest[0] !== false &&
    rest[1] === false &&
    Object.keys(is).length + Object.keys(was).length > 0
      ? [`${where(at)}fields without a name are not taken any more`]
      : []),
    ...(typeof rest[0] === 'object' && typeof rest[1] === 'object'
      ? compare(comparison, rest[0] as Schema, rest[1] as Schema, `${at}.*`) // schemas, both
      : []),
    ...Object.entries((old['patternProperties'] ?? {}) as Record<string, Schema>).flatMap(([pattern, schema]) => {
      const other = ((now['patternProperties'] ?? {}) as Record<string, Schema>)[pattern]
      return other ? compare(comparison, schema, other, `${at}.${pattern}`) : [`${where(at)}${pattern} is gone`]
    }),
  ]
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  return (schema['properties'] ?? {}) as Record<string, Schema>
}

function requiredOf(schema: Schema): string[] {
  return (schema['required'] ?? []) as string[]
}

/** The place of what is said, before it; nothing for the schema as a whole. */
function where(at: string): string {
  return at === '' ? '' : `${at.replace(/^\./, '')}: `
}
