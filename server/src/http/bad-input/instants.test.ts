import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseInstant } from '../../instant.ts'
import { newIncident } from '../../testing/app.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { assertNames, watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { endpoints, person, writes, requests, stored, unchanged } = await walk(service)

const noInstants = [
  '', ' ', 'now', 'today', 'tomorrow', 'yesterday', 'infinity', '-infinity', 'epoch', 'never', 'null', '0', '1777641000', '1777641000000', '2026', '2026-05', '2026-05-01', '20260501T000000Z', '2026-W18-5',
  '2026-121', '2026-05-01T00', '2026-05-01T00:00Z', '2026-05-01T00:00:00', '2026-05-01 00:00:00Z', '2026-05-01T00:00:00 Z', '2026-05-01T00:00:00Z ', ' 2026-05-01T00:00:00Z', '2026-05-01T00:00:00Z\n',
  '2026-05-01T00:00:00ZZ', '2026-05-01T00:00:00.Z', '2026-05-01T00:00:00,5Z', '2026-05-01T00:00:00.1234567890Z', '2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2100-02-29T00:00:00Z', '2026-04-31T00:00:00Z',
  '2026-00-01T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-32T00:00:00Z', '0000-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '300000-01-01T00:00:00Z', '+002026-05-01T00:00:00Z',
  '-0001-01-01T00:00:00Z', '026-05-01T00:00:00Z', '26-05-01T00:00:00Z', '2026-5-1T0:0:0Z', '2026-05-01T24:00:00Z', '2026-05-01T25:00:00Z', '2026-05-01T23:60:00Z', '2026-12-31T23:59:60Z',
  '2026-05-01T23:59:61Z', '2026-05-01T00:00:00+15:00', '2026-05-01T00:00:00-15:00', '2026-05-01T00:00:00+14:01', '2026-05-01T00:00:00+24:00', '2026-05-01T00:00:00+99:99', '2026-05-01T00:00:00+08:60',
  '2026-05-01T00:00:00-00:00', '2026-05-01T00:00:00+0800', '2026-05-01T00:00:00+08', '2026-05-01T00:00:00+8:00', '2026-05-01T00:00:00 +08:00', '2026-05-01T00:00:00CET', '2026-05-01T00:00:00+08:00[Asia/Singapore]',
  '2026-05-01T00:00:00Z; drop table incident', 'Fri, 01 May 2026 00:00:00 GMT', '01.05.2026', '05/01/2026', '٢٠٢٦-05-01T00:00:00Z', '２０２６-05-01T00:00:00Z', '2026\u201005\u201001T00:00:00Z', '2026-05-01T00:00:00\u2212\u00308:00',
  '2026-05-01T00:00:00Z\u200b', '2026-05-01T00:00:00.5e1Z', '2026-05-01T0x:00:00Z', 'x'.repeat(10_000), `2026-05-01T00:00:00.${'1'.repeat(1000)}Z`,
] // biome-ignore format: a list of texts

const instants = [
  '2024-11-11T10:57:27+08:00', '2026-05-01T00:00:00Z', '2026-05-01t00:00:00z', '2026-05-01T00:00:00.1Z', '2026-05-01T00:00:00.123456789+05:45', '2024-02-29T23:59:59-12:00', '2000-02-29T00:00:00+14:00',
  '0001-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '0001-01-01T00:00:00-14:00', '9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59-14:00', '1582-10-10T00:00:00Z', '1969-12-31T23:59:59.999999999Z',
  '2026-03-29T02:30:00+01:00', '1900-01-01T00:00:00+00:00', '2026-05-01T00:00:00.000000000Z', '0099-12-31T00:00:00Z',
] // biome-ignore format: a list of texts

type Schema = { format?: string; properties?: Record<string, Schema> }

/** Fields and parameters of a schema that are date-times. */
function moments(schema: unknown): string[] {
  return Object.entries((schema as Schema | undefined)?.properties ?? {}) // TypeBox is JSON Schema
    .filter(([, field]) => field.format === 'date-time' || mayBeEmpty(field))
    .map(([name]) => name)
}

