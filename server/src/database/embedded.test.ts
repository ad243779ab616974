import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { ConfigError, type DatabaseTarget } from '../config.ts'
import { killDataDirProcesses, ordinaryUser, runDataDirProcess, temporaryFolder } from '../testing/data-dir-process.ts'
import { until } from '../testing/until.ts'
import { openDataFolder } from './data-folder.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { sweepLogs } from './embedded-server.ts'

const root = process.getuid?.() === 0
const other = ordinaryUser()
const asOther = { skip: 'reason' in other ? other.reason : false }
let parent: string
let remove: () => void
/** A cluster with a table `kept` of one row, made once; copied for the tests that only need some data. */
let made: string
let count = 0

before(async () => {
  const temporary = temporaryFolder()
  parent = temporary.path
  remove = temporary.remove
  made = join(parent, 'made')
  await using database = await startEmbedded({ dataDir: made })
  await run(database.connection, 'create table kept (word text)')
  await run(database.connection, `insert into kept values ('first')`)
})
after(async () => {
  killDataDirProcesses()
  // What failed tests left running.
  for (const name of readdirSync(parent)) if (postmasterPid(join(parent, name))) await stopLeft(join(parent, name))
  remove()
})

const fresh = (): string => join(parent, `data ${++count}`)

function copyOfMade(): string {
  const dir = fresh()
  cpSync(made, dir, { recursive: true })
  return dir
}

async function run(target: DatabaseTarget, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...target, ssl: false })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

const words = async (target: DatabaseTarget): Promise<unknown[]> =>
  (await run(target, 'select word from kept order by word')).map((row) => row.word)

function postmasterPid(dir: string): number | null {
  const file = join(dir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

async function stopLeft(dir: string): Promise<void> {
  if (await findEmbedded(dir)) await (await startEmbedded({ dataDir: dir })).stop()
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch (error) {
    return process.platform !== 'linux' && error instanceof Error && error.message.includes('/proc')
  }
}

function refusal(pattern: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ConfigError, String(error))
    assert.match(error.message, pattern)
    assert.doesNotMatch(error.message, /\n/)
    return true
  }
}

