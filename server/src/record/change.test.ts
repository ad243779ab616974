import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Type } from 'typebox'
import { AppError } from '../errors.ts'
import { createCursors } from '../http/cursor.ts'
import { nullable } from '../http/schema.ts'
import { uuid } from '../id.ts'
import type { Actor, Context } from '../permission.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { asOwner } from '../testing/sessions.ts'
import { addRecord, changeRecord, findRecord, removeRecord } from './change.ts'
import { recordEndpoints } from './endpoints.ts'
import { recordKind } from './kind.ts'

/** A kind as a noun to come would declare it: every column type, fields that merge, a limit, a rule, a second subject. */
const checks = recordKind({
  noun: { kinds: ['check'], table: 'check_of_test', ofIncident: true, events: {} },
  plural: 'checks',
  fields: {
    title: Type.String({ minLength: 1, maxLength: 100 }),
    done: Type.Optional(Type.Boolean({ default: false })),
    level: Type.Optional(nullable(Type.Integer({ minimum: 0 }))),
    amount: Type.Optional(nullable(Type.Number())),
    tags: Type.Optional(Type.Array(Type.String(), { default: [] })),
  },
  example: { title: 'Gauge read', done: false, level: null, amount: null, tags: [] },
  authored: false,
  permissions: { read: 'incident.read', write: 'incident.write' },
  edit: 'merge',
  most: 3,
  problems: (values, was) =>
    was?.['done'] === true && values['done'] === false
      ? [{ code: 'BAD_VALUE', message: 'What is done stays done.', field: 'done' }]
      : [],
  also: ({ level }) => (level === null ? [] : [{ kind: 'gauge', id: String(level), lock: null }]),
})

const app = await testApp()
const { database } = app
let person: Person
let context: Context
let incidentId: string

before(async () => {
  await asOwner(database, [
    `create table check_of_test (tenant_id text collate "C" not null, id uuid not null, incident_id uuid not null, created_by text not null,
      title text not null, done boolean not null, level bigint, amount numeric, tags jsonb not null, created_at timestamptz not null,
      updated_at timestamptz not null, updated_by text not null, occ_lock integer not null, primary key (tenant_id, id))`,
    `create constraint trigger recorded after insert or update or delete on check_of_test deferrable initially deferred
      for each row execute function require_event('check', 'check.removed', 'of incident')`,
    ...(database.serviceRole === null
      ? []
      : [`grant select, insert, update, delete on check_of_test to "${database.serviceRole}"`]),
  ])
  person = await app.person('responder')
  incidentId = (await person.ok('POST', '/v1/incident', newIncident())).id
  const actor: Actor = {
    tenantId: person.tenant,
    tenantName: person.tenant,
    userId: 'u-1',
    name: 'Rosa',
    email: null,
    emailVerified: false,
    kind: 'user',
    role: 'responder',
    expiresAt: null,
  }
  context = { actor, requestId: uuid() }
})

const none = { occLock: undefined, ifMatch: null }
const read = async (id: string) =>
  JSON.parse((await findRecord(database, checks, person.tenant, { incidentId, id })).text)
const add = (body: Record<string, unknown>) => addRecord(database, checks, context, incidentId, body)
const change = (id: string, body: Record<string, unknown>) =>
  changeRecord(database, checks, context, { incidentId, id }, body, null)
const remove = (id: string, occLock?: number) =>
  removeRecord(database, checks, context, { incidentId, id }, { ...none, occLock })
const refused = (code: string, problem: string) => (error: unknown) =>
  error instanceof AppError && error.code === code && error.problems[0]?.code === problem

test('what is left out is its default or null, and every type comes back as it was written', async () => {
  const { id, text } = await add({ title: 'one' })
  const { created_at: at, ...made } = JSON.parse(text)
  const own = { id, incident_id: incidentId, created_by: 'u-1', updated_at: at, updated_by: 'u-1', occ_lock: 0 }
  const values = { title: 'one', done: false, level: null, amount: null, tags: [] }
  assert.deepEqual(made, { ...own, ...values, tenant_id: person.tenant })
  await change(id, { done: true, level: 7, amount: 2.5, tags: ['a', 'b'], occ_lock: 0 })
  const { title, done, level, amount, tags, occ_lock } = await read(id)
  assert.deepEqual(
    { title, done, level, amount, tags },
    { title: 'one', done: true, level: 7, amount: 2.5, tags: ['a', 'b'] },
  )
  assert.equal(occ_lock, 1)
  await remove(id)
  await assert.rejects(read(id), refused('not_found', 'NOT_FOUND'))
})

