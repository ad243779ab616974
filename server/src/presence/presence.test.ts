import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { openStream, type Reader } from '../testing/stream.ts'
import { until } from '../testing/until.ts'
import { sweepPresence } from './store.ts'

const app = await testApp()

type Seen = { incident_id: string; present: { user_id: string; session: string; field: string | null }[] }

const incidentOf = async (person: Person): Promise<string> =>
  (await person.ok('POST', '/v1/incident', newIncident())).id
const at = (id: string) => `/v1/incident/${id}/presence`
const notices = (reader: Reader): Seen[] =>
  reader.blocks.filter(({ event }) => event === 'presence').map(({ data }) => JSON.parse(data))
const who = ({ present }: Seen) => present.map(({ user_id, session, field }) => [user_id, session, field])

/** Moves the time of everybody present in a tenant by so many seconds into the past. */
const age = (tenant: string, seconds: number) =>
  app.database.read(
    tenant,
    sql`update presence set expires_at = expires_at - make_interval(secs => ${seconds}) where tenant_id = ${tenant}`,
  )

test('who looks at an incident is seen there, with the field being edited, until they leave', async () => {
  const one = await app.person('viewer')
  const two = await app.person('responder', one.tenant)
  const id = await incidentOf(two)
  const first = await one.call('POST', at(id), { session: 'a1' })
  assert.equal(first.status, 200)
  assert.deepEqual(
    first.body.data.present.map(({ since: _, ...rest }: { since: string }) => rest),
    [{ user_id: one.user, name: `Person ${one.user}`, session: 'a1', field: null }],
  )
  await two.ok('POST', at(id), { session: 'b1', field: 'description' })
  const again = await one.ok('POST', at(id), { session: 'a1', field: 'attributes.isPending' })
  assert.deepEqual(who(again), [
    [one.user, 'a1', 'attributes.isPending'],
    [two.user, 'b1', 'description'],
  ])
  assert.equal(again.present[0].since, first.body.data.present[0].since)
  // One's own pages only: the session of somebody else is not there for them.
  assert.equal((await one.ok('DELETE', `${at(id)}?session=b1`)).present.length, 2)
  assert.deepEqual(who(await one.ok('DELETE', `${at(id)}?session=a1`)), [[two.user, 'b1', 'description']])
  assert.deepEqual(who(await one.ok('GET', at(id))), [[two.user, 'b1', 'description']])
  await one.ok('POST', at(id), { session: 'a2' })
  await two.ok('POST', at(id), { session: 'b2' })
  assert.deepEqual(who(await two.ok('DELETE', at(id))), [[one.user, 'a2', null]])
})

test('who is not heard of for 40 seconds is gone, and comes back as new', async () => {
  const person = await app.person()
  const id = await incidentOf(person)
  const before = await person.ok('POST', at(id), { session: 's' })
  await age(person.tenant, 30)
  assert.equal((await person.ok('GET', at(id))).present.length, 1)
  await person.ok('POST', at(id), { session: 's' })
  await age(person.tenant, 39)
  assert.equal((await person.ok('GET', at(id))).present.length, 1)
  await age(person.tenant, 2)
  assert.deepEqual((await person.ok('GET', at(id))).present, [])
  const after = await person.ok('POST', at(id), { session: 's' })
  assert.notEqual(after.present[0].since, before.present[0].since)
})

test('the log knows nothing of it, and neither does the version of the incident', async () => {
  const person = await app.person()
  const id = await incidentOf(person)
  const events = () => person.ok('GET', '/v1/incident/events')
  const before = await events()
  const incident = await person.ok('GET', `/v1/incident/${id}`)
  await person.ok('POST', at(id), { session: 's', field: 'name' })
  await person.ok('DELETE', `${at(id)}?session=s`)
  assert.deepEqual(await events(), before)
  assert.deepEqual(await person.ok('GET', `/v1/incident/${id}`), incident)
})

