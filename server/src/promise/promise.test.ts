import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { type LoggedEvent, readLog, replay } from '../testing/log.ts'
import { until } from '../testing/until.ts'

const app = await testApp({ UPDATE_WARNING: '300' })
const HOUR = 3600

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds

async function make(person: Person, nextUpdate: number, fields: Record<string, unknown> = {}): Promise<string> {
  return (await person.ok('POST', '/v1/incident', newIncident({ next_update: nextUpdate, ...fields }))).id
}

/** Moves the promises of an incident back, as if so much time had passed since. */
async function pass(person: Person, id: string, seconds: number): Promise<void> {
  await app.database.read(
    person.tenant,
    sql`update promise set made_at = made_at - make_interval(secs => ${seconds}), due_at = due_at - make_interval(secs => ${seconds}),
          news_at = news_at - make_interval(secs => ${seconds}), ended_at = ended_at - make_interval(secs => ${seconds})
        where tenant_id = ${person.tenant} and incident_id = ${id}::uuid`,
  )
}

async function told(person: Person, id: string): Promise<LoggedEvent[]> {
  return (await readLog(
    person,
    `&incident_id=${id}&type=incident.update_due&type=incident.update_overdue`,
  )) as LoggedEvent[]
}

/** Waits until the sweep has come by: a promise made for this tells. */
async function swept(person: Person): Promise<void> {
  const id = await make(person, inSeconds(60))
  await until(async () => (await told(person, id)).length === 1)
}

async function ledger(
  person: Person,
  id: string,
): Promise<{ outcome: string; late_seconds: number | null; ended_by: string | null }[]> {
  return (await person.ok('GET', `/v1/incident/promises?incident_id=${id}`)).promises
}

test('a promise is told of when it is due and when it is overdue, once each, at its true time, without a new version', async () => {
  const person = await app.person()
  const next = inSeconds(HOUR)
  const id = await make(person, next)
  await swept(person)
  assert.deepEqual(await told(person, id), [])
  await pass(person, id, HOUR - 200)
  await until(async () => (await told(person, id)).length === 1)
  await pass(person, id, 200)
  await until(async () => (await told(person, id)).length === 2)
  await swept(person)
  const [due, overdue, ...more] = await told(person, id)
  assert.ok(due && overdue)
  assert.deepEqual(more, [])
  assert.equal(due.type, 'incident.update_due')
  assert.equal(overdue.type, 'incident.update_overdue')
  // By the time that was moved: next_update is now an hour earlier.
  assert.equal(Date.parse(overdue.occurred_at), (next - HOUR) * 1000)
  assert.equal(Date.parse(due.occurred_at), (next - HOUR + 200 - 300) * 1000)
  for (const event of [due, overdue]) {
    assert.deepEqual([event.actor.kind, event.changes, event.occ_lock, event.incident_id], ['system', [], null, id])
    assert.match(event.reason ?? '', /UPDATE_WARNING|next_update/)
    assert.ok(event.reference)
    assert.equal(
      (event.data as { promise: { next_update: number } }).promise.next_update * 1000,
      Date.parse(overdue.occurred_at) + (event === due ? 200_000 : 0),
    )
  }
  const { occ_lock } = await person.ok('GET', `/v1/incident/${id}`)
  assert.equal(occ_lock, 0)
  await person.ok('PATCH', `/v1/incident/${id}`, { location: 'Roof', occ_lock: 0 })
  assert.equal((await person.ok('GET', `/v1/incident/${id}?as_of_lock=1`)).location, 'Roof')
  assert.equal(replay(await readLog(person)).get(id)?.incident['location'], 'Roof')
  const { entries } = await person.ok(
    'GET',
    `/v1/incident/${id}/timeline?types=incident.update_due,incident.update_overdue`,
  )
  assert.equal(entries.length, 2)
})

test('a promise made inside the warning time is due at once; one already past when it is made is none', async () => {
  const person = await app.person()
  const [near, past, none] = [
    await make(person, inSeconds(100)),
    await make(person, inSeconds(-5)),
    await make(person, 0),
  ]
  await until(async () => (await told(person, near)).length === 1)
  const [due] = await told(person, near)
  const [made] = (await readLog(person, `&incident_id=${near}`)) as [LoggedEvent]
  assert.equal(due?.occurred_at, made.recorded_at)
  assert.deepEqual([await told(person, past), await told(person, none)], [[], []])
  const { incidents } = await person.ok('GET', '/v1/incident?overdue=true').then((data) => data)
  assert.deepEqual(
    incidents.map((one: { id: string }) => one.id),
    [past],
  )
  assert.equal((await ledger(person, past)).length, 0)
})

test('resolution, deletion, withdrawal and a new next_update cancel what is to come', async () => {
  const person = await app.person()
  const end: Record<string, (id: string) => Promise<unknown>> = {
    resolved: (id) => person.ok('PATCH', `/v1/incident/${id}`, { status: 'RESOLVED', occ_lock: 0 }),
    deleted: (id) => person.ok('DELETE', `/v1/incident/${id}`),
    withdrawn: (id) => person.ok('PATCH', `/v1/incident/${id}`, { next_update: null, occ_lock: 0 }),
    replaced: (id) =>
      person.ok('POST', `/v1/incident/${id}/updates`, { text: 'More later.', next_update: inSeconds(9 * HOUR) }),
  }
  const ids: string[] = []
  for (const [how, act] of Object.entries(end)) {
    const id = await make(person, inSeconds(HOUR))
    ids.push(id)
    await act(id)
    const [, first] = how === 'replaced' ? await ledger(person, id) : [null, ...(await ledger(person, id))]
    assert.equal(first?.ended_by, how)
    assert.equal(first?.outcome, how === 'resolved' || how === 'replaced' ? 'kept' : 'cancelled')
    await pass(person, id, 2 * HOUR)
  }
  await swept(person)
  for (const id of ids) assert.deepEqual(await told(person, id), [])
})

