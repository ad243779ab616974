import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import { ConfigError, readConfig, variables } from './config.ts'

/** What each variable must refuse. The line that comes names the variable and fits on one line. */
const refused: [name: string, value: string, others?: Record<string, string>][] = [
  ['APP_PORT', 'abc'],
  ['APP_PORT', '70000'],
  ['APP_PORT', '-1'],
  ['APP_PORT', '5001 '],
  ['LOG_LEVEL', 'loud'],
  ['PUBLIC_URL', 'tocsin.example.org'],
  ['PUBLIC_URL', 'ftp://tocsin.example.org'],
  ['PUBLIC_URL', 'https://tocsin.example.org/?a=b'],
  ['CORS_ORIGINS', 'https://app.example.org/path'],
  ['CORS_ORIGINS', '*'],
  ['RATE_LIMIT', '0'],
  ['BIN_RETENTION_DAYS', '1.5'],
  ['UPDATE_WARNING', '5m'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'localhost:4318'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'Bearer abc'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'key=%zz'],
  ['DATABASE_URL', 'mysql://user@host/database'],
  ['DATABASE_URL', 'postgres://host/database'],
  ['DATABASE_URL', 'postgres://user@host'],
  ['DATABASE_URL', 'postgres://user@host/database?sslmode=maybe'],
  ['DATABASE_URL', 'postgres://user@host/database?port=abc'],
  ['DATABASE_URL', 'postgres://us%zz@host/database'],
  ['SQL_PLUGIN_NAME', 'mysql'],
  ['SQL_PORT', '0', { SQL_HOST: 'h', SQL_USER: 'u', SQL_DATABASE_NAME: 'd' }],
  ['SQL_SCHEMA', 'pg_catalog'],
  ['SQL_SCHEMA', 'x'.repeat(64)],
  ['SQL_SSL_MODE', 'on'],
  ['SQL_MAX_CONNS', '0'],
  ['SQL_MAX_IDLE_CONNS', 'some'],
  ...['300 s', '5d', '-1s', '1.5m', 's', '9999999999h'].map((value): [string, string] => [
    'SQL_MAX_CONN_LIFETIME',
    value,
  ]),
  ['SQL_SCHEMA_NAME', 'other', { SQL_SCHEMA: 'ims' }],
  ['SQL_PREPARED_STATEMENTS', '0'],
  ['MIGRATE', 'yes'],
  ['IAM_URL', 'keycloak'],
  ['OIDC_ISSUER', 'not a url'],
  ['OIDC_TENANT_CLAIM', 'a..b'],
  ['OIDC_ROLES_CLAIM', '.roles'],
  ['ROLE_DEFAULT', 'owner'],
  ['WEBHOOK_ALLOW_PRIVATE', 'TRUE'],
  ['SMTP_URL', 'http://mail.example.org', { MAIL_FROM: 'a@example.org' }],
]

/** Variables that must be there when another one is. */
const missing: [name: string, others: Record<string, string>][] = [
  ['SQL_HOST', { SQL_USER: 'u' }],
  ['SQL_HOST', { SQL_PASSWORD: 'p' }],
  ['SQL_USER', { SQL_HOST: 'h', SQL_DATABASE_NAME: 'd' }],
  ['SQL_DATABASE_NAME', { SQL_HOST: 'h', SQL_USER: 'u' }],
  ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.org' }],
]

