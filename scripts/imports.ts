import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type ImportOf, readSource, type Source } from './source.ts'

// ---- The rules of ARCHITECTURE.md, as data -------------------------------------------------------------------------

/** Places of server/src from left to right; what stands in one row may not be mixed, except in the first. An import goes left. */
const order: readonly (readonly string[])[] = [
  ['errors', 'id', 'instant', 'permission', 'pause', 'config', 'admission', 'database/sql'],
  ['database'],
  ['http'],
  ['identity'],
  ['log'],
  ['catalog'],
  ['attribute'],
  ['search'],
  ['promise'],
  ['incident'],
  ['comment', 'webhook', 'mail', 'metrics', 'trace', 'view', 'presence'],
  ['console'],
]

/** Where the parts are put together: these may import any of them, and nothing of them is imported by the parts. */
const composition = ['app', 'api', 'main', 'demo', 'command', 'testing']

/** Who may import app.ts, and who may import main.ts (tests may import both). */
const importersOfApp = ['main', 'command', 'testing']

/** What each file role may import of the other roles in its own feature. Files with other names only stay off the routes. */
const roles: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  rules: ['schema'],
  store: ['schema'],
  commands: ['schema', 'rules', 'store', 'commands'],
  routes: ['schema', 'store', 'commands', 'routes'],
}

/** Roles that other features may not import. */
const privateRoles = ['routes', 'commands', 'rules']

/** Pairs that are refused although the order would allow them. */
const strangers: readonly { from: string; to: string; why: string }[] = [
  { from: 'webhook', to: 'incident', why: 'webhook knows events, never incidents' },
]

/** Packages and globals that only some places of server/src may touch (tests and testing/ may always). */
const guarded: readonly { what: readonly string[]; only: readonly string[]; why: string }[] = [
  {
    what: ['pg', 'pg-copy-streams', 'pg-cursor', 'pg-pool', 'pg-query-stream'],
    only: ['database/'],
    why: 'only database/ speaks to PostgreSQL',
  },
  {
    what: ['undici', 'fetch'],
    only: ['webhook/target.ts', 'identity/', 'trace/export.ts'],
    why: 'only webhook/target.ts, identity/ and trace/export.ts make outbound requests',
  },
  {
    what: ['process.env'],
    // PostgreSQL's programs are handed PATH and the like, which configure nothing of ours.
    // The build of the console is a process of its own, which sets NODE_ENV for its tools.
    only: ['config.ts', 'main.ts', 'database/embedded-program.ts', 'console/build-process.ts'],
    why: 'only config.ts and main.ts read the environment',
  },
]

/** What `rules.ts` files may not import, for they do no I/O. */
const ioModules =
  /^(pg.*|undici|fastify|nodemailer|(node:)?(fs|net|tls|dns|dgram|http|https|http2|child_process|timers|perf_hooks|worker_threads|process|readline)(\/.*)?)$/

/** Where the tests of client and console are that need a service. */
const serviceTests = ['client/test/', 'web/e2e/']

/** Packages of this repository that may not import one another: [from, to]; the tests just named may. */
const walls: readonly (readonly [string, string])[] = [
  ['server', 'client'],
  ['server', 'web'],
  ['client', 'server'],
  ['client', 'web'],
  ['web', 'server'],
]

// ---- The check -----------------------------------------------------------------------------------------------------

type Edge = ImportOf & { from: string; to: string }

/**
 * Checks the import directions of a tree: `files` maps a path from the repository's root to its text (sources, and the
 * package.json of each workspace for its name). Returns one message for each thing wrong, sorted.
 */
export function checkImports(files: ReadonlyMap<string, string>): string[] {
  const packages = packageNames(files)
  const sources = new Map<string, Source>()
  for (const [path, text] of files) if (isSource(path)) sources.set(path, readSource(path, text))
  const edges = [...sources].flatMap(([from, source]) =>
    source.imports.map((found) => ({ ...found, from, to: resolve(from, found.specifier, packages) })),
  )
  const problems = [
    ...edges.flatMap((edge) => edgeProblems(edge).map((rule) => message(edge, rule))),
    ...[...sources].flatMap(([path, source]) => useProblems(path, source)),
    ...impureRules(edges),
    ...cycles(edges, sources),
  ]
  return [...new Set(problems)].sort()
}

function message(edge: Edge, rule: string): string {
  return `${edge.from}:${edge.line} imports ${edge.to}: ${rule}`
}