test('where there is no incident, or only in the bin or with another tenant, there is nobody', async () => {
  const person = await app.person()
  const stranger = await app.person('deployer')
  const [id, binned] = [await incidentOf(person), await incidentOf(person)]
  await person.ok('DELETE', `/v1/incident/${binned}`)
  const nothing = '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f'
  await person.ok('POST', at(id), { session: 's' })
  for (const [who, where] of [
    [stranger, id],
    [person, binned],
    [person, nothing],
    [person, 'rubbish'],
  ] as const) {
    for (const [method, query, body] of [
      ['GET', ''],
      ['POST', '', { session: 's' }],
      ['DELETE', '?session=s'],
    ] as const) {
      const answer = await who.call(method, at(where) + query, body)
      assert.deepEqual([answer.status, answer.body.errors[0].message], [404, 'There is no incident with this id.'])
    }
  }
  assert.equal((await person.ok('GET', at(id))).present.length, 1)
})

test('sessions and fields are short plain names', async () => {
  const person = await app.person()
  const id = await incidentOf(person)
  for (const body of [
    {},
    { session: '' },
    { session: 'a b' },
    { session: 'x'.repeat(65) },
    { session: 's', field: '' },
    { session: 's', field: '<b>' },
    { session: 's', field: 'a.b' },
    { session: 's', field: 'x'.repeat(81) },
    { session: 's', name: 'Somebody else' },
  ])
    assert.equal((await person.call('POST', at(id), body)).status, 400, JSON.stringify(body))
  assert.equal((await person.call('DELETE', `${at(id)}?session=a%20b`)).status, 400)
  assert.deepEqual((await person.ok('GET', at(id))).present, [])
})

test('an incident shows at most 100 open pages and a person 50; those who are there stay', async () => {
  const person = await app.person()
  const other = await app.person('viewer', person.tenant)
  const [here, there] = [await incidentOf(person), await incidentOf(person)]
  const fill = (id: string, user: string, count: number) =>
    app.database.read(
      person.tenant,
      sql`insert into presence (tenant_id, incident_id, user_id, session, name, since, expires_at)
        select ${person.tenant}, ${id}::uuid, ${user}, 'f' || n, '', now(), now() + interval '40 s' from generate_series(1, ${count}) n`,
    )
  await fill(here, person.user, 50)
  for (const id of [here, there]) {
    const refused = await person.call('POST', at(id), { session: 'new' })
    assert.deepEqual([refused.status, refused.body.errors[0].code], [409, 'TOO_MANY'])
  }
  await person.ok('POST', at(here), { session: 'f7', field: 'name' })
  await fill(here, 'somebody', 49)
  await other.ok('POST', at(here), { session: 'last' })
  const third = await app.person('viewer', person.tenant)
  assert.equal((await third.call('POST', at(here), { session: 'one-more' })).status, 409)
  await age(person.tenant, 41)
  assert.deepEqual(who(await third.ok('POST', at(here), { session: 'one-more' })), [[third.user, 'one-more', null]])
})

test('a stream that asks for it tells who is there, who comes, who goes and who stays away; without an id', async () => {
  const one = await app.person('viewer')
  const two = await app.person('responder', one.tenant)
  const [id, quiet] = [await incidentOf(two), await incidentOf(two)]
  await two.ok('POST', at(id), { session: 'b' })
  const reader = await openStream(app.url, one.token, { query: '?presence=true' })
  await until(() => notices(reader).length === 1)
  assert.deepEqual(notices(reader).map(who), [[[two.user, 'b', null]]])
  await two.ok('POST', at(id), { session: 'b', field: 'name' })
  await until(() => notices(reader).length === 2)
  await one.ok('POST', at(quiet), { session: 'a' })
  await until(() => notices(reader).length === 3)
  await one.ok('DELETE', `${at(quiet)}?session=a`)
  await until(() => notices(reader).length === 4)
  await age(two.tenant, 41)
  await until(() => notices(reader).length === 5)
  assert.deepEqual(
    notices(reader)
      .slice(1)
      .map((seen) => [seen.incident_id, who(seen)]),
    [
      [id, [[two.user, 'b', 'name']]],
      [quiet, [[one.user, 'a', null]]],
      [quiet, []],
      [id, []],
    ],
  )
  assert.ok(reader.blocks.every((block) => block.event === 'presence' && block.id === null))
  // The log goes on as ever between them.
  await two.ok('PATCH', `/v1/incident/${id}`, { name: 'Changed', occ_lock: 0 })
  await until(() => reader.events().length === 1)
  assert.equal(reader.events()[0]?.type, 'incident.updated')
  reader.cut()
})