describe('configuration', () => {
  for (const [name, value, others = {}] of refused) {
    it(`refuses ${name}=${value.slice(0, 40)} in one line that names it`, () => {
      assert.throws(() => readConfig({ ...others, [name]: value }), isOneLineAbout(name))
    })
  }
  for (const [name, others] of missing) {
    it(`misses ${name} beside ${Object.keys(others).join(' and ')}`, () => {
      assert.throws(() => readConfig(others), isOneLineAbout(name))
    })
  }

  it('takes what manifests of the IMS module say', () => {
    const lifetimes = { '300': 300, '300s': 300, '10m': 600, '1h30m': 5400, '0s': 0 }
    for (const [value, seconds] of Object.entries(lifetimes))
      assert.equal(readConfig({ SQL_MAX_CONN_LIFETIME: value }).connectionLifetimeSeconds, seconds, value)
    readConfig({ SQL_PLUGIN_NAME: 'postgres' })
    assert.equal(readConfig({ SQL_SCHEMA_NAME: 'incidents' }).schema, 'incidents')
    assert.equal(readConfig({ SQL_SCHEMA_NAME: 'incidents', SQL_SCHEMA: 'incidents' }).schema, 'incidents')
  })

  it('counts an empty value as not set, for every variable', () => {
    const empty = Object.fromEntries(Object.keys(variables).map((name) => [name, '']))
    assert.deepEqual(readConfig(empty), readConfig({}))
  })

  it('has the defaults of the contract', () => {
    const config = readConfig({})
    const { port, host, logLevel, schema, maxConnections, maxIdleConnections, connectionLifetimeSeconds } = config
    assert.deepEqual(
      { port, host, logLevel, schema, maxConnections, maxIdleConnections, connectionLifetimeSeconds },
      {
        port: 5001,
        host: '127.0.0.1',
        logLevel: 'info',
        schema: 'ims',
        maxConnections: 10,
        maxIdleConnections: 5,
        connectionLifetimeSeconds: 300,
      },
    )
    assert.equal(readConfig({ OIDC_ISSUER: 'https://id.example.org' }).host, '0.0.0.0')
    assert.equal(readConfig({ IAM_URL: 'https://id.example.org/userinfo' }).host, '0.0.0.0')
    assert.equal(config.database, null)
  })

  it('reads a file of variables below those of the process', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-config-'))
    try {
      const file = join(folder, 'tocsin.env')
      writeFileSync(file, 'APP_PORT=6001\nSQL_SCHEMA="My \\"odd\\" schema" # a comment\nLOG_LEVEL=\nUNKNOWN=1\n')
      const config = readConfig({ LOG_LEVEL: 'warn', APP_PORT: '' }, file)
      assert.equal(config.port, 6001)
      assert.equal(config.logLevel, 'warn')
      assert.equal(readConfig({ APP_PORT: '6002' }, file).port, 6002)
      assert.throws(() => readConfig({}, join(folder, 'nothing.env')), isOneLineAbout('--env-file'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('reads DATABASE_URL with what has to be escaped in it', () => {
    const { database } = readConfig({
      DATABASE_URL: 'postgres://us%40er:p%3Aw%2F%25@[::1]:6432/my%20db?sslmode=require',
    })
    const expected = { host: '::1', port: 6432, user: 'us@er', password: 'p:w/%', database: 'my db', ssl: 'require' }
    assert.deepEqual(database, expected)
  })

  it('never repeats a password in a refusal', () => {
    const secret = 'hunter2-canary'
    for (const value of [
      `postgres://u:${secret}@h`,
      `mysql://u:${secret}@h/d`,
      `postgres://u:${secret}@h/d?sslmode=x`,
    ]) {
      assert.throws(
        () => readConfig({ DATABASE_URL: value }),
        (error) => error instanceof ConfigError && !error.message.includes(secret),
      )
    }
    assert.throws(
      () => readConfig({ SMTP_URL: `http://u:${secret}@mail.example.org`, MAIL_FROM: 'a@example.org' }),
      (error) => error instanceof ConfigError && !error.message.includes(secret),
    )
  })
})

function isOneLineAbout(name: string): (error: unknown) => boolean {
  return (error) => error instanceof ConfigError && error.message.includes(name) && !error.message.includes('\n')
}

test('a secret can stand in a file; both, neither readable nor a line of text are refused by name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin secrets '))
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  try {
    const base = { SQL_HOST: 'db', SQL_USER: 'u', SQL_DATABASE_NAME: 'd' }
    assert.equal(readConfig({ ...base, SQL_PASSWORD_FILE: file('one', 'p w\n') }).database?.password, 'p w')
    for (const [environment, message] of [
      [{ SQL_PASSWORD: 'x', SQL_PASSWORD_FILE: file('two', 'y') }, /SQL_PASSWORD and SQL_PASSWORD_FILE are both set/],
      [{ SQL_PASSWORD_FILE: join(folder, 'none') }, /SQL_PASSWORD_FILE .*none can't be read \(ENOENT\)/],
      [{ SQL_PASSWORD_FILE: file('empty', '\n') }, /is empty/],
      [{ ADMIN_PASSWORD_FILE: file('lines', 'a\nsecret-b\n') }, /ADMIN_PASSWORD_FILE .* more than one line/],
    ] as const) {
      assert.throws(
        () => readConfig({ ...base, ...environment }),
        (error: Error) =>
          error instanceof ConfigError && message.test(error.message) && !error.message.includes('secret-b'),
      )
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the share of traced requests is a number from 0 to 1', () => {
  assert.equal(readConfig({ OTEL_TRACES_SAMPLER_ARG: '0.25' }).traceShare, 0.25)
  for (const bad of ['1.1', '-1', 'x', '1e-1']) {
    assert.throws(() => readConfig({ OTEL_TRACES_SAMPLER_ARG: bad }), /OTEL_TRACES_SAMPLER_ARG must be a number/)
  }
})
