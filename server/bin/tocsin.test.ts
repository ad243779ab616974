import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { until } from '../src/testing/until.ts'

// The launcher is tried in a project of its own with a main.ts that tells what reaches it. It sees an old Node by a
// preloaded module on the command line, which the pinned Node it goes on in does not get.
const MAIN = `
export async function main(argv: string[]): Promise<number> {
  if (argv[0] === 'die') process.kill(process.pid, 'SIGKILL')
  if (argv[0] === 'hold') {
    const seen: string[] = []
    const stop = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const) {
        process.on(signal, () => {
          if (signal === 'SIGUSR2') return resolve()
          seen.push(signal)
          console.log(signal)
        })
      }
    })
    console.log('up ' + process.pid)
    const alive = setInterval(() => undefined, 1000)
    await stop
    clearInterval(alive)
    console.log(JSON.stringify(seen))
    return 7
  }
  if (argv[0] === 'default') {
    console.log('up ' + process.pid)
    await new Promise((resolve) => setTimeout(resolve, 60_000))
  }
  if (argv[0] === 'say') {
    process.stdout.write('something')
    await new Promise((resolve) => setImmediate(resolve))
    return 5
  }
  if (argv[0] === 'package') await import('no-such-package-anywhere')
  console.log(JSON.stringify({ argv, node: process.execPath, launcher: process.env.TOCSIN_LAUNCHER ?? null }))
  return Number(argv[1] ?? 0)
}
`
const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
let parent: string
let project: string
let entry: string
let old: string

