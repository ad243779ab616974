import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DefinitionCache } from '../attribute/definitions.ts'
import { join, type Sql, sql } from '../database/sql.ts'
import { createCursors } from '../http/cursor.ts'
import type { Filters } from '../incident/filter.ts'
import { type Lists, listAll, listPage, type Paging } from '../incident/list.ts'
import { newIncident, testApp } from '../testing/app.ts'
import { ask, placeOf } from '../testing/backup.ts'
import { each } from '../testing/pool.ts'
import { Frequencies } from './frequency.ts'
import { indexedSearch } from './query.ts'
import { termsOf } from './terms.ts'

/*
 * Words that are nearly everywhere are found by going through the incidents, others by the index: which way it is must not show, but for
 * the order and for a total that says it is estimated. Here the same few incidents are searched both ways.
 */
const app = await testApp()
const person = await app.person()
const COUNT = 140

await each(
  Array.from({ length: COUNT }, (_, n) => n),
  async (n) => {
    const made = await person.ok(
      'POST',
      '/v1/incident',
      newIncident({
        name: `Pump ${n}`,
        description: n % 2 === 0 ? 'valve in the hall' : 'nothing',
        status: n % 10 === 0 ? 'OPEN' : 'NEW',
        date: `2025-03-${String((n % 28) + 1).padStart(2, '0')}T10:00:00Z`,
      }),
    )
    if (n % 3 === 0) await person.ok('POST', `/v1/incident/${made.id}/comments`, { text: 'The hall is closed' })
    if (n % 23 === 0) await person.ok('DELETE', `/v1/incident/${made.id}`)
  },
)

const common = {
  database: app.database,
  definitions: new DefinitionCache(app.database),
  cursors: createCursors(app.database),
}
/** As if each word were in so many documents. */
const asIf = (count: number): Lists => ({
  ...common,
  frequencies: {
    of: async (_tenant, searched) => ({
      all: 1_000_000,
      documents: new Map(searched.map(({ text }) => [text, count])),
    }),
  },
})
const byIndex = asIf(1)
const walking = asIf(60_000)
const guessing = asIf(900_000)

async function found(lists: Lists, filters: Filters, paging: Paging) {
  const { text, total, page } = await listPage(lists, person.tenant, filters, paging)
  return { names: (JSON.parse(text) as { name: string }[]).map((one) => one.name), total, page } // a list of incidents
}

async function all(lists: Lists, filters: Filters, sort: string[]): Promise<string[]> {
  const names: string[] = []
  for await (const part of listAll(lists, person.tenant, filters, sort)) {
    names.push(...part.map((one) => (JSON.parse(one) as { name: string }).name)) // as above
  }
  return names
}

const searches: Filters[] = [
  { q: 'pump' },
  { q: 'hall' },
  { q: 'pump hall' },
  { q: 'valve clos' },
  { q: 'hall', status: ['OPEN'] },
  { q: 'h' },
  { q: 'inc-7' },
  { q: 'hall inc-000012' },
  { q: 'valve', date_from: '2025-03-10T00:00:00Z' },
  { q: 'nowhere' },
  { q: 'hall', deleted: true },
]

test('frequent words find the same as rare ones, in each order, by page, by cursor and all at once', async () => {
  for (const filters of searches) {
    const what = JSON.stringify(filters)
    for (const sort of [['created_at,DESC'], ['date,ASC']]) {
      const wanted = await found(byIndex, filters, { size: 1000, sort })
      for (const lists of [walking, guessing]) {
        const one = await found(lists, filters, { size: 1000, sort })
        assert.deepEqual(one.names, wanted.names, what)
        assert.deepEqual(await all(lists, filters, sort), wanted.names, what)
        const seen: string[] = []
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await found(lists, filters, { size: 29, sort, ...(cursor === undefined ? {} : { cursor }) })
          seen.push(...page.names)
          cursor = page.page.next_cursor
        }
        assert.deepEqual(seen, wanted.names, what)
        const third = await found(lists, filters, { size: 29, page: 3, sort })
        assert.deepEqual(third.names, wanted.names.slice(58, 87), what)
      }
    }
  }
})

