/** When what a comment tells happened, and the timeline in that order. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { clientConfig } from '../database/client-config.ts'
import { applyMigrations, migrations } from '../database/migrate.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { newPlace, placeOf } from '../testing/backup.ts'
import { testConfig } from '../testing/database.ts'

const app = await testApp()

type Entry = {
  seq: number
  type: string
  visibility: string
  occurred_at: string
  data: { comment?: { text: string } } | null
}

/** An incident with an entry told late, and the path of its comments. */
async function told(person: Person): Promise<string> {
  const { id } = await person.ok('POST', '/v1/incident', newIncident())
  const path = `/v1/incident/${id}`
  await person.ok('POST', `${path}/comments`, { text: 'second', occurred_at: '2026-05-01T10:05:00Z' })
  await person.ok('POST', `${path}/comments`, { text: 'first', occurred_at: '2026-05-01T12:01:00+02:00' })
  await person.ok('POST', `${path}/comments`, { text: 'now' })
  return path
}

async function texts(person: Person, path: string): Promise<string[]> {
  const { entries } = (await person.ok('GET', path)) as { entries: Entry[] }
  return entries.map(({ type, data }) => data?.comment?.text ?? type)
}

test('a comment says when it happened: as it was given, or when it was recorded', async () => {
  const person = await app.person()
  const path = await told(person)
  const { comments } = await person.ok('GET', `${path}/comments`)
  const [second, first, now] = comments
  assert.equal(second.occurred_at, '2026-05-01T10:05:00.000000Z')
  assert.equal(first.occurred_at, '2026-05-01T10:01:00.000000Z')
  assert.equal(now.occurred_at, now.created_at)
  const update = await person.ok('POST', `${path}/updates`, { text: 'u', occurred_at: '2026-05-01T10:06:00.123456Z' })
  assert.equal(update.comment.occurred_at, '2026-05-01T10:06:00.123456Z')
  assert.deepEqual(await person.ok('GET', `${path}/comments/${first.id}`), first)
})

test('the moment of a comment can be corrected, and sent back as it was it changes nothing', async () => {
  const person = await app.person()
  const path = await told(person)
  const [, first] = (await person.ok('GET', `${path}/comments`)).comments
  const one = `${path}/comments/${first.id}`
  assert.deepEqual(await person.ok('PUT', one, first), first)
  const same = { text: 'first', occ_lock: 0 }
  assert.deepEqual(await person.ok('PUT', one, same), first)
  assert.deepEqual(await person.ok('PUT', one, { ...same, occurred_at: '2026-05-01T10:01:00+00:00' }), first)
  const edited = await person.ok('PUT', one, { ...same, occurred_at: '2026-05-01T09:00:00Z' })
  assert.deepEqual([edited.occurred_at, edited.occ_lock], ['2026-05-01T09:00:00.000000Z', 1])
  const { entries } = await (await app.person('admin', person.tenant)).ok(
    'GET',
    `${path}/timeline?types=comment.edited`,
  )
  const [{ changes, occurred_at, recorded_at }] = entries
  assert.deepEqual(changes, [{ field: 'occurred_at', from: first.occurred_at, to: '2026-05-01T09:00:00Z' }])
  // The correction itself happened when it was made.
  assert.equal(occurred_at, recorded_at)
  const wrong = await person.call('PUT', one, { text: 'x', occurred_at: '2999-01-01T00:00:00Z', occ_lock: 1 })
  assert.deepEqual([wrong.status, wrong.body.errors[0].code], [400, 'IN_FUTURE'])
})

