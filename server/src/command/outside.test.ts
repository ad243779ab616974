import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type DatabaseTarget, readConfig } from '../config.ts'
import { freePort } from '../database/embedded-connect.ts'
import { newIncident, personWith, send } from '../testing/app.ts'
import { query } from '../testing/clusters.ts'
import { logLines, type RunOptions, run, type Service, serve } from '../testing/command.ts'
import { afterTests, testDatabaseUrl } from '../testing/database.ts'
import { startIssuer } from '../testing/issuer.ts'
import { hasPostgres15, type Postgres15, startPostgres15 } from '../testing/postgres15.ts'
import { until } from '../testing/until.ts'

const url = await testDatabaseUrl()
const target = targetOf(url)
const issuer = await startIssuer()
const schemas: string[] = []
afterTests(async () => {
  for (const schema of schemas) {
    await query(target, `set client_min_messages to warning; drop schema if exists "${schema}" cascade`)
  }
  await issuer.close()
})

function targetOf(address: string): DatabaseTarget {
  const { database } = readConfig({ DATABASE_URL: address })
  if (!database) throw new Error('an address names a database')
  return database
}

function freshSchema(): string {
  const name = `test_${randomBytes(6).toString('hex')}`
  schemas.push(name)
  return name
}

async function responder(service: Service) {
  const claims = {
    sub: 'u1',
    name: 'Rosa',
    active_tenant: { tenant_id: 't1', tenant_name: 'T1', roles: ['responder'] },
  }
  return personWith(service.url, 't1', 'u1', await issuer.token(claims))
}

describe('serve, on an outside PostgreSQL', () => {
  it('lives while its database is away, and is ready soon after it comes', async () => {
    const port = await freePort()
    const door = await doorTo(target, port)
    const { user, password = '', database } = target
    const DATABASE_URL = `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
    const service = await serve({
      DATABASE_URL,
      SQL_SCHEMA: freshSchema(),
      OIDC_ISSUER: issuer.url,
      APP_HOST: '127.0.0.1',
    })
    const person = await responder(service)
    assert.equal((await send(service.url, 'GET', '/livez')).status, 200)
    const unready = await send(service.url, 'GET', '/readyz')
    assert.equal(unready.status, 503)
    assert.ok(unready.headers.get('retry-after'))
    const refused = await person.call('GET', '/v1/incident')
    assert.equal(refused.status, 503)
    assert.ok(refused.headers.get('retry-after'))
    assert.equal(refused.body.errors[0].code, 'UNAVAILABLE')
    assert.equal((await send(service.url, 'GET', '/v1/incident')).status, 401, 'without a token it needs no database')
    assert.match((await send(service.url, 'GET', '/metrics')).text, /^tocsin_database_up 0$/m)

    await door.open()
    await until(async () => (await send(service.url, 'GET', '/readyz')).status === 200)
    assert.equal((await person.call('POST', '/v1/incident', newIncident())).status, 201)

    door.shut()
    await until(async () => (await send(service.url, 'GET', '/readyz')).status === 503)
    const away = await person.call('GET', '/v1/incident')
    assert.equal(away.status, 503)
    assert.ok(away.headers.get('retry-after'))
    await door.open()
    await until(async () => (await person.call('GET', '/v1/incident')).status === 200)
    await service.stop()
    door.shut()
  })

  it('ends at once, in one line, where waiting would not help', async () => {
    const { user, host, port, database } = target
    const at = `${encodeURIComponent(user)}:canary-pw@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
    const foreign = freshSchema()
    await query(target, `create schema "${foreign}"; create table "${foreign}"."orders" (id int)`)
    const cases: [env: Record<string, string>, says: RegExp][] = [
      [{ DATABASE_URL: `postgres://${at}` }, /SQL_PASSWORD/],
      [{ DATABASE_URL: Object.assign(new URL(url), { pathname: '/no_such_database' }).href }, /SQL_DATABASE_NAME/],
      [{ DATABASE_URL: url, SQL_SCHEMA: foreign }, /orders/],
      [{ DATABASE_URL: url, SQL_SCHEMA: freshSchema(), MIGRATE: 'false' }, /tocsin migrate/],
    ]
    for (const [env, says] of cases) {
      const end = await run(['serve'], {
        env: { APP_PORT: '0', OIDC_ISSUER: issuer.url, APP_HOST: '127.0.0.1', ...env },
      })
      assert.equal(end.code, 78, end.out + end.err)
      assert.match(end.err, /^tocsin: [^\n]+\n$/)
      assert.match(end.err, says)
      assert.ok(!(end.out + end.err).includes('canary-pw'))
    }
    const rows = await query(
      target,
      `select relname from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = '${foreign}'`,
    )
    assert.deepEqual(rows, [{ relname: 'orders' }], 'what it did not make is left alone')
  })

  it('serves after tocsin migrate with MIGRATE=false, and its accounts are the provider’s', async () => {
    const env = { DATABASE_URL: url, SQL_SCHEMA: freshSchema(), OIDC_ISSUER: issuer.url, APP_HOST: '127.0.0.1' }
    const first = await run(['migrate'], { env })
    assert.equal(first.code, 0, first.err)
    assert.match(first.out, /applied 0001_record\n/)
    assert.match((await run(['migrate'], { env })).out, /up to date/)
    const service = await serve({ ...env, MIGRATE: 'false' })
    assert.ok(!service.out().includes('Password'))
    assert.equal((await (await responder(service)).call('POST', '/v1/incident', newIncident())).status, 201)
    for (const argv of [
      ['token', '--tenant', 't1', '--role', 'viewer'],
      ['account', 'list'],
    ]) {
      const end = await run(argv, { env })
      assert.equal(end.code, 78)
      assert.match(end.err, /OIDC_ISSUER/)
    }
    assert.match((await run(['tenant', 'list'], { env })).out, /^t1 +T1 +0 +1 /m)
    const doctor = await run(['doctor', '--deep'], { env })
    assert.equal(doctor.code, 0, doctor.out)
    assert.match(doctor.out, /ok +identity +OIDC_ISSUER/)
    await service.stop()
  })

  it('says which settings of the server put data at risk, and serves', async () => {
    const name = decodeURIComponent(target.user)
    await query(target, `alter role "${name}" set synchronous_commit = off`)
    try {
      const env = { DATABASE_URL: url, SQL_SCHEMA: freshSchema(), OIDC_ISSUER: issuer.url, APP_HOST: '127.0.0.1' }
      const service = await serve(env)
      const warnings = logLines(service.out()).filter((line) => line['level'] === 'warn')
      assert.ok(warnings.some((line) => String(line['risk']).startsWith('synchronous_commit is off')))
      await service.stop()
      assert.match((await run(['doctor'], { env })).out, /WARN +durability +synchronous_commit is off/)
    } finally {
      await query(target, `alter role "${name}" reset synchronous_commit`)
    }
  })
})