test('purging a live incident ends what it owes', async () => {
  const admin = await app.person('admin')
  const id = await make(admin, inSeconds(HOUR))
  await admin.ok('DELETE', `/v1/incident/${id}?purge=true`)
  await pass(admin, id, 2 * HOUR)
  await swept(admin)
  assert.deepEqual(await told(admin, id), [])
})

test('what a restored or reopened incident still owes is told of again', async () => {
  const person = await app.person()
  const [restored, lapsed, reopened] = [
    await make(person, inSeconds(HOUR)),
    await make(person, inSeconds(2)),
    await make(person, inSeconds(HOUR)),
  ]
  await person.ok('DELETE', `/v1/incident/${restored}`)
  await person.ok('POST', `/v1/incident/${restored}/restore`)
  await person.ok('DELETE', `/v1/incident/${lapsed}`)
  const lapsedTold = (await told(person, lapsed)).length // it may have been due before it was deleted
  await pass(person, lapsed, HOUR)
  await person.ok('PATCH', `/v1/incident/${reopened}`, { status: 'RESOLVED', occ_lock: 0 })
  await person.ok('PATCH', `/v1/incident/${reopened}`, { status: 'OPEN', occ_lock: 1 })
  assert.deepEqual(
    (await ledger(person, restored)).map((one) => one.outcome),
    ['open'],
  )
  assert.deepEqual(
    (await ledger(person, reopened)).map((one) => one.outcome),
    ['open', 'kept'],
  )
  await pass(person, restored, HOUR)
  await pass(person, reopened, HOUR)
  await until(async () => (await told(person, restored)).length === 2 && (await told(person, reopened)).length === 2)
  assert.equal((await told(person, lapsed)).length, lapsedTold)
})

test('the ledger tells promises kept, late by how much, missed, cancelled and open, per period and per incident', async () => {
  const person = await app.person()
  const update = (id: string, body: Record<string, unknown> = {}) =>
    person.ok('POST', `/v1/incident/${id}/updates`, { text: 'News.', ...body })
  const [kept, late, missed, cancelled, open, mixed] = await Promise.all(
    Array.from({ length: 6 }, () => make(person, inSeconds(HOUR))),
  )
  assert.ok(kept && late && missed && cancelled && open && mixed)
  // An update that changes nothing else is news, and the moment stays promised.
  await update(kept)
  await pass(person, late, HOUR + 120)
  await update(late, { severity: 'MAJOR' })
  await pass(person, missed, 2 * HOUR)
  await person.ok('POST', `/v1/incident/${missed}/comments`, { text: 'A comment is not news.' })
  await person.ok('DELETE', `/v1/incident/${cancelled}`)
  await update(mixed, { next_update: inSeconds(2 * HOUR) })
  const outcomes = async (id: string) => (await ledger(person, id)).map((one) => one.outcome)
  assert.deepEqual(await outcomes(kept), ['kept'])
  assert.deepEqual(await outcomes(late), ['late'])
  assert.deepEqual(await outcomes(missed), ['missed'])
  assert.deepEqual(await outcomes(cancelled), ['cancelled'])
  assert.deepEqual(await outcomes(open), ['open'])
  assert.deepEqual(await outcomes(mixed), ['open', 'kept'])
  const [one] = await ledger(person, late)
  assert.ok(one && one.late_seconds !== null && one.late_seconds >= 120 && one.late_seconds < 180)
  const whole = await person.ok('GET', '/v1/incident/promises?bucket=day')
  const { periods, incidents, total, promises, late_seconds, ...counts } = whole
  assert.deepEqual(counts, { made: 7, kept: 2, late: 1, missed: 1, cancelled: 1, open: 2 })
  assert.deepEqual(late_seconds, { median: one.late_seconds, p90: one.late_seconds, most: one.late_seconds })
  assert.deepEqual([total, incidents.length, promises], [6, 6, []])
  assert.equal(
    periods.reduce((sum: number, period: { made: number }) => sum + period.made, 0),
    7,
  )
  const mine = incidents.find((entry: { incident_id: string }) => entry.incident_id === mixed)
  assert.deepEqual([mine.made, mine.kept, mine.open], [2, 1, 1])
  const page = await person.call('GET', '/v1/incident/promises?size=4&page=2')
  assert.deepEqual([page.body.data.incidents.length, page.body.page.total_records], [2, 6])
  const early = await person.ok('GET', `/v1/incident/promises?to=${new Date().toISOString()}`)
  assert.deepEqual([early.made, early.late, early.missed], [2, 1, 1])
  // News at last: what was missed is late.
  await update(missed)
  assert.deepEqual(await outcomes(missed), ['late'])
  const other = await app.person()
  assert.equal((await other.ok('GET', '/v1/incident/promises')).made, 0)
  assert.equal((await other.ok('GET', `/v1/incident/promises?incident_id=${kept}`)).made, 0)
})

test('an incident owes news at one moment only, however many change it at once', async () => {
  const person = await app.person()
  const id = await make(person, inSeconds(HOUR))
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      person.ok('POST', `/v1/incident/${id}/updates`, {
        text: `Update ${i}`,
        next_update: inSeconds(HOUR + 60 * (i + 1)),
      }),
    ),
  )
  const promises = await ledger(person, id)
  assert.equal(promises.length, 21)
  assert.equal(promises.filter((one) => one.ended_by === null).length, 1)
})
