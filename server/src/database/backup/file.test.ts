import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import type { DatabaseTarget } from '../../config.ts'
import { newIncident, type TestApp, testApp } from '../../testing/app.ts'
import {
  ask,
  backUp,
  backupFolder,
  newPlace,
  type Place,
  placeOf,
  restore,
  rowHashes,
  textOf,
} from '../../testing/backup.ts'
import { clientConfig } from '../client-config.ts'
import { applyMigrations, migrations, setPrivileges } from '../migrate.ts'
import { type End, type Header, LineSum } from './format.ts'
import { checkBackup } from './read.ts'

let app: TestApp
let target: DatabaseTarget
/** A good backup, with some of everything in it. */
let good = ''
const file = backupFolder()

before(async () => {
  app = await testApp()
  target = placeOf(app.config).target
  const person = await app.person('deployer')
  await person.ok('POST', '/v1/incident/attributes', { name: 'floor', type: 'NUMBER' })
  for (let number = 0; number < 5; number++) {
    const { id } = await person.ok('POST', '/v1/incident', newIncident({ attributes: { floor: number } }))
    await person.ok('POST', `/v1/incident/${id}/updates`, { text: 'on it', status: 'OPEN' })
  }
  good = file('good')
  await backUp(placeOf(app.config), good)
})

async function isThere({ schema }: Place): Promise<boolean> {
  return (await ask(target, `select 1 from pg_namespace where nspname = '${schema}'`)).length > 0
}

async function refused(path: string, pattern: RegExp): Promise<void> {
  const place = newPlace(target)
  const error = await restore(place, path).then(
    () => assert.fail(`${path} was restored`),
    (reason: Error) => reason,
  )
  assert.match(error.message, pattern)
  assert.ok(error.message.startsWith(path) && !error.message.includes('\n'), error.message)
  assert.ok(!(await isThere(place)), 'something was written')
}

/** Whether both unpack, and to the same. */
function saysTheSame(altered: Buffer, original: Buffer): boolean {
  try {
    return textOf(altered) === textOf(original)
  } catch {
    return false
  }
}

/** Writes a variant of the good backup whose hashes fit. */
function variant(name: string, change: (lines: string[]) => string[]): string {
  const lines = change(textOf(readFileSync(good)).split('\n').slice(0, -1))
  const sum = new LineSum()
  let inRows = false
  for (const line of lines.slice(0, -1)) {
    if (line === '\\.') inRows = false
    else if (!inRows) sum.add(Buffer.from(`${line}\n`))
    if (/^\{"table":"\w+"\}$/.test(line)) inRows = true
  }
  const end: End = { ...JSON.parse(lines.at(-1) ?? ''), sha256: sum.digest() }
  const path = file(name)
  writeFileSync(path, gzipSync(`${[...lines.slice(0, -1), JSON.stringify(end)].join('\n')}\n`))
  return path
}

function withHeader(change: (header: Header) => object): (lines: string[]) => string[] {
  return ([header = '', ...rest]) => [JSON.stringify(change(JSON.parse(header))), ...rest]
}

