import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { JsonError, MAX_DEPTH, parseJson } from './json.ts'

function parse(text: string) {
  return parseJson(Buffer.from(text))
}

function refusal(body: string | Buffer): JsonError {
  try {
    parseJson(Buffer.from(body))
  } catch (error) {
    assert.ok(error instanceof JsonError, `not a JsonError: ${error}`)
    return error
  }
  assert.fail(`accepted: ${JSON.stringify(body.toString()).slice(0, 200)}`)
}

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

/** body, words of the message, line, column */
const malformed: [string, RegExp, number, number][] = [
  ['', /is empty/, 1, 1],
  [' \n ', /is empty/, 2, 2],
  ['{', /ends too early/, 1, 2],
  ['[', /ends too early/, 1, 2],
  ['[1', /ends too early/, 1, 3],
  ['{"a"', /ends too early/, 1, 5],
  ['{"a":', /ends too early/, 1, 6],
  ['{"a":1', /ends too early/, 1, 7],
  ['{"a":1,', /ends too early/, 1, 8],
  ['{"a":"b', /no closing quote/, 1, 6],
  ['"a\\', /escape/, 1, 3],
  ['"a\\"', /no closing quote/, 1, 1],
  ['{"a":1,}', /comma before the closing }/, 1, 7],
  ['[1,\n]', /comma before the closing ]/, 1, 3],
  ['[,1]', /Expected a value.*found ","/, 1, 2],
  ['{,}', /key in double quotes/, 1, 2],
  ['[1 2]', /a comma or \] after the value, found "2"/, 1, 4],
  ['{"a":1 "b":2}', /a comma or } after the value/, 1, 8],
  ['{"a" 1}', /a colon after the key/, 1, 6],
  ['[1}', /comma or \]/, 1, 3],
  ['{"a":1]', /comma or }/, 1, 7],
  ['{a:1}', /key in double quotes, found "a"/, 1, 2],
  ['{1:1}', /key in double quotes/, 1, 2],
  ["{'a':1}", /double quotes/, 1, 2],
  ["['a']", /double quotes/, 1, 2],
  ['{}{}', /one document only/, 1, 3],
  ['{} {}', /one document only/, 1, 4],
  ['{}x', /one document only/, 1, 3],
  ['1 2', /one document only/, 1, 3],
  ['{} // done', /no comments/, 1, 4],
  ['{/* a */"a":1}', /no comments/, 1, 2],
  ['[1, # one\n2]', /no comments/, 1, 5],
  ['// a\n{}', /no comments/, 1, 1],
  ['NaN', /no NaN/, 1, 1],
  ['{"a":NaN}', /no NaN/, 1, 6],
  ['[Infinity]', /no NaN/, 1, 2],
  ['[-Infinity]', /no NaN/, 1, 3],
  ['[+Infinity]', /no NaN/, 1, 2],
  ['undefined', /Expected a value/, 1, 1],
  ['True', /Expected a value.*found "T"/, 1, 1],
  ['nul', /Expected a value/, 1, 1],
  ['nulls', /one document only/, 1, 5],
  ['[01]', /leading zeros/, 1, 2],
  ['[-01]', /leading zeros/, 1, 2],
  ['[00]', /leading zeros/, 1, 2],
  ['[+1]', /found "\+"/, 1, 2],
  ['[.5]', /found "."/, 1, 2],
  ['[1.]', /decimal point/, 1, 2],
  ['[1.e2]', /decimal point/, 1, 2],
  ['[1e]', /follow the e/, 1, 2],
  ['[1e+]', /follow the e/, 1, 2],
  ['[-]', /digit after the minus/, 1, 3],
  ['-', /ends too early/, 1, 2],
  ['[0x10]', /comma or \]/, 1, 3],
  ['[1_000]', /comma or \]/, 1, 3],
  ['"\\x41"', /no escape sequence/, 1, 2],
  ['"\\u12"', /four hexadecimal/, 1, 2],
  ['"\\u12g4"', /four hexadecimal/, 1, 2],
  ['"\\u{41}"', /four hexadecimal/, 1, 2],
  ['"a\nb"', /U\+000A inside a string as \\n/, 1, 3],
  ['"a\tb"', /as \\t/, 1, 3],
  ['"\u001f"', /as \\u001f/, 1, 2],
  ['{}\u00a0', /found U\+00A0/, 1, 3],
  ['\u00a0{}', /Expected a value/, 1, 1],
  ['{"é😀":\r\n\r"x" ?}', /found "\?"/, 3, 5],
]

for (const [body, words, line, column] of malformed) {
  test(`refuses ${JSON.stringify(body)}`, () => {
    const error = refusal(body)
    assert.match(error.message, words)
    assert.ok(error.message.endsWith(`(line ${line}, column ${column})`), error.message)
    assert.deepEqual([error.line, error.column], [line, column])
  })
}

