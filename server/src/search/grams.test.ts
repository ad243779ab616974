import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributeGram, attributePresenceGram, documentGrams, normalize, queryGrams, queryTerm } from './grams.ts'
import { MAX_TERMS, termsOf } from './terms.ts'

/** text, normalized */
const forms: [string, string][] = [
  ['', ''],
  [' \t\r\n ', ''],
  ['  The  Pump\tSTOPPED\r\n\u0085now ', 'the pump stopped now'],
  ['caf\u00e9 cafe\u0301 CAFÉ', 'cafe cafe cafe'],
  ['Zürich', 'zurich'],
  ['straße STRASSE STRAẞE', 'strasse strasse strasse'],
  ['İstanbul ISPARTA ılık', 'istanbul isparta ilik'],
  ['Łódź Ørsted Đà Nẵng Ænima œuvre', 'lodz orsted da nang aenima oeuvre'],
  ['ΟΔΟΣ οδός ὁδοῖς', 'οδοσ οδοσ οδοισ'],
  ['Ёлка Йод', 'елка иод'],
  ['عَرَبِيّ', 'عربي'],
  ['مستشفى الكــبرى ٤٠١ أحمد', 'مستشفي الكبري 401 احمد'],
  ['O’Brien O`Brien B‑12 e–mail «x» 3−2', `o'brien o\`brien b-12 e-mail "x" 3-2`],
  ['שלום שלומך ירושלים', 'שלומ שלומכ ירושלימ'],
  ['שָׁלוֹם', 'שלומ'],
  ['ﬁre Ⅷ ㎏ Ｔｏｋｙｏ', 'fire viii kg tokyo'],
  ['ｶﾞｽ ガス', 'ガス ガス'],
  ['か\u3099 が か', 'が が か'],
  ['한국 \u1112\u1161\u11ab국', '한국 한국'],
  ['ที่นี่ กำลัง', 'ที่นี่ กําลัง'],
  ['हिन्दी', 'हिन्दी'],
  ['Zu\u00adrich zero\u200bwidth \ufeffbom', 'zurich zerowidth bom'],
  ['❤\ufe0f ❤ 👩\u200d🚒', '❤ ❤ 👩🚒'],
  ['no\u00a0break\u3000wide\u2028line', 'no break wide line'],
  ['db-01 10.0.0.1 foo@bar.com 50%_\\', 'db-01 10.0.0.1 foo@bar.com 50%_\\'],
  ['ﷺ', 'صلعم'],
]

test('texts that a reader takes for the same have one normal form', () => {
  for (const [text, expected] of forms) assert.equal(normalize(text), expected, text)
})

test('normalizing twice changes nothing more, for every character and any mixture', () => {
  for (let code = 1; code <= 0x10ffff; code = code === 0xd7ff ? 0xe000 : code + 1) {
    const once = normalize(`a${String.fromCodePoint(code)}か`)
    if (normalize(once) !== once) assert.fail(`U+${code.toString(16)}`)
  }
  fc.assert(
    fc.property(anyText, (text) => {
      const once = normalize(text)
      assert.equal(normalize(once), once)
      assert.ok(once.isWellFormed())
      assert.doesNotMatch(once, /^ | $| {2}|[\t\n\r]/)
    }),
    { numRuns: 5000 },
  )
})

const script = fc.constantFrom(
  ...'aAzZ09 \t\n%_\\-.@^"\'ßẞIİıσςΣée\u0301\u0323øæЙйё\u064bعשׁ漢冷却かガ\u3099ｶﾞ한\u1112\u1161ก\u0e48हि\u094d😀👩\u200d\ufe0f\u00ad\u200bﬁ㎏ﷺ\u0345ᾳ\u0f77',
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: script, maxLength: 60 }),
  fc.string({ unit: fc.oneof(script, fc.constantFrom('\u0f77', '\u0344', '\u0e48', '\u0301')), maxLength: 200 }),
)
const tenant = fc.constantFrom('default', '0193-a', 'ü')

/** What PostgreSQL does with `grams @> $1 and (' ' || content) like $2`. */
function found(tenantId: string, text: string, word: string): boolean {
  const { grams, like } = queryTerm(tenantId, word)
  return holds(documentGrams(tenantId, text), grams) && matches(` ${normalize(text)}`, like)
}

