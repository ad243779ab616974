// The only way out for webhooks: checked addresses, bounded in time and bytes.
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector, Client, type Dispatcher } from 'undici'
import { AppError, type Problem } from '../errors.ts'
import { type AddressRules, addressIsAllowed } from './address.ts'
import type { Resolve } from './resolve.ts'

export type TargetOptions = AddressRules & {
  resolve: Resolve
  /** For all of a call, the resolving of the name included; default 15,000. */
  timeoutMs?: number
}

/** What came of a call. */
export type Answered = {
  /** null: there was no answer. */
  status: number | null
  /** What went wrong before there was an answer, in words that tell nothing of a network that is not the caller's; null otherwise. */
  error: string | null
  /** Beginning of the answer's body, at most 2 KB. */
  response: string
  /** Seconds, as the answer asks for, whatever its status. */
  retryAfterSeconds: number | null
  durationMs: number
}

/** The only way out for webhooks: whatever is called goes through the same checks, each time. */
export type Target = {
  /**
   * What is wrong with a URL, its name resolved now as one of the tenant's look-ups. A name without an address just now is let through: it
   * is looked at again at each call. Throws rate_limited when too many look-ups of the tenant wait.
   */
  check(url: string, field: string, tenantId?: string): Promise<Problem[]>
  /** Posts a body. Never rejects. */
  post(
    url: string,
    headers: Record<string, string>,
    body: string,
    signal?: AbortSignal,
    tenantId?: string,
  ): Promise<Answered>
}

const TIMEOUT_MS = 15_000
/** How long a check waits for a name; without an answer by then it is let through, for each call checks again. */
const CHECK_MS = 2000
/** The status is what counts; so long the rest of an answer may take, and so much of it is read and kept. */
const BODY_MS = 2000
const MOST_READ = 65_536
const MOST_KEPT = 2048

// The ports browsers refuse (https://fetch.spec.whatwg.org/#port-blocking), databases, and what administers machines.
const CLOSED_PORTS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 138, 139, 143, 161, 162, 179, 389, 427, 445, 465, 512, 513, 514, 515, 526,
  530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 623, 631, 636, 873, 989, 990, 993, 995, 1433, 1434, 1521, 1719,
  1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3268, 3269, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5433,
  5671, 5672, 5900, 5984, 5985, 5986, 6000, 6379, 6432, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 8086,
  9042, 9092, 9160, 9200, 9300, 10_250, 10_080, 11_211, 26_257, 27_017, 27_018, 27_019, 50_000,
])

const UNREACHABLE = 'The receiver could not be reached.'
const BAD_CERTIFICATE = 'The receiver has no certificate that is good for its name.'
const CUT = 'The attempt was broken off.'

/** A URL that will not be called; says nothing of why in what callers see. */
class Refused extends Error {}

export function createTarget(options: TargetOptions): Target {
  const { resolve, timeoutMs = TIMEOUT_MS } = options

  /** Addresses that may be connected to. Throws Refused when any address of the name is not to be called. */
  const addressesOf = async (url: URL, tenantId: string, signal: AbortSignal): Promise<string[]> => {
    const host = hostOf(url)
    const literal = isIP(host) !== 0
    if (!literal && isLocalName(host) && !options.allowPrivate) throw new Refused()
    const addresses = literal ? [host] : await resolve(host, tenantId, signal)
    if (addresses.length === 0) throw new Error('no address')
    if (!addresses.every((one) => addressIsAllowed(one, options))) throw new Refused()
    return addresses
  }

  return {
    check: async (text, field, tenantId = '') => {
      const { url, problem } = readTarget(text, field)
      if (!url) return problem
      try {
        const time = AbortSignal.timeout(CHECK_MS)
        await unlessAborted(addressesOf(url, tenantId, time), time)
      } catch (error) {
        if (error instanceof Refused) return notAllowed(field)
        if (error instanceof AppError) throw error
      }
      return []
    },
    post: async (text, headers, body, signal, tenantId = '') => {
      const began = performance.now()
      const time = AbortSignal.timeout(timeoutMs)
      const ended = signal ? AbortSignal.any([signal, time]) : time
      try {
        const { url } = readTarget(text, 'url')
        if (!url) throw new Refused()
        const addresses = await unlessAborted(addressesOf(url, tenantId, ended), ended)
        return { ...(await call(url, addresses, headers, body, ended)), durationMs: since(began) }
      } catch (error) {
        const message = time.aborted
          ? `There was no answer within ${timeoutMs / 1000} s.`
          : signal?.aborted
            ? CUT
            : isCertificateError(error)
              ? BAD_CERTIFICATE
              : UNREACHABLE
        return { status: null, error: message, response: '', retryAfterSeconds: null, durationMs: since(began) }
      }
    },
  }
}

