import assert from 'node:assert/strict'
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { newIncident, personWith, send } from '../testing/app.ts'
import { logLines, postmasterPid, run, type Service, serve, start, testFolder } from '../testing/command.ts'
import { until } from '../testing/until.ts'

const folder = testFolder()
const dataDir = join(folder.path, 'data')
const env = { DATA_DIR: dataDir }
let service: Service
let password = ''

async function tokenOf(role: string, variables = env): Promise<string> {
  const { code, out, err } = await run(['token', '--tenant', 'default', '--role', role], { env: variables })
  assert.equal(code, 0, err)
  return out.trimEnd().split('\n').at(-1) ?? ''
}

async function responder(url = service.url, variables = env) {
  return personWith(url, 'default', 'cli:operator', await tokenOf('responder', variables))
}

/** A request whose body is still to come, from a client that keeps its connection. */
async function halfRequest(url: string, token: string): Promise<{ socket: Socket; finish(): void; said(): string }> {
  const body = JSON.stringify(newIncident())
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let said = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    said += chunk
  })
  socket.on('error', () => undefined) // told by what was said
  const head = [
    'POST /v1/incident HTTP/1.1',
    'host: test',
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    'expect: 100-continue',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  // The server has begun to read it.
  await until(() => said.includes('100 Continue'))
  return { socket, finish: () => socket.write(body), said: () => said }
}

