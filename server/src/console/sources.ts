// The console's sources: their files, their hash, the addresses of its pages.
import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** What the console is made of, from the root of the repository. Tests do not change what is built. */
const parts = ['web/src/**/*', 'web/static/**/*', 'client/src/**/*'] as const
const files = [
  'web/package.json',
  'web/vite.config.ts',
  'web/tsconfig.json',
  'client/package.json',
  'package-lock.json',
]
/** Grows when what this service makes of the same sources changes. */
const BUILDER = 1

/** Every source, as a path from the root with slashes, sorted; empty when this installation has none. */
export async function findSources(root: string): Promise<string[]> {
  const found: string[] = []
  for await (const entry of glob([...parts], { cwd: root, withFileTypes: true })) {
    if (!entry.isFile() || /\.test\.ts$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name).slice(root.length + 1)
    found.push(sep === '/' ? path : path.replaceAll(sep, '/'))
  }
  if (!found.some((path) => path.startsWith('web/src/'))) return []
  return [...found, ...files].sort()
}

/** Tells sources apart: the same hash means the same console. Throws when one can't be read. */
export async function hashSources(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(`${BUILDER}`)
  const texts = await Promise.all(paths.map((path) => readFile(join(root, path))))
  for (const [i, path] of paths.entries()) {
    const text = texts[i] ?? Buffer.alloc(0)
    hash.update(`\n${path} ${text.length}\n`).update(text)
  }
  return hash.digest('hex')
}

/** The addresses of the console's pages, from the folders of its routes: `/incident/[id]`. */
export function pagesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const route = /^web\/src\/routes(\/.*)?\/\+page(@[^/]*)?\.svelte$/.exec(path)
    if (!route) return []
    // A folder in parentheses groups pages and is no part of their address.
    const address = (route[1] ?? '').replace(/\/\([^/]*\)/g, '')
    // What takes whatever no other page takes is no page of its own: it tells that there is none.
    if (address.includes('[...')) return []
    return [address === '' ? '/' : address]
  })
}
