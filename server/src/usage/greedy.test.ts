// Everything scarce × one greedy tenant: it has taken all it may and stands in line for more, and another one is served as if it were alone.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { quotas } from '../admission/quotas.ts'
import { type Answer, newIncident, type Person } from '../testing/app.ts'
import { plain } from '../testing/raw.ts'
import { asService } from '../testing/sessions.ts'
import { until } from '../testing/until.ts'
import { watchedApp } from '../testing/watched.ts'

const app = await watchedApp({ TRUST_PROXY: 'true', OIDC_ISSUER: '' })
const { shares } = app.app
let greedy: Person
let other: Person

before(async () => {
  greedy = await app.person('admin')
  other = await app.person('admin')
  // More than is sent uncounted.
  for (const person of [greedy, other])
    await person.ok('POST', '/v1/incident', newIncident({ description: '漢'.repeat(30_000) }))
})

const big = newIncident({ description: 'x'.repeat(70_000) })

/** Tenants whose look-ups were let in. */
const lookedUp: string[] = []
const lookups = shares['name_lookups']
if (lookups) {
  const take = lookups.take.bind(lookups)
  lookups.take = async (tenant, size) => {
    const leave = await take(tenant, size)
    lookedUp.push(tenant)
    return leave
  }
}

/** A long poll that is answered by a change once it is held; what is refused is not held. */
async function poll(person: Person): Promise<Answer> {
  const { next_after } = await person.ok('GET', '/v1/incident/events?limit=1000')
  const used = shares['held_calls']?.all().used ?? 0
  let over = false
  const answer = person.call('GET', `/v1/incident/events?after=${next_after}&wait=30`).finally(() => {
    over = true
  })
  await until(() => over || (shares['held_calls']?.all().used ?? 0) > used)
  await person.ok('POST', '/v1/incident', newIncident())
  return await answer
}

/** Asks with a token nobody has seen, from an address. */
const asked = (from: string, token: string): Promise<Answer> =>
  plain(app.url, {
    method: 'GET',
    path: '/v1/me',
    headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': from },
  })

/** Begins to sign in, from an address. */
const signInStep = (from: string): Promise<Answer> =>
  plain(app.url, {
    method: 'GET',
    path: '/oidc/.well-known/openid-configuration',
    headers: { 'x-forwarded-for': from },
  })

const GREEDY_ADDRESS = '192.0.2.1'

/** For each share: a request that needs it, and whether it was served. */
const needs: Record<string, (person: Person) => Promise<Answer>> = {
  requests: (person) => person.call('GET', '/v1/me'),
  large_bodies: (person) => person.call('POST', '/v1/incident', big),
  costly_requests: (person) => person.call('GET', '/v1/incident?page=1&size=1'),
  answer_bytes: (person) => person.call('GET', '/v1/incident?page=1&sort=created_at,ASC&size=1'),
  held_calls: poll,
  // There is no such name; what counts is that it was asked for.
  name_lookups: async (person) => {
    const answer = await person.call('POST', '/v1/webhooks', { url: 'https://nothing.invalid/x' })
    if (answer.status === 201) assert.equal(lookedUp.at(-1), person.tenant)
    return answer
  },
  sign_ins: async (person) => signInStep(person === greedy ? GREEDY_ADDRESS : '192.0.2.2'),
  unknown_tokens: async (person) =>
    asked(person === greedy ? GREEDY_ADDRESS : '192.0.2.2', (await app.person('viewer', person.tenant)).token),
}

/** Takes whatever one may have of a share, and all places in its line; gives what leaves them. */
async function takeAll(name: string, whose: string): Promise<() => Promise<void>> {
  const share = shares[name]
  assert.ok(share, `there is no share ${name}`)
  const places: (() => void)[] = []
  const { limit } = share.of(whose)
  await Promise.all(
    Array.from({ length: limit > 100_000 ? 1 : limit }, async () =>
      places.push(await share.take(whose, limit > 100_000 ? limit : 1)),
    ),
  )
  const waiting: Promise<unknown>[] = []
  // Until the line is full: who comes then is refused at once.
  for (let refused = false; !refused; ) {
    const standing = share.of(whose).waiting
    const one = share.take(whose).then(
      (leave) => leave(),
      () => undefined,
    )
    waiting.push(one)
    refused = share.of(whose).waiting === standing
  }
  return async () => {
    for (const leave of places) leave()
    await Promise.all(waiting)
  }
}

