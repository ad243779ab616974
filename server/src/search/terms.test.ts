import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_TERMS, termsOf } from './terms.ts'

/** query, the forms of its terms */
const queries: [string, string[][]][] = [
  ['  Zürich  zurich AND\tfoo-BAR foo-bar\u200b \u200b ', [['zurich'], ['and'], ['foo-bar']]],
  ['(pump), stopped!', [['pump'], ['stopped']]],
  ['pump* *pump', [['pump']]],
  ['Water – pump / valve & hose', [['water'], ['pump'], ['valve'], ['hose']]],
  ['C++ C# 100% .NET', [['c++'], ['c#'], ['100%'], ['net']]],
  ['"water pump" valve', [['water pump'], ['valve']]],
  ['„Wasser  Pumpe“, «eau sale» “one”', [['wasser pumpe'], ['eau sale'], ['one']]],
  ['5" pipe "open', [['5', '5"'], ['pipe'], ['open']]],
  ["O’Brien's 'quoted'", [["o'brien's"], ['quoted']]],
  ['müller', [['muller', 'mueller']]],
  ['Mu\u0308ller', [['muller', 'mueller']]],
  ['mueller', [['mueller']]],
  ['INC 401', [['inc 401', 'inc-401']]],
  ['incident #401', [['incident 401', 'incident-401']]],
  ['Re: AW: [INC-000042] Wasser', [['inc-000042'], ['wasser']]],
  ['re: fire', [['fire']]],
  ['*', [['*']]],
  ['- /', [['-'], ['/']]],
  ['🔥 £', [['🔥'], ['£']]],
  [' \n ', []],
  ['\u200b', []],
]

test('a query is its distinct terms, without the marks around them', () => {
  for (const [query, forms] of queries) {
    const terms = termsOf(query)
    const seen = terms.map((term) => [...term.forms])
    assert.deepEqual(seen.toSorted(), forms.toSorted(), query)
  }
})

/** Ways to write the number of an incident. */
const numbers = [
  'INC-000401', 'inc-401', 'Inc-0401', 'INC401', '[INC-000401]', '(INC-000401)', 'INC-000401:', 'INC-000401.', '#401', '401', '000401', 'INC 401',
  'inc #401', 'INC\u2011000401', 'INC\u2013000401', '#INC-401', '"INC-000401"', '٤٠١', '４０１', 'incident 401', 'Incident: 401', '#401,', 'INC\u00ad-000401', 'EX-000401', 'TS-401',
] // biome-ignore format: a list

test('the number of an incident is understood however people write it', () => {
  for (const query of numbers) {
    assert.deepEqual(
      termsOf(query).map(({ number }) => number),
      ['401'],
      query,
    )
  }
  for (const query of ['401b', 'B401', '4.01', '4-01', 'inc-401-2', '10.0.0.1', 'inc', '-401', '1234567890123456'])
    assert.deepEqual(
      termsOf(query).map(({ number }) => number),
      [null],
      query,
    )
  assert.deepEqual(
    termsOf('0').map(({ number }) => number),
    ['0'],
  )
})

test('the id of an incident is understood, in any letter case and with marks around it', () => {
  const id = '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10'
  for (const query of [id, id.toUpperCase(), `(${id})`, `${id}.`]) assert.equal(termsOf(query)[0]?.id, id, query)
})

test('one term too many can be told, and no query takes long or gives a term twice', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ')
  assert.equal(termsOf(many(MAX_TERMS)).length, MAX_TERMS)
  assert.equal(termsOf(many(MAX_TERMS + 1)).length, MAX_TERMS + 1)
  assert.equal(termsOf(many(1000)).length, MAX_TERMS + 1)
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 "\'«»-#*()[]:re,äٰ'), maxLength: 200 }), (query) => {
      const terms = termsOf(query)
      assert.equal(new Set(terms.map(({ text }) => text)).size, terms.length)
      for (const { text, forms } of terms)
        assert.ok(text !== '' && forms.every((form) => form !== '' && form === form.trim()))
    }),
    { numRuns: 2000 },
  )
})
