import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')

/** The chapters of ARCHITECTURE.md that tell how something goes, by their headings. */
const walks = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  .split(/^## /m)
  .filter((chapter) => /^.*, step by step/.test(chapter))

test('every file that a walk of ARCHITECTURE.md names is there, and none takes more than 12 steps', () => {
  assert.equal(walks.length, 4)
  for (const walk of walks) {
    const [heading = ''] = walk.split('\n')
    const files = [...walk.matchAll(/`([\w/.-]+\.ts)`/g)].map(([, file = '']) => file)
    assert.ok(files.length > 5, heading)
    const missing = files.filter((file) => !existsSync(join(root, 'server/src', file)))
    assert.deepEqual(missing, [], heading)
    assert.ok((walk.match(/^\d+\. /gm) ?? []).length <= 12, heading)
  }
})
