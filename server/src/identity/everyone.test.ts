import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import type { Endpoint } from '../http/route.ts'
import { type Role, roleOf, roleReaches, roles } from '../permission.ts'
import { type Person, personWith, send, testApp } from '../testing/app.ts'
import { SignIn } from '../testing/browser.ts'
import { createAccount } from './administer.ts'
import { mintToken } from './provider/mint.ts'

const app = await testApp({ OIDC_ISSUER: '' })
const { database, url } = app
const tenant = 'harbour'

/** An id that nothing has, in every place of the path. */
const pathOf = (one: Endpoint) => one.path.replace(/\{[^}]+\}/g, '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f')

/** Paths that answer without a token: nothing else may. */
const open = ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs', '/mail', '/console', '/']

test('B12 every route of the API is 401 without a token and with rubbish for one, unknown paths too', async () => {
  assert.ok(app.app.endpoints.length > 20)
  const rubbish = ['Bearer rubbish', 'Bearer a.b.c', `Bearer tcs_${'x'.repeat(43)}`, 'Basic YTpi']
  const paths = [
    ...app.app.endpoints.map((one) => [one.method, pathOf(one)] as const),
    ['GET', '/v1'] as const,
    ['GET', '/v1/nothing/here'] as const,
    ['DELETE', '/v1/me'] as const,
  ]
  for (const [method, path] of paths) {
    for (const authorization of [undefined, ...rubbish]) {
      const answer = await send(url, method, path, undefined, authorization === undefined ? {} : { authorization })
      assert.equal(answer.status, 401, `${method} ${path} ${authorization}`)
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/)
    }
  }
})

test('B12 whatever the router knows besides is on the list of open paths or the sign-in', async () => {
  const paths: string[] = []
  const above: string[] = []
  for (const line of app.app.server.fastify.printRoutes({ commonPrefix: false }).split('\n')) {
    const at = line.indexOf('── ')
    if (at < 0) continue
    const [part = '', methods] = line.slice(at + 3).split(' (')
    above.length = (at - 1) / 4
    above.push(part)
    if (methods !== undefined) paths.push(above.join(''))
  }
  assert.ok(paths.some((path) => path.startsWith('/v1')))
  for (const path of paths) {
    const listed = open.some((one) => path === one || (one !== '/' && path.startsWith(`${one}/`)))
    // The sign-in's own catch-all is printed without its prefix; that it is that one is shown below.
    assert.ok(listed || path === '*' || path === '/*' || path.startsWith('/v1') || path.startsWith('/oidc'), path)
  }
  const has = (at: string) => app.app.server.fastify.hasRoute({ method: 'GET', url: at })
  assert.deepEqual([has('/oidc/*'), has('/*'), has('*')], [true, false, false])
  assert.equal((await send(url, 'GET', '/anything')).status, 404)
})

/** The same role three ways: a person signed in, an API token, a token of the command. */
async function threeWays(role: Role): Promise<Person[]> {
  const command = await mintToken(database, { tenant, role, name: role })
  const { email, id, password } = await createAccount(database, {
    tenant,
    email: `${role}@example.org`,
    name: role,
    role,
  })
  const { access_token } = await new SignIn(url).complete(email, password ?? '')
  const boss = personWith(url, tenant, '', await mintToken(database, { tenant, role: 'deployer', name: 'boss' }))
  const { token } = await boss.ok('POST', '/v1/tokens', { name: role, role })
  return [
    personWith(url, tenant, id, access_token),
    personWith(url, tenant, '', token),
    personWith(url, tenant, '', command),
  ]
}

test('B31 a role may the same whichever way it signs in, on every operation, and what its permission says', async () => {
  await mintToken(database, { tenant, role: 'viewer', name: 'makes the tenant' })
  for (const role of roles) {
    const people = await threeWays(role)
    for (const one of app.app.endpoints) {
      if (one.otherAnswers?.['text/event-stream'] !== undefined && one.method === 'GET' && one.long === true) continue
      // Nothing in the body is right, so nothing happens; who may not even try gets 403 before that is looked at.
      const answers = await Promise.all(
        people.map((person) => person.call(one.method, pathOf(one), one.body ? { nonsense: true } : undefined)),
      )
      const seen = answers.map((answer) => answer.status)
      assert.equal(new Set(seen).size, 1, `${role} ${one.operationId}: ${seen}`)
      const may = one.permission === 'signed_in' || roleReaches(role, roleOf(one.permission))
      assert.equal(seen[0] !== 403, may, `${role} ${one.operationId}: ${seen[0]}`)
      assert.ok((seen[0] ?? 500) < 500, `${one.operationId}: ${seen[0]}`)
    }
    const seen = await Promise.all(people.map(async (person) => (await person.ok('GET', '/v1/me')).permissions))
    for (const one of seen) assert.deepEqual(one, seen[0])
  }
})

test('B11 the tenant comes from the token alone, whatever else a request says', async () => {
  const mine = personWith(url, 'mine', '', await mintToken(database, { tenant: 'mine', role: 'admin', name: 'me' }))
  const theirs = personWith(
    url,
    'theirs',
    '',
    await mintToken(database, { tenant: 'theirs', role: 'admin', name: 'they' }),
  )
  const { id } = await theirs.ok('POST', '/v1/tokens', { name: 'Theirs', role: 'viewer' })
  const tries: [string, Record<string, string>][] = [
    ['', { 'x-tenant-id': 'theirs', 'x-tenant': 'theirs', 'tenant-id': 'theirs', 'x-org-id': 'theirs' }],
    [
      '',
      { cookie: 'tenant=theirs; tenant_id=theirs; active_tenant=theirs', 'x-admin': 'true', 'x-multi-tenant': 'true' },
    ],
    ['', { 'x-forwarded-host': 'theirs.example.org', 'x-original-url': '/v1/tokens', forwarded: 'host=theirs' }],
  ]
  for (const [query, headers] of tries) {
    assert.deepEqual((await mine.ok('GET', `/v1/me${query}`, undefined, headers)).tenant, { id: 'mine', name: 'mine' })
    assert.deepEqual(await mine.ok('GET', `/v1/tokens${query}`, undefined, headers), [])
    assert.equal((await mine.call('GET', `/v1/tokens/${id}`, undefined, headers)).status, 404)
  }
  for (const query of ['?tenant_id=theirs', '?tenant=theirs', '?active_tenant[tenant_id]=theirs']) {
    assert.equal((await mine.call('GET', `/v1/tokens${query}`)).status, 400)
  }
  const made = await mine.ok('POST', '/v1/tokens', { name: 'Mine', role: 'viewer', tenant_id: 'theirs' })
  const [row] = await database.scoped('identity', sql`select tenant_id from api_token where id = ${made.id}`)
  assert.deepEqual(row, { tenant_id: 'mine' })
})
