// A process that builds the console, so that the service need not hold the build tools.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

/*
 * Builds the console in the current folder, which is a copy of web/: a process of its own, since the build takes a second core and
 * hundreds of megabytes that the service never needs again. Its packages are those of web/, found from there.
 */

/** What is used of Vite. */
type Vite = { createBuilder(options: object, legacy: null): Promise<{ buildApp(): Promise<void> }> }

/** What the tools tell of a failure; a collection of them has the single ones in `errors`. */
type Failure = { message?: unknown; id?: unknown; loc?: { line?: unknown }; errors?: readonly Failure[] }

// Whatever the service's own environment says: a console is always built for people.
process.env['NODE_ENV'] = 'production'
try {
  const found = createRequire(join(process.cwd(), 'package.json')).resolve('vite')
  const vite = (await import(pathToFileURL(found).href)) as Vite // the module just found
  const builder = await vite.createBuilder({ logLevel: 'silent' }, null)
  await builder.buildApp()
} catch (error) {
  const whole = error as Failure // looked at with care: anything may be thrown
  const { message, id, loc } = whole.errors?.[0] ?? whole
  const place = typeof id === 'string' ? `${id}${loc?.line === undefined ? '' : `:${loc.line}`}: ` : ''
  const [line = ''] = stripVTControlCharacters(String(message ?? error))
    .trim()
    .split('\n')
  // The last line is read by whoever started this.
  process.stdout.write(`\n${place}${line}\n`)
  process.exitCode = 1
}
