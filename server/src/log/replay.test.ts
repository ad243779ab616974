import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { TSchema } from 'typebox'
import type { Endpoint } from '../http/route.ts'
import { nouns } from '../nouns.ts'
import { newIncident, type Person } from '../testing/app.ts'
import { assertWhole, type LoggedEvent, readLog, replay } from '../testing/log.ts'
import { generator, oneOf, type Random, randomValue } from '../testing/random.ts'
import { watchedApp } from '../testing/watched.ts'

/*
 * Every noun of the record on random histories: what the log tells of its subjects, replayed by the documents alone, is what the API shows.
 * The nouns are those of nouns.ts; one that nobody acts upon here, or reads here, fails. REPLAY_SEED repeats a run.
 */
const seed = Number(process.env['REPLAY_SEED'] ?? Date.now() % 1_000_000)
const STEPS = 250

type Shown = Record<string, unknown>
/** What is shown of each kind of subject, by kind and id. */
type State = Map<string, Map<string, Shown>>

/** Types that no call of this history brings about, and which test brings them about. */
const elsewhere: Readonly<Record<string, string>> = {
  'incident.purged': 'incident/retention.test.ts',
  'incident.update_due': 'promise/promise.test.ts',
  'incident.update_overdue': 'promise/promise.test.ts',
}

const app = await watchedApp()
const { endpoints } = app.app

test(`the subjects of every noun are as the log tells (seed ${seed})`, async () => {
  const random = generator(seed)
  const person = await app.person('deployer')
  const state: State = new Map()
  const codes = await presentCodes(person)
  for (const [kind, entries] of codes) state.set(kind, new Map(entries))
  const live: string[] = []
  for (let step = 0; step < STEPS; step++) await oneOf(random, actions)(random, person, live)
  const events = await readLog(person)
  assertWhole(events, person.tenant)
  for (const event of events) if (event.subject.kind !== 'incident') tell(state, event)

  for (const { kinds, ofIncident } of nouns) {
    for (const kind of kinds) {
      if (kind === 'incident') continue
      const present = ofIncident ? await presentRecords(person, kind, live) : await readers[kind]?.(person)
      assert.ok(present, `nothing here reads what is there of the kind ${kind}`)
      assert.deepEqual(sorted(state.get(kind)), sorted(present), `${kind}: seed ${seed}`)
    }
  }
  const incidents = replay(events)
  for (const id of live) assert.deepEqual(incidents.get(id)?.incident, await person.ok('GET', `/v1/incident/${id}`))

  const seen = new Set(events.map(({ type }) => type))
  const unseen = nouns
    .flatMap((noun) => Object.keys(noun.events))
    .filter((type) => !seen.has(type as LoggedEvent['type']))
  assert.deepEqual(unseen, Object.keys(elsewhere), 'this history has to bring about every type of event')
})

/** Takes one event into the state; fails where it does not fit what came before. */
function tell(state: State, event: LoggedEvent): void {
  const { kind, id, occ_lock: lock } = event.subject
  const subjects = state.get(kind) ?? new Map<string, Shown>()
  state.set(kind, subjects)
  const at = `seq ${event.seq} (${event.type})`
  const data = event.data as Record<string, Shown | null>
  const before = subjects.get(id)
  if (kind in codeTables) {
    const entry = data['entry']
    fits(event, before, entry ?? {}, `${id}.`)
    if (entry) subjects.set(id, entry)
    else subjects.delete(id)
    return
  }
  if (kind === 'attribute') {
    const { id: _, ...definition } = data['definition'] ?? {}
    if (event.type === 'attribute.removed') subjects.delete(id)
    else {
      if (before) fits(event, before, definition, `${id}.`)
      subjects.set(id, definition)
    }
    return
  }
  const carried = data[kind]
  assert.ok(carried, `${at} carries no ${kind}`)
  const removed = event.type.endsWith('.removed') || event.type.endsWith('.deleted')
  if (before === undefined) {
    assert.equal(lock, 0, `${at} is the first of its subject`)
    assert.deepEqual(event.changes, [])
    assert.equal(carried['created_at'], event.recorded_at)
    assert.equal(carried['created_by'], event.actor.id)
  } else {
    assert.equal(lock, Number(before['occ_lock']) + 1, `${at} skips a version`)
    if (removed) assert.deepEqual(carried, before, `${at} removes what was there`)
    else fits(event, before, carried, '', ['occ_lock', 'updated_at', 'updated_by'])
  }
  if (removed) subjects.delete(id)
  else {
    const { occ_lock, updated_at, updated_by } = carried
    assert.deepEqual({ occ_lock, updated_at, updated_by }, stamp(event), at)
    subjects.set(id, carried)
  }
}

