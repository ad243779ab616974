// Tries what was made as a new operator would: from the packed files alone.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PATH without this checkout's Node: the tarball brings its own. */
const BARE_PATH = '/usr/sbin:/usr/bin:/sbin:/bin'
const READY_MS = 120_000

export type Made = { tarball: string; name: string; version: string; client: string }

/**
 * Unpacks the tarball, starts the service on an embedded database, looks at its version and its console, installs the packed client
 * beside it and records an incident with it. Throws what went wrong.
 */
export async function tryRelease({ tarball, name, version, client }: Made): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-try-'))
  const port = await freePort()
  const env = { PATH: BARE_PATH, HOME: folder, DATA_DIR: join(folder, 'data'), APP_PORT: String(port) }
  try {
    execFileSync('tar', ['-xzf', tarball, '-C', folder])
    const tocsin = join(folder, name, 'bin/tocsin')
    const run = (...args: string[]) => execFileSync(tocsin, args, { env, cwd: folder, encoding: 'utf8' }).trim()
    if (run('--version') !== version) throw new Error(`tocsin --version says ${run('--version')}, not ${version}`)
    const service = spawn(tocsin, ['serve', '--drain', '0'], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [service.stdout, service.stderr]) {
      stream.on('data', (chunk) => {
        output += String(chunk)
      })
    }
    const ended = new Promise<number | null>((resolve) => service.once('exit', resolve))
    const url = `http://localhost:${port}`
    try {
      await ready(url, () => service.exitCode !== null)
      await look(url, version)
      const token = run('token', '--tenant', 'default', '--role', 'responder').split('\n').at(-1) ?? ''
      callWith(client, join(folder, 'client'), url, token)
    } catch (error) {
      throw new Error(`the release does not hold what it promises; the service said: ${output}`, { cause: error })
    } finally {
      service.kill('SIGTERM')
    }
    const code = await ended
    if (code !== 0) throw new Error(`the service of the tarball ended with ${code}: ${output}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function look(url: string, version: string): Promise<void> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  if (!metrics.includes(`tocsin_build_info{version="${version}"`)) throw new Error('/metrics does not say the version')
  const page = await (await fetch(`${url}/`, { headers: { accept: 'text/html' } })).text()
  const script = /\/_app\/immutable\/[^"]+\.js/.exec(page)?.[0]
  if (script === undefined || !(await fetch(`${url}${script}`)).ok) throw new Error('the console is not there')
}

/** Installs the packed client where nothing else is, and records an incident with it. */
function callWith(client: string, folder: string, url: string, token: string): void {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"name":"try","private":true,"type":"module"}')
  const npm = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', client]
  execFileSync('npm', npm, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
  writeFileSync(join(folder, 'try.js'), PROGRAM)
  const said = execFileSync(process.execPath, ['try.js', url, token], { cwd: folder, encoding: 'utf8' })
  if (!/^INC-\d+$/.test(said.trim())) throw new Error(`the packed client says ${said}`)
}

const PROGRAM = `import { createTocsin } from '@tocsin/client'
const [, , url, token] = process.argv
const made = await createTocsin({ url, token: () => token }).incident.create({
  name: 'The first', description: 'Made by the release.', reported_by: 'release',
  status: 'NEW', type: 'OTHERS', date: new Date().toISOString(),
})
console.log(made.reference)
`

async function ready(url: string, ended: () => boolean): Promise<void> {
  const end = performance.now() + READY_MS
  while (performance.now() < end && !ended()) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((wake) => setTimeout(wake, 100))
  }
  throw new Error(ended() ? 'it ended' : 'it was not ready in time')
}

async function freePort(): Promise<number> {
  const server = createServer()
  return await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
