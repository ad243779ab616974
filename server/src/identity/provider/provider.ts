/** The embedded OpenID provider of this process: one issuer for each address, on the same keys and state in the database. */
import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/database.ts'
import type { Log } from '../source.ts'
import { configurationOf, mountOf } from './configuration.ts'
import { ensureProviderKeys, type ProviderKeys, registerIssuer, rotateSigningKey, sweepKeys } from './keys.ts'
import { sweepState } from './sweep.ts'

const SWEEP_MS = 60_000
/** A signing key is replaced when it is so old. */
const KEY_DAYS = 90
/** How long a process may go on signing with a key that another one has retired. */
const KEYS_AFTER_MS = 10_000

/** One address of the service, and the OpenID provider that answers there. */
export type IssuerEndpoint = {
  /** Such as https://tocsin.example.org, without a trailing slash. */
  base: string
  issuer: string
  /** Path of the provider, as browsers see it. */
  mount: string
  /** Newest first: the first one seals cookies, all of them open them. */
  cookieKeys: readonly string[]
  oidc: Provider
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** The embedded OpenID provider of this process. */
export type EmbeddedProvider = {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  /** The provider as reached under a base address; made at the first call, registered for every process on the database. */
  endpoint(base: string): Promise<IssuerEndpoint>
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
  const endpoints = new Map<string, Promise<IssuerEndpoint>>()
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
    if (keys !== null && idsOf(keys) !== idsOf(read)) endpoints.clear()
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
    endpoint: async (base) => {
      // Not before it is needed: the service may be put together while its database is still away.
      const current = await currentKeys()
      let endpoint = endpoints.get(base)
      if (!endpoint) {
        endpoint = openEndpoint(base, parts, current)
        endpoint.catch(() => endpoints.delete(base))
        endpoints.set(base, endpoint)
      }
      return await endpoint
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

async function openEndpoint(
  base: string,
  { config, database, log }: { config: Config; database: Database; log: Log },
  keys: ProviderKeys,
): Promise<IssuerEndpoint> {
  const mount = mountOf(base)
  const issuer = `${new URL(base).origin}${mount}`
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
  return {
    base,
    issuer,
    mount,
    cookieKeys: keys.cookie,
    oidc,
    handle: async (request, response) => void (await callback(request, response)),
  }
}
