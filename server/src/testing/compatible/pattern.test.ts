import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textsOf } from './pattern.ts'

test('a pattern that is a list of texts is read as that list', () => {
  const cases: readonly [string, string[]][] = [
    ['^(name|date)$', ['name', 'date']],
    ['^(\\*|(a|b)\\.\\*|a\\.made)$', ['*', 'a.*', 'b.*', 'a.made']],
    ['^a(,[Xx]y)?$', ['a', 'a,Xy', 'a,xy']],
  ]
  for (const [pattern, texts] of cases) assert.deepEqual(textsOf(pattern), texts)
})

test('any other pattern is not', () => {
  for (const pattern of ['\\S', 'a', '^a+$', '^[a-z]$', '^\\w$', '^.$', '^a{2}$', '^(?:a)$', '^(a$', '^a)$'])
    assert.equal(textsOf(pattern), undefined, pattern)
})
