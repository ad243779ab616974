// The call that tells the console what it needs before sign-in.
import manifest from '../../package.json' with { type: 'json' }
import { type Config, usesEmbeddedProvider } from '../config.ts'
import { type PublicEndpoint, publicEndpoint } from '../http/route.ts'
import { issuerFor } from './issuer.ts'
import { Configuration, limits } from './schema.ts'

/** Path of the console to which the provider sends a browser back. */
const REDIRECT_PATH = '/signed-in'

/** What the console has to know before anybody has signed in. */
export function consoleEndpoints(config: Config): PublicEndpoint[] {
  const embedded = usesEmbeddedProvider(config)
  return [
    publicEndpoint({
      path: '/console/configuration',
      operationId: 'getConfiguration',
      tag: 'Service',
      summary: 'What the console needs to begin',
      description: 'Where people sign in, what this instance offers, and the limits of what is typed in. Public.',
      answer: Configuration,
      handler: (request) => ({
        version: manifest.version,
        issuer: issuerFor(config, request),
        client_id: config.oidcClientId,
        // Outside, a provider gives refresh tokens to the clients that shall have them; asked for a scope it does not know, it may refuse.
        scopes: embedded ? 'openid offline_access profile email' : 'openid profile email',
        redirect_path: REDIRECT_PATH,
        accounts: embedded,
        mail: config.smtpUrl !== null,
        update_warning_seconds: config.updateWarningSeconds,
        limits,
      }),
    }),
  ]
}
