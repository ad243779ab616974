import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { assertWhole, type LoggedEvent, readLog, replay } from '../testing/log.ts'

/*
 * Random histories of a tenant: replaying the log gives the record, and as_of gives every state there ever was. HISTORY_RUNS is how
 * many: 6 unless set. A failure names its seed and path; HISTORY_SEED repeats it.
 */
const runs = Number(process.env['HISTORY_RUNS'] ?? 6)
const seed = process.env['HISTORY_SEED']

const app = await testApp()

type Incident = Record<string, unknown> & { id: string; occ_lock: number; updated_at: string }
type Comment = { id: string; incident_id: string; occ_lock: number }

const definable = { room: 'STRING', floor: 'NUMBER', wet: 'BOOLEAN' } as const
type Name = keyof typeof definable

/** Fields of a change; what the record makes of a status and its resolution is part of it. */
const fields = fc.record(
  {
    name: fc.constantFrom('one', 'two', 'drei ☂'),
    description: fc.constantFrom('wet', 'dry'),
    status: fc.constantFrom('NEW', 'OPEN', 'RESOLVED', 'CLOSED'),
    severity: fc.constantFrom('', 'MAJOR', 'LOW'),
    date: fc.constantFrom('2024-11-11T10:57:27+08:00', '2024-11-11T02:57:27.000000001Z'),
    // Long past and far ahead: no promise comes due meanwhile.
    next_update: fc.constantFrom(0, 1_700_000_000, 253_402_300_799),
    backdated: fc.boolean(),
    occurred_at: fc.constantFrom('2024-01-01T00:00:00Z', '2025-02-03T04:05:06.5+02:00'),
  },
  { requiredKeys: [] },
)
const name = fc.constantFrom<Name>('room', 'floor', 'wet')
const values = fc.record(
  { room: fc.constantFrom('a', 'b'), floor: fc.constantFrom(1, 2.5), wet: fc.boolean() },
  { requiredKeys: [] },
)
const which = fc.nat({ max: 5 })

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('create' as const), fields, values }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('put' as const), which, fields, values: fc.option(values) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('patch' as const), which, fields, values, gone: name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('post' as const), which, fields }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('set' as const), which, values }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unset' as const), which, name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('define' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undefine' as const), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recolour' as const), rank: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('comment' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unsay' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const), which }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** All there is after a step. */
type State = { live: Incident[]; bin: Incident[]; comments: Comment[]; defined: Set<Name> }

test('a random history, replayed from its events, is the record, and as_of gives each of its states', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 45, size: 'max' }), async (steps) => {
      const person = await app.person('deployer')
      const known = (await person.ok('GET', '/v1/incident/attributes')).map((one: { name: Name }) => one.name)
      for (const one of known) await person.ok('DELETE', `/v1/incident/attributes/${one}?force=true`)
      let state: State = { live: [], bin: [], comments: [], defined: new Set() }
      /** The state after each event that ended a step, by when that was recorded. */
      const past: { at: string; state: State }[] = []
      const versions = new Map<string, Incident | null>()
      for (const one of steps) {
        await take(person, state, one)
        const before = state
        state = await look(person, before)
        const at = (await readLog(person)).at(-1)?.recorded_at
        if (at === undefined) continue
        past.push({ at, state })
        noteVersions(versions, before, state)
      }
      const events = await readLog(person)
      assertWhole(events, person.tenant)
      assertRecord(events, state)
      await assertPast(person, past, state)
      await assertVersions(person, versions, state)
    }),
    {
      numRuns: runs,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      endOnFailure: process.env['HISTORY_SHRINK'] !== 'true',
    },
  )
})

/** Does what the step says, where there is something to do it to. */
async function take(person: Person, state: State, one: Step): Promise<void> {
  const live = 'which' in one ? state.live[one.which % state.live.length] : undefined
  const path = `/v1/incident/${live?.id}`
  const of = (given: object | null) =>
    Object.fromEntries(Object.entries(given ?? {}).filter(([key]) => state.defined.has(key as Name))) // its keys are names
  switch (one.do) {
    case 'create': {
      const { occurred_at: _, ...rest } = one.fields
      await person.ok('POST', '/v1/incident', newIncident({ ...rest, attributes: of(one.values) }))
      return
    }
    case 'define':
      if (!state.defined.has(one.name))
        await person.ok('POST', '/v1/incident/attributes', { name: one.name, type: definable[one.name] })
      return
    case 'undefine':
      if (state.defined.has(one.name)) await person.ok('DELETE', `/v1/incident/attributes/${one.name}?force=true`)
      return
    case 'recolour':
      await person.ok('PUT', '/v1/incident/severities/LOW', { label: 'Low', rank: one.rank })
      return
    case 'restore': {
      const binned = state.bin[one.which % state.bin.length]
      if (binned) await person.ok('POST', `/v1/incident/${binned.id}/restore`)
      return
    }
    case 'purge': {
      const all = [...state.live, ...state.bin]
      const purged = all[one.which % all.length]
      if (purged) await person.ok('DELETE', `/v1/incident/${purged.id}?purge=true`)
      return
    }
    case 'edit':
    case 'unsay': {
      const comment = state.comments[one.which % state.comments.length]
      if (!comment) return
      const at = `/v1/incident/${comment.incident_id}/comments/${comment.id}`
      if (one.do === 'unsay') await person.ok('DELETE', at)
      else await person.ok('PUT', at, { text: `edited ${comment.occ_lock}`, occ_lock: comment.occ_lock })
      return
    }
  }
  if (!live) return
  const occ_lock = live.occ_lock
  switch (one.do) {
    case 'put':
      await person.ok('PUT', path, newIncident({ ...one.fields, occ_lock, attributes: one.values && of(one.values) }))
      return
    case 'patch':
      await person.ok('PATCH', path, { ...one.fields, occ_lock, attributes: of({ ...one.values, [one.gone]: null }) })
      return
    case 'post': {
      const { status = live['status'], next_update = 0 } = one.fields
      await person.ok('POST', `${path}/updates`, { text: 'posted', status, next_update })
      return
    }
    case 'set':
      for (const [key, value] of Object.entries(of(one.values)))
        await person.ok('PUT', `${path}/attributes`, { name: key, value })
      return
    case 'unset':
      if (Object.hasOwn((live['attributes'] as object | null) ?? {}, one.name))
        await person.ok('DELETE', `${path}/attributes/${one.name}`)
      return
    case 'comment':
      await person.ok('POST', `${path}/comments`, { text: 'said', occurred_at: '2024-06-01T00:00:00Z' })
      return
    case 'delete':
      await person.ok('DELETE', path)
      return
  }
}

