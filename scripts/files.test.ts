import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFile, MOST_LINES } from './files.ts'

const lines = (count: number): string => `// Many lines.\n${'\n'.repeat(count - 1)}`

test('a file of more lines than a reader takes in is named, whatever its kind', () => {
  for (const path of [
    'server/src/a.ts',
    'server/src/a.test.ts',
    'web/src/A.svelte',
    'web/src/a.css',
    'a.mjs',
    'a.sql',
  ]) {
    assert.deepEqual(checkFile(path, lines(MOST_LINES)), [], path)
    const [problem = '', ...more] = checkFile(path, lines(MOST_LINES + 1))
    assert.match(problem, /has 301 lines, more than 300/, path)
    assert.deepEqual(more, [], path)
  }
})

test('generated files and what is no code may be longer', () => {
  for (const path of ['client/src/schema.d.ts', 'server/src/database/schema.sql', 'openapi.json', 'docs/a.md'])
    assert.deepEqual(checkFile(path, lines(10_000)), [], path)
})

const good = [
  '// What it is for.\nimport a from "a"\n',
  '// What it is for,\n// in two lines.\nimport a from "a"\n',
  '// What it is for.\n\n/** One. */\nexport const one = 1\n',
  '/** What it is for. */\nimport a from "a"\n',
  '/*\n * What it is for.\n */\n\nexport const one = 1\n',
  '/** What it is for. */\nexport { one } from "./one.ts"\n',
  '/** The package has no types. */\ndeclare module "a" {}\n',
  '#!/usr/bin/env node\n// What it is for.\nimport a from "a"\n',
  '// What it is for.\r\nimport a from "a"\r\n',
]
const bad = [
  '',
  'import a from "a"\n// What it is for.\n',
  'export const one = 1\n',
  '/** One. */\nexport const one = 1\n',
  '// One.\nconst one = 1\n',
  '/**\n * One.\n */\nexport function one() {}\n',
  '// biome-ignore lint: so\nimport a from "a"\n',
  '//\nimport a from "a"\n',
  '\n// What it is for.\nimport a from "a"\n',
]

test('code opens with a comment of its own, not with that of its first helper', () => {
  for (const text of good) assert.deepEqual(checkFile('server/src/a.ts', text), [], text)
  for (const text of bad) {
    for (const path of ['server/src/a.ts', 'client/src/a.ts', 'web/src/a.svelte.ts', 'scripts/release/a.ts'])
      assert.equal(checkFile(path, text).length, 1, `${path}: ${text}`)
    for (const path of ['server/src/a.test.ts', 'web/e2e/testing/a.ts', 'web/src/A.svelte'])
      assert.deepEqual(checkFile(path, text), [], `${path}: ${text}`)
  }
})
