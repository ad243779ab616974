import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { type Answer, newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { assertWhole, readLog, replay } from '../testing/log.ts'
import { spawnService } from '../testing/spawn-service.ts'

/*
 * Writers against one another, over two service processes on one database. CONCURRENCY_ROUNDS is how often each race is run: 10
 * unless set, 200 in the full form (and 500 for a deletion beside an update).
 */
const rounds = Number(process.env['CONCURRENCY_ROUNDS'] ?? 10)

const app = await testApp()
const { url: other } = await spawnService(app)

/** The same person at the other process. */
function elsewhere(person: Person): Person {
  return personWith(other, person.tenant, person.user, person.token)
}

/** `count` callers, every second one at the other process. */
function spread(person: Person, count: number): Person[] {
  const there = elsewhere(person)
  return Array.from({ length: count }, (_, i) => (i % 2 === 0 ? person : there))
}

function statuses(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

test('C01 of 100 writers on one occ_lock exactly one wins and the others are told what changed', async () => {
  const person = await app.person()
  const writers = spread(person, 100)
  const incident = await person.ok('POST', '/v1/incident', newIncident({ name: 'round 0' }))
  const path = `/v1/incident/${incident.id}`
  for (let round = 0; round < rounds; round++) {
    const method = round % 2 === 0 ? 'PUT' : 'PATCH'
    const answers = await Promise.all(
      writers.map((writer, i) => {
        const name = `round ${round + 1} writer ${i}`
        return writer.call(
          method,
          path,
          method === 'PUT' ? newIncident({ name, occ_lock: round }) : { name, occ_lock: round },
        )
      }),
    )
    assert.deepEqual(statuses(answers), { 200: 1, 409: 99 })
    const won = answers.find((answer) => answer.status === 200)?.body.data
    assert.equal(won.occ_lock, round + 1)
    for (const lost of answers.filter((answer) => answer.status === 409)) {
      assert.equal(lost.body.errors[0].code, 'STALE_OCC_LOCK')
      assert.deepEqual(lost.body.data.current, won)
      const [change, ...rest] = lost.body.data.changes
      assert.deepEqual(rest, [])
      assert.equal(change.field, 'name')
      assert.equal(change.to, won.name)
      assert.equal(change.by, won.updated_by)
      assert.equal(change.at, won.updated_at)
      assert.deepEqual(lost.body.data.conflicts, ['name'])
    }
  }
  const events = await readLog(person)
  assertWhole(events, person.tenant)
  assert.equal(events.length, rounds + 1)
  assert.deepEqual(replay(events).get(incident.id)?.incident, await person.ok('GET', path))
})

test('PATCHes of 100 different fields at once all succeed', async () => {
  const deployer = await app.person('deployer')
  const names = Array.from({ length: 90 }, (_, i) => `field_${i}`)
  for (const name of names) await deployer.ok('POST', '/v1/incident/attributes', { name, type: 'NUMBER' })
  const person = await app.person()
  const incident = await person.ok('POST', '/v1/incident', newIncident())
  const patches: Record<string, unknown>[] = [
    { name: 'Another name' },
    { description: 'Another description' },
    { reported_by: 'Somebody else' },
    { status: 'OPEN' },
    { type: 'SECURITY' },
    { severity: 'MAJOR' },
    { date: '2024-12-01T00:00:00.123456789-05:30' },
    { location: 'Elsewhere' },
    { next_update: 1_777_641_000 },
    { backdated: true },
    ...names.map((name, i) => ({ attributes: { [name]: i } })),
  ]
  const callers = spread(person, patches.length)
  const answers = await Promise.all(
    patches.map((patch, i) => callers[i]?.call('PATCH', `/v1/incident/${incident.id}`, { ...patch, occ_lock: 0 })),
  )
  assert.deepEqual(statuses(answers as Answer[]), { 200: 100 }) // a caller for each patch
  assert.deepEqual(
    answers.map((answer) => answer?.body.data.occ_lock).sort((a, b) => a - b),
    Array.from({ length: 100 }, (_, i) => i + 1),
  )
  const after = await person.ok('GET', `/v1/incident/${incident.id}`)
  for (const { attributes, ...fields } of patches) {
    for (const [field, value] of Object.entries(fields)) assert.deepEqual(after[field], value)
    for (const [name, value] of Object.entries(attributes ?? {})) assert.deepEqual(after.attributes[name], value)
  }
  const events = await readLog(person)
  assertWhole(events, person.tenant)
  assert.deepEqual(replay(events).get(incident.id)?.incident, after)
})

test('C06 an update beside a deletion comes before it or not at all', async () => {
  const person = await app.person()
  const [here, there] = [person, elsewhere(person)]
  const guarded = Array.from({ length: Math.ceil(rounds * 2.5) }, (_, i) => i % 2 === 0)
  await inTurn(guarded, async (guard, i) => {
    const { id } = await person.ok('POST', '/v1/incident', newIncident())
    const [first, second] = i % 4 < 2 ? [here, there] : [there, here]
    const [deletion, update] = await Promise.all([
      first.call('DELETE', `/v1/incident/${id}${guard ? '?occ_lock=0' : ''}`),
      second.call('PUT', `/v1/incident/${id}`, newIncident({ name: 'changed', occ_lock: 0 })),
    ])
    const outcome = `${deletion.status} ${update.status}`
    assert.ok(['200 404', guard ? '409 200' : '200 200'].includes(outcome), `deletion and update gave ${outcome}`)
    const events = await readLog(person, `&incident_id=${id}`)
    replay(events)
    const deleted = deletion.status === 200
    assert.equal((await person.call('GET', `/v1/incident/${id}`)).status, deleted ? 404 : 200)
    const shown = await person.ok('GET', `/v1/incident/${id}?deleted=${deleted}`)
    assert.equal(shown.name === 'changed', update.status === 200)
    assert.equal(shown.occ_lock, events.length - 1)
  })
  assertWhole(await readLog(person), person.tenant)
})

test('C07 races of deletion, restore, purge and comment leave no orphan and no half', async () => {
  const admin = await app.person('admin')
  const there = elsewhere(admin)
  const calls: Record<string, (id: string, at: Person) => Promise<Answer>> = {
    delete: (id, at) => at.call('DELETE', `/v1/incident/${id}`),
    restore: (id, at) => at.call('POST', `/v1/incident/${id}/restore`),
    purge: (id, at) => at.call('DELETE', `/v1/incident/${id}?purge=true`),
    comment: (id, at) => at.call('POST', `/v1/incident/${id}/comments`, { text: 'said meanwhile' }),
    post: (id, at) => at.call('POST', `/v1/incident/${id}/updates`, { text: 'posted meanwhile', status: 'OPEN' }),
    patch: (id, at) => at.call('PATCH', `/v1/incident/${id}`, { name: 'changed meanwhile', occ_lock: 0 }),
  }
  const races: [boolean, string, string][] = [
    [false, 'delete', 'comment'],
    [false, 'delete', 'post'],
    [false, 'delete', 'delete'],
    [true, 'restore', 'restore'],
    [true, 'purge', 'restore'],
    [false, 'purge', 'comment'],
    [false, 'purge', 'patch'],
    [false, 'purge', 'post'],
    [false, 'purge', 'delete'],
    [false, 'purge', 'purge'],
  ]
  const each = Array.from({ length: Math.ceil(rounds / 2) }, () => races).flat()
  await inTurn(each, async ([binned, one, two], i) => {
    const { id } = await admin.ok('POST', '/v1/incident', newIncident({ name: 'unmistakable' }))
    if (binned) await admin.ok('DELETE', `/v1/incident/${id}`)
    const [first, second] = i % 2 === 0 ? [admin, there] : [there, admin]
    const answers = await Promise.all([calls[one]?.(id, first), calls[two]?.(id, second)])
    const what = `${one} ${answers[0]?.status}, ${two} ${answers[1]?.status}`
    for (const answer of answers) assert.ok(answer && [200, 201, 404].includes(answer.status), what)
    assert.ok(
      answers.some((answer) => answer?.status !== 404),
      `neither happened: ${what}`,
    )
    if (one === two)
      assert.ok(
        answers.some((answer) => answer?.status === 404),
        `it happened twice: ${what}`,
      )
    const events = await readLog(admin, `&incident_id=${id}`)
    let bin = false
    for (const event of events) {
      if (event.type.startsWith('comment.')) assert.ok(!bin, `a comment on an incident in the bin: ${what}`)
      if (event.type === 'incident.deleted') bin = true
      if (event.type === 'incident.restored') bin = false
    }
    const purged = answers.some((answer, j) => [one, two][j] === 'purge' && answer?.status === 200)
    if (!purged) return
    assert.equal(events.at(-1)?.type, 'incident.purged', what)
    assert.ok(
      events.slice(0, -1).every((event) => event.purged && event.changes.length === 0 && event.data === null),
      what,
    )
    assert.equal((await admin.call('GET', `/v1/incident/${id}?deleted=true`)).status, 404)
    assert.equal((await admin.call('GET', `/v1/incident/${id}`)).status, 404)
  })
  assertWhole(await readLog(admin), admin.tenant)
  const [left] = await app.database.read(
    admin.tenant,
    sql`select (select count(*) from comment c where not exists (select 1 from incident i where i.tenant_id = c.tenant_id and i.id = c.incident_id)) as comments,
      (select count(*) from incident_search s where s.tenant_id = ${admin.tenant} and not exists (select 1 from incident i where i.tenant_id = s.tenant_id and i.id = s.incident_id)) as documents,
      (select count(*) from event_body b join event e using (tenant_id, seq) where e.type <> 'incident.purged' and e.incident_id is not null
        and not exists (select 1 from incident i where i.tenant_id = e.tenant_id and i.id = e.incident_id)) as bodies,
      (select incident_total from tenant) - (select count(*) from incident where deleted_at is null) as miscounted`,
  )
  assert.deepEqual(left, { comments: 0, documents: 0, bodies: 0, miscounted: 0 })
})

test('C13 references of 100 parallel creations are dense, unique and in order of creation', async () => {
  const person = await app.person()
  const answers = await Promise.all(
    spread(person, 100).map((writer) => writer.call('POST', '/v1/incident', newIncident())),
  )
  assert.deepEqual(statuses(answers), { 201: 100 })
  const { incidents, total } = await person.ok('GET', '/v1/incident?sort=created_at,ASC')
  assert.equal(total, 100)
  assert.deepEqual(
    incidents.map((incident: { reference: string }) => incident.reference),
    Array.from({ length: 100 }, (_, i) => `INC-${String(i + 1).padStart(6, '0')}`),
  )
  assert.equal(new Set(incidents.map((incident: { created_at: string }) => incident.created_at)).size, 100)
  const events = await readLog(person)
  assertWhole(events, person.tenant)
  assert.deepEqual(
    events.map((event) => event.reference),
    incidents.map((incident: { reference: string }) => incident.reference),
  )
})

/** Works through a list, eight entries at a time. */
async function inTurn<T>(list: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < list.length) {
        const index = next++
        await work(list[index] as T, index) // below the length
      }
    }),
  )
}
