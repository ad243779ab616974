import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { type Answer, newIncident, send, testApp } from '../testing/app.ts'
import { follow } from '../testing/conform.ts'
import { inertDocument, inertEndpoints } from '../testing/document.ts'

type Response = { $ref?: string; content?: Record<string, { examples?: Record<string, { value: Failure }> }> }
type Failure = { message: string; errors: unknown[] }

const document = inertDocument()
const endpoints = inertEndpoints()
const app = await testApp()
const deployer = await app.person('deployer')
for (const definition of [
  { name: 'workflowId', type: 'STRING' },
  { name: 'isPending', type: 'BOOLEAN' },
]) {
  await deployer.ok('POST', '/v1/incident/attributes', definition)
}

/** Asserts that the document shows just this refusal among the examples of the operation. */
function assertShown(operationId: string, answer: Answer): void {
  const one = endpoints.find((each) => each.operationId === operationId)
  assert.ok(one, operationId)
  const operation = document.paths[one.path]?.[one.method.toLowerCase()] as { responses: Record<string, Response> } // of our making
  const given = operation.responses[answer.status]
  assert.ok(given, `${operationId} ${answer.status} ${answer.text}`)
  const response = given.$ref ? (follow(document, given.$ref) as Response) : given // a pointer to a response
  const examples = Object.values(response.content?.['application/json']?.examples ?? {}).map(({ value }) => value)
  const { message, errors } = answer.body as Failure // every refusal is one
  assert.ok(
    examples.some((example) =>
      isDeepStrictEqual({ message: example.message, errors: example.errors }, { message, errors }),
    ),
    `${operationId} ${answer.status}: ${answer.text} is not among ${JSON.stringify(examples)}`,
  )
}

test('refusals before anything is read are as shown', async () => {
  assertShown('listIncidents', await send(app.url, 'GET', '/v1/incident'))
  const token = await app.issuer.token({ sub: 'u', name: 'N' })
  assertShown(
    'listIncidents',
    await send(app.url, 'GET', '/v1/incident', undefined, { authorization: `Bearer ${token}` }),
  )
  const viewer = await app.person('viewer')
  assertShown('createIncident', await viewer.call('POST', '/v1/incident', newIncident()))
  const responder = await app.person('responder')
  assertShown('listTokens', await responder.call('GET', '/v1/tokens'))
  const admin = await app.person('admin')
  assertShown('addType', await admin.call('POST', '/v1/incident/types', {}))
  assertShown('addToken', await admin.call('POST', '/v1/tokens', { name: 'T', role: 'deployer' }))
  assertShown(
    'createIncident',
    await responder.call('POST', '/v1/incident', 'x=1', { 'content-type': 'application/x-www-form-urlencoded' }),
  )
  assertShown('createIncident', await responder.call('POST', '/v1/incident', `"${'x'.repeat(1_048_576)}"`))
})

test('what an endpoint’s own checks refuse is as shown, at every endpoint', async () => {
  for (const one of endpoints.filter(({ path }) => !path.startsWith('/v1/accounts'))) {
    const path = one.path.replace(/\{\w+\}/g, 'x')
    assertShown(
      one.operationId,
      await deployer.call(
        one.method,
        `${path}?colour=red`,
        one.body && !one.bodyOptional ? one.bodyExample : undefined,
      ),
    )
    if (!one.body) continue
    const empty = await deployer.call(one.method, path, one.bodyOptional ? { colour: 'red' } : {})
    // What a schema can't ask for is asked for after it; then the document shows an unknown field.
    assertShown(
      one.operationId,
      empty.status === 400 ? empty : await deployer.call(one.method, path, { colour: 'red' }),
    )
  }
})

test('an Idempotency-Key in the way is as shown', async () => {
  const key = { 'idempotency-key': 'k-1' }
  const { id } = await deployer.ok('POST', '/v1/incident', newIncident(), key)
  assertShown('createIncident', await deployer.call('POST', '/v1/incident', newIncident({ name: 'Another' }), key))
  await deployer.ok('DELETE', `/v1/incident/${id}?purge=true`)
  assertShown('createIncident', await deployer.call('POST', '/v1/incident', newIncident(), key))
})

