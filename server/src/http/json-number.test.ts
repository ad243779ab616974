import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse, refusal } from '../testing/json.ts'
import { JsonError } from './json.ts'

test('keeps numbers that survive a double, and refuses the others', () => {
  const kept = [
    '0',
    '0.0',
    '0e5',
    '0e999999999999',
    '0.1',
    '-0.1',
    '1.50',
    '1e2',
    '3.0',
    '100',
    '1.0e-7',
    '5e-324',
    '1.7976931348623157e-300',
    '0.30000000000000004',
    '9007199254740991',
    '-9007199254740991',
    '9007199254740991.0',
    '900719925474099.1e1',
    '123456789012345.6',
    '1e15',
    '0.000000000000000000000001',
    `1.5${'0'.repeat(5000)}`,
    `1${'0'.repeat(400)}e-400`,
  ]
  for (const literal of kept) assert.equal(parse(literal), Number(literal), literal)
  const refused: [string, RegExp][] = [
    ['-0', /Negative zero/],
    ['-0.0', /Negative zero/],
    ['-0e5', /Negative zero/],
    ['1e400', /too large/],
    ['-1e400', /too large/],
    ['1e99999999999999999999', /too large/],
    ['1e-400', /too close to 0/],
    ['-1e-400', /too close to 0/],
    [`0.${'0'.repeat(400)}1`, /too close to 0/],
    ['9007199254740992', /between/],
    ['9007199254740993', /between/],
    ['-9007199254740992', /between/],
    ['9007199254740993e0', /between/],
    ['9223372036854775808', /between/],
    ['12345678901234567890', /between/],
    ['1e20', /between/],
    ['9007199254740990.5', /more digits/],
    ['9007199254740991.5', /between/],
    ['0.12345678901234567890', /more digits/],
    ['0.1000000000000000055511151231257827', /more digits/],
    ['3e-324', /more digits/],
    ['1.00000000000000001', /more digits/],
  ]
  for (const [literal, words] of refused) {
    assert.match(refusal(`{"a":[${literal}]}`).message, words, literal)
    assert.equal(refusal(`{"a":[${literal}]}`).field, 'a.0', literal)
  }
})

test('every decimal accepted is written again as the same decimal', () => {
  const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?(e[+-]?[0-9]{1,3})?$/)
  fc.assert(
    fc.property(digits, fc.boolean(), (unsigned, negative) => {
      const literal = negative ? `-${unsigned}` : unsigned
      try {
        const value = parse(literal)
        assert.equal(typeof value, 'number')
        assert.ok(!Object.is(value, -0))
        assert.equal(exact(String(value)), exact(literal), literal)
      } catch (error) {
        if (!(error instanceof JsonError)) throw error
      }
    }),
    { numRuns: 20000 },
  )
})

/** The value times 10^2000, without a double in between. */
function exact(literal: string): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(literal) ?? []
  const scaled = BigInt(whole + fraction) * 10n ** BigInt(2000 + Number(exponent) - fraction.length)
  return sign === '-' ? -scaled : scaled
}

test('a number or string of a mebibyte is read or refused in a straight line', () => {
  assert.match(refusal(`0.${'0'.repeat(500_000)}1${'0'.repeat(500_000)}1`).message, /close to 0|more digits/)
  assert.match(refusal(`1.${'0'.repeat(500_000)}1${'0'.repeat(500_000)}`).message, /more digits/)
  const text = '\\u00e9\\n'.repeat(120_000)
  assert.equal(parse(`"${text}"`), 'é\n'.repeat(120_000))
})
