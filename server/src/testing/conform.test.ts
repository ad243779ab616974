import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comments } from '../comment/schema.ts'
import { incidentExample } from '../incident/schema.ts'
import { conformance } from './conform.ts'
import { inertDocument } from './document.ts'

const check = conformance(inertDocument())
const sentAt = '2026-05-01T14:20:00.000Z'
const failure = {
  message: 'no',
  errors: [{ code: 'NOT_FOUND', message: 'no' }],
  timestamp: sentAt,
  trace_id: 'r',
  errorCode: 'NOT_FOUND',
  errorMessage: 'no',
  details: [{ field: '', message: 'no' }],
  sent_at: sentAt,
}
const json = (more: Record<string, string> = {}) =>
  new Headers({ 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'r', ...more })
const one = `/v1/incident/${incidentExample.id}`

test('answers as documented pass', () => {
  check('GET', one, 200, json({ etag: '"1"' }), { data: incidentExample, sent_at: sentAt })
  check('HEAD', one, 200, json({ etag: '"1"' }), '')
  check('GET', one, 304, new Headers({ 'x-request-id': 'r', etag: '"1"' }), '')
  check('GET', `${one}?as_of_lock=7`, 404, json(), failure)
  check('POST', '/v1/incident', 201, json({ etag: '"0"', location: one, 'idempotency-replayed': 'true' }), {
    data: incidentExample,
    sent_at: sentAt,
  })
  check(
    'GET',
    '/v1/incident/export',
    200,
    json({ 'content-type': 'text/csv; charset=utf-8; header=present' }),
    'id\r\n',
  )
  check('GET', '/v1/incident/summary', 401, json({ 'www-authenticate': 'Bearer' }), failure)
  check('PUT', one, 412, json(), {
    ...failure,
    data: { current: incidentExample, changes: [], conflicts: [] },
  })
})

test('a path is matched by its literal parts first', () => {
  const data = { comments: [comments.shownExample], total: 1 }
  check('GET', `${one}/comments`, 200, json(), { data, sent_at: sentAt })
  assert.throws(
    () => check('GET', '/v1/incident/types', 200, json(), { data: incidentExample, sent_at: sentAt }),
    /listTypes/,
  )
})

test('what has no operation may only be refused, in the envelope', () => {
  check('GET', '/v1/nothing', 404, json(), failure)
  check('PUT', '/v1/incident', 405, json({ allow: 'GET, HEAD, POST' }), failure)
  check('OPTIONS', '/v1/incident', 204, new Headers(), '')
  check('GET', '/oidc/anything', 200, new Headers({ 'content-type': 'text/html' }), '<p>')
  assert.throws(() => check('GET', '/v1/nothing', 200, json(), { data: 1, sent_at: sentAt }), /no such operation/)
  assert.throws(() => check('GET', '/v1/nothing', 404, json(), { error: 'no' }), /message/)
})

const wrong: [name: string, ...Parameters<typeof check>][] = [
  ['a status that is not documented', 'GET', one, 202, json(), { data: incidentExample, sent_at: sentAt }],
  ['another media type', 'GET', one, 200, json({ 'content-type': 'text/plain' }), 'x'],
  ['no media type', 'GET', one, 200, new Headers({ 'x-request-id': 'r' }), ''],
  ['a body where there is none', 'GET', one, 304, json({ etag: '"1"' }), { data: 1 }],
  [
    'a field that is not documented',
    'GET',
    one,
    200,
    json(),
    { data: { ...incidentExample, colour: 'red' }, sent_at: sentAt },
  ],
  [
    'a field in the envelope that is not documented',
    'GET',
    one,
    200,
    json(),
    { data: incidentExample, sent_at: sentAt, took: 3 },
  ],
  ['a missing field', 'GET', one, 200, json(), { data: { ...incidentExample, reference: undefined }, sent_at: sentAt }],
  [
    'a value of another type',
    'GET',
    one,
    200,
    json(),
    { data: { ...incidentExample, occ_lock: '1' }, sent_at: sentAt },
  ],
  [
    'an instant that is none',
    'GET',
    one,
    200,
    json(),
    { data: { ...incidentExample, created_at: 'now' }, sent_at: sentAt },
  ],
  [
    'no request id',
    'GET',
    one,
    200,
    new Headers({ 'content-type': 'application/json' }),
    { data: incidentExample, sent_at: sentAt },
  ],
  [
    'a header that is not documented',
    'GET',
    one,
    200,
    json({ location: one }),
    { data: incidentExample, sent_at: sentAt },
  ],
  ['no Location of what was made', 'POST', '/v1/incident', 201, json(), { data: incidentExample, sent_at: sentAt }],
  ['no challenge', 'GET', one, 401, json(), failure],
  ['a Retry-After that is no number', 'GET', one, 503, json({ 'retry-after': 'soon' }), failure],
  ['a failure without errors', 'GET', one, 400, json(), { ...failure, errors: [] }],
  ['a 412 that does not say what stands there', 'PUT', one, 412, json(), failure],
  ['a conflict of another form', 'PUT', one, 409, json(), { ...failure, data: { current: 7 } }],
]
for (const [name, ...answer] of wrong) {
  test(`refused: ${name}`, () => assert.throws(() => check(...answer), /which the OpenAPI document .*does not allow/))
}
