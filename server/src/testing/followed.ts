// A service whose log is followed, and processes that follow it with handlers of the test.
import { randomUUID } from 'node:crypto'
import { raw, type Sql, sql } from '../database/sql.ts'
import { type Followers, startFollowers } from '../log/follower.ts'
import { type FollowerKey, followerColumns, insertFollower } from '../log/follower-store.ts'
import type { Following, Outcome } from '../log/following.ts'
import { systemContext } from '../log/system.ts'
import { Wake } from '../log/wake.ts'
import { newIncident, type Person, type TestApp, testApp } from './app.ts'
import { afterTests } from './database.ts'

export type Handler = (following: Following) => Promise<Outcome>

const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** Starts the service, once for a test file and at its top. */
export async function followerApp() {
  const app: TestApp = await testApp()
  const run = async (person: Person, ...statements: Sql[]): Promise<void> => {
    await app.database.transaction(systemContext(person.tenant), async (tx) => {
      await tx.queries(statements)
    })
  }
  return {
    app,
    /** Runs statements in one transaction of the tenant. */
    run,
    /** An admin of a tenant that is there: it begins with its first request. */
    someone: async (): Promise<Person> => {
      const person = await app.person('admin')
      await person.ok('GET', '/v1/me')
      return person
    },
    /** A process of its own as far as followers go: an owner, leases, a handler for one kind. */
    worker: (
      kind: string,
      handle: Handler,
      options: { leaseSeconds?: number; timeoutMs?: number; most?: number } = {},
    ): Followers => {
      const { timeoutMs = 30_000, ...rest } = options
      const followers = startFollowers({
        database: app.database,
        wake: new Wake(),
        log: silent,
        pollMs: 50,
        kinds: [{ kind, handle, timeoutMs, readsRemoved: true }],
        ...rest,
      })
      afterTests(() => followers.stop())
      return followers
    },
    follow: async (
      person: Person,
      kind: string,
      options: { after?: number; until?: number } = {},
    ): Promise<FollowerKey> => {
      const key = { tenantId: person.tenant, kind, id: randomUUID() }
      await run(person, insertFollower(key, options))
      return key
    },
    /** The follower's row. */
    standing: async (key: FollowerKey): Promise<Record<string, unknown>> => {
      const [row] = await app.database.read(
        key.tenantId,
        sql`select ${followerColumns}, f.lease_owner, f.fence from follower f where f.tenant_id = ${key.tenantId} and f.kind = ${key.kind} and f.id = ${key.id}::uuid`,
      )
      return row ?? {}
    },
    /** Moves a follower's clocks back, as if so many seconds had passed. */
    pass: async (key: FollowerKey, seconds: number): Promise<void> => {
      const by = raw(`interval '${seconds} seconds'`)
      await app.database.read(
        key.tenantId,
        sql`update follower set next_try_at = next_try_at - ${by}, failing_since = failing_since - ${by}, lease_until = lease_until - ${by}
            where tenant_id = ${key.tenantId} and id = ${key.id}::uuid`,
      )
    },
    /** So many incidents, each an event. */
    write: async (person: Person, count: number): Promise<void> => {
      for (let i = 0; i < count; i++) await person.ok('POST', '/v1/incident', newIncident({ name: `Incident ${i}` }))
    },
  }
}
