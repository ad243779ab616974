// Checks values and query strings against schemas, and words what is wrong.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { TSchema } from 'typebox'
import { AppError, MOST_PROBLEMS, type Problem, type ProblemCode } from '../errors.ts'
import { isUuid } from '../id.ts'
import { parseInstant } from '../instant.ts'
import { isVisible } from './visible.ts'

// Nothing is coerced or removed: "3" is not an integer and an unknown field is an error (reliability L1).
const settings = { coerceTypes: false, removeAdditional: false, useDefaults: false, strict: false } as const
const formats = {
  'date-time': (text: string) => parseInstant(text).ok,
  uuid: isUuid,
  uri: URL.canParse,
  visible: isVisible,
  'date-time-or-empty': (text: string) => text === '' || parseInstant(text).ok,
  email: /^[^\s@]+@[^\s@]+$/,
}
/** Says whether a value is valid, and stops at the first thing wrong. */
const deciding = new Ajv({ ...settings, formats })
/** What one value's check may find, several for each place, before it stops: Ajv itself goes on to the end of the body. */
const MOST_FOUND = 1000
/** Names what is wrong. Its generated code throws once it found MOST_FOUND. */
const naming = new Ajv({ ...settings, formats, allErrors: true, verbose: true, code: { process: stopping } })

function stopping(code: string): string {
  return code.replaceAll('errors++;', `if(++errors>=${MOST_FOUND})throw{stoppedWith:vErrors};`)
}

/** Checks a value against a schema and names what is wrong with it, up to one more than an answer does. Compiled once, at first use: all of them took 0.1 s of a start. */
export function checker(schema: TSchema): (value: unknown, at?: string) => Problem[] {
  let decide: ValidateFunction | undefined
  let name: ValidateFunction | undefined
  return (value, at = '') => {
    // $id would register the schema globally; two endpoints may share one.
    decide ??= deciding.compile(withoutIds(schema) as object)
    if (decide(value)) return []
    name ??= naming.compile(withoutIds(schema) as object)
    const problems = new Map<string | undefined, Problem>()
    for (const error of errorsOf(name, value)) {
      const problem = describe(error, at)
      // One sentence for each field: unions and patterns report the same place several times.
      if (problem && !problems.has(problem.field)) problems.set(problem.field, problem)
      if (problems.size > MOST_PROBLEMS) break
    }
    return [...problems.values()]
  }
}

/** What is wrong with a value, as far as the check went. */
function errorsOf(validate: ValidateFunction, value: unknown): ErrorObject[] {
  try {
    validate(value)
    return validate.errors ?? []
  } catch (stop) {
    if (typeof stop === 'object' && stop !== null && 'stoppedWith' in stop) return stop.stoppedWith as ErrorObject[] // stopping()
    throw stop
  }
}

function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== '$id')
      .map(([key, value]) => [key, withoutIds(value)]),
  )
}

const kinds: Record<string, string> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
}

function describe(error: ErrorObject, at: string): Problem | null {
  const path = [
    at,
    ...error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
  ]
    .filter((part) => part !== '')
    .join('.')
  const params = error.params as Record<string, unknown> // Ajv's parameters depend on the keyword
  const name = path === '' ? 'The body' : `"${shorten(path)}"`
  const problem = (code: ProblemCode, message: string, field = path): Problem =>
    field === '' ? { code, message } : { code, message, field: shorten(field) }
  switch (error.keyword) {
    case 'required': {
      const field = [path, String(params.missingProperty)].filter((part) => part !== '').join('.')
      return problem('MISSING', `"${field}" is required.`, field)
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const field = [path, String(params.additionalProperty ?? params.unevaluatedProperty)]
        .filter((part) => part !== '')
        .join('.')
      return problem('UNKNOWN_FIELD', `"${shorten(field)}" is not a field here.`, field)
    }
    case 'type': {
      const types = Array.isArray(params.type) ? params.type : String(params.type).split(',')
      return problem(
        'WRONG_TYPE',
        `${name} must be ${types.map((type) => kinds[type] ?? type).join(' or ')}, not ${kindOf(error.data)}.`,
      )
    }
    case 'minLength':
      return params.limit === 1
        ? problem('BLANK', `${name} must not be empty.`)
        : problem('TOO_SHORT', `${name} needs at least ${params.limit} characters.`)
    case 'maxLength':
      return problem('TOO_LONG', `${name} may have at most ${params.limit} characters.`)
    case 'pattern':
      return params.pattern === '\\S'
        ? problem('BLANK', `${name} must not be blank.`)
        : problem('BAD_FORMAT', `${name} must match ${params.pattern}.`)
    case 'minimum':
    case 'exclusiveMinimum':
      return problem('OUT_OF_RANGE', `${name} must be at least ${params.limit}.`)
    case 'maximum':
    case 'exclusiveMaximum':
      return problem('OUT_OF_RANGE', `${name} must be at most ${params.limit}.`)
    case 'minItems':
      return problem('TOO_SHORT', `${name} needs at least ${params.limit} ${params.limit === 1 ? 'entry' : 'entries'}.`)
    case 'maxItems':
      return problem('TOO_LONG', `${name} may have at most ${params.limit} entries.`)
    case 'uniqueItems':
      return problem('DUPLICATE', `${name} must not hold the same entry twice.`)
    case 'minProperties':
      return problem('MISSING', `${name} must have at least ${params.limit} field${params.limit === 1 ? '' : 's'}.`)
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String) // the keyword's own parameter
      return problem('BAD_VALUE', `${name} must be one of ${allowed.join(', ')}.`)
    }
    case 'const':
      return problem('BAD_VALUE', `${name} must be ${String(params.allowedValue)}.`)
    case 'format': {
      if (String(params.format).startsWith('date-time') && typeof error.data === 'string') {
        const parsed = parseInstant(error.data)
        return problem('BAD_DATE', `${name} ${parsed.ok ? 'is not a date-time' : parsed.problem}.`)
      }
      if (params.format === 'visible')
        return problem('BLANK', `${name} must not be blank: it needs a character that can be seen.`)
      return problem('BAD_FORMAT', `${name} must be a valid ${params.format}.`)
    }
    case 'anyOf':
    case 'oneOf':
      return problem('BAD_VALUE', `${name} has none of the allowed forms.`)
    case 'if':
      return null
  }
  return problem('BAD_VALUE', `${name} ${error.message ?? 'is not valid'}.`)
}

