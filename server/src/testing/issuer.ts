// An identity provider for tests.
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** An identity provider for tests: real discovery, keys and tokens over HTTP. */
export type TestIssuer = {
  url: string
  /** A signed access token with these claims; exp an hour from now unless given. */
  token(claims: Record<string, unknown>): Promise<string>
  close(): Promise<void>
}

/** Starts an issuer on loopback. */
export async function startIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test-1', alg: 'RS256', use: 'sig' }
  let url = ''
  const server = createServer((request, response) => {
    const answer = request.url?.startsWith('/jwks')
      ? { keys: [jwk] }
      : {
          issuer: url,
          jwks_uri: `${url}/jwks`,
          authorization_endpoint: `${url}/auth`,
          token_endpoint: `${url}/token`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the issuer has no port')
  url = `http://127.0.0.1:${address.port}`
  return {
    url,
    token: (claims) =>
      new SignJWT({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims, iss: url })
        .setProtectedHeader({ alg: 'RS256', kid: 'test-1', typ: 'at+jwt' })
        .setIssuedAt()
        .sign(privateKey),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