function stamp({ subject, recorded_at, actor }: LoggedEvent): Shown {
  return { occ_lock: subject.occ_lock, updated_at: recorded_at, updated_by: actor.id }
}

/** What changed is what the event says, and nothing else; `written` are the fields that follow from the event itself. */
function fits(
  event: LoggedEvent,
  before: Shown | undefined,
  after: Shown,
  prefix: string,
  written: string[] = [],
): void {
  const at = `seq ${event.seq} (${event.type})`
  const told = new Map(event.changes.map(({ field, from, to }) => [field.replace(prefix, ''), { from, to }]))
  for (const field of new Set([...Object.keys(before ?? {}), ...Object.keys(after)])) {
    if (written.includes(field)) continue
    const [was, is] = [before?.[field] ?? null, after[field] ?? null]
    const change = told.get(field)
    if (change) assert.deepEqual([change.from ?? null, change.to ?? null], [was, is], `${at}: ${field}`)
    else if (before && Object.keys(after).length > 0)
      assert.ok(isDeepStrictEqual(was, is), `${at} does not say that ${field} changed`)
  }
}

const codeTables: Readonly<Record<string, string>> = { type: 'types', status: 'statuses', severity: 'severities' }

/** What is there of a kind that belongs to no incident. */
const readers: Readonly<Record<string, (person: Person) => Promise<Map<string, Shown>>>> = {
  attribute: async (person) => byKey(await person.ok('GET', '/v1/incident/attributes'), 'name'),
  ...Object.fromEntries(
    Object.entries(codeTables).map(([kind, path]) => [
      kind,
      async (person: Person) => byKey(await person.ok('GET', `/v1/incident/${path}`), 'code'),
    ]),
  ),
}

async function presentCodes(person: Person): Promise<State> {
  const kinds = Object.keys(codeTables)
  return new Map(
    await Promise.all(kinds.map(async (kind) => [kind, (await readers[kind]?.(person)) ?? new Map()] as const)),
  )
}

async function presentRecords(person: Person, kind: string, incidents: readonly string[]): Promise<Map<string, Shown>> {
  const { list, plural } = callsOf(kind)
  const shown: Shown[] = []
  for (const id of incidents)
    shown.push(...(await person.ok('GET', `${list.path.replace('{id}', id)}?size=1000`))[plural])
  return byKey(shown, 'id')
}

function byKey(entries: Shown[], key: string): Map<string, Shown> {
  return new Map(entries.map((entry) => [String(entry[key]), entry]))
}

