import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../testing/app.ts'
import { allows, kindsOf, type Schema } from '../../testing/body-schema.ts'
import { definitions, incidentOf, walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { assertNames, watchedApp } from '../../testing/watched.ts'

/** With the embedded provider, so that accounts are there as well. */
const service = await watchedApp({ OIDC_ISSUER: '' })
const { person, writes, requests, stored, unchanged } = await walk(service)
const withBody = writes.filter((one) => one.body)

/** A value of each kind JSON has, and those that a lenient reader would take for another kind. */
const samples: Record<string, unknown[]> = {
  null: [null],
  boolean: [true, false],
  number: [0, 3, 1.5],
  string: ['3', 'true', ''],
  array: [[], [3], ['x']],
  object: [{}, { length: 1 }],
}

type Cell = { path: string[]; value: unknown }

/** Each field of a body with each value of a kind its schema does not allow. */
function wrongCells(schema: Schema, at: string[] = []): Cell[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = [...at, name]
    const kinds = kindsOf(field)
    if (kinds === null) return []
    const wrong = Object.entries(samples)
      .filter(([kind]) => !kinds.has(kind))
      .flatMap(([, values]) => values)
    if (allows(field, 'integer') && !allows(field, 'number')) wrong.push(1.5, -0.5)
    const entries = field.items ? wrongItems(field.items) : []
    return [
      ...wrong.map((value) => ({ path, value })),
      ...entries.map((value) => ({ path, value })),
      ...wrongCells(field, path),
    ]
  })
}

function wrongItems(schema: Schema): unknown[] {
  const kinds = kindsOf(schema)
  if (kinds === null) return []
  return Object.entries(samples).flatMap(([kind, values]) => (kinds.has(kind) ? [] : values.map((value) => [value])))
}

function replaced(
  body: Record<string, unknown>,
  [first = '', ...rest]: string[],
  value: unknown,
): Record<string, unknown> {
  const inner = rest.length === 0 ? value : replaced((body[first] ?? {}) as Record<string, unknown>, rest, value) // an object on the way
  return { ...body, [first]: inner }
}

test('A02 a value of another kind is refused in every field of every write, by name, and nothing is coerced or stored', async () => {
  const all = await requests(withBody)
  const before = await stored()
  let count = 0
  for (const { one, path, body } of all) {
    const cells = wrongCells(one.body as Schema) // TypeBox is JSON Schema
    count += cells.length
    await each(cells, async (cell) => {
      const answer = await person.call(one.method, path, replaced(body ?? {}, cell.path, cell.value))
      const about = `${one.operationId} ${cell.path.join('.')} = ${JSON.stringify(cell.value)}: ${answer.status} ${answer.text.slice(0, 300)}`
      assert.equal(answer.status, 400, about)
      const named = answer.body.errors.some((problem: { field?: string }) =>
        problem.field?.startsWith(cell.path.join('.')),
      )
      assert.ok(named, about)
    })
  }
  assert.ok(count > 1000, `${count} cells`)
  await unchanged(before)
  for (const { one, path, body } of all) {
    const answer = await person.call(one.method, path, body)
    // Whoever comes with a token of elsewhere has no password here to change.
    const wanted = one.operationId === 'changeOwnPassword' ? answer.status === 404 : answer.status < 300
    assert.ok(wanted, `${one.operationId} takes its example: ${answer.text}`)
  }
})

test('A02 a required field left out is refused by name, with everything else that is wrong', async () => {
  const all = await requests(withBody)
  const before = await stored()
  for (const { one, path, body } of all) {
    const { required = [] } = one.body as Schema // as above
    for (const name of required) {
      const { [name]: _, ...rest } = body ?? {}
      assertNames(await person.call(one.method, path, { ...rest, surprise: 1 }), name, 'surprise')
    }
    if (required.length > 0) assertNames(await person.call(one.method, path, {}), ...required)
  }
  await unchanged(before)
})

