// Histories of very many long changes: what is asked of them costs what it answers, not what they hold.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, test } from 'node:test'
import type { Database, Tx } from '../database/database.ts'
import { type Sql, sql } from '../database/sql.ts'
import { changesSince } from '../record/history.ts'
import { newIncident, type Person } from '../testing/app.ts'
import { watchedApp } from '../testing/watched.ts'
import { incidentAsOf } from './history.ts'

const CHANGES = 60
const LONG = 99_000

const app = await watchedApp()
let person: Person
let id: string

/** Texts that can hardly be compressed, of few different pieces, since each different one is kept for the search. */
const texts = Array.from({ length: CHANGES + 1 }, () => randomBytes(LONG / 2).toString('hex'))
const long = (n: number): string => texts[n] ?? ''

before(async () => {
  person = await app.person('responder')
  id = (await person.ok('POST', '/v1/incident', newIncident({ description: long(0), location: 'Hall 1' }))).id
  for (let lock = 0; lock < CHANGES; lock++) {
    const body = { occ_lock: lock, description: long(lock + 1), ...(lock === 20 ? { location: 'Hall 2' } : {}) }
    await person.ok('PATCH', `/v1/incident/${id}`, body)
  }
})

test('a stale PATCH is told what each field was, what it is and who changed it last; one of another field succeeds', async () => {
  const stale = await person.call('PATCH', `/v1/incident/${id}`, {
    occ_lock: 3,
    description: 'Mine.',
    location: 'Hall 2',
  })
  assert.equal(stale.status, 409, stale.text.slice(0, 300))
  const { changes, conflicts } = stale.body.data
  assert.deepEqual(conflicts, ['description'])
  const shown = changes.map(({ field, from, to }: Record<string, string>) => [field, from, to])
  assert.deepEqual(shown, [
    ['description', long(3), long(CHANGES)],
    ['location', 'Hall 1', 'Hall 2'],
  ])
  assert.equal(changes[0].by, `Person ${person.user}`)
  const other = await person.call('PATCH', `/v1/incident/${id}`, { occ_lock: 3, reported_by: 'Desk' })
  assert.equal(other.status, 200, other.text.slice(0, 300))
})

test('an incident is shown as it stood after any of them', async () => {
  for (const lock of [0, 20, 21, CHANGES]) {
    const { description, location, occ_lock } = await person.ok('GET', `/v1/incident/${id}?as_of_lock=${lock}`)
    assert.deepEqual([description, location, occ_lock], [long(lock), lock > 20 ? 'Hall 2' : 'Hall 1', lock])
  }
})

test('which fields an event changed is kept beside what they were changed to', async () => {
  const rows = await app.database.read(
    person.tenant,
    sql`select b.fields = coalesce((select array_agg(c ->> 'field') from json_array_elements(b.changes) c), '{}') as same
      from event_body b where b.tenant_id = ${person.tenant}`,
  )
  assert.ok(rows.length > CHANGES)
  for (const row of rows) assert.equal(row['same'], true)
})

/** Pages of the database that a statement reads. */
async function pagesOf(statement: Sql): Promise<number> {
  const [row] = await app.database.read(person.tenant, sql`explain (analyze, buffers, format json) ${statement}`)
  const plan = row?.['QUERY PLAN']
  const [{ Plan: top }] = typeof plan === 'string' ? JSON.parse(plan) : plan
  return Number(top['Shared Hit Blocks']) + Number(top['Shared Read Blocks'])
}

test('what is read of a history does not grow with what its changes hold', async () => {
  const asked: Sql[] = []
  const query = async (statement: Sql): Promise<[]> => {
    asked.push(statement)
    return []
  }
  await changesSince({ tenantId: person.tenant, query } as unknown as Tx, 'incident', id, 1) // it does nothing else with it
  await incidentAsOf(
    { read: (_: string, statement: Sql) => query(statement) } as unknown as Database,
    person.tenant,
    id,
    {
      lock: CHANGES - 1,
    },
  ) // the same
  const everything = await pagesOf(
    sql`select sum(length(b.changes::text)) from event_body b where b.tenant_id = ${person.tenant}`,
  )
  assert.ok(everything > 20 * CHANGES, `${everything} pages: the changes are too short to show anything`)
  assert.equal(asked.length, 2)
  for (const statement of asked) {
    const pages = await pagesOf(statement)
    assert.ok(pages < everything / 2, `${pages} pages were read, of ${everything}, by ${statement.text ?? ''}`)
  }
})
