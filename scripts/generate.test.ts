import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { generate } from './generate.ts'

test('a missing or changed file is stale, checking writes nothing, making it writes only what differs', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'generate '))
  t.after(() => rmSync(folder, { recursive: true }))
  const table = [
    { file: 'a/new.json', make: async () => 'new\n' },
    { file: 'same.txt', make: async () => 'same\n' },
    { file: 'old.txt', make: async () => 'now\n' },
  ]
  writeFileSync(join(folder, 'same.txt'), 'same\n')
  writeFileSync(join(folder, 'old.txt'), 'then\n')

  assert.deepEqual(await generate(true, table, folder), ['a/new.json', 'old.txt'])
  assert.equal(readFileSync(join(folder, 'old.txt'), 'utf8'), 'then\n')
  assert.deepEqual(await generate(false, table, folder), ['a/new.json', 'old.txt'])
  assert.equal(readFileSync(join(folder, 'a/new.json'), 'utf8'), 'new\n')
  assert.deepEqual(await generate(true, table, folder), [])
})