test('being heard of again without a change tells nobody anything', async () => {
  const person = await app.person()
  const id = await incidentOf(person)
  const reader = await openStream(app.url, person.token, { query: '?presence=true' })
  for (let i = 0; i < 3; i++) await person.ok('POST', at(id), { session: 's', field: 'name' })
  await until(() => notices(reader).length === 1)
  await person.ok('POST', at(id), { session: 's', field: 'status' })
  await until(() => notices(reader).length === 2)
  assert.deepEqual(notices(reader).map(who), [[[person.user, 's', 'name']], [[person.user, 's', 'status']]])
  reader.cut()
})

test('other readers see events alone, one of a single incident only who looks at that one, and a stranger nothing', async () => {
  const person = await app.person()
  const stranger = await app.person('deployer')
  const [id, other] = [await incidentOf(person), await incidentOf(person)]
  const plain = await openStream(app.url, person.token)
  const foreign = await openStream(app.url, stranger.token, { query: '?presence=true' })
  const narrow = await openStream(app.url, person.token, { query: `?presence=true&incident_id=${id}&type=comment.*` })
  const wide = await openStream(app.url, person.token, { query: '?presence=true' })
  for (const where of [other, id]) await person.ok('POST', at(where), { session: 's' })
  await until(() => notices(wide).length === 2 && notices(narrow).length === 1)
  assert.deepEqual(
    notices(narrow).map((seen) => seen.incident_id),
    [id],
  )
  await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'Here.' })
  await until(() => plain.blocks.length === 1 && narrow.events().length === 1)
  assert.equal(plain.events().length, 1)
  const theirs = await stranger.ok('POST', '/v1/incident', newIncident())
  await until(() => foreign.blocks.length > 0)
  assert.deepEqual(
    foreign.blocks.map(({ event }) => event),
    ['incident.created'],
  )
  assert.equal(foreign.events()[0]?.incident_id, theirs.id)
  for (const reader of [plain, foreign, narrow, wide]) reader.cut()
})

test('a reader that takes nothing for a while gets the last word of each incident, in one piece', async () => {
  const person = await app.person()
  const id = await incidentOf(person)
  const reader = await openStream(app.url, person.token, { query: '?presence=true' })
  await person.ok('POST', at(id), { session: 's' })
  await until(() => notices(reader).length === 1)
  reader.pause()
  // More than socket and buffers hold, so that the service has to wait for this reader.
  for (let i = 0; i < 40; i++)
    await person.ok('POST', '/v1/incident', newIncident({ description: 'x'.repeat(100_000) }))
  for (const field of ['name', 'status', 'severity']) await person.ok('POST', at(id), { session: 's', field })
  reader.resume()
  await until(() => reader.over || notices(reader).at(-1)?.present[0]?.field === 'severity', 60_000)
  assert.equal(notices(reader).at(-1)?.present[0]?.field, 'severity')
  reader.cut()
})

test('another process of the service tells the same', async () => {
  const person = await app.person()
  const id = await incidentOf(person)
  const other = await spawnService(app)
  const reader = await openStream(other.url, person.token, { query: '?presence=true' })
  await person.ok('POST', at(id), { session: 's', field: 'name' })
  await until(() => notices(reader).length === 1)
  await person.ok('DELETE', `${at(id)}?session=s`)
  await until(() => notices(reader).length === 2)
  assert.deepEqual(notices(reader).map(who), [[[person.user, 's', 'name']], []])
  reader.cut()
})

test('those who have been gone are swept away in every tenant, those who are there are not', async () => {
  const [one, two] = [await app.person(), await app.person()]
  for (const person of [one, two]) await person.ok('POST', at(await incidentOf(person)), { session: 'gone' })
  await age(one.tenant, 41)
  await age(two.tenant, 41)
  const id = await incidentOf(one)
  await one.ok('POST', at(id), { session: 'there' })
  await app.database.scoped('follower', sweepPresence())
  const left = async ({ tenant }: Person) =>
    (await app.database.read(tenant, sql`select session from presence where tenant_id = ${tenant}`)).map(
      (row) => row['session'],
    )
  assert.deepEqual([await left(one), await left(two)], [['there'], []])
})
