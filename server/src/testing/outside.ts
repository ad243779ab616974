// An OpenID provider outside the service, which can go away or fail, for tests.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import Provider, { type Configuration, type JWK as ProviderJwk } from 'oidc-provider'
import { SignIn, type Tokens } from './browser.ts'
import { afterTests } from './database.ts'

/** A real OpenID provider outside the service, in this process: oidc-provider behind a door that counts and can be shut. */
export type Outside = {
  issuer: string
  userinfo: string
  /** Requests answered so far, by what was asked. */
  asked: { discovery: number; keys: number; userinfo: number }
  /** What it does when asked: answers, cuts the connection, or fails with 500. */
  mood: 'well' | 'gone' | 'failing'
  /** Claims of its people, by `sub`. */
  people: Map<string, Record<string, unknown>>
  /** The whole code flow for one of its people. `kind` is what access token the client asks for. */
  signIn(sub: string, kind: 'jwt' | 'opaque'): Promise<Tokens>
  /** Signs any claims with its key: a good access token unless something is given otherwise. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  /** Takes a new signing key; `keep` also publishes the old one. Gives a signer for the old key. */
  rotate(keep: boolean): Promise<Outside['sign']>
}

const RESOURCE = 'urn:example:incidents'
export const CONSOLE_CLIENT = 'tocsin-console'

/** Starts the provider on loopback; stopped after this file's tests. */
export async function startOutside(): Promise<Outside> {
  const people: Outside['people'] = new Map()
  const asked = { discovery: 0, keys: 0, userinfo: 0 }
  let handle: ReturnType<Provider['callback']> = () => Promise.resolve()
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    if (url.includes('/.well-known/')) asked.discovery++
    else if (url.endsWith('/jwks')) asked.keys++
    else if (url.endsWith('/me')) asked.userinfo++
    if (outside.mood === 'gone') return void request.socket.destroy()
    if (outside.mood === 'failing') return void response.writeHead(500).end('down for maintenance')
    // Mounted below /oidc, as the embedded one is, so that the same client can sign in at both.
    Object.assign(request, { originalUrl: url, url: url.replace(/^\/oidc/, '') })
    void handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterTests(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider has no port')
  const base = `http://127.0.0.1:${address.port}`
  const issuer = `${base}/oidc`
  let count = 0
  let privateKeys: JWK[] = []

  async function useNewKey(kept: JWK[]): Promise<Outside['sign']> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const kid = `key-${++count}`
    const about = { kid, alg: 'RS256', use: 'sig' }
    privateKeys = [{ ...(await exportJWK(privateKey)), ...about }, ...kept]
    const oidc = new Provider(issuer, configuration(base, people, privateKeys))
    const callback = oidc.callback()
    handle = async (request, response) => {
      const uid = /^\/sign-in\/([\w-]+)\?sub=(.+)$/.exec(request.url ?? '')
      if (!uid) return await callback(request, response)
      // Whoever comes is believed: people of this provider have no passwords.
      await oidc.interactionFinished(request, response, { login: { accountId: decodeURIComponent(uid[2] ?? '') } })
    }
    outside.sign = (claims = {}, header = {}) =>
      new SignJWT({
        exp: Math.floor(Date.now() / 1000) + 3600,
        iat: Math.floor(Date.now() / 1000),
        iss: issuer,
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'at+jwt', ...header })
        .sign(privateKey)
    return outside.sign
  }

  const outside: Outside = {
    issuer,
    userinfo: `${issuer}/me`,
    asked,
    mood: 'well',
    people,
    sign: () => Promise.reject(new Error('no key yet')),
    signIn: async (sub, kind) => {
      const flow = new SignIn(base)
      const from = flow.authorizationUrl({ login_hint: sub, ...(kind === 'jwt' ? { resource: RESOURCE } : {}) })
      const { url, response } = await flow.browser.follow(from, flow.redirectUri)
      const code = new URL(url).searchParams.get('code')
      if (code === null) throw new Error(`no code at ${url}: ${await response?.text()}`)
      const answer = await flow.redeem(code)
      if (!answer.ok) throw new Error(`no tokens: ${await answer.text()}`)
      return (await answer.json()) as Tokens // the token endpoint's answer
    },
    rotate: async (keep) => {
      const before = outside.sign
      await useNewKey(keep ? privateKeys : [])
      return before
    },
  }
  await useNewKey([])
  return outside
}

function configuration(base: string, people: Outside['people'], keys: JWK[]): Configuration {
  return {
    jwks: { keys: keys as ProviderJwk[] }, // jose's type of the same thing
    cookies: { keys: ['only for tests'] },
    clients: [
      {
        client_id: CONSOLE_CLIENT,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [`${base}/signed-in`],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'active_tenant'], email: ['email', 'email_verified'] },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ audience: 'incidents', scope: '', accessTokenFormat: 'jwt' }),
      },
    },
    issueRefreshToken: () => true,
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 3600,
      Session: 3600,
    },
    interactions: {
      url: (_context, { uid, params }) =>
        `/oidc/sign-in/${uid}?sub=${encodeURIComponent(String(params['login_hint']))}`,
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    extraTokenClaims: (_context, token) => ('accountId' in token ? people.get(token.accountId) : undefined),
  }
}
