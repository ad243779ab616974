import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { checkImports, readTree } from './imports.ts'
import { checkLicences, checkLockfile, type Findings, type Lockfile, type Manifest, readJson } from './packages.ts'
import { checkRepository } from './words.ts'

/*
 * npm run check [-- step …]            every step, or those named
 * npm run check -- --without step …    every step but those named
 */

const root = join(import.meta.dirname, '..')

/** One step: what it proves, and a run that says whether it holds. */
type Step = { name: string; proves: string; run: () => Promise<boolean> }

const steps: readonly Step[] = [
  { name: 'format', proves: 'format and lint', run: biome },
  { name: 'types', proves: 'types', run: types },
  { name: 'console', proves: 'types of the console', run: checkConsole },
  { name: 'imports', proves: 'the directions of imports', run: () => report(imports()) },
  { name: 'generated', proves: 'generated files are fresh', run: () => script('generate.ts', '--check') },
  { name: 'lockfile', proves: 'packages pinned, install scripts listed', run: () => report(lockfile()) },
  { name: 'licences', proves: 'licences of what we ship', run: () => report(licences()) },
  { name: 'words', proves: 'nothing left unfinished or switched off', run: () => report(checkRepository(root)) },
  { name: 'tests', proves: 'the tests', run: () => script('test.ts') },
]

const chosen = choose(process.argv.slice(2))
process.chdir(root)
const failed: string[] = []
for (const step of chosen) {
  console.log(`\n── ${step.name}: ${step.proves}`)
  const start = performance.now()
  const passed = await step.run()
  console.log(`${passed ? 'ok' : 'FAILED'} ${step.name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
  if (!passed) failed.push(step.name)
}
console.log(failed.length > 0 ? `\nfailed: ${failed.join(', ')}` : `\nall ${chosen.length} steps passed`)
process.exitCode = failed.length > 0 ? 1 : 0

function choose(args: readonly string[]): readonly Step[] {
  const without = args[0] === '--without'
  const names = without ? args.slice(1) : args
  const unknown = names.find((name) => !steps.some((step) => step.name === name))
  if (unknown !== undefined || (without && names.length === 0)) {
    console.error(`no step ${unknown ?? 'named'}; the steps are ${steps.map((step) => step.name).join(', ')}`)
    process.exit(1)
  }
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name) !== without)
}

function biome(): Promise<boolean> {
  const colors = process.stdout.isTTY ? [] : ['--colors=off']
  return script('bin/biome.mjs', 'ci', '--max-diagnostics=50', ...colors, '.')
}

/** The whole as Node has it, the client as a browser has it, and the tests of the console, which are in both. */
async function types(): Promise<boolean> {
  let well = true
  for (const project of ['.', 'client', 'web/e2e'])
    well = (await node('typescript/bin/tsc', '--noEmit', '-p', project)) && well
  return well
}

/** Runs a tool installed in node_modules on the pinned runtime. */
function node(tool: string, ...args: string[]): Promise<boolean> {
  return start(join(root, 'node_modules', tool), ...args)
}

/** The console's types: SvelteKit writes those of its routes first. */
async function checkConsole(): Promise<boolean> {
  const web = join(root, 'web')
  const tool = (path: string, ...args: string[]) => startIn(web, join(root, 'node_modules', path), ...args)
  if (!(await tool('@sveltejs/kit/svelte-kit.js', 'sync'))) return false
  return tool('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings')
}

function script(name: string, ...args: string[]): Promise<boolean> {
  return start(join(import.meta.dirname, name), ...args)
}

function start(...args: string[]): Promise<boolean> {
  return startIn(root, ...args)
}

function startIn(cwd: string, ...args: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}

async function report({ problems, note }: Findings): Promise<boolean> {
  for (const problem of problems) console.error(problem)
  console.log(note)
  return problems.length === 0
}

function imports(): Findings {
  const files = readTree(root)
  return { problems: checkImports(files), note: `${files.size} files` }
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
