import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import type { OpenApiDocument } from '../../http/openapi.ts'
import { pointerOf, schemaValidators } from '../conform.ts'
import { type Callable, requestMaker, walk } from '../endpoints.ts'
import { fill } from '../fill.ts'
import { startReceiver } from '../receiver.ts'
import { watchedApp } from '../watched.ts'
import { type Operation, operationsOf } from './document.ts'
import { textsOf } from './pattern.ts'
import type { Schema } from './schema.ts'

/*
 * A client of the baseline: it knows the old document alone, and takes its requests, examples and checks from there. Its answers may hold
 * more than the old document names: an API that grows adds fields, and clients made by openapi-typescript or any tool that keeps to JSON
 * Schema's default read over them. The old schemas are closed (`additionalProperties: false`) because the service of their day was held to
 * saying nothing undocumented; the present one is held to its own document in the same way. So the old schemas are opened here, and so are
 * their lists of names: new kinds of events and permissions come with new nouns. (That none goes, and no list turns into any text, is held
 * by document.test.ts.)
 */
const text = readFileSync(new URL('baseline.json', import.meta.url), 'utf8')
const baseline = JSON.parse(text) as OpenApiDocument // once generated as such
const validate = schemaValidators(JSON.parse(text, opened) as OpenApiDocument)

/** Operations that are refused here as the old document says, and why. */
const refused: Readonly<Record<string, { status: number; why: string }>> = {
  changeOwnPassword: { status: 404, why: 'the token of a test belongs to nobody who signed in' },
  showConfirmation: { status: 404, why: 'the token comes by mail' },
  takeConfirmation: { status: 404, why: 'the token comes by mail' },
  showUnsubscription: { status: 404, why: 'the token comes by mail' },
  takeUnsubscription: { status: 404, why: 'the token comes by mail' },
}

const app = await watchedApp({ OIDC_ISSUER: '', WEBHOOK_ALLOW_PRIVATE: 'true' })
const receiver = await startReceiver()
const walked = await walk(app)
const { person } = walked

const operations = operationsOf(baseline)
const callables = operations.map(callable)
const valid = requestMaker(app, person, callables)

/** What a list below a record holds: of a record made for the request there is none yet. */
const contents: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  listComments: (path) => person.ok('POST', path, { text: 'To be listed.' }),
  getPresence: (path) => person.ok('POST', path, { session: 'page1' }),
  listDeliveries: (path) => person.ok('POST', path.replace('/deliveries', '/ping')),
}

/** Answers with an empty list: nobody is left, and promises are told one by one only where an incident is asked about. */
const empty = ['leaveIncident', 'listPromises']

// An empty list tells nothing of its records.
before(() => fill(app.database, walked))

for (const [index, { method, path, operation }] of operations.entries()) {
  test(`${operation.operationId} of the old document is answered as it says`, async () => {
    const one = callables[index]
    assert.ok(one)
    const queries = method === 'get' ? ['', ...queriesOf(operation)] : ['']
    for (const query of queries) {
      const request = path.startsWith('/v1/')
        ? await valid(one)
        : { path: path.replace('{token}', 'none'), body: undefined }
      const { body } = request
      await contents[operation.operationId]?.(request.path)
      const response = await fetch(`${app.url}${request.path}${query}`, {
        method: method.toUpperCase(),
        headers: {
          authorization: `Bearer ${person.token}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      await assertAsDocumented(method, path, operation, query, response)
    }
  })
}

async function assertAsDocumented(
  method: string,
  path: string,
  operation: Operation,
  query: string,
  response: Response,
): Promise<void> {
  const { status, headers } = response
  const answer = await response.text()
  const about = `${method} ${path}${query}: ${status} ${answer.slice(0, 1000)}`
  const exception = refused[operation.operationId]
  assert.ok(exception ? status === exception.status : response.ok, about)
  const documented = operation.responses[status]
  assert.ok(documented, about)
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  assert.ok(type in (documented.content ?? {}), `${type} ${about}`)
  const at = pointerOf('paths', path, method, 'responses', String(status), 'content', type, 'schema')
  const value = type === 'application/json' ? JSON.parse(answer) : answer
  assert.deepEqual(validate(at, value), [], about)
  if (query === '' && type === 'application/json' && !empty.includes(operation.operationId))
    assert.ok(!hasEmptyList(value.data), about)
  for (const [name, header] of Object.entries(documented.headers ?? {}))
    if (header.required) assert.ok(headers.has(name), `${name} is missing: ${about}`)
}

function hasEmptyList(data: unknown): boolean {
  const lists = Array.isArray(data) ? [data] : Object.values(data ?? {}).filter(Array.isArray)
  return lists.some((list) => list.length === 0)
}

/** An operation of the old document, as those who walk the endpoints take it. */
function callable({ method, path, operation }: (typeof operations)[number]): Callable {
  const content = operation.requestBody?.content['application/json']
  const example = operation.operationId === 'addWebhook' ? { url: receiver.url } : content?.example
  return {
    method: method.toUpperCase() as Callable['method'], // the document has only methods that endpoints have
    path,
    operationId: operation.operationId,
    hasBody: content !== undefined,
    bodyOptional: operation.requestBody?.required !== true,
    bodyExample: example,
  }
}

/** A query for each parameter of which the old document says what it may be. */
function queriesOf({ parameters = [] }: Operation): string[] {
  return parameters.flatMap((one) => {
    const value = one.in === 'query' ? sample(one.schema) : undefined
    return value === undefined ? [] : [`?${one.name}=${encodeURIComponent(value)}`]
  })
}

function sample({ type, format, pattern, items, minimum, examples, ...schema }: Schema): string | undefined {
  if (Array.isArray(examples)) return String(examples[0])
  if (Array.isArray(schema['enum'])) return String(schema['enum'][0])
  if (type === 'array') return sample(items as Schema) // an array has items
  if (type === 'integer') return String(minimum ?? 1)
  if (type === 'boolean') return 'false'
  if (format === 'date-time') return '2100-01-01T00:00:00+08:00'
  if (typeof pattern === 'string') return textsOf(pattern)?.[0]
  return undefined
}

/** Reads a schema that is closed, or names its values, as one that is open. */
function opened(name: string, value: unknown): unknown {
  if (name === 'enum' && Array.isArray(value)) return undefined
  return name === 'additionalProperties' && value === false ? undefined : value
}
