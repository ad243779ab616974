import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkWords } from './words.ts'

/** Put together from parts, so that the check does not find them here. */
const bad: readonly [path: string, ...parts: string[]][] = [
  ['README.md', '// TO', 'DO: later'],
  ['a.sql', '-- FIX', 'ME'],
  ['a.test.ts', 'test.on', "ly('one')"],
  ['a.test.ts', "test('x', { sk", 'ip: true })'],
  ['a.test.ts', 'test.sk', "ip('x', () => {})"],
  ['a.test.ts', 't.sk', 'ip()'],
  ['a.ts', '// @ts-ig', 'nore'],
  ['a.ts', '// @ts-expect-er', 'ror'],
  ['a.ts', 'x as a', 'ny'],
  ['a.svelte', '{@ht', 'ml text}'],
  ['a.ts', 'node.inner', 'HTML = text'],
  ['server/src/http/server.ts', 'const port = process.e', 'nv.PORT'],
  ['server/src/http/server.ts', "const port = process['e", "nv']"],
  ['server/src/http/server.ts', 'const { env } = pro', 'cess'],
  ['server/src/http/server.ts', "import { env } from 'node:pro", "cess'"],
  ['server/src/log/store.ts', 'await fet', "ch('http://x')"],
  ['server/src/log/store.ts', 'globalThis.fet', "ch('http://x')"],
  ['server/src/incident/rules.ts', 'const at = Date.n', 'ow()'],
  ['server/src/incident/rules.ts', 'const at = new Da', 'te()'],
  ['server/src/incident/rules.ts', 'const at = perform', 'ance.now()'],
  ['web/src/time/A.svelte', "import type { Id } from '../../../ser", "ver/src/id.ts'"],
  ['notes.txt', '-----BEGIN RSA PRIVATE', ' KEY-----'.replace(' ', ' ')],
]

for (const [path, ...parts] of bad) {
  test(`refused in ${path}: ${parts.join('|')}`, () => {
    const problems = checkWords(path, `fine\n${parts.join('')}\n`)
    assert.equal(problems.length, 1, problems.join('\n'))
    assert.ok(problems[0]?.startsWith(`${path}:2 has "`), problems[0])
  })
}

test('reasons, other words and binary files are accepted', () => {
  assert.deepEqual(checkWords('a.test.ts', `t.skip('no Chromium here')\ntest('x', { skip: noChromium }, run)`), [])
  assert.deepEqual(
    checkWords('a.ts', `// @ts-expect-error the driver's types lack this\nconst todo = 1\nas anyone`),
    [],
  )
  assert.deepEqual(checkWords('server/src/incident/rules.ts', 'const at = new Date(0)'), [])
  assert.deepEqual(checkWords('server/src/config.ts', 'const port = process.env.PORT'), [])
  assert.deepEqual(checkWords('server/src/identity/keyset.ts', 'await fetch(url)'), [])
  assert.deepEqual(checkWords('server/src/log/store.test.ts', 'await fetch(url)\nprocess.env.PORT'), [])
  assert.deepEqual(checkWords('a.png', `\0${['TO', 'DO'].join('')}`), [])
})
