// Seals webhook secrets for the database.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/*
 * Signing needs the secret itself, so a hash will not do. It lies sealed by AES-256-GCM, bound to its webhook, under a key made of
 * the instance's own secret. What that is good for: an export, a query, a log or a replica of the table `webhook` alone gives no
 * secret away, and one can't be carried to another webhook. What it is not good for: whoever has the whole database, a backup of it,
 * or the service's role, has both halves.
 */

export type SecretBox = {
  seal(secret: string, tenantId: string, webhookId: string): Promise<Buffer>
  /** Throws when it was sealed for another webhook or changed. */
  open(sealed: Buffer, tenantId: string, webhookId: string): Promise<string>
}

const IV_BYTES = 12
const TAG_BYTES = 16

export function createSecretBox(database: Database): SecretBox {
  let key: Promise<Buffer> | null = null
  const theKey = (): Promise<Buffer> => {
    key ??= loadKey(database)
    // An outage must not be remembered.
    key.catch(() => {
      key = null
    })
    return key
  }
  return {
    seal: async (secret, tenantId, webhookId) => {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', await theKey(), iv)
      cipher.setAAD(boundTo(tenantId, webhookId))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed])
    },
    open: async (sealed, tenantId, webhookId) => {
      const decipher = createDecipheriv('aes-256-gcm', await theKey(), sealed.subarray(0, IV_BYTES))
      decipher.setAAD(boundTo(tenantId, webhookId))
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    },
  }
}

async function loadKey(database: Database): Promise<Buffer> {
  const [row] = await database.read('', sql`select secret from instance`)
  const secret = row?.['secret'] as Buffer // bytea not null
  return Buffer.from(hkdfSync('sha256', secret, '', 'tocsin webhook secret', 32))
}

function boundTo(tenantId: string, webhookId: string): Buffer {
  return Buffer.from(JSON.stringify([tenantId, webhookId]))
}
