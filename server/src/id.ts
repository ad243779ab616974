// Ids: UUIDs version 7, and incident references such as INC-000042.
import { randomFillSync } from 'node:crypto'

// Random bytes for many ids at a time: a call for each costs ten times as much.
const random = Buffer.alloc(16 * 256)
let used = random.length

/** A new UUID, version 7 (RFC 9562): 48 bits of Unix milliseconds, then random. Not relied on for order. */
export function uuid(): string {
  return uuidAt(Date.now())
}

/** A UUID as uuid() gives it, of another time (Unix ms). */
export function uuidAt(now: number): string {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  const bytes = random.subarray(used, used + 16)
  used += 16
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether the text is a UUID as this service writes them; anything else names nothing here. */
export function isUuid(text: string): boolean {
  return canonical.test(text)
}

/** The human-readable number of an incident: INC-000042; grows past six digits when it must. */
export function reference(number: number): string {
  return `INC-${String(number).padStart(6, '0')}`
}
