import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { readConfig } from '../config.ts'
import { personWith } from '../testing/app.ts'
import { query } from '../testing/clusters.ts'
import { type Ended, type RunOptions, run, serve } from '../testing/command.ts'
import { afterTests, testDatabaseUrl } from '../testing/database.ts'
import { until } from '../testing/until.ts'

const env = {
  DATABASE_URL: await testDatabaseUrl(),
  SQL_SCHEMA: `test_${randomBytes(6).toString('hex')}`,
  APP_HOST: '127.0.0.1',
}
afterTests(async () => {
  const { database } = readConfig(env)
  if (database) await query(database, `set client_min_messages to warning; drop schema "${env.SQL_SCHEMA}" cascade`)
})

const tocsin = (argv: string[], options: RunOptions = {}): Promise<Ended> => run(argv, { env, ...options })

async function done(argv: string[], options: RunOptions = {}): Promise<string> {
  const { code, out, err } = await tocsin(argv, options)
  assert.equal(code, 0, `${argv.join(' ')}: ${err}`)
  return out
}

async function refused(argv: string[], says: RegExp, options: RunOptions = {}): Promise<void> {
  const { code, out, err } = await tocsin(argv, options)
  assert.equal(code, 1, `${argv.join(' ')}: ${out}${err}`)
  assert.match(err, /^tocsin: [^\n]+\n$/)
  assert.match(err, says)
}

describe('tocsin account', () => {
  it('adds, lists, changes and removes accounts', async () => {
    await done(['tenant', 'add', 'acme', '--name', 'Acme'])
    const added = await done([
      'account',
      'add',
      'rosa@example.org',
      '--name',
      'Rosa',
      '--role',
      'admin',
      '--tenant',
      'acme',
    ])
    assert.match(added, /^added rosa@example\.org\n\S{12,}\n$/)
    await done(
      ['account', 'add', 'ben@example.org', '--name', 'Ben', '--role', 'viewer', '--tenant', 'acme', '--stdin'],
      { stdin: 'correct horse\n' },
    )
    await refused(
      ['account', 'add', 'ROSA@example.org', '--name', 'R', '--role', 'viewer', '--tenant', 'acme'],
      /already/,
    )
    await refused(
      ['account', 'add', 'x@example.org', '--name', 'X', '--role', 'viewer', '--tenant', 'nowhere'],
      /no tenant nowhere/,
    )
    await refused(['account', 'password', 'ben@example.org', '--stdin'], /8 to 256/, { stdin: 'short\n' })
    await refused(['account', 'role', 'rosa@example.org', 'viewer'], /last admin/)
    assert.equal(await done(['account', 'role', 'ben@example.org', 'admin']), 'ben@example.org is admin now\n')
    assert.equal(await done(['account', 'role', 'rosa@example.org', 'viewer']), 'rosa@example.org is viewer now\n')
    assert.match(
      await done(['account', 'password', 'rosa@example.org']),
      /^set the password of rosa@example\.org\n\S{12,}\n$/,
    )
    const list = await done(['account', 'list', '--tenant', 'acme'])
    assert.match(
      list,
      /^ben@example\.org +Ben +admin +acme +active +never\nrosa@example\.org +Rosa +viewer +acme +active +never\n/m,
    )
    assert.equal(await done(['account', 'remove', 'rosa@example.org']), 'removed rosa@example.org\n')
    await refused(['account', 'remove', 'rosa@example.org'], /no account/)
    assert.ok(!(await done(['account', 'list'])).includes('rosa'))
  })
})

describe('tocsin tenant', () => {
  it('shuts a tenant out of a running service and lets it in again', async () => {
    const service = await serve(env)
    const token = (await done(['token', '--tenant', 'acme', '--role', 'viewer', '--name', 'test'])).trim()
    const person = personWith(service.url, 'acme', 'cli:test', token)
    assert.equal((await person.ok('GET', '/v1/me')).user.name, 'test')
    assert.equal(await done(['tenant', 'suspend', 'acme']), 'suspended acme\n')
    assert.match(await done(['tenant', 'list']), /^acme +Acme +1 +0 +\d{4}-\d\d-\d\d +suspended since /m)
    await until(async () => (await person.call('GET', '/v1/me')).status === 403)
    assert.equal(await done(['tenant', 'resume', 'acme']), 'resumed acme\n')
    await until(async () => (await person.call('GET', '/v1/me')).status === 200)
    await refused(['tenant', 'add', 'acme'], /already/)
    await refused(['tenant', 'suspend', 'nowhere'], /no tenant nowhere/)
    await service.stop()
  })
})

describe('tocsin token', () => {
  it('ends when it was asked to', async () => {
    const token = (await done(['token', '--tenant', 'acme', '--role', 'viewer', '--expires', '90s'])).trim()
    const { exp, iat, sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    assert.equal(exp - iat, 90)
    assert.equal(sub, 'cli:operator')
  })
})
