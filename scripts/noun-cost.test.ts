import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, test } from 'node:test'
import { nouns } from '../server/src/nouns.ts'
import { filesNaming, root } from './noun-cost.ts'

/** Where every record of an incident is named: the recipe in AGENTS.md says what stands there. */
const everywhere = (noun: string): string[] => [
  'server/src/nouns.ts',
  'server/src/app/endpoints.ts',
  'server/src/permission.ts',
  'web/src/noun/nouns.ts',
  ...['en', 'de'].flatMap((language) => [
    `web/src/message/${language}/catalogue.ts`,
    `web/src/message/${language}/${noun}.ts`,
  ]),
]

/** Where one noun is named besides, and why. A new noun needs no line here. */
const besides: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  comment: {
    'server/src/incident/update.ts': 'posting an update is a comment and a change in one act',
    'server/src/incident/write-routes.ts': 'that call',
    'server/src/incident/routes.ts': 'hands it the kind',
    'server/src/console/schema.ts': 'tells the console how long a comment may be',
    'client/src/errors.ts': 'CommentConflictError is older than RecordConflictError, and callers catch it',
    'client/src/index.ts': 'exports it',
    'client/src/types.ts': 'CommentPage, as callers know it',
    'web/src/incident/IncidentPage.svelte': 'the composer stands on the page of the incident',
    'web/src/timeline/story.ts': 'readers may ask for comments alone',
    'web/src/timeline/TimelineEntry.svelte': 'what people say looks unlike what was changed',
    'web/src/message/en/timeline.ts': 'the words of that choice',
    'web/src/message/de/timeline.ts': 'the words of that choice',
  },
}

for (const { kinds, ofIncident } of nouns) {
  if (!ofIncident) continue
  const [noun] = kinds
  test(`${noun} is named in its own folders, and where a noun has to be`, () => {
    const allowed = new Set([...everywhere(noun), ...Object.keys(besides[noun] ?? {})])
    const naming = filesNaming(noun)
    assert.deepEqual(
      naming.filter((file) => !allowed.has(file)),
      [],
      'name no noun there: walk the list of nouns, or give their descriptor a field',
    )
    assert.deepEqual(
      [...allowed].filter((file) => !naming.includes(file)),
      [],
      'the list holds files that do not name it',
    )
  })
}

test('what is found: identifiers and texts that are names, in code and components; no prose, no longer word', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-noun-'))
  after(() => rmSync(folder, { recursive: true }))
  const found = (name: string, text: string): boolean => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return filesNaming('task', [relative(root, file)]).length === 1
  }
  for (const text of ['addTask()', 'const tasks = 1', 'type X = TaskInput', "on('task.added')", 'row.task_id'])
    assert.ok(found('a.ts', text), text)
  for (const text of [
    '// a task',
    '/** tasks */',
    "say('a task was added')",
    'multitasking()',
    "import './attasked.ts'",
  ])
    assert.ok(!found('a.ts', text), text)
  assert.ok(found('a.svelte', '<TaskList {tasks} />'))
  assert.ok(!found('a.svelte', '<!-- a task -->\n<script>// tasks\n</script>'))
})
