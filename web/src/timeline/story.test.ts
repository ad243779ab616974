import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Event } from '@tocsin/client'
import { type Said, saidIn } from '../comment/said.ts'
import { merged, type Rule, storyOf, typesOf } from './story.ts'

/** As the descriptors of the nouns have it; those need a browser. */
const rules = new Map<string, Rule>([
  ['incident.updated', { kind: 'changes', joins: true }],
  ['comment.added', { kind: 'comments', present: saidIn, shows: true }],
  ['comment.edited', { kind: 'comments', present: saidIn }],
  ['comment.deleted', { kind: 'comments', present: saidIn }],
  ['incident.update_due', { kind: 'system' }],
])
const story = (events: readonly Event[]) =>
  storyOf(events, (type) => rules.get(type) ?? { kind: 'system' }).map((entry) => ({
    ...entry,
    said: entry.present as Said | undefined, // read by saidIn
  }))

let seq = 0
const event = (type: Event['type'], more: Partial<Event> = {}): Event => {
  seq++
  const at = '2026-11-21T03:00:00.000000Z'
  return {
    seq,
    id: String(seq),
    type,
    occurred_at: at,
    recorded_at: at,
    tenant_id: 't',
    incident_id: 'i',
    reference: 'INC-000001',
    occ_lock: null,
    actor: { id: 'a', name: 'Ada', kind: 'user' },
    request_id: `r${seq}`,
    reason: null,
    purged: false,
    changes: [],
    data: null,
    ...more,
  }
}
const comment = (id: string, text: string | null, occ_lock = 0) => ({
  data: { comment: { id, text, occ_lock, user_id: 'a' } },
})
const change = { changes: [{ field: 'status', from: 'NEW', to: 'OPEN' }] }
const newestFirst = (...events: Event[]) => events.sort((a, b) => b.seq - a.seq)

test('a comment says what it says by now, also where it is deleted or its text is withheld', () => {
  const [kept, gone, secret] = story(
    newestFirst(
      event('comment.added', comment('c', 'withheld', 0)),
      event('comment.added', comment('b', 'gone soon')),
      event('comment.added', comment('a', 'first')),
      event('comment.edited', comment('a', 'second', 1)),
      event('comment.edited', comment('a', 'third', 2)),
      event('comment.deleted', comment('b', 'gone soon', 1)),
      event('comment.edited', comment('c', null, 1)),
    ),
  ).filter(({ said }) => said !== undefined)
  assert.deepEqual([kept?.said?.text, kept?.said?.edited, kept?.said?.occ_lock], ['third', true, 2])
  assert.deepEqual([gone?.said?.id, gone?.said?.deleted], ['b', true])
  assert.equal(secret?.said?.text, undefined)
})

test('a comment and a change of one step are one entry, whichever was logged first; others stay apart', () => {
  for (const order of [true, false]) {
    const types: [Event['type'], Event['type']] = order
      ? ['comment.added', 'incident.updated']
      : ['incident.updated', 'comment.added']
    const events = types.map((type) =>
      event(type, { request_id: 'same', ...(type === 'comment.added' ? comment('x', 'Pumps run') : change) }),
    )
    const told = story(newestFirst(...events))
    assert.equal(told.length, 1)
    assert.equal(told[0]?.said?.text, 'Pumps run')
    assert.deepEqual(told[0]?.changes, change.changes)
  }
  const apart = story(newestFirst(event('incident.updated', change), event('comment.added', comment('y', 'hm'))))
  assert.deepEqual(
    apart.map(({ event: { type } }) => type),
    ['comment.added', 'incident.updated'],
  )
})

test('two readings that overlap give each event once', () => {
  const all = newestFirst(event('incident.created'), event('incident.updated', change), event('incident.deleted'))
  assert.deepEqual(merged(all.slice(0, 2), all.slice(1)), all)
})

test('no kind chosen and all of them chosen leave nothing out', () => {
  assert.equal(typesOf([], rules), undefined)
  assert.equal(typesOf(['comments', 'changes', 'system'], rules), undefined)
  assert.deepEqual(typesOf(['comments'], rules), ['comment.added', 'comment.edited', 'comment.deleted'])
})