/** Shares of addresses rather than tenants. */
const ofAddresses = ['unknown_tokens', 'sign_ins']

const refusals = [429, 503]

test('every share has its request here', () => {
  assert.deepEqual(Object.keys(needs).sort(), Object.keys(shares).sort())
})

for (const [name, ask] of Object.entries(needs)) {
  test(`one tenant takes all it may of ${name} and stands in line for more: another one is served`, async () => {
    assert.ok(!refusals.includes((await ask(greedy)).status), 'it is served while nobody is greedy')
    const giveBack = await takeAll(name, ofAddresses.includes(name) ? GREEDY_ADDRESS : greedy.tenant)
    try {
      const [its, others] = [await ask(greedy), await ask(other)]
      assert.equal(its.status, 429, `${name}: the greedy one is refused`)
      assert.ok(its.headers.get('retry-after'))
      assert.ok(others.status < 300, others.text.slice(0, 300))
    } finally {
      await giveBack()
    }
    assert.ok(!refusals.includes((await ask(greedy)).status), 'it is served again once it has let go')
  })
}

/** For each quota of rows: what fills it by one, and its table. */
const fills: Record<string, { path: string; body: (n: number) => object; table: string }> = {
  api_tokens: { path: '/v1/tokens', body: () => ({ name: 'n', role: 'viewer' }), table: 'api_token' },
  webhooks: { path: '/v1/webhooks', body: () => ({ url: 'https://1.1.1.1/x', enabled: false }), table: 'webhook' },
  views: { path: '/v1/views', body: () => ({ name: 'v', page: 'board', state: '' }), table: 'saved_view' },
  shared_views: {
    path: '/v1/views',
    body: () => ({ name: 'v', page: 'board', state: '', shared: true }),
    table: 'saved_view',
  },
  subscriptions: {
    path: '/v1/subscriptions',
    body: (n) => ({ filter: {}, email: `harbour-${n}@example.org` }),
    table: 'mail_subscription',
  },
}

test('every quota of rows has its filling here', () => {
  const rows = Object.keys(quotas).filter((name) => !name.endsWith('bytes'))
  assert.deepEqual(Object.keys(fills).sort(), rows.sort())
})

/** Copies the one row that a tenant has in a table, so many times. */
async function copy(table: string, tenant: string, times: number): Promise<void> {
  const own = { api_token: `, 'hash', sha256(convert_to('${tenant}' || n, 'UTF8'))` }[table] ?? ''
  await asService(app.database, { tenant }, [
    `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()${own}))).*
      from ${table} t cross join generate_series(1, ${times}) n where t.tenant_id = '${tenant}'`,
  ])
}

for (const [name, { path, body, table }] of Object.entries(fills)) {
  test(`one tenant fills its quota of ${name}: of those who ask at once no more fit in, and another tenant has its own`, async () => {
    const limit = quotas[name as keyof typeof quotas] // of fills
    const first = await app.person('admin')
    await first.ok('POST', path, body(0))
    await copy(table, first.tenant, limit - 6)
    // What is shared is counted for the tenant, whoever it is.
    const person = name === 'shared_views' ? await app.person('admin', first.tenant) : first
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => person.call('POST', path, body(n + 1))))
    const made = answers.filter(({ status }) => status === 201).length
    assert.equal(made, 5, `of ${limit} there were 5 left`)
    assert.ok(answers.every(({ status }) => status === 201 || status === 409))
    assert.equal((await other.call('POST', path, body(0))).status, 201)
  })
}
