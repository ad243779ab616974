import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributeDefinition } from '@tocsin/client'
import { groupsFor, labelIn } from './attributes.ts'

const plain: AttributeDefinition = {
  name: 'building',
  type: 'STRING',
  label: 'Building no.',
  labels: {},
  options: null,
  choices: null,
  description: '',
  help: '',
  placement: { types: null, group: '', rank: 0 },
  active: true,
  created_at: '2026-05-01T14:05:00.123456Z',
  created_by: 'deployer',
}

test('a label is the one of the reader’s language, with or without the region, else the one for everybody', () => {
  const definition = { ...plain, labels: { de: 'Gebäude Nr.', 'pt-br': 'Prédio' } }
  for (const [locale, label] of [
    ['de', 'Gebäude Nr.'],
    ['de-AT', 'Gebäude Nr.'],
    ['pt-BR', 'Prédio'],
    ['pt-PT', 'Building no.'],
    ['en', 'Building no.'],
  ] as const)
    assert.equal(labelIn(definition, locale), label, locale)
})

test('an incident shows the attributes of its type by rank and group, retired ones and others’ only with a value', () => {
  const definitions = [
    { ...plain, name: 'late', placement: { types: null, group: '', rank: 9 } },
    { ...plain, name: 'crane', placement: { types: null, group: 'Site', rank: 5 } },
    { ...plain, name: 'first', placement: { types: null, group: '', rank: 1 } },
    { ...plain, name: 'gate', placement: { types: ['SAFETY'], group: 'Site', rank: 7 } },
    { ...plain, name: 'old', active: false },
  ]
  const names = (type: string, has: string[]) =>
    groupsFor(definitions, type, (name) => has.includes(name)).map(({ name, attributes }) => [
      name,
      attributes.map((one) => one.name),
    ])
  assert.deepEqual(names('SAFETY', []), [
    ['', ['first', 'late']],
    ['Site', ['crane', 'gate']],
  ])
  assert.deepEqual(names('OTHERS', ['old']), [
    ['', ['old', 'first', 'late']],
    ['Site', ['crane']],
  ])
  assert.deepEqual(names('OTHERS', ['gate'])[1], ['Site', ['crane', 'gate']])
})
