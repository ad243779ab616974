import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standardRules as rules } from '../testing/claim-rules.ts'
import { type ClaimRules, identityOf, mergeClaims, missingClaims } from './claims.ts'
import type { Claims } from './jwt.ts'

const tenant = { tenant_id: 't1', tenant_name: 'Harbour', roles: ['viewer'] }
const person = (claims: unknown, other: Partial<ClaimRules> = {}) => {
  const until = { expiresAt: null, goodUntil: 0 }
  const identity = identityOf(claims as Claims, { ...rules, ...other }, until) // claims of a test
  const { kind: _, account: __, expiresAt: ___, goodUntil: ____, ...person } = identity
  return person
}

test('who it is comes from the claims', () => {
  assert.deepEqual(
    person({ sub: 'u1', name: 'Rosa Lind', email: 'rosa@example.org', email_verified: true, active_tenant: tenant }),
    {
      userId: 'u1',
      name: 'Rosa Lind',
      email: 'rosa@example.org',
      emailVerified: true,
      tenantId: 't1',
      tenantName: 'Harbour',
      role: 'viewer',
    },
  )
})

test('the display name is name, then preferred_username, then sub, and is cut at 500 characters', () => {
  assert.equal(person({ sub: 'u1', preferred_username: 'rosa', active_tenant: tenant }).name, 'rosa')
  assert.equal(person({ sub: 'u1', name: ' ', active_tenant: tenant }).name, 'u1')
  assert.equal(person({ sub: 'u1', name: 5, active_tenant: tenant }).name, 'u1')
  assert.equal(person({ sub: 'u1', name: '🚨'.repeat(600), active_tenant: tenant }).name, '🚨'.repeat(500))
})

test('an address is believed only when the provider says it is verified, with true', () => {
  const verified = (email_verified: unknown) =>
    person({ sub: 'u', email: 'a@b.c', email_verified, active_tenant: tenant }).emailVerified
  assert.deepEqual([true, 'true', 1, null, undefined].map(verified), [true, false, false, false, false])
  assert.equal(
    person({ sub: 'u', email: 'nonsense', email_verified: true, active_tenant: tenant }).emailVerified,
    false,
  )
})

test('both spellings of the tenant are read, and a plain text is its id', () => {
  assert.equal(person({ sub: 'u', active_tenant: { id: 't2', name: 'Docks' } }).tenantName, 'Docks')
  assert.deepEqual(
    [person({ sub: 'u', active_tenant: 't3' })].map((one) => [one.tenantId, one.tenantName]),
    [['t3', null]],
  )
  assert.equal(person({ sub: 'u', org: { unit: 'x' } }, { tenantClaim: 'org.unit' }).tenantId, 'x')
  assert.equal(
    person({ sub: 'u', 'https://example.org/tenant': 'y' }, { tenantClaim: 'https://example.org/tenant' }).tenantId,
    'y',
  )
  assert.equal(person({ sub: 'u', active_tenant: 'é'.repeat(255) }).tenantId.length, 255)
})

test('B10 without a usable tenant there is none: no default takes its place', () => {
  const wrong = [
    undefined,
    null,
    '',
    0,
    7,
    true,
    [],
    ['t1'],
    [tenant],
    {},
    { tenant_id: '' },
    { tenant_id: 0 },
    { tenant_id: null },
    { tenant_id: null, id: 't1' },
    { tenant_id: ['t1'] },
    { tenant_id: {} },
    { id: 5 },
    { tenant_name: 'Harbour' },
    { tenant_id: 'x'.repeat(256) },
    'x'.repeat(256),
  ]
  for (const active_tenant of wrong) {
    const claims = active_tenant === undefined ? { sub: 'u' } : { sub: 'u', active_tenant }
    assert.throws(() => person(claims), { code: 'forbidden' }, JSON.stringify(active_tenant))
  }
})

test('a token that does not say whose it is, is refused', () => {
  for (const sub of [undefined, null, '', 5, ['u'], {}, 'x'.repeat(256)]) {
    assert.throws(() => person({ ...(sub === undefined ? {} : { sub }), active_tenant: tenant }), {
      code: 'unauthenticated',
    })
  }
})

test('of several roles the highest counts, from either claim; names that nobody knows are refused', () => {
  const role = (roles: unknown, realm?: unknown) =>
    person({
      sub: 'u',
      active_tenant: { id: 't', ...(roles === undefined ? {} : { roles }) },
      ...(realm === undefined ? {} : { realm_access: { roles: realm } }),
    }).role
  assert.equal(role(['viewer', 'tenant-admin', 'responder']), 'admin')
  assert.equal(role(['viewer'], ['system-admin']), 'deployer')
  assert.equal(role('tenant-admin'), 'admin')
  assert.equal(role(undefined), 'responder')
  for (const unknown of [['boss', 5, null, {}], ['admin'], { admin: true }, ['Tenant-Admin']])
    assert.throws(() => role(unknown), { code: 'forbidden' }, JSON.stringify(unknown))
  assert.equal(role(['boss', 5, null, {}], ['viewer']), 'viewer')
})

test('ROLE_DEFAULT none refuses who has no known role', () => {
  assert.throws(() => person({ sub: 'u', active_tenant: { id: 't', roles: ['boss'] } }, { defaultRole: null }), {
    code: 'forbidden',
  })
  assert.equal(person({ sub: 'u', active_tenant: tenant }, { defaultRole: null }).role, 'viewer')
})

test('what the first source lacks comes from the second, never roles of another tenant', () => {
  const merged = (first: unknown, second: unknown) => mergeClaims(first as Claims, second as Claims, rules) // claims of a test
  assert.deepEqual(merged({ sub: 'u', name: null }, { name: 'Rosa', active_tenant: tenant }), {
    sub: 'u',
    name: 'Rosa',
    active_tenant: tenant,
  })
  assert.deepEqual(merged({ active_tenant: { id: 't1' } }, { active_tenant: tenant })['active_tenant'], {
    ...tenant,
    id: 't1',
  })
  assert.deepEqual(merged({ active_tenant: { id: 't2' } }, { active_tenant: tenant })['active_tenant'], { id: 't2' })
  assert.deepEqual(
    merged(
      { active_tenant: { id: 't1', roles: ['viewer'] } },
      { active_tenant: { id: 't1', roles: ['system-admin'] } },
    )['active_tenant'],
    {
      id: 't1',
      roles: ['viewer'],
    },
  )
})

test('it is known which claims are missing', () => {
  const full = { name: 'Rosa', email: 'a@b.c', active_tenant: tenant } as Claims
  assert.deepEqual(missingClaims(full, rules), { tenant: false, roles: false, person: false })
  assert.deepEqual(missingClaims({ name: 'Rosa', email: null, active_tenant: null }, rules), {
    tenant: true,
    roles: true,
    person: true,
  })
  assert.equal(missingClaims({ realm_access: { roles: [] } }, rules).roles, false)
})
