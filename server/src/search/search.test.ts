import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person, testApp } from '../testing/app.ts'

const app = await testApp()

/** References of what a search finds, in its order. */
async function found(person: Person, q: string, more = ''): Promise<string[]> {
  const { incidents, total } = await person.ok('GET', `/v1/incident?size=100&q=${encodeURIComponent(q)}${more}`)
  assert.equal(total, incidents.length)
  return incidents.map((incident: { name: string }) => incident.name)
}

test('words and parts of words are found in name, description, location, reporter and comments, in any language', async () => {
  const person = await app.person()
  const texts: [field: string, text: string, searches: string[]][] = [
    ['name', 'Überflutung im Straßentunnel', ['überflut', 'UBERFLUTUNG', 'strassen', 'Straße', 'tunnel', 'flut im']],
    [
      'description',
      'Server db-01 at 10.0.0.1 is down; mail ops@example.org',
      ['db-01', '10.0.0', 'ops@example', 'own; ma'],
    ],
    ['location', '東京都千代田区 第三変電所', ['東京', '変電', '区', '第三変電所']],
    ['reported_by', 'Сергей Иванов', ['иван', 'СЕРГЕЙ']],
    ['name', 'انقطاع التيار الكهربائي', ['التيار', 'كهرب']],
    ['description', 'มีน้ำท่วมที่ชั้นใต้ดิน', ['น้ำท่วม']],
    ['name', '100% _full_ \\path\\ "quoted"', ['100%', '_full', '\\path\\', '"quoted"', '_f']],
    ['description', 'emoji 🔥 in the hall', ['🔥']],
  ]
  const others = await app.person()
  for (const [n, [field, text, searches]] of texts.entries()) {
    const name = field === 'name' ? text : `incident ${n}`
    await person.ok(
      'POST',
      '/v1/incident',
      newIncident({ name, description: 'nothing', reported_by: 'nobody', location: '', [field]: text }),
    )
    await others.ok('POST', '/v1/incident', newIncident({ name: `foreign ${text}` }))
    for (const search of searches) {
      const names = await found(person, search)
      assert.ok(names.includes(name), `"${search}" finds "${text}", not only ${JSON.stringify(names)}`)
      assert.ok(!names.some((one) => one.startsWith('foreign')), 'nothing of another tenant')
    }
  }
})

test('every word must be found, each anywhere in the incident or its comments', async () => {
  const person = await app.person()
  const pump = await person.ok(
    'POST',
    '/v1/incident',
    newIncident({ name: 'Pump failure', description: 'in the basement' }),
  )
  await person.ok('POST', '/v1/incident', newIncident({ name: 'Pump check', description: 'all well' }))
  await person.ok('POST', `/v1/incident/${pump.id}/comments`, { text: 'Technician Okafor arrives at noon' })
  assert.deepEqual(await found(person, 'pump okafor'), ['Pump failure'])
  assert.deepEqual(await found(person, 'basement pump'), ['Pump failure'])
  assert.deepEqual(await found(person, 'pump nonsense'), [])
  assert.deepEqual((await found(person, 'pu')).sort(), ['Pump check', 'Pump failure'])
  assert.deepEqual((await found(person, 'um')).sort(), ['Pump check', 'Pump failure'])
})

test('what matches in the name comes before what matches in the text, and that before a comment', async () => {
  const person = await app.person()
  const commented = await person.ok('POST', '/v1/incident', newIncident({ name: 'by comment' }))
  await person.ok('POST', `/v1/incident/${commented.id}/comments`, { text: 'it is the generator' })
  await person.ok('POST', '/v1/incident', newIncident({ name: 'by description', description: 'a generator stopped' }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'Turbogenerator' }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'Generator down' }))
  assert.deepEqual(await found(person, 'generator'), [
    'Generator down',
    'Turbogenerator',
    'by description',
    'by comment',
  ])
  assert.deepEqual(await found(person, 'generator', '&sort=created_at,ASC'), [
    'by comment',
    'by description',
    'Turbogenerator',
    'Generator down',
  ])
})

