// Who vouches for callers: the embedded provider or an outside one, and how its claims are read.
import { ConfigError, group, type Reader, type Variable } from './read.ts'

export const identityVariables = {
  IAM_URL: {
    group: group.identity,
    default: '(none)',
    text: 'userinfo endpoint of the identity provider: tokens are checked online',
  },
  OIDC_ISSUER: {
    group: group.identity,
    default: '(embedded provider)',
    text: 'issuer of an outside identity provider: tokens are checked offline by its published keys',
  },
  OIDC_AUDIENCE: { group: group.identity, default: '(not checked)', text: 'audience a token of OIDC_ISSUER must name' },
  OIDC_CLIENT_ID: { group: group.identity, default: 'tocsin-console', text: 'public client of the console' },
  OIDC_TENANT_CLAIM: { group: group.identity, default: 'active_tenant', text: 'claim that holds the tenant' },
  OIDC_ROLES_CLAIM: {
    group: group.identity,
    default: 'active_tenant.roles',
    text: 'claim that holds the roles (realm_access.roles counts as well)',
  },
  ROLE_VIEWER: { group: group.identity, default: 'viewer', text: 'role names of the provider, comma-separated' },
  ROLE_RESPONDER: { group: group.identity, default: 'responder,tenant-user', text: 'as above' },
  ROLE_ADMIN: { group: group.identity, default: 'tenant-admin', text: 'as above' },
  ROLE_DEPLOYER: { group: group.identity, default: 'deployer,system-admin', text: 'as above' },
  ROLE_DEFAULT: {
    group: group.identity,
    default: 'responder',
    text: 'role of a member whose token has no roles claim, or an empty one: viewer, responder, admin, deployer or none',
  },
  ROLE_UNKNOWN: {
    group: group.identity,
    default: 'none',
    text: 'role of a member whose roles claim names none of the names above, as ROLE_DEFAULT; none refuses the token (403)',
  },
  TOKEN_MAX_DAYS: {
    group: group.identity,
    default: '365',
    unit: 'days',
    text: 'an API token made without an end date ends after so long',
  },
  ADMIN_PASSWORD: {
    group: group.identity,
    default: '(generated, printed once)',
    text: "first administrator's password in the embedded provider",
  },
} as const satisfies Record<string, Variable>

export type IdentityConfig = {
  /** The embedded provider is used when neither is set. */
  oidcIssuer: string | null
  iamUrl: string | null
  oidcAudience: string | null
  oidcClientId: string
  tenantClaim: string
  rolesClaim: string
  /** Role names of the identity provider for each of ours. */
  roleNames: Readonly<Record<'viewer' | 'responder' | 'admin' | 'deployer', readonly string[]>>
  /** Of a token without a roles claim, and of one whose roles claim names no known role; null refuses it. */
  defaultRole: 'viewer' | 'responder' | 'admin' | 'deployer' | null
  unknownRole: 'viewer' | 'responder' | 'admin' | 'deployer' | null
  /** An API token made without an end ends after so many days. */
  tokenMaxDays: number
  adminPassword: string | null
}

type IdentityReader = Reader<keyof typeof identityVariables>

export function readIdentity(read: IdentityReader): IdentityConfig {
  return {
    oidcIssuer: read.url('OIDC_ISSUER', ['http:', 'https:']),
    iamUrl: read.url('IAM_URL', ['http:', 'https:']),
    oidcAudience: read.text('OIDC_AUDIENCE'),
    oidcClientId: read.text('OIDC_CLIENT_ID') ?? 'tocsin-console',
    tenantClaim: claim(read, 'OIDC_TENANT_CLAIM', 'active_tenant'),
    rolesClaim: claim(read, 'OIDC_ROLES_CLAIM', 'active_tenant.roles'),
    roleNames: Object.freeze({
      viewer: read.list('ROLE_VIEWER', ['viewer']),
      responder: read.list('ROLE_RESPONDER', ['responder', 'tenant-user']),
      admin: read.list('ROLE_ADMIN', ['tenant-admin']),
      deployer: read.list('ROLE_DEPLOYER', ['deployer', 'system-admin']),
    }),
    defaultRole: roleOrNone(read, 'ROLE_DEFAULT', 'responder'),
    unknownRole: roleOrNone(read, 'ROLE_UNKNOWN', 'none'),
    tokenMaxDays: read.number('TOKEN_MAX_DAYS', 365, 1, 36_500),
    adminPassword: read.text('ADMIN_PASSWORD'),
  }
}

/** True when the identity provider is the embedded one. */
export function usesEmbeddedProvider(config: Pick<IdentityConfig, 'oidcIssuer' | 'iamUrl'>): boolean {
  return config.oidcIssuer === null && config.iamUrl === null
}

function claim(read: IdentityReader, name: 'OIDC_TENANT_CLAIM' | 'OIDC_ROLES_CLAIM', fallback: string): string {
  const value = read.text(name) ?? fallback
  if (!/^[^.\s]+(\.[^.\s]+)*$/.test(value)) throw new ConfigError(`${name} must be a dotted claim name, not "${value}"`)
  return value
}

function roleOrNone(
  read: IdentityReader,
  name: 'ROLE_DEFAULT' | 'ROLE_UNKNOWN',
  fallback: 'responder' | 'none',
): IdentityConfig['defaultRole'] {
  const value = read.choice(name, fallback, ['viewer', 'responder', 'admin', 'deployer', 'none'])
  return value === 'none' ? null : value
}
