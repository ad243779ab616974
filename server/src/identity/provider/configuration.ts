/** How oidc-provider is set up for one address of the service: one public client, the console, with PKCE; access tokens as JWTs. */
import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import { isUuid } from '../../id.ts'
import { type AccountClaims, findForClaims } from '../account/store.ts'
import { stateAdapter } from './adapter.ts'
import { currentFlow } from './flow.ts'
import { AUDIENCE, type ProviderKeys, SIGNING_ALGORITHM } from './keys.ts'
import { PAGE_POLICY, problemPage, SCRIPT_POLICY, signedOutPage, signOutPage } from './page.ts'
import { CREDENTIAL_VERSION_CLAIM } from './verify.ts'

/** Path of the provider below the address the service is reached under. */
export const MOUNT = '/oidc'
/** Resource that access tokens are for when a client names none. */
const RESOURCE = 'urn:tocsin:api'
const ACCESS_TOKEN_SECONDS = 600
const SESSION_SECONDS = 14 * 86_400
const SIGN_IN_SECONDS = 3600

export function configurationOf(base: string, config: Config, database: Database, keys: ProviderKeys): Configuration {
  const secure = base.startsWith('https:')
  const places = aliasesOf(base).flatMap((one) => [`${one}/`, `${one}/signed-in`])
  const mount = mountOf(base)
  /** Whether the host is this service's alone. */
  const alone = mount === MOUNT
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true, secure } as const
  return {
    adapter: stateAdapter(database, mount),
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
        // __Host-: no other host, not even a subdomain, can set it (RFC 6265bis). It needs the whole host.
        session: secure ? (alone ? '__Host-tocsin-session' : '__Secure-tocsin-session') : 'tocsin-session',
        interaction: 'tocsin-sign-in',
        resume: 'tocsin-resume',
      },
      // Below a path, others may live on the same host: another service of this kind has a session of its own there.
      long: { ...cookie, path: alone ? '/' : mount },
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
    interactions: { url: (_context, interaction) => `${mount}/sign-in/${interaction.uid}` },
    loadExistingGrant: (context) => ownGrant(context),
    findAccount: async (_context, id) => {
      const account = isUuid(id) ? await findForClaims(database, id) : null
      if (!account) return undefined
      return { accountId: id, claims: () => ({ sub: id, ...claimsOf(account) }) }
    },
    extraTokenClaims: async (_context, token) => {
      if (!('accountId' in token)) return undefined
      const account = await findForClaims(database, token.accountId)
      // A token says for which credentials it was asked, not which ones there are by now.
      const version = currentFlow()?.proven.get(token.accountId)
      if (!account || account.credential_version !== version) throw new errors.InvalidGrant('this sign-in has ended')
      return { ...claimsOf(account), [CREDENTIAL_VERSION_CLAIM]: version }
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
  const others = names.filter((name) => name !== url.hostname)
  return [base, ...others.map((name) => `${url.protocol}//${name}${port}${url.pathname.replace(/\/$/, '')}`)]
}

/** Path of the provider, as browsers see it. */
export function mountOf(base: string): string {
  return `${new URL(base).pathname.replace(/\/$/, '')}${MOUNT}`
}

function sendPage(context: KoaContextWithOIDC, html: string, policy = PAGE_POLICY): void {
  context.type = 'html'
  context.set('content-security-policy', policy)
  context.body = html
}
