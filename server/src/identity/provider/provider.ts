import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import { isUuid } from '../../id.ts'
import { type AccountClaims, findForClaims } from '../account/store.ts'
import type { Log } from '../source.ts'
import { stateAdapter, sweepState } from './adapter.ts'
import {
  AUDIENCE,
  ensureProviderKeys,
  type ProviderKeys,
  registerIssuer,
  rotateSigningKey,
  SIGNING_ALGORITHM,
  sweepKeys,
} from './keys.ts'
import { PAGE_POLICY, problemPage, SCRIPT_POLICY, signedOutPage, signOutPage } from './page.ts'
import { CREDENTIAL_VERSION_CLAIM } from './verify.ts'

/** Path of the provider below the address the service is reached under. */
export const MOUNT = '/oidc'
/** Resource that access tokens are for when a client names none. */
const RESOURCE = 'urn:tocsin:api'
const ACCESS_TOKEN_SECONDS = 600
const SESSION_SECONDS = 14 * 86_400
const SIGN_IN_SECONDS = 3600
const SWEEP_MS = 5 * 60_000
/** A signing key is replaced when it is so old. */
const KEY_DAYS = 90
/** How long a process may go on signing with a key that another one has retired. */
const KEYS_AFTER_MS = 10_000

/** One address of the service, and the OpenID provider that answers there. */
export type Door = {
  /** Such as https://tocsin.example.org, without a trailing slash. */
  base: string
  issuer: string
  oidc: Provider
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** The embedded OpenID provider of this process. */
export type EmbeddedProvider = {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  /** The provider as reached under a base address; made at the first call, registered for every process on the database. */
  door(base: string): Promise<Door>
  close(): void
}

/** The embedded provider: keys from the database at its first use, state in the database, swept while this process runs. */
export async function createProvider(parts: {
  config: Config
  database: Database
  log: Log
  /** Milliseconds; for tests that move the time. */
  now?: () => number
}): Promise<EmbeddedProvider> {
  const { config, database, log, now = Date.now } = parts
  const doors = new Map<string, Promise<Door>>()
  let keys: ProviderKeys | null = null
  let readAt = 0
  const currentKeys = async (): Promise<ProviderKeys> => {
    if (keys !== null && now() - readAt <= KEYS_AFTER_MS) return keys
    readAt = now()
    const read = await ensureProviderKeys(database).catch((error: unknown) => {
      // While the database is away the keys at hand stay in use.
      if (keys === null) throw error
      return keys
    })
    // What signs with other keys is made anew; what is under way there goes on, since its state is in the database.
    if (keys !== null && idsOf(keys) !== idsOf(read)) doors.clear()
    keys = read
    return read
  }
  const sweep = setInterval(() => {
    sweepState(database).catch((error: unknown) => log.warn({ err: error }, 'expired sign-in state was not swept'))
    renewKeys(database, log).catch((error: unknown) => log.warn({ err: error }, 'the signing key was not looked after'))
  }, SWEEP_MS)
  sweep.unref()
  return {
    config,
    database,
    log,
    door: async (base) => {
      // Not before it is needed: the service may be put together while its database is still away.
      const current = await currentKeys()
      let door = doors.get(base)
      if (!door) {
        door = openDoor(base, parts, current)
        door.catch(() => doors.delete(base))
        doors.set(base, door)
      }
      return await door
    },
    close: () => clearInterval(sweep),
  }
}

function idsOf({ signing }: ProviderKeys): string {
  return signing.map(({ kid }) => kid).join()
}

/** Replaces a signing key that has become old, and forgets those whose tokens have ended; one process of all does it. */
export async function renewKeys(database: Database, log: Log): Promise<void> {
  const made = await rotateSigningKey(database, { olderThanDays: KEY_DAYS })
  if (made !== null) log.info({ key: made }, `the signing key was ${KEY_DAYS} days old: a new one signs from now on`)
  await sweepKeys(database)
}

async function openDoor(
  base: string,
  { config, database, log }: { config: Config; database: Database; log: Log },
  keys: ProviderKeys,
): Promise<Door> {
  const issuer = `${base}${MOUNT}`
  await registerIssuer(database, issuer)
  const oidc = new Provider(issuer, configurationOf(base, config, database, keys))
  // The address is fixed by the mount, which sets what this reads; a proxy's own headers never get here.
  oidc.proxy = true
  oidc.on('server_error', (_context: unknown, error: Error) =>
    log.error({ err: error }, 'the embedded provider failed'),
  )
  // Without a listener Koa writes to stderr by itself.
  const koa: EventEmitter = oidc // its types list oidc-provider's own events only
  koa.on('error', (error: Error) => log.warn({ err: error }, 'a request to the embedded provider broke off'))
  const callback = oidc.callback()
  return { base, issuer, oidc, handle: async (request, response) => void (await callback(request, response)) }
}

function configurationOf(base: string, config: Config, database: Database, keys: ProviderKeys): Configuration {
  const secure = base.startsWith('https:')
  const places = aliasesOf(base).flatMap((one) => [`${one}/`, `${one}/signed-in`])
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true, secure } as const
  return {
    adapter: stateAdapter(database),
    jwks: { keys: keys.signing },
    clients: [
      {
        client_id: config.oidcClientId,
        client_name: 'Tocsin console',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: places,
        post_logout_redirect_uris: places,
      },
    ],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name', 'active_tenant'], email: ['email', 'email_verified'] },
    // There is no userinfo endpoint: what it would say stands in the ID token and the access token.
    conformIdTokenClaims: false,
    clockTolerance: 5,
    cookies: {
      keys: keys.cookie,
      names: {
        // __Host-: no other host, not even a subdomain, can set it (RFC 6265bis).
        session: secure ? '__Host-tocsin-session' : 'tocsin-session',
        interaction: 'tocsin-sign-in',
        resume: 'tocsin-resume',
      },
      long: { ...cookie, path: '/' },
      short: cookie,
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: SIGN_IN_SECONDS,
      Grant: SESSION_SECONDS,
      RefreshToken: SESSION_SECONDS,
      Session: SESSION_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => client.clientId === token.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: AUDIENCE,
          scope: '',
          accessTokenFormat: 'jwt',
          accessTokenTTL: ACCESS_TOKEN_SECONDS,
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          // An ID token of ours shows that the console sent the person, so there is nothing to ask.
          const atOnce = context.oidc.entities.IdTokenHint !== undefined
          sendPage(context, signOutPage({ base, form, atOnce }), atOnce ? SCRIPT_POLICY : PAGE_POLICY)
        },
        postLogoutSuccessSource: (context) => sendPage(context, signedOutPage({ base })),
      },
    },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
    // Signing out ends what was signed in, whatever scope was asked for.
    expiresWithSession: () => true,
    clientBasedCORS: (_context, origin) => origin === new URL(base).origin,
    interactions: { url: (_context, interaction) => `${issuerPath(base)}/sign-in/${interaction.uid}` },
    loadExistingGrant: (context) => ownGrant(context),
    findAccount: async (_context, id) => {
      const account = isUuid(id) ? await findForClaims(database, id) : null
      if (!account) return undefined
      return { accountId: id, claims: () => ({ sub: id, ...claimsOf(account) }) }
    },
    extraTokenClaims: async (_context, token) => {
      if (!('accountId' in token)) return undefined
      const account = await findForClaims(database, token.accountId)
      return account ? { ...claimsOf(account), [CREDENTIAL_VERSION_CLAIM]: account.credential_version } : undefined
    },
    renderError: (context, out) => {
      const known = wordsFor[out.error]
      sendPage(
        context,
        problemPage({
          base,
          title: known?.title ?? 'This did not work',
          text: known?.text ?? 'Signing in could not go on. Go back to Tocsin and try again.',
          ...(out.error_description ? { detail: `${out.error}: ${out.error_description}` } : {}),
        }),
      )
    },
  }
}

