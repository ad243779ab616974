import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { it } from 'node:test'
import { readConfig } from '../config.ts'
import { newIncident, personWith } from '../testing/app.ts'
import { query } from '../testing/clusters.ts'
import { logLines, serve } from '../testing/command.ts'
import { afterTests, testDatabaseUrl } from '../testing/database.ts'
import { startIssuer } from '../testing/issuer.ts'
import { until } from '../testing/until.ts'

type Sent = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: Record<string, unknown> }[]
}

const DATABASE_URL = await testDatabaseUrl()
const SQL_SCHEMA = `test_${randomBytes(6).toString('hex')}`
const issuer = await startIssuer()
afterTests(async () => {
  const { database } = readConfig({ DATABASE_URL })
  if (database)
    await query(database, `set client_min_messages to warning; drop schema if exists "${SQL_SCHEMA}" cascade`)
  await issuer.close()
})

/** A collector that keeps what it is sent; refuses the first request as one that is overloaded would. */
async function startCollector() {
  const spans: Sent[] = []
  const requests: { url: string; key: string; service: unknown }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const [{ resource, scopeSpans }] = JSON.parse(body).resourceSpans
      const name = resource.attributes.find((one: { key: string }) => one.key === 'service.name')
      requests.push({ url: request.url ?? '', key: String(request.headers['x-key']), service: name.value.stringValue })
      if (requests.length === 1) {
        response.writeHead(503).end()
        return
      }
      spans.push(...scopeSpans[0].spans)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the collector has no port')
  afterTests(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${address.port}`, spans, requests }
}

it('sends a span for each request and what it asked of the database, in the caller’s trace', async () => {
  const collector = await startCollector()
  const service = await serve({
    DATABASE_URL,
    SQL_SCHEMA,
    OIDC_ISSUER: issuer.url,
    APP_HOST: '127.0.0.1',
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b',
  })
  const claims = {
    sub: 'u1',
    name: 'Rosa',
    active_tenant: { tenant_id: 't1', tenant_name: 'T1', roles: ['responder'] },
  }
  const person = personWith(service.url, 't1', 'u1', await issuer.token(claims))
  const traceId = randomBytes(16).toString('hex')
  const parent = randomBytes(8).toString('hex')
  const incident = await person.ok('POST', '/v1/incident', newIncident({ name: 'canary' }), {
    traceparent: `00-${traceId}-${parent}-01`,
  })
  const read = await person.call('GET', `/v1/incident/${incident.id}`, undefined, { traceparent: 'nonsense' })
  const unsampled = randomBytes(16).toString('hex')
  await person.ok('GET', '/v1/me', undefined, { traceparent: `00-${unsampled}-${parent}-00` })
  await until(() => collector.spans.some((span) => span.name === 'GET /v1/incident/:id'))
  const { out } = await service.stop()

  const mine = collector.spans.filter((span) => span.traceId === traceId)
  const root = mine.find((span) => span.kind === 2)
  assert.equal(root?.name, 'POST /v1/incident')
  assert.equal(root.parentSpanId, parent)
  const value = (span: Sent, key: string) =>
    Object.values(span.attributes.find((one) => one.key === key)?.value ?? {})[0]
  assert.equal(value(root, 'http.response.status_code'), '201')
  assert.equal(value(root, 'http.route'), '/v1/incident')
  const children = mine.filter((span) => span.kind === 3)
  assert.ok(children.some((span) => span.name === 'transaction'))
  const ids = new Set(mine.map((span) => span.spanId))
  for (const child of children) {
    assert.ok(ids.has(child.parentSpanId ?? ''), `${child.name} hangs in the air`)
    assert.ok(BigInt(child.startTimeUnixNano) >= BigInt(root.startTimeUnixNano))
    assert.ok(BigInt(child.endTimeUnixNano) >= BigInt(child.startTimeUnixNano))
  }
  const own = collector.spans.find((span) => span.name === 'GET /v1/incident/:id')
  assert.equal(own?.parentSpanId, undefined, 'a trace that can’t be read is not taken up')
  assert.equal(value(own ?? root, 'tocsin.request_id'), read.headers.get('x-request-id'))
  assert.ok(!collector.spans.some((span) => span.traceId === unsampled), 'the caller did not want a trace')
  const line = logLines(out).find((one) => one['request_id'] === read.headers.get('x-request-id'))
  assert.equal(line?.['trace_id'], own?.traceId)

  const text = JSON.stringify(collector.spans)
  for (const secret of ['canary', person.token, incident.id]) assert.ok(!text.includes(secret), 'spans hold no values')
  assert.deepEqual(collector.requests[0], { url: '/v1/traces', key: 'a b', service: 'tocsin' })
  assert.equal(
    new Set(collector.spans.map((span) => span.spanId)).size,
    collector.spans.length,
    'each span is kept once',
  )
})
