// Cursors of every sort, at the longest values there may be: none is larger than 1 kB, and they pass over nothing.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { newIncident, type Person } from '../testing/app.ts'
import { walk } from '../testing/endpoints.ts'
import { watchedApp } from '../testing/watched.ts'
import { sortFields } from './order.ts'

const MOST_BYTES = 1024
const RECORDS = 9

const app = await watchedApp()
let person: Person

/** Texts that begin alike for nearly all of their length; the last one is all control characters, which JSON writes longest. */
function long(length: number, n: number): string {
  if (n === RECORDS - 1) return `${'\u0001'.repeat(length - 1)}x`
  return `${'漢'.repeat(length - 3)}😀${'ab'[n % 2]}${'abc'[n % 3]}`
}

const incident = (n: number): Record<string, unknown> =>
  newIncident({
    name: long(500, n),
    description: long(n === 1 ? 100_000 : 5000, n),
    reported_by: long(500, n),
    location: long(500, n),
    severity: n % 2 === 0 ? '' : 'MAJOR',
    next_update: n % 3 === 0 ? 0 : 4_000_000_000 + n,
    date: '2026-01-01T00:00:00.123456789+08:00',
  })

before(async () => {
  person = (await walk(app)).person
  for (let n = 0; n < RECORDS; n++) await person.ok('POST', '/v1/incident', incident(n))
})

/** The ids of a list by its cursors, two a page; `between` is called with each page's last record. */
async function walked(query: string, between?: (last: { id: string; occ_lock: number }) => Promise<void>) {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { status, text, body } = await person.call('GET', `/v1/incident?size=2${query}${more}`)
    assert.equal(status, 200, text.slice(0, 300))
    const { incidents } = body.data
    ids.push(...incidents.map((one: { id: string }) => one.id))
    cursor = body.page.next_cursor as string | null // of a page
    if (cursor === null) break
    assert.ok(Buffer.byteLength(cursor) <= MOST_BYTES, `${query}: a cursor of ${Buffer.byteLength(cursor)} bytes`)
    await between?.(incidents.at(-1))
  }
  return ids
}

async function atOnce(query: string): Promise<string[]> {
  const { incidents } = await person.ok('GET', `/v1/incident?size=1000${query}`)
  return incidents.map((one: { id: string }) => one.id)
}

const texts = ['name', 'description', 'reported_by', 'location', 'created_by', 'updated_by']
const sorts = [
  ...sortFields.flatMap((field) => [`&sort=${field},ASC`, `&sort=${field},DESC`]),
  // The longest key there can be, of ten fields.
  [...texts, 'date', 'resolved_date', 'created_at', 'severity']
    .map((field, n) => `&sort=${field},${n % 2 === 0 ? 'ASC' : 'DESC'}`)
    .join(''),
  texts.map((field) => `&sort=${field},ASC`).join(''),
  '&sort=severity,ASC&sort=description,DESC&sort=next_update,ASC',
]

test('no cursor of any sort is larger than 1 kB, and each goes on where its page ended', async () => {
  for (const sort of sorts)
    for (const filter of texts.some((field) => sort.includes(field)) ? ['', '&status=NEW'] : ['']) {
      const ids = await walked(`${sort}${filter}`)
      assert.equal(ids.length, RECORDS)
      assert.deepEqual(ids, await atOnce(`${sort}${filter}`), `${sort}${filter}`)
    }
})

test('where the record at the end of a page is changed or removed meanwhile, no other is passed over', async () => {
  for (const sort of ['&sort=description,ASC', '&sort=description,DESC', '&sort=severity,ASC&sort=name,DESC']) {
    const all = new Set(await atOnce(sort))
    const touched = new Set<string>()
    const seen = await walked(sort, async ({ id, occ_lock }) => {
      if (touched.size === 2) return
      touched.add(id)
      if (touched.size === 1)
        await person.ok('PATCH', `/v1/incident/${id}`, { occ_lock, description: 'Short.', name: 'Short.' })
      else await person.ok('DELETE', `/v1/incident/${id}?purge=true`)
    })
    assert.equal(touched.size, 2)
    for (const id of all) assert.ok(seen.includes(id), `${sort}: ${id} was passed over`)
    for (let n = 0; n < 2; n++) await person.ok('POST', '/v1/incident', incident(n))
  }
})