test('A02 a custom value is read in the type of its definition and in no other way', async () => {
  const values: Record<(typeof definitions)[number]['name'], { good: [unknown, unknown][]; bad: unknown[] }> = {
    isPending: {
      good: [
        [true, true],
        ['true', true],
        ['false', false],
      ],
      bad: [0, 1, 'yes', 'TRUE', 'True', ' true', '', '1', 'on'],
    },
    workflowId: {
      good: [
        ['', ''],
        ['5', '5'],
        ['true', 'true'],
      ],
      bad: [5, 0, true, false],
    },
    amount: {
      good: [
        [5, 5],
        ['5', 5],
        ['-1.5e3', -1500],
        [0.1, 0.1],
      ],
      bad: [true, '', ' ', '5 ', ' 5', 'five', '0x10', '1_000', '1,5', '+5', '.5', '5.', 'NaN', 'Infinity', '٥'],
    },
    day: {
      good: [['2026-05-01', '2026-05-01']],
      bad: [20260501, true, '', '2026-5-1', '2026-02-30', '2026-05-01T00:00:00Z', '01.05.2026', 'today'],
    },
    moment: {
      good: [['2026-05-01T10:00:00+08:00', '2026-05-01T10:00:00+08:00']],
      bad: [1777641000, true, '', '2026-05-01', '2026-05-01T10:00:00', 'now'],
    },
    kind: { good: [['one', 'one']], bad: [1, true, '', 'One', 'three', 'one '] },
  }
  const incident = await incidentOf(person)
  const path = `/v1/incident/${incident.id}`
  const before = await stored()
  for (const { name } of definitions) {
    for (const value of [...values[name].bad, null, [], ['one'], {}]) {
      const about = `${name} = ${JSON.stringify(value)}`
      for (const answer of [
        await person.call('POST', `${path}/attributes`, { name, value }),
        await person.call('PUT', `${path}/attributes`, { name, value }),
      ]) {
        assert.equal(answer.status, 400, `${about}: ${answer.text}`)
        assertNames(answer, 'value')
      }
      assertNames(
        await person.call('POST', '/v1/incident', newIncident({ attributes: { [name]: value } })),
        `attributes.${name}`,
      )
      assertNames(
        await person.call('PUT', path, { ...newIncident({ attributes: { [name]: value } }), occ_lock: 0 }),
        `attributes.${name}`,
      )
      if (value !== null)
        assertNames(
          await person.call('PATCH', path, { attributes: { [name]: value }, occ_lock: 0 }),
          `attributes.${name}`,
        )
    }
  }
  await unchanged(before)
  for (const { name } of definitions) {
    for (const [given, kept] of values[name].good) {
      const answer = await person.ok('PUT', `${path}/attributes`, { name, value: given })
      assert.deepEqual(answer.attributes[name], kept, `${name} = ${JSON.stringify(given)}`)
    }
  }
})

test('A02 an attribute that is not defined is refused by name wherever a value can be given', async () => {
  const { id } = await incidentOf(person)
  const before = await stored()
  for (const name of [
    'nope',
    'ispending',
    'ISPENDING',
    'constructor',
    '__proto__',
    'toString',
    'a.b',
    'a b',
    '',
    ' isPending',
    'ısPending',
    'x'.repeat(64),
  ]) {
    const body = `{"attributes":{${JSON.stringify(name)}:"x"},"occ_lock":0,`
    for (const [method, path] of [
      ['POST', '/v1/incident'],
      ['PUT', `/v1/incident/${id}`],
      ['PATCH', `/v1/incident/${id}`],
    ] as const) {
      assertNames(
        await person.call(
          method,
          path,
          JSON.stringify(newIncident()).replace('{', () => body),
        ),
        `attributes.${name}`,
      )
    }
    assertNames(await person.call('POST', `/v1/incident/${id}/attributes`, { name, value: 'x' }), 'name')
    assertNames(await person.call('GET', `/v1/incident?attributes.${encodeURIComponent(name)}=x`), `attributes.${name}`)
    const removed = await person.call('DELETE', `/v1/incident/${id}/attributes/${encodeURIComponent(name)}`)
    // Without a name it is the path of all values, with a slash at its end.
    assert.ok(name === '' ? removed.status === 405 : [400, 404].includes(removed.status), removed.text)
  }
  await unchanged(before)
})

test('A02 everything wrong with one request is named at once', async () => {
  const { id } = await incidentOf(person)
  const before = await stored()
  const wrong = {
    name: ' ',
    reported_by: 'x'.repeat(501),
    status: 'NOSUCH',
    type: 7,
    severity: 'NOSUCH',
    date: '2026-02-30T00:00:00Z',
    location: null,
    next_update: -1,
    backdated: 'yes',
    attributes: { nope: 1, isPending: 'maybe', day: '2026-13-01' },
    surprise: true,
  }
  const fields = [
    ...Object.keys(wrong).filter((name) => name !== 'attributes'),
    'description',
    'attributes.nope',
    'attributes.isPending',
    'attributes.day',
  ]
  assertNames(await person.call('POST', '/v1/incident', wrong), ...fields)
  assertNames(
    await person.call('PUT', `/v1/incident/${id}`, { ...wrong, occurred_at: '9999-01-01T00:00:00Z' }),
    ...fields,
    'occ_lock',
    'occurred_at',
  )
  const open = newIncident({ resolved_date: '2026-01-01T00:00:00Z', name: '' })
  assertNames(await person.call('POST', '/v1/incident', open), 'resolved_date', 'name')
  assertNames(await person.call('PUT', `/v1/incident/${id}`, open), 'resolved_date', 'name', 'occ_lock')
  assertNames(await person.call('PATCH', `/v1/incident/${id}`, { name: null, date: 'now' }), 'name', 'date', 'occ_lock')
  assertNames(
    await person.call('POST', '/v1/incident/attributes', { name: '1', type: 'ENUM', x: 1 }),
    'name',
    'options',
    'x',
  )
  assertNames(
    await person.call('POST', '/v1/incident/attributes', { name: '1', type: 'STRING', options: ['a'] }),
    'name',
    'options',
  )
  assertNames(
    await person.call('POST', '/v1/incident?page=1', { ...newIncident(), x: 1 }, { 'idempotency-key': 'ä b' }),
    'page',
    'x',
    'Idempotency-Key',
  )
  assertNames(
    await person.call('GET', '/v1/incident?page=0&size=x&sort=nope&overdue=1&nope=1&date_from=now'),
    'page',
    'size',
    'sort',
    'overdue',
    'nope',
    'date_from',
  )
  await unchanged(before)
})
