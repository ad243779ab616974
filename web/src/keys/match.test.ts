import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actsWhileTyping, chordOf, normal, type Pressed } from './match.ts'

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('a key is written as shortcuts are', () => {
  assert.equal(chordOf(press('c'), false), 'c')
  assert.equal(chordOf(press('C', { shiftKey: true }), false), 'shift+c')
  assert.equal(chordOf(press('Enter'), false), 'enter')
  assert.equal(chordOf(press('ArrowDown', { altKey: true }), false), 'alt+down')
  assert.equal(chordOf(press(' '), false), 'space')
})

test('mod is Ctrl, and Cmd on machines by Apple', () => {
  assert.equal(chordOf(press('k', { ctrlKey: true }), false), 'mod+k')
  assert.equal(chordOf(press('k', { metaKey: true }), true), 'mod+k')
  assert.equal(chordOf(press('k', { ctrlKey: true }), true), 'ctrl+k')
  assert.equal(chordOf(press('k', { metaKey: true }), false), 'meta+k')
})

test('a sign is the same however a keyboard makes it', () => {
  assert.equal(chordOf(press('?', { shiftKey: true }), false), '?')
  assert.equal(chordOf(press('?'), false), '?')
  assert.equal(chordOf(press('/', { shiftKey: true }), false), '/')
})

test('a modifier alone is no key', () => {
  for (const key of ['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'Dead', 'Process']) {
    assert.equal(chordOf(press(key), false), undefined, key)
  }
})

test('shortcuts written in other ways are the same', () => {
  assert.equal(normal('Shift+Mod+K'), 'mod+shift+k')
  assert.equal(normal('g I'), 'g i')
  assert.equal(normal('mod++'), 'mod++')
  assert.equal(normal('+'), '+')
})

test('only chords with mod act while someone types', () => {
  assert.deepEqual(['mod+enter', 'c', '/', 'shift+enter', 'g i'].map(actsWhileTyping), [
    true,
    false,
    false,
    false,
    false,
  ])
})
