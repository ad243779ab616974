import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { createAccount, removeAccount } from '../identity/administer.ts'
import { mintToken } from '../identity/provider/mint.ts'
import { type Person, personWith, testApp } from '../testing/app.ts'
import { SignIn } from '../testing/browser.ts'
import { embeddedApp } from '../testing/sign-in.ts'

const app = await testApp()

const view = (fields: Record<string, unknown> = {}) => ({
  name: 'Critical',
  page: 'incidents',
  state: 'severity=CRITICAL&sort=date,DESC',
  ...fields,
})
const named = (views: { name: string }[]) => views.map(({ name }) => name)

test('a view is kept as it was given, for its owner alone until it is shared', async () => {
  const mine = await app.person('viewer')
  const colleague = await app.person('admin', mine.tenant)
  const made = await mine.call('POST', '/v1/views', view())
  assert.equal(made.status, 201)
  const { id, created_at, updated_at, ...rest } = made.body.data
  assert.deepEqual(rest, { ...view(), shared: false, owner: `Person ${mine.user}`, owner_id: mine.user })
  assert.equal(created_at, updated_at)
  assert.equal(made.headers.get('location'), `/v1/views/${id}`)
  assert.deepEqual(await mine.ok('GET', `/v1/views/${id}`), made.body.data)
  // An admin neither: what is not shared is not there.
  assert.deepEqual(await colleague.ok('GET', '/v1/views'), [])
  for (const [method, body] of [['GET'], ['PUT', { name: 'Mine' }], ['DELETE']] as const)
    assert.equal((await colleague.call(method, `/v1/views/${id}`, body)).status, 404)

  const shared = await mine.ok('PUT', `/v1/views/${id}`, { shared: true })
  assert.deepEqual({ ...shared, updated_at }, { ...made.body.data, shared: true })
  assert.deepEqual(await colleague.ok('GET', `/v1/views/${id}`), shared)
})

test('a shared view is changed and removed by its owner or an admin, and by nobody else', async () => {
  const owner = await app.person('viewer')
  const [responder, admin] = [await app.person('responder', owner.tenant), await app.person('admin', owner.tenant)]
  const { id } = await owner.ok('POST', '/v1/views', view({ shared: true }))
  for (const [method, body] of [['PUT', { name: 'Theirs' }], ['DELETE']] as const) {
    const refused = await responder.call(method, `/v1/views/${id}`, body)
    assert.deepEqual([refused.status, refused.body.errors[0].code], [403, 'NOT_OWNER'])
  }
  assert.equal(
    (await admin.ok('PUT', `/v1/views/${id}`, { name: 'Ours', page: 'board', state: '' })).owner_id,
    owner.user,
  )
  assert.deepEqual(named(await owner.ok('GET', '/v1/views')), ['Ours'])
  await admin.ok('DELETE', `/v1/views/${id}`)
  assert.equal((await owner.call('GET', `/v1/views/${id}`)).status, 404)
})

test('the list is by name: one’s own views and those of others that are shared', async () => {
  const one = await app.person('viewer')
  const other = await app.person('viewer', one.tenant)
  for (const name of ['beta', 'Alpha']) await one.ok('POST', '/v1/views', view({ name }))
  await other.ok('POST', '/v1/views', view({ name: 'aside' }))
  await other.ok('POST', '/v1/views', view({ name: 'always', shared: true }))
  assert.deepEqual(named(await one.ok('GET', '/v1/views')), ['Alpha', 'always', 'beta'])
  assert.deepEqual(named(await other.ok('GET', '/v1/views')), ['always', 'aside'])
})

test('another tenant sees no view, shared or not, and its ids are those of nothing', async () => {
  const mine = await app.person('viewer')
  const stranger = await app.person('deployer')
  const { id } = await mine.ok('POST', '/v1/views', view({ name: 'canary', shared: true }))
  assert.deepEqual(await stranger.ok('GET', '/v1/views'), [])
  for (const [method, body] of [['GET'], ['PUT', { name: 'x' }], ['DELETE']] as const) {
    const foreign = await stranger.call(method, `/v1/views/${id}`, body)
    const nothing = await stranger.call(method, '/v1/views/01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f', body)
    assert.equal(foreign.status, 404)
    assert.deepEqual(foreign.body.errors, nothing.body.errors)
  }
  assert.deepEqual(named(await mine.ok('GET', '/v1/views')), ['canary'])
})