/** Whether "" is read as none, as for a resolution that has not come. */
function mayBeEmpty(field: Schema | undefined): boolean {
  return field?.format === 'date-time-or-empty'
}

test('A15 what is no date-time is refused by name in every field of every write, and nothing is stored', async () => {
  const all = (await requests(writes))
    .map((request) => ({ ...request, fields: moments(request.one.body) }))
    .filter(({ fields }) => fields.length > 0)
  const named = new Set(all.flatMap(({ fields }) => fields))
  for (const field of ['date', 'resolved_date', 'occurred_at', 'expires_at']) assert.ok(named.has(field), field)
  const before = await stored()
  for (const { one, path, body, fields } of all) {
    for (const field of fields) {
      const none = (one.body as Schema | undefined)?.properties?.[field] // TypeBox is JSON Schema
      await each(mayBeEmpty(none) ? noInstants.filter((text) => text !== '') : noInstants, async (text) => {
        const answer = await person.call(one.method, path, { ...body, [field]: text })
        assert.equal(answer.status, 400, `${one.operationId} ${field} ${JSON.stringify(text)}: ${answer.text}`)
        assertNames(answer, field)
      })
    }
  }
  const { id } = await incidentOf(person)
  const then = await stored()
  assert.notEqual(then, before)
  for (const text of noInstants) {
    assertNames(await person.call('PUT', `/v1/incident/${id}/attributes`, { name: 'moment', value: text }), 'value')
    assertNames(
      await person.call('POST', '/v1/incident', newIncident({ attributes: { moment: text } })),
      'attributes.moment',
    )
  }
  await unchanged(then)
})

test('A15 what is no date-time is refused by name in every parameter that takes one', async () => {
  const { id } = await incidentOf(person)
  const all = endpoints
    .filter((one) => one.method === 'GET')
    .flatMap((one) => moments(one.query).map((name) => ({ one, name, path: one.path.replace('{id}', id) })))
  assert.ok(all.length >= 8, `${all.length} parameters`)
  for (const { one, name, path } of all) {
    await each(noInstants, async (text) => {
      const answer = await person.call('GET', `${path}?${name}=${encodeURIComponent(text)}`)
      assert.equal(answer.status, 400, `${one.operationId} ${name} ${JSON.stringify(text)}: ${answer.text}`)
      assertNames(answer, name)
    })
    await each(instants, async (text) => {
      const answer = await person.call('GET', `${path}?${name}=${encodeURIComponent(text)}`)
      assert.ok(
        answer.status === 200 || (name === 'as_of' && answer.status === 404),
        `${one.operationId} ${name} ${text}: ${answer.text}`,
      )
    })
  }
  for (const text of noInstants)
    assertNames(
      await person.call('GET', `/v1/incident?attributes.moment=${encodeURIComponent(text)}`),
      'attributes.moment',
    )
})

test('A15 a date-time is kept as it came, and compared as the instant it is', async () => {
  const other = await service.person('responder')
  for (const date of instants) {
    const made = await incidentOf(other, {
      date,
      status: 'RESOLVED',
      resolved_date: date,
      attributes: { moment: date },
    })
    const read = await other.ok('GET', `/v1/incident/${made.id}`)
    for (const incident of [made, read]) {
      assert.deepEqual([incident.date, incident.resolved_date, incident.attributes.moment], [date, date, date])
    }
    const at = encodeURIComponent(date)
    const among = async (query: string) =>
      (await other.ok('GET', `/v1/incident?${query}`)).incidents.some((one: { id: string }) => one.id === made.id)
    assert.ok(await among(`date_from=${at}&date_to=${at}`), date)
    assert.ok(await among(`attributes.moment=${at}`), date)
  }
  const sorted = (await other.ok('GET', '/v1/incident?sort=date,ASC')).incidents.map(
    (one: { date: string }) => one.date,
  )
  const epochs = sorted.map((date: string) => {
    const parsed = parseInstant(date)
    return parsed.ok ? BigInt(parsed.epoch.replace('.', '')) : assert.fail(date)
  })
  assert.deepEqual(
    epochs,
    [...epochs].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  )
})

