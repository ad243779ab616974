import { randomFillSync } from 'node:crypto'

const random = Buffer.alloc(16)

/** A new UUID, version 7 (RFC 9562): 48 bits of Unix milliseconds, then random. Not relied on for order. */
export function uuid(): string {
  randomFillSync(random)
  random.writeUIntBE(Date.now(), 0, 6)
  random[6] = ((random[6] ?? 0) & 0x0f) | 0x70
  random[8] = ((random[8] ?? 0) & 0x3f) | 0x80
  const hex = random.toString('hex')
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
