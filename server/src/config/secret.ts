// Secrets that stand in files, as orchestrators hand them over: NAME_FILE instead of NAME.
import { readFileSync } from 'node:fs'
import { ConfigError } from './read.ts'

/** The variables that may hold a secret. */
export const secretNames = [
  'DATABASE_URL',
  'SQL_PASSWORD',
  'ADMIN_PASSWORD',
  'SMTP_URL',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const

const MOST_BYTES = 65_536

/** The content of the file that NAME_FILE names, without the line end that editors leave. Throws ConfigError, which never repeats a content. */
export function readSecret(name: string, path: string, given: string | undefined): string {
  if (given !== undefined) throw new ConfigError(`${name} and ${name}_FILE are both set: unset one of them`)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ConfigError(`${name}_FILE ${path} can't be read (${reason})`)
  }
  if (Buffer.byteLength(text) > MOST_BYTES) throw new ConfigError(`${name}_FILE ${path} is larger than a secret may be`)
  const value = text.replace(/\r?\n$/, '')
  if (value === '') throw new ConfigError(`${name}_FILE ${path} is empty`)
  if (/[\r\n]/.test(value)) throw new ConfigError(`${name}_FILE ${path} holds more than one line`)
  return value
}
