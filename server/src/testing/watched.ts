// A service whose every answer and log line is checked.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { afterEach } from 'node:test'
import { logTo } from '../command/log.ts'
import { usesEmbeddedProvider } from '../config.ts'
import { ANSWER_HEADERS } from '../http/headers.ts'
import { mintToken } from '../identity/provider/mint.ts'
import type { Role } from '../permission.ts'
import { type Answer, type Person, personWith, type TestApp, type TestAppOptions, testApp } from './app.ts'

/** A line of the log, read back. */
export type LogLine = { level: string; msg?: string; [field: string]: unknown }

/**
 * A service under test that is watched: every answer to one of its people is counted and, where it refuses, held to the failure
 * envelope; every line of its log is kept. After each test of the file, anything in the class of 500 or logged as an error fails
 * that test. (An unhandled rejection fails it as well: the service runs in the test's own process, and node:test looks for them.)
 */
export type Watched = Omit<TestApp, 'person'> & {
  /** Someone in a tenant nobody else uses. */
  person(role?: Role, tenant?: string): Promise<Person>
  /** How often each status was answered, since the service started. */
  statuses: Map<number, number>
  /** Everything logged so far, as it was written. */
  logged: string[]
  /** Looks at an answer that came another way. */
  saw(answer: Answer, secrets?: readonly string[]): Answer
}

/** Starts a watched service; to be called outside of a test. `allow`: statuses from 500 on that a test asks for. */
export async function watchedApp(
  environment: NodeJS.ProcessEnv = {},
  { allow = [], ...options }: TestAppOptions & { allow?: readonly number[] } = {},
): Promise<Watched> {
  const logged: string[] = []
  const log = logTo('debug', { write: (line) => void logged.push(line) })
  const started = await testApp(environment, { log, ...options })
  const statuses = new Map<number, number>()
  let looked = 0
  const saw = (answer: Answer, secrets: readonly string[] = []): Answer => {
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    if (answer.status >= 500 && !allow.includes(answer.status)) {
      const id = answer.headers.get('x-request-id') ?? '(none)'
      assert.fail(`${answer.status} ${answer.text}\n${logged.filter((line) => line.includes(id)).join('')}`)
    }
    if (answer.status >= 400) assertRefusal(answer, [...secrets, started.config.schema])
    return answer
  }
  afterEach(() => {
    const defects = logged.slice(looked).filter((line) => /^(error|fatal)$/.test(parsed(line).level))
    looked = logged.length
    const failed = [...statuses].filter(([status]) => status >= 500 && !allow.includes(status))
    for (const [status] of failed) statuses.delete(status)
    assert.deepEqual(failed, [], 'no answer is in the class of 500')
    if (!allow.includes(500)) assert.deepEqual(defects.slice(0, 3), [], 'nothing is logged as a defect')
  })
  return {
    ...started,
    statuses,
    logged,
    saw,
    person: async (role, tenant) => {
      const one = usesEmbeddedProvider(started.config)
        ? await minted(started, role, tenant)
        : await started.person(role, tenant)
      const call: Person['call'] = async (...request) => saw(await one.call(...request), [one.token])
      const ok: Person['ok'] = async (...request) => {
        const answer = await call(...request)
        assert.ok(answer.status < 300, `${request[0]} ${request[1]}: ${answer.status} ${answer.text.slice(0, 1000)}`)
        return answer.body?.data
      }
      return { ...one, call, ok }
    },
  }
}

/** Someone of the embedded provider, without an account behind them. */
async function minted(
  { url, database }: TestApp,
  role: Role = 'responder',
  tenant = `tenant-${randomBytes(5).toString('hex')}`,
): Promise<Person> {
  const name = `user-${randomBytes(4).toString('hex')}`
  return personWith(url, tenant, `cli:${name}`, await mintToken(database, { tenant, role, name }))
}

/** A line of the log, which must be one JSON object. */
export function parsed(line: string): LogLine {
  return JSON.parse(line) as LogLine // pino writes its level into each
}

const requestId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
/** What gives away the inside: a stack, a file, PostgreSQL's own words, a library's error code. */
const inside = [
  /\bat [\w.<>[\] ]+ ?\(?(file|node):/,
  /\.(ts|js|mjs):\d+/,
  /node_modules/,
  /\b(FST_ERR|ERR_|HPE_|ECONN|SQLSTATE)/,
  /violates|relation "|column "|syntax error at|invalid input syntax|out of range for type|pg_|tsquery|invalid byte sequence/,
  /\b(Type|Range|Syntax|Reference)Error\b/,
]

/** A refusal as contract.md section 3 has it: the envelope, a code, words, the request's id, what browsers are told (G11), and nothing of the inside. */
export function assertRefusal(answer: Answer, secrets: readonly string[] = []): void {
  const { status, headers, body, text } = answer
  const about = `${status} ${text.slice(0, 500)}`
  assert.match(headers.get('x-request-id') ?? '', requestId, about)
  for (const [name, value] of Object.entries(ANSWER_HEADERS)) assert.equal(headers.get(name), value, about)
  assert.equal(headers.get('cache-control'), 'no-store', about)
  if (text === '' && body === null) return // to HEAD
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8', about)
  assert.deepEqual(
    Object.keys(body).filter((key) => key !== 'data'),
    ['message', 'errors', 'timestamp', 'trace_id', 'errorCode', 'errorMessage', 'details', 'sent_at'],
    about,
  )
  const newer = [body.timestamp, body.errorCode, body.errorMessage]
  assert.deepEqual(newer, [body.sent_at, body.errors[0]?.code, body.message], about)
  const said = body.errors.map((one: { field?: string; message: string }) => ({
    field: one.field ?? '',
    message: one.message,
  }))
  assert.deepEqual(body.details, said, about)
  assert.match(body.trace_id, /^([0-9a-f]{32}|[0-9a-f-]{36})$/, about)
  assert.match(body.sent_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, about)
  assert.ok(typeof body.message === 'string' && body.message.length > 0, about)
  assert.ok(Array.isArray(body.errors) && body.errors.length > 0, about)
  for (const one of body.errors) {
    assert.deepEqual(
      Object.keys(one).filter((key) => key !== 'field'),
      ['code', 'message'],
      about,
    )
    assert.ok(one.message.isWellFormed() && (one.field ?? '').isWellFormed(), `half a character: ${about}`)
    assert.match(one.code, /^[A-Z][A-Z0-9_]*$/, about)
    assert.ok(typeof one.message === 'string' && one.message.length > 0, about)
    assert.ok(!('field' in one) || (typeof one.field === 'string' && one.field !== ''), about)
    for (const pattern of inside) assert.doesNotMatch(one.message, pattern, about)
  }
  assert.ok(body.message.isWellFormed(), `half a character: ${about}`)
  for (const pattern of inside) assert.doesNotMatch(body.message, pattern, about)
  for (const secret of [...secrets, process.cwd()])
    assert.ok(!text.includes(secret), `a refusal tells a secret: ${about}`)
}

/** The answer refuses with 400 and names each of these fields. */
export function assertNames(answer: Answer, ...fields: string[]): void {
  assert.equal(answer.status, 400, answer.text.slice(0, 500))
  const named = answer.body.errors.map((one: { field?: string }) => one.field)
  for (const field of fields)
    assert.ok(named.includes(field), `${field} is not among ${named}: ${answer.text.slice(0, 500)}`)
}
