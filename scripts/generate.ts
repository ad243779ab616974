// npm run generate: writes every generated file of the repository, or checks that they are fresh.
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inertDocument } from '../server/src/testing/document.ts'
import { clientCallsText, clientTypesText } from './client.ts'
import { operateText } from './operate.ts'
import { schemaText } from './schema.ts'

/** A committed file that is made from the sources: its path from the root, and the text it should hold. */
export type Generator = { file: string; make: () => Promise<string> }

/** Every generated file of the repository, in the order they are made. */
export const generators: readonly Generator[] = [
  { file: 'openapi.json', make: async () => `${JSON.stringify(inertDocument(), null, 2)}\n` },
  { file: 'server/src/database/schema.sql', make: schemaText },
  { file: 'client/src/schema.d.ts', make: clientTypesText },
  { file: 'client/src/calls.ts', make: clientCallsText },
  { file: 'docs/operate.md', make: operateText },
]

const root = join(import.meta.dirname, '..')

/**
 * Makes every generated file. With `check`, nothing is written: returns the files whose committed text differs from what
 * the sources give, or which are not there. Otherwise returns the files that were written because they differed.
 */
export async function generate(check: boolean, table = generators, folder = root): Promise<string[]> {
  const differing: string[] = []
  for (const { file, make } of table) {
    const path = join(folder, file)
    const text = await make()
    if (text === readIfThere(path)) continue
    differing.push(file)
    if (check) continue
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  return differing
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  const differing = await generate(check)
  for (const file of differing) console.log(check ? `${file} is stale: run npm run generate` : `wrote ${file}`)
  console.log(`${generators.length} generated files, ${differing.length} ${check ? 'stale' : 'changed'}`)
  process.exitCode = check && differing.length > 0 ? 1 : 0
}
