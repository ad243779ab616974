// Looks up the names that webhooks call: cancellable, within a fair share of each tenant, answers kept as long as they say.
import { lookup, Resolver } from 'node:dns/promises'
import type { FairShare } from '../admission/share.ts'

/** All addresses of a name; rejects when it has none, or the signal is aborted. */
export type Resolve = (host: string, tenantId: string, signal: AbortSignal) => Promise<string[]>

export type ResolverParts = {
  lookups: FairShare
  /** Whether names may be of the own network: these are also looked for where the system does (hosts file, search domains). */
  allowPrivate: boolean
  /** Name servers, `address:port`; default: the system's. */
  servers?: readonly string[]
}

type Found = { addresses: string[]; until: number }

/** A name server that gives no answer is given up after so long, and asked once more. */
const TRY_MS = 1500
const TRIES = 2
/** Answers are kept as long as they say, within these seconds; so many of them. */
const LEAST_SECONDS = 1
const MOST_SECONDS = 300
const MOST_KEPT = 1000

/**
 * Not by getaddrinfo: it can't be broken off, and the runtime runs two at a time, so that two names whose servers never answer would
 * stop every other tenant's webhooks.
 */
export function createResolver({ lookups, allowPrivate, servers }: ResolverParts): Resolve {
  const kept = new Map<string, Found>()

  const remember = (host: string, found: Found): string[] => {
    if (kept.size >= MOST_KEPT) kept.clear() // memory stays bounded whatever is asked for
    kept.set(host, found)
    return found.addresses
  }

  return async (host, tenantId, signal) => {
    const known = kept.get(host)
    if (known && known.until > performance.now()) return known.addresses
    const leave = await lookups.take(tenantId)
    try {
      signal.throwIfAborted()
      const found = await ask(host, signal, servers)
      if (found !== null) return remember(host, found)
      if (!allowPrivate) throw new Error('no address')
      // Its name server says at once that there is none, so that this does not wait for it either.
      const own = await lookup(host, { all: true, verbatim: true })
      return own.map(({ address }) => address)
    } finally {
      leave()
    }
  }
}

/** Asks the name servers; null when they say that the name has no address. */
async function ask(host: string, signal: AbortSignal, servers?: readonly string[]): Promise<Found | null> {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES })
  if (servers) resolver.setServers(servers)
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const answers = await Promise.allSettled([
      resolver.resolve4(host, { ttl: true }),
      resolver.resolve6(host, { ttl: true }),
    ])
    const records = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (records.length > 0) {
      const ttl = records.reduce((least, { ttl }) => Math.min(least, ttl), MOST_SECONDS)
      const until = performance.now() + 1000 * Math.max(LEAST_SECONDS, ttl)
      return { addresses: records.map(({ address }) => address), until }
    }
    if (answers.every((answer) => answer.status === 'rejected' && saysNone(answer.reason))) return null
    throw new Error('the name servers gave no answer')
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

function saysNone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  return code === 'ENOTFOUND' || code === 'ENODATA'
}