test('the timeline stands in the order of recording or of occurrence, either way, page by page', async () => {
  const person = await app.person()
  const path = `${await told(person)}/timeline`
  const recorded = ['now', 'first', 'second', 'incident.created']
  // The incident was recorded after what was told late of it, whenever that was.
  const happened = ['now', 'incident.created', 'second', 'first']
  const orders: [string, string[]][] = [
    ['', recorded],
    ['sort=seq', recorded],
    ['sort=recorded_at,desc', recorded],
    ['sort=seq,ASC', recorded.toReversed()],
    ['sort=occurred_at', happened],
    ['sort=occurred_at,asc', happened.toReversed()],
  ]
  for (const [query, wanted] of orders) {
    assert.deepEqual(await texts(person, `${path}?${query}`), wanted, query)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const { body } = await person.call('GET', `${path}?${query}&size=1${more}`)
      for (const { type, data } of body.data.entries as Entry[]) seen.push(data?.comment?.text ?? type)
      cursor = body.page.next_cursor
    }
    assert.deepEqual(seen, wanted, `${query} by cursor`)
    for (const page of [1, 2, 3, 4])
      assert.deepEqual(
        await texts(person, `${path}?${query}&size=1&page=${page}`),
        [wanted[page - 1]],
        `${query} ${page}`,
      )
  }
  const { body } = await person.call('GET', `${path}?sort=occurred_at,ASC&size=1`)
  assert.deepEqual(body.page.sort, ['occurred_at,ASC'])
  const elsewhere = await person.call('GET', `${path}?cursor=${encodeURIComponent(body.page.next_cursor)}`)
  assert.deepEqual([elsewhere.status, elsewhere.body.errors[0].code], [400, 'BAD_CURSOR'])
  for (const sort of ['name', 'occurred_at,up', '']) {
    const answer = await person.call('GET', `${path}?sort=${sort}`)
    assert.deepEqual([answer.status, answer.body.errors[0].field], [400, 'sort'], sort)
  }
})

test('comments from before say what their events said', async () => {
  const { target, schema } = newPlace(placeOf(await testConfig()).target)
  const client = new pg.Client(clientConfig(target))
  await client.connect()
  after(() => client.end())
  await client.query('begin')
  await applyMigrations(
    client,
    schema,
    true,
    migrations().filter(({ name }) => name < '0018'),
  )
  const id = (n: number): string => `'00000000-0000-4000-8000-00000000000${n}'`
  const comment = (n: number, occurred: string): string => `
    insert into event (tenant_id, seq, id, type, incident_id, number, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id)
      values ('t', ${n}, ${id(n)}, 'comment.added', ${id(9)}, 1, '${occurred}', '2026-05-01T10:00:00Z', 'u', 'U', 'user', 'r');
    insert into event_subject (tenant_id, seq, place, kind, id, lock) values ('t', ${n}, 0, 'comment', ${id(n)}, 0);
    insert into comment (tenant_id, id, incident_id, user_id, name, text, created_at, updated_at, updated_by)
      values ('t', ${id(n)}, ${id(9)}, 'u', 'U', 'x', '2026-05-01T10:00:00Z', '2026-05-01T10:00:00Z', 'u')`
  await client.query(`set local app.tenant_id to 't'; insert into tenant (tenant_id, name, definitions_version) values ('t', 'T', 1);
    insert into incident (tenant_id, id, number, name, description, reported_by, status, type, date, date_epoch, location, next_update, backdated, occ_lock, created_at, created_by, created_by_id, updated_at, updated_by, updated_by_id)
      values ('t', ${id(9)}, 1, 'n', 'd', 'r', 'NEW', 'OTHERS', '2026-05-01T10:00:00Z', 0, '', 0, false, 0, now(), 'u', 'u', now(), 'u', 'u');
    insert into event (tenant_id, seq, id, type, incident_id, number, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id)
      values ('t', 9, ${id(9)}, 'incident.created', ${id(9)}, 1, now(), now(), 'u', 'U', 'user', 'r');
    insert into event_subject (tenant_id, seq, place, kind, id, lock) values ('t', 9, 0, 'incident', ${id(9)}, 0);
    ${comment(1, '2026-05-01T09:00:00Z')}; ${comment(2, '2026-05-01T10:00:00Z')}; commit; begin`)
  await applyMigrations(client, schema, true)
  const rows = await client.query(
    `set local app.tenant_id to 't'; select extract(epoch from occurred_at)::int as at from comment order by id`,
  )
  assert.deepEqual((rows as unknown as pg.QueryResult[])[1]?.rows, [
    { at: Date.parse('2026-05-01T09:00:00Z') / 1000 },
    { at: null },
  ])
})
