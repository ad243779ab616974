import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'

/** A wrong or missing setting: one line that names the variable; the process ends with exit code 78. */
export class ConfigError extends Error {}

/** sysexits.h EX_CONFIG: something is wrong with how the service was set up. */
export const EXIT_CONFIG = 78

type Variable = { default: string; unit?: string; text: string; group: string }

const group = { service: 'Service', database: 'Database', identity: 'Identity', mail: 'Mail and webhooks' }

/** Every environment variable the service reads, with its default and what it means. An empty value counts as not set. */
export const variables = {
  APP_PORT: { group: group.service, default: '5001', unit: 'TCP port', text: 'where the service listens' },
  APP_HOST: {
    group: group.service,
    default: '127.0.0.1 with the embedded provider, otherwise 0.0.0.0',
    text: 'address the service listens on',
  },
  PUBLIC_URL: {
    group: group.service,
    default: 'http://localhost:<APP_PORT>',
    text: 'how browsers reach the service: issuer, redirects, links in mail',
  },
  TRUST_PROXY: {
    group: group.service,
    default: 'false',
    text: 'true, or the addresses/networks (comma-separated) of the proxies whose X-Forwarded-* headers count',
  },
  CORS_ORIGINS: {
    group: group.service,
    default: '(none)',
    text: 'origins, comma-separated, whose pages may call the API',
  },
  LOG_LEVEL: {
    group: group.service,
    default: 'info',
    text: 'fatal, error, warn, info, debug, trace or silent',
  },
  RATE_LIMIT: {
    group: group.service,
    default: '(none)',
    unit: 'requests per minute and user',
    text: 'limit for valid tokens',
  },
  BIN_RETENTION_DAYS: {
    group: group.service,
    default: '(off)',
    unit: 'days',
    text: 'deleted incidents are purged after so long in the bin',
  },
  UPDATE_WARNING: {
    group: group.service,
    default: '300',
    unit: 'seconds',
    text: 'how long before a promised update incident.update_due comes',
  },
  CONSOLE: {
    group: group.service,
    default: 'true',
    text: 'whether the web console is built and served at /; if not, / leads to the API reference',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: group.service,
    default: '(off)',
    text: 'where traces are sent (OTLP over HTTP, in JSON): http://collector:4318',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    group: group.service,
    default: '(none)',
    text: 'headers sent with traces: name=value, comma-separated, values percent-encoded',
  },
  OTEL_SERVICE_NAME: { group: group.service, default: 'tocsin', text: 'name of the service in traces' },
  DATA_DIR: {
    group: group.database,
    default: '.tocsin in the folder it is started from',
    text: 'folder of the embedded PostgreSQL and its keys',
  },
  DATABASE_URL: {
    group: group.database,
    default: '(embedded PostgreSQL)',
    text: 'postgres://user:password@host:port/database, instead of the SQL_* names',
  },
  SQL_PLUGIN_NAME: { group: group.database, default: 'postgresql', text: 'postgresql is the only one' },
  SQL_HOST: { group: group.database, default: '(embedded PostgreSQL)', text: 'host of PostgreSQL, 15 or later' },
  SQL_PORT: { group: group.database, default: '5432', unit: 'TCP port', text: 'port of PostgreSQL' },
  SQL_USER: { group: group.database, default: '(required with SQL_HOST)', text: 'role; an ordinary one will do' },
  SQL_PASSWORD: { group: group.database, default: '(none)', text: 'its password' },
  SQL_DATABASE_NAME: { group: group.database, default: '(required with SQL_HOST)', text: 'name of the database' },
  SQL_SCHEMA: { group: group.database, default: 'ims', text: 'schema of the tables; any name but pg_*' },
  SQL_SSL_MODE: {
    group: group.database,
    default: 'disable',
    text: 'disable, require (encrypted, certificate not checked), verify-ca or verify-full',
  },
  SQL_MAX_CONNS: { group: group.database, default: '10', unit: 'connections', text: 'largest pool of this process' },
  SQL_MAX_IDLE_CONNS: { group: group.database, default: '5', unit: 'connections', text: 'kept open when idle' },
  SQL_MAX_CONN_LIFETIME: {
    group: group.database,
    default: '300',
    unit: 'seconds',
    text: 'a connection is renewed after',
  },
  SQL_PREPARED_STATEMENTS: {
    group: group.database,
    default: 'true',
    text: 'false behind a pooler in transaction mode that does not carry prepared statements (PgBouncer before 1.21)',
  },
  MIGRATE: { group: group.database, default: 'true', text: 'whether serve brings the schema up to date at start' },
  IAM_URL: {
    group: group.identity,
    default: '(none)',
    text: 'userinfo endpoint of the identity provider: tokens are checked online',
  },
  OIDC_ISSUER: {
    group: group.identity,
    default: '(embedded provider)',
    text: 'issuer of an outside identity provider: tokens are checked offline by its published keys',
  },
  OIDC_AUDIENCE: { group: group.identity, default: '(not checked)', text: 'audience a token of OIDC_ISSUER must name' },
  OIDC_CLIENT_ID: { group: group.identity, default: 'tocsin-console', text: 'public client of the console' },
  OIDC_TENANT_CLAIM: { group: group.identity, default: 'active_tenant', text: 'claim that holds the tenant' },
  OIDC_ROLES_CLAIM: {
    group: group.identity,
    default: 'active_tenant.roles',
    text: 'claim that holds the roles (realm_access.roles counts as well)',
  },
  ROLE_VIEWER: { group: group.identity, default: 'viewer', text: 'role names of the provider, comma-separated' },
  ROLE_RESPONDER: { group: group.identity, default: 'responder,tenant-user', text: 'as above' },
  ROLE_ADMIN: { group: group.identity, default: 'tenant-admin', text: 'as above' },
  ROLE_DEPLOYER: { group: group.identity, default: 'deployer,system-admin', text: 'as above' },
  ROLE_DEFAULT: {
    group: group.identity,
    default: 'responder',
    text: 'role of a member of a tenant with none of the names above: viewer, responder, admin, deployer or none',
  },
  ADMIN_PASSWORD: {
    group: group.identity,
    default: '(generated, printed once)',
    text: "first administrator's password in the embedded provider",
  },
  WEBHOOK_ALLOW_PRIVATE: {
    group: group.mail,
    default: 'false',
    text: 'whether webhooks may call loopback and private addresses',
  },
  SMTP_URL: { group: group.mail, default: '(no mail)', text: 'smtp://user:password@host:port, or smtps://' },
  MAIL_FROM: { group: group.mail, default: '(required with SMTP_URL)', text: 'sender of mail' },
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof variables

export type DatabaseTarget = {
  host: string
  port: number
  user: string
  password?: string
  database: string
  ssl: 'disable' | 'require' | 'verify-ca' | 'verify-full'
}

export type Config = Readonly<{
  port: number
  host: string
  /** Without a trailing slash. null: not set, the address listened on is used. */
  publicUrl: string | null
  trustProxy: boolean | string[]
  corsOrigins: string[]
  logLevel: string
  /** Requests per minute and user; null: no limit. */
  rateLimit: number | null
  binRetentionDays: number | null
  updateWarningSeconds: number
  /** Whether the web console is served. */
  console: boolean
  otlpEndpoint: string | null
  otlpHeaders: Readonly<Record<string, string>>
  serviceName: string
  dataDir: string
  /** null: the embedded PostgreSQL. */
  database: DatabaseTarget | null
  schema: string
  maxConnections: number
  maxIdleConnections: number
  connectionLifetimeSeconds: number
  /** Whether statements are prepared by name on each connection. */
  prepareStatements: boolean
  migrate: boolean
  /** The embedded provider is used when neither is set. */
  oidcIssuer: string | null
  iamUrl: string | null
  oidcAudience: string | null
  oidcClientId: string
  tenantClaim: string
  rolesClaim: string
  /** Role names of the identity provider for each of ours. */
  roleNames: Readonly<Record<'viewer' | 'responder' | 'admin' | 'deployer', readonly string[]>>
  defaultRole: 'viewer' | 'responder' | 'admin' | 'deployer' | null
  adminPassword: string | null
  webhookAllowPrivate: boolean
  smtpUrl: string | null
  mailFrom: string | null
}>

/** Reads the configuration from the environment and, below it, a file of the same names. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, envFile?: string): Config {
  const file = envFile === undefined ? {} : readEnvFile(envFile)
  const values: Partial<Record<VariableName, string>> = {}
  for (const name of Object.keys(variables) as VariableName[]) {
    // The environment of the process wins over the file, as with `node --env-file`.
    const value = environment[name] || file[name]
    if (value) values[name] = value
  }
  return Object.freeze(fromValues(values))
}

/** True when the identity provider is the embedded one. */
export function usesEmbeddedProvider(config: Config): boolean {
  return config.oidcIssuer === null && config.iamUrl === null
}

function readEnvFile(path: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError(`--env-file ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function fromValues(values: Partial<Record<VariableName, string>>): Config {
  const text = (name: VariableName): string | null => values[name] ?? null
  const number = (name: VariableName, fallback: number, least: number, most: number): number => {
    const value = values[name]
    if (value === undefined) return fallback
    if (!/^\d{1,10}$/.test(value) || Number(value) < least || Number(value) > most) {
      throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${value}"`)
    }
    return Number(value)
  }
  const optionalNumber = (name: VariableName, least: number, most: number): number | null =>
    values[name] === undefined ? null : number(name, 0, least, most)
  const flag = (name: VariableName, fallback: boolean): boolean => {
    const value = values[name]
    if (value === undefined) return fallback
    if (value !== 'true' && value !== 'false') throw new ConfigError(`${name} must be true or false, not "${value}"`)
    return value === 'true'
  }
  const choice = <T extends string>(name: VariableName, fallback: T, allowed: readonly T[]): T => {
    const value = values[name]
    if (value === undefined) return fallback
    const found = allowed.find((one) => one === value)
    if (found === undefined) throw new ConfigError(`${name} must be one of ${allowed.join(', ')}, not "${value}"`)
    return found
  }
  const list = (name: VariableName, fallback: string[]): string[] =>
    values[name]
      ?.split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '') ?? fallback
  const url = (name: VariableName, protocols: string[]): string | null => {
    const value = values[name]
    if (value === undefined) return null
    const parsed = URL.canParse(value) ? new URL(value) : null
    if (!parsed || !protocols.includes(parsed.protocol)) {
      // Before an @ there may be a password.
      const given = value.includes('@') ? '' : `, not "${value}"`
      throw new ConfigError(`${name} must be a URL (${protocols.map((one) => `${one}//`).join(' or ')})${given}`)
    }
    return value
  }
  const claim = (name: VariableName, fallback: string): string => {
    const value = values[name] ?? fallback
    if (!/^[^.\s]+(\.[^.\s]+)*$/.test(value))
      throw new ConfigError(`${name} must be a dotted claim name, not "${value}"`)
    return value
  }

  const maxConnections = number('SQL_MAX_CONNS', 10, 1, 1000)
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, '') ?? null
  if (publicUrl !== null && (new URL(publicUrl).search !== '' || new URL(publicUrl).hash !== '')) {
    throw new ConfigError('PUBLIC_URL must have no query and no fragment')
  }
  const oidcIssuer = url('OIDC_ISSUER', ['http:', 'https:'])
  const iamUrl = url('IAM_URL', ['http:', 'https:'])
  const smtpUrl = url('SMTP_URL', ['smtp:', 'smtps:'])
  if (smtpUrl !== null && values.MAIL_FROM === undefined) {
    throw new ConfigError('MAIL_FROM must be set when SMTP_URL is')
  }
  const embeddedProvider = oidcIssuer === null && iamUrl === null
  const trustProxy = values.TRUST_PROXY ?? 'false'
  const corsOrigins = list('CORS_ORIGINS', [])
  for (const origin of corsOrigins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new ConfigError(`CORS_ORIGINS must hold origins like https://app.example.org, not "${origin}"`)
    }
  }
  return {
    port: number('APP_PORT', 5001, 0, 65535),
    host: values.APP_HOST ?? (embeddedProvider ? '127.0.0.1' : '0.0.0.0'),
    publicUrl,
    trustProxy: trustProxy === 'true' ? true : trustProxy === 'false' ? false : list('TRUST_PROXY', []),
    corsOrigins,
    logLevel: choice('LOG_LEVEL', 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    rateLimit: optionalNumber('RATE_LIMIT', 1, 1_000_000_000),
    binRetentionDays: optionalNumber('BIN_RETENTION_DAYS', 1, 36_500),
    updateWarningSeconds: number('UPDATE_WARNING', 300, 0, 31_536_000),
    console: flag('CONSOLE', true),
    otlpEndpoint: url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
    otlpHeaders: headersOf(list('OTEL_EXPORTER_OTLP_HEADERS', [])),
    serviceName: values.OTEL_SERVICE_NAME ?? 'tocsin',
    dataDir: resolve(values.DATA_DIR ?? '.tocsin'),
    database: databaseTarget(values, text, number, choice),
    schema: schemaName(values.SQL_SCHEMA ?? 'ims'),
    maxConnections,
    maxIdleConnections: Math.min(number('SQL_MAX_IDLE_CONNS', 5, 0, 1000), maxConnections),
    connectionLifetimeSeconds: number('SQL_MAX_CONN_LIFETIME', 300, 0, 31_536_000),
    prepareStatements: flag('SQL_PREPARED_STATEMENTS', true),
    migrate: flag('MIGRATE', true),
    oidcIssuer,
    iamUrl,
    oidcAudience: text('OIDC_AUDIENCE'),
    oidcClientId: values.OIDC_CLIENT_ID ?? 'tocsin-console',
    tenantClaim: claim('OIDC_TENANT_CLAIM', 'active_tenant'),
    rolesClaim: claim('OIDC_ROLES_CLAIM', 'active_tenant.roles'),
    roleNames: Object.freeze({
      viewer: list('ROLE_VIEWER', ['viewer']),
      responder: list('ROLE_RESPONDER', ['responder', 'tenant-user']),
      admin: list('ROLE_ADMIN', ['tenant-admin']),
      deployer: list('ROLE_DEPLOYER', ['deployer', 'system-admin']),
    }),
    defaultRole: roleOrNone(choice('ROLE_DEFAULT', 'responder', ['viewer', 'responder', 'admin', 'deployer', 'none'])),
    adminPassword: text('ADMIN_PASSWORD'),
    webhookAllowPrivate: flag('WEBHOOK_ALLOW_PRIVATE', false),
    smtpUrl,
    mailFrom: text('MAIL_FROM'),
  }
}