describe('the embedded PostgreSQL', () => {
  it('the first start makes a database, the next one finds its data, by a relative path as well', async () => {
    const dir = fresh()
    const first = await startEmbedded({ dataDir: dir })
    assert.equal(first.adopted, false)
    await run(first.connection, 'create table note (text text)')
    await run(first.connection, `insert into note values ('kept')`)
    await first.stop()
    assert.equal(postmasterPid(dir), null)
    const second = await startEmbedded({ dataDir: relative(process.cwd(), dir) })
    assert.deepEqual(second.connection, first.connection)
    assert.deepEqual(await run(second.connection, 'select * from note'), [{ text: 'kept' }])
    await second.stop()
    await second.stop()
  })

  it('keeps what it acknowledges, sorts by code point, knows every script’s letters, and stays small', async () => {
    await using database = await startEmbedded({ dataDir: copyOfMade() })
    const names = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'data_checksums',
      'jit',
      'TimeZone',
      'shared_buffers',
    ]
    const rows = await run(
      database.connection,
      `select ${names.map((name) => `current_setting('${name}') as "${name}"`).join()}`,
    )
    assert.deepEqual(rows, [
      {
        fsync: 'on',
        full_page_writes: 'on',
        synchronous_commit: 'on',
        data_checksums: 'on',
        jit: 'off',
        TimeZone: 'UTC',
        shared_buffers: '128MB',
      },
    ])
    await run(database.connection, 'create extension pg_trgm')
    const text = `select getdatabaseencoding() as encoding, lower('ÄПР') as lower, 'Z' < 'a' and 'z' < 'ä' as by_code_point,
      array_length(show_trgm('Привет'), 1) as cyrillic, array_length(show_trgm('災害'), 1) as han`
    assert.deepEqual(await run(database.connection, text), [
      { encoding: 'UTF8', lower: 'äпр', by_code_point: true, cyrillic: 7, han: 3 },
    ])
  })

  it('nobody gets in without the password, which only its owner can read', async () => {
    const dir = copyOfMade()
    await using database = await startEmbedded({ dataDir: dir })
    assert.equal(statSync(join(dir, 'postgres')).mode & 0o777, 0o700)
    assert.equal(statSync(join(dir, 'postgres-password')).mode & 0o777, 0o600)
    for (const password of ['', 'wrong']) {
      await assert.rejects(run({ ...database.connection, password }, 'select 1'), /password/)
    }
    const hosts = await run(database.connection, `select current_setting('listen_addresses') as tcp`)
    assert.deepEqual(hosts, [{ tcp: '' }])
  })

  it('a path too long for a socket gets a port of 127.0.0.1, with the password', async () => {
    const dir = join(parent, 'long '.repeat(20).trim())
    cpSync(made, dir, { recursive: true })
    const first = await startEmbedded({ dataDir: dir })
    assert.equal(first.connection.host, '127.0.0.1')
    assert.deepEqual(await findEmbedded(dir), first.connection)
    assert.deepEqual(await words(first.connection), ['first'])
    await assert.rejects(run({ ...first.connection, password: 'wrong' }, 'select 1'), /password/)
    await first.stop()
    await using second = await startEmbedded({ dataDir: dir })
    assert.deepEqual(await words(second.connection), ['first'])
  })

  it('a link to the folder is the folder', async () => {
    const dir = copyOfMade()
    symlinkSync(dir, `${dir} link`)
    await using database = await startEmbedded({ dataDir: `${dir} link` })
    assert.deepEqual(await words(database.connection), ['first'])
    assert.deepEqual(await findEmbedded(dir), database.connection)
  })

  it('findEmbedded makes nothing, and finds nothing where none runs', async () => {
    const dir = fresh()
    assert.equal(await findEmbedded(dir), null)
    assert.equal(existsSync(dir), false)
    assert.equal(await findEmbedded(made), null)
  })

  it('a lost password is set anew, a wrong one is named', async () => {
    const dir = copyOfMade()
    rmSync(join(dir, 'postgres-password'))
    const database = await startEmbedded({ dataDir: dir })
    assert.deepEqual(await words(database.connection), ['first'])
    await database.stop()
    writeFileSync(join(dir, 'postgres-password'), 'wrong')
    await assert.rejects(
      startEmbedded({ dataDir: dir }),
      refusal(/^the password in DATA_DIR .*remove the file postgres-password/),
    )
    assert.equal(postmasterPid(dir), null)
  })

  it('a server that can’t start says why', async () => {
    const dir = copyOfMade()
    rmSync(join(dir, 'postgres', 'global', 'pg_control'))
    await assert.rejects(startEmbedded({ dataDir: dir }), refusal(/DATA_DIR .* did not start: .*pg_control/))
  })

  it('keeps five log files', () => {
    const log = join(parent, 'logs', 'log')
    mkdirSync(log, { recursive: true })
    const names = Array.from({ length: 9 }, (_, day) => `postgresql-2025010${day + 1}-000000.log`)
    for (const name of [...names, 'mine.txt']) writeFileSync(join(log, name), '')
    sweepLogs(join(parent, 'logs'))
    assert.deepEqual(readdirSync(log).sort(), ['mine.txt', ...names.slice(4)])
  })
})

describe('a DATA_DIR that won’t do is refused in one line', () => {
  const cases: [string, (dir: string) => void, RegExp][] = [
    ['a file', (dir) => writeFileSync(dir, ''), /^DATA_DIR .* is not a folder$/],
    ['a link that leads nowhere', (dir) => symlinkSync('nowhere', dir), /^DATA_DIR .* is a link that leads nowhere$/],
    [
      'other things in it',
      (dir) => {
        mkdirSync(dir)
        for (const name of ['a', 'b', 'c', 'd']) writeFileSync(join(dir, name), '')
      },
      /^DATA_DIR .* holds something else \(a, b, c, …\)/,
    ],
    [
      'a cluster of another major version',
      (dir) => {
        cpSync(made, dir, { recursive: true })
        writeFileSync(join(dir, 'postgres', 'PG_VERSION'), '17\n')
      },
      /^DATA_DIR .* holds data of PostgreSQL 17, and this Tocsin comes with 18: .*tocsin backup/,
    ],
    [
      'no cluster where one should be',
      (dir) => {
        cpSync(made, dir, { recursive: true })
        rmSync(join(dir, 'postgres', 'PG_VERSION'))
      },
      /^DATA_DIR .* not a PostgreSQL cluster/,
    ],
    [
      'the layout of a newer Tocsin',
      (dir) => {
        mkdirSync(dir)
        writeFileSync(join(dir, 'TOCSIN'), 'Data of a Tocsin service, layout 2.')
      },
      /^DATA_DIR .* was laid out by a newer Tocsin/,
    ],
  ]
  for (const [what, prepare, message] of cases) {
    it(what, async () => {
      const dir = fresh()
      prepare(dir)
      await assert.rejects(startEmbedded({ dataDir: dir }), refusal(message))
    })
  }

  it('but for what file systems and version control put there', () => {
    const dir = fresh()
    mkdirSync(dir)
    writeFileSync(join(dir, '.gitkeep'), '')
    assert.equal(openDataFolder(dir).path, dir)
  })

  it('a folder this user may not write', { skip: root ? asOther.skip : false }, async () => {
    const dir = fresh()
    mkdirSync(dir, { mode: 0o555 })
    chmodSync(parent, 0o755)
    const holder = runDataDirProcess(['embedded', dir], 'user' in other ? { user: other.user } : {})
    const { errors } = await holder.ended
    assert.match(errors, /ConfigError: DATA_DIR .* is not readable and writable by user \d+\n/)
  })
})

