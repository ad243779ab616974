#!/usr/bin/env node
// Runs Biome's program for this platform: `npx biome check --write`, and the format step of `npm run check`.
//
// Its usual wrapper lists programs for ten platforms, all of which a lockfile has to pin. This one has those it can pin.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const name = `@biomejs/cli-${process.platform}-${process.arch}`
const { optionalDependencies } = require('../package.json')
let program
try {
  program = require.resolve(`${name}/biome`)
} catch {
  const version = Object.values(optionalDependencies)[0]
  console.error(`${name} is not installed. Where npm ci does not bring it: npx @biomejs/biome@${version} check`)
  process.exit(69)
}
const { status, error } = spawnSync(program, process.argv.slice(2), { stdio: 'inherit' })
if (error) console.error(error.message)
process.exitCode = status ?? 70
