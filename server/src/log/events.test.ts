import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person, personWith } from '../testing/app.ts'
import { assertWhole, type LoggedEvent, readLog } from '../testing/log.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { watchedApp } from '../testing/watched.ts'

/* Reading the log as JSON: positions, limits, filters and waiting, over two processes on one database. */

const app = await watchedApp()
const { url: other } = await spawnService(app)

function elsewhere(person: Person): Person {
  return personWith(other, person.tenant, person.user, person.token)
}

function read(person: Person, query: string): Promise<{ events: LoggedEvent[]; next_after: number; epoch: string }> {
  return person.ok('GET', `/v1/incident/events?${query}`)
}

/** Two incidents with a few changes and comments each. */
async function busy(person: Person): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < 2; i++) {
    const { id } = await person.ok('POST', '/v1/incident', newIncident())
    ids.push(id)
    for (let n = 0; n < 3; n++) {
      await person.ok('PATCH', `/v1/incident/${id}`, { name: `name ${n}`, occ_lock: n })
      await person.ok('POST', `/v1/incident/${id}/comments`, { text: `comment ${n}` })
    }
  }
  return ids
}

test('after and limit give the log in pieces, without a gap or a repeat, and then nothing', async () => {
  const person = await app.person()
  await busy(person)
  const whole = (await read(person, 'limit=1000')).events
  assertWhole(whole, person.tenant)
  assert.equal(whole.length, 14)
  for (const limit of [1, 3, 14, 15]) {
    const seen: LoggedEvent[] = []
    let after = 0
    for (;;) {
      const at = seen.length % 2 === 0 ? person : elsewhere(person)
      const piece = await read(at, `after=${after}&limit=${limit}`)
      if (piece.events.length === 0) break
      assert.ok(piece.events.length <= limit)
      assert.equal(piece.next_after, piece.events.at(-1)?.seq)
      seen.push(...piece.events)
      after = piece.next_after
    }
    assert.deepEqual(seen, whole)
    assert.equal((await read(person, `after=${after}`)).next_after, 14)
  }
  assert.deepEqual((await read(person, '')).events, whole)
})

test('without a limit 100 events come, and 1000 at the most', async () => {
  const person = await app.person()
  await Promise.all(Array.from({ length: 101 }, () => person.ok('POST', '/v1/incident', newIncident())))
  assert.equal((await read(person, '')).events.length, 100)
  assert.equal((await read(person, '')).next_after, 100)
  assert.equal((await read(person, 'limit=1000')).events.length, 101)
  for (const wrong of [
    'limit=0',
    'limit=1001',
    'after=-1',
    'wait=31',
    'type=incident',
    'type=x.*',
    'incident_id=1',
    'after=1&after=2',
  ]) {
    assert.equal((await person.call('GET', `/v1/incident/events?${wrong}`)).status, 400, wrong)
  }
})

test('a position beyond the head is refused, the head itself is not', async () => {
  const person = await app.person()
  assert.deepEqual((await read(person, 'after=0')).events, [])
  assert.equal((await read(person, '')).next_after, 0)
  await busy(person)
  assert.deepEqual(await read(person, 'after=14').then(({ events, next_after }) => ({ events, next_after })), {
    events: [],
    next_after: 14,
  })
  for (const after of [15, 1_000_000, Number.MAX_SAFE_INTEGER]) {
    for (const query of [`after=${after}`, `after=${after}&wait=20`, `after=${after}&type=comment.*`]) {
      const answer = await person.call('GET', `/v1/incident/events?${query}`)
      assert.equal(answer.status, 400, answer.text)
      assert.equal(answer.body.errors[0].code, 'CURSOR_AHEAD')
      assert.equal(answer.body.errors[0].field, 'after')
    }
  }
})

