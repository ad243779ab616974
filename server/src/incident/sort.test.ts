// Every documented sort, in both directions: in order, and the same by one page, by numbers and by cursors.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { each } from '../testing/pool.ts'
import { sortFields } from './order.ts'

const INCIDENTS = 45
const SIZE = 7

const app = await testApp()
let person: Person
/** By field and code: its place among the codes, as the lists of codes say. */
const ranks = new Map<string, number>()

type Shown = Record<string, string | number | boolean | null> & { id: string }

before(async () => {
  person = await app.person('admin')
  for (const [field, path] of [
    ['status', 'statuses'],
    ['type', 'types'],
    ['severity', 'severities'],
  ])
    for (const { code, rank } of await person.ok('GET', `/v1/incident/${path}`)) ranks.set(`${field} ${code}`, rank)
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T // not empty
  const made: string[] = []
  await each(
    Array.from({ length: INCIDENTS }).keys(),
    async (n) => {
      const fields = {
        name: pick(['Leak', 'leak', 'Ångström', 'Zug', '💧 leak', 'Leak 2'], n * 7),
        description: pick(['a', 'b', 'B'], n),
        reported_by: pick(['Watch', 'Desk'], n),
        location: pick(['', 'Hall 4', 'Hall 10'], n),
        status: pick(['NEW', 'OPEN', 'INVESTIGATING'], n),
        type: pick(['SECURITY', 'FACILITY'], n),
        severity: pick(['', 'MAJOR', 'LOW', 'CRITICAL'], n),
        next_update: pick([0, 4_000_000_000, 4_000_000_001], n),
        // To the nanosecond, before 1970 too, and the same instant at two offsets.
        date: pick(
          [
            '2026-01-01T00:00:00.000000001Z',
            '2026-01-01T00:00:00Z',
            '2026-01-01T01:00:00+01:00',
            '1960-02-03T04:05:06.5Z',
          ],
          n,
        ),
      }
      made.push((await person.ok('POST', '/v1/incident', newIncident(fields))).id)
    },
    4,
  )
  await each(
    made.entries(),
    async ([n, id]) => {
      if (n % 3 === 0) await person.ok('PATCH', `/v1/incident/${id}`, { status: 'RESOLVED', occ_lock: 0 })
      if (n % 9 === 1) await person.ok('DELETE', `/v1/incident/${id}`)
    },
    4,
  )
})

/** Nanoseconds since 1970. */
function instant(text: string): bigint {
  const [, whole = '', fraction = '', offset = ''] = /^([^.Z+]{19})(?:\.(\d+))?(.*)$/.exec(text) ?? []
  return BigInt(Date.parse(whole + offset)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
}

/** What a field sorts by; null stands last. */
function keyOf(incident: Shown, field: string): bigint | string | null {
  const value = incident[field] ?? null
  switch (field) {
    case 'status':
    case 'type':
    case 'severity': {
      const rank = ranks.get(`${field} ${value}`)
      return rank === undefined ? null : BigInt(rank)
    }
    case 'date':
    case 'resolved_date':
    case 'created_at':
    case 'updated_at':
      return value === null ? null : instant(String(value))
    case 'next_update':
      return value === 0 ? null : BigInt(String(value))
    case 'occ_lock':
      return BigInt(String(value))
    case 'backdated':
      return value === true ? 1n : 0n
    default:
      return Buffer.from(String(value)).toString('hex')
  }
}

function compare(one: Shown, other: Shown, sort: string): number {
  for (const part of sort.split('&')) {
    const [field = '', direction] = part.replace('sort=', '').split(',')
    const [a, b] = [keyOf(one, field), keyOf(other, field)]
    if (a === b) continue
    if (a === null || b === null) return a === null ? 1 : -1
    return a < b === (direction === 'ASC') ? -1 : 1
  }
  return 0
}

const single = sortFields.flatMap((field) => [`sort=${field},ASC`, `sort=${field},DESC`])
const several = [
  'sort=severity,ASC&sort=created_at,DESC',
  'sort=severity,DESC&sort=created_at,ASC',
  'sort=status,ASC&sort=created_at,ASC&sort=name,ASC',
  'sort=severity,ASC&sort=name,ASC',
  'sort=type,DESC&sort=severity,ASC&sort=date,DESC',
  'sort=next_update,ASC&sort=created_at,DESC',
  'sort=resolved_date,DESC&sort=created_at,DESC',
  'sort=resolved_date,ASC&sort=severity,DESC',
]

for (const filter of ['', '&severity=MAJOR&severity=', '&deleted=true', '&q=leak'])
  test(`every sort is in order and the same by page, number and cursor${filter === '' ? '' : `, with ${filter.slice(1)}`}`, async () => {
    await each(
      [...single, ...several],
      async (sort) => {
        const path = `/v1/incident?${sort}${filter}`
        const read = async (query: string) => {
          const { body, status } = await person.call('GET', `${path}&${query}`)
          assert.equal(status, 200, `${path}&${query}: ${JSON.stringify(body)}`)
          return body as { data: { incidents: Shown[]; total: number }; page: { next_cursor: string | null } } // as documented
        }
        const { data } = await read('size=1000')
        const whole = data.incidents
        assert.equal(whole.length, data.total, path)
        assert.ok(whole.length >= 3, path)
        for (const [n, one] of whole.entries()) {
          const next = whole[n + 1]
          assert.ok(!next || compare(one, next, sort) <= 0, `${path}: ${JSON.stringify([one, next], null, 1)}`)
        }
        const ids = whole.map(({ id }) => id)
        const numbered: string[] = []
        for (let page = 1; numbered.length < ids.length; page++) {
          const { incidents } = (await read(`size=${SIZE}&page=${page}`)).data
          if (incidents.length === 0) break
          numbered.push(...incidents.map(({ id }) => id))
        }
        assert.deepEqual(numbered, ids, `${path}, by page numbers`)
        const followed: string[] = []
        for (let query = `size=${SIZE}`; ; ) {
          const { data, page } = await read(query)
          followed.push(...data.incidents.map(({ id }) => id))
          if (page.next_cursor === null) break
          query = `size=${SIZE}&cursor=${encodeURIComponent(page.next_cursor)}`
        }
        assert.deepEqual(followed, ids, `${path}, by cursors`)
      },
      2,
    )
  })
