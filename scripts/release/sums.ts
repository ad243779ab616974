// SHA-256 sums of what is released, as `sha256sum --check` reads them.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One line for each file of the folder: its sum in hexadecimal and its name. */
export function sumsOf(folder: string, names: readonly string[]): string {
  const sum = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return names.map((name) => `${sum(name)}  ${name}\n`).join('')
}
