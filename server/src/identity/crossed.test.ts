import assert from 'node:assert/strict'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { test } from 'node:test'
import { newIncident, type Person } from '../testing/app.ts'
import { each } from '../testing/pool.ts'
import { watchedApp } from '../testing/watched.ts'

/*
 * C15: requests of several tenants mixed on the same connections, a third of them given up midway; each answer is its own caller's.
 * CROSSED_REQUESTS is how many: 2500 unless set, 1000000 in the full form.
 */
const count = Number(process.env['CROSSED_REQUESTS'] ?? 2500)

const app = await watchedApp()

type Tenant = { person: Person; canary: string; incident: string }

test('C15 no answer reaches another caller, though connections are shared and requests given up', async () => {
  const tenants: Tenant[] = []
  for (const canary of ['canary-alpha', 'canary-bravo', 'canary-delta']) {
    const person = await app.person('admin')
    const { id } = await person.ok('POST', '/v1/incident', newIncident({ name: canary }))
    await person.ok('POST', `/v1/incident/${id}/comments`, { text: canary })
    tenants.push({ person, canary, incident: id })
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 12, maxTotalSockets: 12 })
  let answered = 0
  let givenUp = 0
  const sockets = new Set<unknown>()
  await each(
    Array.from({ length: count }).keys(),
    async (i) => {
      const tenant = tenants[i % tenants.length]
      assert.ok(tenant)
      const [method, path, body] = callOf(tenant, i)
      const sent = open(agent, method, path, tenant.person.token, body)
      if (i % 10 < 3) setTimeout(() => sent.destroy(), i % 9)
      const text = await answerOf(sent)
      sockets.add(sent.socket)
      if (text === null) {
        givenUp++
        return
      }
      answered++
      assert.ok(text.includes(tenant.canary), `${method} ${path} is not the caller's: ${text}`)
      for (const other of tenants) {
        if (other === tenant) continue
        assert.ok(!text.includes(other.canary) && !text.includes(other.person.tenant), `${method} ${path}: ${text}`)
      }
    },
    32,
  )
  agent.destroy()
  assert.ok(
    answered > count / 2 && givenUp > 0 && sockets.size - givenUp < answered / 2,
    `${answered} answered, ${givenUp} given up, on ${sockets.size} connections`,
  )
  for (const { person, canary } of tenants) {
    const { incidents } = await person.ok('GET', '/v1/incident')
    for (const { name, tenant_id } of incidents) assert.deepEqual([name, tenant_id], [canary, person.tenant])
  }
})

function callOf({ canary, incident }: Tenant, i: number): [string, string, unknown?] {
  switch (i % 7) {
    case 0:
      return ['GET', `/v1/incident/${incident}`]
    case 1:
      return ['GET', '/v1/incident?size=5']
    case 2:
      return ['POST', '/v1/incident', newIncident({ name: canary })]
    case 3:
      return ['PATCH', `/v1/incident/${incident}`, { location: `${canary} ${i}`, occ_lock: 0 }]
    case 4:
      return ['GET', `/v1/incident/events?limit=5`]
    case 5:
      return ['GET', `/v1/incident/${incident}/comments`]
    default:
      return ['GET', `/v1/incident?q=${canary}&size=2`]
  }
}

function open(agent: Agent, method: string, path: string, token: string, body: unknown): ClientRequest {
  const { hostname, port } = new URL(app.url)
  const payload = body === undefined ? '' : JSON.stringify(body)
  const type =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }
  const sent = request({ agent, hostname, port, method, path, headers: { authorization: `Bearer ${token}`, ...type } })
  sent.end(payload)
  return sent
}

/** The answer's text; null when the request was given up before its end. */
function answerOf(sent: ClientRequest): Promise<string | null> {
  return new Promise((resolve) => {
    sent.once('error', () => resolve(null))
    sent.once('close', () => resolve(null))
    sent.once('response', (response: IncomingMessage) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.once('error', () => resolve(null))
      response.once('end', () => resolve(response.complete ? text : null))
    })
  })
}
