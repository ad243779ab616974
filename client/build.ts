import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/*
 * Makes dist/: what `npm pack` packs. Node takes types off its own sources only, so packages are shipped as JavaScript
 * with declarations beside it.
 */

const here = import.meta.dirname
const dist = join(here, 'dist')
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')

rmSync(dist, { recursive: true, force: true })
execFileSync(process.execPath, [compiler, '-p', join(here, 'tsconfig.build.json')], { stdio: 'inherit' })
// The compiler copies no declarations that are sources themselves.
copyFileSync(join(here, 'src/schema.d.ts'), join(dist, 'schema.d.ts'))
copyFileSync(join(here, '../LICENSE'), join(dist, 'LICENSE'))
// It leaves the names of sources in declarations; older compilers and other tools know the JavaScript by its own name only.
for (const file of globSync('**/*.d.ts', { cwd: dist })) {
  const text = readFileSync(join(dist, file), 'utf8')
  writeFileSync(join(dist, file), text.replaceAll(/(['"])(\.\.?\/[\w./-]+?)(?:\.d)?\.ts\1/g, '$1$2.js$1'))
}
