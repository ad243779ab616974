/** Slows the guessing of passwords down, for each account, address and pair of both; only wrong passwords count. */
import { createHash } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { SerialWork } from '../cache.ts'
import { networkOf } from '../network.ts'

/** A leaky bucket: so many wrong passwords at once, then one each so many seconds. */
type Bucket = { key: Buffer; capacity: number; secondsEach: number }

/**
 * Someone mistyping their password meets the first; someone trying one account from many places the second; someone trying
 * many accounts from one place the third. A device that has signed in to the account before has a bucket of its own: what others try,
 * wherever they are, locks no owner out of what they have signed in with.
 */
const limits = {
  pair: { capacity: 10, secondsEach: 30 },
  account: { capacity: 100, secondsEach: 10 },
  address: { capacity: 60, secondsEach: 3 },
  device: { capacity: 10, secondsEach: 30 },
}

export type Guesser = {
  /** How the account is named: emailKey() of what was typed. */
  account: string
  /** Address the request comes from. */
  address: string
  /** Id of a device that has signed in to this account before; null when it has not. */
  device: string | null
}

/** Tries for one account from one place are looked at one after the other, so that none slips by before another is counted. */
const tries = new SerialWork(16)

/**
 * Checks a password unless there were too many wrong ones, counted in the database, so that replicas share the count. Gives what `check`
 * gives: false is a wrong password and counts, true forgets the mistyped ones. What fails otherwise, or is refused, does not count. Throws
 * rate_limited with Retry-After.
 */
export async function withinLimits(
  database: Database,
  guesser: Guesser,
  check: () => Promise<boolean>,
): Promise<boolean> {
  const buckets = bucketsOf(guesser)
  const [own] = buckets
  return await tries.run(own.key.toString('base64'), async () => {
    await requireRoom(database, buckets)
    const right = await check()
    if (right) await forget(database, own)
    else await count(database, buckets)
    return right
  })
}

/** Whom a hash is computed for, so that everybody gets a fair share of them. */
export function shareOf({ address, device }: Guesser): string {
  return device === null ? `address ${networkOf(address)}` : `device ${device}`
}

async function requireRoom(database: Database, buckets: readonly Bucket[]): Promise<void> {
  const rows = await database.scoped(
    'identity',
    sql`select key, level, extract(epoch from now() - measured_at)::float8 as age from sign_in_guess
        where key = any (array(select decode(one, 'base64') from unnest(${buckets.map(({ key }) => key.toString('base64'))}::text[]) as one))`,
  )
  let wait = 0
  for (const { key, capacity, secondsEach } of buckets) {
    const row = rows.find((one) => key.equals(one['key'] as Buffer)) // bytea not null
    const level = Math.max(0, Number(row?.['level'] ?? 0) - Number(row?.['age'] ?? 0) / secondsEach)
    const above = level + 1 - capacity
    if (above > 0) wait = Math.max(wait, Math.ceil(above * secondsEach))
  }
  if (wait > 0) throw tooMany(wait)
}

async function count(database: Database, buckets: readonly Bucket[]): Promise<void> {
  await database.scopedTransaction('identity', async (tx) => {
    // In the order of their keys, so that two tries never wait for each other.
    for (const { key, secondsEach } of [...buckets].sort((a, b) => Buffer.compare(a.key, b.key))) {
      await tx.query(
        sql`insert into sign_in_guess as g (key, level, measured_at, dry_at)
            values (${key}, 1, now(), now() + make_interval(secs => ${secondsEach}::float8))
            on conflict (key) do update set
              level = greatest(0, g.level - extract(epoch from now() - g.measured_at) / ${secondsEach}::float8) + 1,
              measured_at = now(),
              dry_at = now() + make_interval(secs => (greatest(0, g.level - extract(epoch from now() - g.measured_at) / ${secondsEach}::float8) + 1) * ${secondsEach}::float8)`,
      )
    }
  })
}

async function forget(database: Database, { key }: Bucket): Promise<void> {
  await database.scoped('identity', sql`delete from sign_in_guess where key = ${key}`)
}

/** The first one is this guesser's own. */
function bucketsOf({ account, address, device }: Guesser): [Bucket, ...Bucket[]] {
  const bucket = (kind: keyof typeof limits, what: string): Bucket => ({
    key: createHash('sha256').update(`${kind}\0${what}`).digest(),
    ...limits[kind],
  })
  if (device !== null) return [bucket('device', `${account}\0${device}`)]
  const from = networkOf(address)
  return [bucket('pair', `${account}\0${from}`), bucket('account', account), bucket('address', from)]
}

function tooMany(waitSeconds: number): AppError {
  const message = `Too many attempts. Try again in ${waitSeconds} seconds.`
  const { capacity, secondsEach } = limits.pair
  return new AppError('rate_limited', message, {
    problems: [{ code: 'TOO_MANY_ATTEMPTS', message }],
    headers: {
      'retry-after': String(waitSeconds),
      'ratelimit-policy': `"sign-in";q=${capacity};w=${capacity * secondsEach}`,
      ratelimit: `"sign-in";r=0;t=${waitSeconds}`,
    },
  })
}
