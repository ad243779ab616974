/** Tokens checked online: what the provider’s userinfo endpoint (IAM_URL) says about them. */
import { unavailable } from '../errors.ts'
import { type JsonValue, parseJson } from '../http/json.ts'
import { ExpiringMap, SingleFlight } from './cache.ts'
import type { Credential } from './credential.ts'
import type { Claims } from './jwt.ts'
import { type Answered, ask } from './outbound.ts'

export type UserinfoOptions = { url: string; now: () => number }

/** What the provider's userinfo endpoint said about a token, and until when that may be believed (Unix milliseconds). */
export type UserinfoAnswer = ({ claims: Claims } | { refused: 400 | 401 | 403 }) & { askedAt: number; until: number }

export type Userinfo = {
  /**
   * Asks about a token, at most once a minute; an answer from before `since` (Unix milliseconds) won't do. Throws unavailable when
   * there is no usable answer.
   */
  about(credential: Credential, since: number): Promise<UserinfoAnswer>
}

/** contract.md section 2: cached for at most 60 s, counted from when it was asked. */
const KEPT_MS = 60_000
/** A refused token is not asked about again for so long. */
const REFUSED_MS = 5000
const MOST = 10_000
/** Questions under way at once. */
const MOST_RUNNING = 512
const TIMEOUT_MS = 5000

export function createUserinfo(options: UserinfoOptions): Userinfo {
  const { url, now } = options
  const known = new ExpiringMap<UserinfoAnswer>(MOST)
  const flights = new SingleFlight<UserinfoAnswer>()

  const fetchAnswer = async (token: string): Promise<UserinfoAnswer> => {
    const askedAt = now()
    let answer: Answered
    try {
      answer = await ask(url, { authorization: `Bearer ${token}` }, TIMEOUT_MS)
    } catch (error) {
      throw away(error)
    }
    const { status, body } = answer
    if (status === 400 || status === 401 || status === 403)
      return { refused: status, askedAt, until: askedAt + REFUSED_MS }
    if (status !== 200) throw away(new Error(`${url} answered ${status}`))
    return { claims: objectIn(body), askedAt, until: askedAt + KEPT_MS }
  }

  return {
    about: async ({ token, hash }, since) => {
      const before = known.get(hash, now())
      if (before && before.askedAt >= since) return before
      if (flights.size >= MOST_RUNNING)
        throw away(new Error('too many questions to the identity provider are under way'))
      return await flights.run(hash, async () => {
        const answer = await fetchAnswer(token)
        known.set(hash, answer, answer.until)
        return answer
      })
    },
  }
}

function objectIn(body: Buffer): Claims {
  let value: JsonValue
  try {
    value = parseJson(body)
  } catch (error) {
    throw away(error)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw away(new Error('the userinfo answer is not a JSON object'))
}

function away(cause: unknown): Error {
  return unavailable('The identity provider cannot be reached just now.', 5, cause)
}
