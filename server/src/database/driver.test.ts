// What batch.ts relies on inside the driver, beyond what the driver documents: to be red when an update of pg changes it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { serialize } from 'pg-protocol'
import { testConfig } from '../testing/database.ts'
import { runBatch } from './batch.ts'
import { clientConfig } from './client-config.ts'
import { raw, type Sql, sql } from './sql.ts'

let client: pg.Client
let other: pg.Client

before(async () => {
  client = await connect()
  other = await connect()
  await client.query('create temp table kept (n integer primary key)')
})
after(async () => {
  await client.end()
  await other.end()
})

async function connect(): Promise<pg.Client> {
  const { database } = await testConfig()
  assert.ok(database)
  const made = new pg.Client(clientConfig(database))
  made.on('error', () => {}) // what was running rejects with it
  await made.connect()
  return made
}

async function rowsOf(...statements: Sql[]): Promise<unknown[]> {
  return (await runBatch(client, statements, true)).map(({ rows }) => rows)
}

test('messages have the bytes of the protocol', () => {
  const hex = (message: Buffer): string => message.toString('hex')
  assert.equal(hex(serialize.parse({ name: 'a', text: 'b' })), '500000000a610062000000')
  // Portal, statement, two formats (text), two values, one format for all results (text).
  assert.equal(
    hex(serialize.bind({ statement: 'a', values: ['x', null] })),
    `42${'0000001c'}${'00'}${'6100'}${'0002'}${'00000000'}${'0002'}${'0000000178'}${'ffffffff'}${'0001'}${'0000'}`,
  )
  assert.equal(hex(serialize.describe({ type: 'P', name: '' })), '44000000065000')
  assert.equal(hex(serialize.execute({ portal: '', rows: 0 })), '45000000090000000000')
  assert.equal(hex(serialize.close({ type: 'S', name: 'a' })), '4300000007536100')
  assert.equal(hex(serialize.sync()), '5300000004')
})

test('a batch goes out in one write, and its statements are one transaction', async () => {
  const { connection } = client as unknown as { connection: { stream: { write: (bytes: Buffer) => boolean } } } // what a pg.Client has inside
  const { stream } = connection
  const { write } = stream
  let writes = 0
  stream.write = (bytes) => {
    writes++
    return write.call(stream, bytes)
  }
  try {
    const setting = sql`select current_setting('app.test', true) as value`
    const [, seen] = await rowsOf(sql`select set_config('app.test', ${'x'}, true)`, setting)
    assert.deepEqual(seen, [{ value: 'x' }])
    assert.equal(writes, 1)
    const [later] = await rowsOf(setting)
    assert.deepEqual(later, [{ value: '' }])
  } finally {
    stream.write = write
  }
})

test('values go out and come back in their types, again and again under the name of the statement', async () => {
  const statement = sql`select ${'ü'}::text as text, ${7}::int as number, ${8n}::bigint as large, ${true}::boolean as yes, ${null}::text as nothing,
    ${['a"b', null, 'c,d']}::text[] as list, ${Buffer.from([0, 255])}::bytea as bytes, '{"a":[1]}'::json as json`
  for (let n = 0; n < 3; n++) {
    const [rows] = await rowsOf(statement)
    assert.deepEqual(rows, [
      {
        text: 'ü',
        number: 7,
        large: 8,
        yes: true,
        nothing: null,
        list: '{"a\\"b",NULL,"c,d"}',
        bytes: Buffer.from([0, 255]),
        json: { a: [1] },
      },
    ])
  }
})

test('statements without rows, without text and with counts are told apart', async () => {
  const results = await runBatch(
    client,
    [
      sql`insert into kept values (${1}), (${2})`,
      raw(''),
      sql`delete from kept where n > ${0}`,
      sql`select 1 as one where false`,
    ],
    true,
  )
  assert.deepEqual(
    results.map(({ command, count, rows }) => [command, count, rows.length]),
    [
      ['INSERT', 2, 0],
      ['EMPTY', 0, 0],
      ['DELETE', 2, 0],
      ['SELECT', 0, 0],
    ],
  )
})

test('an error takes the whole batch back, and the connection goes on, with the same statements too', async () => {
  const insert = (n: number): Sql => sql`insert into kept values (${n}) returning n`
  const divide = (by: number): Sql => sql`select 10 / ${by}::int as tenth`
  for (let n = 0; n < 2; n++) {
    await assert.rejects(rowsOf(insert(5), divide(0), sql`select 'never' as prepared`), {
      code: '22012',
      severity: 'ERROR',
    })
    assert.deepEqual(await rowsOf(sql`select count(*)::int as kept from kept`), [[{ kept: 0 }]])
  }
  assert.deepEqual(await rowsOf(insert(5), divide(5), sql`select 'never' as prepared`), [
    [{ n: 5 }],
    [{ tenth: 2 }],
    [{ prepared: 'never' }],
  ])
})

test('what is queued meanwhile has its turn, and a connection that breaks rejects all of it once', async () => {
  const both = await Promise.all([rowsOf(sql`select pg_sleep(0.01), 1 as n`), rowsOf(sql`select 2 as n`)])
  assert.deepEqual(
    both.map(([rows]) => (rows as { n: number }[])[0]?.n), // as selected
    [1, 2],
  )
  const [[process]] = (await rowsOf(sql`select pg_backend_pid() as pid`)) as [[{ pid: number }]] // as selected
  const waiting = Promise.allSettled([rowsOf(sql`select pg_sleep(${60})`), rowsOf(sql`select 3 as n`)])
  await other.query(
    `do $$ begin while not exists (select 1 from pg_stat_activity where pid = ${process.pid} and wait_event = 'PgSleep') loop perform pg_sleep(0.01); perform pg_stat_clear_snapshot(); end loop; end $$`,
  )
  await other.query('select pg_terminate_backend($1)', [process.pid])
  for (const one of await waiting) assert.equal(one.status, 'rejected')
})
