// Runs test files, several processes at a time, on one PostgreSQL, and tells what they took.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { pathToFileURL } from 'node:url'
import { variables } from '../server/src/config.ts'
import { processorSeconds, type Took } from './family.ts'
import { type Family, families, nearestTests, testFiles } from './test-plan.ts'

/*
 * npm test                     every *.test.ts file but the long ones (test-plan.ts)
 * npm test -- PART …           those whose path holds one of the parts, long ones included
 * npm test -- --changed        those nearest to what changed since the branch left main
 * npm test -- --long           the long ones alone
 * npm run test:all             every file
 *
 * All on one PostgreSQL: the one TEST_DATABASE_URL names, or an embedded one started for this run. Ends with the files that took longest
 * and the counts; .cache/test-times.json then tells what each file took.
 */

const root = join(import.meta.dirname, '..')

/** What two processors have work for. Those in a browser keep one busy each; the others wait a fifth of their time, for a clock, a disk or another process. */
const atOnce = { browser: 2, others: 3 }

/** A process that takes longer than this hangs; the limit is far above the slowest one, also with the drills in full (CONTRIBUTING.md). */
const timeoutMs = 30 * 60_000

type Summary = { counts: Readonly<Record<string, number>>; success: boolean }

const { parts, all, long, changed } = readArguments(process.argv.slice(2))
const found = testFiles(root, { parts, which: all || changed ? 'all' : long ? 'long' : 'quick' })
const files = changed ? nearestTests(root, found) : found
if (files.length === 0) {
  if (!changed) fail(parts.length > 0 ? `no test file has ${parts.join(' or ')} in its path` : 'no test files')
  console.log('no test is near what changed')
  process.exit()
}

process.chdir(root)
isolateFromEnvironment()
const begun = performance.now()
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())

const work = mkdtempSync(join(tmpdir(), 'tocsin-tests-'))
process.once('exit', () => rmSync(work, { recursive: true, force: true }))
const report = join(work, 'took')
writeFileSync(report, '')
// Processes load the same modules: what the first makes of them serves the others, a third of a second each.
process.env['NODE_COMPILE_CACHE'] = join(work, 'compiled')
const plan = families(root, files)
const inBrowser = plan.filter(({ browser }) => browser)
const database = process.env['TEST_DATABASE_URL'] ? undefined : await startDatabase(files)
// A file that ends before its first test would pass: such files are counted out by what is left here.
const silent = new Set(files)
const summaries: Summary[] = []
try {
  // Those in a browser take longest: they go first, so that what is left for the end is short.
  if (inBrowser.length > 0) await buildConsoleOnce()
  await runFamilies(inBrowser, atOnce.browser)
  const others = plan.filter(({ browser }) => !browser)
  if (!stop.signal.aborted) await runFamilies(others, atOnce.others)
} finally {
  await database?.stop()
}
const took = readTook()
writeTimes(took)
for (const { file, wall_s } of slowest(took)) console.log(`# ${wall_s.toFixed(0).padStart(3)} s ${file}`)
for (const [name, count] of totals(summaries)) console.log(`# ${name} ${count}`)
const minutes = ((performance.now() - begun) / 60_000).toFixed(1)
console.log(`# ${minutes} min, ${processorSeconds().toFixed(0)} s of ${availableParallelism()} processors`)
for (const file of silent) console.error(`no test ran in ${file}`)
// One that ends in the midst of its tests would pass with those it told of.
const untold = files.filter((file) => !took.some((one) => one.file === file))
for (const file of untold) console.error(`it is not known how ${file} ended`)
if (stop.signal.aborted) console.error('stopped before the end')
const passed = summaries.length > 0 && summaries.every(({ success }) => success)
process.exitCode = passed && silent.size + untold.length === 0 && !stop.signal.aborted ? 0 : 1

