import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newName } from './page-name.ts'
import { others } from './present.ts'

const here = (user_id: string, session: string, field: string | null = null) => ({
  user_id,
  session,
  field,
  name: user_id,
  since: '2026-11-21T03:00:00.000000Z',
})

test('others are shown once each, by what they edit, without this page', () => {
  const present = [
    here('me', 'this'),
    here('ada', 'a'),
    here('ada', 'b', 'name'),
    here('bob', 'c'),
    here('me', 'left by a reload'),
  ]
  assert.deepEqual(
    others(present, 'this', 'me').map(({ user_id, field }) => [user_id, field]),
    [
      ['ada', 'name'],
      ['bob', null],
    ],
  )
  const editing = [here('me', 'this'), here('me', 'another tab', 'name')]
  assert.deepEqual(others(editing, 'this', 'me'), [editing[1]])
})

test('two pages have two names that the service takes', () => {
  assert.notEqual(newName(), newName())
  assert.match(newName(), /^[0-9a-f]{18}$/)
})