describe('tocsin, with an ordinary role on PostgreSQL 15', {
  skip: hasPostgres15 ? false : 'there is none on this machine',
}, () => {
  const schema = 'My "odd" schema; drop'
  let server: Postgres15
  let env: Record<string, string>
  const withEnv = (more: Record<string, string> = {}): RunOptions => ({ env: { ...env, ...more } })
  before(async () => {
    server = await startPostgres15()
    env = {
      SQL_HOST: '127.0.0.1',
      SQL_PORT: String(server.port),
      SQL_USER: server.role.name,
      SQL_PASSWORD: server.role.password,
      SQL_DATABASE_NAME: 'tocsin',
      SQL_SCHEMA: schema,
      SQL_MAX_CONNS: '4',
    }
  })
  after(() => server.stop())

  it('names the grant that is missing', async () => {
    const end = await run(['serve'], withEnv({ APP_PORT: '0' }))
    assert.equal(end.code, 78)
    assert.match(end.err, /^tocsin: [^\n]*grant create on database[^\n]*\n$/i)
    const doctor = await run(['doctor'], withEnv())
    assert.equal(doctor.code, 1)
    assert.match(doctor.out, /FAIL +privileges /)
    assert.match(doctor.out, /create schema "My ""odd"" schema; drop" authorization "ordinary"/)
  })

  it('keeps and serves incidents in a schema of any name, with tokens of its own provider', async () => {
    await server.admin('create schema "My ""odd"" schema; drop" authorization ordinary')
    const token = (await run(['token', '--tenant', 'default', '--role', 'responder'], withEnv())).out.trim()
    const service = await serve(env)
    // It listens before it says where to go.
    await until(() => /Sign in as +admin@tocsin\.local/.test(service.out()))
    const person = personWith(service.url, 'default', 'cli:operator', token)
    const incident = await person.ok('POST', '/v1/incident', newIncident())
    const found = await person.ok('GET', '/v1/incident?q=wet')
    assert.deepEqual(
      found.incidents.map((one: { id: string }) => one.id),
      [incident.id],
    )
    const doctor = await run(['doctor', '--deep'], withEnv())
    assert.equal(doctor.code, 0, doctor.out)
    assert.match(doctor.out, /ok +log +append-only/)
    assert.match(doctor.out, /WARN +log +the service owns its tables/)
    assert.match(doctor.out, /ok +integrity +1 tenants, 1 events/)
    await service.stop()
  })

  it('finds what was done to the log behind its back', async () => {
    await server.admin(
      `set search_path to "My ""odd"" schema; drop"`,
      'alter table event disable trigger append_only',
      'alter table event disable trigger no_truncate',
      `update event set seq = 7 where seq = 1`,
      'alter table incident no force row level security',
    )
    const doctor = await run(['doctor', '--deep'], withEnv())
    assert.equal(doctor.code, 1)
    assert.match(doctor.out, /FAIL +schema +row-level security is off on incident/)
    await server.admin(`alter table "My ""odd"" schema; drop".incident force row level security`)
    const again = await run(['doctor', '--deep'], withEnv())
    assert.equal(again.code, 1)
    assert.match(again.out, /FAIL +log +missing or switched off: append_only on event, no_truncate on event/)
    assert.match(again.out, /FAIL +integrity +tenant default: its number is 1, but the log holds 1 events from 7 to 7/)
  })
})

/** A way to the server on a port of its own, shut at first; shutting it also ends what goes through it. */
async function doorTo(server: DatabaseTarget, port: number): Promise<{ open(): Promise<void>; shut(): void }> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
  }
  let listening: Server | null = null
  return {
    open: async () => {
      listening = createServer((near) => {
        const far = server.host.startsWith('/')
          ? connect(join(server.host, `.s.PGSQL.${server.port}`))
          : connect(server.port, server.host)
        keep(near)
        keep(far)
        near.pipe(far).pipe(near)
      })
      await new Promise<void>((resolve) => listening?.listen(port, '127.0.0.1', resolve))
    },
    shut: () => {
      listening?.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
