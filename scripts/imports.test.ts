import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkImports } from './imports.ts'

/** Checks a small tree; paths without a folder of the repository stand in server/src. */
function check(tree: Record<string, string>): string[] {
  return checkImports(new Map(Object.entries(tree).map(([path, text]) => [full(path), text])))
}

function full(path: string): string {
  return /^(server|client|web)\//.test(path) ? path : `server/src/${path}`
}

test('a feature built as the architecture says is accepted', () => {
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
    'incident/routes.test.ts': `import '../app.ts'\nimport '../testing/app.ts'\nimport pg from 'pg'\nfetch('/')`,
    'testing/app.ts': `import '../app.ts'\nimport 'pg'\nconsole.log(process.env.TEST_DATABASE_URL)`,
    'comment/commands.ts': `import '../incident/store.ts'`,
    'webhook/target.ts': `import { request } from 'undici'`,
    'identity/keyset.ts': `await fetch('https://issuer.example')`,
    'web/src/page.ts': `import { client } from '../../client/src/index.ts'`,
    'client/test/list.test.ts': `import '../src/index.ts'\nimport '../../server/src/testing/app.ts'`,
    'web/e2e/sign-in.test.ts': `import '../../server/src/testing/app.ts'`,
  }
  assert.deepEqual(check(tree), [])
})

/** What is wrong, the file it is in, its text, and the message expected. */
const refused: readonly [name: string, path: string, text: string, expected: string][] = [
  ['a route that calls rules', 'incident/routes.ts', `import './rules.ts'`, 'routes may not import rules'],
  ['a store that calls rules', 'incident/store.ts', `import './rules.ts'`, 'store may not import rules'],
  ['rules that read the store', 'incident/rules.ts', `import './store.ts'`, 'rules may not import store'],
  ['a schema that knows its store', 'incident/schema.ts', `import './store.ts'`, 'schema may not import store'],
  ['a command that knows its route', 'incident/commands.ts', `import './routes.ts'`, 'commands may not import routes'],
  ['a helper that knows its route', 'incident/search.ts', `import './routes.ts'`, 'only app.ts imports routes'],
  ['rightward', 'incident/store.ts', `import '../comment/store.ts'`, 'imports go leftward only'],
  ['rightward by type', 'log/store.ts', `import type { I } from '../incident/schema.ts'`, 'imports go leftward only'],
  ['rightward by an inline type', 'log/store.ts', `type I = import('../incident/schema.ts').I`, 'leftward only'],
  ['rightward by re-export', 'log/store.ts', `export * from '../incident/schema.ts'`, 'imports go leftward only'],
  ['rightward at run time', 'log/store.ts', `await import('../incident/schema.ts')`, 'imports go leftward only'],
  ['http knowing a feature', 'http/server.ts', `import '../identity/token.ts'`, 'imports go leftward only'],
  ['a neighbour', 'mail/store.ts', `import '../webhook/schema.ts'`, 'imports go leftward only'],
  ['errors importing', 'errors.ts', `import './id.ts'`, 'errors.ts imports nothing'],
  ['a private command', 'comment/commands.ts', `import '../incident/commands.ts'`, 'commands of another feature'],
  ['private rules', 'comment/rules.ts', `import '../incident/rules.ts'`, 'rules of another feature'],
  ['private routes', 'comment/routes.ts', `import '../incident/routes.ts'`, 'routes of another feature'],
  ['webhook knowing incidents', 'webhook/store.ts', `import '../incident/schema.ts'`, 'webhook knows events'],
  ['app.ts from a feature', 'incident/store.ts', `import '../app.ts'`, 'import app.ts'],
  ['main.ts', 'command/serve.ts', `import '../main.ts'`, 'nothing imports main.ts'],
  ['demo from a feature', 'incident/store.ts', `import '../demo.ts'`, 'puts the parts together'],
  ['testing from a feature', 'incident/store.ts', `import '../testing/app.ts'`, 'testing/ is for tests only'],
  ['a test', 'incident/store.ts', `import './store.test.ts'`, 'nothing imports a test'],
  ['a folder nobody placed', 'weather/store.ts', `import '../errors.ts'`, 'weather has no place'],
  ['the environment', 'http/server.ts', `const port = process.env.PORT`, 'read the environment'],
  ['the environment by index', 'http/server.ts', `const port = process['env']`, 'read the environment'],
  ['the environment taken apart', 'http/server.ts', `const { env } = process`, 'read the environment'],
  ['the environment imported', 'http/server.ts', `import { env } from 'node:process'`, 'read the environment'],
  ['fetch', 'log/store.ts', `await fetch('http://x')`, 'make outbound requests'],
  ['fetch by globalThis', 'log/store.ts', `globalThis.fetch('http://x')`, 'make outbound requests'],
  ['undici', 'webhook/store.ts', `import { Agent } from 'undici'`, 'make outbound requests'],
  ['pg', 'incident/store.ts', `import pg from 'pg'`, 'only database/ speaks to PostgreSQL'],
  ['a part of pg, by type', 'incident/store.ts', `import type { X } from 'pg/lib/x.js'`, 'only database/'],
  ['rules with the database', 'incident/rules.ts', `import type { Tx } from '../database/database.ts'`, 'neither'],
  ['rules with http', 'incident/rules.ts', `import '../http/schema.ts'`, 'rules import neither database/ nor http/'],
  ['rules with files', 'incident/rules.ts', `import { readFileSync } from 'node:fs'`, 'rules do no I/O'],
  ['rules with Date.now', 'incident/rules.ts', `const at = Date.now()`, 'rules read no clock'],
  ['rules with new Date', 'incident/rules.ts', `const at = new Date()`, 'rules read no clock'],
  ['rules with performance', 'incident/rules.ts', `const at = performance.now()`, 'rules read no clock'],
  ['the server with the client', 'incident/store.ts', `import '../../../client/src/index.ts'`, 'never imports client'],
  ['a source with a test', 'client/src/index.ts', `import '../test/service.ts'`, 'nothing imports a test'],
  ['the server with the console', 'app.ts', `import '../../web/src/x.ts'`, 'server never imports web'],
  [
    'the client with the server',
    'client/src/index.ts',
    `import '../../server/src/id.ts'`,
    'client never imports server',
  ],
  [
    'the console with the server',
    'web/src/a.ts',
    `import type { I } from '../../server/src/id.ts'`,
    'web never imports',
  ],
]

