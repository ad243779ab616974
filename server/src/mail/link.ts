// Signed links in emails: confirm, unsubscribe.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What a link in a letter lets its reader do without signing in. */
export type Purpose = 'confirm' | 'unsubscribe'
export type Named = { tenantId: string; id: string }

export type Links = {
  /** A token for one subscription and purpose; one to confirm is good for a week. */
  make(purpose: Purpose, named: Named): Promise<string>
  /** What a token names; null when it is none of ours, of another purpose, or too old. */
  read(purpose: Purpose, token: string): Promise<Named | null>
}

const WEEK_SECONDS = 7 * 86_400

export function createLinks(database: Database): Links {
  let key: Promise<Buffer> | null = null
  const sign = async (payload: string): Promise<Buffer> => {
    key ??= loadKey(database)
    // An outage must not be remembered.
    key.catch(() => {
      key = null
    })
    return createHmac('sha256', await key)
      .update(payload)
      .digest()
      .subarray(0, 24)
  }
  return {
    make: async (purpose, { tenantId, id }) => {
      const until = purpose === 'confirm' ? Math.floor(Date.now() / 1000) + WEEK_SECONDS : null
      const payload = Buffer.from(JSON.stringify([purpose, tenantId, id, until])).toString('base64url')
      return `${payload}.${(await sign(payload)).toString('base64url')}`
    },
    read: async (purpose, token) => {
      const [payload = '', signature = ''] = token.split('.')
      const [wanted, given] = [await sign(payload), Buffer.from(signature, 'base64url')]
      // Spelled in one way only: what decodes alike is not the same link.
      if (given.toString('base64url') !== signature || token !== `${payload}.${signature}`) return null
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
      const text = Buffer.from(payload, 'base64url').toString('utf8')
      const [own, tenantId, id, until] = JSON.parse(text) as [string, string, string, number | null] // signed as such
      return own === purpose && (until === null || until > Date.now() / 1000) ? { tenantId, id } : null
    },
  }
}

async function loadKey(database: Database): Promise<Buffer> {
  const [row] = await database.read('', sql`select secret from instance`)
  return Buffer.from(hkdfSync('sha256', row?.['secret'] as Buffer, '', 'tocsin mail links', 32)) // bytea not null
}
