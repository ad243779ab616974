import assert from 'node:assert/strict'
import { test } from 'node:test'
import { belongsToConsole, cachesToDrop } from './rules.ts'

test('pages are the console’s, the API and files are not', () => {
  for (const path of ['/', '/incidents', '/incident/0190', '/settings/webhooks/1', '/signed-in', '/v1x'])
    assert.ok(belongsToConsole(path), path)
  for (const path of [
    '/v1/incident',
    '/oidc/authorize',
    '/docs',
    '/console/config',
    '/livez',
    '/icon.svg',
    '/openapi.json',
  ])
    assert.ok(!belongsToConsole(path), path)
})

test('the present version and the one before are kept, what others keep is left alone', () => {
  const names = ['tocsin-console-1', 'other', 'tocsin-console-2', 'tocsin-console-3', 'tocsin-console-4']
  assert.deepEqual(cachesToDrop(names, 'tocsin-console-4'), ['tocsin-console-1', 'tocsin-console-2'])
  assert.deepEqual(cachesToDrop(['tocsin-console-4'], 'tocsin-console-4'), [])
})
