import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event, Incident } from '@tocsin/client'
import fc from 'fast-check'
import { beginEdit, type Edit, isConflict, newsOf, readEdits, receive, settle, type Theirs, withNews } from './edit.ts'
import { differing, patchOf, type Value, valueIn } from './fields.ts'

const anna = (value: Value): Theirs => ({ value, by: 'Anna', at: '2026-05-01T14:05:00Z' })
const typed = (value: Value): Edit => ({ ...beginEdit('before', 3), value })
const updated = (seq: number, occ_lock: number, changes: Event['changes'], name = 'Anna'): Event => ({
  seq,
  id: '0193',
  type: 'incident.updated',
  occurred_at: 't',
  recorded_at: `t${seq}`,
  tenant_id: 'a',
  incident_id: 'i',
  reference: 'INC-000001',
  occ_lock,
  actor: { id: name, name, kind: 'user' },
  request_id: 'r',
  reason: null,
  purged: false,
  changes,
  data: null,
})

test('an editor in which nothing was typed yet is not typed over, and is no conflict', () => {
  const edit = receive(beginEdit('before', 3), anna('after'), 4)
  assert.deepEqual(edit, { ...beginEdit('before', 3), theirs: anna('after') })
  assert.equal(isConflict(edit), false)
})

test('what was typed stays beside what someone else saved', () => {
  const edit = receive(typed('mine'), anna('hers'), 4)
  assert.deepEqual(edit, { base: 'before', value: 'mine', occ_lock: 3, theirs: anna('hers') })
})

test('wanting the same is no conflict, and one taken back is none any more', () => {
  assert.equal(receive(typed('mine'), anna('mine'), 4).theirs, undefined)
  const conflict = receive(typed('mine'), anna('hers'), 4)
  assert.deepEqual(receive(conflict, anna('before'), 5), { base: 'before', value: 'mine', occ_lock: 5 })
})

test('a settled conflict goes on from what the other saved', () => {
  const conflict = receive(typed('mine'), anna('hers'), 4)
  assert.deepEqual(settle(conflict, 'both', 4), { base: 'hers', value: 'both', occ_lock: 4 })
})

test('whatever comes, in whatever order, nothing typed is lost and no conflict is forgotten', () => {
  const value = fc.constantFrom<Value>('a', 'b', 'c', '', null, 0, 1, false)
  fc.assert(
    fc.property(value, value, fc.array(value, { maxLength: 6 }), (base, mine, theirs) => {
      let edit: Edit = { ...beginEdit(base, 0), value: mine }
      for (const [index, one] of theirs.entries()) edit = receive(edit, anna(one), index + 1)
      const last = theirs.length === 0 ? base : theirs[theirs.length - 1]
      assert.equal(edit.value, mine)
      assert.equal(edit.theirs === undefined ? edit.base : edit.theirs.value, last)
      assert.equal(isConflict(edit), edit.theirs !== undefined && mine !== edit.base)
    }),
    { numRuns: 500, interruptAfterTimeLimit: 5000 },
  )
})

test('news tell each field once, from where it stood to where it stands, without one’s own', () => {
  const events = [
    updated(12, 6, [{ field: 'status', from: 'OPEN', to: 'RESOLVED' }], 'Ben'),
    updated(10, 4, [{ field: 'status', from: 'NEW', to: 'OPEN' }]),
    updated(11, 5, [{ field: 'location', from: '', to: 'mine' }]),
    updated(13, 7, [{ field: 'name', from: 'later', to: 'still later' }]),
  ]
  const news = newsOf(events, 3, 6, new Set([5]))
  assert.deepEqual(news, [{ field: 'status', from: 'NEW', value: 'RESOLVED', by: 'Ben', at: 't12', seq: 12 }])
  assert.deepEqual(newsOf(events, 6, 6, new Set()), [])
  const back = [...events, updated(14, 8, [{ field: 'status', from: 'RESOLVED', to: 'NEW' }])]
  assert.equal(newsOf(back, 3, 8, new Set([5])).length, 1)
})

test('news of the same event are told once, later ones of a field take its place', () => {
  const [first] = newsOf([updated(10, 4, [{ field: 'status', from: 'NEW', to: 'OPEN' }])], 3, 4, new Set())
  const [second] = newsOf([updated(11, 5, [{ field: 'status', from: 'OPEN', to: 'CLOSED' }])], 4, 5, new Set())
  const [third] = newsOf([updated(12, 6, [{ field: 'status', from: 'CLOSED', to: 'NEW' }])], 5, 6, new Set())
  assert.ok(first && second && third)
  assert.deepEqual(withNews([first], [first]), [first])
  assert.deepEqual(withNews([first], [second]), [{ ...second, from: 'NEW' }])
  assert.deepEqual(withNews([second], [first]), [second])
  assert.deepEqual(withNews([{ ...second, from: 'NEW' }], [third]), [])
})

test('kept edits are read back, and nothing else is', () => {
  const edit = { base: 'a', value: 'b', occ_lock: 2 }
  const kept = { name: edit, 'attributes.count': { ...edit, base: null }, occ_lock: edit, type: { ...edit, value: [] } }
  assert.deepEqual([...readEdits(kept).keys()], ['name', 'attributes.count'])
  assert.deepEqual(readEdits({ name: { ...edit, value: 'a' } }).size, 0)
  for (const one of [undefined, null, 'x', 3, [], { name: null }]) assert.equal(readEdits(one).size, 0)
})

test('a field is read and written by the name the log has for it', () => {
  const incident = { name: 'Pump', attributes: { count: 5 } } as unknown as Incident // the fields read here
  assert.equal(valueIn(incident, 'name'), 'Pump')
  assert.equal(valueIn(incident, 'attributes.count'), 5)
  assert.equal(valueIn(incident, 'attributes.other'), null)
  assert.deepEqual(patchOf('attributes.count', null), { attributes: { count: null } })
  assert.deepEqual(patchOf('severity', ''), { severity: '' })
  assert.deepEqual(differing(incident, { ...incident, name: 'Fan', attributes: null }), ['name', 'attributes.count'])
})