test('a reference finds its incident, with or without leading zeros and the prefix in any case', async () => {
  const person = await app.person()
  await person.ok('POST', '/v1/incident', newIncident({ name: 'first' }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'second' }))
  for (const q of ['INC-000002', 'inc-2', 'Inc-02']) assert.deepEqual(await found(person, q), ['second'])
})

test('search follows every change: edits, comments edited and removed, the bin and back, purge', async () => {
  const person = await app.person('admin')
  const incident = await person.ok('POST', '/v1/incident', newIncident({ name: 'Alpha', description: 'one' }))
  const path = `/v1/incident/${incident.id}`
  await person.ok('PATCH', path, { name: 'Beta', occ_lock: 0 })
  assert.deepEqual(await found(person, 'alpha'), [])
  assert.deepEqual(await found(person, 'beta'), ['Beta'])
  const comment = await person.ok('POST', `${path}/comments`, { text: 'gamma' })
  assert.deepEqual(await found(person, 'gamma'), ['Beta'])
  await person.ok('PUT', `${path}/comments/${comment.id}`, { text: 'delta', occ_lock: 0 })
  assert.deepEqual(await found(person, 'gamma'), [])
  assert.deepEqual(await found(person, 'delta'), ['Beta'])
  await person.ok('DELETE', `${path}/comments/${comment.id}`)
  assert.deepEqual(await found(person, 'delta'), [])
  await person.ok('DELETE', path)
  assert.deepEqual(await found(person, 'beta'), [])
  assert.deepEqual(await found(person, 'beta', '&deleted=true'), ['Beta'])
  await person.ok('POST', `${path}/restore`)
  assert.deepEqual(await found(person, 'beta'), ['Beta'])
  await person.ok('DELETE', `${path}?purge=true`)
  assert.deepEqual(await found(person, 'beta', '&deleted=true'), [])
})

test('a custom value filters in the type of its definition', async () => {
  const person = await app.person('deployer')
  await person.ok('POST', '/v1/incident/attributes', { name: 'floor', type: 'NUMBER' })
  await person.ok('POST', '/v1/incident/attributes', { name: 'wing', type: 'STRING' })
  await person.ok('POST', '/v1/incident', newIncident({ name: 'three', attributes: { floor: 3, wing: 'a&b =c' } }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'thirty', attributes: { floor: 30 } }))
  const names = async (query: string) =>
    (await person.ok('GET', `/v1/incident?size=10&${query}`)).incidents.map((one: { name: string }) => one.name)
  assert.deepEqual(await names('attributes.floor=3'), ['three'])
  assert.deepEqual(await names('attributes.floor=3.0'), ['three'])
  assert.deepEqual(await names(`attributes.wing=${encodeURIComponent('a&b =c')}`), ['three'])
  assert.deepEqual(await names('attributes.floor=3&attributes.wing=x'), [])
  const refused = await person.call('GET', '/v1/incident?size=10&attributes.floor=x&attributes.nope=1&status=WHAT')
  assert.equal(refused.status, 400)
  assert.deepEqual(refused.body.errors.map((error: { field: string }) => error.field).sort(), [
    'attributes.floor',
    'attributes.nope',
    'status',
  ])
})

test('relevance pages by cursor without a gap or a repeat', async () => {
  const person = await app.person()
  for (let n = 0; n < 23; n++)
    await person.ok(
      'POST',
      '/v1/incident',
      newIncident({ name: n % 3 === 0 ? `valve ${n}` : `other ${n}`, description: 'a valve' }),
    )
  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await person.call('GET', `/v1/incident?q=valve&size=5${cursor === '' ? '' : `&cursor=${cursor}`}`)
    seen.push(...body.data.incidents.map((one: { name: string }) => one.name))
    cursor = body.page.next_cursor ?? ''
  } while (cursor !== '')
  assert.equal(new Set(seen).size, 23)
  assert.equal(seen.length, 23)
  assert.ok(seen.slice(0, 8).every((name) => name.startsWith('valve')))
})