describe('serve, with nothing but an empty folder', () => {
  before(async () => {
    service = await serve(env)
  })
  after(async () => {
    service.child.kill('SIGTERM')
    await service.ended
    folder.remove()
  })

  it('prints where to go and the first password, once, and not into its log', async () => {
    await until(() => /Password/.test(service.out()))
    const port = new URL(service.url).port
    const out = service.out()
    assert.match(out, new RegExp(`Address +http://localhost:${port}/\n`))
    assert.match(out, new RegExp(`API reference +http://localhost:${port}/docs\n`))
    assert.match(out, /Sign in as +admin@tocsin\.local\n/)
    password = /Password +(\S+) /.exec(out)?.[1] ?? ''
    assert.ok(password.length >= 16)
    assert.ok(!JSON.stringify(logLines(out)).includes(password))
    assert.equal(service.err(), '')
    assert.equal((await send(service.url, 'GET', '/readyz')).status, 200)
    assert.equal((await send(service.url, 'GET', '/livez')).status, 200)
    assert.equal(statSync(dataDir).mode & 0o077, 0, 'the data are for their owner only')
  })

  it('leaves a running one alone when it is started beside it, and says so in a line', async () => {
    const second = await run(['serve'], { env: { ...env, APP_PORT: '0' } })
    assert.equal(second.code, 1)
    assert.match(
      second.err,
      new RegExp(
        `^tocsin: [^\n]*process ${service.pid} is running already at ${service.url.replace('127.0.0.1', 'localhost')}[^\n]*\n$`,
      ),
    )
    assert.equal(second.out, '')
    assert.equal((await send(service.url, 'GET', '/readyz')).status, 200)
  })

  it('names APP_PORT when the port is taken, and starts nothing', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await until(() => holder.listening)
    const address = holder.address()
    const port = typeof address === 'object' && address !== null ? String(address.port) : ''
    const other = join(folder.path, 'other')
    const end = await run(['serve'], { env: { DATA_DIR: other, APP_PORT: port } })
    holder.close()
    assert.equal(end.code, 78)
    assert.match(end.err, new RegExp(`^tocsin: APP_PORT ${port} [^\n]*\n$`))
    assert.equal(postmasterPid(other), null)
  })

  it('writes one JSON line for each request, without its token and its content', async () => {
    const person = await responder()
    const canary = 'canary\r\n\u001b[31m{"level":"forged"}'
    const { headers } = await person.call('POST', '/v1/incident', newIncident({ name: canary }), {
      'user-agent': 'agent\u0009tab',
    })
    const id = headers.get('x-request-id')
    await until(() => logLines(service.out()).some((line) => line['request_id'] === id))
    const lines = logLines(service.out()).filter((line) => line['request_id'] === id)
    assert.equal(lines.length, 1)
    const { method, route, status, tenant_id, user_id } = lines[0] ?? {}
    assert.deepEqual(
      { method, route, status, tenant_id, user_id },
      { method: 'POST', route: '/v1/incident', status: 201, tenant_id: 'default', user_id: 'cli:operator' },
    )
    assert.ok(!service.out().includes(person.token))
    assert.ok(!service.out().includes(person.token.split('.')[2] ?? ''))
    assert.ok(!service.out().includes('canary'))
  })

  it('measures itself, naming no tenant', async () => {
    const person = await responder()
    const incident = await person.ok('POST', '/v1/incident', newIncident())
    await person.ok('GET', `/v1/incident/${incident.id}`)
    const answer = await send(service.url, 'GET', '/metrics')
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
    assert.match(
      answer.text,
      /^tocsin_http_request_duration_seconds_count\{route="\/v1\/incident\/:id",method="GET",status="200"\} \d+$/m,
    )
    assert.match(answer.text, /^tocsin_http_request_duration_seconds_bucket\{le="0.1",/m)
    assert.match(answer.text, /^tocsin_database_up 1$/m)
    assert.match(answer.text, /^tocsin_database_connections\{state="max"\} 10$/m)
    assert.match(answer.text, /^tocsin_events_total [1-9]\d*$/m)
    assert.match(answer.text, /^nodejs_eventloop_lag_seconds /m)
    assert.ok(!answer.text.includes(incident.id))
    assert.ok(!/tenant="|default"/.test(answer.text))
  })

  it('stops by saying it is not ready, answering what has come, and ending what waits', async () => {
    await service.stop()
    const slow = await serve(env, { drain: '10' })
    const person = await responder(slow.url)
    const half = await halfRequest(slow.url, person.token)
    const waiting = person.call('GET', '/v1/incident/events?wait=30&after=1000000', undefined).catch(() => null)
    const { next_after: head } = await person.ok('GET', '/v1/incident/events?limit=1000')
    const poll = person.call('GET', `/v1/incident/events?wait=30&after=${head}`)
    await until(async () => /tocsin_http_requests_in_flight 1\n/.test((await send(slow.url, 'GET', '/metrics')).text))
    await waiting
    slow.child.kill('SIGTERM')
    await until(async () => (await send(slow.url, 'GET', '/readyz')).status === 503)
    // It answers still, and asks to come back elsewhere.
    const during = await person.call('GET', '/v1/me')
    assert.equal(during.status, 200)
    assert.equal(during.headers.get('connection'), 'close')
    assert.equal((await poll).status, 200, 'a waiting call comes back')
    half.finish()
    await until(() => half.said().includes('HTTP/1.1 201'))
    assert.match(half.said(), /connection: close/i)
    assert.equal((await send(slow.url, 'GET', '/livez')).status, 200)
    // A second signal: whoever sent it does not want to wait.
    slow.child.kill('SIGTERM')
    assert.equal((await slow.ended).code, 0)
    assert.equal(postmasterPid(dataDir), null, 'its database has ended with it')
  })

  it('answers a request that is still arriving when it closes its port', async () => {
    const quick = await serve(env)
    const half = await halfRequest(quick.url, await tokenOf('responder'))
    quick.child.kill('SIGTERM')
    await until(() =>
      send(quick.url, 'GET', '/livez').then(
        () => false,
        () => true,
      ),
    )
    half.finish()
    await until(() => half.said().includes('HTTP/1.1 201'))
    assert.equal((await quick.ended).code, 0)
  })

  it('waits for one that is draining, then takes over its data', async () => {
    const draining = await serve(env, { drain: '10' })
    const before = await (await responder(draining.url)).ok('GET', '/v1/incident')
    draining.child.kill('SIGTERM')
    await until(async () => (await send(draining.url, 'GET', '/readyz')).status === 503)
    const next = start(['serve', '--drain', '0'], { env: { ...env, APP_PORT: '0' } })
    await until(() => next.out().includes('waiting for another process'))
    draining.child.kill('SIGTERM')
    await draining.ended
    await until(() => /Data +/.test(next.out()), 60_000)
    const url = `http://127.0.0.1:${/localhost:(\d+)\//.exec(next.out())?.[1]}`
    assert.ok(!next.out().includes('Password'), 'the password is shown once only')
    assert.deepEqual((await (await responder(url)).ok('GET', '/v1/incident')).total, before.total)
    next.child.kill('SIGINT')
    assert.equal((await next.ended).code, 0)
  })

  for (const whole of [false, true]) {
    it(`has every acknowledged incident after kill -9 of ${whole ? 'itself and its database' : 'itself alone'}`, async () => {
      const killed = await serve(env)
      const person = await responder(killed.url)
      const acknowledged: string[] = []
      const writer = async (): Promise<void> => {
        for (;;) {
          const answer = await person.call('POST', '/v1/incident', newIncident()).catch(() => null)
          if (answer === null) return
          if (answer.status === 201) acknowledged.push(answer.body.data.id)
        }
      }
      const writers = [writer(), writer(), writer(), writer()]
      await until(() => acknowledged.length > 100)
      const database = postmasterPid(dataDir)
      killed.child.kill('SIGKILL')
      if (whole && database !== null) for (const pid of [database, ...childrenOf(database)]) kill(pid)
      await Promise.all([...writers, killed.ended])
      service = await serve(env)
      const again = await responder()
      const { incidents } = await again.ok('GET', '/v1/incident')
      const there = new Set(incidents.map((one: { id: string }) => one.id))
      assert.deepEqual(
        acknowledged.filter((id) => !there.has(id)),
        [],
      )
      const doctor = await run(['doctor', '--deep'], { env })
      assert.equal(doctor.code, 0, doctor.out)
      assert.match(doctor.out, /ok +integrity/)
      await service.stop()
    })
  }

  it('works for an ordinary user below a home that only they can enter', {
    skip: process.getuid?.() !== 0 ? 'the suite is run by one already' : cannotEnter(),
  }, async () => {
    const home = testFolder()
    try {
      chownSync(home.path, NOBODY, NOBODY)
      chmodSync(home.path, 0o700)
      const ordinary = { env: { DATA_DIR: join(home.path, 'data'), HOME: home.path }, cwd: home.path, uid: NOBODY }
      const theirs = await serve(ordinary.env, ordinary)
      assert.equal((await send(theirs.url, 'GET', '/readyz')).status, 200)
      assert.equal(statSync(join(home.path, 'data')).uid, NOBODY)
      await theirs.stop()
    } finally {
      home.remove()
    }
  })
})

/** An id that nobody has: the embedded PostgreSQL of root runs as another one. */
const NOBODY = 65_534

/** Why an ordinary user can't run the sources where they lie, or false. */
function cannotEnter(): string | false {
  for (let path = import.meta.dirname; path !== '/'; path = join(path, '..')) {
    if ((statSync(path).mode & 0o005) !== 0o005) return `${path} is closed to other users`
  }
  return (statSync(process.execPath).mode & 0o005) === 0o005 ? false : 'the runtime is closed to other users'
}

function childrenOf(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  return readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Ended already: with its parent.
  }
}