/** Every rule that one import breaks. */
function edgeProblems(edge: Edge): string[] {
  const problems: string[] = []
  const [fromPackage, toPackage] = [packageOf(edge.from), packageOf(edge.to)]
  const meetsService = serviceTests.some((place) => edge.from.startsWith(place))
  if (!meetsService && walls.some(([from, to]) => from === fromPackage && to === toPackage)) {
    problems.push(`${fromPackage} never imports ${toPackage}`)
  }
  if (!meetsService && serviceTests.some((place) => edge.to.startsWith(place))) problems.push('nothing imports a test')
  const from = inServer(edge.from)
  if (from === undefined || isTest(from)) return problems
  const guard = guarded.find(({ what }) => what.includes(bareName(edge.to)))
  if (guard && !isAllowed(from, guard.only)) problems.push(guard.why)
  if (isRules(from) && ioModules.test(edge.to)) problems.push('rules do no I/O')
  const to = inServer(edge.to)
  if (to === undefined) return problems
  if (isRules(from) && /^(database|http)\//.test(to)) problems.push('rules import neither database/ nor http/')
  return [...problems, ...directionProblems(from, to, edge.typeOnly)]
}

/** The direction between two files of server/src, tests aside. */
function directionProblems(from: string, to: string, typeOnly: boolean): string[] {
  const [fromTop, toTop] = [topOf(from), topOf(to)]
  if (/\.test\.ts$/.test(to)) return ['nothing imports a test']
  if (to === 'main.ts') return ['nothing imports main.ts']
  if (to === 'app.ts') {
    return importersOfApp.includes(fromTop) ? [] : ['only main.ts, command/ and testing/ import app.ts']
  }
  if (toTop === 'testing' && fromTop !== 'testing') return ['testing/ is for tests only']
  if (composition.includes(fromTop)) return []
  if (composition.includes(toTop)) return [`${toTop} puts the parts together; the parts do not import it`]
  const [fromPlace, toPlace] = [placeOf(from), placeOf(to)]
  if (fromPlace === undefined) return [`${fromTop} has no place in the order; give it one in scripts/imports.ts`]
  if (toPlace === undefined) return [`${toTop} has no place in the order; give it one in scripts/imports.ts`]
  if (fromTop === toTop) return roleProblems(from, to, typeOnly)
  if (fromTop === 'errors') return ['errors.ts imports nothing']
  const stranger = strangers.find((pair) => pair.from === fromTop && pair.to === toTop)
  if (stranger) return [stranger.why]
  if (toPlace > fromPlace || (toPlace === fromPlace && fromPlace > 0)) {
    return [`${fromTop} stands left of or beside ${toTop}; imports go leftward only`]
  }
  const role = roleOf(to)
  return role && privateRoles.includes(role) ? [`${role} of another feature are private`] : []
}

/** The direction between two files of one feature, by their roles. */
function roleProblems(from: string, to: string, typeOnly: boolean): string[] {
  const [fromRole, toRole] = [roleOf(from), roleOf(to)]
  if (toRole === undefined || from === to) return []
  if (fromRole === undefined) return toRole === 'routes' ? ['only app.ts imports routes'] : []
  if (roles[fromRole]?.includes(toRole)) return []
  // A store writes what the rules planned, so it may know the plan's type, but not call the rules.
  if (fromRole === 'store' && toRole === 'rules' && typeOnly) return []
  return [`${fromRole} may not import ${toRole} (routes → commands → {rules, store} → schema, routes → store)`]
}

/** Globals and clocks used where they may not be. */
function useProblems(path: string, source: Source): string[] {
  const file = inServer(path)
  if (file === undefined || isTest(file)) return []
  return source.uses.flatMap(({ what, text, line }) => {
    if (what === 'clock') return isRules(file) ? [`${path}:${line} uses ${text}: rules read no clock`] : []
    const guard = guarded.find((entry) => entry.what.includes(what))
    return guard && !isAllowed(file, guard.only) ? [`${path}:${line} uses ${text}: ${guard.why}`] : []
  })
}

/** Rules that reach database/ by way of another module, values only: a type brings no I/O with it. */
function impureRules(edges: readonly Edge[]): string[] {
  const values = edges.filter((edge) => !edge.typeOnly && inServer(edge.from) && inServer(edge.to))
  const next = Map.groupBy(values, (edge) => edge.from)
  const problems: string[] = []
  for (const path of next.keys()) {
    if (!isRules(inServer(path) ?? '')) continue
    const seen = new Map<string, string[]>([[path, [path]]])
    for (const [at, trail] of seen) {
      for (const edge of next.get(at) ?? []) {
        if (seen.has(edge.to)) continue
        const way = [...trail, edge.to]
        seen.set(edge.to, way)
        const inside = inServer(edge.to) ?? ''
        if (at === path || !inside.startsWith('database/') || inside === 'database/sql.ts') continue
        const line = next.get(path)?.find((first) => first.to === way[1])?.line ?? 1
        problems.push(`${path}:${line} imports ${way.slice(1).join(' → ')}: rules do no I/O, by no way round`)
      }
    }
  }
  return problems
}

/** One message for each knot of files that import one another in a circle, types included. */
function cycles(edges: readonly Edge[], sources: ReadonlyMap<string, Source>): string[] {
  const next = Map.groupBy(
    edges.filter((edge) => sources.has(edge.to)),
    (edge) => edge.from,
  )
  const done = new Set<string>()
  const problems: string[] = []
  for (const start of [...next.keys()].sort()) {
    if (done.has(start)) continue
    const circle = wayBack(start, next)
    if (!circle) continue
    for (const path of circle) done.add(path)
    const line = next.get(start)?.find((edge) => edge.to === circle[1])?.line ?? 1
    problems.push(`${start}:${line} imports ${circle.slice(1).join(' → ')}: no cycles, types included`)
  }
  return problems
}

/** The shortest way from a file back to itself, both ends named, or undefined. */
function wayBack(start: string, next: ReadonlyMap<string, readonly Edge[]>): string[] | undefined {
  const seen = new Map<string, string[]>([['', [start]]])
  for (const trail of seen.values()) {
    for (const edge of next.get(trail.at(-1) ?? start) ?? []) {
      if (edge.to === start) return [...trail, start]
      if (!seen.has(edge.to)) seen.set(edge.to, [...trail, edge.to])
    }
  }
  return undefined
}

// ---- Paths ---------------------------------------------------------------------------------------------------------

function resolve(from: string, specifier: string, packages: ReadonlyMap<string, string>): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier))
  const directory = packages.get(bareName(specifier))
  return directory === undefined ? specifier : `${directory}/${specifier.slice(bareName(specifier).length + 1)}`
}

