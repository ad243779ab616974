import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { DatabaseTarget } from '../config.ts'
import { type Clusters, isRunning, killServer, makeClusters, postmasterPid, query, words } from '../testing/clusters.ts'
import { runDataDirProcess } from '../testing/data-dir-process.ts'
import { until } from '../testing/until.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { runningPostmaster } from './embedded-server.ts'

const root = process.getuid?.() === 0

let clusters: Clusters
before(async () => {
  clusters = await makeClusters()
})
after(() => clusters?.end())

describe('a start cut short', { skip: process.platform === 'win32' ? 'no signals on Windows' : false }, () => {
  it('a cluster that could not be made to its end is not left behind', async () => {
    const dir = clusters.fresh()
    // Files end at some 500 kB, as on a full disk.
    const holder = runDataDirProcess(['embedded', dir], { limit: '-f 1000' })
    const { code, errors } = await holder.ended
    assert.notEqual(code, 0)
    assert.match(
      errors,
      /ConfigError: a database could not be made in DATA_DIR .*initdb failed: .*(too large|wrote only)/i,
    )
    assert.deepEqual(readdirSync(dir).sort(), ['TOCSIN', 'postgres-password'])
    await (await startEmbedded({ dataDir: dir })).stop()
  })

  it('kill -9 while the cluster is made: the next start makes it', async () => {
    const dir = clusters.fresh()
    const holder = runDataDirProcess(['embedded', dir])
    await until(() => existsSync(dir) && readdirSync(dir).some((name) => name.startsWith('postgres-draft-')))
    holder.child.kill('SIGKILL')
    await holder.ended
    assert.equal(existsSync(join(dir, 'postgres')), false)
    const database = await startEmbedded({ dataDir: dir })
    assert.deepEqual(await query(database.connection, 'select 1 as one'), [{ one: 1 }])
    await database.stop()
    // What the killed start's own initdb still wrote is gone at the latest with the start after.
    await (await startEmbedded({ dataDir: dir })).stop()
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.startsWith('postgres-draft-')),
      [],
    )
  })

  it('kill -9 of the service alone: the next start takes over the running server, and can stop it', async () => {
    const dir = clusters.copy()
    const holder = runDataDirProcess(['embedded', dir])
    const { connection } = await holder.hear('connection')
    const pid = postmasterPid(dir)
    assert.ok(pid)
    holder.child.kill('SIGKILL')
    await holder.ended
    const database = await startEmbedded({ dataDir: dir })
    assert.equal(database.adopted, true)
    assert.deepEqual(database.connection, connection)
    assert.equal(postmasterPid(dir), pid)
    assert.deepEqual(await words(database.connection), ['first'])
    await database.stop()
    assert.equal(postmasterPid(dir), null)
    await database.stop()
    await until(() => !isRunning(pid))
    assert.equal(await findEmbedded(dir), null)
  })

  it('a server left running with other settings is started anew', async () => {
    const dir = clusters.copy()
    const holder = runDataDirProcess(['embedded', dir])
    await holder.hear('connection')
    const pid = postmasterPid(dir)
    assert.ok(pid)
    holder.child.kill('SIGKILL')
    const options = join(dir, 'postgres', 'postmaster.opts')
    writeFileSync(options, readFileSync(options, 'utf8').replace('max_connections=60', 'max_connections=50'))
    await using database = await startEmbedded({ dataDir: dir })
    assert.equal(database.adopted, false)
    await until(() => !isRunning(pid))
    assert.notEqual(postmasterPid(dir), pid)
    assert.deepEqual(await words(database.connection), ['first'])
  })

  it('kill -9 of everything: what was acknowledged is there, though the process id is another’s by now', async () => {
    const dir = clusters.copy()
    const holder = runDataDirProcess(['embedded', dir])
    const { connection } = await holder.hear('connection')
    await query(connection as DatabaseTarget, `insert into kept values ('second')`) // what hold-data-dir.ts says
    const pid = postmasterPid(dir)
    assert.ok(pid)
    holder.child.kill('SIGKILL')
    killServer(pid)
    await until(() => !isRunning(pid))
    // PostgreSQL takes an id for its own when a process of its user has it.
    const { uid, gid } = statSync(join(dir, 'postgres'))
    const stranger = spawn('sleep', ['300'], root ? { uid, gid } : {})
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
      const file = join(dir, 'postgres', name)
      writeFileSync(file, readFileSync(file, 'utf8').replace(String(pid), String(stranger.pid)))
    }
    try {
      assert.equal(await findEmbedded(dir), null)
      await using database = await startEmbedded({ dataDir: dir })
      assert.equal(database.adopted, false)
      assert.deepEqual(await words(database.connection), ['first', 'second'])
      assert.equal(stranger.exitCode, null)
    } finally {
      stranger.kill()
    }
  })

  it('a postmaster.pid that a power cut left empty is in nobody’s way', async () => {
    const dir = clusters.copy()
    writeFileSync(join(dir, 'postgres', 'postmaster.pid'), '')
    await using database = await startEmbedded({ dataDir: dir })
    assert.deepEqual(await words(database.connection), ['first'])
  })

  it('a copy of a running folder has a server of its own', async () => {
    const dir = clusters.copy()
    await using original = await startEmbedded({ dataDir: dir })
    const copy = clusters.fresh()
    cpSync(dir, copy, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') })
    assert.equal(postmasterPid(copy), postmasterPid(dir))
    assert.equal(await findEmbedded(copy), null)
    const second = await startEmbedded({ dataDir: copy })
    assert.equal(second.adopted, false)
    await query(second.connection, `insert into kept values ('copy')`)
    await second.stop()
    assert.deepEqual(await words(original.connection), ['first'])
  })

  for (const where of ['socket', 'port'] as const) {
    it(`kill -9 of PostgreSQL alone (on a ${where}): it comes back where it was, with what it acknowledged`, async () => {
      const dir = where === 'socket' ? clusters.copy() : clusters.copy('killed '.repeat(15).trim())
      const lines: string[] = []
      const database = await startEmbedded({ dataDir: dir, log: (line) => lines.push(line) })
      for (const [index, word] of ['second', 'third'].entries()) {
        await query(database.connection, `insert into kept values ('${word}')`)
        const pid = postmasterPid(dir)
        assert.ok(pid)
        process.kill(pid, 'SIGKILL')
        await until(() => lines.filter((line) => line === 'PostgreSQL is running again').length === index + 1)
        assert.deepEqual(await findEmbedded(dir), database.connection)
      }
      assert.deepEqual(await words(database.connection), ['first', 'second', 'third'])
      await database.stop()
      assert.equal(postmasterPid(dir), null)
    })
  }

  it('stop() while PostgreSQL is being started again leaves nothing running', async () => {
    const dir = clusters.copy()
    const lines: string[] = []
    const database = await startEmbedded({ dataDir: dir, log: (line) => lines.push(line) })
    const pid = postmasterPid(dir)
    assert.ok(pid)
    process.kill(pid, 'SIGKILL')
    await until(() => lines.some((line) => line.startsWith('PostgreSQL ended by itself')))
    await database.stop()
    assert.equal(runningPostmaster(join(dir, 'postgres')), null)
    assert.equal(await findEmbedded(dir), null)
  })

  it('Ctrl-C for the service’s process group does not reach PostgreSQL', async () => {
    const dir = clusters.copy()
    const holder = runDataDirProcess(['embedded', dir])
    await holder.hear('connection')
    const pid = postmasterPid(dir)
    assert.ok(pid)
    if (process.platform === 'linux') {
      const session = (id: number): string | undefined =>
        readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ')[3]
      assert.equal(session(pid), String(pid))
      assert.notEqual(session(holder.pid), String(pid))
    }
    holder.child.kill('SIGTERM')
    await holder.hear('stopped')
    await holder.ended
    await until(() => !isRunning(pid))
  })
})
