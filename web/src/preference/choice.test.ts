import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pickLanguage, readChoice, usual } from './choice.ts'

test('what was kept is read back', () => {
  const kept = { theme: 'dark', density: 'compact', language: 'de', zone: 'Europe/Berlin' }
  assert.deepEqual(readChoice(JSON.stringify(kept)), kept)
})

test('whatever is missing or not understood is as usual', () => {
  for (const text of [null, '', '{', 'null', '[]', '7', '{"theme":1}', '{"zone":"Mars/Base","theme":"pink"}']) {
    assert.deepEqual(readChoice(text), usual, String(text))
  }
})

test('the first wanted language that the console speaks is taken, else English', () => {
  assert.equal(pickLanguage(['fr-FR', 'de-AT', 'en']), 'de')
  assert.equal(pickLanguage(['en-GB', 'de']), 'en')
  assert.equal(pickLanguage(['DE']), 'de')
  assert.equal(pickLanguage(['fr', 'den']), 'en')
  assert.equal(pickLanguage([]), 'en')
})