/** Never repeats a value: it may be a key. */
function headersOf(pairs: readonly string[]): Record<string, string> {
  const wrong = new ConfigError('OTEL_EXPORTER_OTLP_HEADERS must be like name=value,name=value, values percent-encoded')
  const read = (pair: string): [string, string] => {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*([\x20-\x7e]*)$/.exec(pair) ?? []
    if (name === '') throw wrong
    try {
      return [name, decodeURIComponent(value)]
    } catch {
      throw wrong
    }
  }
  return Object.freeze(Object.fromEntries(pairs.map(read)))
}

function roleOrNone(value: 'viewer' | 'responder' | 'admin' | 'deployer' | 'none'): Config['defaultRole'] {
  return value === 'none' ? null : value
}

function schemaName(name: string): string {
  if (name.startsWith('pg_')) throw new ConfigError(`SQL_SCHEMA must not begin with pg_: PostgreSQL keeps those names`)
  if (Buffer.byteLength(name) > 63) throw new ConfigError('SQL_SCHEMA must have at most 63 bytes')
  if (name.includes('\0')) throw new ConfigError('SQL_SCHEMA must not contain U+0000')
  return name
}

function databaseTarget(
  values: Partial<Record<VariableName, string>>,
  text: (name: VariableName) => string | null,
  number: (name: VariableName, fallback: number, least: number, most: number) => number,
  choice: <T extends string>(name: VariableName, fallback: T, allowed: readonly T[]) => T,
): DatabaseTarget | null {
  choice('SQL_PLUGIN_NAME', 'postgresql', ['postgresql'])
  const ssl = choice('SQL_SSL_MODE', 'disable', ['disable', 'require', 'verify-ca', 'verify-full'])
  const given = values.DATABASE_URL
  if (given !== undefined) return targetFromUrl(given, values.SQL_SSL_MODE === undefined ? null : ssl)
  const host = text('SQL_HOST')
  if (host === null) {
    for (const name of ['SQL_USER', 'SQL_PASSWORD', 'SQL_DATABASE_NAME', 'SQL_PORT'] as const) {
      if (values[name] !== undefined) throw new ConfigError(`SQL_HOST must be set when ${name} is`)
    }
    return null
  }
  const user = text('SQL_USER')
  const database = text('SQL_DATABASE_NAME')
  if (user === null) throw new ConfigError('SQL_USER must be set when SQL_HOST is')
  if (database === null) throw new ConfigError('SQL_DATABASE_NAME must be set when SQL_HOST is')
  const password = text('SQL_PASSWORD')
  return { host, port: number('SQL_PORT', 5432, 1, 65535), user, database, ssl, ...(password ? { password } : {}) }
}