/** `pg/lib/x` is `pg`, `@scope/name/x` is `@scope/name`. */
function bareName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function packageNames(files: ReadonlyMap<string, string>): Map<string, string> {
  const names = new Map<string, string>()
  for (const [path, text] of files) {
    if (!path.endsWith('/package.json')) continue
    const manifest: { name?: string } = JSON.parse(text)
    if (manifest.name) names.set(manifest.name, posix.dirname(path))
  }
  return names
}

const isSource = (path: string) => /\.(ts|mts|js|mjs|svelte)$/.test(path) && !path.endsWith('.d.ts')
const packageOf = (path: string) => path.split('/', 1)[0] ?? ''
const inServer = (path: string) => (path.startsWith('server/src/') ? path.slice('server/src/'.length) : undefined)
const topOf = (path: string) => (path.split('/', 1)[0] ?? '').replace(/\.ts$/, '')
const isTest = (path: string) => path.endsWith('.test.ts') || path.startsWith('testing/')
const isRules = (path: string) => posix.basename(path) === 'rules.ts'
const isAllowed = (path: string, places: readonly string[]) =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))

function placeOf(path: string): number | undefined {
  const whole = path.replace(/\.ts$/, '')
  const place = order.findIndex((row) => row.includes(whole) || row.includes(topOf(path)))
  return place === -1 ? undefined : place
}

function roleOf(path: string): string | undefined {
  const name = posix.basename(path).replace(/\.ts$/, '')
  return path.includes('/') && Object.hasOwn(roles, name) ? name : undefined
}

/** What is installed or built: not ours to check, and links in there may lead in circles. */
const skipped = new Set(['node_modules', 'build', 'dist', '.svelte-kit'])

/** Reads the sources of the server, the client and the console, and the manifests beside them. */
export function readTree(root: string): Map<string, string> {
  const files = new Map<string, string>()
  const read = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name)
      if (entry.isDirectory() && !skipped.has(entry.name)) read(path)
      else if (entry.isFile() && (isSource(path) || entry.name === 'package.json')) {
        files.set(path, readFileSync(join(root, path), 'utf8'))
      }
    }
  }
  for (const name of ['server', 'client', 'web']) if (existsSync(join(root, name))) read(name)
  return files
}

if (import.meta.main) {
  const files = readTree(join(import.meta.dirname, '..'))
  const problems = checkImports(files)
  for (const problem of problems) console.error(problem)
  console.log(`${[...files.keys()].filter(isSource).length} files, ${problems.length} imports in a wrong direction`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
