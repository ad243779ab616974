import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyNames } from './keys.ts'

test('a chord is drawn as its caps, with the modifiers of the machine', () => {
  assert.deepEqual(keyNames('mod+k', false), ['Ctrl', 'K'])
  assert.deepEqual(keyNames('mod+k', true), ['⌘', 'K'])
  assert.deepEqual(keyNames('shift+Enter', false), ['Shift', '↵'])
})

test('keys pressed in turn, and keys that are signs', () => {
  assert.deepEqual(keyNames('g i', false), ['G', 'I'])
  assert.deepEqual(keyNames('?', false), ['?'])
  assert.deepEqual(keyNames('+', false), ['+'])
})
