#!/usr/bin/env -S node --
// After the --, Node leaves --env-file to us: it looks for it in the whole command line, and ends when the file is not there.
// The entry of `tocsin`. Any Node that knows ES modules can read this file (no newer syntax, please); the service itself
// needs a newer Node, which it goes on in: this one if it is new enough, else the one pinned in node_modules.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LEAST = [24, 13]
/** As in the first line. */
const NODE_FLAGS = ['--']
const PINNED = ['linux-x64', 'linux-arm64', 'darwin-x64', 'win32-x64']
const EXIT_CONFIG = 78
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }

// Node resolves links before it loads a module, so this is the real place, however the file was called.
const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))

if (isRecent(process.versions.node)) runHere()
else runPinned()

function isRecent(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])
}

function runHere() {
  // Whoever read the output may have seen enough (tocsin doctor | head): the work is done all the same.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  const launcher = process.env.TOCSIN_LAUNCHER
  delete process.env.TOCSIN_LAUNCHER
  if (launcher && process.send) followLauncher()
  else followNpm((signal) => process.kill(process.pid, signal))
  // Until main has an answer: work that is left hanging, so that Node ends for want of anything to do, is no success.
  process.exitCode = 1
  import('../src/main.ts')
    .then(({ main }) => main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code
    })
    .catch((error) => {
      const missing = error && error.code === 'ERR_MODULE_NOT_FOUND' && /find package '([^']+)'/.exec(error.message)
      if (!missing) throw error
      giveUp(`the package ${missing[1]} is not installed; run "npm ci" in ${root}`)
    })
}

function runPinned() {
  const pinned = findPinned()
  if (pinned === null) {
    const platform = `${process.platform}-${process.arch}`
    const mend = PINNED.includes(platform)
      ? `the one pinned for ${platform} is not installed: run "npm ci" (not --omit=optional) in ${root}`
      : `none is pinned for ${platform}: install Node ${LEAST.join('.')} or later and run tocsin with it`
    giveUp(`needs Node ${LEAST.join('.')} or later, this is ${process.versions.node}, and ${mend}`)
    return
  }
  const child = spawn(pinned, [...NODE_FLAGS, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TOCSIN_LAUNCHER: String(process.pid) },
  })
  child.on('error', (error) => {
    if (child.pid === undefined)
      giveUp(`the pinned Node at ${pinned} can't be run here (${error.code || error.message})`)
  })
  const passed = new Set()
  const pass = (signal) => {
    if (passed.has(signal)) return
    passed.add(signal)
    // As a message, not as a signal: see followLauncher. A child that is gone by now needs neither.
    if (child.connected) child.send({ tocsin: signal }, () => undefined)
  }
  for (const signal of SIGNALS) process.on(signal, () => pass(signal))
  followNpm(pass)
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code
      if (child.connected) child.disconnect()
      return
    }
    for (const name of SIGNALS) process.removeAllListeners(name)
    // In case the signal is ignored here (nohup does that to SIGHUP): what a shell reports for it.
    process.exitCode = 128 + (SIGNAL_NUMBERS[signal] || 9)
    process.kill(process.pid, signal)
  })
}

/** The newest-enough node of a platform package in a node_modules folder at or above this file, or null. */
function findPinned() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  let folder = here
  for (;;) {
    const home = join(folder, 'node_modules', `node-${platform}-${process.arch}`)
    try {
      const { version, bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
      if (isRecent(version)) return join(home, bin.node)
    } catch {
      // Not here: look further up.
    }
    if (dirname(folder) === folder) return null
    folder = dirname(folder)
  }
}

/**
 * In the child: takes signals that the launcher passes on, each exactly once.
 *
 * Ctrl-C goes to the whole process group, so it reaches this process from the terminal and once more by the launcher,
 * in either order. The launcher's comes as a message, to be told from the other; whichever is first is delivered and its
 * twin is dropped. A second Ctrl-C still arrives.
 */
function followLauncher() {
  const direct = {}
  const passed = {}
  const emit = process.emit
  process.emit = function (name, ...rest) {
    if (SIGNALS.includes(name)) {
      direct[name] = (direct[name] || 0) + 1
      if (direct[name] <= (passed[name] || 0)) return true
    }
    return emit.call(this, name, ...rest)
  }
  const deliver = (signal) => {
    passed[signal] = (passed[signal] || 0) + 1
    if (passed[signal] <= (direct[signal] || 0)) return
    if (process.listenerCount(signal) > 0) emit.call(process, signal, signal, SIGNAL_NUMBERS[signal])
    else process.kill(process.pid, signal)
  }
  process.on('message', (message) => {
    if (message && SIGNALS.includes(message.tocsin)) deliver(message.tocsin)
  })
  // The launcher was killed without a chance to pass that on. Whoever killed it meant the service.
  process.on('disconnect', () => deliver('SIGTERM'))
  process.channel.unref()
}

/**
 * npm runs a script through a shell, and passes SIGTERM on to that shell only, which ends and leaves the service running
 * with nobody above it. So a service that npm started stops when what started it is gone.
 */
function followNpm(pass) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    pass('SIGTERM')
  }, 500)
  timer.unref()
}

function giveUp(reason) {
  process.stderr.write(`tocsin: ${reason}\n`)
  process.exitCode = EXIT_CONFIG
}