/** Reads everything there is. */
async function look(person: Person, before: State): Promise<State> {
  const [{ incidents: live }, { incidents: bin }, definitions] = await Promise.all([
    person.ok('GET', '/v1/incident?sort=created_at,ASC'),
    person.ok('GET', '/v1/incident?sort=created_at,ASC&deleted=true'),
    person.ok('GET', '/v1/incident/attributes'),
  ])
  const comments: Comment[] = []
  for (const { id } of live) comments.push(...(await person.ok('GET', `/v1/incident/${id}/comments`)).comments)
  const defined = new Set<Name>(definitions.map((one: { name: Name }) => one.name))
  assert.ok(before.live.length + before.bin.length - live.length - bin.length <= 1)
  return { live, bin, comments, defined }
}

/** The incidents as they are when a version of them is first seen; null: that version is in the bin. */
function noteVersions(versions: Map<string, Incident | null>, before: State, now: State): void {
  const old = new Map([...before.live, ...before.bin].map((one) => [one.id, one.occ_lock]))
  // Several values set in one step raise the version more than once: only the last one is seen.
  for (const one of now.live) if (old.get(one.id) !== one.occ_lock) versions.set(`${one.id} ${one.occ_lock}`, one)
  for (const one of now.bin) if (old.get(one.id) !== one.occ_lock) versions.set(`${one.id} ${one.occ_lock}`, null)
}

function assertRecord(events: readonly LoggedEvent[], { live, bin }: State): void {
  const replayed = replay(events)
  for (const [deleted, incidents] of [
    [false, live],
    [true, bin],
  ] as const) {
    for (const incident of incidents) assert.deepEqual(replayed.get(incident.id), { incident, deleted })
  }
  assert.equal(replayed.size, live.length + bin.length)
  const left = new Set([...live, ...bin].map((one) => one.id))
  for (const event of events) {
    if (event.incident_id === null || event.type === 'incident.purged') continue
    assert.equal(event.purged, !left.has(event.incident_id), `seq ${event.seq}`)
    if (event.purged) assert.deepEqual([event.changes, event.data], [[], null])
  }
}

/** At each moment of the past, each incident as it was, and none that was not there. */
async function assertPast(person: Person, past: readonly { at: string; state: State }[], now: State): Promise<void> {
  const left = new Set([...now.live, ...now.bin].map((one) => one.id))
  const ever = new Set(past.flatMap(({ state }) => state.live.map((one) => one.id)))
  for (const { at, state } of past) {
    for (const id of ever) {
      const answer = await person.call('GET', `/v1/incident/${id}?as_of=${at}`)
      const was = state.live.find((one) => one.id === id)
      if (was === undefined || !left.has(id)) assert.equal(answer.status, 404, `${id} at ${at}`)
      else assert.deepEqual(answer.body.data, was, `${id} at ${at}`)
    }
  }
  const [first] = past
  for (const { id } of first?.state.live ?? []) {
    assert.equal((await person.call('GET', `/v1/incident/${id}?as_of=${justBefore(first?.at ?? '')}`)).status, 404)
  }
}

/** A microsecond earlier. */
function justBefore(at: string): string {
  const [, second = '', micros = ''] = /^(.*)\.(\d{6})Z$/.exec(at) ?? []
  if (micros !== '000000') return `${second}.${String(Number(micros) - 1).padStart(6, '0')}Z`
  return `${new Date(Date.parse(`${second}Z`) - 1000).toISOString().slice(0, 19)}.999999Z`
}

async function assertVersions(
  person: Person,
  versions: ReadonlyMap<string, Incident | null>,
  now: State,
): Promise<void> {
  const left = new Set([...now.live, ...now.bin].map((one) => one.id))
  for (const [key, was] of versions) {
    const [id = '', version] = key.split(' ')
    const answer = await person.call('GET', `/v1/incident/${id}?as_of_lock=${version}`)
    if (was === null || !left.has(id)) assert.equal(answer.status, 404, key)
    else assert.deepEqual(answer.body.data, was, key)
  }
  for (const { id, occ_lock } of [...now.live, ...now.bin]) {
    assert.equal((await person.call('GET', `/v1/incident/${id}?as_of_lock=${occ_lock + 1}`)).status, 404)
  }
}
