import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createTocsin } from '../client/src/index.ts'
import type { OpenApiDocument } from '../server/src/http/openapi.ts'
import { clientCallsText } from './client.ts'
import { exceptions, uncalled } from './client-names.ts'
import { type Call, planCalls } from './client-plan.ts'

type Sent = { method: string; path: string; query: string; body: unknown; key: string | null }

const root = join(import.meta.dirname, '..')
const committed = JSON.parse(readFileSync(join(root, 'openapi.json'), 'utf8')) as OpenApiDocument // generated as such

/** A client whose requests are kept, and answered with nothing in them. */
function recorded() {
  const sent: Sent[] = []
  const tocsin = createTocsin({
    url: 'http://service.test',
    token: () => 'token',
    fetch: async (url, { method = '', body, headers }) => {
      const { pathname, search } = new URL(url)
      const text = body instanceof ArrayBuffer ? new TextDecoder().decode(body) : ''
      const key = new Headers(headers).get('idempotency-key')
      sent.push({ method, path: pathname, query: search, body: text === '' ? undefined : JSON.parse(text), key })
      return Response.json({ data: {} })
    },
  })
  return { tocsin, sent }
}

/** The function at the place of a call; undefined when there is none. */
function found(client: unknown, { place, name }: Call): ((...args: unknown[]) => Promise<unknown>) | undefined {
  const way = [...place.split('.'), name].filter((part) => part !== '')
  const at = way.reduce<unknown>((object, part) => (object as Record<string, unknown> | undefined)?.[part], client)
  return typeof at === 'function' ? (at as (...args: unknown[]) => Promise<unknown>) : undefined // as just seen
}

/** Makes a call with something in every argument, and says whether its request is that of the operation. */
async function assertSends(client: unknown, sent: Sent[], call: Call): Promise<void> {
  const { operation, method, path, ids, body, query, fields } = call
  const made = found(client, call)
  assert.ok(made, `${operation.operationId} has no call: ${call.place}.${call.name} is not there`)
  const values = Object.fromEntries(fields.map((field) => [field, `the ${field}`]))
  const others = call.others ? [{ more: 'others' }] : []
  const bodies = body ? [{ more: 'body' }] : []
  const queries = query ? [{ more: 'query' }] : []
  const given = fields.length > 0 ? [...Object.values(values), ...others] : [...bodies, ...queries]
  sent.length = 0
  await made(...ids.map((_, index) => `id ${index}`), ...given)
  const [request] = sent
  const spread = fields.length > 0 ? { ...values, ...others[0] } : undefined
  const expected = {
    method,
    path: ids.reduce((at, { parameter }, index) => at.replace(`{${parameter}}`, `id%20${index}`), path),
    query: query ? `?${new URLSearchParams((!body && spread) || queries[0])}` : '',
    body: body ? (spread ?? bodies[0]) : undefined,
  }
  assert.deepEqual(
    { method: request?.method, path: request?.path, query: request?.query, body: request?.body },
    expected,
    operation.operationId,
  )
  assert.equal(typeof request?.key === 'string', method === 'POST' && !path.endsWith('/presence'), 'idempotency key')
}

test('every operation under /v1 has a call, which sends the request of that operation', async () => {
  const { tocsin, sent } = recorded()
  const calls = planCalls(committed)
  for (const call of calls) await assertSends(tocsin, sent, call)
  const called = calls.map(({ operation }) => operation.operationId)
  const ids = Object.entries(committed.paths).flatMap(([path, item]) =>
    path.startsWith('/v1/') ? Object.values(item).map((one) => (one as Call['operation']).operationId) : [],
  )
  assert.deepEqual([...called, ...Object.keys(uncalled)].sort(), ids.sort())
})

test('the calls of the client made from the baseline are there as they were', () => {
  const baseline = join(root, 'server/src/testing/compatible/baseline.json')
  const before = planCalls(JSON.parse(readFileSync(baseline, 'utf8')) as OpenApiDocument) // once generated as such
  const shape = ({ place, name, ids, body, query, fields, all }: Call) => ({
    call: `${place}.${name}`,
    ids: ids.length,
    fields,
    body: body !== undefined,
    query: query !== undefined,
    all,
  })
  const now = new Map(planCalls(committed).map((call) => [call.operation.operationId, shape(call)]))
  for (const call of before)
    assert.deepEqual(now.get(call.operation.operationId), shape(call), call.operation.operationId)
})

test('the exceptions are of operations that there are', () => {
  const ids = planCalls(committed).map(({ operation }) => operation.operationId)
  assert.deepEqual(
    Object.keys(exceptions).filter((id) => !ids.includes(id)),
    [],
  )
})

test('a new noun has its calls without a line written for it', async (t) => {
  const document = structuredClone(committed)
  const tag = 'Handover notes'
  const answer = (data: object, more: object = {}) => ({
    200: { content: { 'application/json': { schema: { properties: { data, ...more } } } } },
  })
  const body = { required: true, content: { 'application/json': { schema: { type: 'object' } } } }
  const ifMatch = { $ref: '#/components/parameters/IfMatch' }
  const cursor = { name: 'cursor', in: 'query' }
  const one = answer({ type: 'object' })
  const list = answer({ properties: { notes: { type: 'array' }, total: { type: 'integer' } } }, { page: {} })
  const own = (operationId: string, more: object) => ({ operationId, tags: [tag], summary: 'S', ...more })
  document.paths['/v1/incident/{id}/handover-notes'] = {
    get: own('listHandoverNotes', { parameters: [cursor], responses: list }),
    post: own('addHandoverNote', { requestBody: body, responses: one }),
  }
  document.paths['/v1/incident/{id}/handover-notes/{noteId}'] = {
    get: own('getHandoverNote', { responses: one }),
    patch: own('patchHandoverNote', { parameters: [ifMatch], requestBody: body, responses: one }),
    delete: own('removeHandoverNote', { parameters: [{ name: 'occ_lock', in: 'query' }], responses: one }),
  }
  document.paths['/v1/incident/{id}/handover-notes/{noteId}/accept'] = {
    post: own('acceptHandoverNote', { responses: one }),
  }
  const folder = mkdtempSync(join(tmpdir(), 'calls '))
  t.after(() => rmSync(folder, { recursive: true }))
  const text = await clientCallsText(document)
  assert.match(text, /body: BodyOf<'patchHandoverNote'> & \{ occ_lock: number \}/)
  const file = join(folder, 'calls.ts')
  writeFileSync(file, text.replaceAll("'./call.ts'", `'${pathToFileURL(join(root, 'client/src/call.ts'))}'`))
  const { callsOf } = await import(pathToFileURL(file).href)

  const { tocsin, sent } = recorded()
  const client = callsOf(tocsin.raw)
  assert.deepEqual(Object.keys(client.handoverNote).sort(), [
    'accept',
    'all',
    'create',
    'delete',
    'get',
    'list',
    'patch',
  ])
  const calls = planCalls(document).filter(({ place }) => place === 'handoverNote')
  assert.equal(calls.length, 6)
  for (const call of calls) await assertSends(client, sent, call)
})

test('two operations never share a call', () => {
  const document = structuredClone(committed)
  const item = document.paths['/v1/views']
  document.paths['/v1/looks'] = { post: { ...(item?.['post'] as object), operationId: 'createView' } }
  assert.throws(() => planCalls(document), /two operations are the call view\.create/)
})
