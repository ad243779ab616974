// The rules that claims are read by where nothing is configured, for tests.
import type { ClaimRules } from '../identity/claims.ts'

export const standardRules: ClaimRules = {
  tenantClaim: 'active_tenant',
  rolesClaim: 'active_tenant.roles',
  roleNames: {
    viewer: ['viewer'],
    responder: ['responder', 'tenant-user'],
    admin: ['tenant-admin'],
    deployer: ['deployer', 'system-admin'],
  },
  defaultRole: 'responder',
  unknownRole: null,
}
