import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, Person } from '../../testing/app.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { assertNames, watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { endpoints } = await walk(service)
const paged = endpoints.filter((one) => one.paged)
const person = await service.person('deployer')
const other = await service.person('deployer')

/** A tenant with five incidents, the first with five comments and so six entries in its timeline. */
async function fill(whose: Person): Promise<string> {
  const [first] = await Promise.all(
    ['one', 'two', 'three', 'four', 'five'].map((name) =>
      incidentOf(whose, { name, severity: name === 'one' ? '' : 'MAJOR' }),
    ),
  )
  for (let n = 0; n < 5; n++) await whose.ok('POST', `/v1/incident/${first?.id}/comments`, { text: `comment ${n}` })
  return first?.id ?? ''
}
const [mine, theirs] = await Promise.all([fill(person), fill(other)])

/** A webhook with five deliveries, none of which reached anybody. */
async function fillWebhook(whose: Person): Promise<string> {
  const { id } = await whose.ok('POST', '/v1/webhooks', {
    url: 'https://receiver.example/tocsin',
    types: ['catalog.*'],
  })
  for (let n = 0; n < 5; n++) await whose.ok('POST', `/v1/webhooks/${id}/ping`)
  return id
}
const webhookOf = new Map([
  [mine, await fillWebhook(person)],
  [theirs, await fillWebhook(other)],
])
const pathOf = (one: { path: string }, incident: string): string =>
  one.path.replace('{id}', (one.path.startsWith('/v1/webhooks') ? webhookOf.get(incident) : incident) ?? '')

const listOf = (answer: Answer): { id: string }[] =>
  answer.body.data.incidents ?? answer.body.data.comments ?? answer.body.data.entries ?? answer.body.data.deliveries

test('A17 pages and sizes out of bounds, or spelled otherwise, are refused by name on every paged list', async () => {
  assert.ok(paged.length >= 3, paged.map((one) => one.path).join())
  for (const one of paged) {
    const path = pathOf(one, mine)
    for (const value of [
      '0',
      '-1',
      '1001',
      '1000000000',
      '1e3',
      '1.5',
      '',
      'x',
      '9007199254740993',
      ' 5',
      '05',
      '%00',
    ]) {
      const answer = await person.call('GET', `${path}?size=${value}`)
      assert.equal(answer.status, 400, `${path}?size=${value}: ${answer.text.slice(0, 300)}`)
      if (value !== '%00') assertNames(answer, 'size')
    }
    for (const value of ['0', '-1', '1000001', '1e3', '1.5', '', 'x', '99999999999999999999']) {
      assertNames(await person.call('GET', `${path}?page=${value}`), 'page')
    }
    for (const query of ['size=1000', 'size=1', 'page=1000000&size=1000']) {
      assert.equal((await person.call('GET', `${path}?${query}`)).status, 200, query)
    }
    assert.deepEqual(listOf(await person.call('GET', `${path}?page=1000000&size=1000`)), [])
  }
})

test('A17 a parameter that may be given once is refused when it is given twice; one that does not exist is refused', async () => {
  for (const one of endpoints.filter((endpoint) => endpoint.method === 'GET')) {
    const path = one.path.replace('{id}', mine).replace('{commentId}', mine)
    const { properties = {} } = (one.query ?? {}) as { properties?: Record<string, { type?: string }> } // an object schema
    for (const [name, schema] of Object.entries(properties)) {
      const sample = schema.type === 'boolean' ? 'true' : schema.type === 'integer' ? '1' : 'x'
      if (schema.type === 'array') {
        assertNames(
          await person.call('GET', `${path}?${Array.from({ length: 101 }, () => `${name}=x`).join('&')}`),
          name,
        )
        continue
      }
      assertNames(await person.call('GET', `${path}?${name}=${sample}&${name}=${sample}`), name)
      for (const spelled of [`${name}[]`, `${name}[0]`, `${name}[a]`, name.toUpperCase(), ` ${name}`, `${name}.x`]) {
        const answer = await person.call('GET', `${path}?${encodeURIComponent(spelled)}=${sample}`)
        assertNames(answer, spelled)
      }
    }
    for (const name of ['nope', 'limit[]', 'tenant_id', 'offset', '$filter', 'fields', '']) {
      if (name in properties) continue
      const answer = await person.call('GET', `${path}?${name}=1`)
      assert.equal(answer.status, 400, `${path}?${name}: ${answer.text.slice(0, 300)}`)
    }
  }
})

