/** Slows the guessing of passwords down, for each account, address and pair of both. */
import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'

/** A leaky bucket: so many tries at once, then one each so many seconds. */
type Bucket = { key: Buffer; capacity: number; secondsEach: number; kind: 'pair' | 'account' | 'address' }

/**
 * Someone mistyping their password meets the first; someone trying one account from many places the second; someone trying
 * many accounts from one place the third. The first two are apart so that an attack does not lock the owner out at once.
 */
const limits = {
  pair: { capacity: 10, secondsEach: 30 },
  account: { capacity: 100, secondsEach: 10 },
  address: { capacity: 60, secondsEach: 3 },
}

export type Guess = {
  /** The password was right: the try is given back. */
  succeeded(): Promise<void>
}

/**
 * Counts a try to sign in before the password is looked at, in the database, so that replicas share the count. Throws
 * rate_limited with Retry-After when there were too many; a refused try does not count.
 */
export async function takeGuess(database: Database, accountKey: string, address: string): Promise<Guess> {
  const buckets = bucketsOf(accountKey, network(address))
  await database.scopedTransaction('identity', async (tx) => {
    let wait = 0
    // In the order of their keys, so that two tries never wait for each other.
    for (const { key, capacity, secondsEach } of buckets) {
      const [row] = await tx.query(
        sql`insert into sign_in_guess as g (key, level, measured_at, dry_at)
            values (${key}, 1, now(), now() + make_interval(secs => ${secondsEach}::float8))
            on conflict (key) do update set
              level = greatest(0, g.level - extract(epoch from now() - g.measured_at) / ${secondsEach}::float8) + 1,
              measured_at = now(),
              dry_at = now() + make_interval(secs => (greatest(0, g.level - extract(epoch from now() - g.measured_at) / ${secondsEach}::float8) + 1) * ${secondsEach}::float8)
            returning level`,
      )
      const above = Number(row?.['level']) - capacity
      if (above > 0) wait = Math.max(wait, Math.ceil(above * secondsEach))
    }
    if (wait > 0) throw tooMany(wait)
  })
  return {
    succeeded: async () => {
      await database.scopedTransaction('identity', async (tx) => {
        for (const { key, kind } of buckets) {
          await tx.query(
            kind === 'pair'
              ? sql`delete from sign_in_guess where key = ${key}`
              : sql`update sign_in_guess set level = greatest(0, level - 1) where key = ${key}`,
          )
        }
      })
    },
  }
}

function bucketsOf(accountKey: string, from: string): Bucket[] {
  const bucket = (kind: Bucket['kind'], what: string): Bucket => ({
    kind,
    key: createHash('sha256').update(`${kind}\0${what}`).digest(),
    ...limits[kind],
  })
  return [bucket('pair', `${accountKey}\0${from}`), bucket('account', accountKey), bucket('address', from)].sort(
    (a, b) => Buffer.compare(a.key, b.key),
  )
}

/** One host with IPv4; with IPv6 the /64 that one host commonly has to itself. */
function network(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv6' ? parsed.toByteArray().slice(0, 8).join('.') : parsed.toString()
}

function tooMany(waitSeconds: number): AppError {
  const message = `Too many attempts. Try again in ${waitSeconds} seconds.`
  return new AppError('rate_limited', message, {
    problems: [{ code: 'TOO_MANY_ATTEMPTS', message }],
    headers: {
      'retry-after': String(waitSeconds),
      'ratelimit-policy': `"sign-in";q=${limits.pair.capacity};w=${limits.pair.capacity * limits.pair.secondsEach}`,
      ratelimit: `"sign-in";r=0;t=${waitSeconds}`,
    },
  })
}