test('refusals of an incident’s calls are as shown', async () => {
  const { id } = await deployer.ok('POST', '/v1/incident', newIncident())
  const path = `/v1/incident/${id}`
  assertShown('removeAttributeValue', await deployer.call('DELETE', `${path}/attributes/workflowId`))
  await deployer.ok('POST', `${path}/attributes`, { name: 'workflowId', value: '9fda' })
  assertShown(
    'addAttributeValue',
    await deployer.call('POST', `${path}/attributes`, { name: 'workflowId', value: 'x' }),
  )
  const versioned = [
    ['replaceIncident', 'PUT', path, newIncident()],
    ['patchIncident', 'PATCH', path, { attributes: { workflowId: 'other' } }],
    ['deleteIncident', 'DELETE', path, {}],
    ['setAttributeValue', 'PUT', `${path}/attributes`, { name: 'workflowId', value: 'x' }],
    ['removeAttributeValue', 'DELETE', `${path}/attributes/workflowId`, {}],
  ] as const
  for (const [operationId, method, at, body] of versioned) {
    assertShown(operationId, await deployer.call(method, at, { ...body, occ_lock: 0 }))
    assertShown(operationId, await deployer.call(method, at, body, { 'if-match': '"0"' }))
    assertShown(
      operationId,
      await deployer.call(method, at.replace(id, '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10'), { ...body, occ_lock: 0 }),
    )
  }
  assertShown('getIncident', await deployer.call('GET', '/v1/incident/nothing'))
  assertShown('getTimeline', await deployer.call('GET', '/v1/incident/nothing/timeline'))
})

test('refusals of a comment’s calls are as shown', async () => {
  const { id } = await deployer.ok('POST', '/v1/incident', newIncident())
  const path = `/v1/incident/${id}/comments`
  const comment = await deployer.ok('POST', path, { text: 'First' })
  await deployer.ok('PUT', `${path}/${comment.id}`, { text: 'Second', occ_lock: 0 })
  assertShown('editComment', await deployer.call('PUT', `${path}/${comment.id}`, { text: 'Third', occ_lock: 0 }))
  assertShown('removeComment', await deployer.call('DELETE', `${path}/${comment.id}`, undefined, { 'if-match': '"0"' }))
  assertShown('getComment', await deployer.call('GET', `${path}/${id}`))
  assertShown('listComments', await deployer.call('GET', `/v1/incident/${comment.id}/comments`))
  const another = await app.person('responder', deployer.tenant)
  assertShown('editComment', await another.call('PUT', `${path}/${comment.id}`, { text: 'Mine', occ_lock: 1 }))
})

test('refusals of definitions and code tables are as shown', async () => {
  for (let i = 0; i < 3; i++)
    await deployer.ok('POST', '/v1/incident', newIncident({ attributes: { isPending: true } }))
  assertShown(
    'defineAttribute',
    await deployer.call('POST', '/v1/incident/attributes', { name: 'isPending', type: 'STRING' }),
  )
  assertShown('removeAttribute', await deployer.call('DELETE', '/v1/incident/attributes/isPending'))
  await deployer.ok('DELETE', '/v1/incident/attributes/isPending?force=true')
  assertShown('removeAttribute', await deployer.call('DELETE', '/v1/incident/attributes/isPending'))
  assertShown('removeType', await deployer.call('DELETE', '/v1/incident/types/FLOOD'))
  await deployer.ok('POST', '/v1/incident/types', { code: 'FLOOD', label: 'Flood' })
  assertShown('addType', await deployer.call('POST', '/v1/incident/types', { code: 'FLOOD', label: 'Flood' }))
  await deployer.ok('POST', '/v1/incident', newIncident({ type: 'FLOOD' }))
  assertShown('removeType', await deployer.call('DELETE', '/v1/incident/types/FLOOD'))
  assertShown(
    'changeStatus',
    await deployer.call('PUT', '/v1/incident/statuses/ON_HOLD', { label: 'On hold', category: 'active' }),
  )
})
