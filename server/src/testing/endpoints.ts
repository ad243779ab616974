// Valid requests for every endpoint, for tests that walk all of them.
import assert from 'node:assert/strict'
import type { Database } from '../database/database.ts'
import type { Endpoint } from '../http/route.ts'
import { MAIL } from '../mail/store.ts'
import { WEBHOOK } from '../webhook/store.ts'
import { newIncident, type Person } from './app.ts'
import { asService } from './sessions.ts'
import type { Watched } from './watched.ts'

/** A request that an endpoint takes, for records made for it. */
export type ValidRequest = { path: string; body: Record<string, unknown> | undefined }

/** What is needed of an endpoint to call it. */
export type Callable = Pick<Endpoint, 'method' | 'path' | 'operationId' | 'bodyExample'> & {
  hasBody: boolean
  bodyOptional: boolean
}

/** What the tests that walk the declared endpoints need, so that a new route is covered without anyone remembering it. */
export type Walk = {
  endpoints: readonly Endpoint[]
  writes: readonly Endpoint[]
  /** Who may call every endpoint. */
  person: Person
  /** A request to the endpoint that would succeed; makes the records its path names. */
  valid(one: Endpoint): Promise<ValidRequest>
  /** Such a request to each of them. */
  requests(endpoints: readonly Endpoint[]): Promise<(ValidRequest & { one: Endpoint })[]>
  /** Everything the tenant can read without naming a record, its whole log included, by path. */
  stored(): Promise<Map<string, string>>
  /** Fails, showing where, when anything of it has changed. */
  unchanged(before: ReadonlyMap<string, string>): Promise<void>
}

/** One custom attribute of each type, by the names that examples and tests use. */
export const definitions = [
  { name: 'isPending', type: 'BOOLEAN' },
  { name: 'workflowId', type: 'STRING' },
  { name: 'amount', type: 'NUMBER' },
  { name: 'day', type: 'DATE' },
  { name: 'moment', type: 'DATETIME' },
  { name: 'kind', type: 'ENUM', options: ['one', 'two'] },
] as const

let counter = 0

/** Prepares a walk over the endpoints of a service: a deployer in a fresh tenant, and the attributes the examples use. */
export async function walk(service: Watched): Promise<Walk> {
  const person = await service.person('deployer')
  for (const definition of definitions) {
    // Another walk of the same service may have made them.
    const made = await person.call('POST', '/v1/incident/attributes', definition)
    assert.ok(made.status === 201 || made.status === 409, made.text)
  }
  const { endpoints } = service.app
  const make = requestMaker(service, person, endpoints.map(callable))
  const valid = (one: Endpoint): Promise<ValidRequest> => make(callable(one))

  const requests: Walk['requests'] = async (wanted) => {
    const made: (ValidRequest & { one: Endpoint })[] = []
    for (const one of wanted) made.push({ one, ...(await valid(one)) })
    return made
  }

  const stored = async (): Promise<Map<string, string>> => {
    const texts = new Map<string, string>()
    for (const one of endpoints) {
      if (one.method !== 'GET' || one.path.includes('{') || notStored.includes(one.operationId)) continue
      const answer = await person.call('GET', one.path)
      assert.equal(answer.status, 200, answer.text)
      texts.set(one.path, answer.body === null ? answer.text : JSON.stringify(answer.body.data, withoutProgress))
    }
    for (let after = 0; ; ) {
      const { events, next_after } = await person.ok('GET', `/v1/incident/events?limit=1000&after=${after}`)
      if (events.length === 0) return texts
      texts.set(`events after ${after}`, JSON.stringify(events))
      after = next_after
    }
  }

  const unchanged: Walk['unchanged'] = async (before) => {
    const now = await stored()
    for (const path of new Set([...before.keys(), ...now.keys()])) {
      const [was = '', is = ''] = [before.get(path), now.get(path)]
      if (was === is) continue
      const at = Math.max(0, [...was].findIndex((character, n) => character !== is[n]) - 200)
      assert.fail(`${path} has changed:\n  ${was.slice(at, at + 600)}\n  ${is.slice(at, at + 600)}`)
    }
  }

  return {
    endpoints,
    writes: endpoints.filter((one) => one.method !== 'GET'),
    person,
    valid,
    requests,
    stored,
    unchanged,
  }
}

