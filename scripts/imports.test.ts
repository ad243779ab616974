import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { checkImports } from './imports.ts'

/** Checks a small tree on disk; paths without a folder of the repository stand in server/src. What it imports is there, empty. */
async function check(tree: Record<string, string>): Promise<readonly string[]> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tocsin-imports-')))
  try {
    for (const folder of ['server', 'client', 'web']) mkdirSync(join(root, folder))
    for (const [path, text] of Object.entries(tree)) write(join(root, full(path)), text)
    for (const [path, text] of Object.entries(tree)) {
      for (const [, imported = ''] of text.matchAll(/'((?:\.|~)[^']*\/[^']*)'/g)) {
        const target = imported.startsWith('~')
          ? join(root, 'web/src', imported.slice(2))
          : join(root, dirname(full(path)), imported)
        if (!existsSync(target)) write(target, '')
      }
    }
    return (await checkImports(root, { fresh: true })).problems
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function full(path: string): string {
  return /^(server|client|web)\//.test(path) ? path : `server/src/${path}`
}

test('a feature built as the architecture says is accepted', async () => {
  const tree = {
    'app.ts': `import { routes } from './incident/routes.ts'`,
    'main.ts': `import './app.ts'\nimport './command/serve.ts'\nconsole.log(process.env)`,
    'command/serve.ts': `import '../app.ts'\nimport '../config.ts'`,
    'config.ts': `export const config = process.env`,
    'errors.ts': '',
    'permission.ts': `import './errors.ts'`,
    'database/sql.ts': '',
    'database/database.ts': `import pg from 'pg'\nimport { sql } from './sql.ts'\nimport type { T } from '../config.ts'`,
    'http/route.ts': `import type { Actor } from '../permission.ts'\nimport type { D } from '../database/database.ts'`,
    'log/store.ts': `import './schema.ts'\nimport '../database/sql.ts'`,
    'log/schema.ts': `import 'typebox'`,
    'incident/schema.ts': `import '../http/schema.ts'`,
    'incident/rules.ts': `import './schema.ts'\nimport '../log/schema.ts'\nconst at = new Date(0)`,
    'incident/store.ts': `import './schema.ts'\nimport type { Plan } from './rules.ts'`,
    'incident/commands.ts': `import './rules.ts'\nimport './store.ts'\nimport './schema.ts'\nimport '../log/store.ts'`,
    'incident/routes.ts': `import './commands.ts'\nimport './store.ts'\nimport './search.ts'\nimport '../http/route.ts'`,
    'incident/search.ts': `import './store.ts'`,
    'incident/routes.test.ts': `import '../app.ts'\nimport '../testing/app.ts'\nimport pg from 'pg'`,
    'testing/app.ts': `import '../app.ts'\nimport 'pg'\nconsole.log(process.env.TEST_DATABASE_URL)`,
    'comment/commands.ts': `import '../incident/store.ts'`,
    'webhook/target.ts': `import { request } from 'undici'`,
    'identity/keyset.ts': `import { Agent } from 'undici'`,
    'web/src/session/session.svelte.ts': `import { client } from '../../../client/src/index.ts'\nimport '~/draft/store.ts'`,
    'web/src/list/ListPage.svelte': `<script lang="ts">\nimport Button from '~/ui/Button.svelte'\n</script>\n<Button />`,
    'web/src/ui/Button.svelte': `<script lang="ts">\nimport { Button } from 'bits-ui'\n</script>\n<Button />`,
    'web/gallery/main.ts': `import '../src/ui/rank.ts'`,
    'client/test/list.test.ts': `import '../src/index.ts'\nimport '../../server/src/testing/app.ts'`,
    'web/e2e/sign-in.test.ts': `import '../../server/src/testing/app.ts'`,
  }
  assert.deepEqual(await check(tree), [])
})

/** What is wrong, the file it is in, its text, and the message expected. */
const refused: readonly [name: string, path: string, text: string, expected: string][] = [
  ['a route that calls rules', 'incident/routes.ts', `import './rules.ts'`, 'routes call commands'],
  ['a store that calls rules', 'incident/store.ts', `import './rules.ts'`, 'a store writes what rules planned'],
  ['rules that read the store', 'incident/rules.ts', `import './store.ts'`, 'rules know the schema only'],
  ['a schema that knows its store', 'incident/schema.ts', `import './store.ts'`, 'a schema knows no other role'],
  ['a command that knows its route', 'incident/commands.ts', `import './routes.ts'`, 'commands do not know routes'],
  ['a helper that knows its route', 'incident/search.ts', `import './routes.ts'`, 'only app.ts imports routes'],
  ['rightward', 'incident/store.ts', `import '../comment/store.ts'`, 'imports go left only'],
  ['rightward by type', 'log/store.ts', `import type { I } from '../incident/schema.ts'`, 'imports go left only'],
  ['rightward by an inline type', 'log/store.ts', `type I = import('../incident/schema.ts').I`, 'imports go left only'],
  ['rightward by re-export', 'log/store.ts', `export * from '../incident/schema.ts'`, 'imports go left only'],
  ['rightward at run time', 'log/store.ts', `await import('../incident/schema.ts')`, 'imports go left only'],
  ['http knowing a feature', 'http/server.ts', `import '../identity/token.ts'`, 'imports go left only'],
  ['a neighbour', 'mail/store.ts', `import '../webhook/schema.ts'`, 'do not import one another'],
  ['errors importing', 'errors.ts', `import './id.ts'`, 'errors.ts imports nothing'],
  ['a private command', 'comment/commands.ts', `import '../incident/commands.ts'`, 'are private'],
  ['private rules', 'comment/rules.ts', `import '../incident/rules.ts'`, 'are private'],
  ['private routes', 'comment/routes.ts', `import '../incident/routes.ts'`, 'are private'],
  ['webhook knowing incidents', 'webhook/store.ts', `import '../incident/schema.ts'`, 'webhook knows events'],
  ['app.ts from a feature', 'incident/store.ts', `import '../app.ts'`, 'import app.ts'],
  ['main.ts', 'command/serve.ts', `import '../main.ts'`, 'nothing imports main.ts'],
  ['demo from a feature', 'incident/store.ts', `import '../demo/demo.ts'`, 'what puts them together'],
  ['testing from a feature', 'incident/store.ts', `import '../testing/app.ts'`, 'testing/ is for tests only'],
  ['a test', 'incident/store.ts', `import './store.test.ts'`, 'nothing imports a test'],
  ['a folder nobody placed', 'weather/store.ts', `import '../errors.ts'`, 'has no place'],
  ['undici', 'webhook/store.ts', `import { Agent } from 'undici'`, 'make outbound requests'],
  ['pg', 'incident/store.ts', `import pg from 'pg'`, 'only database/ speaks to PostgreSQL'],
  ['a part of pg, by type', 'incident/store.ts', `import type { X } from 'pg/lib/x.js'`, 'only database/'],
  ['rules with the database', 'incident/rules.ts', `import type { Tx } from '../database/database.ts'`, 'neither'],
  ['rules with http', 'incident/rules.ts', `import '../http/schema.ts'`, 'rules import neither database/ nor http/'],
  ['rules with files', 'incident/rules.ts', `import { readFileSync } from 'node:fs'`, 'rules do no I/O'],
  [
    'the server with the client',
    'incident/store.ts',
    `import '../../../client/src/index.ts'`,
    'never imports client or console',
  ],
  ['a source with a test', 'client/src/index.ts', `import '../test/service.ts'`, 'nothing imports a test'],
  ['the server with the console', 'app.ts', `import '../../web/src/x.ts'`, 'never imports client or console'],
  [
    'the client with the server',
    'client/src/index.ts',
    `import '../../server/src/id.ts'`,
    'never imports server or console',
  ],
  [
    'the console with the server',
    'web/src/time/a.ts',
    `import type { I } from '../../../server/src/id.ts'`,
    'the console never imports the server',
  ],
  ['SMTP', 'webhook/store.ts', `import nodemailer from 'nodemailer'`, 'speaks SMTP'],
  ['a part that knows its page', 'web/src/ui/Button.svelte', component('~/list/Row.svelte'), 'imports go left only'],
  ['one page with another', 'web/src/board/a.ts', `import '~/overview/b.ts'`, 'do not import one another'],
  ['a route imported', 'web/src/shell/a.ts', `import '../routes/+page.ts'`, 'imports go left only'],
  ['bits-ui outside ui/', 'web/src/list/Row.svelte', component('bits-ui'), 'only ui/ imports bits-ui'],
  ['the gallery shipped', 'web/src/ui/a.ts', `import '../../gallery/main.ts'`, 'does not import it'],
  ['a folder of the console nobody placed', 'web/src/weather/a.ts', `import '~/ui/b.ts'`, 'has no place'],
  ['a component with the server', 'web/src/time/A.svelte', component('../../../server/src/id.ts'), 'never imports'],
]

for (const [name, path, text, expected] of refused) {
  test(`refused: ${name}`, async () => {
    const problems = await check({ [path]: `// a line above\n${text}` })
    assert.equal(problems.length, 1, problems.join('\n'))
    assert.ok(problems[0]?.startsWith(`${full(path)} imports `), problems[0])
    assert.ok(problems[0]?.includes(expected), problems[0])
  })
}

function component(imported: string): string {
  return `<script lang="ts">\n  import { a } from '${imported}'\n</script>\n<p>{a}</p>\n`
}

test('rules may not reach the database by way of a helper', async () => {
  const tree = {
    'incident/rules.ts': `import { find } from './search.ts'\nfind()`,
    'incident/search.ts': `import { database } from '../database/database.ts'\nexport const find = () => database`,
    'database/database.ts': 'export const database = 1',
  }
  assert.deepEqual(await check(tree), [
    'server/src/incident/rules.ts imports server/src/incident/search.ts → server/src/database/database.ts: ' +
      'rules do no I/O, by no way round',
  ])
  const typesOnly = { ...tree, 'incident/search.ts': `import type { D } from '../database/database.ts'` }
  assert.deepEqual(await check(typesOnly), [])
})

test('a cycle is named with its way round, also when it is of types only', async () => {
  const tree = {
    'database/a.ts': `import './b.ts'`,
    'database/b.ts': `\nimport type { C } from './c.ts'`,
    'database/c.ts': `import './a.ts'`,
  }
  const problems = await check(tree)
  assert.ok(problems.length > 0)
  for (const problem of problems) assert.match(problem, /→ .*: no cycles, types included$/)
})

test('comments and strings are not imports', async () => {
  const text = `// import '../comment/store.ts'\nconst text = "import '../comment/store.ts'"`
  assert.deepEqual(await check({ 'incident/store.ts': text }), [])
})