const wordsFor: Record<string, { title: string; text: string } | undefined> = {
  invalid_client: {
    title: 'Unknown application',
    text: 'The application that sent you here is not known to this service.',
  },
  invalid_redirect_uri: {
    title: 'Wrong return address',
    text: 'The application asked to send you to an address that is not registered. If Tocsin is reached under this address, PUBLIC_URL must say so.',
  },
  server_error: { title: 'Something went wrong', text: 'This is on our side. Try again in a moment.' },
}

/** The grant of this session; made at once, since the only client is our own console. */
async function ownGrant(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc
  if (!client || !session?.accountId) return undefined
  const known = session.grantIdFor(client.clientId)
  const found = known === undefined ? undefined : await provider.Grant.find(known)
  if (found && found.accountId === session.accountId) return found
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid offline_access profile email')
  await grant.save()
  return grant
}

function claimsOf(account: AccountClaims) {
  const { tenant_id, tenant_name, role, name, email } = account
  return { name, email, email_verified: true, active_tenant: { tenant_id, tenant_name, roles: [role] } }
}

/** The same service on this machine under another name. */
export function aliasesOf(base: string): string[] {
  const url = new URL(base)
  const names = ['localhost', '127.0.0.1', '[::1]']
  if (!names.includes(url.hostname)) return [base]
  const port = url.port === '' ? '' : `:${url.port}`
  return [base, ...names.filter((name) => name !== url.hostname).map((name) => `${url.protocol}//${name}${port}`)]
}

function issuerPath(base: string): string {
  return `${new URL(base).pathname.replace(/\/$/, '')}${MOUNT}`
}

function sendPage(context: KoaContextWithOIDC, html: string, policy = PAGE_POLICY): void {
  context.type = 'html'
  context.set('content-security-policy', policy)
  context.body = html
}
