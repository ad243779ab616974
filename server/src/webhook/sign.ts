// Signs deliveries as Standard Webhooks prescribes.
import { createHash, createHmac, randomBytes } from 'node:crypto'

/** How a secret begins: the rest is its bytes in base64 (https://www.standardwebhooks.com). */
const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** A new signing secret, as receivers are given it. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`
}

/**
 * The webhook-id of an event: the same for each attempt and replay, of every webhook of the tenant, and unlike that of any other event.
 * Positions are per tenant, so the tenant is in it too, as the beginning of its SHA-256.
 */
export function messageId(tenantId: string, epoch: string, seq: number): string {
  return `evt_${createHash('sha256').update(tenantId).digest('hex').slice(0, 12)}_${epoch}_${seq}`
}

/** The headers of Standard Webhooks; one signature for each secret, the newest first. `timestamp` in Unix seconds. */
export function signedHeaders(
  id: string,
  timestamp: number,
  body: string,
  secrets: readonly string[],
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => `v1,${signature(id, timestamp, body, secret)}`).join(' '),
  }
}

function signature(id: string, timestamp: number, body: string, secret: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
}
