// What people type is found as they meant it: numbers, typographic and Arabic characters, umlauts, custom values, phrases.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DefinitionCache } from '../attribute/definitions.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { ask, placeOf } from '../testing/backup.ts'
import { rebuildDocuments } from './rebuild.ts'

const app = await testApp()

async function names(person: Person, q: string): Promise<string[]> {
  const { incidents } = await person.ok('GET', `/v1/incident?size=100&q=${encodeURIComponent(q)}`)
  return incidents.map((incident: { name: string }) => incident.name)
}

test('an incident is found by its number and id however people write them, before those that have it in their text', async () => {
  const person = await app.person()
  for (let n = 1; n < 7; n++) await person.ok('POST', '/v1/incident', newIncident({ name: `other ${n}` }))
  const wanted = await person.ok('POST', '/v1/incident', newIncident({ name: 'wanted' }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'Gate 7 and INC-000007' }))
  assert.equal(wanted.reference, 'INC-000007')
  // biome-ignore format: a list
  const ways = [
    'INC-000007', 'inc-7', '[INC-000007]', '(INC-000007)', 'INC-000007:', 'INC-000007.', '#7', '7', '000007', 'INC 7', 'INC\u2011000007',
    'INC\u2013000007', wanted.id, wanted.id.toUpperCase(), 'Re: [INC-000007] wanted', '٧',
  ]
  for (const q of ways) assert.equal((await names(person, q))[0], 'wanted', q)
  assert.deepEqual(await names(person, '7'), ['wanted', 'Gate 7 and INC-000007'])
  assert.deepEqual(await names(person, '[INC-000007] gate'), ['Gate 7 and INC-000007'])
  const stranger = await app.person()
  for (const q of ways) assert.deepEqual(await names(stranger, q), [], q)
})

/** What is stored, what finds it, what does not. */
const texts: [name: string, found: string[], not: string[]][] = [
  ['Officer O\u2019Brien', ["o'brien", 'O\u2019BRIEN', 'o\u02bcbrien', 'o\u2032brien'], ['o"brien']],
  ["Officer O'Hara", ['o\u2019hara', 'o\u2018hara'], []],
  ['plan B\u201112x and e\u2013mail \u2014 3\u22122', ['b-12x', 'e-mail', 'b\u201212x', '3-2'], ['b12x']],
  ['انقطاع في مستشفى الكــبرى', ['الكبرى', 'مستشفي', 'الكبري'], ['مستشفا']],
  ['أحمد علی في المدينة', ['احمد', 'علي', 'المدينه', 'إحمد'], []],
  [
    'Herr Müller meldet Öl',
    ['mueller', 'müller', 'MUELLER', 'muller', 'Mu\u0308ller', 'muell', 'oel'],
    ['muler', 'mueler'],
  ],
  ['Frau Mueller ruft', ['müller', 'mueller'], ['muller']],
  ['A blue queue', ['blue', 'queue'], ['blu\u0308ue', 'quue']],
  ['Sørensen på Ærø', ['soerensen', 'sorensen', 'sørensen', 'paa'], []],
  ['Caf\u00e9 au lait', ['cafe\u0301', 'cafe', 'CAFÉ'], []],
  ['Raum ٤٠٢', ['402', '٤٠٢'], []],
  [
    'water pump, broken',
    ['"water pump"', '\u201ewater pump\u201c', 'pump,', '(pump)', 'pump*', '*pump', 'broken!'],
    ['"pump water"'],
  ],
  ['שלום מירושלים', ['ירושלימ'], []],
]

test('characters that people type for one another meet', async () => {
  const person = await app.person()
  for (const [name] of texts)
    await person.ok('POST', '/v1/incident', newIncident({ name, description: 'd', reported_by: 'r' }))
  for (const [name, found, not] of texts) {
    for (const q of found) assert.ok((await names(person, q)).includes(name), `${q} finds ${name}`)
    for (const q of not) assert.ok(!(await names(person, q)).includes(name), `${q} does not find ${name}`)
  }
})

test('a reporter is the same however the letters are composed', async () => {
  const person = await app.person()
  await person.ok('POST', '/v1/incident', newIncident({ name: 'one', reported_by: 'Rene\u0301' }))
  await person.ok('POST', '/v1/incident', newIncident({ name: 'two', reported_by: 'Ren\u00e9' }))
  for (const reporter of ['Ren\u00e9', 'Rene\u0301']) {
    const { total } = await person.ok('GET', `/v1/incident?size=9&reported_by=${encodeURIComponent(reporter)}`)
    assert.equal(total, 2, reporter)
  }
})

test('custom values are searched as they stand, until they go or their definition does', async () => {
  const person = await app.person('deployer')
  for (const [name, type] of [
    ['assetTag', 'STRING'],
    ['seats', 'NUMBER'],
    ['urgent', 'BOOLEAN'],
    ['since', 'DATE'],
  ])
    await person.ok('POST', '/v1/incident/attributes', { name, type })
  await person.ok('POST', '/v1/incident/attributes', { name: 'wing', type: 'ENUM', options: ['Südflügel', 'North'] })
  const { id } = await person.ok(
    'POST',
    '/v1/incident',
    newIncident({
      name: 'valued',
      attributes: { assetTag: 'LAPTOP-7731', seats: 4711, urgent: true, since: '2026-02-03', wing: 'Südflügel' },
    }),
  )
  for (const q of ['laptop-7731', 'LAPTOP', '4711', '2026-02-03', 'suedfluegel', 'südflügel', '"laptop-7731"'])
    assert.deepEqual(await names(person, q), ['valued'], q)
  assert.deepEqual(await names(person, 'true'), [])
  await person.ok('PUT', `/v1/incident/${id}/attributes`, { name: 'assetTag', value: 'PHONE-12' })
  assert.deepEqual(await names(person, 'laptop'), [])
  assert.deepEqual(await names(person, 'phone-12'), ['valued'])
  await person.ok('DELETE', '/v1/incident/attributes/assetTag?force=true')
  const definitions = new DefinitionCache(app.database)
  while ((await rebuildDocuments(app.database, definitions, 5)) > 0);
  assert.deepEqual(await names(person, 'phone-12'), [])
  assert.deepEqual(await names(person, '4711'), ['valued'])
})

test('documents of an earlier form are made anew as a change would make them', async () => {
  const person = await app.person('deployer')
  await person.ok('POST', '/v1/incident/attributes', { name: 'oldTag', type: 'STRING' })
  const { id } = await person.ok(
    'POST',
    '/v1/incident',
    newIncident({ name: 'Grünfläche', attributes: { oldTag: 'ox-1' } }),
  )
  await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'Herr Bräuer' })
  const { target, schema } = placeOf(app.config)
  const documents = `select content, grams::text from "${schema}".incident_search where tenant_id = '${person.tenant}' order by record_id nulls first`
  const before = await ask(target, documents)
  await ask(
    target,
    `update "${schema}".incident_search set form = 1, content = 'old', grams = '{}' where tenant_id = '${person.tenant}'`,
  )
  assert.deepEqual(await names(person, 'braeuer'), [])
  const definitions = new DefinitionCache(app.database)
  while ((await rebuildDocuments(app.database, definitions, 1)) > 0);
  const sorted = (rows: typeof before) =>
    rows.map((row) => [row['content'], String(row['grams']).replace(/[{}]/g, '').split(',').sort()])
  assert.deepEqual(sorted(await ask(target, documents)), sorted(before))
  assert.deepEqual(await names(person, 'braeuer ox-1'), ['Grünfläche'])
})