describe('a start cut short', { skip: process.platform === 'win32' ? 'no signals on Windows' : false }, () => {
  it('a cluster that could not be made to its end is not left behind', async () => {
    const dir = fresh()
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
    const dir = fresh()
    const holder = runDataDirProcess(['embedded', dir])
    await until(() => existsSync(dir) && readdirSync(dir).some((name) => name.startsWith('postgres-draft-')))
    holder.child.kill('SIGKILL')
    await holder.ended
    assert.equal(existsSync(join(dir, 'postgres')), false)
    const database = await startEmbedded({ dataDir: dir })
    assert.deepEqual(await run(database.connection, 'select 1 as one'), [{ one: 1 }])
    await database.stop()
    // What the killed start's own initdb still wrote is gone at the latest with the start after.
    await (await startEmbedded({ dataDir: dir })).stop()
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.startsWith('postgres-draft-')),
      [],
    )
  })

  it('kill -9 of the service alone: the next start takes over the running server, and can stop it', async () => {
    const dir = copyOfMade()
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
    await database.stop()
    assert.equal(isRunning(pid), false)
    assert.equal(await findEmbedded(dir), null)
  })

  it('a server left running with other settings is started anew', async () => {
    const dir = copyOfMade()
    const holder = runDataDirProcess(['embedded', dir])
    await holder.hear('connection')
    const pid = postmasterPid(dir)
    assert.ok(pid)
    holder.child.kill('SIGKILL')
    const options = join(dir, 'postgres', 'postmaster.opts')
    writeFileSync(options, readFileSync(options, 'utf8').replace('max_connections=60', 'max_connections=50'))
    await using database = await startEmbedded({ dataDir: dir })
    assert.equal(database.adopted, false)
    assert.equal(isRunning(pid), false)
    assert.notEqual(postmasterPid(dir), pid)
    assert.deepEqual(await words(database.connection), ['first'])
  })

  it('kill -9 of everything: what was acknowledged is there, though the process id is another’s by now', async () => {
    const dir = copyOfMade()
    const holder = runDataDirProcess(['embedded', dir])
    const { connection } = await holder.hear('connection')
    await run(connection as DatabaseTarget, `insert into kept values ('second')`) // what hold-data-dir.ts says
    const pid = postmasterPid(dir)
    assert.ok(pid)
    holder.child.kill('SIGKILL')
    process.kill(-pid, 'SIGKILL')
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
    const dir = copyOfMade()
    writeFileSync(join(dir, 'postgres', 'postmaster.pid'), '')
    await using database = await startEmbedded({ dataDir: dir })
    assert.deepEqual(await words(database.connection), ['first'])
  })

  it('a copy of a running folder has a server of its own', async () => {
    const dir = copyOfMade()
    await using original = await startEmbedded({ dataDir: dir })
    const copy = fresh()
    cpSync(dir, copy, { recursive: true, filter: (path) => !path.includes('.s.PGSQL') })
    assert.equal(postmasterPid(copy), postmasterPid(dir))
    assert.equal(await findEmbedded(copy), null)
    const second = await startEmbedded({ dataDir: copy })
    assert.equal(second.adopted, false)
    await run(second.connection, `insert into kept values ('copy')`)
    await second.stop()
    assert.deepEqual(await words(original.connection), ['first'])
  })

  for (const where of ['socket', 'port'] as const) {
    it(`kill -9 of PostgreSQL alone (on a ${where}): it comes back where it was, with what it acknowledged`, async () => {
      const dir = where === 'socket' ? copyOfMade() : join(parent, 'killed '.repeat(15).trim())
      if (where === 'port') cpSync(made, dir, { recursive: true })
      const lines: string[] = []
      const database = await startEmbedded({ dataDir: dir, log: (line) => lines.push(line) })
      for (const [index, word] of ['second', 'third'].entries()) {
        await run(database.connection, `insert into kept values ('${word}')`)
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
    const dir = copyOfMade()
    const lines: string[] = []
    const database = await startEmbedded({ dataDir: dir, log: (line) => lines.push(line) })
    const pid = postmasterPid(dir)
    assert.ok(pid)
    process.kill(pid, 'SIGKILL')
    await until(() => lines.some((line) => line.startsWith('PostgreSQL ended by itself')))
    await database.stop()
    const last = postmasterPid(dir)
    assert.ok(last === null || !isRunning(last))
    assert.equal(await findEmbedded(dir), null)
  })

  it('Ctrl-C for the service’s process group does not reach PostgreSQL', async () => {
    const dir = copyOfMade()
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
    assert.equal(isRunning(pid), false)
  })
})