test('with filters next_after is the last event looked at, so that nothing is looked at twice', async () => {
  const person = await app.person()
  const [first = '', second = ''] = await busy(person)
  const whole = await readLog(person)
  const filters: [string, (event: LoggedEvent) => boolean][] = [
    ['type=comment.added', (event) => event.type === 'comment.added'],
    ['type=comment.*', (event) => event.type.startsWith('comment.')],
    ['type=incident.created&type=comment.*', (event) => /^(incident\.created|comment\.)/.test(event.type)],
    ['type=*', () => true],
    [`incident_id=${first}`, (event) => event.incident_id === first],
    [
      `incident_id=${second}&type=incident.updated`,
      (event) => event.incident_id === second && event.type === 'incident.updated',
    ],
    ['type=incident.purged', () => false],
    [`incident_id=${crypto.randomUUID().replace(/^(.{14})./, '$17')}`, () => false],
  ]
  for (const [query, wanted] of filters) {
    const expected = whole.filter(wanted)
    assert.deepEqual(await readLog(person, `&${query}`), expected, query)
    for (const limit of [1, 2, 100]) {
      const seen: LoggedEvent[] = []
      let after = 0
      while (after < 14) {
        const piece = await read(person, `${query}&after=${after}&limit=${limit}`)
        assert.ok(piece.next_after > after, `${query} stays at ${after}`)
        // A full piece ends at its last event; one that is not has looked at everything.
        assert.equal(piece.next_after, piece.events.length === limit ? piece.events.at(-1)?.seq : 14)
        seen.push(...piece.events)
        after = piece.next_after
      }
      assert.deepEqual(seen, expected, `${query} by ${limit}`)
    }
  }
})

test('wait ends at once where there is something, and with a write of another process', async () => {
  const person = await app.person()
  await busy(person)
  assert.equal((await read(person, 'after=3&limit=2&wait=30')).events.length, 2)
  for (const [reader, writer] of [
    [person, elsewhere(person)],
    [elsewhere(person), person],
    [person, person],
  ] as const) {
    const { next_after: head } = await read(reader, 'after=14&limit=1000')
    const started = performance.now()
    const waiting = read(reader, `after=${head}&wait=30`)
    const { id } = await writer.ok('POST', '/v1/incident', newIncident())
    const { events, next_after } = await waiting
    assert.deepEqual(
      events.map((event) => [event.seq, event.type, event.incident_id]),
      [[head + 1, 'incident.created', id]],
    )
    assert.equal(next_after, head + 1)
    // Within about a second on a machine with nothing else to do; far from the 30 s it may wait.
    assert.ok(performance.now() - started < 20_000, 'it was not woken')
  }
})

test('wait looks through what does not match and what is of others, and ends with nothing', async () => {
  const person = await app.person()
  const foreign = await app.person()
  await busy(person)
  const waiting = read(person, 'after=14&wait=2&type=comment.*')
  await foreign.ok('POST', '/v1/incident', newIncident())
  await elsewhere(person).ok('POST', '/v1/incident', newIncident())
  const { events, next_after } = await waiting
  assert.deepEqual(events, [])
  assert.equal(next_after, 15)
  assert.deepEqual((await read(person, 'after=15&wait=1')).events, [])
})

test('who has seen N has seen everything up to N, while writers of two processes commit', async () => {
  const person = await app.person()
  const seen: number[] = []
  let writing = true
  const readers = [person, elsewhere(person)].map(async (at) => {
    let after = 0
    const mine: number[] = []
    while (writing || after < 120) {
      const { events, next_after } = await read(at, `after=${after}&limit=7&wait=1`)
      mine.push(...events.map((event) => event.seq))
      after = next_after
    }
    assert.deepEqual(
      mine,
      Array.from({ length: 120 }, (_, i) => i + 1),
    )
    seen.push(mine.length)
  })
  await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const at = i % 2 === 0 ? person : elsewhere(person)
      const { id } = await at.ok('POST', '/v1/incident', newIncident())
      for (let n = 0; n < 14; n++) await at.ok('POST', `/v1/incident/${id}/comments`, { text: `${n}` })
    }),
  )
  writing = false
  await Promise.all(readers)
  assert.deepEqual(seen, [120, 120])
})

