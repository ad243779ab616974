import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../database/sql.ts'
import { type Role, roles } from '../../permission.ts'
import { type Person, personWith, testApp } from '../../testing/app.ts'
import { SignIn } from '../../testing/browser.ts'
import { until } from '../../testing/until.ts'
import {
  createAccount,
  createTenant,
  listAccounts,
  listTenants,
  removeAccount,
  resumeTenant,
  setPassword,
  suspendTenant,
} from '../administer.ts'
import { mintToken } from '../provider/mint.ts'

const app = await testApp({ OIDC_ISSUER: '' })
let count = 0
const address = () => `person${++count}@example.org`

/** Someone with a token of the command, in a tenant nobody else uses. */
async function person(role: Role, tenant = `tenant-${++count}`): Promise<Person> {
  return personWith(app.url, tenant, 'cli:test', await mintToken(app.database, { tenant, role, name: 'test' }))
}

/** An account of its own tenant, signed in through the pages. */
async function signedIn(
  by: Person,
  role: Role,
): Promise<Person & { id: string; email: string; password: string; refresh: string }> {
  const email = address()
  const { id, password } = await by.ok('POST', '/v1/accounts', { email, name: `Name of ${email}`, role })
  const tokens = await new SignIn(app.url).complete(email, password)
  return {
    ...personWith(app.url, by.tenant, id, tokens.access_token),
    id,
    email,
    password,
    refresh: tokens.refresh_token,
  }
}

test('an account is made with a generated password, shown once, that signs in', async () => {
  const admin = await person('admin')
  const made = await admin.call('POST', '/v1/accounts', {
    email: 'Rosa@Example.org',
    name: 'Rosa Lind',
    role: 'responder',
  })
  assert.equal(made.status, 201)
  const { password, ...account } = made.body.data
  assert.match(password, /^([a-z2-9]{4}-){4}[a-z2-9]{4}$/)
  assert.equal(made.headers.get('location'), `/v1/accounts/${account.id}`)
  assert.deepEqual(await admin.ok('GET', '/v1/accounts'), [account])
  assert.deepEqual(
    [account.email, account.role, account.active, account.last_sign_in_at],
    ['Rosa@Example.org', 'responder', true, null],
  )

  const { access_token } = await new SignIn(app.url).complete('rosa@EXAMPLE.org', password)
  const me = await personWith(app.url, admin.tenant, account.id, access_token).ok('GET', '/v1/me')
  assert.deepEqual(
    [me.user.id, me.user.name, me.user.email, me.tenant.id, me.role],
    [account.id, 'Rosa Lind', 'Rosa@Example.org', admin.tenant, 'responder'],
  )
  assert.notEqual((await admin.ok('GET', `/v1/accounts/${account.id}`)).last_sign_in_at, null)

  const own = await admin.ok('POST', '/v1/accounts', {
    email: address(),
    name: 'Own password',
    role: 'viewer',
    password: 'correct horse',
  })
  assert.equal('password' in own, false)
  await new SignIn(app.url).complete(own.email, 'correct horse')
})

test('an e-mail address has one account in the whole instance, in whatever letter case', async () => {
  const [mine, theirs] = [await person('admin'), await person('admin')]
  const email = address()
  await mine.ok('POST', '/v1/accounts', { email, name: 'First', role: 'viewer' })
  for (const who of [mine, theirs]) {
    const answer = await who.call('POST', '/v1/accounts', {
      email: email.toUpperCase(),
      name: 'Second',
      role: 'viewer',
    })
    assert.deepEqual([answer.status, answer.body.errors[0].code], [409, 'DUPLICATE_EMAIL'])
  }
  const other = await mine.ok('POST', '/v1/accounts', { email: address(), name: 'Other', role: 'viewer' })
  assert.equal((await mine.call('PUT', `/v1/accounts/${other.id}`, { email })).status, 409)
})

test('B22 nobody gives a role above their own, raises themselves, or lays hands on someone higher', async () => {
  const tenant = `tenant-${++count}`
  const people = Object.fromEntries(
    await Promise.all(roles.map(async (role) => [role, await person(role, tenant)] as const)),
  )
  const boss = await signedIn(people['deployer'] as Person, 'deployer') // made for every role just above
  const admin = await signedIn(people['deployer'] as Person, 'admin') // as above
  for (const [i, mine] of roles.entries()) {
    for (const [j, wanted] of roles.entries()) {
      const answer = await (people[mine] as Person).call('POST', '/v1/accounts', {
        email: address(),
        name: 'x',
        role: wanted,
      })
      assert.equal(answer.status, i >= roles.indexOf('admin') && j <= i ? 201 : 403, `${mine} makes ${wanted}`)
    }
  }
  assert.equal((await admin.call('PUT', `/v1/accounts/${admin.id}`, { role: 'deployer' })).status, 403)
  assert.equal((await admin.call('PATCH', `/v1/accounts/${admin.id}`, { role: 'deployer' })).status, 405)
  for (const change of [
    { role: 'viewer' },
    { password: 'my own choice' },
    { active: false },
    { email: address() },
    { name: 'x' },
  ]) {
    assert.equal((await admin.call('PUT', `/v1/accounts/${boss.id}`, change)).status, 403, JSON.stringify(change))
  }
  assert.equal((await admin.call('DELETE', `/v1/accounts/${boss.id}`)).status, 403)
  const after = await admin.ok('GET', `/v1/accounts/${boss.id}`)
  assert.deepEqual([after.role, after.active, after.email], ['deployer', true, boss.email])
})

