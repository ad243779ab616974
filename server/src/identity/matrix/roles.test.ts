import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Person } from '../../testing/app.ts'
import { incidentOf, type Walk, walk } from '../../testing/endpoints.ts'
import { idsIn } from '../../testing/foreign.ts'
import { watchedApp } from '../../testing/watched.ts'

/*
 * Who may do what, written down by hand from the contract's table of roles ("viewer: read; responder: create, edit, delete and restore
 * incidents, set attribute values, comment; admin: purge, webhooks, API tokens, accounts, other people's comments; deployer: attribute metadata
 * and code tables"), and never from permission.ts. Records are somebody else's of the same tenant.
 */
const order = ['viewer', 'responder', 'admin', 'deployer'] as const
type Role = (typeof order)[number]
const lowest: Record<Role, string> = {
  viewer: `listIncidents summarizeIncidents listPromises exportIncidents getIncident listComments getComment getTimeline listEvents listAttributes listAttributeValues
    listTypes listStatuses listSeverities getMe listSubscriptions subscribe listViews addView getView getPresence enterIncident leaveIncident`,
  responder: `createIncident replaceIncident patchIncident postUpdate deleteIncident restoreIncident addAttributeValue setAttributeValue
    removeAttributeValue addComment`,
  admin: `listWebhooks addWebhook getWebhook changeWebhook removeWebhook pingWebhook skipWebhookEvent rotateWebhookSecret replayWebhook listDeliveries listTokens addToken
    getToken removeToken listAccounts addAccount getAccount changeAccount removeAccount removeCommentByName editComment removeComment changeView
    removeView getUsage getSubscription skipSubscriptionEvent unsubscribe`,
  deployer: `defineAttribute replaceAttribute changeAttribute removeAttribute addType changeType removeType addStatus changeStatus removeStatus addSeverity changeSeverity
    removeSeverity`,
}
/** Somebody else's, of which those who may not see it learn nothing. */
const hidden = ['getSubscription', 'skipSubscriptionEvent', 'unsubscribe']
/** For whoever signs in with an account, whatever the role; the tokens here have none. */
const ofAccounts = ['changeOwnPassword']

const app = await watchedApp({ OIDC_ISSUER: '' })
let boss: Walk
let people: Map<Role, Person>

before(async () => {
  boss = await walk(app)
  people = new Map(
    await Promise.all(order.map(async (role) => [role, await app.person(role, boss.person.tenant)] as const)),
  )
})

function lowestFor(operation: string): Role | undefined {
  return order.find((role) => lowest[role].split(/\s+/).includes(operation))
}

test('B21 each role may exactly what the contract says, on every operation', async () => {
  for (const one of boss.endpoints) {
    if (ofAccounts.includes(one.operationId)) continue
    const needed = lowestFor(one.operationId)
    assert.ok(needed, `${one.operationId} is not in the table of roles: which role may do it?`)
    // One request for all who may not and the first who may: that it succeeds then shows that nothing was done before.
    let request = await boss.valid(one)
    for (const role of order) {
      const answer = await people.get(role)?.call(one.method, request.path, request.body)
      assert.ok(answer)
      const about = `${role} ${one.operationId}: ${answer.status} ${answer.text.slice(0, 300)}`
      if (order.indexOf(role) < order.indexOf(needed)) {
        assert.equal(answer.status, hidden.includes(one.operationId) ? 404 : 403, about)
        continue
      }
      assert.ok(answer.status < 300, about)
      if (one.method !== 'GET' && role !== 'deployer') request = await boss.valid(one)
    }
  }
  const named = new Set(boss.endpoints.map((one) => one.operationId))
  for (const role of order)
    for (const one of lowest[role].split(/\s+/)) assert.ok(named.has(one), `there is no ${one} any more`)
})

test('B21 what is for admins only is so by a parameter too, and one’s own is one’s own', async () => {
  for (const role of order) {
    const person = people.get(role)
    assert.ok(person)
    const reaches = (needed: Role): boolean => order.indexOf(role) >= order.indexOf(needed)
    const { id } = await incidentOf(boss.person)
    assert.equal(
      (await person.call('DELETE', `/v1/incident/${id}?purge=true`)).status,
      reaches('admin') ? 200 : 403,
      role,
    )
    const other = await incidentOf(boss.person)
    const path = `/v1/incident/${other.id}/comments`
    const mine = await person.call('POST', path, { text: 'Mine.' })
    assert.equal(mine.status, reaches('responder') ? 201 : 403)
    if (mine.status !== 201) continue
    const own = `${path}/${idsIn(mine.text).find((one) => one !== other.id)}`
    assert.equal((await person.call('PUT', own, { text: 'Mine, edited.', occ_lock: 0 })).status, 200, role)
    assert.equal((await person.call('DELETE', own)).status, 200, role)
    // Under every name of the operation.
    const theirs = await boss.person.ok('POST', path, { text: 'Not mine.' })
    for (const [method, where, body] of [
      ['PUT', `${path}/${theirs.id}`, { text: 'Taken over.', occ_lock: 0 }],
      ['DELETE', `${path}?id=${theirs.id}`],
    ] as const)
      assert.equal((await person.call(method, where, body)).status, reaches('admin') ? 200 : 403, `${role} ${method}`)
  }
})

test('B22 no role makes a token or an account that reaches above itself, nor takes hold of one', async () => {
  for (const role of ['viewer', 'responder', 'admin'] as const) {
    const person = people.get(role)
    assert.ok(person)
    const { id } = await boss.person.ok('POST', '/v1/accounts', {
      email: `${role}.high@example.org`,
      name: 'High',
      role: 'deployer',
    })
    for (const [method, path, body] of [
      ['POST', '/v1/tokens', { name: 'up', role: 'deployer' }],
      ['POST', '/v1/accounts', { email: `${role}.up@example.org`, name: 'Up', role: 'deployer' }],
      ['PUT', `/v1/accounts/${id}`, { password: 'taken over by force' }],
      ['PUT', `/v1/accounts/${id}`, { role: 'viewer' }],
      ['DELETE', `/v1/accounts/${id}`],
    ] as const)
      assert.equal((await person.call(method, path, body)).status, 403, `${role} ${method} ${path}`)
    const me = await person.ok('GET', '/v1/me')
    assert.equal(me.role, role)
    const reach = await boss.person.ok('GET', `/v1/accounts/${id}`)
    assert.equal(reach.role, 'deployer')
  }
})