test('an event says who, by what, when, and in which request', async () => {
  const admin = await app.person('admin')
  const { token, id: tokenId } = await admin.ok('POST', '/v1/tokens', { name: 'Alarm gateway', role: 'responder' })
  const gateway = personWith(app.url, admin.tenant, `token:${tokenId}`, token)
  const made = await gateway.call('POST', '/v1/incident', newIncident())
  const { id, reference } = made.body.data
  await admin.ok('PATCH', `/v1/incident/${id}`, {
    status: 'OPEN',
    occ_lock: 0,
    occurred_at: '2024-01-01T01:00:00.5+01:00',
  })
  const comment = await admin.ok('POST', `/v1/incident/${id}/comments`, {
    text: 'wet',
    occurred_at: '2024-01-02T00:00:00Z',
  })
  const [created, updated, added] = await readLog(admin)
  assert.ok(created && updated && added)
  assert.deepEqual(created.actor, { id: `token:${tokenId}`, name: 'Alarm gateway', kind: 'token' })
  assert.equal(created.request_id, made.headers.get('x-request-id'))
  assert.equal(created.occurred_at, created.recorded_at)
  assert.deepEqual(created.data, { incident: made.body.data })
  assert.deepEqual([created.reference, created.occ_lock, created.reason, created.purged], [reference, 0, null, false])
  assert.deepEqual(updated.actor, { id: admin.user, name: `Person ${admin.user}`, kind: 'user' })
  assert.equal(updated.occurred_at, '2024-01-01T00:00:00.500000Z')
  assert.deepEqual(updated.changes, [{ field: 'status', from: 'NEW', to: 'OPEN' }])
  assert.equal(updated.occ_lock, 1)
  assert.equal(added.occurred_at, '2024-01-02T00:00:00.000000Z')
  assert.deepEqual(added.data, { comment })
  assert.equal(added.recorded_at, comment.created_at)
  const future = { occurred_at: '2999-01-01T00:00:00Z' }
  assert.equal((await admin.call('PATCH', `/v1/incident/${id}`, { name: 'x', occ_lock: 1, ...future })).status, 400)
  assert.equal((await admin.call('POST', `/v1/incident/${id}/comments`, { text: 'x', ...future })).status, 400)
  assert.equal((await admin.call('POST', `/v1/incident/${id}/updates`, { text: 'x', ...future })).status, 400)
  assert.equal((await readLog(admin)).length, 3)
})

test('the epoch is the same everywhere, and a position of another one is refused', async () => {
  const person = await app.person()
  const { epoch } = await read(person, '')
  assert.match(epoch, /^[0-9a-f-]{36}$/)
  assert.equal((await read(elsewhere(await app.person()), '')).epoch, epoch)
  assert.equal((await read(person, `epoch=${epoch}`)).epoch, epoch)
  assert.equal((await person.call('GET', '/v1/incident/events?epoch=01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f')).status, 400)
})

test('an updated incident and its event carry the same instant, whichever call changed it', async () => {
  const deployer = await app.person('deployer')
  await deployer.ok('POST', '/v1/incident/attributes', { name: 'instant', type: 'NUMBER' })
  const { id } = await deployer.ok('POST', '/v1/incident', newIncident())
  const path = `/v1/incident/${id}`
  const calls: [string, string, unknown?][] = [
    ['PUT', path, newIncident({ name: 'x', occ_lock: 0 })],
    ['PATCH', path, { name: 'y', occ_lock: 1 }],
    ['POST', `${path}/updates`, { text: 'z', status: 'OPEN' }],
    ['POST', `${path}/attributes`, { name: 'instant', value: 1 }],
    ['PUT', `${path}/attributes`, { name: 'instant', value: 2 }],
    ['DELETE', `${path}/attributes/instant`],
    ['DELETE', path],
    ['POST', `${path}/restore`],
  ]
  for (const [method, at, body] of calls) {
    await deployer.ok(method, at, body)
    const binned = method === 'DELETE' && at === path
    const incident = await deployer.ok('GET', `${path}?deleted=${binned}`)
    const last = (await readLog(deployer)).at(-1)
    assert.equal(last?.occ_lock, incident.occ_lock)
    assert.equal(incident.updated_at, last?.recorded_at, `${method} ${at}`)
  }
})
