import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse, refusal } from '../testing/json.ts'
import { JsonError, MAX_DEPTH, parseJson } from './json.ts'

test('reads what the native parser reads', () => {
  const texts = [
    '{}',
    '[]',
    ' \t\r\n[ 1 , { "a" : [ ] } ] \n',
    '"\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9 \\ud83d\\ude00 😀 é \u007f \u2028"',
    '[true,false,null,0,-1,1.5,1e2,1E+2,1e-2,3.0,"",9007199254740991,-9007199254740991]',
    '{"a":{"b":[{"c":"d"}]},"":1}',
    '"\uFEFF inside"',
    '7',
  ]
  for (const text of texts) assert.deepEqual(parse(text), JSON.parse(text), text)
})

test('reads any document as the native parser does', () => {
  // -0 is refused, and so are whole numbers beyond 2^53-1.
  const number = fc.oneof(
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((value) => value + 0),
  )
  const string = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''))
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      fc.constant(null),
      number,
      string,
      tie('array'),
      tie('object'),
    ),
    array: fc.array(tie('value'), { maxLength: 6 }),
    object: fc.dictionary(fc.oneof(string, fc.constantFrom('__proto__', 'constructor', '7')), tie('value'), {
      maxKeys: 6,
      noNullPrototype: true,
    }),
  }))
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, '\t'), (document, indent) => {
      const text = JSON.stringify(document, null, indent)
      fc.pre(!deeperThan(document, MAX_DEPTH))
      assert.deepEqual(parse(text), JSON.parse(text))
      assert.equal(JSON.stringify(parse(text)), JSON.stringify(JSON.parse(text)))
    }),
    { numRuns: 1000 },
  )
})

function deeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => deeperThan(inner, depth - 1))
}

test('accepts nothing that the native parser refuses, and throws only JsonError', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '"b":',
    '1',
    '-',
    '0',
    '.',
    'e',
    '+',
    '\\',
    '\\u',
    'd800',
    'true',
    'null',
    ' ',
    '\n',
    '/',
    "'",
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      let value: unknown
      try {
        value = parse(text)
      } catch (error) {
        assert.ok(error instanceof JsonError)
        return
      }
      assert.deepEqual(value, JSON.parse(text))
    }),
    { numRuns: 20000 },
  )
})

test('never throws anything but JsonError, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        parseJson(Buffer.from(bytes))
      } catch (error) {
        assert.ok(error instanceof JsonError)
      }
    }),
    { numRuns: 5000 },
  )
})

test('refuses the second of two equal keys, at any depth and however it is spelled', () => {
  const cases: [string, string, number][] = [
    ['{"a":1,"a":1}', 'a', 8],
    ['{"a":1,"\\u0061":2}', 'a', 8],
    ['{"é":1,"\\u00e9":2}', 'é', 8],
    ['{"x":{"y":{"a":1,"b":2,"a":3}}}', 'x.y.a', 24],
    ['{"x":[0,{"a":1,"a":3}]}', 'x.1.a', 16],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 16],
    ['{"":1,"":2}', '', 7],
    ['{"7":1,"7":2}', '7', 8],
  ]
  for (const [body, field, column] of cases) {
    const error = refusal(body)
    assert.match(error.message, /given twice/, body)
    assert.deepEqual([error.field, error.column], [field, column], body)
  }
  const many = Array.from({ length: 50_000 }, (_, index) => `"k${index}":0`)
  assert.equal(refusal(`{${many.join()},"k0":1}`).field, 'k0')
  assert.equal(Object.keys(Object(parse(`{${many.join()}}`))).length, 50_000)
})

test('keys equal only to the eye, or in other objects, are two', () => {
  assert.deepEqual(parse('[{"a":1},{"a":2},{"b":{"a":3},"a":4}]'), [{ a: 1 }, { a: 2 }, { b: { a: 3 }, a: 4 }])
  assert.equal(Object.keys(Object(parse('{"\u00e9":1,"e\u0301":2}'))).length, 2)
})

test('refuses a document nested deeper than 32, of arrays, objects and both, however deep', () => {
  const forms: [string, string][] = [
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ]
  for (const [open, close] of forms) {
    const levels = open.length > 5 ? 2 : 1
    const nested = (times: number) => `${open.repeat(times)}1${close.repeat(times)}`
    assert.deepEqual(parse(nested(MAX_DEPTH / levels)), JSON.parse(nested(MAX_DEPTH / levels)))
    for (const depth of [33, 34, 100, 5_000, 100_000]) {
      assert.match(refusal(nested(Math.ceil(depth / levels))).message, /32 deep/)
      assert.match(refusal(open.repeat(Math.ceil(depth / levels))).message, /32 deep/)
    }
  }
  assert.equal(refusal(`${'[['.repeat(16)}[`).column, 33)
  // Side by side is not inside one another.
  assert.equal(Object(parse(`[${'[[]],'.repeat(1000)}[]]`)).length, 1001)
})

test('__proto__, constructor and the like are keys as any other', () => {
  const value = Object(
    parse(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":2}',
    ),
  )
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
  assert.deepEqual(Object.getOwnPropertyDescriptor(value, '__proto__')?.value, { polluted: true })
  assert.equal(JSON.stringify(parse('{"__proto__":null}')), '{"__proto__":null}')
  assert.equal(Object({}).polluted, undefined)
  assert.equal(value.polluted, undefined)
})

test('keeps the order of the keys', () => {
  assert.deepEqual(Object.keys(Object(parse('{"z":1,"a":2,"m":3}'))), ['z', 'a', 'm'])
})
