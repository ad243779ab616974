// Runs the checks of the repository: the steps below, two at a time, each told once it has ended.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkFiles } from './files.ts'
import { checkLicences, checkLockfile, type Findings, type Lockfile, type Manifest, readJson } from './packages.ts'
import { checkRepository } from './words.ts'

/*
 * npm run check [-- step …]            every step, or those named
 * npm run check -- --without step …    every step but those named
 */

const root = join(import.meta.dirname, '..')

/** One step: what it proves, and a run that says whether it holds, and what there is to say. */
type Step = { name: string; proves: string; run: () => Outcome | Promise<Outcome> }
type Outcome = { passed: boolean; text: string }

/** The longest first, so that they overlap; the tests come last and alone. */
const steps: readonly Step[] = [
  { name: 'types', proves: 'types, as Node has them', run: () => types('.') },
  { name: 'console', proves: 'types of the console', run: checkConsole },
  { name: 'imports', proves: 'the directions of imports', run: () => script('imports.ts') },
  { name: 'generated', proves: 'generated files are fresh', run: () => script('generate.ts', '--check') },
  { name: 'format', proves: 'format and lint', run: biome },
  { name: 'types-browser', proves: 'types of the client and of what runs in a browser', run: browserTypes },
  { name: 'unused', proves: 'files, exports and packages are used', run: unused },
  { name: 'lockfile', proves: 'packages pinned, install scripts listed', run: () => report(lockfile()) },
  { name: 'licences', proves: 'licences of what we ship', run: () => report(licences()) },
  { name: 'words', proves: 'nothing left unfinished or switched off', run: () => report(checkRepository(root)) },
  { name: 'files', proves: 'no file too long, each says what it is for', run: () => report(checkFiles(root)) },
]
const tests: Step = { name: 'tests', proves: 'the tests', run: () => runIn(root, 'inherit', [place('test.ts')]) }
const everything = [...steps, tests]

/** What compilers keep from one run to the next: outlives `npm ci`, and may be deleted at any time. */
const cache = join(root, '.cache')
mkdirSync(cache, { recursive: true })

const chosen = choose(process.argv.slice(2))
process.chdir(root)
const failed: string[] = []
const waiting = chosen.filter((step) => step !== tests)
await Promise.all([inTurn(), inTurn()])
if (chosen.includes(tests)) await take(tests)
console.log(failed.length > 0 ? `\nfailed: ${failed.join(', ')}` : `\nall ${chosen.length} steps passed`)
process.exitCode = failed.length > 0 ? 1 : 0

async function inTurn(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) await take(step)
}

async function take(step: Step): Promise<void> {
  const start = performance.now()
  const { passed, text } = await step.run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const said = text.trim() === '' ? '' : `${text.trimEnd()}\n`
  console.log(`\n── ${step.name}: ${step.proves}\n${said}${passed ? 'ok' : 'FAILED'} ${step.name} (${seconds} s)`)
  if (!passed) failed.push(step.name)
}

function choose(args: readonly string[]): readonly Step[] {
  const without = args[0] === '--without'
  const names = without ? args.slice(1) : args
  const unknown = names.find((name) => !everything.some((step) => step.name === name))
  if (unknown !== undefined || (without && names.length === 0)) {
    console.error(`no step ${unknown ?? 'named'}; the steps are ${everything.map((step) => step.name).join(', ')}`)
    process.exit(1)
  }
  return names.length === 0 ? everything : everything.filter((step) => names.includes(step.name) !== without)
}

function biome(): Promise<Outcome> {
  const colors = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`
  return script('bin/biome.mjs', 'ci', '--max-diagnostics=50', colors, '.')
}

/** One project's types; only what changed since the last run is looked at again. */
function types(project: string): Promise<Outcome> {
  const kept = join(cache, `types-${project.replaceAll('/', '-')}.tsbuildinfo`)
  return tool('typescript/bin/tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', kept, '-p', project)
}

/** The client as a browser has it, and the tests of the console, which are in both. */
async function browserTypes(): Promise<Outcome> {
  return together(await types('client'), await types('web/e2e'))
}

/** The console's types: SvelteKit writes those of its routes first. */
async function checkConsole(): Promise<Outcome> {
  const web = join(root, 'web')
  const sync = await runIn(web, 'pipe', [installed('@sveltejs/kit/svelte-kit.js'), 'sync'])
  if (!sync.passed) return sync
  const options = ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--incremental']
  return runIn(web, 'pipe', [installed('svelte-check/bin/svelte-check'), ...options])
}

function unused(): Promise<Outcome> {
  return tool('knip/bin/knip.js', '--no-progress', '--cache', '--cache-location', join(cache, 'knip'))
}

function installed(path: string): string {
  return join(root, 'node_modules', path)
}

function place(name: string): string {
  return join(import.meta.dirname, name)
}

/** Runs a tool installed in node_modules on the pinned runtime. */
function tool(path: string, ...args: string[]): Promise<Outcome> {
  return runIn(root, 'pipe', [installed(path), ...args])
}

function script(name: string, ...args: string[]): Promise<Outcome> {
  return runIn(root, 'pipe', [place(name), ...args])
}

function runIn(cwd: string, output: 'inherit' | 'pipe', args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', output, output] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part) => (text += part))
    child.once('error', reject)
    child.once('close', (code) => resolve({ passed: code === 0, text }))
  })
}

function together(...outcomes: readonly Outcome[]): Outcome {
  return { passed: outcomes.every(({ passed }) => passed), text: outcomes.map(({ text }) => text).join('') }
}

function report({ problems, note }: Findings): Outcome {
  return { passed: problems.length === 0, text: [...problems, note].join('\n') }
}

function lockfile(): Findings {
  return checkLockfile(readLockfile(), readJson<Manifest>(root, 'package.json') ?? {})
}

function licences(): Findings {
  return checkLicences(readLockfile(), (path) => readJson<Manifest>(root, `${path}/package.json`))
}

function readLockfile(): Lockfile {
  const found = readJson<Lockfile>(root, 'package-lock.json')
  if (!found) throw new Error('there is no package-lock.json')
  return found
}
