import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isVisible } from './visible.ts'

const nothing = [
  '', ' ', '\t\r\n ', '\u00a0', '\u3000\u2003', '\ufeff', '\u2028', '\u200b', '\u200c\u200d', '\u2060', '\u2061\u2064', '\u2800', '\u3164',
  '\u115f\u1160', '\uffa0', '\u00ad', '\u202e\u202d', '\u200e\u200f', '\u2066\u2069', '\u180e', '\u034f', '\u061c', '\ufe0f', '\u{e0100}',
  '\u{e0041}\u{e007f}', '\u17b4', '\u{1d159}', '\u{1d173}', '\ufff9\ufffa\ufffb', '\uffff', '\u{1fffe}', '\u0001\u007f\u0085', ' \u200b \u2800 ',
] // biome-ignore format: a list
const something = [
  'a', '.', '-', '\u200bx', '0', '東', 'ع', '\u0600', '😀', '👩\u200d🚒', '\u{e000}', '\u0301', '\ufffd', '\u202eabc', 'ㄱ', '\u2801', 'é', '☐', '\u1680x',
] // biome-ignore format: a list

test('a text of white space, ignorable and blank characters shows nothing; every other one something', () => {
  for (const text of nothing) assert.equal(isVisible(text), false, JSON.stringify(text))
  for (const text of something) assert.equal(isVisible(text), true, JSON.stringify(text))
})

test('no letter, digit, mark, punctuation or symbol counts as nothing but those named', () => {
  const hidden: string[] = []
  for (let code = 0x21; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const character = String.fromCodePoint(code)
    if (isVisible(character)) continue
    if (/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) hidden.push(code.toString(16))
  }
  const named = '34f 115f 1160 17b4 17b5 180b 180c 180d 180f 2800 3164 ffa0 13441 13442 16fe4 1d159'.split(' ')
  const selectors = hidden.filter((code) => /^(fe0[0-9a-f]|e01[0-9a-f]{2})$/.test(code))
  assert.deepEqual(
    hidden.filter((code) => !selectors.includes(code)),
    named,
  )
})