before(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'tocsin-launcher-')))
  project = join(parent, 'a project ü')
  entry = join(project, 'server', 'bin', 'tocsin.mjs')
  mkdirSync(dirname(entry), { recursive: true })
  mkdirSync(join(project, 'server', 'src'))
  copyFileSync(fileURLToPath(new URL('./tocsin.mjs', import.meta.url)), entry)
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(project, 'server', 'src', 'main.ts'), MAIN)
  installPinned('24.21.0')
  old = join(parent, 'old.mjs')
  writeFileSync(old, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })`)
})
after(() => rmSync(parent, { recursive: true, force: true }))

/** A platform package whose binary is the Node that runs this test. */
function installPinned(version: string): void {
  const home = join(project, 'node_modules', `node-${platform}`)
  mkdirSync(join(home, 'bin'), { recursive: true })
  writeFileSync(join(home, 'package.json'), JSON.stringify({ version, bin: { node: 'bin/node' } }))
  rmSync(join(home, 'bin', 'node'), { force: true })
  symlinkSync(process.execPath, join(home, 'bin', 'node'))
}

type Launched = {
  child: ChildProcess
  out(): string
  ended: Promise<{ code: number | null; signal: string | null; out: string; err: string }>
}

function launch(argv: string[], options: { old?: boolean; file?: string; group?: boolean } = {}): Launched {
  const node = options.old === false ? [] : ['--import', old]
  const env = { ...process.env }
  delete env.npm_lifecycle_event
  const child = spawn(process.execPath, [...node, options.file ?? entry, ...argv], {
    cwd: tmpdir(),
    env,
    detached: options.group === true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<{ code: number | null; signal: string | null; out: string; err: string }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, out, err }))
  })
  return { child, out: () => out, ended }
}

/** Waits for the service to be up and gives its process id. */
async function servicePid(launched: Launched): Promise<number> {
  await until(() => /up \d+\n/.test(launched.out()))
  return Number(/up (\d+)/.exec(launched.out())?.[1])
}

describe('tocsin.mjs', { skip: process.platform === 'win32' ? 'signals and links differ on Windows' : false }, () => {
  it('does its work also when nobody reads what it says', async () => {
    for (const old of [true, false]) {
      const launched = launch(['say'], { old })
      launched.child.stdout?.destroy()
      const { code, err } = await launched.ended
      assert.deepEqual([code, err], [5, ''])
    }
  })

  it('goes on in the same process when this Node is recent enough', async () => {
    const { code, out } = await launch(['a b', '5'], { old: false }).ended
    assert.equal(code, 5)
    assert.deepEqual(JSON.parse(out).argv, ['a b', '5'])
  })

  it('an old Node hands over to the pinned one with the same arguments and exit code', async () => {
    const { code, out, err } = await launch(['a "b" ü', '9', '']).ended
    assert.equal(err, '')
    assert.equal(code, 9)
    assert.deepEqual(JSON.parse(out), { argv: ['a "b" ü', '9', ''], node: process.execPath, launcher: null })
  })

  it('finds the pinned Node when called through a link, as npm makes it', async () => {
    const link = join(parent, 'tocsin')
    symlinkSync(entry, link)
    const { code } = await launch(['x', '3'], { file: link }).ended
    assert.equal(code, 3)
  })

  it('passes on that the service was killed', async () => {
    const { signal } = await launch(['die']).ended
    assert.equal(signal, 'SIGKILL')
  })

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    it(`${signal} to the launcher reaches the service once, however often it comes`, async () => {
      const launched = launch(['hold'])
      const pid = await servicePid(launched)
      launched.child.kill(signal)
      await until(() => launched.out().includes(signal))
      launched.child.kill(signal)
      launched.child.kill(signal)
      // Another one behind them, so that they have been dealt with when it arrives.
      const last = signal === 'SIGTERM' ? 'SIGINT' : 'SIGTERM'
      launched.child.kill(last)
      await until(() => launched.out().includes(last))
      process.kill(pid, 'SIGUSR2')
      const { code, out } = await launched.ended
      assert.equal(code, 7)
      assert.deepEqual(JSON.parse(out.trim().split('\n').at(-1) ?? ''), [signal, last])
    })
  }

  it('Ctrl-C, which reaches launcher and service alike, is one signal to the service, a second Ctrl-C another', async () => {
    const launched = launch(['hold'], { group: true })
    const group = launched.child.pid
    assert.ok(group)
    const pid = await servicePid(launched)
    process.kill(-group, 'SIGINT')
    await until(() => launched.out().includes('SIGINT\n'))
    process.kill(-group, 'SIGTERM')
    await until(() => launched.out().includes('SIGTERM\n'))
    process.kill(-group, 'SIGINT')
    await until(() => launched.out().split('SIGINT\n').length === 3)
    process.kill(pid, 'SIGUSR2')
    const { out } = await launched.ended
    assert.deepEqual(JSON.parse(out.trim().split('\n').at(-1) ?? ''), ['SIGINT', 'SIGTERM', 'SIGINT'])
  })

  it('the two ways of one signal make one, also when the launcher is first', async () => {
    const launched = launch(['hold'])
    const pid = await servicePid(launched)
    launched.child.kill('SIGINT')
    await until(() => launched.out().includes('SIGINT\n'))
    process.kill(pid, 'SIGINT')
    process.kill(pid, 'SIGTERM')
    await until(() => launched.out().includes('SIGTERM\n'))
    process.kill(pid, 'SIGUSR2')
    const { out } = await launched.ended
    assert.deepEqual(JSON.parse(out.trim().split('\n').at(-1) ?? ''), ['SIGINT', 'SIGTERM'])
  })

  it('a signal nobody listens for ends the service, and the launcher by the same signal', async () => {
    const launched = launch(['default'])
    await servicePid(launched)
    launched.child.kill('SIGTERM')
    const { signal } = await launched.ended
    assert.equal(signal, 'SIGTERM')
  })

  it('kill -9 of the launcher stops the service', async () => {
    const launched = launch(['hold'])
    const pid = await servicePid(launched)
    launched.child.kill('SIGKILL')
    await until(() => launched.out().includes('SIGTERM'))
    process.kill(pid, 'SIGUSR2')
    await launched.ended
  })

  it('a service that npm started stops when npm and its shell are gone', async () => {
    // The shell stands for npm's: it dies of SIGTERM without telling the service.
    const shell = spawn('/bin/sh', ['-c', '"$0" "$1" hold & wait', process.execPath, entry], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let out = ''
    shell.stdout.on('data', (chunk) => {
      out += chunk
    })
    await until(() => /up \d+\n/.test(out))
    shell.kill('SIGTERM')
    await until(() => out.includes('SIGTERM\n'))
    process.kill(Number(/up (\d+)/.exec(out)?.[1]), 'SIGUSR2')
    await until(() => out.includes('["SIGTERM"]'))
  })

  it('says in one line what to do when no Node is recent enough, exit 78', async () => {
    installPinned('24.12.9')
    try {
      const { code, out, err } = await launch(['serve']).ended
      assert.equal(code, 78)
      assert.equal(out, '')
      assert.match(err, /^tocsin: needs Node 24\.13 or later, this is 20\.1\.0, and .*npm ci.* in .*a project ü\n$/)
    } finally {
      installPinned('24.21.0')
    }
  })

  it('says in one line that the pinned Node does not run on this machine, exit 78', async () => {
    const binary = join(project, 'node_modules', `node-${platform}`, 'bin', 'node')
    rmSync(binary)
    try {
      const { code, err } = await launch(['serve']).ended
      assert.equal(code, 78)
      assert.match(err, /^tocsin: the pinned Node at .*can't be run here \(ENOENT\)\n$/)
    } finally {
      installPinned('24.21.0')
    }
  })

  it('says in one line which package is missing, exit 78', async () => {
    const { code, err } = await launch(['package'], { old: false }).ended
    assert.equal(code, 78)
    assert.equal(err, `tocsin: the package no-such-package-anywhere is not installed; run "npm ci" in ${project}\n`)
  })

  it('so does the service itself where "npm ci" has not been run', async () => {
    const bare = join(parent, 'bare')
    for (const name of ['bin', 'src', 'package.json']) {
      cpSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), join(bare, 'server', name), { recursive: true })
    }
    const { code, err } = await launch(['serve'], { old: false, file: join(bare, 'server', 'bin', 'tocsin.mjs') }).ended
    assert.match(err, /^tocsin: the package \S+ is not installed; run "npm ci" in .*bare\n$/)
    assert.equal(code, 78)
  })

  it('is readable for Nodes that do not know newer syntax', () => {
    const source = readFileSync(entry, 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '')
    assert.doesNotMatch(source, /\?\.|\?\?|\|\|=|&&=|^\s*await |import\(.*with|\.at\(|#\w+\s*[=(]/m)
  })
})