test('changes of different fields merge, the same value is none, another one of the same field is refused with both sides', async () => {
  const { id } = await add({ title: 'two' })
  await change(id, { title: 'theirs', tags: ['x'], occ_lock: 0 })
  await change(id, { level: 1, occ_lock: 0 })
  await change(id, { title: 'theirs', tags: ['x'], occ_lock: 0 })
  assert.equal((await read(id)).occ_lock, 2)
  await assert.rejects(change(id, { title: 'mine', tags: ['x'], occ_lock: 0 }), (error: unknown) => {
    assert.ok(refused('conflict', 'STALE_OCC_LOCK')(error))
    const data = (error as AppError).data as {
      current: { title: string }
      changes: { field: string }[]
      conflicts: string[]
    } // as refused
    assert.equal(data.current.title, 'theirs')
    assert.deepEqual(data.conflicts, ['title'])
    assert.deepEqual(data.changes.map(({ field }) => field).sort(), ['level', 'tags', 'title'])
    return true
  })
  await assert.rejects(change(id, { level: 2, occ_lock: 9 }), refused('conflict', 'STALE_OCC_LOCK'))
  await assert.rejects(change(id, { level: 2 }), refused('invalid', 'MISSING'))
  await assert.rejects(remove(id, 0), refused('conflict', 'STALE_OCC_LOCK'))
  await remove(id, 2)
})

test('the limit holds against several at once, and the rule of the kind against a change', async () => {
  const ends = await Promise.allSettled(Array.from({ length: 6 }, (_, n) => add({ title: `${n}`, done: true })))
  const made = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value.id] : []))
  assert.equal(made.length, 3)
  for (const end of ends)
    if (end.status === 'rejected') assert.ok(refused('conflict', 'LIMIT_REACHED')(end.reason), String(end.reason))
  const [id = ''] = made
  await assert.rejects(change(id, { done: false, occ_lock: 0 }), refused('invalid', 'BAD_VALUE'))
  assert.equal((await read(id)).occ_lock, 0)
  for (const one of made) await remove(one)
})

test('who is further behind than is looked through is in conflict, whatever they want', async () => {
  const { id } = await add({ title: 'far' })
  await asOwner(database, [
    'alter table check_of_test disable trigger recorded',
    `update check_of_test set occ_lock = 100001 where id = '${id}'`,
    'alter table check_of_test enable trigger recorded',
  ])
  await assert.rejects(change(id, { level: 1, occ_lock: 0 }), refused('conflict', 'STALE_OCC_LOCK'))
  await change(id, { level: 1, occ_lock: 1 })
  assert.equal((await read(id)).occ_lock, 100_002)
  await remove(id)
})

test('each change is one event of the record, with its other subjects; what changes nothing is none', async () => {
  const { id } = await add({ title: 'told', level: 4 })
  await change(id, { title: 'told', occ_lock: 0 })
  await change(id, { level: 5, occ_lock: 0 })
  await remove(id)
  // Not by the API: its document does not know this kind.
  const { rows } = await asOwner(database, [
    `select e.type, e.incident_id, s.lock, b.changes, b.data ? 'check' as shown,
       (select array_agg(o.id) from event_subject o where o.tenant_id = e.tenant_id and o.seq = e.seq and o.place > 0) as also
     from event e join event_subject s on s.tenant_id = e.tenant_id and s.seq = e.seq and s.place = 0
       join (select tenant_id, seq, changes, data::jsonb as data from event_body) b on b.tenant_id = e.tenant_id and b.seq = e.seq
     where e.tenant_id = '${person.tenant}' and s.kind = 'check' and s.id = '${id}' order by e.seq`,
  ])
  const told = { incident_id: incidentId, shown: true }
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [
      { ...told, type: 'check.added', lock: 0, also: ['4'], changes: [] },
      { ...told, type: 'check.changed', lock: 1, also: ['5'], changes: [{ field: 'level', from: 4, to: 5 }] },
      { ...told, type: 'check.removed', lock: 2, also: ['5'], changes: [] },
    ],
  )
})

test('a declaration gives the five calls, changed by PATCH where fields merge', async () => {
  const summaries = { list: 'List', add: 'Add', get: 'Get', change: 'Change', remove: 'Remove' }
  const parts = { database, cursors: createCursors(database) }
  const calls = recordEndpoints(checks, parts, { tag: 'Checks', summaries, changed: { title: 'Gauge read again' } })
  assert.deepEqual(
    calls.map(({ method, path, operationId }) => `${method} ${path} ${operationId}`),
    [
      'GET /v1/incident/{id}/checks listChecks',
      'POST /v1/incident/{id}/checks addCheck',
      'GET /v1/incident/{id}/checks/{checkId} getCheck',
      'PATCH /v1/incident/{id}/checks/{checkId} changeCheck',
      'DELETE /v1/incident/{id}/checks/{checkId} removeCheck',
    ],
  )
})