/** Reads the URL of a target as far as no name need be resolved. The field's problems when it can't be one. */
function readTarget(text: string, field: string): { url: URL | null; problem: Problem[] } {
  const bad = (message: string): { url: null; problem: Problem[] } => ({
    url: null,
    problem: [{ code: 'BAD_URL', message: `"${field}" ${message}`, field }],
  })
  // The parser drops tabs and line ends in silence: what is shown must be what is called.
  if (!URL.canParse(text) || /[\s\p{Cc}]/u.test(text))
    return bad('must be a URL such as https://hooks.example.org/tocsin.')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return bad('must begin with https:// or http://.')
  if (url.username !== '' || url.password !== '' || /^https?:[/\\]*[^/\\?#]*@/i.test(text))
    return bad('must not hold a user or a password.')
  if (text.includes('#')) return bad('must not have a fragment.')
  if (hostOf(url) === '' || /^\.|\.\./.test(url.hostname)) return bad('must name a host.')
  if (CLOSED_PORTS.has(Number(url.port)) || url.port === '0') return { url: null, problem: notAllowed(field) }
  return { url, problem: [] }
}

function notAllowed(field: string): Problem[] {
  const message = `"${field}" names an address or a port that webhooks may not call.`
  return [{ code: 'TARGET_NOT_ALLOWED', message, field }]
}

/** The host without brackets and without the dot of the root. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** Names that mean this machine or network wherever they are asked for, even when a resolver answers otherwise. */
function isLocalName(host: string): boolean {
  return /(^|\.)(localhost|localdomain|local|internal|home\.arpa)$/i.test(host)
}

/** One request on a connection of its own, to one of these addresses and no other; the name stays in Host and in TLS. */
async function call(
  url: URL,
  addresses: readonly string[],
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<Omit<Answered, 'durationMs'>> {
  const pinned = addresses.map((address) => ({ address, family: isIP(address) }))
  const lookup: LookupFunction = (_host, wanted, callback) => {
    const [first] = pinned
    if (wanted.all) callback(null, pinned)
    else callback(first ? null : new Error('no address'), first?.address ?? '', first?.family)
  }
  const connect = buildConnector({ lookup, timeout: 0, autoSelectFamily: true })
  const client = new Client(url.origin, {
    connect: (settings, callback) =>
      connect(settings, (...[error, socket]) => {
        if (error) return callback(error, null)
        // Literals are not looked up by name, so what was connected to is compared as well.
        if (!addresses.some((one) => sameAddress(one, socket.remoteAddress))) {
          socket.destroy()
          return callback(new Refused(), null)
        }
        return callback(null, socket)
      }),
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 1,
  })
  try {
    // Client follows no redirects.
    const answer = await client.request({ method: 'POST', path: url.pathname + url.search, headers, body, signal })
    return {
      status: answer.statusCode,
      error: null,
      response: await beginningOf(answer),
      retryAfterSeconds: retryAfter(answer.headers['retry-after']),
    }
  } finally {
    // An answer that is longer than what is read ends here.
    client.destroy().catch(() => {})
  }
}

function sameAddress(one: string, other: string | undefined): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  return other !== undefined && (plain(one) === plain(other) || canonical(one) === canonical(other))
}

function canonical(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]/`).hostname : address
}

/** At most 2 KB of a body as text; what breaks off, drips or is endless is kept as far as it came. */
async function beginningOf({ body }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  const reading = (async () => {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      // no encoding is set
      if (length < MOST_KEPT) chunks.push(chunk)
      length += chunk.length
      if (length >= MOST_READ) break
    }
  })()
  await within(BODY_MS, reading).catch(() => {})
  body.on('error', () => {}).destroy()
  reading.catch(() => {})
  const kept = Buffer.concat(chunks).subarray(0, MOST_KEPT)
  // PostgreSQL keeps no U+0000; a character cut in half at the end is left out.
  return new TextDecoder().decode(kept, { stream: true }).replaceAll('\0', '\uFFFD')
}

/** Seconds to wait that an answer asks for, from seconds or a date; null when it doesn't, or not in words that mean something. */
function retryAfter(header: string | string[] | undefined): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim()
  if (text === undefined || text === '') return null
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const at = Date.parse(text)
  return /[a-z]{3}/i.test(text) && !Number.isNaN(at) ? Math.max(0, Math.ceil((at - Date.now()) / 1000)) : null
}

function isCertificateError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/.test(code)
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return await unlessAborted(work, AbortSignal.timeout(ms))
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function since(began: number): number {
  return Math.round(performance.now() - began)
}