function sorted(entries: ReadonlyMap<string, Shown> | undefined): [string, Shown][] {
  return [...(entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
}

type Action = (random: Random, person: Person, live: string[]) => Promise<void>

/** Something done to an incident that is there; one is made where none is. */
function onIncident(act: (random: Random, person: Person, id: string, live: string[]) => Promise<unknown>): Action {
  return async (random, person, live) => {
    if (live.length === 0) live.push((await person.ok('POST', '/v1/incident', newIncident())).id)
    await act(random, person, oneOf(random, live), live)
  }
}

/** Sends what may be refused: then it is to have left no trace. Anything but a success or a refusal that says why fails. */
async function attempt(person: Person, method: string, path: string, body?: unknown): Promise<Shown | undefined> {
  const { status, text, body: answer } = await person.call(method, path, body)
  assert.ok(status < 300 || [400, 404, 409].includes(status), `${method} ${path}: ${status} ${text}`)
  return status < 300 ? answer.data : undefined
}

/** The calls of a kind of record, as record/endpoints.ts declares them. */
function callsOf(kind: string): { list: Endpoint; add: Endpoint; change: Endpoint; remove: Endpoint; plural: string } {
  const one = endpoints.find(({ path, method }) => method === 'GET' && path.endsWith(`/{${kind}Id}`))?.path ?? ''
  const list = one.slice(0, one.lastIndexOf('/'))
  const at = (path: string, ...methods: string[]): Endpoint => {
    const found = endpoints.find((each) => each.path === path && methods.includes(each.method))
    assert.ok(found, `the API has no ${methods.join(' or ')} ${path} for the kind ${kind}`)
    return found
  }
  return {
    list: at(list, 'GET'),
    add: at(list, 'POST'),
    change: at(one, 'PUT', 'PATCH'),
    remove: at(one, 'DELETE'),
    plural: list.slice(list.lastIndexOf('/') + 1),
  }
}

/** A body of the example's fields, some of them by chance. */
function bodyOf(random: Random, { body, bodyExample }: Endpoint): Shown {
  const { properties = {} } = body as TSchema & { properties?: Record<string, TSchema> }
  const { occ_lock: _, ...example } = bodyExample as Shown
  return Object.fromEntries(
    Object.entries(example).map(([field, value]) => {
      const other = random() < 0.7 ? randomValue(random, properties[field] ?? {}) : undefined
      return [field, other === undefined ? value : other]
    }),
  )
}

/** Adding, changing and removing records of a kind. */
function recordActions(kind: string): Action[] {
  const { list, add, change, remove, plural } = callsOf(kind)
  const some = onIncident(async (random, person, id) => {
    const at = list.path.replace('{id}', id)
    const present: { id: string; occ_lock: number }[] = (await person.ok('GET', `${at}?size=1000`))[plural]
    if (present.length === 0 || random() < 0.4) return await attempt(person, 'POST', at, bodyOf(random, add))
    const one = oneOf(random, present)
    if (random() < 0.25) return await attempt(person, remove.method, `${at}/${one.id}`)
    const all = bodyOf(random, add)
    const wanted = change.method === 'PUT' ? all : Object.fromEntries(Object.entries(all).filter(() => random() < 0.6))
    return await attempt(person, change.method, `${at}/${one.id}`, { ...wanted, occ_lock: one.occ_lock })
  })
  return [some, some]
}

const names = ['alpha', 'beta', 'gamma']
const labels = ['One', 'Zwei', '三']

const attributes: Action = async (random, person) => {
  const name = oneOf(random, names)
  const label = oneOf(random, labels)
  const at = `/v1/incident/attributes/${name}`
  if (random() < 0.2) await attempt(person, 'DELETE', `${at}?force=true`)
  else if (random() < 0.5) await attempt(person, 'PATCH', at, { label, help: oneOf(random, labels) })
  else
    await attempt(person, 'POST', '/v1/incident/attributes', { name, type: oneOf(random, ['STRING', 'NUMBER']), label })
}

const codes: Action = async (random, person) => {
  const [kind, table] = oneOf(random, Object.entries(codeTables))
  const code = oneOf(random, ['ALPHA', 'BETA'])
  const more = { label: oneOf(random, labels), ...(kind === 'status' ? { category: 'active' } : {}) }
  if (random() < 0.3) await attempt(person, 'DELETE', `/v1/incident/${table}/${code}`)
  else if (random() < 0.5) await attempt(person, 'PUT', `/v1/incident/${table}/${code}`, { ...more, rank: 7 })
  else await attempt(person, 'POST', `/v1/incident/${table}`, { code, ...more })
}

const incidents = onIncident(async (random, person, id, live) => {
  const { occ_lock } = await person.ok('GET', `/v1/incident/${id}`)
  const chance = random()
  if (chance < 0.2 && live.length < 5) live.push((await person.ok('POST', '/v1/incident', newIncident())).id)
  else if (chance < 0.4) {
    await person.ok('DELETE', `/v1/incident/${id}`)
    await person.ok('POST', `/v1/incident/${id}/restore`)
  } else
    await person.ok('PATCH', `/v1/incident/${id}`, {
      name: oneOf(random, labels),
      location: oneOf(random, names),
      occ_lock,
    })
})

const actions: Action[] = [
  incidents,
  attributes,
  codes,
  ...nouns.filter(({ ofIncident }) => ofIncident).flatMap(({ kinds }) => kinds.flatMap(recordActions)),
]
