// npm run release: makes what a version is given out as, tries it, and lists it with its sums.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Lockfile, type Manifest, readJson } from './packages.ts'
import { cutChangelog } from './release/changelog.ts'
import { productionPackages } from './release/production.ts'
import { makeSbom } from './release/sbom.ts'
import { stage } from './release/stage.ts'
import { sumsOf } from './release/sums.ts'
import { tryRelease } from './release/try.ts'
import { setVersion } from './release/version.ts'

/*
 * npm run release                     makes dist/: tarball of the service for this platform, npm package of the client, bill of
 *                                     materials, SHA-256 sums. Each is tried before it is listed.
 * npm run release -- --cut 1.2.0      sets the version everywhere and closes the changelog's section of what is unreleased;
 *                                     commit and tag that, then run it without --cut.
 */

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const [option, argument, ...more] = process.argv.slice(2)

if (option === undefined) await release()
else if (option === '--cut' && argument !== undefined && more.length === 0) cut(argument)
else {
  console.error('usage: npm run release [-- --cut VERSION]')
  process.exitCode = 64
}

/** Sets the version of all packages and names it in the changelog. */
function cut(version: string): void {
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) throw new Error(`"${version}" is not a version like 1.2.0`)
  const path = join(root, 'CHANGELOG.md')
  writeFileSync(path, cutChangelog(readFileSync(path, 'utf8'), version, new Date().toISOString().slice(0, 10)))
  setVersion(root, version)
  console.log(`version ${version}: read the diff, commit it, and tag it v${version}`)
}

async function release(): Promise<void> {
  const lockfile = readJson<Lockfile>(root, 'package-lock.json')
  const version = readJson<{ version: string }>(root, 'server/package.json')?.version
  if (!lockfile || version === undefined) throw new Error('this is not a checkout of Tocsin')
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(dist)
  npm(root, 'run', 'build')
  const packages = productionPackages(
    lockfile,
    (path) => readJson<Manifest>(root, `${path}/package.json`) !== undefined,
  )
  const at = commitTime()
  const name = `tocsin-${version}-${process.platform}-${process.arch}`
  const work = mkdtempSync(join(tmpdir(), 'tocsin-release-'))
  try {
    stage(root, join(work, name), packages, version)
    const sbom = `${name}.cdx.json`
    writeFileSync(join(dist, sbom), makeSbom(lockfile, packages, version, at))
    writeFileSync(join(work, name, 'sbom.cdx.json'), readFileSync(join(dist, sbom)))
    report('unpacked', sizeOf(join(work, name)))
    const tarball = `${name}.tar.gz`
    pack(work, name, join(dist, tarball), at)
    const client = packClient()
    await tryRelease({ tarball: join(dist, tarball), name, version, client: join(dist, client) })
    writeFileSync(join(dist, 'SHA256SUMS'), sumsOf(dist, [tarball, sbom, client]))
    report('packed', readFileSync(join(dist, tarball)).length)
    console.log(readFileSync(join(dist, 'SHA256SUMS'), 'utf8'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** One commit, one tarball: names in order, nobody's user, the commit's time. */
function pack(work: string, name: string, tarball: string, at: Date): void {
  const tar = join(work, `${name}.tar`)
  const fixed = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX']
  execFileSync('tar', ['-C', work, ...fixed, `--mtime=@${at.getTime() / 1000}`, '-cf', tar, name], { stdio: 'inherit' })
  execFileSync('gzip', ['-9n', tar], { stdio: 'inherit' })
  renameSync(`${tar}.gz`, tarball)
}

function packClient(): string {
  const printed = execFileSync('npm', ['pack', '--silent', '--pack-destination', dist], {
    cwd: join(root, 'client'),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  rmSync(join(root, 'client/dist'), { recursive: true, force: true })
  return printed.trim().split('\n').at(-1) ?? ''
}

function commitTime(): Date {
  const args = ['-c', `safe.directory=${root}`, 'log', '-1', '--format=%ct']
  return new Date(Number(execFileSync('git', args, { cwd: root, encoding: 'utf8' })) * 1000)
}

function sizeOf(folder: string): number {
  return Number(execFileSync('du', ['-sk', folder], { encoding: 'utf8' }).split('\t')[0]) * 1024
}

function report(what: string, bytes: number): void {
  console.log(`${what}: ${(bytes / 1024 ** 2).toFixed(0)} MB`)
}

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' })
}
