import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { each } from '../testing/pool.ts'
import { spawnService } from '../testing/spawn-service.ts'

/*
 * C14: whoever walks a list while others write sees everything that was there throughout exactly once. WALK_INCIDENTS is how many
 * those are: 240 unless set.
 */
const count = Number(process.env['WALK_INCIDENTS'] ?? 240)

const app = await testApp()
const { url: other } = await spawnService(app)

test('C14 a walk along cursors during writes gives each lasting incident exactly once', async () => {
  const person = await app.person()
  const there = personWith(other, person.tenant, person.user, person.token)
  const lasting = new Set<string>()
  await each(Array.from({ length: count }).keys(), async (i) => {
    const fields = {
      name: `lasting ${i % 50}`,
      status: ['NEW', 'OPEN', 'INVESTIGATING'][i % 3],
      severity: ['', 'MAJOR', 'LOW'][i % 3],
      next_update: i % 2 === 0 ? 0 : 1_700_000_000 + (i % 7),
      date: `2024-01-${String((i % 28) + 1).padStart(2, '0')}T00:00:00Z`,
    }
    const { id } = await person.ok('POST', '/v1/incident', newIncident(fields))
    lasting.add(id)
  })
  const lists = [
    '',
    'sort=created_at,ASC',
    'sort=name,ASC',
    'sort=name',
    'sort=status,ASC&sort=date,DESC',
    'sort=severity,DESC&sort=name,ASC',
    'sort=next_update,ASC',
    'sort=reference,DESC',
    'q=lasting',
    'status=NEW&status=OPEN&status=INVESTIGATING&sort=date,ASC',
  ]
  let walking = true
  let writes = 0
  const ids = [...lasting]
  const writer = async (at: Person, number: number): Promise<void> => {
    for (let n = number; walking; n++) {
      // What comes and goes stands at either end and in the middle of every order.
      const fleeting = await at.ok('POST', '/v1/incident', newIncident({ name: `lasting ${n % 50}`, status: 'OPEN' }))
      const one = await at.ok('GET', `/v1/incident/${ids[(n * 7) % ids.length]}`)
      await at.call('PATCH', `/v1/incident/${one.id}`, { location: `room ${n}`, occ_lock: one.occ_lock })
      await at.ok('POST', `/v1/incident/${one.id}/comments`, { text: `lasting comment ${n}` })
      if (n % 3 !== 0) await at.ok('DELETE', `/v1/incident/${fleeting.id}`)
      writes++
    }
  }
  const writers = [0, 1, 2].map((number) => writer(number === 1 ? there : person, number))
  try {
    await each(
      lists.entries(),
      async ([i, list]) => {
        const paged = await walk(i % 2 === 0 ? person : there, there, list, 13 + i)
        assertEachOnce(lasting, paged, `pages of ${list}`)
        const { incidents, total } = await person.ok('GET', `/v1/incident?${list}`)
        assert.equal(total, incidents.length)
        assertEachOnce(lasting, incidents.map(idOf), `the stream of ${list}`)
      },
      3,
    )
    const comments = await commentsOf(person, there)
    assertEachOnce(comments.lasting, comments.seen, 'comments')
  } finally {
    walking = false
    await Promise.allSettled(writers)
  }
  await Promise.all(writers)
  assert.ok(writes > 0)
})

/** Ids along next_cursor, the pages asked of two processes in turn. */
async function walk(one: Person, two: Person, list: string, size: number): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = ''
  for (let page = 0; cursor !== null; page++) {
    const query: string = cursor === '' ? `size=${size}` : `size=${size}&cursor=${encodeURIComponent(cursor)}`
    const answer = await (page % 2 === 0 ? one : two).call('GET', `/v1/incident?${list}&${query}`)
    assert.equal(answer.status, 200, answer.text)
    ids.push(...answer.body.data.incidents.map(idOf))
    assert.equal(answer.body.page.count, answer.body.data.incidents.length)
    cursor = answer.body.page.next_cursor
  }
  return ids
}

/** Comments of one incident, walked while more are added and some removed. */
async function commentsOf(person: Person, there: Person): Promise<{ lasting: Set<string>; seen: string[] }> {
  const { id } = await person.ok('POST', '/v1/incident', newIncident())
  const path = `/v1/incident/${id}/comments`
  const lasting = new Set<string>()
  for (let i = 0; i < 30; i++) lasting.add((await person.ok('POST', path, { text: `lasting ${i}` })).id)
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string =
      cursor === '' ? 'sort=created_at,DESC&size=4' : `sort=created_at,DESC&size=4&cursor=${encodeURIComponent(cursor)}`
    const [answer, added] = await Promise.all([
      person.call('GET', `${path}?${query}`),
      there.ok('POST', path, { text: 'fleeting' }),
    ])
    await there.ok('DELETE', `${path}/${added.id}`)
    seen.push(...answer.body.data.comments.map(idOf))
    cursor = answer.body.page.next_cursor
  }
  return { lasting, seen }
}

function idOf(record: { id: string }): string {
  return record.id
}

function assertEachOnce(wanted: ReadonlySet<string>, seen: readonly string[], what: string): void {
  const times = new Map<string, number>()
  for (const id of seen) times.set(id, (times.get(id) ?? 0) + 1)
  const wrong = [...wanted].filter((id) => times.get(id) !== 1)
  assert.deepEqual(wrong, [], `${what}: ${wrong.length} of ${wanted.size} were missing or came twice`)
}
