// Builds the console when its sources changed, and finds the build.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, cp, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { findSources, hashSources, pagesOf } from './sources.ts'

/** Why there is no console, in one line for people. */
export class BuildError extends Error {}

/** A build as it lies on the disk. */
export type Build = {
  folder: string
  /** Addresses of its pages, as their routes are written. */
  pages: string[]
}

export type Places = {
  /** Root of the repository. */
  root: string
  /** Where a build may lie, in the order they are tried. */
  folders: readonly string[]
}

/** What is written beside the built files: what they were made of. */
const STAMP = 'tocsin-build.json'
/** Longer than any build takes: whose folder is older was killed. */
const FORGOTTEN_MS = 30 * 60_000
const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '')

/** In the checkout, or below DATA_DIR where the checkout can't be written. */
export function placesOf(dataDir: string, root = ROOT): Places {
  return { root, folders: [join(root, 'web', 'build'), join(dataDir, 'console', 'build')] }
}

/** The build of the sources as they are, or null when there is none yet. Throws BuildError when they can't be read. */
export async function findBuild({ root, folders }: Places): Promise<Build | null> {
  const sources = await readSources(root)
  for (const folder of folders) {
    const stamp = await readStamp(folder)
    // Where there are no sources to build from, what was built elsewhere is taken as it is.
    if (stamp && (sources === null || stamp.hash === sources.hash)) return { folder, pages: stamp.pages }
  }
  return null
}

/**
 * Builds the console into the first place that can be written, beside whatever others do at the same time: in a folder of its own, moved to
 * its place as a whole. Throws BuildError; aborting the signal ends it.
 */
export async function buildConsole({ root, folders }: Places, signal: AbortSignal): Promise<Build> {
  const sources = await readSources(root)
  if (sources === null) throw new BuildError('neither the console nor its sources are part of this installation')
  const { paths, hash } = sources
  const refusals: string[] = []
  for (const folder of folders) {
    let work: string
    try {
      work = await makeWork(folder)
    } catch (error) {
      refusals.push(`${dirname(folder)} (${codeOf(error)})`)
      continue
    }
    try {
      await copySources(root, paths, work)
      await runBuild(root, work, signal)
      const built = join(work, 'web', 'build')
      const pages = pagesOf(paths)
      await writeFile(join(built, STAMP), JSON.stringify({ hash, pages }))
      await giveToOwner(built, dirname(folder))
      await putInPlace(built, folder, work)
      return { folder, pages }
    } catch (error) {
      // Made by root before, for instance: what is there can't be moved away.
      if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw asBuildError(error, root)
      refusals.push(`${folder} (${codeOf(error)})`)
    } finally {
      await rm(work, { recursive: true, force: true }).catch(() => {})
    }
  }
  throw new BuildError(`nothing can be written to ${refusals.join(' or ')}`)
}

async function readSources(root: string): Promise<{ paths: string[]; hash: string } | null> {
  try {
    const paths = await findSources(root)
    return paths.length === 0 ? null : { paths, hash: await hashSources(root, paths) }
  } catch (error) {
    throw asBuildError(error, root)
  }
}

async function readStamp(folder: string): Promise<{ hash: string; pages: string[] } | null> {
  try {
    const { hash, pages } = JSON.parse(await readFile(join(folder, STAMP), 'utf8')) as {
      hash?: unknown
      pages?: unknown
    } // checked below
    if (typeof hash !== 'string' || !Array.isArray(pages)) return null
    return { hash, pages: pages.map(String) }
  } catch {
    return null
  }
}

/** A folder on the same file system as the place, which git and the checks leave alone. Throws when it can't be made. */
async function makeWork(folder: string): Promise<string> {
  const home = join(dirname(folder), '.svelte-kit')
  if ((await mkdir(home, { recursive: true })) !== undefined) await giveToOwner(home, dirname(folder))
  for (const name of await readdir(home)) {
    if (!name.startsWith('start-')) continue
    const path = join(home, name)
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > FORGOTTEN_MS) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
  const work = join(home, `start-${process.pid}-${randomBytes(4).toString('hex')}`)
  await mkdir(work)
  return work
}

/** The tools write beside what they build from; a copy keeps them out of the sources, and two builds out of each other. */
async function copySources(root: string, paths: readonly string[], work: string): Promise<void> {
  for (const path of paths) {
    if (!path.startsWith('web/')) continue
    const to = join(work, path)
    await mkdir(dirname(to), { recursive: true })
    await cp(join(root, path), to)
  }
  // Packages, and the client among them, are found from here.
  await symlink(join(root, 'node_modules'), join(work, 'node_modules'), 'junction')
  // Vite writes into the nearest folder of this name: not into the real one, which may be somebody else's.
  await mkdir(join(work, 'web', 'node_modules'))
}

async function runBuild(root: string, work: string, signal: AbortSignal): Promise<void> {
  const program = fileURLToPath(new URL('build-process.ts', import.meta.url))
  const child = spawn(process.execPath, [program], {
    cwd: join(work, 'web'),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-20_000)
    })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new BuildError(reasonIn(said, root, work) ?? `the build ended with ${code}`)
}

/** The last line a build has said, without the paths of this machine: it is shown to whoever opens the address. */
function reasonIn(said: string, root: string, work: string): string | null {
  const line = stripVTControlCharacters(said).trimEnd().split('\n').at(-1)?.trim() ?? ''
  const places = [work, root].flatMap((path) => [`${path}${sep}`, path])
  return places.reduce((text, path) => text.replaceAll(path, ''), line).slice(0, 300) || null
}

/** As root in somebody's checkout: what is put there is theirs, so that they can go on without root. */
async function giveToOwner(built: string, place: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(place)
  await chown(built, uid, gid)
  for (const name of await readdir(built, { recursive: true })) await chown(join(built, name), uid, gid)
}

/** Others may do the same at the same moment: whoever comes second finds the place taken, and moves that away. */
async function putInPlace(built: string, folder: string, work: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await rename(folder, join(work, `${basename(folder)}-before-${tries}`))
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
    }
    try {
      return await rename(built, folder)
    } catch (error) {
      if (tries === 5 || !['EEXIST', 'ENOTEMPTY'].includes(codeOf(error))) throw error
    }
  }
}

/** Without the paths of this machine: the line is shown to whoever opens the address. */
function asBuildError(error: unknown, root: string): Error {
  if (error instanceof BuildError) return error
  if (error instanceof Error && error.name === 'AbortError') return new BuildError('the build was stopped')
  return new BuildError((error instanceof Error ? error.message : String(error)).replaceAll(root, '.'))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
