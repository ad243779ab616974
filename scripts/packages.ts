// Checks of the lockfile: packages pinned, install scripts listed, licences allowed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What these checks read of an entry of package-lock.json. */
export type LockEntry = {
  version?: string
  integrity?: string
  license?: string
  deprecated?: string
  hasInstallScript?: boolean
  link?: boolean
  dev?: boolean
  optional?: boolean
  resolved?: string
  dependencies?: Readonly<Record<string, string>>
  optionalDependencies?: Readonly<Record<string, string>>
}

export type Lockfile = { lockfileVersion: number; packages: Readonly<Record<string, LockEntry>> }

/** What these checks read of a package.json. */
export type Manifest = { license?: unknown; licenses?: unknown; allowScripts?: Readonly<Record<string, boolean>> }

/** What a check found: the problems, one line each, and a line for when there are none. */
export type Findings = { problems: string[]; note: string }

/** The licences that a package we ship may carry: all of them permissive, and asking for no more than their notice. */
const allowedLicences = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]

/** Packages that may have another licence, or name none, and why: each with the licence it was looked at with. */
const exceptions: readonly { name: RegExp; licence: string; why: string }[] = [
  {
    name: /^lightningcss(-.+)?$/,
    licence: 'MPL-2.0',
    why: 'builds the console and is no part of it; used as it is published, which is all its licence asks',
  },
  { name: /^svelte-toolbelt$/, licence: '', why: 'MIT by the LICENSE file in it; its package.json names none' },
]

/** `node_modules/a/node_modules/@b/c` is `@b/c`; undefined for the root and the workspaces. */
function packageName(path: string): string | undefined {
  const at = path.lastIndexOf('node_modules/')
  return at === -1 ? undefined : path.slice(at + 'node_modules/'.length)
}

/** Whether a package that the entry at `path` names is there for it: in its own node_modules or in one further up. */
function isThere(lockfile: Lockfile, path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (lockfile.packages[`${folder}${folder && '/'}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

/**
 * Checks that the lockfile holds every package, as npm ci demands, and pins it by the sha512 of its contents, and that no
 * package runs a script at installation but those the root's `allowScripts` lists. Entries carry no address, so that any
 * registry serves.
 */
export function checkLockfile(lockfile: Lockfile, manifest: Manifest): Findings {
  const problems: string[] = []
  if (lockfile.lockfileVersion !== 3) problems.push(`lockfileVersion is ${lockfile.lockfileVersion}, not 3`)
  const allowed = Object.entries(manifest.allowScripts ?? {}).flatMap(([name, allow]) => (allow ? [name] : []))
  const withScript = new Set<string>()
  let pinned = 0
  for (const [path, entry] of Object.entries(lockfile.packages)) {
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      if (!isThere(lockfile, path, needed)) problems.push(`${path} needs ${needed}, which is not in the lockfile`)
    }
    const name = packageName(path)
    if (name === undefined || entry.link) continue
    if (/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '')) pinned += 1
    else problems.push(`${path} has no sha512 integrity`)
    if (entry.resolved) problems.push(`${path} is pinned to an address; npm install --omit-lockfile-registry-resolved`)
    if (!entry.hasInstallScript) continue
    withScript.add(name)
    if (!allowed.includes(name)) problems.push(`${path} runs a script at installation and is not in allowScripts`)
  }
  for (const name of allowed) {
    if (!withScript.has(name)) problems.push(`allowScripts lists ${name}, which is not there or runs no script`)
  }
  return { problems, note: `${pinned} packages pinned by sha512, ${withScript.size} with an allowed install script` }
}

/**
 * Checks that every production package has an allowed licence and none is deprecated. `manifestOf` reads the installed
 * package.json at a path of the lockfile; an optional package of another platform has none.
 */
export function checkLicences(lockfile: Lockfile, manifestOf: (path: string) => Manifest | undefined): Findings {
  const problems: string[] = []
  const used = new Map<string, number>()
  let elsewhere = 0
  for (const [path, entry] of Object.entries(lockfile.packages)) {
    if (packageName(path) === undefined || entry.link || entry.dev) continue
    if (entry.deprecated) problems.push(`${path} is deprecated: ${entry.deprecated}`)
    const manifest = manifestOf(path)
    if (manifest === undefined && !entry.optional) problems.push(`${path} is not installed: npm ci`)
    if (manifest === undefined) elsewhere += 1
    // What is not installed here still names its licence in the lockfile.
    const licence = manifest === undefined ? (entry.license ?? '') : licenceOf(manifest)
    const name = packageName(path) ?? ''
    const excepted = exceptions.some((one) => one.name.test(name) && one.licence === licence)
    if (!isAllowed(licence) && !excepted)
      problems.push(`${path} has the licence ${licence || '(none)'}, which is not on the list`)
    used.set(licence, (used.get(licence) ?? 0) + 1)
  }
  const total = [...used.values()].reduce((sum, count) => sum + count, 0)
  const list = [...used].sort((a, b) => b[1] - a[1]).map(([licence, count]) => `${licence} ${count}`)
  return {
    problems,
    note: `${total - elsewhere} production packages (${elsewhere} for other platforms): ${list.join(', ')}`,
  }
}

/** The SPDX expression of a package.json, old spellings included; empty where there is none. */
function licenceOf(manifest: Manifest): string {
  const { license, licenses } = manifest
  if (typeof license === 'string') return license
  const all = [license, licenses].flat().map((entry) => {
    return typeof entry === 'object' && entry !== null && 'type' in entry ? String(entry.type) : undefined
  })
  return all.filter((type) => type !== undefined).join(' OR ')
}

/** Of alternatives one must be allowed, of licences that hold together each; other expressions are refused. */
function isAllowed(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1')
  if (/ OR /.test(plain)) return plain.split(' OR ').some(isAllowed)
  return plain.split(' AND ').every((licence) => allowedLicences.includes(licence))
}

/** Reads a JSON file of the repository; undefined where there is none. The caller says what it holds. */
export function readJson<T>(root: string, path: string): T | undefined {
  try {
    // npm wrote these files, and a field that is not as expected is reported by the checks above.
    return JSON.parse(readFileSync(join(root, path), 'utf8')) as T
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
