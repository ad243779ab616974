import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person } from '../../testing/app.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { strings } from '../../testing/strings.ts'
import { assertNames, watchedApp } from '../../testing/watched.ts'
import { isVisible } from '../visible.ts'

const service = await watchedApp()
const { stored, unchanged } = await walk(service)

type Fields = Record<'name' | 'description' | 'reported_by' | 'location', string>

/** The same text in every field that takes it; where one must not be blank, something is added. */
function fieldsOf(text: string): Fields {
  const said = !isVisible(text) ? `x${text}` : text
  return { name: said, description: said, reported_by: said, location: text }
}

test('A12 every text comes back byte for byte: answer, record, page, list, past, search, comment, attribute, event, timeline, export', async () => {
  assert.ok(strings.length >= 200, `${strings.length} strings`)
  assert.equal(new Set(strings).size, strings.length)
  const person = await service.person('admin')
  const kept = new Map<string, { text: string; fields: Fields; said: string }>()
  const pick = (incident: Record<string, string>): Fields => {
    const { name = '', description = '', reported_by = '', location = '' } = incident
    return { name, description, reported_by, location }
  }

  await each(strings, async (text) => {
    const fields = fieldsOf(text)
    const made = await person.ok('POST', '/v1/incident', newIncident({ ...fields, attributes: { workflowId: text } }))
    kept.set(made.id, { text, fields, said: fields.name })
    assert.deepEqual(pick(made), fields)
    assert.equal(made.attributes.workflowId, text)
    const comment = await person.ok('POST', `/v1/incident/${made.id}/comments`, { text: fields.name })
    assert.equal(comment.text, fields.name)
    const read = await person.ok('GET', `/v1/incident/${made.id}`)
    // A comment is activity of the incident, and no change of it.
    assert.deepEqual({ ...read, activity_at: made.activity_at }, made)
    assert.deepEqual(await person.ok('GET', `/v1/incident/${made.id}?as_of_lock=0`), made)
    assert.equal((await person.ok('GET', `/v1/incident/${made.id}/comments/${comment.id}`)).text, fields.name)
    assert.equal((await person.ok('GET', `/v1/incident/${made.id}/comments`)).comments[0].text, fields.name)
    // Sent back as it came, it is no change.
    assert.equal((await person.ok('PUT', `/v1/incident/${made.id}`, read)).occ_lock, 0)
    const timeline = await person.ok('GET', `/v1/incident/${made.id}/timeline`)
    const [added, created] = timeline.entries
    assert.equal(added.data.comment.text, fields.name)
    assert.deepEqual(pick(created.data.incident), fields)
    // Filters compare it as it is.
    const found = await person.ok('GET', `/v1/incident?reported_by=${encodeURIComponent(fields.reported_by)}`)
    assert.ok(
      found.incidents.some((one: { id: string }) => one.id === made.id),
      JSON.stringify(text),
    )
    const valued = await person.ok('GET', `/v1/incident?attributes.workflowId=${encodeURIComponent(text)}`)
    assert.ok(
      valued.incidents.some((one: { id: string }) => one.id === made.id),
      JSON.stringify(text),
    )
    assert.ok(
      valued.incidents.every((one: { attributes: { workflowId: string } }) => one.attributes.workflowId === text),
    )
  })

  const listed = (await person.ok('GET', '/v1/incident')).incidents
  const paged = (await person.ok('GET', '/v1/incident?size=1000&sort=name,ASC')).incidents
  const exported = JSON.parse((await person.call('GET', '/v1/incident/export?format=json')).text).data.incidents
  for (const incidents of [listed, paged, exported]) {
    assert.equal(incidents.length, strings.length)
    for (const incident of incidents) assert.deepEqual(pick(incident), kept.get(incident.id)?.fields)
  }
  const names = paged.map((incident: Fields) => Buffer.from(incident.name))
  assert.deepEqual(names, [...names].sort(Buffer.compare), 'text sorts by code point')

  const { events } = await person.ok('GET', '/v1/incident/events?limit=1000')
  for (const event of events.filter((one: { type: string }) => one.type === 'incident.created')) {
    assert.deepEqual(pick(event.data.incident), kept.get(event.incident_id)?.fields)
  }

  const rows = csvRows((await person.call('GET', '/v1/incident/export?format=csv')).text)
  const header = rows[0] ?? []
  assert.equal(rows.length, strings.length + 1)
  for (const row of rows.slice(1)) {
    const cells = Object.fromEntries(header.map((name, i) => [name, row[i] ?? '']))
    const { fields, text } = kept.get(cells.id ?? '') ?? assert.fail(`no such id: ${cells.id}`)
    for (const name of ['name', 'description', 'reported_by', 'location'] as const)
      assert.equal(cells[name], guarded(fields[name]))
    assert.equal(cells['attributes.workflowId'], guarded(text))
  }
})

