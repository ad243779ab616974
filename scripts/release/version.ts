// Sets the version of all packages of the repository, and of what they say of one another.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Manifest = { name?: string; version?: string; dependencies?: Record<string, string>; workspaces?: string[] }

/** Writes `version` into every package.json of the checkout and into the lockfile. */
export function setVersion(root: string, version: string): void {
  const folders = ['', ...(read<Manifest>(join(root, 'package.json')).workspaces ?? [])]
  const manifests = folders.map((folder) => join(root, folder, 'package.json'))
  const ours = new Set(manifests.map((path) => read<Manifest>(path).name ?? ''))
  for (const path of manifests) write(path, moved(read<Manifest>(path), ours, version))
  const lockfile = read<Manifest & { packages: Record<string, Manifest> }>(join(root, 'package-lock.json'))
  for (const folder of folders) {
    const entry = lockfile.packages[folder]
    if (entry) lockfile.packages[folder] = moved(entry, ours, version)
  }
  write(join(root, 'package-lock.json'), { ...lockfile, version })
}

/** One manifest with the new version, also where it depends on a package of ours. */
export function moved<T extends Manifest>(manifest: T, ours: ReadonlySet<string>, version: string): T {
  const { dependencies } = manifest
  if (dependencies === undefined) return { ...manifest, version }
  const entries = Object.entries(dependencies).map(([name, wanted]) => [name, ours.has(name) ? version : wanted])
  return { ...manifest, version, dependencies: Object.fromEntries(entries) }
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T // npm's own files
}

function write(path: string, content: unknown): void {
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
}
