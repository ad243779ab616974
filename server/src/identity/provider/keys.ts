/** Keys and issuers of the embedded provider, shared by all processes on the database. */
import { randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Database } from '../../database/database.ts'
import { utc } from '../../database/instant.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'

/** Audience of the embedded provider's access tokens, whatever address issued them. */
export const AUDIENCE = 'tocsin'
/** Issuer of tokens that `tocsin token` makes while no service has ever run on the database. */
export const COMMAND_ISSUER = 'urn:tocsin:command'
export const SIGNING_ALGORITHM = 'RS256'

/** Who makes keys does so one after the other. */
const lock = sql`select pg_advisory_xact_lock(7236741002)`

export type SigningKey = JWK & { kid: string; alg: string; use: 'sig' }
export type ProviderKeys = {
  /** Private JWKs, newest first: the first one signs, all of them verify. */
  signing: SigningKey[]
  /** Newest first: the first one signs cookies, all of them verify. */
  cookie: string[]
}

/** Longer than any token of a sign-in lives, and than another process takes to see that the key has retired. */
const published = raw("(retired_at is null or now() < greatest(retired_at + interval '1 hour', tokens_until))")

/** The keys shared by all processes on this database; makes them the first time, once, however many processes ask at once. */
export async function ensureProviderKeys(database: Database): Promise<ProviderKeys> {
  const found = await readProviderKeys(database)
  if (found.signing.length > 0 && found.cookie.length > 0) return found
  const made = await newSigningKey()
  const cookie = randomBytes(32).toString('base64url')
  await database.scopedTransaction('identity', async (tx) => {
    await tx.query(lock)
    await tx.query(sql`insert into provider_key (id, kind, value)
      select ${made.kid}, 'signing', ${JSON.stringify(made)}::json where not exists (select 1 from provider_key where kind = 'signing')`)
    await tx.query(sql`insert into provider_key (id, kind, value)
      select ${`cookie-${made.kid}`}, 'cookie', ${JSON.stringify(cookie)}::json where not exists (select 1 from provider_key where kind = 'cookie')`)
  })
  return await readProviderKeys(database)
}

export async function readProviderKeys(database: Database): Promise<ProviderKeys> {
  const rows = await database.scoped(
    'identity',
    sql`select kind, value from provider_key where ${published} order by retired_at desc nulls first, created_at desc, id`,
  )
  const values = (kind: string) => rows.filter((row) => row['kind'] === kind).map((row) => row['value'])
  return { signing: values('signing') as unknown as SigningKey[], cookie: values('cookie') as unknown as string[] } // written as such above
}

/** Public halves of the signing keys. */
export async function readPublicKeys(database: Database): Promise<JWK[]> {
  return (await readProviderKeys(database)).signing.map(publicHalf)
}

/**
 * Makes a new signing key; gives its id. The one until now stays published until what it signed has ended; with `withdraw` it goes at
 * once, and its tokens with it: every process refuses them within three minutes. With `olderThanDays` nothing happens, and null comes
 * back, unless the key is older.
 */
export async function rotateSigningKey(
  database: Database,
  { withdraw = false, olderThanDays = null }: { withdraw?: boolean; olderThanDays?: number | null } = {},
): Promise<string | null> {
  await ensureProviderKeys(database)
  const young = sql`select 1 as found from provider_key where kind = 'signing' and retired_at is null
    and created_at > now() - make_interval(days => ${olderThanDays ?? 0}::int)`
  const isYoung = async (ask: (statement: Sql) => Promise<unknown[]>) =>
    olderThanDays !== null && (await ask(young)).length > 0
  // A key takes a while to make, and mostly there is nothing to do.
  if (await isYoung((statement) => database.scoped('identity', statement))) return null
  const made = await newSigningKey()
  return await database.scopedTransaction('identity', async (tx) => {
    await tx.query(lock)
    if (await isYoung(tx.query)) return null
    await tx.query(
      withdraw
        ? sql`delete from provider_key where kind = 'signing'`
        : sql`update provider_key set retired_at = now() where kind = 'signing' and retired_at is null`,
    )
    await tx.query(
      sql`insert into provider_key (id, kind, value, created_at) values (${made.kid}, 'signing', ${JSON.stringify(made)}::json, clock_timestamp())`,
    )
    return made.kid
  })
}

/** Forgets the keys whose tokens have all ended. */
export async function sweepKeys(database: Database): Promise<void> {
  await database.scoped('identity', sql`delete from provider_key where not ${published}`)
}

/** Keeps a key published until a token it is about to sign has ended (Unix seconds). */
export async function keepUntil(database: Database, kid: string, seconds: number): Promise<void> {
  await database.scoped(
    'identity',
    sql`update provider_key set tokens_until = greatest(tokens_until, to_timestamp(least(${seconds}::float8, 253402300799))) where id = ${kid}`,
  )
}

export type KeyState = { id: string; created_at: string; retired_at: string | null; published_until: string | null }

/** The signing keys there are, the one that signs first. */
export async function listSigningKeys(database: Database): Promise<KeyState[]> {
  const rows = await database.scoped(
    'identity',
    sql`select id, ${utc('created_at')} as created_at, ${utc('retired_at')} as retired_at,
          case when retired_at is not null then ${utc("greatest(retired_at + interval '1 hour', tokens_until)")} end as published_until
        from provider_key where kind = 'signing' and ${published} order by retired_at desc nulls first, created_at desc, id`,
  )
  return rows as KeyState[] // the columns above
}

/** Whether a process on this database serves, or has served, the provider under this issuer. */
export async function isRegistered(database: Database, issuer: string): Promise<boolean> {
  const rows = await database.scoped('identity', sql`select 1 as found from provider_issuer where issuer = ${issuer}`)
  return rows.length > 0
}

/** Makes tokens of this issuer good on this database. */
export async function registerIssuer(database: Database, issuer: string): Promise<void> {
  await database.scoped(
    'identity',
    sql`insert into provider_issuer (issuer) values (${issuer}) on conflict (issuer) do update set registered_at = now()`,
  )
}

/** The issuer served last, or null when no service has run on this database yet. */
export async function lastIssuer(database: Database): Promise<string | null> {
  const [row] = await database.scoped(
    'identity',
    sql`select issuer from provider_issuer where issuer <> ${COMMAND_ISSUER} order by registered_at desc, issuer limit 1`,
  )
  return row ? String(row['issuer']) : null
}

function publicHalf({ kid, alg, kty, n, e }: SigningKey): JWK {
  if (kty !== 'RSA' || n === undefined || e === undefined) throw new Error(`the signing key ${kid} is not an RSA key`)
  return { kid, alg, use: 'sig', kty, n, e }
}

async function newSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { modulusLength: 2048, extractable: true })
  const jwk = await exportJWK(privateKey)
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: SIGNING_ALGORITHM, use: 'sig' }
}