test('tells the byte, also after characters of several bytes', () => {
  assert.equal(refusal('{"é😀":\r\n\r"x" ?}').offset, 17)
  assert.equal(refusal('["é", 1e400]').offset, 7)
})

test('passes over one byte order mark, and counts it in bytes only', () => {
  assert.deepEqual(parseJson(Buffer.from('\uFEFF {"a":"\uFEFF"}')), { a: '\uFEFF' })
  assert.match(refusal('\uFEFF').message, /is empty/)
  assert.match(refusal('\uFEFF\uFEFF{}').message, /found/)
  const { column, offset } = refusal('\uFEFF{"a":?}')
  assert.deepEqual([column, offset], [6, 8])
  assert.match(refusal('{}\uFEFF').message, /nothing after it/)
})

/** hexadecimal bytes inside a string, offset of the fault among them */
const invalidUtf8: [string, number][] = [
  ['80', 0], // continuation alone
  ['bf', 0],
  ['c080', 0], // overlong U+0000
  ['c0af', 0], // overlong /
  ['c1bf', 0],
  ['e08080', 0], // overlong in three
  ['e09fbf', 0],
  ['f0808080', 0], // overlong in four
  ['f08fbfbf', 0],
  ['eda080', 0], // high surrogate
  ['edbfbf', 0], // low surrogate
  ['eda0bdedb880', 0], // CESU-8 pair
  ['f4908080', 0], // above U+10FFFF
  ['f5808080', 0],
  ['f888808080', 0],
  ['fc8480808080', 0],
  ['fe', 0],
  ['ff', 0],
  ['c3', 0], // truncated
  ['e282', 0],
  ['f09f98', 0],
  ['c328', 0],
  ['e228a1', 0],
  ['61c3a9ff', 3],
  ['f09f9880e282', 4],
]

test('refuses every invalid form of UTF-8, at its byte', () => {
  for (const [hex, at] of invalidUtf8) {
    const error = refusal(Buffer.concat([Buffer.from('{"a":"'), Buffer.from(hex, 'hex'), Buffer.from('"}')]))
    assert.match(error.message, /UTF-8/, hex)
    assert.equal(error.offset, 6 + at, hex)
  }
  assert.match(refusal(Buffer.from('ff'.repeat(3), 'hex')).message, /byte FF/)
  assert.equal(refusal(Buffer.from('{"a":"\u20ac"}').subarray(0, 8)).offset, 6)
  refusal(Buffer.from('{"a":1}', 'utf16le'))
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

test('refuses U+0000 in strings and keys, raw or escaped', () => {
  for (const body of [
    '{"a":"\\u0000"}',
    '{"a":"\0"}',
    '{"\\u0000":1}',
    '{"\0":1}',
    '["a\\u0000b"]',
    '"\\ud83d\\ude00\\u0000"',
  ]) {
    assert.match(refusal(body).message, /U\+0000 cannot be stored/, body)
  }
  assert.equal(refusal('{"a":{"b":"\\u0000"}}').field, 'a.b')
})

test('refuses half a surrogate pair', () => {
  const halves = [
    '\\ud800',
    '\\uDFFF',
    '\\ude00\\ud83d',
    '\\ud83d\\ud83d',
    '\\ude00\\ude00',
    '\\ud83d\\ue000',
    '\\ud83d\\uffff',
    '\\ud83dx',
    '\\ud83d\\n',
    '\\ud83d😀',
    '\\ud83d\\u0041',
    '\\ud83d\\ude00\\ude00',
  ]
  for (const half of halves) {
    assert.match(refusal(`"${half}"`).message, /lone surrogate/, half)
    assert.match(refusal(`{"${half}":1}`).message, /lone surrogate/, half)
  }
  assert.equal(parse('"\\uD83D\\uDE00"'), '😀')
})

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

test('an answer about a huge key or value stays small and whole', () => {
  const error = refusal(`{"${'😀'.repeat(100_000)}":[1,-0]}`)
  assert.ok(error.field.isWellFormed())
  assert.equal([...error.field].length, 64 + '.1'.length)
  const twice = refusal(`{"${'k'.repeat(100_000)}":1,"${'k'.repeat(100_000)}":1}`)
  assert.ok(twice.message.length < 200)
})

test('a number or string of a mebibyte is read or refused in a straight line', () => {
  assert.match(refusal(`0.${'0'.repeat(500_000)}1${'0'.repeat(500_000)}1`).message, /close to 0|more digits/)
  assert.match(refusal(`1.${'0'.repeat(500_000)}1${'0'.repeat(500_000)}`).message, /more digits/)
  const text = '\\u00e9\\n'.repeat(120_000)
  assert.equal(parse(`"${text}"`), 'é\n'.repeat(120_000))
})
