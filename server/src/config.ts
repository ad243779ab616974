// The configuration: environment variables, and a file of the same names below them, become one frozen, typed object.
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type DatabaseConfig, databaseVariables, readDatabase } from './config/database.ts'
import { type IdentityConfig, identityVariables, readIdentity, usesEmbeddedProvider } from './config/identity.ts'
import { type MailConfig, mailVariables, readMail } from './config/mail.ts'
import { ConfigError, createReader } from './config/read.ts'
import { readSecret, secretNames } from './config/secret.ts'
import { readService, type ServiceConfig, serviceVariables } from './config/service.ts'
import { readTracing, type TracingConfig, tracingVariables } from './config/tracing.ts'

export type { DatabaseTarget } from './config/database.ts'
export { ConfigError, EXIT_CONFIG } from './config/read.ts'
export { usesEmbeddedProvider }

/** Every environment variable the service reads, with its default and what it means. An empty value counts as not set. */
export const variables = {
  ...serviceVariables,
  ...tracingVariables,
  ...databaseVariables,
  ...identityVariables,
  ...mailVariables,
}

export type VariableName = keyof typeof variables

export type Config = Readonly<ServiceConfig & TracingConfig & DatabaseConfig & IdentityConfig & MailConfig>

/** Reads the configuration from the environment and, below it, a file of the same names. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, envFile?: string): Config {
  const file = envFile === undefined ? {} : readEnvFile(envFile)
  const values: Partial<Record<VariableName, string>> = {}
  for (const name of Object.keys(variables) as VariableName[]) {
    // The environment of the process wins over the file, as with `node --env-file`.
    const value = environment[name] || file[name]
    if (value) values[name] = value
  }
  for (const name of secretNames) {
    const path = environment[`${name}_FILE`] || file[`${name}_FILE`]
    if (path) values[name] = readSecret(name, path, values[name])
  }
  const read = createReader(values)
  const identity = readIdentity(read)
  return Object.freeze({
    ...readService(read, usesEmbeddedProvider(identity) ? '127.0.0.1' : '0.0.0.0'),
    ...readTracing(read),
    ...readDatabase(read),
    ...identity,
    ...readMail(read),
  })
}

function readEnvFile(path: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(`--env-file ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
