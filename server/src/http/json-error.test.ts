import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusal } from '../testing/json.ts'

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

test('an answer about a huge key or value stays small and whole', () => {
  const error = refusal(`{"${'😀'.repeat(100_000)}":[1,-0]}`)
  assert.ok(error.field.isWellFormed())
  assert.equal([...error.field].length, 64 + '.1'.length)
  const twice = refusal(`{"${'k'.repeat(100_000)}":1,"${'k'.repeat(100_000)}":1}`)
  assert.ok(twice.message.length < 200)
})
