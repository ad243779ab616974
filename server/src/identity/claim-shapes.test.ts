/** Claims as identity providers really write them, and the tenant and role, or the refusal, that each comes to. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../errors.ts'
import { standardRules as standard } from '../testing/claim-rules.ts'
import { type ClaimRules, identityOf } from './claims.ts'
import type { Claims } from './jwt.ts'

type Shape = [what: string, claims: Record<string, unknown>, comesTo: string, rules?: Partial<ClaimRules>]

const active = (roles?: unknown) => ({ active_tenant: { tenant_id: 't', ...(roles === undefined ? {} : { roles }) } })
const realm = (...roles: string[]) => ({ realm_access: { roles } })
const builtIn = ['default-roles-ops', 'offline_access', 'uma_authorization']
const client = (id: string) => ({ rolesClaim: `resource_access.${id}.roles` })
const organization = { tenantClaim: 'organization', rolesClaim: 'roles' }
const entra = { tenantClaim: 'tid', rolesClaim: 'roles' }
const auth0 = { tenantClaim: 'org_id', rolesClaim: 'https://tocsin.example.org/roles' }
const okta = { tenantClaim: 'tenant', rolesClaim: 'groups' }
const groups = { ...okta, roleNames: { ...standard.roleNames, admin: ['Incident Admins'], viewer: ['All of us'] } }
const project = 'urn:zitadel:iam:org:project:roles'
const zitadel = { tenantClaim: 'urn:zitadel:iam:user:resourceowner:id', rolesClaim: project }
const owner = { 'urn:zitadel:iam:user:resourceowner:id': '1001' }
const authentik = { tenantClaim: 'tenant', rolesClaim: 'groups' }

const shapes: Shape[] = [
  ['IMS: roles of the active tenant', active(['tenant-admin']), 't admin'],
  ['IMS: several roles, the highest counts', active(['viewer', 'deployer', 'tenant-user']), 't deployer'],
  ['IMS: no roles', active(), 't responder'],
  ['IMS: an empty list', active([]), 't responder'],
  ['IMS: an empty text', active(''), 't responder'],
  ['IMS: null', active(null), 't responder'],
  ['IMS: no roles where members get none', active(), 'NO_ROLE', { defaultRole: null }],
  ['IMS: a role nobody knows', active(['auditor']), 'NO_ROLE'],
  ['IMS: a role nobody knows, where that is a viewer', active(['auditor']), 't viewer', { unknownRole: 'viewer' }],
  ['IMS: a known role and one nobody knows', active(['auditor', 'viewer']), 't viewer'],
  ['IMS: another letter case is another role', active(['Viewer']), 'NO_ROLE'],
  ['IMS: a number', active(5), 'NO_ROLE'],
  ['IMS: true', active(true), 'NO_ROLE'],
  ['IMS: a list of numbers', active([1, 2]), 'NO_ROLE'],
  ['IMS: no tenant', {}, 'NO_TENANT'],
  ['IMS: the tenant as a text', { active_tenant: 't' }, 't responder'],
  ['IMS: id and name', { active_tenant: { id: 't', name: 'Harbour', roles: ['viewer'] } }, 't viewer'],
  ['IMS: an id that is a number', { active_tenant: { tenant_id: 7, roles: ['viewer'] } }, 'NO_TENANT'],
  ['IMS: an empty id', { active_tenant: { tenant_id: '', roles: ['viewer'] } }, 'NO_TENANT'],
  ['text: one role', active('viewer'), 't viewer'],
  ['text: divided by a comma', active('viewer,audit'), 't viewer'],
  ['text: divided by blanks', active('audit viewer'), 't viewer'],
  ['text: in brackets', active('[viewer]'), 't viewer'],
  ['text: in brackets, two of them', active('[viewer, tenant-admin]'), 't admin'],
  ['text: JSON', active('["viewer","audit"]'), 't viewer'],
  ['text: nothing known', active('audit,report'), 'NO_ROLE'],
  ['text: brackets around nothing', active('[]'), 't responder'],
  ['text: in a list', active(['viewer,audit']), 't viewer'],
  ['text: a name within a name is none', active('viewers'), 'NO_ROLE'],
  ['Keycloak realm: built-in roles only', { ...active(), ...realm(...builtIn) }, 't responder'],
  ['Keycloak realm: a role', { ...active(), ...realm('viewer', ...builtIn) }, 't viewer'],
  ['Keycloak realm: it adds to the tenant’s', { ...active(['viewer']), ...realm('tenant-admin') }, 't admin'],
  ['Keycloak realm: it never refuses', { ...active(['viewer']), ...realm('auditor') }, 't viewer'],
  ['Keycloak realm: it may add to what is unknown', { ...active(['auditor']), ...realm('viewer') }, 't viewer'],
  [
    'Keycloak realm as the roles claim, built-in only',
    { ...active(), ...realm(...builtIn) },
    'NO_ROLE',
    { rolesClaim: 'realm_access.roles' },
  ],
  ['Keycloak client', { ...active(), resource_access: { ops: { roles: ['viewer'] } } }, 't viewer', client('ops')],
  [
    'Keycloak client with dots in its id',
    { ...active(), resource_access: { 'ops.tocsin': { roles: ['viewer'] } } },
    't viewer',
    client('ops.tocsin'),
  ],
  [
    'Keycloak client with dots, as text',
    { ...active(), resource_access: { 'ops.tocsin.app': { roles: '[viewer]' } } },
    't viewer',
    client('ops.tocsin.app'),
  ],
  [
    'Keycloak client, another one',
    { ...active(), resource_access: { account: { roles: ['x'] } } },
    't responder',
    client('ops'),
  ],
  [
    'Keycloak client, none of ours',
    { ...active(), resource_access: { ops: { roles: ['uma'] } } },
    'NO_ROLE',
    client('ops'),
  ],
  ['Keycloak group paths', { ...active(), groups: ['/ops/viewer'] }, 'NO_ROLE', { rolesClaim: 'groups' }],
  ['Keycloak organization by alias', { organization: ['acme'], roles: ['viewer'] }, 'acme viewer', organization],
  [
    'Keycloak organization with its id',
    { organization: { acme: { id: 'o1' } }, roles: 'viewer' },
    'o1 viewer',
    organization,
  ],
  [
    'Keycloak organization with attributes only',
    { organization: { acme: { tier: ['gold'] } } },
    'acme responder',
    organization,
  ],
  [
    'Keycloak, several organizations',
    { organization: ['acme', 'other'], roles: ['viewer'] },
    'NO_TENANT',
    organization,
  ],
  ['Keycloak, several with ids', { organization: { a: { id: '1' }, b: { id: '2' } } }, 'NO_TENANT', organization],
  ['Keycloak, no organization', { organization: [], roles: ['viewer'] }, 'NO_TENANT', organization],
  ['Entra app roles', { tid: '72f9', roles: ['tenant-admin'] }, '72f9 admin', entra],
  ['Entra without a role', { tid: '72f9' }, '72f9 responder', entra],
  ['Entra groups are ids', { tid: '72f9', roles: ['b3c1-9d'] }, 'NO_ROLE', entra],
  [
    'Auth0 organization and a namespaced claim',
    { org_id: 'org_1', 'https://tocsin.example.org/roles': ['viewer'] },
    'org_1 viewer',
    auth0,
  ],
  [
    'Auth0 permissions in place of roles',
    { org_id: 'org_1', 'https://tocsin.example.org/roles': ['read:x'] },
    'NO_ROLE',
    auth0,
  ],
  [
    'Okta groups with blanks in their names',
    { tenant: 't', groups: ['Everyone', 'Incident Admins'] },
    't admin',
    groups,
  ],
  ['Okta: a word of a group’s name is no role', { tenant: 't', groups: ['not a deployer'] }, 'NO_ROLE', okta],
  ['Okta: Everyone only', { tenant: 't', groups: ['Everyone'] }, 'NO_ROLE', okta],
  ['Okta: one group as text', { tenant: 't', groups: 'All of us' }, 't viewer', groups],
  ['Zitadel project roles', { ...owner, [project]: { viewer: { '1001': 'a.example' } } }, '1001 viewer', zitadel],
  [
    'Zitadel: a role for another organization',
    { ...owner, [project]: { viewer: { '1001': 'a' }, deployer: { '2002': 'b' } } },
    '1001 viewer',
    zitadel,
  ],
  [
    'Zitadel: only for another organization',
    { ...owner, [project]: { deployer: { '2002': 'b' } } },
    'NO_ROLE',
    zitadel,
  ],
  ['Zitadel: no roles', { ...owner, [project]: {} }, '1001 responder', zitadel],
  ['Authentik groups', { tenant: 't', groups: ['authentik Admins', 'viewer'] }, 't viewer', authentik],
  ['Authentik without groups', { tenant: 't', groups: [] }, 't responder', authentik],
  ['roles switched off', { ...active({ viewer: true, deployer: false }) }, 't viewer'],
]

function comesTo(claims: Record<string, unknown>, rules: Partial<ClaimRules>): string {
  try {
    const until = { expiresAt: null, goodUntil: 0 }
    const { tenantId, role } = identityOf({ sub: 'u', ...claims } as Claims, { ...standard, ...rules }, until) // claims of the table
    return `${tenantId} ${role}`
  } catch (error) {
    assert.ok(error instanceof AppError)
    return String(error.problems[0]?.code)
  }
}

for (const [what, claims, wanted, rules = {}] of shapes) {
  test(`${what}: ${wanted}`, () => assert.equal(comesTo(claims, rules), wanted))
}

test('the table has its sixty shapes', () => assert.ok(shapes.length >= 60, String(shapes.length)))

test('a refusal says what the claim names, cut short', () => {
  const refusal = (roles: unknown): string => {
    const claims = { sub: 'u', ...active(roles) } as Claims // claims of a test
    try {
      return identityOf(claims, standard, { expiresAt: null, goodUntil: 0 }).role
    } catch (error) {
      assert.ok(error instanceof AppError)
      return error.message
    }
  }
  assert.equal(refusal(['auditor', 'x'.repeat(500)]).includes('"auditor"'), true)
  assert.ok(refusal(Array.from({ length: 900 }, (_, i) => `role ${i} ${'x'.repeat(200)}`)).length < 600)
})
