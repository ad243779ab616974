import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { OpenApiDocument } from '../../http/openapi.ts'
import { inertDocument } from '../document.ts'
import { documentBreaks } from './document.ts'

const baseline = JSON.parse(readFileSync(new URL('baseline.json', import.meta.url), 'utf8')) as OpenApiDocument // once generated as such

/** What was narrowed on purpose, and why clients in the field may be asked to bear it. */
const accepted: readonly { break: RegExp; why: string }[] = [
  {
    break: /: the body, [\w.[\]]+: format was undefined, is "visible"$/,
    why: 'a text of which nothing shows counts as blank, and blank texts were refused before',
  },
  {
    break: /^listEvents .*: the query parameter type: maxItems was not there, is 50$/,
    why: 'a filter of any length was work of any amount; there are fewer types of event than that',
  },
]

test('clients made from the baseline can go on with the API as it is', () => {
  const breaks = documentBreaks(baseline, inertDocument())
  assert.deepEqual(
    breaks.filter((one) => !accepted.some((each) => each.break.test(one))),
    [],
  )
  for (const each of accepted)
    assert.ok(
      breaks.some((one) => each.break.test(one)),
      `nothing is ${each.break} any more`,
    )
})

// biome-ignore lint/suspicious/noExplicitAny: the cases reach into plain JSON whose shape they know
type Json = any

/** Changes of the document that a client in the field would notice, and what is said of them. */
const noticed: readonly [string, (document: Json) => void, RegExp][] = [
  ['a path gone', ({ paths }) => delete paths['/v1/me'], /^getMe \(GET \/v1\/me\) is gone/],
  ['a method gone', ({ paths }) => delete paths['/v1/views/{id}'].put, /^changeView .* is gone/],
  ['another operation id', (d) => (get(d).operationId = 'readIncident'), /is called readIncident now/],
  ['a higher role', (d) => (get(d)['x-required-role'] = 'admin'), /needs the role admin, not viewer/],
  ['a parameter gone', (d) => get(d).parameters.splice(1, 1), /the query parameter as_of is gone/],
  ['a parameter required', (d) => (get(d).parameters[1].required = true), /parameter as_of is required, and was not/],
  ['a new one required', (d) => get(d).parameters.push(parameter), /the new query parameter tone is required/],
  ['a body’s field gone', (d) => delete input(d).properties.location, /the body, location: is gone/],
  ['a body’s field renamed', rename, /the body, location: is gone/],
  ['a body’s field required', (d) => input(d).required.push('location'), /location: is required, and was not before/],
  ['a body’s type narrowed', (d) => (input(d).properties.next_update.type = 'null'), /integer is not taken any more/],
  ['a body’s text shorter', (d) => (input(d).properties.name.maxLength = 100), /name: maxLength was 500, is 100/],
  ['a body’s values named', (d) => (input(d).properties.status.enum = ['NEW']), /status: only NEW are taken/],
  ['a body’s value gone', (d) => category(d).enum.shift(), /category: the value "new" is gone/],
  ['a name of an order gone', (d) => (order(d).pattern = '^(name|date)$'), /sort: \[\]: pattern was/],
  ['another default', (d) => (input(d).properties.location.default = 'here'), /default was "", is "here"/],
  ['an answer’s field gone', (d) => delete incident(d).properties.reference, /data.reference: is gone/],
  ['an answer’s field optional', (d) => incident(d).required.shift(), /data.id: may be missing, and was not before/],
  ['an answer’s type wider', (d) => (incident(d).properties.name.type = ['string', 'null']), /name: may now be null/],
  ['an answer’s format gone', (d) => delete incident(d).properties.id.format, /data.id: format was "uuid"/],
  ['an answer’s value gone', (d) => role(d).enum.pop(), /the value "deployer" is gone/],
  ['an answer’s values open', (d) => delete role(d).enum, /any value, where its values had names/],
  ['an answer’s media type gone', (d) => delete exported(d)['text/csv'], /text\/csv is gone/],
  ['an answer’s status gone', (d) => delete get(d).responses['200'], /200 is not answered any more/],
  ['another success', (d) => (get(d).responses['206'] = {}), /answers 206, which it did not before/],
  ['a header gone', (d) => delete get(d).responses['200'].headers.ETag, /the header ETag is gone/],
  ['an unknown keyword', (d) => (incident(d).not = {}), /the comparison does not know not/],
  ['a webhook gone', (d) => delete d.webhooks['comment.added'], /^the webhook comment.added is gone/],
]

const parameter = { in: 'query', name: 'tone', required: true, schema: { type: 'string' } }
const get = (document: Json): Json => document.paths['/v1/incident/{id}'].get
const input = (document: Json): Json => document.components.schemas.IncidentInput
const incident = (document: Json): Json => document.components.schemas.Incident
const role = (document: Json): Json => document.components.schemas.Me.properties.role
const exported = (document: Json): Json => document.paths['/v1/incident/export'].get.responses['200'].content
const category = (document: Json): Json =>
  document.paths['/v1/incident/statuses'].post.requestBody.content['application/json'].schema.properties.category
const order = (document: Json): Json =>
  document.paths['/v1/incident'].get.parameters.find(({ name }: Json) => name === 'sort').schema.items

function rename(document: Json): void {
  const { properties } = input(document)
  properties.place = properties.location
  delete properties.location
}

for (const [name, change, said] of noticed) {
  test(`noticed: ${name}`, () => {
    const changed = structuredClone(baseline)
    change(changed)
    const breaks = documentBreaks(baseline, changed)
    assert.ok(
      breaks.some((one) => said.test(one)),
      breaks.join('\n'),
    )
  })
}

test('what clients do not notice is no break: new paths, fields, values of answers, and what may be left out', () => {
  const changed = structuredClone(baseline) as Json
  changed.paths['/v1/task'] = { get: get(changed) }
  get(changed).parameters.push({ ...parameter, required: false })
  get(changed).responses['410'] = {}
  incident(changed).properties.colour = { type: 'string' }
  incident(changed).required.push('colour')
  input(changed).properties.colour = { type: 'string' }
  input(changed).properties.name.maxLength = 1000
  role(changed).enum.push('observer')
  input(changed).properties.resolved_date.format = 'date-time-or-empty'
  input(changed).minProperties = input(changed).required.length
  input(changed).maxProperties = 100
  order(changed).pattern = order(changed).pattern.replace('|name|', '|name|colour|')
  assert.notDeepEqual(order(changed), order(baseline))
  assert.deepEqual(documentBreaks(baseline, changed), [])
})
