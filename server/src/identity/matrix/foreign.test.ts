import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { roles } from '../../permission.ts'
import type { Answer, Person } from '../../testing/app.ts'
import { incidentOf, type Walk, walk } from '../../testing/endpoints.ts'
import { bare, type ForeignRequest, idsIn, requestsByIds, swapped, unknownId } from '../../testing/foreign.ts'
import { watchedApp } from '../../testing/watched.ts'

/*
 * Another tenant's ids, in every place of every operation that takes one: each answer is the one that an id never given gets. Operations come
 * from the declared endpoints; that the owner succeeds with the very same requests is shown at the end of each test.
 */

const app = await watchedApp({ OIDC_ISSUER: '' })
let mine: Walk
let theirs: Walk
let people: Person[]

before(async () => {
  mine = await walk(app)
  theirs = await walk(app)
  people = await Promise.all(roles.map((role) => app.person(role, mine.person.tenant)))
})

/** Ways to ask that look at a record differently; where one does not fit, both ids are refused alike. */
const ways: { query: string; headers?: Record<string, string> }[] = [
  { query: '' },
  { query: '?deleted=true' },
  { query: '?purge=true' },
  { query: '?as_of_lock=0' },
  { query: '?as_of=9999-01-01T00:00:00Z' },
  { query: '?occ_lock=0' },
  { query: '', headers: { 'if-match': '"0"' } },
  { query: '', headers: { 'if-none-match': '"0"' } },
  { query: '', headers: { 'if-none-match': '*' } },
]

async function sameAsUnknown(
  person: Person,
  request: ForeignRequest,
  swap: (id: string) => string = unknownId,
  all = ways,
): Promise<void> {
  for (const { query, headers } of all) {
    const never = swapped(request, swap)
    const { method, operationId } = request.one
    const foreign = await person.call(method, request.path + query, request.body, headers)
    const unknown = await person.call(method, never.path + query, never.body, headers)
    assert.deepEqual(bare(foreign), bare(unknown), `${operationId}${query} ${JSON.stringify(headers)}`)
    assert.ok([400, 403, 404].includes(foreign.status), `${operationId}: ${foreign.status} ${foreign.text}`)
    if (query === '' && headers === undefined && foreign.status !== 403)
      assert.equal(foreign.status, 404, `${operationId}: ${foreign.text}`)
  }
}

test('B13, B17, B19 another tenant’s record answers every operation of every role as one that never was', async () => {
  const requests = await requestsByIds(theirs)
  assert.ok(requests.length >= 30, `${requests.length} operations name a record`)
  const stored = await theirs.stored()
  for (const request of requests) {
    // Every way as the highest role, the plain one as the others: they differ in what they may do, not in what they may know.
    for (const person of people.slice(0, -1)) await sameAsUnknown(person, request, unknownId, ways.slice(0, 1))
    for (const person of people.slice(-1)) await sameAsUnknown(person, request)
  }
  await theirs.unchanged(stored)
  for (const { one, path, body } of requests) {
    const answer = await theirs.person.call(one.method, path, body)
    assert.ok(answer.status < 300, `${one.operationId} by its owner: ${answer.status} ${answer.text}`)
  }
})

test('B14 parent and child of different tenants, or of different parents in one, are not found', async () => {
  const nested = (await requestsByIds(mine)).filter(({ path }) => idsIn(path).length > 1)
  assert.ok(nested.length >= 3, `${nested.length} operations name two records`)
  const foreign = await requestsByIds(theirs)
  const [person] = people.slice(-1)
  assert.ok(person)
  const before = [await mine.stored(), await theirs.stored()] as const
  for (const request of nested) {
    const other = foreign.find(({ one }) => one === request.one)
    assert.ok(other)
    const [myParent = '', myChild = ''] = idsIn(request.path)
    const [theirParent = '', theirChild = ''] = idsIn(other.path)
    const sibling = (await incidentOf(mine.person)).id
    for (const [parent, child] of [
      [myParent, theirChild],
      [theirParent, myChild],
      [sibling, myChild],
    ] as const) {
      const crossed = { ...request, path: request.path.replace(myParent, parent).replace(myChild, child) }
      const only = ways.slice(0, 1)
      await sameAsUnknown(person, crossed, (id) => (id === child ? unknownId() : id), only)
    }
  }
  await theirs.unchanged(before[1])
  for (const { one, path, body } of nested) {
    const answer = await mine.person.call(one.method, path, body)
    assert.ok(answer.status < 300, `${one.operationId}: ${answer.status} ${answer.text}`)
  }
})