function holds(all: number[], some: number[]): boolean {
  const set = new Set(all)
  return some.every((gram) => set.has(gram))
}

function matches(text: string, like: string): boolean {
  const pattern = like.replace(/\\([\s\S])|%|_|[\s\S]/g, (part, escaped: string | undefined) => {
    if (part === '%') return '[\\s\\S]*'
    if (part === '_') return '[\\s\\S]'
    return `\\u${(escaped ?? part).charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return new RegExp(`^${pattern}$`).test(text)
}

test('whatever a text contains is found in it: the grams of any part lie among those of the text', () => {
  fc.assert(
    fc.property(tenant, anyText, fc.nat(), fc.integer({ min: 1, max: 40 }), (tenantId, text, from, length) => {
      const content = normalize(text)
      const parts = content.split(' ').filter((word) => word !== '')
      fc.pre(parts.length > 0)
      const characters = Array.from(parts[from % parts.length] ?? '')
      const start = from % characters.length
      const part = characters.slice(start, start + length).join('')
      const alone = /^[\0-\x7f]$/.test(part)
      // A single ASCII character is promised at the start of words only.
      if (alone && start > 0) return
      assert.ok(holds(documentGrams(tenantId, text), queryGrams(tenantId, part)), part)
      assert.ok(found(tenantId, text, part), part)
    }),
    { numRuns: 10_000 },
  )
})

test('every word of a text, typed as it stands there, finds the text', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (texts) => {
      const document = texts.join(' ')
      for (const text of texts) {
        for (const { forms } of termsOf(text).slice(0, MAX_TERMS))
          assert.ok(
            forms.some((form) => found('default', document, form)),
            forms.join(),
          )
      }
    }),
    { numRuns: 3000 },
  )
})

/** text, query as typed, found? */
const searches: [string, string, boolean][] = [
  ['The chiller in Zürich stopped', 'zurich', true],
  ['The chiller in Zürich stopped', 'ZÜRI', true],
  ['The chiller in Zürich stopped', 'hill', true],
  ['The chiller in Zürich stopped', 'er', true],
  ['The chiller in Zürich stopped', 'rz', false],
  ['The chiller in Zürich stopped', 'inz', false],
  ['The chiller in Zürich stopped', 's', true],
  ['The chiller in Zürich stopped', 'h', false],
  ['host db-01 at 10.0.0.1, ask foo@bar.com', 'db-01', true],
  ['host db-01 at 10.0.0.1, ask foo@bar.com', '10.0.0.1', true],
  ['host db-01 at 10.0.0.1, ask foo@bar.com', '0.0.1,', true],
  ['the water pump, again', '"water pump"', true],
  ['the pump water', '"water pump"', false],
  ['a backwater pumping station', '"water pump"', true],
  ['data b', '"a b"', true],
  ['data c', '"a b"', false],
  ['host db-01 at 10.0.0.1, ask foo@bar.com', 'o@b', true],
  ['host db-01 at 10.0.0.1, ask foo@bar.com', 'db_01', false],
  ['host db-01 at 10.0.0.1, ask foo@bar.com', 'db%01', false],
  ['load 100% of C:\\temp', '100%', true],
  ['load 100% of C:\\temp', ':\\t', true],
  ['load 100% of C:\\temp', '\\', false],
  ['load 100 of', '%', false],
  ['% of load', '%', true],
  ['データセンターの冷却装置が停止', '冷却', true],
  ['データセンターの冷却装置が停止', '却', true],
  ['データセンターの冷却装置が停止', '冷却装置が停止', true],
  ['データセンターの冷却装置が停止', '停電', false],
  ['fire 🔥 in hall 🚒', '🔥', true],
  ['fire 🔥 in hall 🚒', '🚑', false],
  ['costs 5£ at 20°', '£', true],
  ['costs 5£ at 20°', '°', true],
  ['costs 5£ at 20°', '€', false],
  ['ΟΔΟΣΑ', 'ΟΔΟΣ', true],
  ['aaaaaaaaab', 'aaaaaaaaaaaaaab', false],
]

test('a word finds what contains it, and nothing else', () => {
  for (const [text, typed, expected] of searches) {
    const terms = termsOf(typed)
    const has = terms.every(({ forms }) => forms.some((form) => found('default', text, form)))
    assert.equal(has, expected, `${typed} in ${text}`)
  }
})

test('grams are sorted distinct signed 32-bit integers', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const grams = documentGrams('default', text)
      grams.forEach((gram, index) => {
        assert.equal(gram, gram | 0)
        assert.ok(index === 0 || gram > Number(grams[index - 1]))
      })
      assert.deepEqual(grams, documentGrams('default', normalize(text)))
    }),
  )
  assert.equal(documentGrams('default', 'abab abab').length, 'a ab ba aba bab'.split(' ').length)
  assert.equal(documentGrams('default', '冷却').length, '冷 却 冷却'.split(' ').length)
  assert.deepEqual(documentGrams('default', ' \n'), [])
})

test('a long word asks for twelve grams, from its first to its last', () => {
  const word = Array.from({ length: 40 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('')
  const grams = queryGrams('default', word)
  assert.equal(grams.length, 12)
  assert.ok(holds(grams, queryGrams('default', word.slice(0, 3))))
  assert.ok(holds(grams, queryGrams('default', word.slice(-3))))
  assert.equal(queryGrams('default', 'abc').length, 1)
  assert.equal(queryGrams('default', 'abcdefghijklmn').length, 12)
})

test('the same text has other grams in another tenant', () => {
  const text = 'The chiller in Zürich stopped; 冷却装置が停止'
  const first = new Set(documentGrams('tenant-a', text))
  assert.deepEqual(
    documentGrams('tenant-b', text).filter((gram) => first.has(gram)),
    [],
  )
  assert.notEqual(attributeGram('tenant-a', 'd', 'v'), attributeGram('tenant-b', 'd', 'v'))
  assert.notEqual(attributePresenceGram('tenant-a', 'd'), attributePresenceGram('tenant-b', 'd'))
})

test('grams of text, of a value and of presence have nothing in common', () => {
  assert.equal(attributeGram('t', 'd', 'v'), attributeGram('t', 'd', 'v'))
  const distinct = new Set([
    attributeGram('t', 'd', 'v'),
    attributeGram('t', 'd', ''),
    attributeGram('t', 'd', 'V'),
    attributeGram('t', 'dv', ''),
    attributeGram('t', '', 'dv'),
    attributeGram('td', '', 'v'),
    attributePresenceGram('t', 'd'),
    attributePresenceGram('t', 'dv'),
    attributePresenceGram('td', ''),
    ...queryGrams('t', 'v'),
    ...queryGrams('t', 'dv'),
    ...queryGrams('t', '^v'),
    ...queryGrams('t', 'tdv'),
    ...queryGrams('t', 'é'),
  ])
  assert.equal(distinct.size, 14)
})

test('grams collide no more often than chance', () => {
  // All pairs of 400 ideographs: 160,000 numbers of 2^32, by chance about 3 meet.
  const seen = new Set<number>()
  for (let first = 0; first < 400; first++) {
    for (let second = 0; second < 400; second++) {
      seen.add(Number(queryGrams('default', String.fromCharCode(0x4e00 + first, 0x4e00 + second))[0]))
    }
  }
  assert.ok(160_000 - seen.size < 20, `${160_000 - seen.size} collisions`)
})

test('the stored numbers never change unnoticed', () => {
  // Changing them needs a migration that computes all of them anew.
  assert.deepEqual(documentGrams('default', 'ab é漢'), [-1740517087, -951736364, -481743342, 341862399, 1741083068])
  assert.deepEqual(
    [attributeGram('default', 'count', '5'), attributePresenceGram('default', 'count')],
    [551301211, -881106042],
  )
})

test('no text grows more than sixfold, nor do endless marks stay', () => {
  assert.ok(normalize('\u3316ﷺﷻ'.repeat(1000)).length <= 6 * 3000)
  assert.equal(Array.from(normalize(`ก${'\u0e48'.repeat(100_000)}`)).length, 31)
  // Each of these marks becomes three.
  assert.equal(Array.from(normalize(`ཀ${'\u0f77'.repeat(30)}`)).length, 31)
  assert.equal(normalize(`q${'\u0301'.repeat(100_000)}`), 'q')
})