/** At most 100 code points of a name, so that an answer stays small whatever was sent. */
function shorten(name: string): string {
  return name.length > 100 && [...name.slice(0, 202)].length > 100
    ? `${[...name.slice(0, 202)].slice(0, 100).join('')}…`
    : name
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : `the number ${value}`
  return kinds[typeof value] ?? typeof value
}

type QuerySchema = {
  properties?: Record<string, { type?: string | string[] }>
  patternProperties?: Record<string, { type?: string }>
}

/** Reads a query string by a schema: known names only, none twice unless it is a list, numbers and booleans spelled exactly. */
export function queryReader(
  schema: TSchema,
): (text: string) => { value: Record<string, unknown>; problems: Problem[] } {
  const { properties = {}, patternProperties = {} } = schema as QuerySchema // endpoints give object schemas only
  const patterns = Object.keys(patternProperties).map((pattern) => new RegExp(pattern, 'u'))
  const takesNone = Object.keys(properties).length + patterns.length === 0
  const check = takesNone ? () => [] : checker(schema)
  return (text) => {
    const value: Record<string, unknown> = Object.create(null)
    const problems: Problem[] = []
    for (const [name, given] of pairs(text)) {
      if (problems.length > MOST_PROBLEMS) break
      const known = Object.hasOwn(properties, name)
        ? properties[name]
        : patterns.some((pattern) => pattern.test(name))
          ? { type: 'string' }
          : undefined
      if (!known) {
        const message = `"${shorten(name)}" is not a parameter here.`
        problems.push({ code: 'UNKNOWN_PARAMETER', message, ...(name === '' ? {} : { field: shorten(name) }) })
      } else if (known.type === 'array') {
        value[name] ??= []
        const list = value[name] as string[] // made here
        list.push(given)
      } else if (name in value) {
        problems.push({
          code: 'REPEATED_PARAMETER',
          message: `"${shorten(name)}" may be given once only.`,
          field: name,
        })
      } else {
        value[name] = fromText(given, known.type)
      }
    }
    return { value, problems: [...problems, ...check(value).map(ofParameter)] }
  }
}

/** An entry of a repeatable parameter is named as the parameter. */
function ofParameter(problem: Problem): Problem {
  const name = /^(\w+)\.\d+$/.exec(problem.field ?? '')?.[1]
  return name === undefined
    ? problem
    : { ...problem, field: name, message: problem.message.replace(`"${problem.field}"`, `"${name}"`) }
}

function pairs(text: string): [string, string][] {
  if (text === '') return []
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]
    })
}

function decode(text: string): string {
  let decoded: string
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw badQuery('The query is not validly percent-encoded UTF-8.')
  }
  if (decoded.includes('\0')) throw badQuery('The query must not contain U+0000.')
  return decoded
}

function badQuery(message: string): AppError {
  return new AppError('invalid', message, { problems: [{ code: 'BAD_QUERY', message }] })
}

function fromText(text: string, type: string | string[] | undefined): unknown {
  if (type === 'integer' && /^-?(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text)))
    return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