/** Names of the properties of an object schema that take an id. */
function idsOf(schema: unknown): string[] {
  const { properties = {} } = (schema ?? {}) as { properties?: Record<string, unknown> } // TypeBox objects
  return Object.keys(properties).filter((name) => /(^|_)ids?$/.test(name) && name !== 'tenant_id')
}

test('B15 another tenant’s ids in a body or a query do what ids never given do', async () => {
  const incident = (await incidentOf(theirs.person)).id
  const comment = await theirs.person.ok('POST', `/v1/incident/${incident}/comments`, { text: 'Theirs.' })
  const ids = [incident, String(comment.id)]
  const tried: string[] = []
  for (const one of mine.endpoints) {
    for (const [place, names] of [
      ['query', idsOf(one.query)],
      ['body', idsOf(one.body)],
    ] as const) {
      for (const name of names) {
        tried.push(`${one.operationId} ${place} ${name}`)
        for (const id of one.path.includes('comments') ? ids : ids.slice(0, 1)) {
          const answers: Answer[] = []
          for (const given of [id, unknownId()]) {
            const { path, body } = await mine.valid(one)
            const others = { ...body }
            if (place === 'body') others[name] = given
            else delete others[name]
            const query = place === 'query' ? `?${name}=${given}` : ''
            answers.push(await mine.person.call(one.method, path + query, body === undefined ? undefined : others))
          }
          const [foreign, unknown] = answers.map(withoutOwn)
          assert.deepEqual(foreign, unknown, `${one.operationId} ${place} ${name}`)
        }
      }
    }
  }
  for (const wanted of ['removeCommentByName query id', 'removeCommentByName body id', 'listEvents query incident_id'])
    assert.ok(tried.includes(wanted), `${wanted} is not among ${tried}`)
  assert.ok(
    tried.some((one) => /subscri\w+ body incident_id$/i.test(one)),
    String(tried),
  )
})

/** Without what one's own records have of their own: names that count, references, secrets, places. */
function withoutOwn(answer: Parameters<typeof bare>[0]): unknown {
  const { status, text } = bare(answer) as { status: number; text: string } // as bare() gives it
  return { status, shape: status < 300 ? null : text }
}

test('B33 a record in the bin is there for its own tenant alone, by its own ways', async () => {
  const { id } = await incidentOf(theirs.person)
  await theirs.person.ok('DELETE', `/v1/incident/${id}`)
  for (const person of people) {
    for (const [method, path, body] of [
      ['GET', `/v1/incident/${id}?deleted=true`],
      ['POST', `/v1/incident/${id}/restore`],
      ['DELETE', `/v1/incident/${id}?purge=true`],
      ['GET', `/v1/incident/${id}/timeline`],
      ['POST', `/v1/incident/${id}/comments`, { text: 'x' }],
    ] as const) {
      const foreign = await person.call(method, path, body)
      const unknown = await person.call(method, path.replace(id, unknownId()), body)
      assert.deepEqual(bare(foreign), bare(unknown), `${method} ${path}`)
    }
    const binned = await person.ok('GET', '/v1/incident?deleted=true')
    assert.ok(!JSON.stringify(binned).includes(id))
  }
  // Its own tenant: only what is for the bin finds it, and who may only read can't take it out.
  const viewer = await app.person('viewer', theirs.person.tenant)
  for (const path of [`/v1/incident/${id}`, `/v1/incident/${id}/comments`])
    assert.equal((await theirs.person.call('GET', path)).status, 404)
  assert.equal((await viewer.call('GET', `/v1/incident/${id}?deleted=true`)).status, 200)
  assert.equal((await viewer.call('POST', `/v1/incident/${id}/restore`)).status, 403)
  for (const path of [
    '/v1/incident',
    '/v1/incident?q=server',
    '/v1/incident/export?format=json',
    '/v1/incident/summary',
  ])
    assert.ok(!(await theirs.person.call('GET', path)).text.includes(id), path)
  assert.equal((await theirs.person.call('POST', `/v1/incident/${id}/restore`)).status, 200)
})
