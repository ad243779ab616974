import assert from 'node:assert/strict'
import { test } from 'node:test'
import { german as germanEverywhere } from './de/catalogue.ts'
import { germanLists } from './de/lists-catalogue.ts'
import { germanSettings } from './de/settings-catalogue.ts'
import { english as englishEverywhere } from './en/catalogue.ts'
import { englishLists } from './en/lists-catalogue.ts'
import { englishSettings } from './en/settings-catalogue.ts'
import { type Catalogue, type Text, translate } from './translate.ts'

const english = { ...englishEverywhere, ...englishLists, ...englishSettings }
const german = { ...germanEverywhere, ...germanLists, ...germanSettings }
const sample: Catalogue = {
  list: { selected: { one: '{n} incident', other: '{n} incidents' }, by: '{name} by {other}', plain: 'Plain' },
}
const texts = (catalogue: Catalogue) =>
  Object.entries(catalogue).flatMap(([domain, keys]) =>
    Object.entries(keys).map(([key, text]) => [`${domain}.${key}`, text] as const),
  )
const namesIn = (text: Text) =>
  [
    ...new Set((typeof text === 'string' ? [text] : Object.values(text)).flatMap((one) => one.match(/\{\w+\}/g) ?? [])),
  ].sort()

test('names are filled in, numbers in the manner of the language', () => {
  assert.equal(translate('en', sample, sample, 'list.by', { name: 'A', other: 'B {name}' }), 'A by B {name}')
  assert.equal(translate('en', sample, sample, 'list.plain'), 'Plain')
  assert.equal(translate('en', sample, sample, 'list.selected', { n: 1234 }), '1,234 incidents')
  assert.equal(translate('de', sample, sample, 'list.selected', { n: 1234 }), '1.234 incidents')
})

test('the number chooses the plural by the rules of the language', () => {
  assert.equal(translate('en', sample, sample, 'list.selected', { n: 1 }), '1 incident')
  assert.equal(translate('en', sample, sample, 'list.selected', { n: 0 }), '0 incidents')
  const polish: Catalogue = { list: { files: { one: 'plik', few: 'pliki', many: 'plików', other: 'pliku' } } }
  assert.deepEqual(
    [1, 2, 5, 1.5].map((n) => translate('pl', polish, polish, 'list.files', { n })),
    ['plik', 'pliki', 'plików', 'pliku'],
  )
})

test('a text missing in a language is said in English, and one missing in both is a defect', () => {
  assert.equal(translate('de', {}, sample, 'list.selected', { n: 1234 }), '1,234 incidents')
  assert.throws(() => translate('en', sample, sample, 'list.absent'), /no text list\.absent/)
  assert.throws(() => translate('en', sample, sample, 'nonsense'), /no text nonsense/)
})

test('German says all that English says, with the same names in it', () => {
  const translated = new Map(texts(german))
  for (const [key, text] of texts(english)) {
    const found = translated.get(key)
    assert.ok(found !== undefined, `${key} has no German text`)
    assert.equal(typeof found, typeof text, key)
    assert.deepEqual(namesIn(found), namesIn(text), key)
  }
  assert.equal(translated.size, texts(english).length)
})

test('no text is empty, and none has a brace too many', () => {
  for (const [key, text] of [...texts(english), ...texts(german)]) {
    for (const one of typeof text === 'string' ? [text] : Object.values(text)) {
      assert.ok(one.trim() !== '', key)
      assert.doesNotMatch(one.replace(/\{\w+\}/g, ''), /[{}]/, key)
    }
  }
})
