import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../testing/app.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { assertNames, watchedApp } from '../../testing/watched.ts'

const { person, stored, unchanged } = await walk(await watchedApp())

const numbers = [
  '0', '1', '-1', '0.1', '0.2', '0.30000000000000004', '1.50', '1e2', '1E+2', '100e-2', '1e-7', '1e21', '1e22', '9007199254740991', '-9007199254740991', '9007199254740992',
  '9007199254740993', '2147483647', '2147483648', '9223372036854775807', '9223372036854775808', '18446744073709551616', '12345678901234567890', '0.12345678901234567890', '1e308',
  '1.7976931348623157e308', '1.8e308', '1e400', '-1e400', '1e-400', '5e-324', '2e-324', '-0', '-0.0', '0e400', '123456789.123456789', '0.1e1', '4.35', '1e-10000', '1e99999999999',
  '3.141592653589793', '3.1415926535897932384626', `${'9'.repeat(400)}`, `0.${'0'.repeat(400)}1`, `1${'0'.repeat(300)}`,
] // biome-ignore format: a list of literals

test('A14 a number comes back exactly as the decimal that was sent, or is refused', async () => {
  const { id } = await incidentOf(person)
  const path = `/v1/incident/${id}`
  let kept = 0
  for (const literal of numbers) {
    for (const spelled of [literal, JSON.stringify(literal)]) {
      const created = await person.call(
        'POST',
        '/v1/incident',
        JSON.stringify(newIncident({ attributes: { amount: '@' } })).replace('"@"', spelled),
      )
      const set = await person.call('PUT', `${path}/attributes`, `{"name":"amount","value":${spelled}}`)
      const patched = await person.call('PATCH', path, `{"attributes":{"amount":${spelled}},"occ_lock":0}`)
      const filtered = await person.call('GET', `/v1/incident?attributes.amount=${encodeURIComponent(literal)}`)
      if (created.status === 400) {
        for (const answer of [set, patched, filtered]) assert.equal(answer.status, 400, `${spelled}: ${answer.text}`)
        continue
      }
      kept++
      const own = await person.call('GET', `/v1/incident/${created.body.data.id}`)
      const [event] = (await person.ok('GET', `/v1/incident/${created.body.data.id}/timeline`)).entries
      assert.ok(
        filtered.body.data.incidents.some((one: { id: string }) => one.id === created.body.data.id),
        `found by ${literal}`,
      )
      for (const text of [created.text, set.text, patched.text, own.text, filtered.text, JSON.stringify(event)]) {
        const [, found = ''] = /"amount":([^,}]+)/.exec(text) ?? assert.fail(`${spelled}: ${text.slice(0, 500)}`)
        assert.equal(decimal(found), decimal(literal), `${spelled} came back as ${found}`)
      }
    }
  }
  assert.ok(kept > 30, `${kept} kept`)
})

/** A decimal literal in one spelling: its digits without zeros around them, and the power of ten of the last one. */
function decimal(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? []
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}

test('A14 a whole number out of its range, or in another spelling, is refused by name', async () => {
  const before = await stored()
  for (const value of ['-1', '253402300800', '1.5', '9007199254740993', '1e400', '-0', '"0"', '[0]', '1e20']) {
    assertNames(
      await person.call(
        'POST',
        '/v1/incident',
        JSON.stringify(newIncident({ next_update: '@' })).replace('"@"', value),
      ),
      'next_update',
    )
  }
  for (const value of ['-1', '1000001', '0.5', '1e400']) {
    assertNames(await person.call('POST', '/v1/incident/types', `{"code":"N","label":"N","rank":${value}}`), 'rank')
  }
  for (const name of ['page', 'size']) {
    for (const value of [
      '0',
      '-1',
      '1e3',
      '1.0',
      '01',
      '+1',
      '1 ',
      ' 1',
      '',
      '0x1',
      '1001000000',
      '9007199254740993',
      '99999999999999999999',
      'NaN',
      '١',
      'null',
      'true',
    ]) {
      assertNames(await person.call('GET', `/v1/incident?${name}=${encodeURIComponent(value)}`), name)
    }
  }
  for (const value of ['-1', '1.5', '9007199254740992', '1e3', 'x']) {
    assertNames(await person.call('GET', `/v1/incident/events?after=${value}`), 'after')
  }
  assertNames(await person.call('GET', '/v1/incident/events?after=9007199254740991'), 'after')
  await unchanged(before)
  for (const value of ['0', '253402300799', '0.0', '1.7776e9']) {
    const answer = await person.call(
      'POST',
      '/v1/incident',
      JSON.stringify(newIncident({ next_update: '@' })).replace('"@"', value),
    )
    assert.equal(answer.status, 201, `${value}: ${answer.text}`)
    assert.equal(answer.body.data.next_update, Number(value))
  }
})
