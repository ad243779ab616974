import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ConfigError } from '../config.ts'
import { killDataDirProcesses, runDataDirProcess, temporaryFolder } from '../testing/data-dir-process.ts'
import { acquireDataLock, type LockHolder } from './data-lock.ts'

let parent: string
let count = 0
let remove: () => void
const folder = (): string => join(parent, `data ${++count}`)
const service = { kind: 'service', name: 'serve' } as const

before(() => {
  const temporary = temporaryFolder()
  parent = temporary.path
  remove = temporary.remove
})
after(() => {
  killDataDirProcesses()
  remove()
})

describe('the lock of a DATA_DIR', () => {
  it('is one process’s at a time, also within one process', async () => {
    const dir = folder()
    const first = await acquireDataLock(dir, { ...service, waitMs: 0 })
    assert.ok(first.lock)
    const second = await acquireDataLock(dir, { ...service, waitMs: 0 })
    assert.equal(second.holder?.pid, process.pid)
    // The second attempt has closed the lock file again, which with POSIX locks must not drop the first one's.
    const other = runDataDirProcess(['lock', dir, 'service', 'serve', '0'])
    assert.ok('holder' in (await other.hear('holder')))
    first.lock.release()
    first.lock.release()
    const third = await acquireDataLock(dir, { ...service, waitMs: 0 })
    assert.ok(third.lock)
    third.lock.release()
  })

  it('a start that finds a ready service is told its address and process at once, and leaves it alone', async () => {
    const dir = folder()
    const holder = runDataDirProcess(['lock', dir, 'service', 'serve', '0'])
    await holder.hear('locked')
    holder.tell('ready http://127.0.0.1:5001')
    await holder.hear('state')
    const found = await acquireDataLock(dir, { ...service, waitMs: 3_600_000 })
    assert.deepEqual(found.holder, {
      pid: holder.pid,
      kind: 'service',
      name: 'serve',
      state: 'ready',
      address: 'http://127.0.0.1:5001',
    })
    assert.equal(holder.child.exitCode, null)
    holder.tell('release')
    await holder.ended
  })

  for (const [what, kind, line] of [
    ['a draining service', 'service', 'draining'],
    ['a command', 'command', 'ready'],
  ] as const) {
    it(`a start waits for ${what}, and says whom it waits for`, async () => {
      const dir = folder()
      const holder = runDataDirProcess(['lock', dir, kind, 'first', '0'])
      await holder.hear('locked')
      holder.tell(line)
      await holder.hear('state')
      const next = runDataDirProcess(['lock', dir, 'service', 'serve', '60000'])
      const { waiting } = await next.hear('waiting')
      assert.deepEqual(waiting, { pid: holder.pid, kind, name: 'first', state: line })
      holder.tell('release')
      await next.hear('locked')
      next.tell('release')
      await next.ended
    })
  }

  it('a start that waits for one that is starting is told its address when it is ready', async () => {
    const dir = folder()
    const holder = runDataDirProcess(['lock', dir, 'service', 'serve', '0'])
    await holder.hear('locked')
    const next = runDataDirProcess(['lock', dir, 'service', 'serve', '60000'])
    await next.hear('waiting')
    holder.tell('ready http://here')
    const { holder: found } = await next.hear('holder')
    assert.equal((found as LockHolder).address, 'http://here') // what hold-data-dir.ts says
    holder.tell('release')
    await holder.ended
  })

  it('after the time to wait it says who holds it still', async () => {
    const dir = folder()
    const holder = runDataDirProcess(['lock', dir, 'command', 'demo', '0'])
    await holder.hear('locked')
    const found = await acquireDataLock(dir, { ...service, waitMs: 0 })
    assert.deepEqual(found.holder, { pid: holder.pid, kind: 'command', name: 'demo', state: 'starting' })
    holder.tell('release')
    await holder.ended
  })

  it('kill -9 of the holder frees it at once, whatever the holder had said, and whosever its process id is now', async () => {
    const dir = folder()
    const holder = runDataDirProcess(['lock', dir, 'service', 'serve', '0'])
    await holder.hear('locked')
    holder.tell('ready http://127.0.0.1:5001')
    await holder.hear('state')
    holder.child.kill('SIGKILL')
    await holder.ended
    // The word it left behind, now with the id of a process that is alive.
    const file = join(dir, 'lock-holder.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(String(holder.pid), String(process.pid)))
    const { lock } = await acquireDataLock(dir, { ...service, waitMs: 0 })
    assert.ok(lock)
    lock.release()
  })

  it('many starters at once, some of them killed, are never in it together', async () => {
    const dir = folder()
    mkdirSync(dir)
    const starters = Array.from({ length: 5 }, () => runDataDirProcess(['contend', dir, '8']))
    const killed = runDataDirProcess(['lock', dir, 'command', 'killed', '60000'])
    await killed.hear('locked')
    killed.child.kill('SIGKILL')
    for (const starter of starters) {
      const { code, errors } = await starter.ended
      assert.equal(code, 0, errors)
    }
    assert.equal(readFileSync(join(dir, 'visits'), 'utf8').trim().split('\n').length, 5 * 8)
  })

  it('a folder that can’t be used is refused in one line that names DATA_DIR', async () => {
    const file = join(parent, 'a file')
    writeFileSync(file, '')
    await assert.rejects(acquireDataLock(file, { ...service, waitMs: 0 }), (error) => {
      assert.ok(error instanceof ConfigError)
      assert.equal(error.message, `DATA_DIR ${file} is not a folder`)
      return true
    })
    rmSync(file)
  })
})
