// A service under test and the people who call it.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyBaseLogger } from 'fastify'
import pino from 'pino'
import { type App, createApp } from '../app.ts'
import { type Config, usesEmbeddedProvider } from '../config.ts'
import type { Console } from '../console/console.ts'
import type { Database } from '../database/database.ts'
import type { OpenApiDocument } from '../http/openapi.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { createProvider } from '../identity/provider/provider.ts'
import type { StreamLimits } from '../log/stream.ts'
import type { Role } from '../permission.ts'
import { type Check, conformance } from './conform.ts'
import { afterTests, testConfig, testDatabase } from './database.ts'
import { startIssuer, type TestIssuer } from './issuer.ts'

/** One service under test, listening on loopback, with a schema and an identity provider of its own. */
export type TestApp = {
  url: string
  config: Config
  database: Database
  app: App
  issuer: TestIssuer
  /** Someone in a tenant nobody else uses. */
  person(role?: Role, tenant?: string): Promise<Person>
}

export type Answer = {
  status: number
  headers: Headers
  /** The parsed body; null when there is none. */
  body: Body
  text: string
}
// biome-ignore lint/suspicious/noExplicitAny: what a test asserts of an answer is its schema
type Body = any

/** Someone who calls the API: their token, and a request with it. */
export type Person = {
  tenant: string
  user: string
  token: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** As call(), but throws unless the answer is 2xx; gives the `data`. */
  ok(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Body>
}

export type TestAppOptions = {
  /** Where the service logs; nowhere unless TEST_LOG_LEVEL is set. */
  log?: FastifyBaseLogger
  /** How long a request may take to arrive. */
  requestTimeoutMs?: number
  /** How long a client may neither send nor take anything while an answer is under way. */
  stallTimeoutMs?: number
  streamLimits?: StreamLimits
  /** How names that webhooks call are resolved. */
  resolveHost?: (host: string) => Promise<string[]>
  /** How long a call of a webhook may take. */
  webhookTimeoutMs?: number
  /** The console at /; none without it. */
  console?: Console
}

/** A mail server that is never there: subscriptions can be made, nothing is sent. */
const nowhere = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'Tocsin <tocsin@example.org>' }

/** Starts a service against the test run's PostgreSQL; stopped after this file's tests. */
export async function testApp(environment: NodeJS.ProcessEnv = {}, options: TestAppOptions = {}): Promise<TestApp> {
  const issuer = await startIssuer()
  afterTests(() => issuer.close())
  const config = await testConfig({ OIDC_ISSUER: issuer.url, ...nowhere, ...environment })
  const database = await testDatabase(config)
  const { log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }), ...limits } = options
  const provider = usesEmbeddedProvider(config) ? await createProvider({ config, database, log }) : null
  const authenticator = createAuthenticator({ config, database, log })
  const app = await createApp({
    config,
    database,
    log,
    authenticate: authenticator.authenticate,
    recheck: authenticator.recheck,
    strangers: authenticator.strangers,
    provider,
    ...limits,
  })
  const url = await app.server.fastify.listen({ host: '127.0.0.1', port: 0 })
  afterTests(async () => {
    app.drain()
    await app.close()
    provider?.close()
  })
  return {
    url,
    config,
    database,
    app,
    issuer,
    person: async (role = 'responder', tenant = `tenant-${randomBytes(5).toString('hex')}`) => {
      const user = `user-${randomBytes(4).toString('hex')}`
      const token = await issuer.token({
        sub: user,
        name: `Person ${user}`,
        active_tenant: { tenant_id: tenant, tenant_name: tenant, roles: [providerRole[role]] },
      })
      return personWith(url, tenant, user, token)
    },
  }
}

const providerRole: Record<Role, string> = {
  viewer: 'viewer',
  responder: 'responder',
  admin: 'tenant-admin',
  deployer: 'deployer',
}

/** Calls made with one token. */
export function personWith(url: string, tenant: string, user: string, token: string): Person {
  const call: Person['call'] = (method, path, body, headers = {}) =>
    send(url, method, path, body, { authorization: `Bearer ${token}`, ...headers })
  return {
    tenant,
    user,
    token,
    call,
    ok: async (method, path, body, headers) => {
      const answer = await call(method, path, body, headers)
      if (answer.status < 200 || answer.status > 299)
        throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      return answer.body.data
    },
  }
}

let conforms: Check | undefined

/** openapi.json as it is committed; that it is the one of these sources has a check of its own. */
function committedDocument(): OpenApiDocument {
  return JSON.parse(readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8')) as OpenApiDocument // generated as such
}

/** Bytes are copied into memory of their own, which is what a browser's types of fetch take, too. */
function payloadOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body)
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** One HTTP request; a body that is a string is sent as it is, anything else as JSON. Throws when the answer is not as the OpenAPI document has it. */
export async function send(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  const payload = body === undefined ? {} : { body: payloadOf(body) }
  const response = await fetch(url + path, { method, headers: { ...type, ...headers }, ...payload, redirect: 'manual' })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  const answer = {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : null,
    text,
  }
  conforms ??= conformance(committedDocument())
  conforms(method, path, answer.status, answer.headers, isJson ? answer.body : text)
  return answer
}

/** A valid new incident; what is given replaces the usual. */
export function newIncident(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'Water on the floor of server room 2',
    description: 'The raised floor is wet near rack 14.',
    reported_by: 'Night watch',
    status: 'NEW',
    type: 'FACILITY',
    date: '2024-11-11T10:57:27+08:00',
    ...fields,
  }
}
