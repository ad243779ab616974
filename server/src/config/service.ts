// How the service itself is configured: where it listens, who may call it, how much, what it keeps.
import { ConfigError, group, type Reader, type Variable } from './read.ts'

export const serviceVariables = {
  APP_PORT: { group: group.service, default: '5001', unit: 'TCP port', text: 'where the service listens' },
  APP_HOST: {
    group: group.service,
    default: '127.0.0.1 with the embedded provider, otherwise 0.0.0.0',
    text: 'address the service listens on',
  },
  PUBLIC_URL: {
    group: group.service,
    default: 'http://localhost:<APP_PORT>',
    text: 'how browsers reach the service, a path included: issuer, redirects, links in mail',
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
    unit: 'requests per minute and person',
    text: 'limit for valid tokens, over all processes',
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
  CA_FILE: {
    group: group.service,
    default: '(the usual authorities)',
    text: 'file of certificates (PEM) of authorities trusted besides: for database, issuer, mail server, webhooks and collector',
  },
  CONSOLE: {
    group: group.service,
    default: 'true',
    text: 'whether the web console is built and served at /; if not, / leads to the API reference',
  },
} as const satisfies Record<string, Variable>

export type ServiceConfig = {
  /** File of certificates that are trusted besides the usual ones; null: none. */
  caFile: string | null
  port: number
  host: string
  /** Without a trailing slash. null: not set, the address listened on is used. */
  publicUrl: string | null
  /** The path of publicUrl, without a trailing slash: '' or '/ops/tocsin'. */
  basePath: string
  trustProxy: boolean | string[]
  corsOrigins: string[]
  logLevel: string
  /** Requests per minute and user; null: no limit. */
  rateLimit: number | null
  binRetentionDays: number | null
  updateWarningSeconds: number
  /** Whether the web console is served. */
  console: boolean
}

type ServiceReader = Reader<keyof typeof serviceVariables>

/** `defaultHost`: where the service listens unless APP_HOST says otherwise. */
export function readService(read: ServiceReader, defaultHost: string): ServiceConfig {
  return {
    caFile: read.text('CA_FILE'),
    port: read.number('APP_PORT', 5001, 0, 65535),
    host: read.text('APP_HOST') ?? defaultHost,
    publicUrl: publicUrl(read),
    basePath: basePathOf(publicUrl(read)),
    trustProxy: trustProxy(read),
    corsOrigins: corsOrigins(read),
    logLevel: read.choice('LOG_LEVEL', 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    rateLimit: read.optionalNumber('RATE_LIMIT', 1, 1_000_000_000),
    binRetentionDays: read.optionalNumber('BIN_RETENTION_DAYS', 1, 36_500),
    updateWarningSeconds: read.number('UPDATE_WARNING', 300, 0, 31_536_000),
    console: read.flag('CONSOLE', true),
  }
}

function publicUrl(read: ServiceReader): string | null {
  const url = read.url('PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, '') ?? null
  if (url !== null && (new URL(url).search !== '' || new URL(url).hash !== '')) {
    throw new ConfigError('PUBLIC_URL must have no query and no fragment')
  }
  return url
}

/** The path of an address, without a trailing slash. */
export function basePathOf(url: string | null): string {
  return url === null ? '' : new URL(url).pathname.replace(/\/+$/, '')
}

function trustProxy(read: ServiceReader): boolean | string[] {
  const value = read.text('TRUST_PROXY') ?? 'false'
  if (value === 'true') return true
  return value === 'false' ? false : read.list('TRUST_PROXY', [])
}

function corsOrigins(read: ServiceReader): string[] {
  const origins = read.list('CORS_ORIGINS', [])
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new ConfigError(`CORS_ORIGINS must hold origins like https://app.example.org, not "${origin}"`)
    }
  }
  return origins
}
