// Which identity provider the console signs people in at.
import type { FastifyRequest } from 'fastify'
import { type Config, usesEmbeddedProvider } from '../config.ts'
import { MOUNT } from '../identity/provider/configuration.ts'
import { baseOf } from '../identity/provider/mount.ts'

/**
 * Where whoever made a request signs in; null where only IAM_URL is set. The embedded provider goes by the name the browser came by, so that
 * signing in stays on the same origin.
 */
export function issuerFor(config: Config, request: FastifyRequest): string | null {
  return usesEmbeddedProvider(config) ? `${baseOf({ config }, request)}${MOUNT}` : config.oidcIssuer
}