test('A17 an order that does not exist is refused by name', async () => {
  // biome-ignore format: a line for each would be pages
  const wrong = [
    '', 'nope', 'name,UP', 'name,', ',ASC', 'name,ASC,DESC', 'name ASC', 'name;ASC', 'NAME', 'id', 'tenant_id',
    'attributes.amount', 'name,ASC--', 'i.name', '(select 1)', 'constructor', '__proto__', 'name,ASC\n', 'name%00',
  ]
  for (const value of wrong)
    assert.equal(
      (await person.call('GET', `/v1/incident?sort=${encodeURIComponent(value).replace('%2500', '%00')}`)).status,
      400,
      value,
    )
  for (const value of wrong)
    assert.equal(
      (await person.call('GET', `/v1/incident/${mine}/comments?sort=${encodeURIComponent(value)}`)).status,
      400,
      value,
    )
  assertNames(
    await person.call('GET', `/v1/incident?${Array.from({ length: 11 }, () => 'sort=name').join('&')}`),
    'sort',
  )
  const both = await person.call('GET', '/v1/incident?size=5&sort=name,asc&sort=date')
  assert.deepEqual(both.body.page.sort, ['name,ASC', 'date,DESC'])
})

test('A17 a cursor works for its own list alone: tenant, filter, order, incident; tampered or made up it is refused', async () => {
  const cursored = paged.filter((one) => 'cursor' in ((one.query as { properties?: object }).properties ?? {})) // an object schema
  assert.ok(cursored.length >= 4, cursored.map((one) => one.path).join())
  for (const one of cursored) {
    const path = pathOf(one, mine)
    const first = await person.call('GET', `${path}?size=2`)
    const cursor = first.body.page.next_cursor
    assert.equal(typeof cursor, 'string', path)
    const refused = async (whose: Person, at: string, given: string): Promise<void> => {
      const answer = await whose.call('GET', `${at}${at.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(given)}`)
      assert.equal(answer.status, 400, `${at} ${given}: ${answer.text.slice(0, 300)}`)
      assertNames(answer, 'cursor')
    }
    // Any character changed, left out or added.
    await each(
      Array.from(cursor, (_, n) => n),
      async (n) => {
        const changed = cursor[n] === 'A' ? 'B' : 'A'
        await refused(person, path, `${cursor.slice(0, n)}${changed}${cursor.slice(n + 1)}`)
        await refused(person, path, `${cursor.slice(0, n)}${cursor.slice(n + 1)}`)
      },
    )
    const [payload, signature] = cursor.split('.')
    // biome-ignore format: a line for each would be pages
    const made = [
      '', '.', 'x', 'null', '[]', `${cursor}A`, `${cursor}.`, `${cursor}=`, ` ${cursor}`, `.${signature}`,
      `${payload}.`, `${payload}.${'A'.repeat(22)}`, `${Buffer.from('["0"]').toString('base64url')}.${signature}`,
      'ä'.repeat(100), 'x'.repeat(10_000), first.body.data.total, payload, signature, '../..', "' or 1=1 --",
    ]
    for (const given of made) await refused(person, path, String(given))
    await refused(other, pathOf(one, theirs), cursor)
    if (path.includes(mine)) await refused(person, path.replace(mine, (await incidentOf(person)).id), cursor)
    const twice = await person.call('GET', `${path}?cursor=${cursor}&cursor=${cursor}`)
    assertNames(twice, 'cursor')
    assertNames(await person.call('GET', `${path}?cursor=${cursor}&page=2`), 'cursor')
    assertNames(await person.call('GET', `${path}?cursor=${cursor}&page=1&size=2`), 'cursor')
    // The cursor of one list is none of another.
    for (const another of cursored) if (another !== one) await refused(person, pathOf(another, mine), cursor)

    const seen = [...listOf(first)]
    for (let next = cursor; next !== null; ) {
      const page = await person.call('GET', `${path}?size=2&cursor=${next}`)
      assert.equal(page.status, 200, page.text)
      seen.push(...listOf(page))
      next = page.body.page.next_cursor
    }
    const all = listOf(await person.call('GET', `${path}?size=1000`))
    assert.deepEqual(
      seen.map((item) => item.id),
      all.map((item) => item.id),
      path,
    )
  }
})

test('A17 a cursor is refused with another filter or order than it came with', async () => {
  const path = '/v1/incident?size=2'
  const { body } = await person.call('GET', `${path}&severity=MAJOR&sort=name,ASC`)
  const cursor = body.page.next_cursor
  const others = [
    '',
    '&severity=MAJOR',
    '&sort=name,ASC',
    '&severity=MAJOR&sort=name,DESC',
    '&severity=MAJOR&sort=date,ASC',
    '&severity=MAJOR&sort=name,ASC&sort=date',
    '&severity=&sort=name,ASC',
    '&severity=MAJOR&severity=&sort=name,ASC',
    '&severity=MAJOR&sort=name,ASC&q=t',
    '&severity=MAJOR&sort=name,ASC&deleted=true',
    '&severity=MAJOR&sort=name,ASC&overdue=false',
    '&severity=MAJOR&sort=name,ASC&attributes.workflowId=x',
  ]
  for (const query of others) assertNames(await person.call('GET', `${path}${query}&cursor=${cursor}`), 'cursor')
  const page = await person.call('GET', `${path}&sort=name,ASC&severity=MAJOR&cursor=${cursor}`)
  assert.equal(page.status, 200, page.text)
  const other = await person.call('GET', `/v1/incident?size=1&sort=name,ASC&severity=MAJOR&cursor=${cursor}`)
  assert.equal(other.status, 200, 'the size may change on the way')
})