test('B22 the last admin of a tenant can’t be removed, lowered or switched off, by anyone, also at the same moment', async () => {
  const cli = await person('deployer')
  const [first, second] = [await signedIn(cli, 'admin'), await signedIn(cli, 'admin')]
  const removals = await Promise.all([
    first.call('DELETE', `/v1/accounts/${second.id}`),
    second.call('PUT', `/v1/accounts/${first.id}`, { role: 'viewer' }),
  ])
  assert.equal(removals.filter((one) => one.status === 200).length, 1)
  const admins = (await cli.ok('GET', '/v1/accounts')).filter((one: { role: string }) => one.role === 'admin')
  assert.equal(admins.length, 1)
  const { id } = admins[0]
  for (const answer of [
    await cli.call('DELETE', `/v1/accounts/${id}`),
    await cli.call('PUT', `/v1/accounts/${id}`, { role: 'responder' }),
    await cli.call('PUT', `/v1/accounts/${id}`, { active: false }),
  ]) {
    assert.deepEqual([answer.status, answer.body.errors[0].code], [403, 'LAST_ADMIN'])
  }
  assert.equal((await cli.ok('PUT', `/v1/accounts/${id}`, { role: 'deployer' })).role, 'deployer')
})

test('B24 whoever is removed, switched off or given another password is signed out everywhere, tokens included', async () => {
  const cli = await person('deployer')
  await signedIn(cli, 'admin')
  const ways: [string, (id: string) => Promise<unknown>][] = [
    ['removed', (id) => cli.ok('DELETE', `/v1/accounts/${id}`)],
    ['switched off', (id) => cli.ok('PUT', `/v1/accounts/${id}`, { active: false })],
    ['new password', (id) => cli.ok('PUT', `/v1/accounts/${id}`, { password: 'another one' })],
    ['new address', (id) => cli.ok('PUT', `/v1/accounts/${id}`, { email: address() })],
  ]
  for (const [what, end] of ways) {
    const someone = await signedIn(cli, 'responder')
    assert.equal((await someone.call('GET', '/v1/me')).status, 200)
    await end(someone.id)
    const refreshed = await new SignIn(app.url).token({ grant_type: 'refresh_token', refresh_token: someone.refresh })
    assert.equal(refreshed.status, 400, what)
    await until(async () => (await someone.call('GET', '/v1/me')).status === 401)
    await assert.rejects(new SignIn(app.url).complete(someone.email, someone.password), what)
  }
})

test('B24 a role that was changed counts within seconds, without a new token', async () => {
  const cli = await person('deployer')
  const someone = await signedIn(cli, 'admin')
  await signedIn(cli, 'admin')
  await cli.ok('PUT', `/v1/accounts/${someone.id}`, { role: 'deployer' })
  await until(async () => (await someone.ok('GET', '/v1/me')).role === 'deployer')
  await cli.ok('PUT', `/v1/accounts/${someone.id}`, { role: 'viewer' })
  await until(async () => (await someone.call('GET', '/v1/me')).status === 401)
})

test('B23 the API tokens of an account reach no further than it does, and end with it', async () => {
  const cli = await person('deployer')
  const [admin] = [await signedIn(cli, 'admin'), await signedIn(cli, 'admin')]
  const { token } = await admin.ok('POST', '/v1/tokens', { name: 'Mine', role: 'admin' })
  const mine = personWith(app.url, admin.tenant, '', token)
  const child = personWith(
    app.url,
    admin.tenant,
    '',
    (await mine.ok('POST', '/v1/tokens', { name: 'Of mine', role: 'admin' })).token,
  )
  assert.equal((await child.ok('GET', '/v1/me')).role, 'admin')
  await cli.ok('PUT', `/v1/accounts/${admin.id}`, { role: 'viewer' })
  for (const one of [mine, child]) assert.equal((await one.ok('GET', '/v1/me')).role, 'viewer')
  await cli.ok('PUT', `/v1/accounts/${admin.id}`, { active: false })
  for (const one of [mine, child]) assert.equal((await one.call('GET', '/v1/me')).status, 401)
  await cli.ok('PUT', `/v1/accounts/${admin.id}`, { active: true })
  for (const one of [mine, child]) assert.equal((await one.call('GET', '/v1/me')).status, 200)
  await cli.ok('DELETE', `/v1/accounts/${admin.id}`)
  for (const one of [mine, child]) assert.equal((await one.call('GET', '/v1/me')).status, 401)
  assert.deepEqual(await cli.ok('GET', '/v1/tokens'), [])
})

