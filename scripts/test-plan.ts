// Which test files there are, which of them take long, and which run in one process.
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'

/**
 * Files that only `npm run test:all` runs, by a part of their path: they try again and again what must hold however often it is tried, or
 * on other machines, or look at every part of the console in every state. `npm test -- PART` runs them, too.
 */
const long: readonly { part: string; why: string }[] = [
  { part: 'server/src/command/kill', why: 'kill -9 under writers' },
  { part: 'server/src/command/outside', why: "Debian's PostgreSQL 15, with a role that may do little" },
  { part: 'server/src/command/heap', why: 'load until the heap is what it is to be' },
  { part: 'server/src/incident/chain', why: '3000 operations by 32 clients' },
  { part: 'server/src/incident/concurrency', why: '100 writers at once, again and again' },
  { part: 'server/src/incident/walk', why: 'a list walked while others write' },
  { part: 'server/src/catalog/race', why: 'definitions changed beside writers, again and again' },
  { part: 'server/src/identity/crossed', why: '2500 requests of many tenants' },
  { part: 'server/src/log/history', why: 'random histories replayed' },
  { part: 'server/src/log/fail-point', why: 'a fault at each statement' },
  { part: 'server/src/log/replicas', why: 'several services, cut from one another' },
  { part: 'server/src/promise/replicas', why: 'several services, one of them killed' },
  { part: 'server/src/http/bad-input/stateful', why: 'random lives of every kind of record' },
  { part: 'server/src/http/bad-input/slow', why: 'clients that take their time' },
  { part: 'server/src/demo/bulk', why: 'thousands of incidents made by rows' },
  { part: 'server/src/webhook/many', why: 'many webhooks over several processes' },
  { part: 'server/src/database/embedded-', why: 'variants of the embedded PostgreSQL' },
  { part: 'server/src/database/data-lock', why: 'processes that fight for one folder' },
  { part: 'server/src/database/backup/restore', why: 'restores into other databases' },
  { part: 'client/test/pack', why: 'the packed package, installed by npm' },
  { part: 'web/e2e/gallery', why: 'every part of the console in every state' },
  { part: 'web/e2e/first-load', why: 'what each page loads' },
]

/** What starts processes, measures its own, moves the clock or brings up a PostgreSQL of its own has a process to itself. */
const alone =
  /node:child_process|monitorEventLoopDelay|node:v8|PerformanceObserver|mock\.timers|\bstartEmbedded\b|testing\/(command|spawn-service|clusters|postgres15|hold-data-dir|outside|fault-proxy)\.ts/

/** Test files that run one after the other in one process; `browser`: in a browser. */
export type Family = { files: readonly string[]; browser: boolean }

/** Which files run when no part of their paths is given: `quick` are those that are not long. */
export type Which = 'quick' | 'long' | 'all'

/** Every test file below `root` whose path holds one of `parts`, relative and sorted; without parts, those of `which`. */
export function testFiles(root: string, { parts, which }: { parts: readonly string[]; which: Which }): string[] {
  const found = globSync('{server,client,web,bench,scripts,testing}/**/*.test.ts', {
    cwd: root,
    exclude: (path) => /(^|[\\/])(node_modules|build|dist|\.svelte-kit)$/.test(path),
  })
  const paths = found.map((path) => path.replaceAll('\\', '/')).sort()
  if (parts.length > 0) return paths.filter((path) => parts.some((part) => path.includes(part)))
  return which === 'all' ? paths : paths.filter((path) => isLong(path) === (which === 'long'))
}

export function isLong(path: string): boolean {
  return long.some(({ part }) => path.startsWith(part))
}

/** Puts files together that can do with one process: those of one kind, a few at a time, so that the processors have all something to do. */
export function families(root: string, paths: readonly string[]): Family[] {
  const kinds: Record<'browser' | 'alone' | 'service' | 'pure', string[]> = {
    browser: [],
    alone: [],
    service: [],
    pure: [],
  }
  for (const path of paths) kinds[kindOf(path, readFileSync(join(root, path), 'utf8'))].push(path)
  return [
    ...chunks(kinds.browser, 4).map((files) => ({ files, browser: true })),
    ...kinds.alone.map((file) => ({ files: [file], browser: false })),
    ...chunks(kinds.service, 8).map((files) => ({ files, browser: false })),
    ...(kinds.pure.length > 0 ? [{ files: kinds.pure, browser: false }] : []),
  ]
}

function kindOf(path: string, text: string): 'browser' | 'alone' | 'service' | 'pure' {
  if (path.startsWith('web/e2e/')) return 'browser'
  if (alone.test(text)) return 'alone'
  return /from '[^']*\/testing\//.test(text) ? 'service' : 'pure'
}

function chunks(files: readonly string[], size: number): string[][] {
  const count = Math.ceil(files.length / size)
  return Array.from({ length: count }, (_, i) =>
    files.slice((i * files.length) / count, ((i + 1) * files.length) / count),
  )
}

/**
 * The tests nearest to what changed since the branch left main, uncommitted work included: those that changed, those in the folder of a
 * changed file, those that import it themselves, and those of the console's pages named like its folder. For the way there: it is no proof.
 */
export function nearestTests(root: string, tests: readonly string[]): string[] {
  const changed = changedFiles(root)
  const folders = new Set(changed.filter((path) => /\.(ts|svelte|sql)$/.test(path)).map((path) => posix.dirname(path)))
  const pages = changed.flatMap((path) => /^web\/src\/([\w-]+)\//.exec(path)?.[1] ?? [])
  return tests.filter((test) => {
    if (changed.includes(test) || folders.has(posix.dirname(test))) return true
    if (test.startsWith('web/e2e/')) return pages.some((page) => basename(test).startsWith(page))
    const text = readFileSync(join(root, test), 'utf8')
    return [...text.matchAll(/from '(\.[^']*)'/g)].some(([, to = '']) =>
      changed.includes(posix.join(dirname(test), to)),
    )
  })
}

function changedFiles(root: string): string[] {
  const git = (...args: string[]): string[] => {
    const options = {
      cwd: root,
      encoding: 'utf8' as const,
      stdio: ['ignore' as const, 'pipe' as const, 'ignore' as const],
    }
    return execFileSync('git', ['-c', `safe.directory=${root}`, ...args], options)
      .split('\n')
      .filter(Boolean)
  }
  const [base = 'HEAD'] = quietly(() => git('merge-base', 'HEAD', 'main')) ?? []
  const changed = [...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')]
  return [...new Set(changed)]
}

function quietly<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
