import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributeDefinition } from '@tocsin/client'
import { optionsOf } from './kind.ts'

test('a retired option is offered only where it is what stands there', () => {
  const choices = [
    { value: 'N', label: 'North', active: true, rank: 0 },
    { value: 'S', label: 'South', active: false, rank: 1 },
  ]
  const definition = { choices } as AttributeDefinition // what is looked at
  assert.deepEqual(optionsOf(definition, 'N'), [{ value: 'N', label: 'North' }])
  assert.deepEqual(optionsOf(definition, 'S'), [
    { value: 'N', label: 'North' },
    { value: 'S', label: 'South' },
  ])
})
