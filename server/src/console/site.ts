// A built console, read into memory with its compressed forms.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { Build } from './build.ts'
import { announcerHashes, type Hashes, inlineHashes } from './policy.ts'

/** One file of the console, with the forms it was compressed to. */
export type Asset = {
  type: string
  etag: string
  /** Its name says what is in it: it never changes. */
  immutable: boolean
  bytes: Buffer
  br: Buffer | null
  gzip: Buffer | null
}

/** A built console, held in memory: what is on the disk may be replaced while it is served. */
export type Site = {
  /** By path, from the slash. */
  assets: ReadonlyMap<string, Asset>
  /** The page that every address of the console begins with. */
  page: Asset
  /** What its content security policy lets run beside files. */
  hashes: Hashes
  /** Whether the console has a page at this path. */
  hasPage(path: string): boolean
}

const PAGE = '/index.html'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Reads a build. Throws when it is not whole. */
export async function loadSite({ folder, pages }: Build): Promise<Site> {
  const files = new Map<string, Buffer>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  await Promise.all(
    entries.map(async (entry) => {
      if (!entry.isFile()) return
      const path = join(entry.parentPath, entry.name)
      files.set(path.slice(folder.length).replaceAll(sep, '/'), await readFile(path))
    }),
  )
  const assets = new Map<string, Asset>()
  for (const [path, bytes] of files) {
    const type = types[extname(path)]
    // Whatever else lies there (the stamp, the compressed forms) is not for browsers by that name.
    if (type === undefined || path === '/tocsin-build.json') continue
    assets.set(path, {
      type,
      etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
      immutable: path.startsWith('/_app/immutable/'),
      bytes,
      br: files.get(`${path}.br`) ?? null,
      gzip: files.get(`${path}.gz`) ?? null,
    })
  }
  const page = assets.get(PAGE)
  if (!page) throw new Error(`${folder} has no ${PAGE}`)
  assets.delete(PAGE)
  const styles = [...assets].flatMap(([path, { bytes }]) =>
    path.endsWith('.js') && bytes.includes('svelte-announcer') ? announcerHashes(bytes.toString('utf8')) : [],
  )
  const patterns = pages.map(patternOf)
  return {
    assets,
    page,
    hashes: { scripts: inlineHashes(page.bytes.toString('utf8')), styles: [...new Set(styles)] },
    hasPage: (path) => patterns.some((pattern) => pattern.test(path)),
  }
}

/** `/incident/[id]` as a pattern; `[[x]]` may be missing, `[...x]` is any number of parts. */
function patternOf(route: string): RegExp {
  const parts = route
    .split('/')
    .filter((part) => part !== '')
    .map((part) => {
      if (/^\[\.\.\..*\]$/.test(part)) return '(/.*)?'
      if (/^\[\[.*\]\]$/.test(part)) return '(/[^/]+)?'
      return `/${part
        .split(/\[[^\]]*\]/)
        .map(literal)
        .join('[^/]+')}`
    })
  return new RegExp(`^${parts.join('')}/?$`)
}

function literal(text: string): string {
  return text.replace(/[.*+?^$()|{}[\]\\]/g, '\\$&')
}
