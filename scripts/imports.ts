// The directions of imports that ARCHITECTURE.md describes, as rules for dependency-cruiser.
import { globSync } from 'node:fs'
import { join } from 'node:path'
import {
  cruise,
  type ICruiseResult,
  type IForbiddenRuleType,
  type IRegularForbiddenRuleType,
  type IViolation,
} from 'dependency-cruiser'
import type { Findings } from './packages.ts'

/**
 * Places from left to right; an import goes left. The places of one row do not import one another, unless the row is mixed.
 * A new folder needs a place here.
 */
type Row = { places: readonly string[]; mixed?: true }

const server: readonly Row[] = [
  { places: ['errors', 'id', 'instant', 'permission', 'pause', 'config', 'admission'], mixed: true },
  // What each noun tells of itself, and their list: what the log, purges and documents walk.
  { places: ['noun', 'nouns', '[^/]+/noun'], mixed: true },
  { places: ['database'] },
  { places: ['http'] },
  { places: ['identity'] },
  { places: ['log'] },
  { places: ['catalog'] },
  { places: ['attribute'] },
  { places: ['search'] },
  { places: ['record'] },
  { places: ['promise'] },
  { places: ['incident'] },
  { places: ['comment', 'webhook', 'mail', 'metrics', 'trace', 'view', 'presence', 'usage'] },
  { places: ['console'] },
]

const web: readonly Row[] = [
  { places: ['address', 'keys', 'offline', 'preference', 'room', 'styles', 'ui'] },
  { places: ['message'] },
  { places: ['failure', 'time'] },
  { places: ['live', 'resource'] },
  { places: ['collection'] },
  // A draft belongs to who is signed in, and signing out removes it.
  { places: ['draft', 'session'], mixed: true },
  // What a noun tells of itself, how its events stand in a timeline included.
  { places: ['noun/noun', 'timeline/story'], mixed: true },
  { places: ['catalog', 'attribute', 'promise'] },
  { places: ['alarm'] },
  { places: ['comment'] },
  // The incident's page shows the timeline, which walks the nouns, the incident among them.
  { places: ['incident', 'noun', 'timeline'], mixed: true },
  { places: ['list'] },
  { places: ['bin', 'board', 'overview', 'report', 'settings'] },
  { places: ['shell'] },
  { places: ['routes', 'service-worker'] },
]

/** Files of server/src that put the parts together: they may import any part, and no part imports them. */
const composition = ['app', 'api', 'main', 'demo', 'command', 'testing']

/** Tests, and what only tests use: free to import any part. */
const tests = ['\\.test\\.ts$', '^server/src/testing/', '^client/test/', '^web/e2e/']