/** What a spreadsheet would run has an apostrophe before it, and nothing else is changed. */
function guarded(text: string): string {
  const signed = /^[+\-@\uff0b\uff0d\uff20]/.test(text) && /[(|!]/.test(text)
  return signed || /^[=\t\r\uff1d]/.test(text) ? `'${text}` : text
}

/** RFC 4180. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /("(?:[^"]|"")*"|[^,\r\n"]*)(,|\r\n|$)/y
  while (cell.lastIndex < text.length) {
    const [, raw = '', end] =
      cell.exec(text) ?? assert.fail(`no CSV: ${JSON.stringify(text.slice(cell.lastIndex, cell.lastIndex + 100))}`)
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (end === '\r\n') rows.push([])
    if (cell.lastIndex === 0) break
  }
  if (rows.at(-1)?.length === 0) rows.pop()
  return rows
}

test('A12 limits count code points: the longest text is taken, one more is refused by name', async () => {
  const person = await service.person('deployer')
  const { id } = await incidentOf(person)
  const path = `/v1/incident/${id}`
  const before = (await person.ok('GET', '/v1/incident/events?limit=1000')).next_after
  const limits: {
    most: number
    send(text: string): Promise<Awaited<ReturnType<Person['call']>>>
    field: string
    read(data: Record<string, unknown>): unknown
  }[] = [
    ...(['name', 'reported_by', 'location'] as const).map((field) => ({
      most: 500,
      field,
      send: (text: string) => person.call('POST', '/v1/incident', newIncident({ [field]: text })),
      read: (data: Record<string, unknown>) => data[field],
    })),
    {
      most: 100_000,
      field: 'description',
      send: (text) => person.call('POST', '/v1/incident', newIncident({ description: text })),
      read: (data) => data.description,
    },
    {
      most: 10_000,
      field: 'text',
      send: (text) => person.call('POST', `${path}/comments`, { text }),
      read: (data) => data.text,
    },
    {
      most: 10_000,
      field: 'value',
      send: (text) => person.call('PUT', `${path}/attributes`, { name: 'workflowId', value: text }),
      read: (data) => (data.attributes as { workflowId: string }).workflowId,
    }, // as just set
  ]
  for (const { most, send, field } of limits) {
    for (const unit of ['x', 'é', '😀', '\u0301']) assertNames(await send(unit.repeat(most + 1)), field)
  }
  assertNames(await person.call('POST', `${path}/updates`, { text: '😀'.repeat(10_001) }), 'text')
  assertNames(
    await person.call('POST', '/v1/incident', newIncident({ attributes: { workflowId: '😀'.repeat(10_001) } })),
    'attributes.workflowId',
  )
  assertNames(await person.call('POST', '/v1/incident/attributes', { name: 'x'.repeat(65), type: 'STRING' }), 'name')
  assertNames(
    await person.call('POST', '/v1/incident/attributes', { name: 'e', type: 'ENUM', options: ['😀'.repeat(201)] }),
    'options.0',
  )
  assertNames(await person.call('POST', '/v1/incident/attributes', { name: 'e', type: 'ENUM', options: [] }), 'options')
  assertNames(
    await person.call('POST', '/v1/incident/attributes', {
      name: 'e',
      type: 'ENUM',
      options: Array.from({ length: 201 }, (_, n) => `o${n}`),
    }),
    'options',
  )
  assertNames(await person.call('POST', '/v1/incident/types', { code: 'X'.repeat(65), label: 'x' }), 'code')
  assertNames(await person.call('POST', '/v1/incident/types', { code: 'X', label: '😀'.repeat(201) }), 'label')
  assertNames(await person.call('GET', `/v1/incident?q=${encodeURIComponent('😀'.repeat(501))}`), 'q')
  assert.equal((await person.ok('GET', '/v1/incident/events?limit=1000')).next_after, before, 'nothing is stored')

  for (const { most, send, field, read } of limits) {
    for (const unit of ['x', '😀']) {
      const answer = await send(unit.repeat(most))
      assert.ok(answer.status < 300, `${field}: ${answer.text.slice(0, 300)}`)
      assert.equal(read(answer.body.data), unit.repeat(most), field)
    }
  }
  const options = Array.from({ length: 200 }, (_, n) => `${n}`.padEnd(4) + '😀'.repeat(196))
  assert.deepEqual(
    (await person.ok('POST', '/v1/incident/attributes', { name: 'x'.repeat(64), type: 'ENUM', options })).options,
    options,
  )
  assert.equal(
    (await person.ok('POST', '/v1/incident/types', { code: 'X'.repeat(64), label: '😀'.repeat(200) })).label,
    '😀'.repeat(200),
  )
  assert.equal((await person.call('GET', `/v1/incident?q=${encodeURIComponent('😀'.repeat(500))}`)).status, 200)
})

test('A12 a text that must say something is refused when it is blank', async () => {
  const person = await service.person('deployer')
  const { id } = await incidentOf(person)
  const before = (await person.ok('GET', '/v1/incident/events?limit=1000')).next_after
  const nothing = [
    '',
    ' ',
    '\t\r\n ',
    '\u00a0',
    '\u3000\u2003',
    '\ufeff',
    '\u2028',
    '\u200b',
    '\u2800 \u3164',
    '\u202e\u202d',
    '\u{e0041}',
  ]
  for (const text of nothing) {
    for (const field of ['name', 'description', 'reported_by']) {
      assertNames(await person.call('POST', '/v1/incident', newIncident({ [field]: text })), field)
      assertNames(await person.call('PATCH', `/v1/incident/${id}`, { [field]: text, occ_lock: 0 }), field)
    }
    assertNames(await person.call('POST', `/v1/incident/${id}/comments`, { text }), 'text')
    assertNames(await person.call('POST', `/v1/incident/${id}/updates`, { text }), 'text')
    assertNames(await person.call('POST', '/v1/incident/types', { code: 'BLANK', label: text }), 'label')
    assertNames(
      await person.call('POST', '/v1/incident/attributes', { name: 'e', type: 'ENUM', options: [text] }),
      'options.0',
    )
  }
  assert.equal((await person.ok('GET', '/v1/incident/events?limit=1000')).next_after, before)
})

test('A13 names of attributes and codes are unique by one rule: ASCII, attributes without regard to case', async () => {
  const person = await service.person('deployer')
  await person.ok('POST', '/v1/incident/attributes', { name: 'unitPrice', type: 'NUMBER' })
  await person.ok('POST', '/v1/incident/types', { code: 'SPILL_2', label: 'Spill' })
  const before = await stored()
  for (const name of ['unitPrice', 'UNITPRICE', 'unitprice', 'UnitPrice']) {
    const answer = await person.call('POST', '/v1/incident/attributes', { name, type: 'STRING' })
    assert.equal(answer.status, 409, `${name}: ${answer.text}`)
  }
  // biome-ignore format: a line for each would be pages
  const confusable = [
    'unitPrice ', ' unitPrice', 'unitPrice\u200b', 'unıtPrice', 'unitРrice', 'unitPrice\u0301', 'ｕnitPrice',
    'unit-Price', 'unit.Price', '1unit', '_unit', 'unit Price', 'unitPrice\n', 'ünit', '',
  ]
  for (const name of confusable)
    assertNames(await person.call('POST', '/v1/incident/attributes', { name, type: 'STRING' }), 'name')
  assert.equal((await person.call('POST', '/v1/incident/types', { code: 'SPILL_2', label: 'Other' })).status, 409)
  for (const code of [
    'spill_2',
    'Spill_2',
    'SPILL_2 ',
    'SPILL-2',
    'SPІLL_2',
    'SPILL_2\u200b',
    '2SPILL',
    '_SPILL',
    'SPILL_2\n',
    'ＳPILL',
    '',
  ]) {
    assertNames(await person.call('POST', '/v1/incident/types', { code, label: 'Other' }), 'code')
  }
  await unchanged(before)
  const two = await person.call('POST', '/v1/incident/attributes', {
    name: 'twice',
    type: 'ENUM',
    options: ['a', 'b', 'a'],
  })
  assertNames(two, 'options')
})
