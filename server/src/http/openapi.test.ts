import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Type } from 'typebox'
import { permissions, roleOf } from '../permission.ts'
import { follow, pointerOf, schemaValidators } from '../testing/conform.ts'
import { inertDocument, inertEndpoints } from '../testing/document.ts'
import { openApiDocument } from './openapi.ts'
import { type Endpoint, endpoint } from './route.ts'

type Media = { schema?: unknown; example?: unknown; examples?: Record<string, { value: unknown }> }
type Response = { $ref?: string; description: string; content?: Record<string, Media> }
type Parameter = { $ref?: string; name: string; in: string; schema: unknown; example?: unknown }
type Operation = {
  operationId: string
  tags: string[]
  summary?: string
  description?: string
  security?: unknown[]
  'x-required-role'?: string | null
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, Response>
}

const document = inertDocument()
const endpoints = inertEndpoints()
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Operation })),
)

test('an independent validator finds the document to be OpenAPI 3.1', async () => {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(document))
  assert.deepEqual(result.errors, undefined)
  assert.equal(result.valid, true)
  assert.equal(validator.version, '3.1')
})

test('the same declarations give the same text', () => {
  assert.equal(JSON.stringify(inertDocument()), JSON.stringify(document))
})

test('every endpoint is in the document, and nothing else under /v1', () => {
  const described = operations
    .filter(({ path }) => path.startsWith('/v1'))
    .map(({ path, method }) => `${method} ${path}`)
  const declared = endpoints.map((one) => `${one.method.toLowerCase()} ${one.path}`)
  assert.deepEqual(described.sort(), declared.sort())
})

test('operation ids are unique, tags are explained, and every operation says what it does', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  assert.equal(new Set(ids).size, ids.length)
  const tags = document.tags.map(({ name }) => name)
  for (const { operation } of operations) {
    for (const tag of operation.tags)
      assert.ok(tags.includes(tag), `${operation.operationId} has the unexplained tag ${tag}`)
    assert.ok(operation.summary, operation.operationId)
    assert.ok(operation.description, operation.operationId)
  }
  assert.deepEqual([...new Set(operations.flatMap(({ operation }) => operation.tags))].sort(), tags.sort())
})

