import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { type Person, testApp } from '../../server/src/testing/app.ts'
import { startChromium, withoutChromium } from '../../server/src/testing/chromium.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'client/README.md'), 'utf8')
const scratch = mkdtempSync(join(tmpdir(), 'client '))
after(() => rmSync(scratch, { recursive: true }))

/** A page server for the browser, whose origin the service is told of. */
const origin = await servePages(scratch)
const service = await testApp({ CORS_ORIGINS: origin })
await installPackage()

/** Packs the client and the packages it needs, and installs them where nothing else is, without a network. */
async function installPackage(): Promise<void> {
  const env = { ...process.env, npm_config_cache: join(scratch, 'cache'), npm_config_update_notifier: 'false' }
  const npm = (cwd: string, ...args: string[]) =>
    run('npm', args, { cwd, env, shell: process.platform === 'win32', timeout: 120_000 })
  const { stdout } = await npm(join(root, 'client'), 'pack', '--silent', '--pack-destination', scratch)
  // Left behind it would be found where the sources are meant, and hide that they are not.
  rmSync(join(root, 'client/dist'), { recursive: true, force: true })
  const tarballs = [stdout.trim().split('\n').at(-1) ?? '']
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers', 'eventsource-parser']) {
    const folder = join(root, 'node_modules', name)
    const packed = await npm(folder, 'pack', '--silent', '--ignore-scripts', '--pack-destination', scratch)
    tarballs.push(packed.stdout.trim())
  }
  write('package.json', JSON.stringify({ name: 'scratch', private: true, type: 'module' }))
  await npm(scratch, 'install', '--offline', '--no-audit', '--no-fund', ...tarballs.map((file) => `./${file}`))
}

function write(file: string, text: string): string {
  const path = join(scratch, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** The programs of the README, meeting the service of this test instead of the one they name. */
function examples(person: Person): string[] {
  return [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = '']) =>
    text.replaceAll('https://tocsin.example.org', service.url).replaceAll('tcs_…', person.token),
  )
}

/** Runs a file of the scratch project on this Node. */
async function runFile(file: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--no-warnings', join(scratch, file)], {
    cwd: scratch,
    timeout: 60_000,
  })
  return stdout
}

test('the package holds what it should, and nothing of how it is tested', async () => {
  const manifest = JSON.parse(readFileSync(join(scratch, 'node_modules/@tocsin/client/package.json'), 'utf8'))
  assert.deepEqual(Object.keys(manifest.dependencies).sort(), ['eventsource-parser', 'openapi-fetch'])
  const { stdout } = await run('tar', ['tzf', join(scratch, `tocsin-client-${manifest.version}.tgz`)])
  const files = stdout.trim().split('\n').sort()
  assert.ok(files.includes('package/README.md') && files.includes('package/dist/schema.d.ts'))
  assert.deepEqual(
    files.filter((file) => !/^package\/(dist\/.+(\.js|\.d\.ts)|dist\/LICENSE|README\.md|package\.json)$/.test(file)),
    [],
  )
  const sources = files.filter((file) => file.endsWith('.js')).length
  const declarations = files.filter((file) => file.endsWith('.d.ts')).length
  assert.equal(declarations, sources + 1)
})

test('a strict TypeScript project takes its types, in Node and for a browser, and they refuse what is wrong', async () => {
  const person = await service.person()
  write(
    'use.ts',
    `import { createTocsin, type Event, type Incident, type StreamItem } from '@tocsin/client'
const tocsin = createTocsin({ url: '', token: async () => 'x', retries: 0, onUnauthorized: async () => false })
const incident: Incident = await tocsin.incident.get('a', { as_of_lock: 3 })
const seconds: number = incident.next_update
// @ts-expect-error a report needs more than that
await tocsin.incident.create({ name: 'a' })
// @ts-expect-error a change names the version it is based on
await tocsin.incident.patch('a', { status: 'OPEN' })
// @ts-expect-error there is no such field
incident.colour
// @ts-expect-error there is no such query parameter
await tocsin.incident.list({ colour: 'red' })
for await (const item of tocsin.event.stream()) {
  const any: StreamItem = item
  if (item.kind === 'event') { const event: Event = item.event; event.seq.toFixed() }
  // @ts-expect-error only some items hold an event
  else item.event
}
const { data, error } = await tocsin.raw.GET('/v1/incident/{id}', { params: { path: { id: 'a' } } })
const name: string | undefined = data?.data.name ?? error?.message
`,
  )
  examples(person).forEach((text, index) => void write(`example${index}.ts`, text))
  const common = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] as string[] }
  for (const [name, options] of Object.entries({
    node: { module: 'nodenext', target: 'es2022', lib: ['es2022', 'dom'] },
    bundler: {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
    },
  })) {
    const project = { compilerOptions: { ...common, ...options }, files: ['use.ts', ...exampleNames()] }
    const path = write(`tsconfig.${name}.json`, JSON.stringify(project))
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    await run(process.execPath, [compiler, '-p', path], { cwd: scratch, timeout: 120_000 }).catch((error) => {
      assert.fail(`${name}: ${error.stdout}`)
    })
  }
  function exampleNames(): string[] {
    return examples(person).map((_, index) => `example${index}.ts`)
  }
})