describe('several at once', () => {
  it('commands and a service that start at the same moment queue, or use the service’s database', async () => {
    const dir = fresh()
    const service = runDataDirProcess(['work', dir, 'serve'])
    const commands = ['one', 'two', 'three'].map((name) => runDataDirProcess(['work', dir, name]))
    for (const command of commands) {
      const { code, errors } = await command.ended
      assert.equal(code, 0, errors)
    }
    service.child.stdin?.end()
    const { code, errors } = await service.ended
    assert.equal(code, 0, errors)
    await using database = await startEmbedded({ dataDir: dir })
    const rows = await run(database.connection, 'select name from visit order by name')
    assert.deepEqual(
      rows.map((row) => row.name),
      ['one', 'serve', 'three', 'two'],
    )
  })
})

describe('as root', { skip: root ? false : 'needs root' }, () => {
  it('PostgreSQL runs as somebody else, below a folder only root may enter', async () => {
    const home = join(parent, 'home')
    mkdirSync(home, { mode: 0o700 })
    const dir = join(home, 'data')
    const database = await startEmbedded({ dataDir: dir })
    const pid = postmasterPid(dir)
    assert.ok(pid)
    const { uid } = statSync(join(dir, 'postgres'))
    assert.notEqual(uid, 0)
    assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s+${uid}\\s`, 'm'))
    assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), /^Groups:\s*$/m)
    assert.equal(statSync(dir).uid, 0)
    await database.stop()
    // Copied with `cp -r` by root it is all root's, and PostgreSQL would refuse it.
    const copy = join(home, 'copy')
    cpSync(dir, copy, { recursive: true })
    chownSync(join(copy, 'postgres'), 0, 0)
    chmodSync(join(copy, 'postgres'), 0o755)
    await (await startEmbedded({ dataDir: copy })).stop()
  })

  it('in somebody’s folder everything stays theirs, and they can go on without root', asOther, async () => {
    assert.ok('user' in other)
    chmodSync(parent, 0o755)
    const dir = fresh()
    mkdirSync(dir)
    chownSync(dir, other.user.uid, other.user.gid)
    await (await startEmbedded({ dataDir: dir })).stop()
    for (const name of readdirSync(dir, { recursive: true }).map(String)) {
      assert.equal(statSync(join(dir, name)).uid, other.user.uid, name)
    }
    const holder = runDataDirProcess(['embedded', dir], { user: other.user })
    const { adopted } = await holder.hear('connection')
    assert.equal(adopted, false)
    // And root takes over what they left running.
    holder.child.kill('SIGKILL')
    await holder.ended
    await using database = await startEmbedded({ dataDir: dir })
    assert.equal(database.adopted, true)
  })
})

describe('as an ordinary user', asOther, () => {
  it('below a home only they can enter: start, kill -9, take over, stop', async () => {
    assert.ok('user' in other)
    chmodSync(parent, 0o755)
    const home = join(parent, 'their home')
    mkdirSync(home, { mode: 0o700 })
    chownSync(home, other.user.uid, other.user.gid)
    const dir = join(home, 'data')
    const first = runDataDirProcess(['embedded', 'data'], { user: other.user, cwd: home })
    await first.hear('connection')
    const pid = postmasterPid(dir)
    assert.ok(pid)
    assert.equal(statSync(`/proc/${pid}`).uid, other.user.uid)
    first.child.kill('SIGKILL')
    await first.ended
    const second = runDataDirProcess(['embedded', dir], { user: other.user })
    const { adopted } = await second.hear('connection')
    assert.equal(adopted, true)
    second.child.kill('SIGTERM')
    await second.hear('stopped')
    assert.equal(isRunning(pid), false)
    // Everything killed: postgres and service.
    const third = runDataDirProcess(['embedded', dir], { user: other.user })
    await third.hear('connection')
    const thirdPid = postmasterPid(dir)
    assert.ok(thirdPid)
    third.child.kill('SIGKILL')
    process.kill(-thirdPid, 'SIGKILL')
    await third.ended
    const fourth = runDataDirProcess(['embedded', dir], { user: other.user })
    await fourth.hear('connection')
    fourth.child.kill('SIGTERM')
    await fourth.hear('stopped')
  })
})