test('every pointer in the document leads somewhere, and no $id or bare name is left', () => {
  walk(document, (key, value) => {
    if (key === '$ref') {
      assert.match(String(value), /^#\/components\//)
      assert.notEqual(follow(document, String(value)), undefined, String(value))
    }
    assert.notEqual(key, '$id')
    assert.ok(!key.startsWith('~'), key)
  })
})

test('a name that leads nowhere, or is given to two schemas, is refused', () => {
  const one = (answer: ReturnType<typeof Type.Ref>) =>
    endpoint({
      method: 'GET',
      path: '/v1/x',
      operationId: 'x',
      tag: 'x',
      summary: 'x',
      permission: 'signed_in',
      answer,
      handler: async () => ({ data: null }),
    })
  const info = { version: '1', description: '', tags: [], basePath: '' }
  assert.throws(() => openApiDocument([one(Type.Ref('Nobody'))], [], info), /no schema is named Nobody/)
  assert.throws(
    () => openApiDocument([], [Type.String({ $id: 'Twice' }), Type.Integer({ $id: 'Twice' })], info),
    /two different schemas are named Twice/,
  )
})

test('every success has an example, and so have every request body and every failure', () => {
  for (const { operation } of operations) {
    for (const [at, media] of medias(operation))
      assert.ok(examplesOf(media).length > 0, `${operation.operationId} ${at}`)
  }
})

test('every example is of its schema', () => {
  const validate = schemaValidators(document)
  for (const { path, method, operation } of operations) {
    for (const [at, media] of medias(operation)) {
      const pointer = at.startsWith('#') ? at : pointerOf('paths', path, method, ...at.split(' '))
      for (const example of examplesOf(media)) {
        assert.deepEqual(
          validate(`${pointer}/schema`, example),
          [],
          `${operation.operationId} ${at}: ${JSON.stringify(example)}`,
        )
      }
    }
    for (const [index, given] of (operation.parameters ?? []).entries()) {
      const parameter = given.$ref ? (follow(document, given.$ref) as Parameter) : given // a parameter of the document
      const pointer = given.$ref ?? pointerOf('paths', path, method, 'parameters', String(index))
      if (parameter.example !== undefined)
        assert.deepEqual(validate(`${pointer}/schema`, parameter.example), [], pointer)
    }
  }
})

test('every example in a schema is of that schema', () => {
  const validate = schemaValidators(document)
  walk(document, (key, value, way) => {
    if (key !== 'examples' || !Array.isArray(value)) return
    for (const example of value) assert.deepEqual(validate(pointerOf(...way), example), [], way.join(' '))
  })
})

test('each operation names the failures its kind can have', () => {
  for (const one of endpoints) {
    const { responses } = described(one)
    const wanted = ['400', '401', '403', '429', '500', '503']
    if (one.method !== 'GET') wanted.push('413', '415')
    if (one.method === 'POST') wanted.push('409', '422')
    if (one.ifMatch) wanted.push('404', '409', '412')
    if (one.notModified) wanted.push('304')
    for (const status of wanted) assert.ok(responses[status], `${one.operationId} ${status}`)
    for (const status of Object.keys(responses)) assert.match(status, /^(200|201|304|4\d\d|500|503)$/)
  }
})

test('a declared failure is shown as its handler words it', () => {
  for (const one of endpoints) {
    for (const kind of one.failures ?? []) {
      assert.ok(
        one.failureExamples?.some(({ code }) => code === kind),
        `${one.operationId} shows no ${kind}`,
      )
    }
  }
})

test('the role each operation needs is in the document; what is public is listed here', () => {
  const open = operations.filter(({ operation }) => operation.security?.length === 0).map(({ path }) => path)
  assert.deepEqual(open.sort(), [
    '/console/configuration',
    '/docs',
    '/livez',
    '/mail/confirm/{token}',
    '/mail/confirm/{token}',
    '/mail/unsubscribe/{token}',
    '/mail/unsubscribe/{token}',
    '/metrics',
    '/openapi.json',
    '/readyz',
  ])
  for (const one of endpoints) {
    assert.equal(described(one)['x-required-role'], one.permission === 'signed_in' ? null : roleOf(one.permission))
    assert.ok(one.permission === 'signed_in' || permissions.includes(one.permission))
  }
})

function described(one: Endpoint): Operation {
  const found = operations.find(({ path, method }) => path === one.path && method === one.method.toLowerCase())
  assert.ok(found, one.operationId)
  return found.operation
}

/** Every media type with a schema: of the request body and of each response, with the way to it. */
function medias(operation: Operation): [string, Media][] {
  const bodies = Object.entries(operation.requestBody?.content ?? {}).map(([type, media]): [string, Media] => [
    `requestBody content ${type}`,
    media,
  ])
  const answers = Object.entries(operation.responses).flatMap(([status, given]) => {
    const response = given.$ref ? (follow(document, given.$ref) as Response) : given // a response of the document
    return Object.entries(response.content ?? {}).map(([type, media]): [string, Media] => [
      given.$ref
        ? `${given.$ref}/content/${encodeURIComponent(type.replace('/', '~1'))}`
        : `responses ${status} content ${type}`,
      media,
    ])
  })
  return [...bodies, ...answers]
}

function examplesOf(media: Media): unknown[] {
  return [
    ...(media.example === undefined ? [] : [media.example]),
    ...Object.values(media.examples ?? {}).map(({ value }) => value),
  ]
}

/** Visits every key, with the way to the object it stands in; examples are data and not entered. */
function walk(value: unknown, visit: (key: string, value: unknown, way: string[]) => void, way: string[] = []): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, one] of Object.entries(value)) {
    if (!Array.isArray(value)) visit(key, one, way)
    if (key !== 'example' && key !== 'value') walk(one, visit, [...way, key])
  }
}
