// Which PostgreSQL the service works on, and how many connections it keeps.
import { resolve } from 'node:path'
import { ConfigError, group, type Reader, type Variable } from './read.ts'

export const databaseVariables = {
  DATA_DIR: {
    group: group.database,
    default: '.tocsin in the folder it is started from',
    text: 'folder of the embedded PostgreSQL and its keys',
  },
  DISK_RESERVE: {
    group: group.database,
    default: '256',
    unit: 'MB',
    text: 'the embedded PostgreSQL takes no writes while less room is left on its disk; reads go on',
  },
  DATABASE_URL: {
    group: group.database,
    default: '(embedded PostgreSQL)',
    text: 'postgres://user:password@host:port/database, instead of the SQL_* names',
  },
  SQL_PLUGIN_NAME: { group: group.database, default: 'postgresql', text: 'postgresql, also spelt postgres' },
  SQL_HOST: { group: group.database, default: '(embedded PostgreSQL)', text: 'host of PostgreSQL, 15 or later' },
  SQL_PORT: { group: group.database, default: '5432', unit: 'TCP port', text: 'port of PostgreSQL' },
  SQL_USER: { group: group.database, default: '(required with SQL_HOST)', text: 'role; an ordinary one will do' },
  SQL_PASSWORD: { group: group.database, default: '(none)', text: 'its password' },
  SQL_DATABASE_NAME: { group: group.database, default: '(required with SQL_HOST)', text: 'name of the database' },
  SQL_SCHEMA: { group: group.database, default: 'ims', text: 'schema of the tables; any name but pg_*' },
  SQL_SCHEMA_NAME: { group: group.database, default: '(none)', text: 'older name of SQL_SCHEMA' },
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
    unit: 'seconds, or as 300s, 10m',
    text: 'a connection is renewed after',
  },
  SQL_PREPARED_STATEMENTS: {
    group: group.database,
    default: 'true',
    text: 'false behind a pooler in transaction mode that does not carry prepared statements (PgBouncer before 1.21)',
  },
  MIGRATE: { group: group.database, default: 'true', text: 'whether serve brings the schema up to date at start' },
} as const satisfies Record<string, Variable>

export type DatabaseTarget = {
  host: string
  port: number
  user: string
  password?: string
  database: string
  ssl: 'disable' | 'require' | 'verify-ca' | 'verify-full'
}

export type DatabaseConfig = {
  dataDir: string
  /** Free room on the disk of the embedded PostgreSQL below which nothing is written. */
  diskReserveBytes: number
  /** null: the embedded PostgreSQL. */
  database: DatabaseTarget | null
  schema: string
  maxConnections: number
  maxIdleConnections: number
  connectionLifetimeSeconds: number
  /** Whether statements are prepared by name on each connection. */
  prepareStatements: boolean
  migrate: boolean
}

type DatabaseReader = Reader<keyof typeof databaseVariables>

export function readDatabase(read: DatabaseReader): DatabaseConfig {
  const maxConnections = read.number('SQL_MAX_CONNS', 10, 1, 1000)
  return {
    dataDir: resolve(read.text('DATA_DIR') ?? '.tocsin'),
    diskReserveBytes: read.number('DISK_RESERVE', 256, 0, 1_000_000_000) * 1_000_000,
    database: databaseTarget(read),
    schema: schemaName(givenSchema(read) ?? 'ims'),
    maxConnections,
    maxIdleConnections: Math.min(read.number('SQL_MAX_IDLE_CONNS', 5, 0, 1000), maxConnections),
    connectionLifetimeSeconds: read.seconds('SQL_MAX_CONN_LIFETIME', 300, 0, 31_536_000),
    prepareStatements: read.flag('SQL_PREPARED_STATEMENTS', true),
    migrate: read.flag('MIGRATE', true),
  }
}

function givenSchema(read: DatabaseReader): string | null {
  const [now, before] = [read.text('SQL_SCHEMA'), read.text('SQL_SCHEMA_NAME')]
  if (now !== null && before !== null && now !== before)
    throw new ConfigError('SQL_SCHEMA_NAME is the older name of SQL_SCHEMA: set only SQL_SCHEMA')
  return now ?? before
}

function schemaName(name: string): string {
  if (name.startsWith('pg_')) throw new ConfigError(`SQL_SCHEMA must not begin with pg_: PostgreSQL keeps those names`)
  if (Buffer.byteLength(name) > 63) throw new ConfigError('SQL_SCHEMA must have at most 63 bytes')
  if (name.includes('\0')) throw new ConfigError('SQL_SCHEMA must not contain U+0000')
  return name
}

function databaseTarget(read: DatabaseReader): DatabaseTarget | null {
  read.choice('SQL_PLUGIN_NAME', 'postgresql', ['postgresql', 'postgres'])
  const ssl = read.choice('SQL_SSL_MODE', 'disable', ['disable', 'require', 'verify-ca', 'verify-full'])
  const given = read.text('DATABASE_URL')
  if (given !== null) return targetFromUrl(given, read.text('SQL_SSL_MODE') === null ? null : ssl)
  const host = read.text('SQL_HOST')
  if (host === null) {
    for (const name of ['SQL_USER', 'SQL_PASSWORD', 'SQL_DATABASE_NAME', 'SQL_PORT'] as const) {
      if (read.text(name) !== null) throw new ConfigError(`SQL_HOST must be set when ${name} is`)
    }
    return null
  }
  const user = read.text('SQL_USER')
  const database = read.text('SQL_DATABASE_NAME')
  if (user === null) throw new ConfigError('SQL_USER must be set when SQL_HOST is')
  if (database === null) throw new ConfigError('SQL_DATABASE_NAME must be set when SQL_HOST is')
  const password = read.text('SQL_PASSWORD')
  return {
    host,
    port: read.number('SQL_PORT', 5432, 1, 65535),
    user,
    database,
    ssl,
    ...(password === null ? {} : { password }),
  }
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