test('what a page could not have in its address is refused by name', async () => {
  const person = await app.person('viewer')
  const wrong = { name: ' ', page: 'settings', state: 'q=a b', shared: 'yes', colour: 'red' }
  const refused = await person.call('POST', '/v1/views', wrong)
  assert.equal(refused.status, 400)
  assert.deepEqual(refused.body.errors.map(({ field }: { field: string }) => field).sort(), [
    'colour',
    'name',
    'page',
    'shared',
    'state',
  ])
  for (const state of ['#top', 'q=ü', 'x'.repeat(4097)])
    assert.equal((await person.call('POST', '/v1/views', view({ state }))).status, 400, state.slice(0, 10))
  await person.ok('POST', '/v1/views', view({ name: '🔥'.repeat(200), state: `q=${'x'.repeat(4094)}` }))
  assert.equal((await person.call('POST', '/v1/views', view({ name: '🔥'.repeat(201) }))).status, 400)
})

test('nobody keeps more than 200 views, and a tenant shares at most 500', async () => {
  const people: Person[] = [await app.person('viewer')]
  const [one] = people
  assert.ok(one)
  await one.ok('GET', '/v1/me')
  for (let i = 0; i < 2; i++) people.push(await app.person('viewer', one.tenant))
  const fill = async ({ user }: Person, count: number, shared: boolean) =>
    await app.database.reads(one.tenant, [
      sql`insert into saved_view (tenant_id, id, name, page, state, shared, owner_id, owner_name)
        select ${one.tenant}, gen_random_uuid(), 'many', 'board', '', ${shared}, ${user}, '' from generate_series(1, ${count})`,
    ])
  await fill(one, 199, false)
  const last = await one.ok('POST', '/v1/views', view())
  const refused = await one.call('POST', '/v1/views', view())
  assert.deepEqual([refused.status, refused.body.errors[0].code], [409, 'TOO_MANY'])
  await one.ok('DELETE', `/v1/views/${last.id}`)
  const kept = await one.ok('POST', '/v1/views', view())

  const [, two, three] = people
  assert.ok(two && three)
  await fill(two, 500, true)
  for (const answer of [
    await three.call('POST', '/v1/views', view({ shared: true })),
    await one.call('PUT', `/v1/views/${kept.id}`, { shared: true }),
  ]) {
    assert.deepEqual([answer.status, answer.body.errors[0].field], [409, 'shared'])
  }
  assert.equal((await three.call('POST', '/v1/views', view())).status, 201)
})

test('a removed account and an ended API token leave what they shared, and nothing else', async () => {
  const { url, database, rosa } = await embeddedApp()
  const { email, password = '' } = await createAccount(database, {
    tenant: 'harbour',
    email: 'jan@example.org',
    name: 'Jan',
    role: 'responder',
  })
  const boss = personWith(
    url,
    'harbour',
    '',
    await mintToken(database, { tenant: 'harbour', role: 'admin', name: 'b' }),
  )
  const { access_token } = await new SignIn(url).complete(email, password)
  const token = await boss.ok('POST', '/v1/tokens', { name: 'Robot', role: 'viewer' })
  const others = await new SignIn(url).complete(rosa.email, rosa.password)
  const all = [access_token, token.token, others.access_token].map((one) => personWith(url, 'harbour', '', one))
  for (const person of all)
    for (const shared of [true, false])
      await person.ok('POST', '/v1/views', view({ name: shared ? 'shared' : 'private', shared }))
  const left = async () =>
    (
      await database.read(
        'harbour',
        sql`select owner_name, name from saved_view where tenant_id = 'harbour' order by 1, 2`,
      )
    ).map((row) => `${row['owner_name']} ${row['name']}`)
  assert.equal((await left()).length, 6)
  await removeAccount(database, email)
  await boss.ok('DELETE', `/v1/tokens/${token.id}`)
  assert.deepEqual(await left(), ['Jan shared', 'Robot shared', 'Rosa Lind private', 'Rosa Lind shared'])
})