test('A15 occurred_at is recorded as the instant it is, refused in the future, and in any spelling of it', async () => {
  const { id } = await incidentOf(person)
  const micros = (text: string): bigint => {
    const parsed = parseInstant(text)
    if (!parsed.ok) assert.fail(`${text}: ${parsed.problem}`)
    const nanos = BigInt(parsed.epoch.replace('.', ''))
    return nanos / 1000n - (nanos % 1000n < 0n ? 1n : 0n)
  }
  const early = '0001-01-01T00:00:00+14:00' // in UTC still the year before the first
  for (const occurred_at of instants.filter((text) => !text.startsWith('9999') && text !== early)) {
    const comment = await person.call('POST', `/v1/incident/${id}/comments`, { text: occurred_at, occurred_at })
    assert.equal(comment.status, 201, comment.text)
    const [entry] = (await person.ok('GET', `/v1/incident/${id}/timeline?size=1`)).entries
    assert.equal(entry.data.comment.text, occurred_at)
    const apart = micros(entry.occurred_at) - micros(occurred_at)
    assert.ok(apart >= 0n && apart <= 1n, `${occurred_at} was recorded as ${entry.occurred_at}`)
  }
  const before = await stored()
  for (const occurred_at of [
    early,
    '9999-12-31T23:59:59Z',
    '9999-12-31t23:59:59z',
    '9999-12-31T23:59:59.999999999-14:00',
    '2999-01-01T00:00:00+08:00',
    '2999-01-01t00:00:00.5+08:00',
  ]) {
    assertNames(await person.call('POST', `/v1/incident/${id}/comments`, { text: 'x', occurred_at }), 'occurred_at')
    assertNames(await person.call('POST', `/v1/incident/${id}/updates`, { text: 'x', occurred_at }), 'occurred_at')
    assertNames(
      await person.call('PATCH', `/v1/incident/${id}`, { name: 'x', occurred_at, occ_lock: 0 }),
      'occurred_at',
    )
    assertNames(
      await person.call('PUT', `/v1/incident/${id}`, { ...newIncident(), occurred_at, occ_lock: 0 }),
      'occurred_at',
    )
  }
  await unchanged(before)
})

test('A15 what is no day is refused for a DATE, and a real one is kept', async () => {
  const { id } = await incidentOf(person)
  const before = await stored()
  // biome-ignore format: a line for each would be pages
  const noDays = [
    '', 'now', 'today', 'infinity', '2026', '2026-05', '2026-5-1', '2026-02-29', '2100-02-29', '2026-04-31',
    '2026-00-01', '2026-13-01', '2026-01-00', '0000-01-01', '10000-01-01', '-0001-01-01', '+2026-05-01', '20260501',
    '2026-W18-5', '2026-121', '01.05.2026', '2026-05-01T00:00:00Z', '2026-05-01 ', '2026-05-01\n', '2026/05/01',
    '٢٠٢٦-٠٥-٠١',
  ]
  for (const value of noDays) {
    assertNames(await person.call('PUT', `/v1/incident/${id}/attributes`, { name: 'day', value }), 'value')
    assertNames(
      await person.call('POST', '/v1/incident', newIncident({ attributes: { day: value } })),
      'attributes.day',
    )
    assertNames(await person.call('GET', `/v1/incident?attributes.day=${encodeURIComponent(value)}`), 'attributes.day')
  }
  await unchanged(before)
  for (const value of ['0001-01-01', '2024-02-29', '2000-02-29', '9999-12-31', '1582-10-10']) {
    assert.equal(
      (await person.ok('PUT', `/v1/incident/${id}/attributes`, { name: 'day', value })).attributes.day,
      value,
    )
  }
})