async function runFamilies(some: readonly Family[], concurrency: number): Promise<void> {
  if (some.length === 0) return
  const tests = run({
    files: some.map(entryOf),
    cwd: root,
    concurrency,
    timeout: timeoutMs,
    signal: stop.signal,
    // Not forceExit: it ends a process before the last of its results are written (nodejs/node#64833). What a file starts it ends.
  })
  // Each process has a summary of its own; the one of the whole run comes last and names no file.
  tests.on('test:summary', (data) => {
    if (data.file === undefined) summaries.push({ counts: countsOf(data.counts), success: data.success })
  })
  tests.on('test:start', ({ file, nesting }) => {
    if (file !== undefined && nesting > 0) silent.delete(pathOf(file))
  })
  await pipeline(tests.compose(new spec()), process.stdout, { end: false })
}

/** The module a family's process starts with. */
function entryOf({ files }: Family): string {
  const folder = mkdtempSync(join(work, 'family-'))
  const entry = join(folder, 'family.test.mjs')
  const family = pathToFileURL(join(root, 'scripts/family.ts')).href
  const all = JSON.stringify(files)
  writeFileSync(entry, `import { runFamily } from '${family}'\nawait runFamily(${all}, ${JSON.stringify(report)})\n`)
  return entry
}

/** Tests in a browser would each build it when its sources have changed. */
async function buildConsoleOnce(): Promise<void> {
  const { withoutChromium } = await import('../server/src/testing/chromium.ts')
  if (withoutChromium) return
  const { buildConsole, findBuild, placesOf } = await import('../server/src/console/build.ts')
  const places = placesOf(work)
  if ((await findBuild(places)) === null) await buildConsole(places, stop.signal)
}

function readTook(): Took[] {
  const lines = readFileSync(report, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Took) // as family.ts wrote it
}

/** What each file took, the longest first, with those of earlier runs that did not run now. */
function writeTimes(now: readonly Took[]): void {
  const path = join(root, '.cache/test-times.json')
  const before: Took[] = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
  const kept = before.filter(({ file }) => existsSync(join(root, file)) && !now.some((one) => one.file === file))
  const times = [...now, ...kept].sort((a, b) => b.cpu_s - a.cpu_s)
  const lines = times.map((one) => JSON.stringify({ ...one, wall_s: round(one.wall_s), cpu_s: round(one.cpu_s) }))
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(path, `[\n${lines.join(',\n')}\n]\n`)
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

function pathOf(file: string): string {
  return relative(root, file).replaceAll('\\', '/')
}

function totals(parts: readonly Summary[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { counts } of parts)
    for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count)
  return sums
}

function readArguments(args: readonly string[]): {
  parts: string[]
  all: boolean
  long: boolean
  changed: boolean
} {
  const known = ['--all', '--long', '--changed']
  const unknown = args.find((arg) => arg.startsWith('-') && !known.includes(arg))
  if (unknown)
    fail(`unknown option ${unknown}; there are ${known.join(', ')}, and parts of the paths of the tests to run`)
  const parts = args.filter((arg) => !arg.startsWith('-'))
  return { parts, all: args.includes('--all'), long: args.includes('--long'), changed: args.includes('--changed') }
}

/** The tests say themselves how a service they start is configured; nothing set in the caller's shell may reach it. */
function isolateFromEnvironment(): void {
  for (const name of Object.keys(variables)) delete process.env[name]
}

/** Starts the PostgreSQL that all files share and names it to them, unless only tests without a database run. */
async function startDatabase(paths: readonly string[]): Promise<{ stop(): Promise<void> } | undefined> {
  if (paths.every((path) => path.startsWith('scripts/'))) return undefined
  const { startTestDatabase } = await import('../server/src/testing/database.ts')
  const started = await startTestDatabase()
  process.env['TEST_DATABASE_URL'] = started.url
  return started
}

/** The files that took longest, where one is worth looking at. */
function slowest(all: readonly Took[]): Took[] {
  const slow = all.filter(({ wall_s }) => wall_s > 10)
  return slow.sort((a, b) => b.wall_s - a.wall_s).slice(0, 10)
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