const inServer = (...places: readonly string[]) => `^server/src/(${places.join('|')})(/|\\.ts$)`
const inWeb = (...places: readonly string[]) => `^web/src/(${places.join('|')})(/|\\.ts$)`
/** Files of these roles: `routes.ts`, and a part of them as `bin-routes.ts`. */
const role = (...roles: readonly string[]) => `^server/src/([^/]+)/(?:.+/|)(?:[\\w-]+-|)(?:${roles.join('|')})\\.ts$`
const sameFeature = (...roles: readonly string[]) => `^server/src/$1/(?:.+/|)(?:${roles.join('|')})\\.ts$`
const packages = (...names: readonly string[]) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`
const placesOf = (rows: readonly Row[]) => rows.flatMap((row) => row.places)

/** One rule, named by its reason: that is what is printed. */
function never(
  reason: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IForbiddenRuleType {
  return { name: reason, severity: 'error', from, to }
}

/** What is not a test. */
const code = (path: string, ...pathNot: readonly string[]) => ({ path, pathNot: [...tests, ...pathNot] })

/** An import goes left in the order of places. A file that has a place of its own may stand left of the rest of its folder. */
function leftward(rows: readonly Row[], inside: typeof inServer, except: readonly string[] = []): IForbiddenRuleType[] {
  return rows.flatMap(({ places, mixed }, index) => {
    const left = inside(...placesOf(rows.slice(0, index + 1)))
    const right = placesOf(rows.slice(index + 1))
    const names = places.join(', ')
    const reason = `imports go left only, and ${right.join(', ')} stand right of ${names}`
    const rules = [never(reason, code(inside(...places)), { path: inside(...right), pathNot: [left, ...except] })]
    const beside = { path: inside(...places), pathNot: inside('$1') }
    return [
      ...(right.length > 0 ? rules : []),
      ...(mixed || places.length === 1
        ? []
        : [never(`${names} do not import one another`, code(inside(...places)), beside)]),
    ]
  })
}

const features = inServer(...placesOf(server))

/** The order of the server's folders, and what puts them together. */
const order: readonly IForbiddenRuleType[] = [
  // sql.ts is the tag alone; it opens no connection.
  ...leftward(server, inServer, ['^server/src/database/sql\\.ts$']),
  never('errors.ts imports nothing', code('^server/src/errors\\.ts$'), { path: '^server/' }),
  never(
    'this folder has no place in the order: give it one in scripts/imports.ts',
    code('^server/src/', features, inServer(...composition)),
    {},
  ),
  never('it imports a folder without a place in the order: give it one in scripts/imports.ts', code(features), {
    path: '^server/src/',
    pathNot: [features, inServer(...composition), ...tests],
  }),
  never('the parts do not import what puts them together', code(features), {
    path: inServer(...composition.filter((name) => !['app', 'main', 'testing'].includes(name))),
  }),
  never('only main.ts, command/ and testing/ import app.ts', code('^server/', inServer('app', 'main', 'command')), {
    path: inServer('app'),
  }),
  never('nothing imports main.ts', code('^server/src/'), { path: inServer('main') }),
  never('testing/ is for tests only', code('^server/src/'), { path: inServer('testing') }),
  never(
    'nothing imports a test',
    { path: '', pathNot: tests },
    { path: ['\\.test\\.ts$', '^client/test/', '^web/e2e/'] },
  ),
  never('webhook knows events, never incidents', code(inServer('webhook')), { path: inServer('incident') }),
]

/** The roles of a feature's files: routes → commands → {rules, store} → schema, and routes → store for reads. */
const roles: readonly IForbiddenRuleType[] = [
  never('a schema knows no other role of its feature', code(role('schema')), {
    path: sameFeature('rules', 'store', 'commands', 'routes'),
  }),
  never('rules know the schema only', code(role('rules')), { path: sameFeature('store', 'commands', 'routes') }),
  never('a store knows neither commands nor routes', code(role('store')), { path: sameFeature('commands', 'routes') }),
  never(
    'a store writes what rules planned: it may know the type of a plan, and never calls rules',
    code(role('store')),
    {
      path: sameFeature('rules'),
      dependencyTypesNot: ['type-only'],
    },
  ),
  never('commands do not know routes', code(role('commands')), { path: sameFeature('routes') }),
  never('routes call commands; commands call rules', code(role('routes')), { path: sameFeature('rules') }),
  never('only app.ts imports routes', code(features, role('schema', 'rules', 'store', 'commands', 'routes')), {
    path: sameFeature('routes'),
  }),
  never("another feature's routes, commands and rules are private", code(features), {
    path: role('routes', 'commands', 'rules'),
    pathNot: '^server/src/$1/',
  }),
]

const builtIn = 'fs|net|tls|dns|dgram|http|https|http2|child_process|timers|perf_hooks|worker_threads|process|readline'

/** What does not exist, and must not come to exist. */
const absences: readonly IForbiddenRuleType[] = [
  never('no cycles, types included', {}, { circular: true }),
  never('only database/ speaks to PostgreSQL', code('^server/src/', inServer('database')), {
    path: packages('pg', 'pg-copy-streams', 'pg-cursor', 'pg-pool', 'pg-protocol', 'pg-query-stream'),
  }),
  never(
    'only webhook/target.ts, identity/ and trace/export.ts make outbound requests',
    code('^server/src/', inServer('identity', 'webhook/target', 'trace/export')),
    {
      path: packages('undici'),
    },
  ),
  never('only mail/post.ts speaks SMTP', code('^server/src/', inServer('mail/post')), { path: packages('nodemailer') }),
  never('rules import neither database/ nor http/', code(role('rules')), { path: inServer('database', 'http') }),
  never('rules do no I/O', code(role('rules')), {
    path: [`^(node:)?(${builtIn})(/|$)`, packages('pg', 'undici', 'fastify', 'nodemailer')],
  }),
]

/** The packages of this repository, and the folders of the console. */
const walls: readonly IForbiddenRuleType[] = [
  never('the server never imports client or console', code('^server/src/'), { path: '^(client|web)/' }),
  never('the client never imports server or console', code('^client/'), { path: '^(server|web)/' }),
  never('the console never imports the server', code('^web/'), { path: '^server/' }),
  never('the gallery is not shipped: the console does not import it', code('^web/src/'), { path: '^web/gallery/' }),
  never('only ui/ imports bits-ui', code('^web/', '^web/src/ui/'), { path: packages('bits-ui') }),
  never(
    'this folder of the console has no place in the order: give it one in scripts/imports.ts',
    code('^web/src/', inWeb(...placesOf(web))),
    {},
  ),
  ...leftward(web, inWeb),
]

/** Held on values only, since a type brings no I/O with it: a walk of its own, from the rules. */
const byNoWayRound: readonly IForbiddenRuleType[] = [
  {
    name: 'rules do no I/O, by no way round',
    severity: 'error',
    from: code(role('rules')),
    to: { path: '^server/src/database/', pathNot: '^server/src/database/sql\\.ts$', reachable: true },
  },
]

const rules = [...order, ...roles, ...absences, ...walls]

/** Checks the imports of server, client and console under `root`. `fresh`: a tree that another call did not see. */
export async function checkImports(root: string, { fresh = false } = {}): Promise<Findings> {
  const everything = await walk(root, ['server', 'client', 'web'], rules, { types: true, fresh })
  const pure = globSync('server/src/**/rules.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  const values = pure.length > 0 ? await walk(root, pure, byNoWayRound, { types: false, fresh: true }) : undefined
  const violations = [...everything.summary.violations, ...(values?.summary.violations ?? [])]
  return { problems: [...new Set(violations.map(sentence))].sort(), note: `${everything.summary.totalCruised} files` }
}

async function walk(
  root: string,
  paths: readonly string[],
  forbidden: readonly IForbiddenRuleType[],
  { types, fresh }: { types: boolean; fresh: boolean },
): Promise<ICruiseResult> {
  const { output } = await cruise(
    [...paths],
    {
      baseDir: root,
      ruleSet: { forbidden: [...forbidden] },
      validate: true,
      tsPreCompilationDeps: types,
      skipAnalysisNotInRules: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(build|dist|\\.svelte-kit)/' },
      ...(fresh
        ? {}
        : { cache: { folder: join(root, 'node_modules/.cache/dependency-cruiser'), strategy: 'content' } }),
    },
    {
      alias: { '~': join(root, 'web/src') },
      conditionNames: ['tocsin-source', 'import', 'node', 'svelte', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.d.ts', '.json'],
      bustTheCache: fresh,
    } as Parameters<typeof cruise>[2], // its type also asks for what has a default
  )
  if (typeof output === 'string') throw new Error(output)
  return output
}

function sentence({ from, to, rule, cycle, via }: IViolation): string {
  const way = (cycle ?? via)?.map(({ name }) => name).join(' → ')
  return `${from} imports ${way ?? to}: ${rule.name}`
}

if (import.meta.main) {
  const { problems, note } = await checkImports(join(import.meta.dirname, '..'))
  for (const problem of problems) console.error(problem)
  console.log(note)
  process.exitCode = problems.length > 0 ? 1 : 0
}
