// Lays out the folder that a release tarball holds.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isNeeded } from './production.ts'

/** Starts the service with the runtime beside it, whatever the machine has installed. */
const LAUNCHER = `#!/bin/sh
# Runs tocsin with the Node that comes with it.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
for node in "$here"/node_modules/node-*/bin/node; do
  exec "$node" -- "$here/server/bin/tocsin.mjs" "$@"
done
`

/** Copies what a release holds from the checkout `root` into the new folder `into`. */
export function stage(root: string, into: string, packages: readonly string[], version: string): void {
  mkdirSync(into, { recursive: true })
  for (const path of trackedFiles(root)) copy(root, into, path)
  cpSync(join(root, 'web/build'), join(into, 'web/build'), { recursive: true })
  for (const path of packages) copyPackage(root, into, path)
  removeEmpty(join(into, 'node_modules'))
  const manifest = { name: 'tocsin-release', version, private: true, license: 'Apache-2.0', type: 'module' }
  writeFileSync(join(into, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  mkdirSync(join(into, 'bin'))
  writeFileSync(join(into, 'bin/tocsin'), LAUNCHER)
  chmodSync(join(into, 'bin/tocsin'), 0o755)
}

/** What of the repository belongs into a release: the service without its tests, documents, files for deployment. */
function trackedFiles(root: string): string[] {
  const list = execFileSync('git', ['-c', `safe.directory=${root}`, 'ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  return list.split('\0').filter((path) => {
    if (/^(LICENSE|README\.md|CHANGELOG\.md|SECURITY\.md|openapi\.json)$/.test(path)) return true
    if (/\.test\.ts$|^server\/src\/testing\//.test(path)) return false
    return (
      /^(server|docs|deploy)\//.test(path) &&
      !/^docs\/(decisions|pictures)\//.test(path) &&
      existsSync(join(root, path))
    )
  })
}

function copy(root: string, into: string, path: string): void {
  mkdirSync(dirname(join(into, path)), { recursive: true })
  cpSync(join(root, path), join(into, path))
}

/** Copies one package without those nested in it: they are listed by themselves, if they are needed. */
function copyPackage(root: string, into: string, path: string): void {
  const from = join(root, path)
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  cpSync(from, join(into, path), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => {
      const inside = relative(from, source).split(sep).join('/')
      if (inside === '') return true
      if (inside === 'node_modules') return false
      return isNeeded(`${name}/${inside}`)
    },
  })
}

/** Folders whose files all stayed behind. */
function removeEmpty(folder: string): boolean {
  let empty = true
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !removeEmpty(join(folder, entry.name))) empty = false
  }
  if (empty) rmdirSync(folder)
  return empty
}
