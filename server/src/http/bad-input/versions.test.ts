import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ignoredFields, kindsOf, type Schema } from '../../testing/body-schema.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { assertNames, watchedApp } from '../../testing/watched.ts'

/** With the embedded provider, so that accounts are there as well. */
const service = await watchedApp({ OIDC_ISSUER: '' })
const { person, writes, valid, requests, stored, unchanged } = await walk(service)
const withBody = writes.filter((one) => one.body)

/** These have been changed once when they are ready for the call. */
const atOne = ['restoreIncident', 'removeAttributeValue']

// biome-ignore format: a line for each would be pages
const locks = [
  '"3"', '""', '"0"', 'true', 'false', 'null', '[0]', '[3]', '{}', '-1', '1.5', '0.5', '2147483648',
  '9007199254740993', '1e400', '-0', '00',
]

test('A03 an occ_lock that is no version is refused by every write that takes one, and never read as 0', async () => {
  const all = await requests(
    withBody.filter((one) => kindsOf((one.body as Schema).properties?.occ_lock ?? {}) !== null),
  ) // as above
  assert.ok(all.length >= 8, `${all.length} writes take an occ_lock`)
  const before = await stored()
  for (const { one, path, body } of all) {
    const { occ_lock: _, ...rest } = body ?? {}
    for (const lock of locks) {
      const text = `${JSON.stringify({ ...rest, occ_lock: '@' }).replace('"@"', () => lock)}`
      const answer = await person.call(one.method, path, text)
      assert.equal(answer.status, 400, `${one.operationId} ${lock}: ${answer.text}`)
      assertNames(answer, 'occ_lock')
    }
    if (one.needsVersion)
      assertNames(await person.call(one.method, path, { ...rest, surprise: 1 }), 'occ_lock', 'surprise')
    const ahead = await person.call(one.method, path, { ...rest, occ_lock: 7 })
    assert.equal(ahead.status, 409, `${one.operationId} ahead of the record: ${ahead.text}`)
  }
  await unchanged(before)
  for (const { one, path, body } of all) {
    // 0.0 and 0 are the same number.
    const lock = atOne.includes(one.operationId) ? '1.0' : '0.0'
    const answer = await person.call(one.method, path, JSON.stringify({ ...body, occ_lock: '@' }).replace('"@"', lock))
    assert.ok(answer.status < 300, `${one.operationId}: ${answer.text}`)
  }
})

test('A03 an If-Match that is no version is refused, one of another version is 412, and it must agree with occ_lock', async () => {
  const all = await requests(writes.filter((one) => one.ifMatch))
  assert.ok(all.length >= 8, `${all.length} writes understand If-Match`)
  const before = await stored()
  for (const { one, path, body } of all) {
    const { occ_lock: _, ...rest } = body ?? {}
    const sent = one.body ? rest : undefined
    for (const tag of [
      '0',
      '""',
      '"x"',
      '"-1"',
      '"1.5"',
      '"0',
      "'0'",
      '"0" "0"',
      '"2147483648"',
      '"99999999999"',
      '"0","1"',
      'null',
      'true',
    ]) {
      const answer = await person.call(one.method, path, sent, { 'if-match': tag })
      assert.equal(answer.status, 400, `${one.operationId} ${tag}: ${answer.text}`)
      assertNames(answer, 'If-Match')
    }
    const other = await person.call(one.method, path, sent, { 'if-match': '"7"' })
    assert.equal(other.status, 412, `${one.operationId}: ${other.text}`)
    if (one.body)
      assertNames(await person.call(one.method, path, { ...rest, occ_lock: 0 }, { 'if-match': '"1"' }), 'occ_lock')
  }
  await unchanged(before)
  for (const { one, path, body } of all) {
    const { occ_lock: _, ...rest } = body ?? {}
    const tag = atOne.includes(one.operationId) ? '"1"' : '"0"'
    const answer = await person.call(one.method, path, one.body ? rest : undefined, { 'if-match': tag })
    assert.ok(answer.status < 300, `${one.operationId}: ${answer.text}`)
  }
})

test('A04 fields only the server writes may be sent and change nothing', async () => {
  const planted = 'planted-by-the-caller'
  for (const one of withBody) {
    const names = ignoredFields(one.body as Schema) // as above
    if (names.length === 0) continue
    for (const value of [planted, 7, null, true, [planted], { [planted]: planted }]) {
      const { path, body } = await valid(one)
      const answer = await person.call(one.method, path, {
        ...body,
        ...Object.fromEntries(names.map((name) => [name, value])),
      })
      assert.ok(answer.status < 300, `${one.operationId} with ${names}: ${answer.text}`)
      assert.ok(!answer.text.includes(planted), `${one.operationId}: ${answer.text}`)
      if (typeof answer.body.data.tenant_id === 'string') assert.equal(answer.body.data.tenant_id, person.tenant)
    }
  }
  for (const [path, text] of await stored()) assert.ok(!text.includes(planted), path)
})

test('A04 a field that does not exist is refused by name in every write', async () => {
  const all = await requests(withBody)
  const before = await stored()
  // biome-ignore format: a line for each would be pages
  const strange = [
    'deleted_at', 'deleted', 'is_admin', 'roles', 'permissions', 'tenantId', 'Name', 'NAME', 'name ', ' name', 'naɱe',
    'attribute', 'date_epoch', 'number', 'seq', '$where', 'a.b', '', '0',
  ]
  for (const { one, path, body } of all) {
    const { properties = {} } = one.body as Schema // as above
    for (const name of strange.filter((field) => !(field in properties))) {
      const answer = await person.call(one.method, path, { ...body, [name]: true })
      assert.equal(answer.status, 400, `${one.operationId} ${name}: ${answer.text}`)
      if (name !== '') assertNames(answer, name)
    }
  }
  await unchanged(before)
})

test('A04 the tenant comes from the token alone, whatever path, query, header or body say', async () => {
  const other = await service.person('deployer')
  const theirs = await incidentOf(other, { name: 'Theirs' })
  const incident = await incidentOf(person, { tenant_id: other.tenant, id: theirs.id, created_by_id: other.user })
  assert.equal(incident.tenant_id, person.tenant)
  assert.notEqual(incident.id, theirs.id)
  assert.equal(incident.created_by_id, person.user)
  const claim = {
    'x-tenant-id': other.tenant,
    'x-tenant': other.tenant,
    tenant: other.tenant,
    cookie: `tenant=${other.tenant}`,
  }
  assert.equal((await person.call('GET', `/v1/incident/${theirs.id}`, undefined, claim)).status, 404)
  assert.equal((await person.call('GET', `/v1/incident?tenant_id=${other.tenant}`)).status, 400)
  assert.equal((await other.call('GET', `/v1/incident/${theirs.id}`)).status, 200)
})
