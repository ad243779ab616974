import assert from 'node:assert/strict'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ConfigError } from '../config.ts'
import { type Clusters, makeClusters, postmasterPid, query, words } from '../testing/clusters.ts'
import { ordinaryUser, runDataDirProcess } from '../testing/data-dir-process.ts'
import { openDataFolder } from './data-folder.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { sweepLogs } from './embedded-server.ts'

const root = process.getuid?.() === 0
const other = ordinaryUser()
const asOther = { skip: 'reason' in other ? other.reason : false }

let clusters: Clusters
before(async () => {
  clusters = await makeClusters()
})
after(() => clusters?.end())

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
    const dir = clusters.fresh()
    const first = await startEmbedded({ dataDir: dir })
    assert.equal(first.adopted, false)
    await query(first.connection, 'create table note (text text)')
    await query(first.connection, `insert into note values ('kept')`)
    await first.stop()
    assert.equal(postmasterPid(dir), null)
    const second = await startEmbedded({ dataDir: relative(process.cwd(), dir) })
    assert.deepEqual(second.connection, first.connection)
    assert.deepEqual(await query(second.connection, 'select * from note'), [{ text: 'kept' }])
    await second.stop()
    await second.stop()
  })

  it('keeps what it acknowledges, sorts by code point, knows every script’s letters, and stays small', async () => {
    await using database = await startEmbedded({ dataDir: clusters.copy() })
    const names = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'data_checksums',
      'jit',
      'TimeZone',
      'shared_buffers',
    ]
    const rows = await query(
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
    await query(database.connection, 'create extension pg_trgm')
    const text = `select getdatabaseencoding() as encoding, lower('ÄПР') as lower, 'Z' < 'a' and 'z' < 'ä' as by_code_point,
      array_length(show_trgm('Привет'), 1) as cyrillic, array_length(show_trgm('災害'), 1) as han`
    assert.deepEqual(await query(database.connection, text), [
      { encoding: 'UTF8', lower: 'äпр', by_code_point: true, cyrillic: 7, han: 3 },
    ])
  })

  it('nobody gets in without the password, which only its owner can read', async () => {
    const dir = clusters.copy()
    await using database = await startEmbedded({ dataDir: dir })
    assert.equal(statSync(join(dir, 'postgres')).mode & 0o777, 0o700)
    assert.equal(statSync(join(dir, 'postgres-password')).mode & 0o777, 0o600)
    for (const password of ['', 'wrong']) {
      await assert.rejects(query({ ...database.connection, password }, 'select 1'), /password/)
    }
    const hosts = await query(database.connection, `select current_setting('listen_addresses') as tcp`)
    assert.deepEqual(hosts, [{ tcp: '' }])
  })

  it('a path too long for a socket gets a port of 127.0.0.1, with the password', async () => {
    const dir = clusters.copy('long '.repeat(20).trim())
    const first = await startEmbedded({ dataDir: dir })
    assert.equal(first.connection.host, '127.0.0.1')
    assert.deepEqual(await findEmbedded(dir), first.connection)
    assert.deepEqual(await words(first.connection), ['first'])
    await assert.rejects(query({ ...first.connection, password: 'wrong' }, 'select 1'), /password/)
    await first.stop()
    await using second = await startEmbedded({ dataDir: dir })
    assert.deepEqual(await words(second.connection), ['first'])
  })

  it('a link to the folder is the folder', async () => {
    const dir = clusters.copy()
    symlinkSync(dir, `${dir} link`)
    await using database = await startEmbedded({ dataDir: `${dir} link` })
    assert.deepEqual(await words(database.connection), ['first'])
    assert.deepEqual(await findEmbedded(dir), database.connection)
  })

  it('findEmbedded makes nothing, and finds nothing where none runs', async () => {
    const dir = clusters.fresh()
    assert.equal(await findEmbedded(dir), null)
    assert.equal(existsSync(dir), false)
    assert.equal(await findEmbedded(clusters.copy()), null)
  })

  it('a lost password is set anew, a wrong one is named', async () => {
    const dir = clusters.copy()
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
    const dir = clusters.copy()
    rmSync(join(dir, 'postgres', 'global', 'pg_control'))
    await assert.rejects(startEmbedded({ dataDir: dir }), refusal(/DATA_DIR .* did not start: .*pg_control/))
  })

  it('keeps five log files', () => {
    const log = join(clusters.parent, 'logs', 'log')
    mkdirSync(log, { recursive: true })
    const names = Array.from({ length: 9 }, (_, day) => `postgresql-2025010${day + 1}-000000.log`)
    for (const name of [...names, 'mine.txt']) writeFileSync(join(log, name), '')
    sweepLogs(join(clusters.parent, 'logs'))
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
        cpSync(clusters.copy(), dir, { recursive: true })
        writeFileSync(join(dir, 'postgres', 'PG_VERSION'), '17\n')
      },
      /^DATA_DIR .* holds data of PostgreSQL 17, and this Tocsin comes with 18: .*tocsin backup/,
    ],
    [
      'no cluster where one should be',
      (dir) => {
        cpSync(clusters.copy(), dir, { recursive: true })
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
      const dir = clusters.fresh()
      prepare(dir)
      await assert.rejects(startEmbedded({ dataDir: dir }), refusal(message))
    })
  }

  it('but for what file systems and version control put there', () => {
    const dir = clusters.fresh()
    mkdirSync(dir)
    writeFileSync(join(dir, '.gitkeep'), '')
    assert.equal(openDataFolder(dir).path, dir)
  })

  it('a folder this user may not write', { skip: root ? asOther.skip : false }, async () => {
    const dir = clusters.fresh()
    mkdirSync(dir, { mode: 0o555 })
    chmodSync(clusters.parent, 0o755)
    const holder = runDataDirProcess(['embedded', dir], 'user' in other ? { user: other.user } : {})
    const { errors } = await holder.ended
    assert.match(errors, /ConfigError: DATA_DIR .* is not readable and writable by user \d+\n/)
  })
})

describe('several at once', () => {
  it('commands and a service that start at the same moment queue, or use the service’s database', async () => {
    const dir = clusters.fresh()
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
    const rows = await query(database.connection, 'select name from visit order by name')
    assert.deepEqual(
      rows.map((row) => row.name),
      ['one', 'serve', 'three', 'two'],
    )
  })
})