for (const [name, path, text, expected] of refused) {
  test(`refused: ${name}`, () => {
    const problems = check({ [path]: `// a line above\n${text}` })
    assert.equal(problems.length, 1, problems.join('\n'))
    assert.ok(problems[0]?.startsWith(`${full(path)}:2 `), problems[0])
    assert.ok(problems[0]?.includes(expected), problems[0])
  })
}

test('a component is read like a module, with its own line numbers', () => {
  const text = `<script lang="ts">\n  import { id } from '../../server/src/id.ts'\n</script>\n<p>import './x.ts'</p>\n`
  const expected = 'web/src/page.svelte:2 imports server/src/id.ts: web never imports server'
  assert.deepEqual(check({ 'web/src/page.svelte': text }), [expected])
})

test('a workspace imported by its name counts as its folder', () => {
  const tree = {
    'client/package.json': '{ "name": "@tocsin/client" }',
    'incident/store.ts': `import { connect } from '@tocsin/client'`,
  }
  assert.match(check(tree).join(), /server never imports client/)
})

test('rules may not reach the database by way of a helper', () => {
  const tree = {
    'incident/rules.ts': `import { find } from './search.ts'`,
    'incident/search.ts': `import { database } from '../database/database.ts'`,
    'database/database.ts': '',
  }
  assert.deepEqual(check(tree), [
    'server/src/incident/rules.ts:1 imports server/src/incident/search.ts → server/src/database/database.ts: ' +
      'rules do no I/O, by no way round',
  ])
  const typesOnly = { ...tree, 'incident/search.ts': `import type { D } from '../database/database.ts'` }
  assert.deepEqual(check(typesOnly), [])
})

test('a cycle is named once with its way round, also when it is of types only', () => {
  const tree = {
    'database/a.ts': `import './b.ts'`,
    'database/b.ts': `\nimport type { C } from './c.ts'`,
    'database/c.ts': `import './a.ts'`,
  }
  assert.deepEqual(check(tree), [
    'server/src/database/a.ts:1 imports server/src/database/b.ts → server/src/database/c.ts → ' +
      'server/src/database/a.ts: no cycles, types included',
  ])
})

test('comments and strings are not imports', () => {
  const text = `// import '../comment/store.ts'\nconst text = "import '../comment/store.ts'; process.env; fetch()"`
  assert.deepEqual(check({ 'incident/store.ts': text }), [])
})