test('another tenant’s accounts are not there', async () => {
  const [mine, theirs] = [await person('deployer'), await person('admin')]
  const { id, ...before } = await theirs.ok('POST', '/v1/accounts', {
    email: address(),
    name: 'Theirs',
    role: 'viewer',
    password: 'correct horse',
  })
  for (const one of [id, '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f', 'x']) {
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { name: 'Mine' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await mine.call(method, `/v1/accounts/${one}`, body)
      assert.deepEqual([answer.status, answer.body.message], [404, 'There is no account with this id.'])
    }
  }
  assert.deepEqual(await theirs.ok('GET', `/v1/accounts/${id}`), { id, ...before })
})

test('each thing wrong with an account is named', async () => {
  const admin = await person('admin')
  const answer = await admin.call('POST', '/v1/accounts', {
    email: 'nobody',
    name: '',
    role: 'boss',
    password: 'short',
    tenant: 'x',
  })
  assert.equal(answer.status, 400)
  assert.deepEqual(answer.body.errors.map((one: { field: string }) => one.field).sort(), [
    'email',
    'name',
    'password',
    'role',
    'tenant',
  ])
  assert.deepEqual(await admin.ok('GET', '/v1/accounts'), [])
})

test('passwords are kept as scrypt only', async () => {
  const admin = await person('admin')
  await admin.ok('POST', '/v1/accounts', { email: address(), name: 'x', role: 'viewer', password: 'plain as day' })
  const rows = await app.database.scoped('identity', sql`select password_hash, account::text as whole from account`)
  assert.ok(rows.length > 0)
  for (const row of rows) {
    assert.match(String(row['password_hash']), /^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/)
    assert.equal(String(row['whole']).includes('plain as day'), false)
  }
})

test('with an outside provider there are no accounts to manage', async () => {
  const outside = await testApp()
  const admin = await outside.person('deployer')
  for (const path of ['/v1/accounts', '/v1/accounts/01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f']) {
    assert.equal((await admin.call('GET', path)).status, 404)
    assert.equal((await admin.call('POST', path, {})).status, 404)
  }
})

test('the commands do the same without a service', async () => {
  const { database } = app
  const tenant = `tenant-${++count}`
  await createTenant(database, { id: tenant, name: 'Docks' })
  await assert.rejects(createTenant(database, { id: tenant }), { code: 'conflict' })
  await assert.rejects(createAccount(database, { tenant: 'nowhere', email: address(), name: 'x', role: 'viewer' }), {
    code: 'not_found',
  })
  const email = address()
  const { password, ...account } = await createAccount(database, { tenant, email, name: 'Nils', role: 'deployer' })
  assert.deepEqual(await listAccounts(database, tenant), [account])
  await new SignIn(app.url).complete(email, password ?? '')
  const changed = await setPassword(database, email)
  await assert.rejects(new SignIn(app.url).complete(email, password ?? ''))
  const { access_token } = await new SignIn(app.url).complete(email, changed.password ?? '')
  const nils = personWith(app.url, tenant, account.id, access_token)
  assert.equal((await nils.ok('GET', '/v1/me')).tenant.name, 'Docks')
  await suspendTenant(database, tenant)
  await until(async () => (await nils.call('GET', '/v1/me')).status === 403)
  assert.ok(
    (await listTenants(database)).some((one) => one.id === tenant && one.suspended_at !== null && one.accounts === 1),
  )
  await resumeTenant(database, tenant)
  await until(async () => (await nils.call('GET', '/v1/me')).status === 200)
  await assert.rejects(removeAccount(database, email), { code: 'forbidden' })
  await createAccount(database, { tenant, email: address(), name: 'Other', role: 'admin', password: 'correct horse' })
  await removeAccount(database, email)
  assert.equal((await listAccounts(database, tenant)).length, 1)
  for (const wrong of [{ email: 'x' }, { name: '' }, { password: 'short' }]) {
    await assert.rejects(createAccount(database, { tenant, email: address(), name: 'x', role: 'viewer', ...wrong }), {
      code: 'invalid',
    })
  }
  await assert.rejects(suspendTenant(database, 'nowhere'), { code: 'not_found' })
})
