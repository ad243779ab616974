// Writes the table of environment variables into docs/operate.md.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { variablesTable } from '../server/src/command/variables.ts'

const path = join(import.meta.dirname, '..', 'docs/operate.md')

/** docs/operate.md with its table of variables made from the configuration's own. */
export async function operateText(): Promise<string> {
  const text = readFileSync(path, 'utf8')
  const region = /(<!-- variables[^>]*-->\n)[\s\S]*?(<!-- \/variables -->)/
  if (!region.test(text)) throw new Error('docs/operate.md has no place for the table of variables')
  return text.replace(region, (_, begin: string, end: string) => `${begin}\n${variablesTable()}\n\n${end}`)
}
