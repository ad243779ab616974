// Checks answers against the API document.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { OpenApiDocument } from '../http/openapi.ts'
import { isVisible } from '../http/visible.ts'
import { parseInstant } from '../instant.ts'

/**
 * Checks one answer against the document: that the operation has this status, this media type and these headers, and the body is of its
 * schema. `body` is the parsed JSON, or the text of another media type. Throws what does not fit. Answers to paths that are neither in the document nor
 * under /v1 (the console, the sign-in) are not its business.
 */
export type Check = (method: string, path: string, status: number, headers: Headers, body: unknown) => void

type Response = {
  $ref?: string
  headers?: Record<string, { $ref?: string; required?: boolean; schema?: { type?: string } }>
  content?: Record<string, unknown>
}
type Operation = { operationId: string; responses: Record<string, Response> }

/** What can befall any request before an operation has it: said once, in the description of the document. */
const beforehand = [400, 408, 415, 431]
/** Where nothing is at a path or method under /v1, or it is not looked at because of who asks. */
const nowhere = [...beforehand, 401, 403, 404, 405, 413, 414, 429, 503]
/** Headers that carry meaning for callers: none may come undocumented. */
const meaningful = ['etag', 'location', 'retry-after', 'idempotency-replayed', 'www-authenticate', 'ratelimit-limit']
const FAILURE = '#/components/schemas/Failure'

/** A checker for one document. Schemas are compiled at first use. */
export function conformance(document: OpenApiDocument): Check {
  const validators = schemaValidators(document)
  const find = pathFinder(Object.keys(document.paths))

  return (method, path, status, headers, body) => {
    const pathname = new URL(`http://localhost${path}`).pathname // as fetch reads it
    const template = find(pathname)
    const item = template === undefined ? undefined : document.paths[template]
    const operation = item?.[method === 'HEAD' ? 'get' : method.toLowerCase()] as Operation | undefined // path items of our making hold operations
    const fail = (what: string): never => {
      const shown = typeof body === 'string' ? body : JSON.stringify(body)
      throw new Error(
        `${method} ${path} answered ${status}, which the OpenAPI document ${operation ? `(${operation.operationId}) ` : ''}does not allow: ${what}\n${shown?.slice(0, 2000)}`,
      )
    }
    const mustBe = (pointer: string) => {
      const problems = method === 'HEAD' ? [] : validators(pointer, body)
      if (problems.length > 0) fail(problems.join('; '))
    }
    if (!operation || !template) {
      if (!/^\/v1(\/|$)/.test(pathname) || (method === 'OPTIONS' && status === 204)) return
      if (!nowhere.includes(status)) fail('there is no such operation')
      return mustBe(FAILURE)
    }
    const documented = operation.responses[status]
    if (!documented) {
      if (!beforehand.includes(status)) fail(`its statuses are ${Object.keys(operation.responses).join(', ')}`)
      return mustBe(FAILURE)
    }
    const at =
      documented.$ref ??
      pointerOf('paths', template, method === 'HEAD' ? 'get' : method.toLowerCase(), 'responses', String(status))
    const response = documented.$ref ? (follow(document, documented.$ref) as Response) : documented // pointers of our making lead to responses
    checkHeaders(document, response, headers, fail)
    const [given = ''] = (headers.get('content-type') ?? '').split(';')
    const types = Object.keys(response.content ?? {})
    if (types.length === 0) {
      if (given !== '' || (body !== null && body !== '')) fail('it should have no body')
      return
    }
    if (!types.includes(given)) fail(`its media type is ${given || 'missing'}, not ${types.join(' or ')}`)
    mustBe(`${at}/content/${escaped(given)}/schema`)
  }
}

function checkHeaders(
  document: OpenApiDocument,
  response: Response,
  headers: Headers,
  fail: (what: string) => never,
): void {
  const documented = new Map(
    Object.entries(response.headers ?? {}).map(([name, header]) => [name.toLowerCase(), header]),
  )
  for (const name of meaningful)
    if (headers.has(name) && !documented.has(name)) fail(`the header ${name} is not documented`)
  for (const [name, reference] of documented) {
    const header = reference.$ref ? (follow(document, reference.$ref) as typeof reference) : reference // pointers of our making lead to headers
    const value = headers.get(name)
    if (value === null && header.required) fail(`the header ${name} is missing`)
    if (value !== null && header.schema?.type === 'integer' && !/^\d+$/.test(value))
      fail(`the header ${name} is "${value}"`)
  }
}

/** Finds the template of a path; a literal part is preferred to a parameter. */
function pathFinder(templates: string[]): (path: string) => string | undefined {
  const patterns = templates
    .map((template) => ({
      template,
      pattern: new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}/?$`),
    }))
    .sort((a, b) => a.template.split('{').length - b.template.split('{').length)
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.template
}

/** Validates against the schema at a pointer into the document; gives what is wrong, one sentence each. */
export function schemaValidators(document: OpenApiDocument): (pointer: string, value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addFormat('date-time', (text: string) => parseInstant(text).ok)
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  ajv.addFormat('email', /^[^\s@]+@[^\s@]+$/)
  ajv.addFormat('visible', isVisible)
  ajv.addFormat('date-time-or-empty', (text: string) => text === '' || parseInstant(text).ok)
  ajv.addFormat('uri', URL.canParse)
  ajv.addFormat('uri-reference', (text: string) => URL.canParse(text, 'http://localhost'))
  ajv.addSchema(document, 'document', undefined, false)
  const compiled = new Map<string, ValidateFunction>()
  return (pointer, value) => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `document${pointer}` })
    compiled.set(pointer, validate)
    return validate(value) ? [] : (validate.errors ?? []).map(sentence)
  }
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || 'the body'} ${message ?? 'is wrong'} ${JSON.stringify(params)}`
}

/** A JSON pointer as a fragment, from its parts. */
export function pointerOf(...parts: string[]): string {
  return `#/${parts.map(escaped).join('/')}`
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
}

/** What a pointer leads to; undefined when it leads nowhere. */
export function follow(document: OpenApiDocument, pointer: string): unknown {
  const parts = pointer
    .slice(2)
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
  return parts.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined),
    document,
  ) // plain data
}
