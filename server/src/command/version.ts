// The version of the service.
import { readFileSync } from 'node:fs'

/** What is in package.json. */
export function version(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return manifest.version
}
