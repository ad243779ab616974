// A service whose webhooks may call receivers of the test, and what tests of webhooks ask of it.
import { Webhook as Verifier } from 'standardwebhooks'
import { raw, sql } from '../database/sql.ts'
import { newIncident, type Person, type TestApp, testApp } from './app.ts'
import type { Received, Receiver } from './receiver.ts'

export type Made = { id: string; url: string; secret: string; cursor: number }

type Payload = { type: string; timestamp: string; data: { seq: number } }

/** Starts the service, once for a test file and at its top. */
export async function webhookApp() {
  const app: TestApp = await testApp({ WEBHOOK_ALLOW_PRIVATE: 'true' }, { webhookTimeoutMs: 3000 })
  return {
    app,
    /** An admin of a tenant that is there: it begins with its first request. */
    admin: async (): Promise<Person> => {
      const person = await app.person('admin')
      await person.ok('GET', '/v1/me')
      return person
    },
    /** A webhook that calls this receiver. */
    hook: async (person: Person, receiver: Receiver, fields: Record<string, unknown> = {}): Promise<Made> =>
      await person.ok('POST', '/v1/webhooks', { url: receiver.url, ...fields }),
    /** So many incidents. */
    create: async (person: Person, count = 1): Promise<{ id: string; occ_lock: number }[]> => {
      const made: { id: string; occ_lock: number }[] = []
      for (let n = 0; n < count; n++)
        made.push(await person.ok('POST', '/v1/incident', newIncident({ name: `Number ${n}` })))
      return made
    },
    /** Moves a webhook's clocks, as if so many seconds had passed. */
    pass: async (person: Person, id: string, seconds: number): Promise<void> => {
      const by = raw(`interval '${seconds} seconds'`)
      await app.database.read(
        person.tenant,
        sql`update follower set next_try_at = next_try_at - ${by}, failing_since = failing_since - ${by} where tenant_id = ${person.tenant} and id = ${id}::uuid`,
      )
      // A change wakes those who look for what is due.
      await person.ok('PUT', `/v1/webhooks/${id}`, {})
    },
    shown: (person: Person, id: string) => person.ok('GET', `/v1/webhooks/${id}`),
    deliveries: async (person: Person, id: string) =>
      (await person.ok('GET', `/v1/webhooks/${id}/deliveries`)).deliveries,
  }
}

/** Which event was received. */
export function seqOf({ body }: Received): number {
  return JSON.parse(body).data.seq
}

/** What was received, read by another's library. Throws where the signature is not of this secret. */
export function verified(secret: string, { body, headers }: Received): Payload {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  return new Verifier(secret).verify(body, plain) as Payload // as events.md has it
}
