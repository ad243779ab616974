import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { placeWithin } from './place.ts'

const origin = 'https://tocsin.example.org'

test('a place of the console is kept as it is', () => {
  for (const place of [
    '/',
    '/incidents?status=OPEN&q=a%2Fb#top',
    '/incident/0193',
    '/incidents?to=https://elsewhere.example',
  ]) {
    assert.equal(placeWithin(place, origin), place)
  }
})

test('whatever leads to another origin becomes the start page', () => {
  const spellings = [
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https:evil.example',
    'https://evil.example',
    'https://tocsin.example.org@evil.example',
    'https://tocsin.example.org',
    'javascript:alert(1)',
    'data:text/html,x',
    'incidents',
    '',
    ' //evil.example',
    '/signed-in?code=x',
    undefined,
    null,
    7,
    { href: '/' },
  ]
  for (const spelling of spellings) assert.equal(placeWithin(spelling, origin), '/', JSON.stringify(spelling))
})

test('encoded slashes stay what they are: part of a path here', () => {
  assert.equal(placeWithin('/%2f%2fevil.example', origin), '/%2f%2fevil.example')
  assert.equal(placeWithin('/%5cevil.example', origin), '/%5cevil.example')
})

test('a path that would be read as another host when followed again is straightened', () => {
  assert.equal(placeWithin('/.//evil.example/x', origin), '/evil.example/x')
  assert.equal(placeWithin('/a/..//evil.example', origin), '/evil.example')
})

test('nothing leads off this origin, followed once or twice', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '//',
    '.',
    '..',
    ':',
    '@',
    'evil.example',
    'https',
    '\t',
    '%2f',
    '?',
    '#',
    'a',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const once = placeWithin(parts.join(''), origin)
      assert.equal(new URL(once, origin).origin, origin)
      assert.equal(placeWithin(once, origin), once)
    }),
    { numRuns: 3000, interruptAfterTimeLimit: 5000 },
  )
})
