/** Passwords: generated, hashed by scrypt, compared; only so many at once. */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { FairQueue } from '../fair-queue.ts'

/** OWASP's equivalent of N=2^17, p=1 in a quarter of the memory: 32 MiB and about a fifth of a second for each guess. */
const COST = { logN: 15, r: 8, p: 3 }
const KEY_BYTES = 32
const SALT_BYTES = 16
/** The hashes of this process share its processors: 64 MiB at most, and no queue that outlasts a person's patience. */
const hashes = new FairQueue({ running: 2, waiting: 40, waitingEach: 8, halfLifeMs: 30_000 })

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password for someone to type once: five groups of four, 99 bits, nothing that looks like something else. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: 5 }, group).join('-')
}

/**
 * Hashes a password with scrypt; the text carries the parameters and the salt. `share` says for whom, so that everybody gets a fair share
 * of the hashes. Throws rate_limited and unavailable when too many are waiting.
 */
export async function hashPassword(password: string, share: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const key = await derive(password, salt, COST, share)
  const { logN, r, p } = COST
  return `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`
}

/** No password has this hash; comparing with it costs as much as with a real one. */
const nobody = `$scrypt$ln=${COST.logN},r=${COST.r},p=${COST.p}$${randomBytes(SALT_BYTES).toString('base64url')}$${randomBytes(KEY_BYTES).toString('base64url')}`

/** Compares in constant time; null (no such account) takes as long as a wrong password. Throws as hashPassword does. */
export async function verifyPassword(password: string, hash: string | null, share: string): Promise<boolean> {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([\w-]+)\$([\w-]+)$/.exec(hash ?? nobody)
  if (!match) throw new Error('a password hash is malformed')
  const [, logN, r, p, salt = '', key = ''] = match
  const wanted = Buffer.from(key, 'base64url')
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) }
  const given = await derive(password, Buffer.from(salt, 'base64url'), cost, share)
  return given.length === wanted.length && timingSafeEqual(given, wanted) && hash !== null
}

async function derive(
  password: string,
  salt: Buffer,
  cost: { logN: number; r: number; p: number },
  share: string,
): Promise<Buffer> {
  const options = { N: 2 ** cost.logN, r: cost.r, p: cost.p, maxmem: 256 * 1024 * 1024 }
  return await hashes.run(
    share,
    () =>
      new Promise<Buffer>((resolve, reject) => {
        // The same password typed on another keyboard may come in another Unicode form.
        scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )
}