test('of frequent words the newest come first, and the answer says so', async () => {
  const wanted = await found(byIndex, { q: 'hall' }, { size: 1000, sort: ['created_at,DESC'] })
  const newest = await found(walking, { q: 'hall' }, { size: 1000 })
  assert.deepEqual(newest.names, wanted.names)
  assert.deepEqual(newest.page.sort, ['created_at,DESC'])
  assert.deepEqual((await found(byIndex, { q: 'hall' }, { size: 5 })).page.sort, ['relevance,DESC', 'created_at,DESC'])
})

test('a total is exact where it can be counted, and says where it is estimated', async () => {
  for (const filters of searches) {
    const wanted = await found(byIndex, filters, { size: 1 })
    assert.equal(wanted.total, (await found(byIndex, filters, { size: 1000 })).names.length)
    const counted = await found(walking, filters, { size: 1 })
    // Few enough to be counted all the same, unless they are sought with words that are in too many documents.
    const estimated = await found(guessing, filters, { size: 1 })
    for (const { total, page } of [wanted, counted, estimated]) {
      if (page.total_estimated) {
        assert.ok(wanted.total > 100, JSON.stringify(filters))
        assert.ok(
          Math.abs(total - wanted.total) <= wanted.total / 2,
          `${JSON.stringify(filters)}: ${total}, not ${wanted.total}`,
        )
      } else assert.equal(total, wanted.total, JSON.stringify(filters))
    }
    assert.equal(wanted.page.total_estimated, undefined)
  }
  assert.equal((await found(guessing, { q: 'pump' }, { size: 1 })).page.total_estimated, true)
})

test('how frequent words are is known from the statistics, never too low', async () => {
  const frequencies = new Frequencies(app.database)
  const { target, schema } = placeOf(app.config)
  await ask(target, `analyze "${schema}".incident_search`)
  const searched = termsOf('pump hall nowhere')
  const { all: documents, documents: counts } = await frequencies.of(person.tenant, searched)
  assert.ok(documents >= COUNT)
  assert.ok((counts.get('pump') ?? 0) >= COUNT)
  assert.ok((counts.get('hall') ?? 0) >= COUNT / 2 && (counts.get('hall') ?? 0) < documents)
  assert.equal(counts.get('nowhere'), undefined)
  const stranger = await app.person()
  assert.equal((await frequencies.of(stranger.tenant, searched)).documents.size, 0)
})

test('a search reads the index of grams, under the row policy too', async () => {
  const { target, schema } = placeOf(app.config)
  const { ctes, from } = indexedSearch(person.tenant, termsOf('pumps nowhere'), { ranked: true })
  const statement = sql`with ${join(ctes, ', ')} select i.id from ${from ?? sql``} where i.tenant_id = ${person.tenant}`
  const role = app.database.serviceRole === null ? '' : `set role "${app.database.serviceRole}";`
  // A table of a few hundred rows would be read whole otherwise.
  const plan = await ask(
    target,
    `set search_path to "${schema}"; set app.tenant_id to '${person.tenant}'; ${role} set enable_seqscan to off; set enable_indexscan to off; explain ${inline(statement)}`,
  )
  const text = plan.map((line) => line['QUERY PLAN']).join('\n')
  assert.equal(text.match(/Bitmap Index Scan on incident_search_grams/g)?.length, 2, text)
  assert.doesNotMatch(text, /Seq Scan on incident/)
})

/** A statement with its values written into it. */
function inline({ text, values }: Sql): string {
  return text.replace(/\$(\d+)/g, (_, number) => {
    const value = values[Number(number) - 1]
    const plain = Array.isArray(value) ? `{${value.join(',')}}` : String(value)
    return `'${plain.replaceAll("'", "''")}'`
  })
}