describe('a file that is not what was written', () => {
  it('is refused wherever it is cut off, before anything is written', async () => {
    const bytes = readFileSync(good)
    const path = file('cut')
    const cuts = [1, 2, 9, 10, 11, bytes.length - 1, bytes.length - 8, bytes.length - 9]
    for (let at = 20; at < bytes.length; at += Math.ceil(bytes.length / 60)) cuts.push(at)
    for (const at of cuts) {
      writeFileSync(path, bytes.subarray(0, at))
      await assert.rejects(checkBackup(path), /is cut off|is no Tocsin backup/, `${at} of ${bytes.length} bytes`)
    }
    await refused(path, /is cut off/)
    writeFileSync(path, '')
    await refused(path, /is no Tocsin backup/)
  })

  it('is refused when its text ends early, at whatever line', async () => {
    const lines = textOf(readFileSync(good)).split('\n').slice(0, -1)
    const path = file('short')
    for (let at = 0; at < lines.length; at += 3) {
      writeFileSync(
        path,
        gzipSync(
          lines
            .slice(0, at)
            .map((line) => `${line}\n`)
            .join(''),
        ),
      )
      await assert.rejects(checkBackup(path), /is cut off/, `${at} of ${lines.length} lines`)
    }
  })

  it('is refused whichever byte is altered, before anything is written', async () => {
    const bytes = readFileSync(good)
    const path = file('altered')
    // The first ten bytes are gzip's header, of which only the first four say anything about the data.
    for (let at = 10; at < bytes.length; at += Math.ceil(bytes.length / 150)) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] ?? 0) ^ 0x40
      // Deflate can say the same in two ways: then nothing was altered.
      if (saysTheSame(altered, bytes)) continue
      writeFileSync(path, altered)
      await assert.rejects(checkBackup(path), /is damaged|is cut off|is no Tocsin backup/, `byte ${at}`)
    }
    await refused(path, /is damaged|is cut off/)
  })

  it('is refused when lines of it were altered, left out or moved', async () => {
    const lines = textOf(readFileSync(good)).split('\n').slice(0, -1)
    const path = file('lines')
    const write = (changed: string[]): void => writeFileSync(path, gzipSync(`${changed.join('\n')}\n`))
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] ?? ''
      write(
        lines.with(
          at,
          line.replace(/[\w.](?=[^\w.]*$)/, (last) => (last === '1' ? '2' : '1')),
        ),
      )
      await assert.rejects(checkBackup(path), /./, `altered: ${line}`)
      write(lines.toSpliced(at, 1))
      await assert.rejects(checkBackup(path), /./, `left out: ${line}`)
      const next = lines[at + 1]
      if (next === undefined || next === line) continue
      write(lines.with(at, next).with(at + 1, line))
      await assert.rejects(checkBackup(path), /./, `moved: ${line}`)
    }
    write([...lines, 'more'])
    await refused(path, /something follows its end/)
    writeFileSync(path, Buffer.concat([readFileSync(good), gzipSync('more')]))
    await refused(path, /something follows its end/)
    writeFileSync(path, Buffer.concat([readFileSync(good), Buffer.from('more')]))
    await refused(path, /is damaged/)
  })

  it('is refused when it is something else', async () => {
    for (const [name, bytes] of Object.entries({
      text: 'hello',
      zip: gzipSync('{"format":"other"}\n'),
      zeros: Buffer.alloc(5000),
    })) {
      writeFileSync(file(name), bytes)
      await refused(file(name), /is no Tocsin backup/)
    }
    writeFileSync(file('endless'), gzipSync(Buffer.alloc(3_000_000, 'a')))
    await refused(file('endless'), /is no Tocsin backup/)
    await refused(file('nowhere'), /does not exist/)
  })

  it('is refused when PostgreSQL cannot take it or its log is not whole', async () => {
    const events = (change: (rows: string[]) => string[]) => (lines: string[]) => {
      const start = lines.indexOf('{"table":"event"}') + 1
      const end = lines.indexOf('\\.', start)
      const rows = change(lines.slice(start, end))
      const text = Buffer.from(rows.map((row) => `${row}\n`).join(''))
      const sum = new LineSum()
      sum.add(text)
      const total = JSON.parse(lines.at(-1) ?? '')
      return [
        ...lines.slice(0, start),
        ...rows,
        '\\.',
        JSON.stringify({ table: 'event', rows: rows.length, sha256: sum.digest() }),
        ...lines.slice(end + 2, -1),
        JSON.stringify({ ...total, rows: total.rows - (end - start) + rows.length }),
      ]
    }
    assert.equal(
      (
        await checkBackup(
          variant(
            'same',
            events((rows) => rows),
          ),
        )
      ).header.tocsin,
      'test',
    )
    await refused(
      variant(
        'gap',
        events((rows) => rows.toSpliced(4, 1)),
      ),
      /log that is not whole: tenant tenant-/,
    )
    await refused(
      variant(
        'twice',
        events((rows) => [...rows, rows[0] ?? '']),
      ),
      /can't be loaded: duplicate key/,
    )
    await refused(
      variant(
        'bad',
        events((rows) => rows.with(0, rows[0]?.replace(/\t\d+\t/, '\tone\t') ?? '')),
      ),
      /can't be loaded: /,
    )
  })
})

describe('a backup of another version', () => {
  it('is restored by way of the tables it was made from', async () => {
    const place = newPlace(target)
    const all = migrations()
    const older = all.slice(0, -1)
    const client = new pg.Client(clientConfig(target))
    await client.connect()
    await client.query('begin')
    await applyMigrations(client, place.schema, true, older)
    await setPrivileges(client, place.schema, true)
    await client.query(
      `set local app.scope to 'operations'; insert into tenant (tenant_id, name, definitions_version) values ('old', 'Old', 1)`,
    )
    await client.query('commit')
    await client.end()
    const { header } = await backUp(place, file('older'))
    assert.equal(header.migrations.length, older.length)
    const again = newPlace(target)
    const restored = await restore(again, file('older'))
    assert.deepEqual(
      restored.migrated,
      all.slice(-1).map(({ name }) => name),
    )
    assert.deepEqual(
      restored.tenants.map(({ tenant_id }) => tenant_id),
      ['old'],
    )
    assert.deepEqual(Object.keys(await rowHashes(again)), Object.keys(await rowHashes(placeOf(app.config))))
  })

  it('is refused in a line when it is newer, or of another make', async () => {
    const checksum = 'a'.repeat(64)
    await refused(
      variant(
        'format',
        withHeader((header) => ({ ...header, version: 2, more: true })),
      ),
      /newer version of Tocsin \(test\)/,
    )
    const newer = (header: Header) => ({
      ...header,
      migrations: [...header.migrations, { version: 9999, name: '9999_later', checksum }],
    })
    await refused(variant('newer', withHeader(newer)), /newer version of Tocsin \(test, 9999_later\)/)
    const other = (header: Header) => ({
      ...header,
      migrations: header.migrations.map((one, at) => (at === 0 ? { ...one, checksum } : one)),
    })
    await refused(variant('other', withHeader(other)), /another version of Tocsin \(test, 0001_record\)/)
  })

  it('is refused when its tables are not those of its migrations', async () => {
    const columns = (header: Header) => ({
      ...header,
      tables: header.tables.map((table) =>
        table.name === 'comment' ? { ...table, columns: table.columns.slice(1) } : table,
      ),
    })
    await refused(
      variant('columns', withHeader(columns)),
      /does not fit the tables of this version of Tocsin \(comment\)/,
    )
  })
})
