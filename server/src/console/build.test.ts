import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { until } from '../testing/until.ts'
import { type Build, BuildError, buildConsole, findBuild, type Places, placesOf } from './build.ts'
import { startConsole } from './console.ts'
import { loadSite } from './site.ts'
import { pagesOf } from './sources.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '')
const never = new AbortController().signal
const folders: string[] = []
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** A checkout with a small console, in a folder with a space in its name; the packages are the repository's own. */
async function checkout(
  more: Record<string, string> = {},
): Promise<Places & { dataDir: string; write(path: string, text: string): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'tocsin checkout '))
  folders.push(home)
  const root = join(home, 'in here')
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  const files = {
    'package-lock.json': '{}',
    'client/package.json': '{}',
    'client/src/index.ts': 'export const client = true\n',
    'web/package.json': '{ "name": "small", "type": "module" }',
    'web/tsconfig.json': '{}',
    'web/vite.config.ts': await readFile(join(repository, 'web/vite.config.ts'), 'utf8'),
    'web/src/app.html':
      '<!doctype html><html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
    'web/src/routes/+layout.ts': 'export const ssr = false\n',
    'web/src/routes/+page.svelte': '<h1>Small</h1>\n',
    'web/src/routes/(inside)/incident/[id]/+page.svelte': '<p>One</p>\n',
    'web/static/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ...more,
  }
  for (const [path, text] of Object.entries(files)) await write(path, text)
  // Each package by a link, so that it can be seen whether something is written beside them.
  await mkdir(join(root, 'node_modules'))
  for (const name of await readdir(join(repository, 'node_modules')))
    if (!name.startsWith('.'))
      await symlink(join(repository, 'node_modules', name), join(root, 'node_modules', name), 'junction')
  const dataDir = join(home, 'data')
  return { ...placesOf(dataDir, root), dataDir, write }
}

async function pageTextOf(build: Build): Promise<string> {
  const { assets } = await loadSite(build)
  return [...assets.values()].map(({ bytes }) => bytes.toString('utf8')).join('\n')
}

test('the console is built into the checkout, found again, and built anew when a source has changed', async () => {
  const places = await checkout()
  assert.equal(await findBuild(places), null)
  const built = await buildConsole(places, never)
  assert.equal(built.folder, join(places.root, 'web', 'build'))
  assert.deepEqual(built.pages.sort(), ['/', '/incident/[id]'])
  assert.deepEqual((await findBuild(places))?.folder, built.folder)
  const { page, assets, hasPage } = await loadSite(built)
  assert.match(page.bytes.toString('utf8'), /\/_app\/immutable\//)
  assert.ok(page.br && page.gzip)
  assert.ok(assets.has('/icon.svg') && [...assets.keys()].some((path) => path.startsWith('/_app/immutable/')))
  assert.deepEqual(
    [hasPage('/'), hasPage('/incident/x'), hasPage('/incident'), hasPage('/incident/x/y')],
    [true, true, false, false],
  )
  // The tools leave nothing behind, in the sources least of all.
  assert.deepEqual((await readdir(join(places.root, 'web'))).sort(), [
    '.svelte-kit',
    'build',
    'package.json',
    'src',
    'static',
    'tsconfig.json',
    'vite.config.ts',
  ])
  assert.deepEqual(await readdir(join(places.root, 'web/.svelte-kit')), [])
  const packages = await readdir(join(places.root, 'node_modules'))
  assert.deepEqual(
    packages.filter((name) => name.startsWith('.')),
    [],
  )

  await places.write('web/src/routes/page.test.ts', 'a test')
  assert.ok(await findBuild(places), 'a test changes nothing')
  for (const path of ['client/src/index.ts', 'web/src/routes/+page.svelte', 'package-lock.json']) {
    const before = await readFile(join(places.root, path), 'utf8')
    await places.write(path, `${before}\n`)
    assert.equal(await findBuild(places), null, path)
    await places.write(path, before)
    assert.ok(await findBuild(places), path)
  }
  await places.write('web/src/routes/+page.svelte', '<h1>Changed words</h1>\n')
  const again = await buildConsole(places, never)
  assert.match(await pageTextOf(again), /Changed words/)
})

test('where the checkout can’t be written it is built below DATA_DIR', async () => {
  // A file in the way stops root as well.
  const places = await checkout({ 'web/.svelte-kit': 'in the way' })
  const built = await buildConsole(places, never)
  assert.equal(built.folder, join(places.dataDir, 'console', 'build'))
  assert.equal((await findBuild(places))?.folder, built.folder)
  const nowhere = await checkout({ 'web/.svelte-kit': 'in the way' })
  await writeFile(nowhere.dataDir, 'in the way as well')
  await assert.rejects(buildConsole(nowhere, never), (error) => {
    assert.ok(error instanceof BuildError)
    assert.match(error.message, /^nothing can be written to .*web \(.*console \(/)
    return true
  })
})

test('starts at the same time do not get in one another’s way', async () => {
  const places = await checkout()
  const builds = await Promise.all([1, 2, 3].map(() => buildConsole(places, never)))
  for (const build of builds) assert.match(await pageTextOf(build), /Small/)
  assert.deepEqual(await readdir(join(places.root, 'web/.svelte-kit')), [])
})

test('a build that fails is one line that says where, and the one before stays where it is', async () => {
  const places = await checkout()
  const before = await buildConsole(places, never)
  await places.write('web/src/routes/+page.svelte', '<h1>Not closed')
  const lines: unknown[] = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (line: unknown) => void lines.push(line) }
  const console = startConsole(places, log, never)
  assert.equal(console.state().kind, 'building')
  await console.settled
  const state = console.state()
  assert.ok(state.kind === 'failed')
  assert.match(state.reason, /^web\/src\/routes\/\+page\.svelte:\d+: .*h1/)
  assert.ok(!state.reason.includes('\n') && !state.reason.includes(places.root), state.reason)
  assert.deepEqual(lines, [{ reason: state.reason }])
  assert.match(await pageTextOf(before), /Small/)
  assert.equal(await findBuild(places), null)
})

test('a stop ends a build that is under way', async () => {
  const places = await checkout()
  const stop = new AbortController()
  const building = buildConsole(places, stop.signal)
  const home = join(places.root, 'web/.svelte-kit')
  await until(async () => (await readdir(home).catch(() => [])).length === 1)
  stop.abort()
  await assert.rejects(building, BuildError)
  await until(async () => (await readdir(home)).length === 0)
})

test('without sources what was built elsewhere is taken, and without that it is said', async () => {
  const places = await checkout()
  await buildConsole(places, never)
  const home = await mkdtemp(join(tmpdir(), 'tocsin image '))
  folders.push(home)
  const image = placesOf(join(home, 'data'), home)
  await assert.rejects(
    findBuild(image).then((found) => found ?? buildConsole(image, never)),
    /neither the console nor its sources/,
  )
  await mkdir(join(home, 'web'))
  await cp(join(places.root, 'web/build'), join(home, 'web/build'), { recursive: true })
  assert.equal((await findBuild(image))?.folder, join(home, 'web/build'))
})

test('the pages are those of the routes', () => {
  const routes = [
    '+page.svelte',
    'bin/+page.svelte',
    '(a)/(b)/x/[id]/+page@.svelte',
    '[...path]/+page.svelte',
    'y/+layout.svelte',
    'z/Part.svelte',
  ]
  assert.deepEqual(pagesOf(routes.map((path) => `web/src/routes/${path}`)), ['/', '/bin', '/x/[id]'])
})