/** Makes requests that would succeed to the endpoints given, by their examples; the records that a path names are made by them as well. */
export function requestMaker(
  service: Pick<Watched, 'database'>,
  person: Person,
  endpoints: readonly Callable[],
): (one: Callable) => Promise<ValidRequest> {
  const at = (method: string, path: string): Callable | undefined =>
    endpoints.find((one) => one.method === method && one.path === path)

  return async (one) => {
    let path = ''
    let pattern = ''
    const named: Record<string, string> = {}
    for (const part of one.path.split('/').slice(1)) {
      const parameter = /^\{(\w+)\}$/.exec(part)?.[1]
      if (parameter !== undefined) {
        const maker = at('POST', pattern)
        assert.ok(maker, `nothing makes what ${one.path} names by {${parameter}}: tell testing/endpoints.ts how`)
        const body = exampleOf(maker, named)
        const data = await person.ok('POST', path, body)
        named[parameter] = String(body?.[parameter] ?? data[parameter] ?? data.id)
      }
      path += `/${parameter === undefined ? part : encodeURIComponent(named[parameter] ?? '')}`
      pattern += `/${part}`
    }
    const prepare = preparations[one.operationId]
    const body = exampleOf(one, named)
    return { path, body: prepare ? await prepare(person, path, body, service.database) : body }
  }
}

function callable({ method, path, operationId, body, bodyOptional = false, bodyExample }: Endpoint): Callable {
  return { method, path, operationId, hasBody: body !== undefined, bodyOptional, bodyExample }
}

/** The log is read page by page; what is used just now is nothing stored. */
const notStored = ['listEvents', 'getUsage']

/** What the service itself writes while it works: how far a webhook has come, when a token was last used. */
export const progress: readonly string[] = [
  'cursor',
  'failures',
  'failing_since',
  'last_error',
  'next_try_at',
  'disabled_reason',
  'last_used_at',
]

function withoutProgress(name: string, value: unknown): unknown {
  return progress.includes(name) ? undefined : value
}

/** What an endpoint needs besides its example. */
const preparations: Record<
  string,
  (person: Person, path: string, body: ValidRequest['body'], database: Database) => Promise<ValidRequest['body']>
> = {
  restoreIncident: async (person, path, body) => {
    await person.ok('DELETE', path.replace('/restore', ''))
    return body
  },
  replayWebhook: async (person, _path, body) => {
    await incidentOf(person)
    return body
  },
  skipWebhookEvent: (person, path, body, database) => failingAtFirst(database, person.tenant, WEBHOOK, path, body),
  skipSubscriptionEvent: (person, path, body, database) => failingAtFirst(database, person.tenant, MAIL, path, body),
  removeCommentByName: async (person, path) => ({ id: (await person.ok('POST', path, { text: 'To be removed.' })).id }),
}

/** Lets the follower of a path `…/{id}/skip` fail at the first event of the log, and be tried no more. */
async function failingAtFirst(
  database: Database,
  tenant: string,
  kind: string,
  path: string,
  body: ValidRequest['body'],
): Promise<ValidRequest['body']> {
  await asService(database, { tenant }, [
    `insert into follower as f (tenant_id, kind, id, cursor, failures, next_try_at)
      values ('${tenant}', '${kind}', '${path.split('/').at(-2)}', 0, 1, 'infinity')
      on conflict (tenant_id, kind, id) do update set cursor = 0, failures = 1, next_try_at = 'infinity', fence = f.fence + 1,
        lease_owner = null, lease_until = null`,
  ])
  return { ...body, seq: 1 }
}

/** The endpoint's example, with names of its own where they must be unique, and in accord with the path. */
function exampleOf(one: Callable, named: Record<string, string>): ValidRequest['body'] {
  if (!one.hasBody) return undefined
  if (one.bodyExample === undefined) {
    assert.ok(one.bodyOptional, `${one.operationId} has a body without an example`)
    return {}
  }
  const body = { ...(one.bodyExample as Record<string, unknown>) } // bodies are objects
  const own = ++counter
  if (typeof body.code === 'string') body.code = `${body.code}_${own}`
  if (typeof body.email === 'string') body.email = `n${own}.${body.email}`
  if (one.operationId === 'defineAttribute') body.name = `${body.name}${own}`
  for (const [name, value] of Object.entries(named)) if (name in body) body[name] = value
  return body
}

/** A new incident of this person, as the service answers it. */
export async function incidentOf(
  person: Person,
  fields: Record<string, unknown> = {},
): Promise<Record<string, unknown> & { id: string; occ_lock: number }> {
  return await person.ok('POST', '/v1/incident', newIncident(fields))
}
