import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  changed,
  cleared,
  filterCount,
  filterKeyOf,
  isEverything,
  type ListState,
  nextSort,
  nothing,
  readState,
  stateOfView,
  viewStateOf,
  writeState,
} from './state.ts'

const read = (query: string) => readState(new URLSearchParams(query))

test('an address without a query is the usual list, and the usual list has none', () => {
  assert.deepEqual(read(''), nothing)
  assert.equal(writeState(nothing), '')
})

test('every filter of the API is read by its own name', () => {
  const state = read(
    'q=water&status=NEW&status=OPEN&severity=&severity=MAJOR&type=SAFETY&reported_by=Night+watch&date_from=7d&date_to=2026-05-01&updated_since=24h&overdue=true&due=true&attributes.team=Net+%26+co&sort=date,ASC&sort=name,DESC&columns=name,attributes.team&page=3&cursor=abc.def&view=v1',
  )
  assert.deepEqual(state, {
    q: 'water',
    status: ['NEW', 'OPEN'],
    type: ['SAFETY'],
    severity: ['', 'MAJOR'],
    reported_by: 'Night watch',
    date_from: '7d',
    date_to: '2026-05-01',
    updated_since: '24h',
    overdue: true,
    due: true,
    attributes: { team: 'Net & co' },
    sort: [
      { field: 'date', direction: 'ASC' },
      { field: 'name', direction: 'DESC' },
    ],
    columns: ['name', 'attributes.team'],
    page: 3,
    cursor: 'abc.def',
    view: 'v1',
  })
  assert.equal(filterCount(state), 12)
})

test('what is written is read back', () => {
  const text = fc.string({ unit: 'binary', maxLength: 10 }).filter((value) => value.isWellFormed())
  const code = fc.constantFrom('NEW', 'OPEN', 'A_1', 'MAJOR')
  const states = fc.record<ListState>({
    q: text.map((value) => value.trim()),
    status: fc.uniqueArray(code),
    type: fc.uniqueArray(code),
    severity: fc.uniqueArray(fc.oneof(code, fc.constant(''))),
    reported_by: text,
    date_from: fc.constantFrom('', '7d', '2026-05-01', '2026-05-01T10:00:00+08:00'),
    date_to: fc.constantFrom('', '2026-05-01'),
    updated_since: fc.constantFrom('', '24h'),
    overdue: fc.boolean(),
    due: fc.boolean(),
    attributes: fc.dictionary(fc.stringMatching(/^[a-z]\w{0,5}$/), text, { noNullPrototype: true }),
    sort: fc.uniqueArray(
      fc.record({ field: fc.constantFrom('date', 'name'), direction: fc.constantFrom('ASC', 'DESC') }),
      { selector: (key) => key.field },
    ),
    columns: fc.uniqueArray(fc.constantFrom('name', 'status', 'attributes.team')),
    page: fc.integer({ min: 1, max: 1_000_000 }),
    cursor: fc.constant(undefined),
    view: fc.option(fc.stringMatching(/^[a-z\d-]{1,8}$/), { nil: undefined }),
  })
  fc.assert(
    fc.property(states, (made) => {
      const state: ListState = { ...made, sort: made.sort.map((key) => ({ ...key })) }
      assert.deepEqual(read(writeState(state)), state)
      // What the service lets a saved view keep.
      assert.match(viewStateOf(state), /^[!"$-~]*$/)
    }),
    { numRuns: 500, interruptAfterTimeLimit: 5000 },
  )
})

test('what is not understood is left out', () => {
  assert.deepEqual(read('page=0&sort=;drop&overdue=maybe&columns=,,&attributes.=x&view=&cursor=x&colour=red'), nothing)
  assert.equal(read('page=1e9').page, 1)
  assert.equal([...read(`q=${'ü'.repeat(600)}`).q].length, 500)
})

test('a sort without a direction is DESC, as the API has it, and a field counts once', () => {
  assert.deepEqual(read('sort=date&sort=date,ASC&sort=name,asc').sort, [
    { field: 'date', direction: 'DESC' },
    { field: 'name', direction: 'ASC' },
  ])
})

test('a change begins at the first page', () => {
  const state = changed({ ...nothing, page: 4, cursor: 'c' }, { overdue: true })
  assert.deepEqual([state.page, state.cursor, state.overdue], [1, undefined, true])
})

test('a view keeps filters, search, sort and columns, and neither page nor view', () => {
  const state = read('view=a&q=x&status=NEW&sort=date,ASC&columns=name,status&page=3&cursor=c')
  assert.equal(viewStateOf(state), 'q=x&status=NEW&sort=date,ASC&columns=name,status')
  assert.equal(filterKeyOf(state), 'q=x&status=NEW&sort=date,ASC')
  assert.equal(writeState(stateOfView({ id: 'b', state: viewStateOf(state) })), `view=b&${viewStateOf(state)}`)
})

test('clearing keeps sort and columns, and does not fall back to the usual view', () => {
  const state = cleared(read('view=a&q=x&status=NEW&overdue=true&attributes.a=1&sort=date,ASC&columns=name'))
  assert.equal(writeState(state), 'view=all&sort=date,ASC&columns=name')
  assert.ok(isEverything(state))
  assert.ok(!isEverything(read('overdue=true')))
  assert.ok(!isEverything(read('q=x')))
})

test('a header sorts its usual way, then the other, then no more', () => {
  const first = nextSort([], 'date', 'DESC')
  const second = nextSort(first, 'date', 'DESC')
  assert.deepEqual(first, [{ field: 'date', direction: 'DESC' }])
  assert.deepEqual(second, [{ field: 'date', direction: 'ASC' }])
  assert.deepEqual(nextSort(second, 'date', 'DESC'), [])
  assert.deepEqual(nextSort(first, 'name', 'ASC'), [{ field: 'name', direction: 'ASC' }])
})
