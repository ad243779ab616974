import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join, raw, type Sql, type SqlValue, sql } from './sql.ts'

test('a statement keeps its values apart from its text, those of spliced parts numbered on', () => {
  const filter = sql`status = ${'OPEN'} and rank < ${3}`
  const statement = sql`select a from t where tenant_id = ${'x'} and ${filter} and id = ${'y'} limit ${raw('5')}`
  assert.equal(statement.text, 'select a from t where tenant_id = $1 and status = $2 and rank < $3 and id = $4 limit 5')
  assert.deepEqual(statement.values, ['x', 'OPEN', 3, 'y'])
  assert.equal(join([sql`a = ${1}`, sql`b = ${2}`], ' and ').text, 'a = $1 and b = $2')
})

test('one template gives the text of what is spliced into it, whatever was before, also where a value and a part change places', () => {
  const two = (a: SqlValue | Sql, b: SqlValue | Sql): Sql => sql`select ${a}, ${b} from t`
  const cases: [SqlValue | Sql, SqlValue | Sql, string][] = [
    [1, 2, 'select $1, $2 from t'],
    [raw('x'), 2, 'select x, $1 from t'],
    [1, raw('x'), 'select $1, x from t'],
    [raw(''), 2, 'select , $1 from t'],
    [sql`${5} + ${6}`, 2, 'select $1 + $2, $3 from t'],
    [1, sql`${5} + ${6}`, 'select $1, $2 + $3 from t'],
    [null, undefined as unknown as null, 'select $1, $2 from t'], // what a caller in JavaScript may hand over
  ]
  for (let round = 0; round < 3; round++) for (const [a, b, text] of cases) assert.equal(two(a, b).text, text)
  for (let i = 0; i < 50; i++) assert.equal(two(raw(`c${i}`), 1).text, `select c${i}, $1 from t`)
})
