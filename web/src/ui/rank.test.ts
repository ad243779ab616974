import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Command, rank } from './rank.ts'

const run = () => {}
const command = (label: string, more: Partial<Command> = {}): Command => ({ id: label, label, run, ...more })
const labels = (text: string, commands: Command[]) =>
  rank([{ heading: 'All', commands }], text).flatMap((group) => group.commands.map(({ label }) => label))

test('without text everything is there, in its order', () => {
  assert.deepEqual(labels('', [command('Overview'), command('Bin')]), ['Overview', 'Bin'])
})

test('every word must be there, in the label or in the other words; accents and case do not matter', () => {
  const commands = [command('Report an incident', { words: 'new' }), command('Übersicht'), command('Incidents')]
  assert.deepEqual(labels('NEW incident', commands), ['Report an incident'])
  assert.deepEqual(labels('ubersi', commands), ['Übersicht'])
  assert.deepEqual(labels('nowhere', commands), [])
})

test('what starts with the word comes before what only holds it', () => {
  assert.deepEqual(labels('in', [command('Main view'), command('Incidents')]), ['Incidents', 'Main view'])
})

test('what was found elsewhere stays, whatever its label; groups without commands are left out', () => {
  const found = command('INC-1', { found: true })
  assert.deepEqual(
    rank(
      [
        { heading: 'Incidents', commands: [found] },
        { heading: 'Do', commands: [command('Bin')] },
      ],
      'pump',
    ),
    [{ heading: 'Incidents', commands: [found] }],
  )
})
