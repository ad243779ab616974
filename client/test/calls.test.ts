import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nouns } from '../../server/src/nouns.ts'
import { testApp } from '../../server/src/testing/app.ts'
import { inertDocument } from '../../server/src/testing/document.ts'
import { startReceiver } from '../../server/src/testing/receiver.ts'
import {
  CommentConflictError,
  ConflictError,
  createTocsin,
  type Incident,
  type Tocsin,
  TocsinError,
} from '../src/index.ts'
import { faultyFetch, incidentInput } from './faults.ts'

const service = await testApp({ WEBHOOK_ALLOW_PRIVATE: 'true' })

/** Operations that another call does better: a client has one way to do a thing. */
const without = [
  'POST /v1/incident/{id}/attributes',
  'DELETE /v1/incident/{id}/comments',
  'PUT /v1/incident/attributes/{name}',
]

async function clientOf(role: 'viewer' | 'responder' | 'admin' | 'deployer'): Promise<Tocsin> {
  const person = await service.person(role)
  return createTocsin({ url: `${service.url}/`, token: async () => person.token })
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

test('every operation of the API has a call, and every call does what it says', async () => {
  const person = await service.person('deployer')
  const { fetch, sent } = faultyFetch()
  const tocsin = createTocsin({ url: service.url, token: () => person.token, fetch })
  const { incident, comment, catalog, attribute, event, webhook, token, account, subscription, view, presence, usage } =
    tocsin

  assert.equal((await tocsin.me()).user.id, person.user)

  for (const table of [catalog.types, catalog.severities]) {
    assert.equal((await table.create({ code: 'FLOOD', label: 'Flood' })).active, true)
    assert.equal((await table.update('FLOOD', { code: 'FLOOD', label: 'Water' })).label, 'Water')
    assert.ok((await table.list()).some(({ label }) => label === 'Water'))
    assert.equal((await table.delete('FLOOD')).code, 'FLOOD')
  }
  const drying = { code: 'DRYING', label: 'Drying', category: 'active' as const }
  assert.equal((await catalog.statuses.create(drying)).category, 'active')
  assert.equal((await catalog.statuses.update('DRYING', { ...drying, label: 'Drying out' })).label, 'Drying out')
  assert.equal((await catalog.statuses.list()).length, 7)
  assert.equal((await catalog.statuses.delete('DRYING')).code, 'DRYING')

  assert.equal((await attribute.create({ name: 'litres', type: 'NUMBER' })).type, 'NUMBER')
  assert.equal((await attribute.list()).length, 1)
  assert.equal((await attribute.update('litres', { label: 'Liter' })).label, 'Liter')

  const made = await incident.create(incidentInput)
  const { id } = made
  assert.deepEqual(await incident.get(id), made)
  const replaced = await incident.replace(id, { ...made, name: 'Water in room 2' })
  assert.equal(replaced.name, 'Water in room 2')
  const patched = await incident.patch(id, { severity: 'MAJOR', occ_lock: replaced.occ_lock })
  assert.equal(patched.severity, 'MAJOR')
  const { incident: updated, comment: said } = await incident.postUpdate(id, {
    text: 'Pumps are here.',
    status: 'OPEN',
  })
  assert.equal(updated.status, 'OPEN')
  assert.equal(said.text, 'Pumps are here.')
  assert.deepEqual((await incident.setAttributes(id, { litres: 39 })).attributes, { litres: 39 })
  assert.deepEqual(await incident.attributes(id), [{ name: 'litres', type: 'NUMBER', value: 39 }])
  assert.deepEqual((await incident.setAttribute(id, 'litres', 40)).attributes, { litres: 40 })
  assert.equal((await incident.list({ attributes: { litres: '40' } })).total, 1)
  assert.equal((await incident.list({ attributes: { 'attributes.litres': '41' } })).total, 0)
  const { occ_lock } = await incident.get(id)
  assert.equal((await incident.removeAttribute(id, 'litres', { occ_lock })).attributes, null)
  assert.equal((await incident.get(id, { as_of_lock: 0 })).name, made.name)
  assert.equal((await incident.timeline(id, { size: 2 })).entries.length, 2)
  assert.equal((await incident.summary({ status: ['OPEN'] })).total, 1)
  assert.equal((await incident.promises()).made, 0)

  const first = await comment.create(id, { text: 'Dry soon.' })
  assert.deepEqual(await comment.get(id, first.id), first)
  assert.equal((await comment.update(id, first.id, { text: 'Dry.', occ_lock: 0 })).text, 'Dry.')
  assert.equal((await comment.list(id)).total, 2)
  assert.equal((await comment.delete(id, first.id, { occ_lock: 1 })).deleted, true)

  const page = await event.read({ after: 0, limit: 1000, incident_id: id })
  assert.equal(page.events.at(-1)?.type, 'comment.deleted')
  assert.equal((await presence.enter(id, { session: 'page1' })).present.length, 1)
  assert.equal((await presence.get(id)).present[0]?.user_id, person.user)
  assert.equal((await presence.leave(id, 'page1')).present.length, 0)

  assert.equal((await incident.delete(id)).deleted, true)
  assert.equal((await incident.get(id, { deleted: true })).id, id)
  assert.equal((await incident.restore(id)).id, id)
  assert.equal((await incident.delete(id, { purge: true })).purged, true)
  assert.equal((await attribute.delete('litres', { force: true })).name, 'litres')

  const seen = await view.create({ name: 'Open', page: 'incidents', state: 'status=OPEN' })
  assert.deepEqual(await view.get(seen.id), seen)
  assert.equal((await view.update(seen.id, { shared: true })).shared, true)
  assert.equal((await view.list()).length, 1)
  assert.equal((await view.delete(seen.id)).id, seen.id)

  const made2 = await token.create({ name: 'robot', role: 'viewer' })
  assert.match(made2.token, /^tcs_/)
  const robot = createTocsin({ url: service.url, token: () => made2.token })
  assert.equal((await robot.me()).kind, 'token')
  assert.equal((await token.get(made2.id)).name, 'robot')
  assert.equal((await token.list()).length, 1)
  assert.equal((await token.delete(made2.id)).id, made2.id)
  await assert.rejects(robot.me(), (error) => error instanceof TocsinError && error.status === 401)

  const receiver = await startReceiver()
  const hook = await webhook.create({ url: receiver.url })
  assert.match(hook.secret, /^whsec_/)
  assert.equal((await webhook.update(hook.id, { types: ['incident.*'] })).types?.[0], 'incident.*')
  assert.equal((await webhook.get(hook.id)).url, receiver.url)
  assert.equal((await webhook.list()).length, 1)
  assert.equal((await usage.get()).quotas.find(({ name }) => name === 'webhooks')?.used, 1)
  assert.equal((await webhook.ping(hook.id)).status, 200)
  assert.notEqual((await webhook.rotateSecret(hook.id)).secret, hook.secret)
  assert.ok(await webhook.replay(hook.id, { from_seq: 1, to_seq: 1 }))
  assert.ok(Array.isArray((await webhook.deliveries(hook.id, { size: 5 })).deliveries))
  const nothingFails = (error: unknown) => error instanceof TocsinError && error.status === 409
  await assert.rejects(webhook.skip(hook.id, 1), nothingFails)
  assert.equal((await webhook.delete(hook.id)).id, hook.id)

  const follow = await subscription.create({ filter: { severity: ['MAJOR'] }, email: 'watch@example.org' })
  assert.equal((await subscription.get(follow.id)).id, follow.id)
  assert.equal((await subscription.list()).length, 1)
  await assert.rejects(subscription.skip(follow.id, 1), nothingFails)
  assert.equal((await subscription.delete(follow.id)).id, follow.id)

  // There are accounts only where no other provider is used: here the calls are refused, as nothing else is.
  const noAccounts = (error: unknown) => error instanceof TocsinError && error.status === 404
  await assert.rejects(account.list(), noAccounts)
  await assert.rejects(account.get('a'), noAccounts)
  await assert.rejects(account.create({ email: 'a@example.org', name: 'A', role: 'viewer' }), noAccounts)
  await assert.rejects(account.update('a', { name: 'B' }), noAccounts)
  await assert.rejects(account.delete('a'), noAccounts)
  await assert.rejects(account.changeOwnPassword({ current: 'until now', new: 'from now on 1' }), noAccounts)

  for (const { kinds, ofIncident } of nouns) if (ofIncident) await callRecords(tocsin, kinds[0])

  const exported = await incident.export({ format: 'csv' })
  assert.match(await exported.text(), /^(\uFEFF)?"?id"?,/)
  assert.equal(incident.exportUrl({ status: ['A', 'B'] }), `${service.url}/v1/incident/export?status=A&status=B`)

  const operations = Object.entries(inertDocument().paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map((method) => `${method.toUpperCase()} ${path}`),
  )
  const reached = new Set(sent.map(({ method, path }) => `${method} ${templateOf(path, method, operations)}`))
  const missing = operations.filter((one) => one.includes(' /v1/') && !reached.has(one) && !without.includes(one))
  assert.deepEqual(missing, [])
})

/** The five calls on records of an incident, with what the document gives as examples. */
async function callRecords(tocsin: Tocsin, kind: string): Promise<void> {
  const { id: incidentId } = await tocsin.incident.create(incidentInput)
  const calls = (tocsin as unknown as Record<string, RecordCalls>)[kind] // record/endpoints.ts gives each kind these
  assert.ok(calls, `the client has no ${kind}`)
  const { paths } = inertDocument()
  const [one = ''] = Object.keys(paths).filter((path) => path.endsWith(`/{${kind}Id}`))
  const exampleOf = (path: string, ...methods: string[]): object => {
    const operation = methods.map((method) => paths[path]?.[method]).find(Boolean) as Operation // every operation with a body has one
    return operation.requestBody.content['application/json'].example
  }
  const made = await calls.create(incidentId, exampleOf(one.slice(0, one.lastIndexOf('/')), 'post'))
  assert.deepEqual(await calls.get(incidentId, made.id), made)
  assert.ok((await calls.list(incidentId)).total > 0)
  const changed = await calls.update(incidentId, made.id, exampleOf(one, 'put', 'patch'))
  assert.equal(changed.occ_lock, 1)
  assert.deepEqual(await calls.delete(incidentId, made.id), { id: made.id, deleted: true })
}

type Operation = { requestBody: { content: { 'application/json': { example: object } } } }
type Made = { id: string; occ_lock: number }
type RecordCalls = {
  list: (incidentId: string) => Promise<{ total: number }>
  create: (incidentId: string, body: object) => Promise<Made>
  get: (incidentId: string, id: string) => Promise<Made>
  update: (incidentId: string, id: string, body: object) => Promise<Made>
  delete: (incidentId: string, id: string) => Promise<unknown>
}

/** The path of the document that a real path stands for: the one with the fewest parameters. */
function templateOf(path: string, method: string, operations: readonly string[]): string | undefined {
  return operations
    .filter((one) => one.startsWith(`${method} `))
    .map((one) => one.slice(method.length + 1))
    .filter((one) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .sort((a, b) => a.split('{').length - b.split('{').length)[0]
}

test('lists go on page after page by themselves, and end where they are left', async () => {
  const tocsin = await clientOf('responder')
  const made: Incident[] = []
  for (let i = 0; i < 7; i++) made.push(await tocsin.incident.create({ ...incidentInput, name: `Leak ${i}` }))
  const names = (incidents: readonly Incident[]) => incidents.map(({ name }) => name)
  const query = { sort: ['created_at,ASC'], size: 3 }
  assert.deepEqual(names(await collect(tocsin.incident.all(query))), names(made))
  assert.deepEqual(names(await collect(tocsin.incident.all({ q: 'no such words' }))), [])
  const { incidents, total, page } = await tocsin.incident.list(query)
  assert.deepEqual([incidents.length, total, page?.total_records], [3, 7, 7])
  const all = await tocsin.incident.list({ q: undefined })
  assert.deepEqual([all.incidents.length, all.page], [7, undefined])

  const { id } = made[0] as Incident // seven were just made
  for (let i = 0; i < 5; i++) await tocsin.comment.create(id, { text: `Comment ${i}` })
  assert.deepEqual(
    (await collect(tocsin.comment.all(id))).map(({ text }) => text),
    Array.from({ length: 5 }, (_, i) => `Comment ${i}`),
  )
  const entries = await collect(tocsin.incident.wholeTimeline(id, { size: 2 }))
  assert.deepEqual(
    entries.map(({ type }) => type),
    [...Array.from({ length: 5 }, () => 'comment.added'), 'incident.created'],
  )
  for await (const incident of tocsin.incident.all(query)) {
    assert.equal(incident.name, 'Leak 0')
    break
  }
})

test('what a path or a query holds arrives as it is, whatever the characters', async () => {
  const tocsin = await clientOf('responder')
  const name = 'ä & b=c?#/%2F +“”🚰'
  const made = await tocsin.incident.create({ ...incidentInput, reported_by: name })
  const { incidents } = await tocsin.incident.list({ reported_by: name, date_from: made.date })
  assert.deepEqual(incidents, [made])
  for (const id of ['a/b', '..', '?x', '%2e%2e', '🚰']) {
    await assert.rejects(tocsin.incident.get(id), (error) => error instanceof TocsinError && error.status === 404, id)
  }
})

test('a conflict holds the record as it stands, what changed, and where both sides did', async () => {
  const tocsin = await clientOf('responder')
  const made = await tocsin.incident.create(incidentInput)
  const changed = await tocsin.incident.patch(made.id, { status: 'OPEN', location: 'Room 2', occ_lock: 0 })
  await assert.rejects(tocsin.incident.patch(made.id, { status: 'CLOSED', occ_lock: 0 }), (error) => {
    assert.ok(error instanceof ConflictError && error instanceof TocsinError)
    assert.equal(error.name, 'ConflictError')
    assert.deepEqual(error.current, changed)
    assert.deepEqual(error.conflicts, ['status'])
    assert.deepEqual(error.changes.map(({ field, to }) => [field, to]).sort(), [
      ['location', 'Room 2'],
      ['status', 'OPEN'],
    ])
    return true
  })
  const { response, error } = await tocsin.raw.PUT('/v1/incident/{id}', {
    params: { path: { id: made.id }, header: { 'If-Match': '"0"' } },
    body: incidentInput,
  })
  assert.equal(response.status, 412)
  assert.ok(error)
  const comment = await tocsin.comment.create(made.id, { text: 'One' })
  await tocsin.comment.update(made.id, comment.id, { text: 'Two', occ_lock: 0 })
  await assert.rejects(
    tocsin.comment.update(made.id, comment.id, { text: 'Three', occ_lock: 0 }),
    (error) => error instanceof CommentConflictError && error.current.text === 'Two',
  )
  await assert.rejects(
    (await clientOf('deployer')).catalog.types.create({ code: 'OTHERS', label: 'Others' }),
    (error) => error instanceof TocsinError && error.status === 409 && !(error instanceof ConflictError),
  )
})

test('a call waits for news as long as it says, and is answered when there are some', async () => {
  const tocsin = await clientOf('responder')
  const { next_after } = await tocsin.event.read()
  const waiting = tocsin.event.read({ after: next_after, wait: 30 })
  await tocsin.incident.create(incidentInput)
  const { events } = await waiting
  assert.equal(events[0]?.type, 'incident.created')
})
