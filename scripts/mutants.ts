// npm run mutants: tests the tests by breaking the code in a copy of the repository.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { startTestDatabase } from '../server/src/testing/database.ts'
import { type Mutant, mutants } from './mutant-list.ts'

/*
 * npm run mutants [-- word …]
 *
 * Tests the tests: breaks one guarantee after another in a copy of the tree, by the changes of mutant-list.ts, and looks whether the test
 * that is named there goes red. With words: those mutants whose id, description or test holds one of them. The tree itself is not touched.
 */

const root = join(import.meta.dirname, '..')
/** What a copy does without: packages are linked, the rest is made or kept by running things. */
const leftOut = ['node_modules', '.git', '.tocsin', 'build', '.svelte-kit', 'results']
/** A mutant may make the service wait for ever. */
const LIMIT_MS = 5 * 60_000

const words = process.argv.slice(2).map((word) => word.toLowerCase())
const chosen = mutants.filter((one) =>
  words.every((word) => `${one.id} ${one.what} ${one.test}`.toLowerCase().includes(word)),
)
if (chosen.length === 0) {
  console.error(`no mutant has ${words.join(' and ')} in its id, description or test`)
  process.exit(1)
}

const copy = mkdtempSync(join(tmpdir(), 'tocsin-mutants-'))
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
let survived = 0
try {
  cpSync(root, copy, {
    recursive: true,
    filter: (path) =>
      !relative(root, path)
        .split(sep)
        .some((part) => leftOut.includes(part)),
  })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const database = await startTestDatabase()
  try {
    for (const mutant of chosen) {
      if (stop.signal.aborted) break
      const start = performance.now()
      const verdict = await tryOne(mutant, database.url)
      if (verdict !== 'killed') survived++
      const seconds = ((performance.now() - start) / 1000).toFixed(0)
      console.log(`${verdict === 'killed' ? '✔' : '✖'} ${mutant.id} ${mutant.what}: ${verdict} (${seconds} s)`)
    }
  } finally {
    await database.stop()
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`${chosen.length - survived} of ${chosen.length} mutants killed`)
process.exitCode = survived > 0 || stop.signal.aborted ? 1 : 0

/** Breaks the copy, runs the named test, and mends the copy again. */
async function tryOne(mutant: Mutant, databaseUrl: string): Promise<string> {
  const path = join(copy, mutant.file)
  const text = readFileSync(path, 'utf8')
  const parts = text.split(mutant.from)
  if (parts.length !== 2) return `stands in ${mutant.file} ${parts.length - 1} times, not once`
  writeFileSync(path, parts.join(mutant.to))
  try {
    const told = await runTest(mutant, databaseUrl)
    const results = told.split('\n').filter((line) => /^ *(not )?ok \d+ - /.test(line))
    const named = results.filter((line) => line.replace(/^ *(not )?ok \d+ - /, '').startsWith(mutant.name))
    if (named.length === 0) return `no test "${mutant.name}" came to an end:\n${told.slice(-2000)}`
    return named.some((line) => /^ *not ok/.test(line)) ? 'killed' : 'SURVIVED'
  } finally {
    writeFileSync(path, text)
  }
}

/** The test's report as TAP. Nothing set in the caller's shell reaches it. */
function runTest({ test, name }: Mutant, databaseUrl: string): Promise<string> {
  const pattern = `--test-name-pattern=^(.* )?${name.replace(/[^\w ,]/g, '.')}`
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', '--test-force-exit', pattern, test], {
    cwd: copy,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TEST_DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(LIMIT_MS)]),
  })
  let told = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      told += part
    })
  }
  return new Promise((resolve) => {
    child.once('error', () => resolve(told))
    child.once('close', () => resolve(told))
  })
}
