import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { variables } from '../server/src/config.ts'

/*
 * npm test [-- part of a path …]
 *
 * Runs every *.test.ts file of the repository, or those whose path holds one of the given parts, a few files at a time, on
 * one PostgreSQL: the one TEST_DATABASE_URL names, or an embedded one started for this run. Ends with the files that took
 * longest and the counts.
 */

const root = join(import.meta.dirname, '..')
const places = '{server,client,web,bench,scripts,testing}/**/*.test.ts'

/** What two processors have work for. Those in a browser keep one busy each; the others wait a fifth of their time, for a clock, a disk or another process. */
const atOnce = { browser: 2, others: 3 }

/** A file that takes longer than this hangs; the limit is far above the slowest one, also with the drills in full (CONTRIBUTING.md). */
const fileTimeoutMs = 20 * 60_000

type Summary = { counts: Readonly<Record<string, number>>; success: boolean }

const parts = process.argv.slice(2)
const unknown = parts.find((part) => part.startsWith('-'))
if (unknown) fail(`unknown option ${unknown}; arguments are parts of the paths of the tests to run`)
const files = testFiles(parts)
if (files.length === 0) fail(parts.length > 0 ? `no test file has ${parts.join(' or ')} in its path` : 'no test files')

process.chdir(root)
isolateFromEnvironment()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())

// Two hundred processes load the same modules: what the first makes of them serves the others, a third of a second each.
const compiled = mkdtempSync(join(tmpdir(), 'tocsin-compiled-'))
process.env['NODE_COMPILE_CACHE'] = compiled
process.once('exit', () => rmSync(compiled, { recursive: true, force: true }))
const database = process.env['TEST_DATABASE_URL'] ? undefined : await startDatabase(files)
// A file that ends before its first test would pass: such files are counted out by what is left here.
const silent = new Set(files)
const summaries: Summary[] = []
const took = new Map<string, number>()
const isInBrowser = (file: string): boolean => relative(root, file).startsWith('web')
try {
  // Those in a browser take longest: they go first, so that what is left for the end is short.
  await runFiles(files.filter(isInBrowser), atOnce.browser)
  if (!stop.signal.aborted)
    await runFiles(
      files.filter((file) => !isInBrowser(file)),
      atOnce.others,
    )
} finally {
  await database?.stop()
}
for (const [file, ms] of slowest(took)) console.log(`# ${(ms / 1000).toFixed(0).padStart(3)} s ${relative(root, file)}`)
for (const [name, count] of totals(summaries)) console.log(`# ${name} ${count}`)
for (const file of silent) console.error(`no test ran in ${relative(root, file)}`)
// One that ends in the midst of its tests would pass with those it told of.
const untold = files.filter((file) => !took.has(file))
for (const file of untold) console.error(`it is not known how ${relative(root, file)} ended`)
if (stop.signal.aborted) console.error('stopped before the end')
const passed = summaries.length > 0 && summaries.every(({ success }) => success)
process.exitCode = passed && silent.size + untold.length === 0 && !stop.signal.aborted ? 0 : 1

async function runFiles(some: string[], concurrency: number): Promise<void> {
  if (some.length === 0) return
  const tests = run({
    files: some,
    cwd: root,
    concurrency,
    timeout: fileTimeoutMs,
    signal: stop.signal,
    // Not forceExit: it ends a file's process before the last of its results are written (nodejs/node#64833). What a file starts it ends.
  })
  // Each file has a summary of its own; the one of the whole run comes last and names no file.
  tests.on('test:summary', (data) => {
    if (data.file === undefined) summaries.push({ counts: countsOf(data.counts), success: data.success })
    else took.set(data.file, data.duration_ms)
  })
  tests.on('test:start', ({ file, name }) => {
    if (file !== undefined && file !== name) silent.delete(file)
  })
  await pipeline(tests.compose(new spec()), process.stdout, { end: false })
}

function totals(parts: readonly Summary[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { counts } of parts)
    for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count)
  return sums
}

function testFiles(wanted: readonly string[]): string[] {
  const found = globSync(places, {
    cwd: root,
    exclude: (path) => /(^|[\\/])(node_modules|build|dist|\.svelte-kit)$/.test(path),
  })
  return found
    .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
    .sort()
    .map((path) => join(root, path))
}

/** The tests say themselves how a service they start is configured; nothing set in the caller's shell may reach it. */
function isolateFromEnvironment(): void {
  for (const name of Object.keys(variables)) delete process.env[name]
}

/** Starts the PostgreSQL that all files share and names it to them, unless only tests without a database run. */
async function startDatabase(paths: readonly string[]): Promise<{ stop(): Promise<void> } | undefined> {
  if (paths.every((path) => relative(root, path).startsWith('scripts'))) return undefined
  const { startTestDatabase } = await import('../server/src/testing/database.ts')
  const started = await startTestDatabase()
  process.env['TEST_DATABASE_URL'] = started.url
  return started
}

/** The files that took longest, where one is worth looking at. */
function slowest(durations: ReadonlyMap<string, number>): [string, number][] {
  const long = [...durations].filter(([, ms]) => ms > 10_000)
  return long.sort(([, a], [, b]) => b - a).slice(0, 10)
}

/** Node counts everything but the failures. */
function countsOf(counts: Readonly<Record<string, number>>): Record<string, number> {
  const { tests = 0, suites = 0, passed = 0, cancelled = 0, skipped = 0, todo = 0 } = counts
  return { tests, suites, pass: passed, fail: tests - passed - cancelled - skipped - todo, cancelled, skipped, todo }
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
