import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLicences, checkLockfile, type LockEntry, type Manifest } from './packages.ts'

const integrity = `sha512-${'a'.repeat(86)}==`

function lockfile(packages: Record<string, LockEntry>) {
  return { lockfileVersion: 3, packages: { '': {}, server: {}, 'node_modules/tocsin': { link: true }, ...packages } }
}

test('a lockfile with every package pinned and every script listed is accepted', () => {
  const packages = {
    'node_modules/a': { integrity, dependencies: { '@s/b': '1', c: '1' } },
    'node_modules/c': { integrity },
    'node_modules/a/node_modules/@s/b': { integrity, hasInstallScript: true },
  }
  assert.deepEqual(checkLockfile(lockfile(packages), { allowScripts: { '@s/b': true } }), {
    problems: [],
    note: '3 packages pinned by sha512, 1 with an allowed install script',
  })
})

const badLockfiles: readonly [
  name: string,
  packages: Record<string, LockEntry>,
  manifest: Manifest,
  expected: RegExp,
][] = [
  ['no integrity', { 'node_modules/a': {} }, {}, /^node_modules\/a has no sha512 integrity$/],
  ['sha1 only', { 'node_modules/a': { integrity: 'sha1-abc=' } }, {}, /no sha512 integrity/],
  ['an address', { 'node_modules/a': { integrity, resolved: 'https://x/a.tgz' } }, {}, /pinned to an address/],
  [
    'a package of another platform left out',
    { 'node_modules/a': { integrity, optionalDependencies: { 'a-darwin': '1.0.0' } } },
    {},
    /^node_modules\/a needs a-darwin, which is not in the lockfile$/,
  ],
  ['an unlisted script', { 'node_modules/a': { integrity, hasInstallScript: true } }, {}, /not in allowScripts/],
  [
    'a script that is listed as refused',
    { 'node_modules/a': { integrity, hasInstallScript: true } },
    { allowScripts: { a: false } },
    /not in allowScripts/,
  ],
  ['a listed package without a script', {}, { allowScripts: { a: true } }, /allowScripts lists a/],
]

for (const [name, packages, manifest, expected] of badLockfiles) {
  test(`lockfile refused: ${name}`, () => {
    const { problems } = checkLockfile(lockfile(packages), manifest)
    assert.equal(problems.length, 1, problems.join('\n'))
    assert.match(problems[0] ?? '', expected)
  })
}

const licences: readonly [licence: unknown, accepted: boolean][] = [
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-3.0-only', false],
  [{ type: 'BSD-3-Clause' }, true],
  [[{ type: 'MIT' }, { type: 'GPL-2.0-only' }], true],
  ['GPL-3.0-only', false],
  ['AGPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE', false],
  ['UNLICENSED', false],
  [undefined, false],
]

for (const [license, accepted] of licences) {
  test(`licence ${JSON.stringify(license)} is ${accepted ? 'accepted' : 'refused'}`, () => {
    const { problems } = checkLicences(lockfile({ 'node_modules/a': { integrity } }), () => ({ license }))
    assert.equal(problems.length, accepted ? 0 : 1, problems.join('\n'))
  })
}

test('an exception holds for the package and the licence it was made for', () => {
  const packages = {
    'node_modules/lightningcss': {},
    'node_modules/lightningcss-linux-x64-gnu': {},
    'node_modules/a': {},
  }
  const problemsWith = (license: string) => checkLicences(lockfile(packages), () => ({ license })).problems
  assert.deepEqual(problemsWith('MPL-2.0'), ['node_modules/a has the licence MPL-2.0, which is not on the list'])
  assert.equal(problemsWith('GPL-3.0').length, 3)
})

test('packages for development are not asked, those of other platforms are read from the lockfile', () => {
  const packages = { 'node_modules/a': { dev: true }, 'node_modules/b': { optional: true, license: 'MIT' } }
  const { problems, note } = checkLicences(lockfile(packages), () => undefined)
  assert.deepEqual(problems, [])
  assert.equal(note, '0 production packages (1 for other platforms): MIT 1')
})

test('a deprecated package and one that is not installed are refused', () => {
  const packages = { 'node_modules/a': { deprecated: 'use b' }, 'node_modules/b': { license: 'MIT' } }
  const installed: Record<string, Manifest> = { 'node_modules/a': { license: 'MIT' } }
  assert.deepEqual(checkLicences(lockfile(packages), (path) => installed[path]).problems, [
    'node_modules/a is deprecated: use b',
    'node_modules/b is not installed: npm ci',
  ])
})
