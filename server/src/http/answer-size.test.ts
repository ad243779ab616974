import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LARGEST_ANSWER } from '../admission/budgets.ts'
import { newIncident, type Person } from '../testing/app.ts'
import { walk } from '../testing/endpoints.ts'
import { each } from '../testing/pool.ts'
import { watchedApp } from '../testing/watched.ts'

const service = await watchedApp()
const { person, endpoints } = await walk(service)

/** 300 kB in UTF-8, and many times less in the database. */
const LONG = '漢'.repeat(100_000)
const RECORDS = 30

/** A tenant with more than one answer may hold of everything that can be long. */
async function filled(): Promise<{ id: string }> {
  const long = newIncident({ description: LONG })
  await each(Array.from({ length: RECORDS - 1 }), async () => void (await person.ok('POST', '/v1/incident', long)), 2)
  const { id } = await person.ok('POST', '/v1/incident', long)
  for (let lock = 0; lock < RECORDS / 2; lock++) {
    await person.ok('PATCH', `/v1/incident/${id}`, { description: `${lock}${LONG.slice(0, 99_000)}`, occ_lock: lock })
  }
  const comment = { text: LONG.slice(0, 10_000) }
  await each(
    Array.from({ length: 300 }),
    async () => void (await person.ok('POST', `/v1/incident/${id}/comments`, comment)),
    4,
  )
  return { id }
}

const { id } = await filled()

/** Reads a list by its cursors to the end; every answer is one that may be. */
async function readOn(who: Person, path: string, list: string): Promise<unknown[]> {
  const all: unknown[] = []
  let cursor: string | null = null
  let pages = 0
  do {
    const next = cursor === null ? path : `${path}&cursor=${encodeURIComponent(cursor)}`
    const answer = await who.call('GET', next)
    assert.equal(answer.status, 200, answer.text.slice(0, 300))
    assert.ok(Buffer.byteLength(answer.text) <= LARGEST_ANSWER, `${path}: ${answer.text.length} bytes`)
    assert.equal(answer.body.page.count, answer.body.data[list].length)
    all.push(...answer.body.data[list])
    cursor = answer.body.page.next_cursor
    pages++
  } while (cursor !== null)
  assert.ok(pages > 1, `${path} fits into one answer: it shows nothing`)
  return all
}

const lists: [what: string, path: string, list: string, count: number, key: string][] = [
  ['incidents', '/v1/incident?size=1000', 'incidents', RECORDS, 'id'],
  ['incidents by a column without an index', '/v1/incident?size=1000&sort=severity,ASC', 'incidents', RECORDS, 'id'],
  ['incidents that are searched for', '/v1/incident?size=1000&q=water', 'incidents', RECORDS, 'id'],
  ['comments', `/v1/incident/${id}/comments?size=1000`, 'comments', 300, 'id'],
  ['a timeline', `/v1/incident/${id}/timeline?size=1000`, 'entries', 301 + RECORDS / 2, 'seq'],
]

for (const [what, path, list, count, key] of lists) {
  test(`a page of ${what} ends before 8 MiB, and its cursor goes on until every record came once`, async () => {
    const all = (await readOn(person, path, list)) as Record<string, unknown>[]
    assert.equal(all.length, count)
    assert.equal(new Set(all.map((one) => one[key])).size, count)
  })

  test(`a page by number of ${what} that is larger is refused`, async () => {
    const answer = await person.call('GET', `${path}&page=1`)
    assert.equal(answer.status, 400)
    assert.equal(answer.body.errors[0].code, 'PAGE_TOO_LARGE')
    assert.equal((await person.call('GET', `${path.replace('size=1000', 'size=5')}&page=1`)).status, 200)
  })
}

test('events come in answers of at most 8 MiB, without a gap', async () => {
  let [after, answers, seen] = [0, 0, 0]
  for (;;) {
    const answer = await person.call('GET', `/v1/incident/events?limit=1000&after=${after}`)
    assert.ok(Buffer.byteLength(answer.text) <= LARGEST_ANSWER, `${answer.text.length} bytes`)
    const { events, next_after } = answer.body.data
    if (events.length === 0) break
    for (const event of events) assert.equal(event.seq, ++seen)
    after = next_after
    answers++
  }
  assert.ok(answers > 1)
})

test('what comes without pages is streamed: all incidents, all comments, an export', async () => {
  const incidents = await person.call('GET', '/v1/incident')
  assert.equal(incidents.headers.get('content-length'), null)
  assert.equal(incidents.body.data.total, RECORDS)
  assert.equal(incidents.body.data.incidents.length, RECORDS)
  const comments = await person.call('GET', `/v1/incident/${id}/comments`)
  assert.equal(comments.headers.get('content-length'), null)
  assert.equal(comments.body.data.total, 300)
  assert.deepEqual(
    comments.body.data.comments.map((one: { created_at: string }) => one.created_at),
    comments.body.data.comments.map((one: { created_at: string }) => one.created_at).toSorted(),
  )
  const file = await person.call('GET', '/v1/incident/export?format=csv')
  assert.equal(file.text.split('\r\n').length, RECORDS + 2)
})

test('no answer of any endpoint that reads is larger than 8 MiB, unless it is streamed', async () => {
  for (const one of endpoints) {
    if (one.method !== 'GET' || one.otherAnswers?.['text/event-stream']) continue
    const names = Object.keys((one.query as { properties?: object } | undefined)?.properties ?? {})
    const query = names.includes('size') ? '?size=1000' : names.includes('limit') ? '?limit=1000' : ''
    const path = one.path.replace('/v1/incident/{id}', `/v1/incident/${id}`)
    if (path.includes('{')) continue
    const answer = await person.call('GET', path + query)
    assert.equal(answer.status, 200, `${one.operationId}: ${answer.text.slice(0, 300)}`)
    const length = answer.headers.get('content-length')
    assert.ok(length === null || Number(length) <= LARGEST_ANSWER, `${one.operationId}: ${length} bytes`)
  }
})
