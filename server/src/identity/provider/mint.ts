/** Access tokens made by `tocsin token`, without a sign-in. */
import { importJWK, SignJWT } from 'jose'
import type { Database } from '../../database/database.ts'
import { invalid } from '../../errors.ts'
import { uuid } from '../../id.ts'
import type { Role } from '../../permission.ts'
import { ensureTenant } from '../tenant.ts'
import {
  AUDIENCE,
  COMMAND_ISSUER,
  ensureProviderKeys,
  keepUntil,
  lastIssuer,
  registerIssuer,
  SIGNING_ALGORITHM,
} from './keys.ts'

export type MintOptions = {
  tenant: string
  /** Name for a tenant that is made now; default its id. */
  tenantName?: string
  role: Role
  /** Display name; the user's id is `cli:<name>`. */
  name: string
  /** Lifetime; default one hour. */
  expiresSeconds?: number
  /** One of the addresses the provider is or was served under; default the last one. */
  issuer?: string
}

/** Start of the `sub` of tokens made by the command: no account stands behind them. */
export const COMMAND_SUBJECT = 'cli:'
/** Client named in tokens made by the command. */
const COMMAND_CLIENT = 'tocsin-cli'

/**
 * Signs an access token of the embedded provider; the tenant is made when it is missing. Works beside a running service and
 * without one. Throws invalid.
 */
export async function mintToken(database: Database, options: MintOptions): Promise<string> {
  requireLength('tenant', options.tenant, 255)
  requireLength('name', options.name, 255 - COMMAND_SUBJECT.length)
  const { signing } = await ensureProviderKeys(database)
  const [key] = signing
  if (!key) throw new Error('the embedded provider has no signing key')
  const issuer = options.issuer ?? (await lastIssuer(database)) ?? COMMAND_ISSUER
  await registerIssuer(database, issuer)
  const tenant = await ensureTenant(database, options.tenant, options.tenantName ?? null)
  const expires = Math.floor(Date.now() / 1000) + (options.expiresSeconds ?? 3600)
  await keepUntil(database, key.kid, expires)
  return await new SignJWT({
    client_id: COMMAND_CLIENT,
    name: options.name,
    active_tenant: { tenant_id: options.tenant, tenant_name: tenant.name, roles: [options.role] },
  })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(`${COMMAND_SUBJECT}${options.name}`)
    .setJti(uuid())
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importJWK(key, SIGNING_ALGORITHM))
}

function requireLength(field: string, value: string, most: number): void {
  const length = [...value].length
  if (length >= 1 && length <= most && value.isWellFormed() && !value.includes('\0')) return
  throw invalid([{ code: 'BAD_VALUE', message: `The ${field} must have 1 to ${most} characters.`, field }])
}
