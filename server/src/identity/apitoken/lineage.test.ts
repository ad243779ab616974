/** API tokens end: by themselves, with what they hang on, and there are only so many. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../database/sql.ts'
import { type Person, personWith, testApp } from '../../testing/app.ts'

const app = await testApp()
const as = (token: string): Person => personWith(app.url, '', '', token)
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const status = async (token: string) => (await as(token).call('GET', '/v1/me')).status

test('a token made by a token never outlives it, and ends with it, however far down', async () => {
  const admin = await app.person('admin')
  const ends = inAnHour()
  const first = await admin.ok('POST', '/v1/tokens', { name: 'first', role: 'admin', expires_at: ends })
  const child = await as(first.token).ok('POST', '/v1/tokens', { name: 'child', role: 'admin' })
  assert.deepEqual([Date.parse(child.expires_at), child.parent_id], [Date.parse(ends), first.id])
  const later = new Date(Date.parse(ends) + 1000).toISOString()
  const refused = await as(first.token).call('POST', '/v1/tokens', { name: 'x', role: 'viewer', expires_at: later })
  assert.deepEqual([refused.status, refused.body.errors[0].field], [400, 'expires_at'])
  const grandchild = await as(child.token).ok('POST', '/v1/tokens', { name: 'grandchild', role: 'viewer' })
  assert.equal(await status(grandchild.token), 200)
  await admin.ok('DELETE', `/v1/tokens/${first.id}`)
  for (const { token } of [first, child, grandchild]) assert.equal(await status(token), 401)
  assert.deepEqual(await admin.ok('GET', '/v1/tokens'), [])
})

test('a token that is ended at the moment it makes another leaves none', async () => {
  const admin = await app.person('admin')
  for (let round = 0; round < 20; round++) {
    const first = await admin.ok('POST', '/v1/tokens', { name: 'first', role: 'admin' })
    const making = Array.from({ length: 4 }, () =>
      as(first.token).call('POST', '/v1/tokens', { name: 'child', role: 'viewer' }),
    )
    await admin.ok('DELETE', `/v1/tokens/${first.id}`)
    const made = (await Promise.all(making)).filter((answer) => answer.status === 201)
    for (const { body } of made) assert.equal(await status(body.data.token), 401)
  }
  assert.deepEqual(await admin.ok('GET', '/v1/tokens'), [])
})

test('nobody ends a token that reaches further than they do', async () => {
  const deployer = await app.person('deployer')
  const admin = await app.person('admin', deployer.tenant)
  const high = await deployer.ok('POST', '/v1/tokens', { name: 'high', role: 'deployer' })
  const refused = await admin.call('DELETE', `/v1/tokens/${high.id}`)
  assert.deepEqual([refused.status, refused.body.errors[0].code], [403, 'ROLE_TOO_LOW'])
  assert.equal(await status(high.token), 200)
  await deployer.ok('DELETE', `/v1/tokens/${high.id}`)
  assert.equal(await status(high.token), 401)
})

test('a tenant has at most 100 tokens that have not ended, also when they are made at the same moment', async () => {
  const admin = await app.person('admin')
  assert.deepEqual(await admin.ok('GET', '/v1/tokens'), [])
  await app.database.scoped(
    'identity',
    sql`insert into api_token (tenant_id, id, name, role, hash, created_by, created_by_id, person, expires_at)
        select ${admin.tenant}, gen_random_uuid(), 'n', 'viewer', sha256(convert_to(${admin.tenant} || n, 'UTF8')), 'x', 'x', 'x',
          now() + case when n <= 95 then interval '1 day' else interval '-1 day' end from generate_series(1, 110) n`,
  )
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => admin.call('POST', '/v1/tokens', { name: 'n', role: 'viewer' })),
  )
  assert.equal(answers.filter((answer) => answer.status === 201).length, 5)
  const refused = answers.filter((answer) => answer.status === 409)
  assert.equal(refused.length, 7)
  for (const { body } of refused) assert.equal(body.errors[0].code, 'LIMIT_REACHED')
})

test('of tokens that have ended by their date the newest 100 are kept', async () => {
  const admin = await app.person('admin')
  assert.deepEqual(await admin.ok('GET', '/v1/tokens'), [])
  await app.database.scoped(
    'identity',
    sql`insert into api_token (tenant_id, id, name, role, hash, created_by, created_by_id, person, expires_at)
        select ${admin.tenant}, gen_random_uuid(), 'ended ' || n, 'viewer', sha256(convert_to(${admin.tenant} || n, 'UTF8')), 'x', 'x', 'x',
          now() - make_interval(mins => n) from generate_series(1, 130) n`,
  )
  await admin.ok('POST', '/v1/tokens', { name: 'new', role: 'viewer' })
  const names = (await admin.ok('GET', '/v1/tokens')).map(({ name }: { name: string }) => name)
  const kept = Array.from({ length: 100 }, (_, i) => `ended ${i + 1}`)
  assert.deepEqual(names.sort(), [...kept, 'new'].sort())
})
