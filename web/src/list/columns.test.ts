import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributeDefinition } from '@tocsin/client'
import { allColumns, columnsOf, moved, toggled, usualColumns } from './columns.ts'

const definition = (name: string, type: AttributeDefinition['type'] = 'STRING') =>
  ({ name, type, description: null }) as unknown as AttributeDefinition // what the columns look at
const definitions = [definition('zone'), definition('count', 'NUMBER')]
const ids = (columns: { id: string }[]) => columns.map(({ id }) => id)

test('nothing chosen shows the usual columns', () => {
  assert.deepEqual(ids(columnsOf([], definitions)), [...usualColumns])
})

test('chosen columns come in the order chosen; what there is not, or no longer, is left out', () => {
  assert.deepEqual(
    ids(columnsOf(['name', 'attributes.zone', 'reference', 'attributes.gone', 'nonsense'], definitions)),
    ['name', 'attributes.zone', 'reference'],
  )
})

test('a row always says which incident it is', () => {
  assert.deepEqual(ids(columnsOf(['status'], definitions)), ['reference', 'name', 'status'])
  assert.deepEqual(toggled(['reference', 'name', 'status'], 'name'), ['reference', 'name', 'status'])
})

test('attributes are offered after the fields, by name, and can’t be sorted by', () => {
  const offered = allColumns(definitions)
  assert.deepEqual(ids(offered).slice(-2), ['attributes.count', 'attributes.zone'])
  assert.equal(offered.at(-1)?.sort, undefined)
  assert.ok(offered.slice(0, -2).every((column) => column.sort !== undefined))
})

test('a column is added at the end, taken out, and moved by one', () => {
  assert.deepEqual(toggled(['reference', 'name'], 'status'), ['reference', 'name', 'status'])
  assert.deepEqual(toggled(['reference', 'name', 'status'], 'status'), ['reference', 'name'])
  assert.deepEqual(moved(['reference', 'name', 'status'], 'status', -1), ['reference', 'status', 'name'])
  assert.deepEqual(moved(['reference', 'name'], 'name', 1), ['reference', 'name'])
})

test('the usual choice is no choice', () => {
  assert.deepEqual(toggled(usualColumns.slice(0, -1), usualColumns.at(-1) ?? ''), [])
  assert.deepEqual(moved(moved(usualColumns, 'date', 1), 'date', -1).length, usualColumns.length - usualColumns.length)
})
