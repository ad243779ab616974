import { randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Database } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'

/** Audience of the embedded provider's access tokens, whatever address issued them. */
export const AUDIENCE = 'tocsin'
/** Issuer of tokens that `tocsin token` makes while no service has ever run on the database. */
export const COMMAND_ISSUER = 'urn:tocsin:command'
export const SIGNING_ALGORITHM = 'RS256'

export type SigningKey = JWK & { kid: string; alg: string; use: 'sig' }
export type ProviderKeys = {
  /** Private JWKs, newest first: the first one signs, all of them verify. */
  signing: SigningKey[]
  /** Newest first: the first one signs cookies, all of them verify. */
  cookie: string[]
}

/** The keys shared by all processes on this database; makes them the first time, once, however many processes ask at once. */
export async function ensureProviderKeys(database: Database): Promise<ProviderKeys> {
  const found = await readProviderKeys(database)
  if (found.signing.length > 0 && found.cookie.length > 0) return found
  const made = await newSigningKey()
  const cookie = randomBytes(32).toString('base64url')
  await database.scopedTransaction('identity', async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(7236741002)`)
    await tx.query(sql`insert into provider_key (id, kind, value)
      select ${made.kid}, 'signing', ${JSON.stringify(made)}::json where not exists (select 1 from provider_key where kind = 'signing')`)
    await tx.query(sql`insert into provider_key (id, kind, value)
      select ${`cookie-${made.kid}`}, 'cookie', ${JSON.stringify(cookie)}::json where not exists (select 1 from provider_key where kind = 'cookie')`)
  })
  return await readProviderKeys(database)
}

export async function readProviderKeys(database: Database): Promise<ProviderKeys> {
  const rows = await database.scoped('identity', sql`select kind, value from provider_key order by created_at desc, id`)
  const values = (kind: string) => rows.filter((row) => row['kind'] === kind).map((row) => row['value'])
  return { signing: values('signing') as unknown as SigningKey[], cookie: values('cookie') as unknown as string[] } // written as such above
}

/** Public halves of the signing keys. */
export async function readPublicKeys(database: Database): Promise<JWK[]> {
  return (await readProviderKeys(database)).signing.map(publicHalf)
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
