import assert from 'node:assert/strict'
import { test } from 'node:test'
import { incidentOf, walk } from '../testing/endpoints.ts'
import { watchedApp } from '../testing/watched.ts'

// The smallest part there is: one place for the costly work of a tenant.
const { endpoints, requests, person } = await walk(await watchedApp({ SQL_MAX_CONNS: '4' }))

test('a tenant with a single place for costly work gets every such answer, whole, however many it asks for at once', async () => {
  const costly = await requests(endpoints.filter((one) => one.costly))
  assert.ok(costly.length > 2, 'lists and exports are costly')
  const asked = costly.flatMap(({ one, path, body }) => Array(3).fill({ one, path, body }) as typeof costly) // as filled
  const answers = await Promise.all(asked.map(({ one, path, body }) => person.call(one.method, path, body)))
  for (const [n, { status, text }] of answers.entries()) assert.equal(status, 200, `${asked[n]?.path}: ${text}`)
})

test('large answers that wait for room, and those that wait for a place, do not wait for one another', async () => {
  for (let n = 0; n < 8; n++) await incidentOf(person, { description: '😀'.repeat(100_000) })
  // Together several times of what one tenant may have on its way; streamed ones and whole ones.
  const paths = Array.from({ length: 24 }, (_, n) => (n % 2 === 0 ? '/v1/incident' : '/v1/incident?size=8&page=1'))
  const answers = await Promise.all(paths.map((path) => person.call('GET', path)))
  for (const [n, { status, text, body }] of answers.entries()) {
    assert.equal(status, 200, text.slice(0, 500))
    assert.ok(body.data.incidents.length >= 8, paths[n])
  }
})