function targetFromUrl(value: string, sslOverride: DatabaseTarget['ssl'] | null): DatabaseTarget {
  const wrong = new ConfigError('DATABASE_URL must look like postgres://user:password@host:5432/database')
  if (!URL.canParse(value)) throw wrong
  const url = new URL(value)
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') throw wrong
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text)
    } catch {
      throw wrong
    }
  }
  const database = decode(url.pathname.slice(1))
  const user = decode(url.username)
  const password = decode(url.password)
  // A host parameter names a folder of a Unix socket, as libpq has it.
  const host = url.searchParams.get('host') ?? decode(url.hostname).replace(/^\[|\]$/g, '')
  const port = url.searchParams.get('port') ?? (url.port || '5432')
  if (database === '' || user === '' || host === '' || !/^\d{1,5}$/.test(port)) throw wrong
  const mode = url.searchParams.get('sslmode')
  const modes = {
    disable: 'disable',
    allow: 'disable',
    prefer: 'disable',
    require: 'require',
    'verify-ca': 'verify-ca',
    'verify-full': 'verify-full',
  } as const
  if (mode !== null && !Object.hasOwn(modes, mode))
    throw new ConfigError(`DATABASE_URL has an unknown sslmode "${mode}"`)
  const ssl = sslOverride ?? (mode === null ? 'disable' : modes[mode as keyof typeof modes]) // checked by hasOwn just above
  return {
    host,
    port: Number(port),
    user,
    database,
    ssl,
    ...(password ? { password } : {}),
  }
}
