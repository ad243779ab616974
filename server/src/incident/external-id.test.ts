/** Incidents by the id they have elsewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, testApp } from '../testing/app.ts'
import { reservedWords } from './external-id.ts'

const app = await testApp()

const base = '/v1/incident'
const at = (external: string): string => `${base}/${encodeURIComponent(external)}`

test('every path takes the external id in the place of the id, in the tenant that gave it only', async () => {
  const person = await app.person('admin')
  const other = await app.person('admin')
  for (const external_id of [
    'INC_20241211_0001',
    'ä ö/'.slice(0, 3),
    'inc-42',
    'INC-42a',
    '#7?&=%',
    'x'.repeat(255),
    '日'.repeat(255),
  ]) {
    const made = await person.ok('POST', base, { ...newIncident(), external_id })
    assert.equal(made.external_id, external_id)
    const path = at(external_id)
    assert.deepEqual(await person.ok('GET', path), made)
    const comment = await person.ok('POST', `${path}/comments`, { text: 'x' })
    assert.equal(comment.incident_id, made.id)
    assert.equal((await person.ok('GET', `${path}/timeline`)).total, 2)
    assert.equal((await person.ok('PATCH', path, { name: 'y', occ_lock: 0 })).id, made.id)
    assert.equal((await person.ok('GET', `${path}?as_of_lock=0`)).external_id, external_id)
    assert.equal((await other.call('GET', path)).status, 404)
    // Another tenant may have the same.
    assert.equal((await other.ok('POST', base, { ...newIncident(), external_id })).external_id, external_id)
  }
  const { incidents } = await person.ok('GET', `${base}?size=1`)
  assert.equal(incidents[0].external_id, '日'.repeat(255))
  const [event] = (await person.ok('GET', `${base}/events?limit=1`)).events
  assert.equal(event.data.incident.external_id, 'INC_20241211_0001')
})

test('it is given once: changes ignore it, and no two incidents of a tenant have the same', async () => {
  const person = await app.person('admin')
  const made = await person.ok('POST', base, { ...newIncident(), external_id: 'old-1' })
  const put = { ...made, name: 'z', external_id: 'old-2' }
  const changed = await person.ok('PUT', at('old-1'), put)
  assert.deepEqual([changed.name, changed.external_id], ['z', 'old-1'])
  assert.equal((await person.ok('PATCH', at('old-1'), { external_id: null, occ_lock: 1 })).external_id, 'old-1')
  const refused = async (): Promise<void> => {
    const again = await person.call('POST', base, { ...newIncident(), external_id: 'old-1' })
    assert.deepEqual(
      [again.status, again.body.errors[0].code, again.body.errors[0].field],
      [409, 'DUPLICATE_EXTERNAL_ID', 'external_id'],
    )
  }
  await refused()
  await person.ok('DELETE', at('old-1'))
  await refused()
  assert.equal((await person.ok('POST', `${at('old-1')}/restore`)).external_id, 'old-1')
  await person.ok('DELETE', `${at('old-1')}?purge=true`)
  assert.equal((await person.ok('POST', base, { ...newIncident(), external_id: 'old-1' })).external_id, 'old-1')
  for (const external_id of [null, undefined])
    assert.equal((await person.ok('POST', base, { ...newIncident(), external_id })).external_id, null)
  const both = { ...newIncident(), external_id: 'race' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => person.call('POST', base, both)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(7).fill(409)])
})

test('what another id or path could be taken for is refused', async () => {
  const person = await app.person()
  const { id } = await person.ok('POST', base, newIncident())
  const wrong = [
    ...[
      '',
      ' ',
      '.',
      '..',
      'a/b',
      '/',
      'a\nb',
      'a\u0085',
      id,
      id.toUpperCase(),
      'INC-1',
      'INC-000042',
      'x'.repeat(256),
    ],
    ...reservedWords,
    ...[7, true, ['a'], {}],
  ]
  for (const external_id of wrong) {
    const answer = await person.call('POST', base, { ...newIncident(), external_id })
    assert.deepEqual([answer.status, answer.body.errors?.[0]?.field], [400, 'external_id'], JSON.stringify(external_id))
  }
})

test('no path of the service takes a word that is not reserved', () => {
  const words = app.app.endpoints.flatMap(({ path }) => /^\/v1\/incident\/([a-z]+)/.exec(path)?.[1] ?? [])
  for (const word of new Set(words)) assert.ok(reservedWords.includes(word), word)
})