test('every program of the README runs', async () => {
  const person = await service.person()
  const outputs: string[] = []
  for (const [index, text] of examples(person).entries()) {
    write(`example${index}.ts`, text)
    outputs.push(await runFile(`example${index}.ts`))
  }
  assert.equal(outputs.length, 5)
  const [first, lists, conflict, stream, me] = outputs
  assert.match(first ?? '', /^INC-000001\n$/)
  assert.match(lists ?? '', /^1 of 1\n$/)
  assert.equal(conflict, '')
  assert.match(stream ?? '', /^1 incident\.created INC-000001\n(\d+ [a-z.]+ INC-000001\n){3,}$/)
  assert.match(me ?? '', /responder/)
})

test('plain JavaScript in Node reports, lists, and follows the stream', async () => {
  const person = await service.person()
  write(
    'use.js',
    `import { createTocsin } from '@tocsin/client'\n${program}\nconsole.log(JSON.stringify(await use(${args(person)})))`,
  )
  assert.deepEqual(JSON.parse(await runFile('use.js')), expected)
})

test('a browser does the same, from another origin, without a bundler', { skip: withoutChromium }, async () => {
  const person = await service.person()
  const map = /<script type="importmap">.*?<\/script>/s.exec(readme)?.[0]
  assert.ok(map)
  write('page.html', `<!doctype html><title>client</title>${map}<script type="module" src="/page.js"></script>`)
  write(
    'page.js',
    `import { createTocsin } from '@tocsin/client'\n${program}
use(${args(person)}).then((result) => { globalThis.result = result }, (error) => { globalThis.result = String(error) })`,
  )
  const browser = await startChromium()
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    await page.goto(`${origin}/page.html`)
    await page.waitForFunction('globalThis.result !== undefined', undefined, { timeout: 60_000 })
    assert.deepEqual(await page.evaluate('globalThis.result'), expected)
    assert.deepEqual(problems, [])
  } finally {
    await browser.close()
  }
})

/** What both do: plain JavaScript, as those write it who have no types. */
const program = `
async function use(url, token) {
  const tocsin = createTocsin({ url, token: () => token })
  const { name } = (await tocsin.me()).tenant
  const incident = await tocsin.incident.create({
    name: 'Leak', description: 'Water', reported_by: 'Watch', status: 'NEW', type: 'FACILITY', date: '2026-05-01T22:04:00+08:00',
  })
  await tocsin.comment.create(incident.id, { text: 'Pumps' })
  const names = []
  for await (const one of tocsin.incident.all({ status: ['NEW'] })) names.push(one.name)
  const seen = []
  for await (const item of tocsin.event.stream({ after: 0 })) {
    seen.push(item.kind === 'event' ? item.event.type : item.kind)
    if (seen.length === 3) break
  }
  const stale = { ...incident, name: 'Flood', occ_lock: 7 }
  const conflict = await tocsin.incident.replace(incident.id, stale).catch((error) => error)
  const csv = await (await tocsin.incident.export({ format: 'csv' })).text()
  return { tenant: typeof name, names, seen, conflict: [conflict.name, conflict.status, conflict.current?.name], lines: csv.trim().split('\\n').length }
}`
const expected = {
  tenant: 'string',
  names: ['Leak'],
  seen: ['open', 'incident.created', 'comment.added'],
  conflict: ['ConflictError', 409, 'Leak'],
  lines: 2,
}

function args(person: Person): string {
  return `${JSON.stringify(service.url)}, ${JSON.stringify(person.token)}`
}

/** Serves a folder's files on loopback; gives its origin. */
async function servePages(folder: string): Promise<string> {
  const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', mjs: 'text/javascript' }
  const server = createServer((request, response) => {
    try {
      const path = new URL(request.url ?? '/', 'http://page').pathname
      const text = readFileSync(join(folder, path))
      response.writeHead(200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' })
      response.end(text)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the page server has no port')
  return `http://127.0.0.1:${address.port}`
}
